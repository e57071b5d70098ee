"""Changes that an administrator or a person makes in the workspace, each with the event that Slack tells the app. It
owns which event belongs to which change; the control API is its only caller."""

import time
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from sandbox.slack.directory import BOT_USER, TEAM, Channel, Person, user_id
from sandbox.slack.errors import SlackError
from sandbox.slack.messages import Message
from sandbox.slack.methods.chat import read_blocks
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
Announce = Callable[[Json], None]
_PRESENCE_FIELDS = {"presence", "dnd_start", "dnd_end"}
_PERSON_FIELDS = {field.name for field in fields(Person)} - {"id", "updated", *_PRESENCE_FIELDS}


def change_person(workspace: Workspace, announce: Announce, asked: Json) -> Json:
    """``user`` and any field of Person, e.g. ``deleted``, ``email``, ``is_restricted``. Tells ``user_change``. Who is
    deactivated leaves all user groups, as in Slack."""
    person = workspace.person(asked["user"])
    changes = {name: value for name, value in asked.items() if name != "user"}
    if not set(changes) <= _PERSON_FIELDS:
        raise ValueError(f"unknown field among {sorted(changes)}")
    workspace.update_person(person, **changes)
    if changes.get("deleted"):
        for group in workspace.groups.values():
            if person.id in group.users:
                change_group(workspace, announce, {"group": group.id, "remove": [person.id]})
    shown = person.as_slack(with_email=True)
    announce({"type": "user_change", "user": shown, "cache_ts": person.updated})
    return shown


def add_person(workspace: Workspace, announce: Announce, asked: Json) -> Json:
    """``name``, and any other field of Person. Tells ``team_join``."""
    name = str(asked["name"])
    if not set(asked) <= _PERSON_FIELDS or user_id(name) in workspace.people:
        raise ValueError(f"{name} is there already, or an unknown field is among {sorted(asked)}")
    person = Person(user_id(name), name, name, f"{name}@example.com")
    workspace.people[person.id] = person
    workspace.update_person(person, **asked)
    shown = person.as_slack(with_email=True)
    announce({"type": "team_join", "user": shown, "cache_ts": person.updated})
    return shown


def change_presence(workspace: Workspace, asked: Json) -> Json:
    """``user`` with ``presence`` (active or away), ``dnd_start`` and ``dnd_end`` (seconds; both 0: none). The app is
    told nothing of it: Slack has no such event over HTTP."""
    person = workspace.person(asked["user"])
    changes = {name: value for name, value in asked.items() if name != "user"}
    if not set(changes) <= _PRESENCE_FIELDS or changes.get("presence", "active") not in {"active", "away"}:
        raise ValueError(f"no presence: {sorted(changes.items())}")
    for name, value in changes.items():
        setattr(person, name, value if name == "presence" else int(value))
    workspace.changed(person)
    return person.dnd()


def change_group(workspace: Workspace, announce: Announce, asked: Json) -> Json:
    """``group`` (id or handle) with ``users``, or ``add`` and ``remove``, or ``disabled``. Tells
    ``subteam_members_changed`` and ``subteam_updated``."""
    group = workspace.group(asked["group"])
    before = list(group.users)
    if "users" in asked:
        group.users = [workspace.person(key).id for key in asked["users"]]
    gone = {workspace.person(key).id for key in asked.get("remove", [])}
    new = [workspace.person(key).id for key in asked.get("add", [])]
    group.users = list(dict.fromkeys([user for user in group.users if user not in gone] + new))
    now = int(time.time())
    if "disabled" in asked:
        group.date_delete = now if asked["disabled"] else 0
    previous, group.date_update = group.date_update, now
    workspace.changed(group)
    if group.users != before:
        announce(
            {
                "type": "subteam_members_changed",
                "subteam_id": group.id,
                "team_id": TEAM,
                "date_previous_update": previous,
                "date_update": now,
                "added_users": [user for user in group.users if user not in before],
                "removed_users": [user for user in before if user not in group.users],
            }
        )
    announce({"type": "subteam_updated", "subteam": group.as_slack(with_users=True)})
    return group.as_slack(with_users=True)


def change_channel(workspace: Workspace, announce: Announce, asked: Json) -> Json:
    """``channel`` with ``archived``, ``name``, ``private``, ``bot_member``, ``add``, ``remove``; ``by``: who does it.
    Tells what Slack tells, of a private channel as of a ``group``."""
    channel = next((c for c in workspace.channels.values() if asked["channel"] in (c.id, c.name)), None)
    channel = channel or workspace.channel(asked["channel"])
    actor = workspace.person(asked.get("by") or "it.manager").id
    if "private" in asked:
        channel.is_private = bool(asked["private"])
    family = "group" if channel.is_private else "channel"
    if "archived" in asked and asked["archived"] != channel.is_archived:
        channel.is_archived = bool(asked["archived"])
        kind = f"{family}_archive" if channel.is_archived else f"{family}_unarchive"
        announce({"type": kind, "channel": channel.id, "user": actor})
    if "name" in asked:
        _rename(workspace, channel, str(asked["name"]))
        told = {"id": channel.id, "name": channel.name, "name_normalized": channel.name, "created": channel.created}
        announce({"type": f"{family}_rename", "channel": told})
    joining = [workspace.person(key).id for key in asked.get("add", [])]
    leaving = [workspace.person(key).id for key in asked.get("remove", [])]
    if "bot_member" in asked:
        (joining if asked["bot_member"] else leaving).append(BOT_USER)
    for user in joining:
        if user not in channel.members:
            channel.members.append(user)
            announce(_membership("member_joined_channel", user, channel.id) | {"inviter": actor})
    for user in leaving:
        if user in channel.members:
            channel.members.remove(user)
            announce(_membership("member_left_channel", user, channel.id))
            if user == BOT_USER:
                announce({"type": f"{family}_left", "channel": channel.id, "actor_id": actor})
    workspace.changed(channel)
    return channel.as_slack()


def _rename(workspace: Workspace, channel: Channel, wanted: str) -> None:
    name = wanted.strip().removeprefix("#").lower().replace(" ", "-")[:80]
    if not name:
        raise SlackError("invalid_name")
    if any(other.name == name for other in workspace.channels.values() if other is not channel):
        raise SlackError("name_taken")
    channel.name = name


def _membership(kind: str, user: str, channel: str) -> Json:
    return {"type": kind, "user": user, "channel": channel, "channel_type": "C", "team": TEAM}


def say(workspace: Workspace, settings: Settings, asked: Json) -> str:
    """A message by a person: ``user, channel, text``, perhaps ``thread_ts`` and ``blocks``."""
    person, channel = workspace.person(asked["user"]), workspace.channel(asked["channel"])
    message = Message(
        channel=channel.id,
        ts=workspace.messages.new_ts(),
        user=person.id,
        text=str(asked.get("text", "")),
        blocks=read_blocks(asked, settings),
        thread_ts=asked.get("thread_ts") or None,
    )
    workspace.messages.post(message)
    return message.ts
