"""conversations.*: the list of channels, one channel, its members, its history and its threads."""

from typing import Any

from sandbox.slack.arguments import flag, number, words
from sandbox.slack.directory import Channel
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.registry import TIER_2, TIER_3, TIER_4, Call, method, page

Json = dict[str, Any]
READ = ["channels:read", "groups:read", "im:read", "mpim:read"]
HISTORY = ["channels:history", "groups:history", "im:history", "mpim:history"]
MOST = 999
_LISTED = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "mpim": "mpim:read",
    "im": "im:read",
}


def _channel(call: Call, what: str) -> Channel:
    """The channel asked for, if the app holds ``channels:`` or, for a private one, ``groups:`` with ``what``."""
    channel = call.workspace.channel_by_id(words(call.arguments, "channel"))
    call.need(f"groups:{what}" if channel.is_private else f"channels:{what}")
    return channel


@method("conversations.list", scopes=READ, per_minute=TIER_2)
def list_channels(call: Call) -> Json:
    arguments = call.arguments
    wanted = (words(arguments, "types") or "public_channel").replace(" ", "").split(",")
    if not set(wanted) <= set(_LISTED):
        raise SlackError("invalid_types")
    for kind in wanted:
        call.need(_LISTED[kind])
    found = [
        channel.as_slack()
        for channel in call.workspace.channels.values()
        if ("im" if channel.is_im else "private_channel" if channel.is_private else "public_channel") in wanted
        and not (channel.is_archived and flag(arguments, "exclude_archived"))
    ]
    shown, following = page(found, words(arguments, "cursor"), number(arguments, "limit", 100, MOST))
    return {"channels": shown, "response_metadata": {"next_cursor": following}}


@method("conversations.info", scopes=READ, per_minute=TIER_3)
def info(call: Call) -> Json:
    shown = _channel(call, "read").as_slack()
    if not flag(call.arguments, "include_num_members"):
        shown.pop("num_members")
    return {"channel": shown}


@method("conversations.members", scopes=READ, per_minute=TIER_4)
def members(call: Call) -> Json:
    arguments = call.arguments
    channel = _channel(call, "read")
    people = call.workspace.people
    present = [member for member in channel.members if not people[member].deleted]
    shown, following = page(present, words(arguments, "cursor"), number(arguments, "limit", 100, MOST))
    return {"members": shown, "response_metadata": {"next_cursor": following}}


def _readable(call: Call) -> str:
    channel = _channel(call, "history")
    if not channel.as_slack()["is_member"]:
        raise SlackError("not_in_channel")
    return channel.id


@method("conversations.history", scopes=HISTORY, per_minute=TIER_3)
def history(call: Call) -> Json:
    arguments, messages = call.arguments, call.workspace.messages
    channel = _readable(call)
    oldest, latest = words(arguments, "oldest"), words(arguments, "latest")
    found = messages.in_channel(
        channel, oldest if oldest != "0" else "", latest, inclusive=flag(arguments, "inclusive")
    )
    found.reverse()
    shown, following = page(found, words(arguments, "cursor"), number(arguments, "limit", 100, MOST))
    with_metadata = flag(arguments, "include_all_metadata")
    answer: Json = {
        "messages": [messages.with_thread(message, with_metadata=with_metadata) for message in shown],
        "has_more": bool(following),
        "pin_count": 0,
    }
    if following:
        answer["response_metadata"] = {"next_cursor": following}
    return answer


@method("conversations.replies", scopes=HISTORY, per_minute=TIER_3)
def replies(call: Call) -> Json:
    arguments, messages = call.arguments, call.workspace.messages
    channel = _readable(call)
    try:
        parent = messages.find(channel, words(arguments, "ts"))
    except SlackError:
        raise SlackError("thread_not_found") from None
    if parent.is_reply and parent.thread_ts is not None:
        parent = messages.find(channel, parent.thread_ts)
    oldest = words(arguments, "oldest")
    found = messages.in_thread(channel, parent.ts, oldest if oldest != "0" else "", words(arguments, "latest"))
    shown, following = page(found, words(arguments, "cursor"), number(arguments, "limit", 100, MOST))
    with_metadata = flag(arguments, "include_all_metadata")
    answer: Json = {
        "messages": [messages.with_thread(message, with_metadata=with_metadata) for message in [parent, *shown]],
        "has_more": bool(following),
    }
    if following:
        answer["response_metadata"] = {"next_cursor": following}
    return answer
