"""chat.*: posting, editing, whispering, deleting, with what Slack refuses about each."""

import json
import time
from typing import Any

from sandbox.slack.arguments import flag, structure, words
from sandbox.slack.blockkit import judge_blocks, with_ids
from sandbox.slack.directory import BOT_USER
from sandbox.slack.errors import SlackError, refuse_findings
from sandbox.slack.messages import Message
from sandbox.slack.methods.registry import SPECIAL, TIER_3, TIER_4, Call, method
from sandbox.slack.settings import Settings

Json = dict[str, Any]
LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000
LARGEST_METADATA_BYTES = 16_000  # Slack publishes no number; this is the stand-in's own


def read_blocks(arguments: Json, settings: Settings) -> list[Json] | None:
    """The judged blocks with all ids, or None when none were sent."""
    blocks = structure(arguments, "blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    refuse_findings("invalid_blocks", judge_blocks(blocks, "message", refused=settings.refused_blocks))
    return with_ids(blocks)


def read_metadata(arguments: Json) -> Json | None:
    metadata = structure(arguments, "metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
        or set(metadata) - {"event_type", "event_payload", "entities"}
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > LARGEST_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


def _text_or_blocks(call: Call) -> tuple[str, list[Json] | None]:
    text, blocks = words(call.arguments, "text"), read_blocks(call.arguments, call.settings)
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    return text, blocks


@method("chat.postMessage", scopes=["chat:write"], per_minute=SPECIAL, changes=True)
def post_message(call: Call) -> Json:
    arguments, workspace = call.arguments, call.workspace
    channel = workspace.channel_for_bot(words(arguments, "channel"))
    text, blocks = _text_or_blocks(call)
    message = Message(
        channel=channel.id,
        ts=workspace.messages.new_ts(),
        user=BOT_USER,
        text=text[:LONGEST_POST],
        blocks=blocks,
        metadata=read_metadata(arguments),
        thread_ts=words(arguments, "thread_ts") or None,
        broadcast=flag(arguments, "reply_broadcast"),
        unfurl_links=flag(arguments, "unfurl_links", default=True),
        unfurl_media=flag(arguments, "unfurl_media", default=True),
    )
    workspace.messages.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack()}


@method("chat.update", scopes=["chat:write"], per_minute=TIER_3, changes=True)
def update(call: Call) -> Json:
    arguments, workspace = call.arguments, call.workspace
    channel = workspace.channel_by_id(words(arguments, "channel"))
    message = workspace.messages.find(channel.id, words(arguments, "ts"))
    if message.user != BOT_USER:
        raise SlackError("cant_update_message")
    if channel.is_archived:
        raise SlackError("is_archived")
    window = call.settings.edit_window_s
    if window is not None and time.time() - float(message.ts) > window:
        raise SlackError("edit_window_closed")
    if len(words(arguments, "text")) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    text, blocks = _text_or_blocks(call)
    metadata = read_metadata(arguments)
    if "blocks" not in arguments:
        blocks = message.blocks if "text" not in arguments else None
    if metadata is not None:
        message.metadata = metadata
    workspace.messages.edit(message, text if "text" in arguments else message.text, blocks)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.as_slack()}


@method("chat.postEphemeral", scopes=["chat:write"], per_minute=TIER_4, changes=True)
def post_ephemeral(call: Call) -> Json:
    arguments, workspace = call.arguments, call.workspace
    channel = workspace.channel_for_bot(words(arguments, "channel"))
    addressee = workspace.people.get(words(arguments, "user"))
    if addressee is None or addressee.deleted or addressee.id not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks = _text_or_blocks(call)
    message = Message(
        channel=channel.id,
        ts=workspace.messages.new_ts(),
        user=BOT_USER,
        text=text[:LONGEST_POST],
        blocks=blocks,
        thread_ts=words(arguments, "thread_ts") or None,
        addressee=addressee.id,
    )
    workspace.messages.whisper(message)
    return {"message_ts": message.ts}


@method("chat.delete", scopes=["chat:write"], per_minute=TIER_3, changes=True)
def delete(call: Call) -> Json:
    channel = call.workspace.channel_by_id(words(call.arguments, "channel"))
    message = call.workspace.messages.find(channel.id, words(call.arguments, "ts"))
    if message.user != BOT_USER:
        raise SlackError("cant_delete_message")
    call.workspace.messages.delete(channel.id, message.ts)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    channel = call.workspace.channel_by_id(words(call.arguments, "channel"))
    message = call.workspace.messages.find(channel.id, words(call.arguments, "message_ts"))
    where = f"https://handoff-internet.slack.example/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": where}
