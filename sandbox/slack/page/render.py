"""Prepares what the templates show: messages as a person sees them, with authors, threads, private ones, warnings, and
the filters that turn Slack's text objects and states into HTML. It decides nothing and changes nothing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader

from sandbox.slack.directory import SLACKBOT, TEAM, Person
from sandbox.slack.interactions import element_state
from sandbox.slack.messages import Message
from sandbox.slack.page.drawing import drawing
from sandbox.slack.page.mrkdwn import ZONE, Html, Names, mrkdwn, plain
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
MOST_SHOWN = 150
MOST_KEPT = 3000
OPEN_THREADS_UP_TO = 3
HUES = 8


@dataclass(frozen=True)
class Author:
    name: str
    initials: str
    hue: int
    is_bot: bool


class Renderer:
    def __init__(self, workspace: Workspace, story_now: Callable[[], datetime]) -> None:
        self._workspace = workspace
        self._kept: dict[tuple[str, object, int], Html] = {}
        self._names = Names(
            user=lambda key: person.name if (person := workspace.people.get(key)) else None,
            channel=lambda key: channel.name if (channel := workspace.channels.get(key)) else None,
            group=lambda key: group.handle if (group := workspace.groups.get(key)) else None,
            now=story_now,
        )
        self.environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {
            "slack_text": self.slack_text,
            "slack_words": lambda words: mrkdwn(words, self._names),
            "starting_state": lambda element: element_state(element, None) if element.get("action_id") else {},
            "chosen_values": chosen_values,
            "typed_value": typed_value,
            "drawing": drawing,
            "web_address": is_web_address,
            "loopback": is_loopback,
        }
        self.environment.globals |= {
            "people_options": self._people_options,
            "channel_options": self._channel_options,
            "loop_safe": lambda key: hashlib.sha256(key.encode()).hexdigest()[:8],
        }

    def slack_text(self, text: Json) -> Html:
        if text.get("type") == "plain_text":
            return plain(text["text"], emoji=text.get("emoji", True))
        return mrkdwn(text["text"], self._names, verbatim=text.get("verbatim", False))

    def page(self, template: str, **context: Any) -> str:
        return self.environment.get_template(template).render(**context)

    def _people_options(self) -> list[Json]:
        people = [person for person in self._workspace.people.values() if not person.deleted and not person.is_bot]
        return [{"value": person.id, "text": {"type": "plain_text", "text": person.name}} for person in people]

    def _channel_options(self) -> list[Json]:
        channels = self._workspace.channels.values()
        return [
            {"value": channel.id, "text": {"type": "plain_text", "text": f"#{channel.name}"}} for channel in channels
        ]

    def sidebar(self, actor: Person, current: str) -> list[Json]:
        return [
            {
                "id": channel.id,
                "name": channel.name,
                "shared": channel.is_ext_shared,
                "archived": channel.is_archived,
                "unread": 0 if channel.id == current else self._workspace.unread(actor.id, channel.id),
            }
            for channel in self._workspace.channels_of(actor.id)
        ]

    def entries(self, actor: Person, channel: str) -> list[Json]:
        """The channel's messages as ``actor`` sees them, oldest first, the private ones in their places."""
        messages = self._workspace.messages
        private = messages.private_of(actor.id, channel)
        shown = messages.in_channel(channel)[-MOST_SHOWN:]
        roots = {message.ts for message in shown}
        shown += [message for message in private if message.thread_ts not in roots]
        entries: list[Json] = []
        day = ""
        for message in sorted(shown, key=lambda entry: entry.ts):
            entry = self._entry(actor, message)
            mine = [whisper for whisper in private if whisper.thread_ts == message.ts]
            replies = messages.in_thread(channel, message.ts)
            entry["replies"] = [
                self._entry(actor, reply) for reply in sorted([*replies, *mine], key=lambda reply: reply.ts)
            ]
            entry["reply_count"] = len(entry["replies"])
            entry["thread_open"] = bool(mine) or len(replies) <= OPEN_THREADS_UP_TO
            source = json.dumps(entry, default=str, sort_keys=True)
            entry["digest"] = _digest(source)
            entry["html"] = self._article(entry, keep="{ago}" not in source)
            entry["new_day"] = entry["day"] if entry["day"] != day else ""
            day = entry["day"]
            entries.append(entry)
        return entries

    def _article(self, entry: Json, *, keep: bool) -> Html:
        """The entry's HTML, from memory where the same entry was drawn on the same (story) day with the same names."""
        today = self._names.now().astimezone(ZONE).date()
        key = (entry["digest"], today, self._workspace.directory_version)
        html = self._kept.get(key) if keep else None
        if html is None:
            html = Html(self.page("message.html", entry=entry))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = html
        return html

    def _entry(self, actor: Person, message: Message) -> Json:
        moment = datetime.fromtimestamp(float(message.ts), UTC).astimezone(ZONE)
        entry: Json = {
            "ts": message.ts,
            "channel": message.channel,
            "author": self._author(message.user),
            "text": mrkdwn(message.text, self._names),
            "blocks": message.blocks,
            "edited": message.edited_ts,
            "addressee": message.addressee,
            "clock": f"{moment:%H:%M}",
            "iso": moment.isoformat(),
            "day": f"{moment:%A}, {moment.day} {moment:%B}",
            "hint": self._workspace.hints.get((actor.id, message.channel, message.ts), ""),
        }
        entry["digest"] = _digest(json.dumps(entry, default=str, sort_keys=True))
        return entry

    def _author(self, user: str) -> Author:
        person = self._workspace.people.get(user)
        name = person.name if person else "Slackbot" if user == SLACKBOT else user
        initials = "".join(part[0] for part in name.split("."))[:2].upper()
        foreign = person is not None and person.team_id != TEAM
        return Author(
            "Handoff" if person and person.is_bot else name + (" (external)" if foreign else ""),
            initials,
            sum(map(ord, name)) % HUES,
            person.is_bot if person else False,
        )


def is_web_address(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https")


def is_loopback(url: str) -> bool:
    """Whether the page may load it: no picture ever comes from outside this machine."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def chosen_values(state: Json) -> list[str]:
    """The values that a select, checkboxes or radio buttons hold, whatever their state is called."""
    chosen: list[str] = []
    for name, value in state.items():
        if name == "type" or value is None:
            continue
        for entry in value if isinstance(value, list) else [value]:
            chosen.append(entry["value"] if isinstance(entry, dict) else str(entry))
    return chosen


def typed_value(state: Json) -> str:
    """What a text, date or time field holds."""
    value = next((entry for name, entry in state.items() if name != "type"), None)
    if state.get("type") == "datetimepicker" and isinstance(value, int):
        return datetime.fromtimestamp(value, UTC).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    return "" if value is None else str(value)


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]
