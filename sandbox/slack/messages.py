"""The messages of the workspace: posted, edited, deleted, in channels and threads, and the private ones that only one
person sees. It owns their order and their Slack shape; who may post what is judged by the methods that call it."""

import time
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.slack.directory import APP, BOT, BOT_USER, TEAM
from sandbox.slack.errors import SlackError
from sandbox.slack.live import Bus
from sandbox.slack.store import Store

Json = dict[str, Any]


@dataclass
class Message:
    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] | None = None
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    edits: int = 0
    edited_ts: str | None = None
    unfurl_links: bool = True
    unfurl_media: bool = True
    addressee: str | None = None
    """Set on an ephemeral message: the one user id that sees it."""

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def as_slack(self, *, with_metadata: bool = True) -> Json:
        """The ``message`` object of the Web API, without what its thread adds."""
        shown: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM}
        if self.user == BOT_USER:
            shown |= {"bot_id": BOT, "app_id": APP, "bot_profile": {"id": BOT, "app_id": APP, "name": "Handoff"}}
        if self.blocks is not None:
            shown["blocks"] = self.blocks
        if with_metadata and self.metadata is not None:
            shown["metadata"] = self.metadata
        if self.thread_ts is not None:
            shown["thread_ts"] = self.thread_ts
        if self.edited_ts is not None:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.broadcast:
            shown["subtype"] = "thread_broadcast"
        return shown


class Messages:
    def __init__(self, store: Store, bus: Bus) -> None:
        self._store, self._bus = store, bus
        self._all: dict[tuple[str, str], Message] = {}
        self._everything: dict[str, list[str]] = {}
        self._main: dict[str, list[str]] = {}
        self._replies: dict[tuple[str, str], list[str]] = {}
        self._private: dict[tuple[str, str], Message] = {}
        self._last = 0
        self.tell: Callable[[Json], None] = lambda _: None
        """Hears of each public message that is posted, edited or deleted, as an event."""
        for body in store.read("message"):
            self._keep(Message(**body))

    def new_ts(self) -> str:
        """Seconds with six digits, unique and rising in the whole workspace."""
        self._last = max(time.time_ns() // 1000, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def _keep(self, message: Message) -> None:
        seconds, _, micros = message.ts.partition(".")
        self._last = max(self._last, int(seconds) * 1_000_000 + int(micros))
        self._all[message.channel, message.ts] = message
        insort(self._everything.setdefault(message.channel, []), message.ts)
        if message.is_reply and message.thread_ts is not None:
            insort(self._replies.setdefault((message.channel, message.thread_ts), []), message.ts)
        if not message.is_reply or message.broadcast:
            insort(self._main.setdefault(message.channel, []), message.ts)

    def _changed(self, message: Message) -> None:
        self._store.put("message", f"{message.channel}/{message.ts}", asdict(message))
        self._bus.signal(f"channel:{message.channel}")

    def post(self, message: Message) -> Message:
        if message.thread_ts is not None and (message.channel, message.thread_ts) not in self._all:
            raise SlackError("thread_not_found")
        self._keep(message)
        self._changed(message)
        self.tell(message.as_slack(with_metadata=False) | {"channel": message.channel})
        return message

    def whisper(self, message: Message) -> Message:
        """An ephemeral message; it is lost with the process, as Slack loses it with a reload."""
        self._private[message.channel, message.ts] = message
        self._bus.signal(f"person:{message.addressee}")
        return message

    def find(self, channel: str, ts: str) -> Message:
        message = self._all.get((channel, ts))
        if message is None:
            raise SlackError("message_not_found")
        return message

    def find_private(self, channel: str, ts: str) -> Message | None:
        return self._private.get((channel, ts))

    def edit(self, message: Message, text: str, blocks: list[Json] | None) -> None:
        before = message.as_slack(with_metadata=False)
        message.text, message.blocks = text, blocks
        message.edits += 1
        if not blocks:  # Slack shows "(edited)" only on messages without blocks
            message.edited_ts = self.new_ts()
        if message.addressee is None:
            self._changed(message)
            after = message.as_slack(with_metadata=False)
            self.tell(self._hidden(message, "message_changed") | {"message": after, "previous_message": before})
        else:
            self._bus.signal(f"person:{message.addressee}")

    def delete(self, channel: str, ts: str) -> None:
        message = self.find(channel, ts)
        del self._all[channel, ts]
        shelves = [self._everything.get(channel, []), self._main.get(channel, [])]
        if message.thread_ts is not None:
            shelves.append(self._replies.get((channel, message.thread_ts), []))
        for shelf in shelves:
            position = bisect_left(shelf, ts)
            if position < len(shelf) and shelf[position] == ts:
                del shelf[position]
        self._store.delete("message", f"{channel}/{ts}")
        self._bus.signal(f"channel:{channel}")
        before = message.as_slack(with_metadata=False)
        self.tell(self._hidden(message, "message_deleted") | {"deleted_ts": ts, "previous_message": before})

    def _hidden(self, message: Message, subtype: str) -> Json:
        return {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": message.channel,
            "ts": self.new_ts(),
        }

    def forget_private(self, channel: str, ts: str) -> None:
        gone = self._private.pop((channel, ts), None)
        if gone is not None:
            self._bus.signal(f"person:{gone.addressee}")

    def in_channel(self, channel: str, oldest: str = "", latest: str = "", *, inclusive: bool = False) -> list[Message]:
        """The channel's main messages between two ts, oldest first; both ends left out unless ``inclusive``."""
        shelf = self._main.get(channel, [])
        return [self._all[channel, ts] for ts in _between(shelf, oldest, latest, inclusive=inclusive)]

    def in_thread(self, channel: str, ts: str, oldest: str = "", latest: str = "") -> list[Message]:
        """The replies of a thread, oldest first, without its parent."""
        shelf = self._replies.get((channel, ts), [])
        return [self._all[channel, reply] for reply in _between(shelf, oldest, latest, inclusive=False)]

    def everything_in(self, channel: str) -> list[Message]:
        """Main messages and replies together, oldest first."""
        return [self._all[channel, ts] for ts in self._everything.get(channel, [])]

    def private_of(self, user: str | None = None, channel: str | None = None) -> list[Message]:
        return [
            message
            for message in self._private.values()
            if (user is None or message.addressee == user) and (channel is None or message.channel == channel)
        ]

    def with_thread(self, message: Message, *, with_metadata: bool = True) -> Json:
        """The message's Slack shape; a parent tells its replies."""
        shown = message.as_slack(with_metadata=with_metadata)
        replies = self._replies.get((message.channel, message.ts), [])
        if replies:
            users = list(dict.fromkeys(self._all[message.channel, ts].user for ts in replies))
            shown |= {
                "thread_ts": message.ts,
                "reply_count": len(replies),
                "reply_users": users,
                "reply_users_count": len(users),
                "latest_reply": replies[-1],
                "is_locked": False,
                "subscribed": False,
            }
        return shown

    def clear(self) -> None:
        for shelf in (self._all, self._everything, self._main, self._replies, self._private):
            shelf.clear()


def _between(shelf: list[str], oldest: str, latest: str, *, inclusive: bool) -> list[str]:
    left, right = (bisect_left, bisect_right) if inclusive else (bisect_right, bisect_left)
    start = left(shelf, oldest) if oldest else 0
    end = right(shelf, latest) if latest else len(shelf)
    return shelf[start:end]
