"""The workspace as one object: people, channels, groups, messages, modals, response URLs, and what only the pages know
(who read how far, which press failed). It owns membership and identity questions; it speaks no HTTP."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.slack.directory import (
    BOT_USER,
    TEAM,
    Channel,
    Group,
    Person,
    document,
    seed_channels,
    seed_groups,
    seed_people,
)
from sandbox.slack.errors import SlackError
from sandbox.slack.homes import Homes
from sandbox.slack.live import Bus
from sandbox.slack.messages import Messages
from sandbox.slack.modals import Modals
from sandbox.slack.store import Store
from sandbox.slack.tickets import Tickets
from sandbox.slack.webhooks import ResponseUrls

Json = dict[str, Any]


@dataclass(frozen=True)
class App:
    """The installed app: what it may, and how it is reached and recognised."""

    bot_token: str = "xoxb-demo-handoff"
    app_token: str = "xapp-demo-handoff"
    signing_secret: str = "demo-signing-secret"
    verification_token: str = "demo-verification-token"


class Workspace:
    def __init__(self, data: Path | None = None, app: App | None = None) -> None:
        self.app = app or App()
        self.bus = Bus()
        self.store = Store(data)
        self.messages = Messages(self.store, self.bus)
        self.modals = Modals(self.bus)
        self.homes = Homes(self.store, self.bus)
        self.response_urls = ResponseUrls()
        self.tickets = Tickets()
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, Group] = {}
        self.read_up_to: dict[tuple[str, str], str] = {}
        self.hints: dict[tuple[str, str, str], str] = {}
        """(user, channel, ts) -> the warning that this person sees beside the card after a failed press."""
        self.directory_version = 0
        self._load()

    def _load(self) -> None:
        self.people = {person.id: person for person in seed_people()}
        self.channels = {channel.id: channel for channel in seed_channels()}
        self.groups = {group.id: group for group in seed_groups()}
        self.people |= {body["id"]: Person(**body) for body in self.store.read("person")}
        self.channels |= {body["id"]: Channel(**body) for body in self.store.read("channel")}
        self.groups |= {body["id"]: Group(**body) for body in self.store.read("group")}

    def reset(self) -> None:
        """As on the first day: no messages, the seeded directory."""
        self.store.clear()
        self.messages.clear()
        self.modals.clear()
        self.homes.load()
        self.response_urls.clear()
        self.read_up_to.clear()
        self.hints.clear()
        self.directory_version += 1
        self._load()
        self.bus.signal("directory", *(f"channel:{key}" for key in self.channels))

    def changed(self, record: Person | Channel | Group) -> None:
        """Keep a changed record of the directory."""
        kind = type(record).__name__.lower()
        self.store.put(kind, record.id, document(record))
        self.directory_version += 1
        self.bus.signal("directory")

    # --- people -----------------------------------------------------------------------------------------------------

    def person(self, key: str) -> Person:
        """By id, name or e-mail; ``user_not_found`` otherwise."""
        found = self.people.get(key)
        if found is None:
            found = next((p for p in self.people.values() if key and key in (p.name, p.email)), None)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def person_by_email(self, email: str) -> Person:
        for person in self.people.values():
            if person.email.lower() == email.lower() and email and not person.deleted and person.team_id == TEAM:
                return person
        raise SlackError("users_not_found")

    def update_person(self, person: Person, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(person, name, value)
        person.updated = int(time.time())
        self.changed(person)

    # --- channels ---------------------------------------------------------------------------------------------------

    def channel(self, key: str) -> Channel:
        """By id, or by name with or without ``#``; a private one only if the bot is in it."""
        found = self.channels.get(key)
        if found is None:
            name = key.removeprefix("#")
            found = next((c for c in self.channels.values() if c.name == name), None)
        if found is None or (found.is_private and BOT_USER not in found.members):
            raise SlackError("channel_not_found")
        return found

    def channel_by_id(self, key: str) -> Channel:
        """Most methods take ids alone; only posting also understands names."""
        return self.channel(key if key in self.channels else "")

    def channel_for_bot(self, key: str) -> Channel:
        """A channel that the bot may act in. A person's id means the direct messages with them."""
        channel = self.direct(key) if key in self.people else self.channel(key)
        if BOT_USER not in channel.members:
            raise SlackError("not_in_channel")
        if channel.is_archived:
            raise SlackError("is_archived")
        return channel

    def direct(self, user: str) -> Channel:
        """Opened by the first message, as Slack does it for whoever may write."""
        person, key = self.people[user], f"D{user[1:]}"
        if person.deleted or person.is_bot or person.team_id != TEAM:
            raise SlackError("channel_not_found")
        if key not in self.channels:
            self.channels[key] = Channel(key, f"dm-{person.name}", [user, BOT_USER], is_private=True)
            self.changed(self.channels[key])
        return self.channels[key]

    def channels_of(self, user: str) -> list[Channel]:
        """Those that still live first, then the archived."""
        mine = [channel for channel in self.channels.values() if user in channel.members]
        return sorted(mine, key=lambda channel: channel.is_archived)

    def group(self, key: str) -> Group:
        """By id or handle; ``no_such_subteam`` otherwise."""
        found = self.groups.get(key) or next((g for g in self.groups.values() if g.handle == key), None)
        if found is None:
            raise SlackError("no_such_subteam")
        return found

    # --- what a page knows ------------------------------------------------------------------------------------------

    def mark_read(self, user: str, channel: str) -> None:
        main = self.messages.in_channel(channel)
        if main:
            self.read_up_to[user, channel] = main[-1].ts

    def unread(self, user: str, channel: str) -> int:
        return len(self.messages.in_channel(channel, oldest=self.read_up_to.get((user, channel), "")))

    def hint(self, user: str, channel: str, ts: str, sentence: str) -> None:
        """Show (or, with an empty sentence, take away) the warning beside a card for one person."""
        key = (user, channel, ts)
        if sentence:
            self.hints[key] = sentence
        elif self.hints.pop(key, None) is None:
            return
        self.bus.signal(f"person:{user}")
