"""Which events an app hears, and what it may see in them: the subscription's name, the scope behind it, the bot's
membership of the channel. It owns these rules; who causes an event and how it travels are others' parts."""

from typing import Any

from sandbox.slack.directory import BOT_USER
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
_SCOPES = {
    "user_change": "users:read",
    "team_join": "users:read",
    "subteam_updated": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
}
_OF_MEMBERS = ("message", "member_joined_channel", "member_left_channel")
"""Told only to who is in the channel, or who has just joined or left it."""


def as_heard(event: Json, workspace: Workspace, settings: Settings) -> Json | None:
    """The event as this app gets it; None when it does not. Without a manifest (``bot_events`` None) everything is
    sent but messages, which nobody wants by accident."""
    kind = str(event["type"])
    channel = workspace.channels.get(event["channel"]) if isinstance(event.get("channel"), str) else None
    private = channel is not None and channel.is_private
    if kind == "message":
        subscription = "message.groups" if private else "message.channels"
        event = event | {"channel_type": "group" if private else "channel"}
    else:
        subscription = kind
    if kind == "message" if settings.bot_events is None else subscription not in settings.bot_events:
        return None
    if settings.scopes is not None and not _scopes_for(kind, private=private) <= settings.scopes:
        return None
    if kind in _OF_MEMBERS and channel is not None and BOT_USER not in (*channel.members, event.get("user")):
        return None
    return _without_email(event, settings) if isinstance(event.get("user"), dict) else event


def _scopes_for(kind: str, *, private: bool) -> set[str]:
    if kind == "message":
        return {"groups:history" if private else "channels:history"}
    if kind.startswith(("channel_", "group_", "member_")):
        return {"groups:read" if private or kind.startswith("group_") else "channels:read"}
    return {_SCOPES[kind]} if kind in _SCOPES else set()


def _without_email(event: Json, settings: Settings) -> Json:
    if settings.scopes is None or "users:read.email" in settings.scopes:
        return event
    profile = {name: value for name, value in event["user"]["profile"].items() if name != "email"}
    return event | {"user": event["user"] | {"profile": profile}}
