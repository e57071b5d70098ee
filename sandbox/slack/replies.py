"""Answers sent to a response URL: private by default, in the channel on request, in place of the pressed message, or
taking it away. It owns what such an answer does; uses and age are judged by webhooks.py."""

from typing import Any

from sandbox.slack.arguments import flag, words
from sandbox.slack.directory import BOT_USER
from sandbox.slack.errors import SlackError
from sandbox.slack.messages import Message
from sandbox.slack.methods.chat import read_blocks, read_metadata
from sandbox.slack.settings import Settings
from sandbox.slack.webhooks import ResponseUrl
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]


def reply(workspace: Workspace, settings: Settings, path: str, body: Json) -> str:
    """Perform the answer; the ts of the message that it made or changed. Raises SlackError, counted as a use."""
    url = workspace.response_urls.use(path)
    if flag(body, "delete_original"):
        _delete(workspace, url)
        return url.message_ts or ""
    text, blocks = words(body, "text"), read_blocks(body, settings)
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    messages = workspace.messages
    if flag(body, "replace_original") and url.message_ts:
        original = messages.find_private(url.channel, url.message_ts) or messages.find(url.channel, url.message_ts)
        messages.edit(original, text, blocks)
        return original.ts
    return whisper_or_post(workspace, settings, url.user, url.channel, body)


def whisper_or_post(workspace: Workspace, settings: Settings, user: str, channel: str, body: Json) -> str:
    """The answer as a new message: for ``user`` alone, or with ``response_type`` ``in_channel`` for everybody."""
    text, blocks = words(body, "text"), read_blocks(body, settings)
    public = words(body, "response_type") == "in_channel"
    message = Message(
        channel=channel,
        ts=workspace.messages.new_ts(),
        user=BOT_USER,
        text=text,
        blocks=blocks,
        metadata=read_metadata(body) if public else None,
        thread_ts=(words(body, "thread_ts") or None) if public else None,
        addressee=None if public else user,
    )
    return (workspace.messages.post(message) if public else workspace.messages.whisper(message)).ts


def _delete(workspace: Workspace, url: ResponseUrl) -> None:
    if url.message_ts is None:
        raise SlackError("message_not_found")
    if workspace.messages.find_private(url.channel, url.message_ts):
        workspace.messages.forget_private(url.channel, url.message_ts)
    else:
        workspace.messages.delete(url.channel, url.message_ts)
