"""Slack's Web API as the bot uses it: who is there, posting, finding, updating, telling, and opening views.

A message that must not appear twice carries its outbox key as metadata; after an unknown outcome ``find`` looks for
that key, since Slack has no idempotency key of its own. It renders nothing and decides nothing: blocks come in ready.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from bot.clients import faults
from bot.clients.slack_values import (
    Channel,
    Group,
    Identity,
    Person,
    Posted,
    Quiet,
    channel_from,
    group_from,
    identity_from,
    mapping,
    person_from,
    posted_from,
    presence_from,
    quiet_from,
)
from bot.clients.slack_wire import REFUSED_TOKEN, SlackWire
from bot.errors import Transient

__all__ = ["REFUSED_TOKEN", "Channel", "Group", "Identity", "Person", "Posted", "Quiet", "SlackWeb"]

EVENT_TYPE = "handoff_delivery"
PAGE_SIZE = 200
# As many people as dnd.teamInfo takes at once.
QUIET_SIZE = 50
# A listing that never ends is a fault of Slack's, not a reason to ask for ever.
MAX_PAGES = 500
# How far ``find`` looks: 5,000 messages since the first attempt, which was minutes ago.
MAX_FIND_PAGES = 25
# Slack stamps messages with its own clock.
CLOCK_MARGIN = 60.0

Blocks = Sequence[Mapping[str, object]]
T = TypeVar("T")


class SlackWeb:
    """One workspace's API, for all threads. Nothing is sent when it is built.

    Reading and updating raise Transient or Permanent. ``post``, ``tell``, ``open_view`` and ``push_view`` raise Unknown
    when the answer was lost: Slack may have shown it. ``code`` is Slack's error, e.g. ``channel_not_found``. After a
    429 the same method (for ``post``: in the same channel) raises Transient at once until Slack's pause is over.
    """

    def __init__(self, token: str, base_url: str, timeout: float = 10) -> None:
        self._wire = SlackWire(token, base_url, timeout)
        self._known: Identity | None = None
        self._lock = threading.Lock()

    def identity(self) -> Identity:
        """Asks Slack who the token is (``auth.test``)."""
        known = self._parsed(identity_from, self._wire.read("auth.test"))
        with self._lock:
            self._known = known
        return known

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the token may, as the last answer that this thread got said; None if it did not say."""
        given = self._wire.heard("x-oauth-scopes")
        return None if given is None else frozenset(filter(None, (scope.strip() for scope in given.split(","))))

    @property
    def server_time(self) -> datetime | None:
        """Slack's clock at the last answer that this thread got, UTC."""
        return faults.http_date(self._wire.heard("date"))

    def open_connection(self) -> str:
        """With an app-level token: the address of a socket of its own, good for one connection."""
        body = self._wire.write("apps.connections.open", {}, repeatable=True)
        return self._parsed(_address, body)

    def people(self) -> Iterator[Person]:
        """Everybody, the deactivated too, page by page: an error can come in the middle of the iteration."""
        for page in self._pages("users.list"):
            yield from self._each(page, "members", person_from)

    def person(self, user_id: str) -> Person:
        """One user, also an external member of a shared channel. Permanent ``user_not_found`` if there is none."""
        return self._parsed(lambda body: person_from(body.get("user")), self._wire.read("users.info", user=user_id))

    def presence(self, user_id: str) -> str:
        """``active`` or ``away``."""
        return self._parsed(presence_from, self._wire.read("users.getPresence", user=user_id))

    def quiet(self, user_ids: Sequence[str]) -> Mapping[str, Quiet | None]:
        """The do-not-disturb of at most ``QUIET_SIZE`` people, None without one; whom Slack leaves out is not in it."""
        return self._parsed(quiet_from, self._wire.read("dnd.teamInfo", users=",".join(user_ids)))

    def groups(self) -> tuple[Group, ...]:
        """Every user group with its members, the disabled too. Permanent where the workspace has none to offer."""
        body = self._wire.read("usergroups.list", include_users=True, include_disabled=True)
        return tuple(self._each(body, "usergroups", group_from))

    def channels(self) -> tuple[Channel, ...]:
        """Every public channel, and the private ones that the bot is in; the archived too."""
        found: list[Channel] = []
        for page in self._pages("conversations.list", types="public_channel,private_channel", exclude_archived=False):
            found += self._each(page, "channels", channel_from)
        return tuple(found)

    def post(self, channel: str, text: str, blocks: Blocks, *, key: str, thread_ts: str | None = None) -> Posted:
        """A new message that carries ``key`` for ``find``. Not repeatable."""
        payload = {
            "channel": channel,
            "text": text,
            "blocks": list(blocks) or None,
            "thread_ts": thread_ts,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        body = self._wire.write("chat.postMessage", payload, repeatable=False, lane=channel)
        return self._parsed(posted_from, body, repeatable=False)

    def find(self, channel: str, key: str, *, since: datetime, thread_ts: str | None = None) -> Posted | None:
        """The bot's own message with ``key``, posted since a minute before ``since``; None means it is not there.

        ``channel`` is an id. Raises Transient ``search_unfinished`` rather than None when there is too much to look
        through.
        """
        for message in self._own_messages(channel, since, thread_ts):
            if _key_of(message) == key:
                return self._parsed(posted_from, {"channel": channel, "ts": message.get("ts")})
        return None

    def standing(self, channel: str, *, since: datetime) -> frozenset[str]:
        """The ``ts`` of each of the bot's own messages in a channel, threads left out. Raises like ``find``."""
        return frozenset(str(message.get("ts")) for message in self._own_messages(channel, since, None))

    def _own_messages(self, channel: str, since: datetime, thread_ts: str | None) -> Iterator[Mapping[str, object]]:
        own = self._known or self.identity()
        pages = self._pages(
            "conversations.history" if thread_ts is None else "conversations.replies",
            most=MAX_FIND_PAGES,
            channel=channel,
            ts=thread_ts,
            oldest=f"{max(since.timestamp() - CLOCK_MARGIN, 0):.6f}",
            inclusive=True,
            include_all_metadata=True,
        )
        for page in pages:
            yield from (message for message in self._each(page, "messages", mapping) if _is_own(message, own))

    def update(self, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        """Replace a message of the bot's; its metadata stays. Repeatable. Slack takes at most 4,000 characters here."""
        payload = {"channel": channel, "ts": ts, "text": text, "blocks": list(blocks), "parse": "none"}
        self._wire.write("chat.update", payload, repeatable=True)

    def tell(self, channel: str, user: str, text: str, blocks: Blocks = (), thread_ts: str | None = None) -> None:
        """A sentence that only ``user`` sees, if they are there to see it. It can neither be found nor updated."""
        payload = {
            "channel": channel,
            "user": user,
            "text": text,
            "blocks": list(blocks) or None,
            "thread_ts": thread_ts,
        }
        self._wire.write("chat.postEphemeral", payload, repeatable=False)

    def open_view(self, trigger_id: str, view: Mapping[str, object], *, timeout: float = 2) -> str:
        """Open a modal within the three seconds that a trigger lives; returns the view's id."""
        body = self._wire.write(
            "views.open", {"trigger_id": trigger_id, "view": dict(view)}, repeatable=False, timeout=timeout
        )
        return self._parsed(_view_id, body, repeatable=False)

    def push_view(self, trigger_id: str, view: Mapping[str, object], *, timeout: float = 2) -> str:
        """``open_view`` on top of the modal in which the trigger was pressed; closing it shows that one again."""
        body = self._wire.write(
            "views.push", {"trigger_id": trigger_id, "view": dict(view)}, repeatable=False, timeout=timeout
        )
        return self._parsed(_view_id, body, repeatable=False)

    def publish_home(self, user: str, view: Mapping[str, object]) -> None:
        """Replace what ``user`` has on their Home tab. Repeatable."""
        self._wire.write("views.publish", {"user_id": user, "view": dict(view)}, repeatable=True)

    def respond(self, response_url: str, text: str, blocks: Blocks, *, timeout: float = 2) -> None:
        """Put this in the place of the private message in which somebody pressed; five times within half an hour."""
        payload = {"text": text, "blocks": list(blocks), "response_type": "ephemeral", "replace_original": True}
        self._wire.respond(response_url, payload, timeout=timeout)

    def update_view(self, view_id: str, view: Mapping[str, object], hash: str | None = None) -> None:
        """Replace an open modal; with ``hash`` only if nobody replaced it meanwhile (``hash_conflict``)."""
        self._wire.write("views.update", {"view_id": view_id, "view": dict(view), "hash": hash}, repeatable=True)

    def _pages(self, method: str, *, most: int = MAX_PAGES, **arguments: object) -> Iterator[Mapping[str, object]]:
        cursor: str | None = None
        for _ in range(most):
            page = self._wire.read(method, limit=PAGE_SIZE, cursor=cursor, **arguments)
            yield page
            after = page.get("response_metadata")
            following = after.get("next_cursor") if isinstance(after, dict) else None
            if not following:
                return
            if not isinstance(following, str) or following == cursor:
                raise self._wire.bad_answer(repeatable=True)
            cursor = following
        raise Transient(f"Slack's {method} has more pages than we read.", code="search_unfinished")

    def _each(self, page: Mapping[str, object], key: str, parse: Callable[[object], T]) -> list[T]:
        entries = page.get(key)
        if not isinstance(entries, list):
            raise self._wire.bad_answer(repeatable=True)
        return [self._parsed(parse, entry) for entry in entries]

    def _parsed(self, parse: Callable[..., T], body: object, *, repeatable: bool = True) -> T:
        try:
            return parse(body)
        except ValueError:
            pass
        raise self._wire.bad_answer(repeatable=repeatable)


def _view_id(body: Mapping[str, object]) -> str:
    view_id = mapping(body.get("view")).get("id")
    if not isinstance(view_id, str) or not view_id:
        raise ValueError("a view has an id")
    return view_id


def _address(body: Mapping[str, object]) -> str:
    url = body.get("url")
    if not isinstance(url, str) or not url:
        raise ValueError("a connection has an address")
    return url


def _is_own(message: Mapping[str, object], own: Identity) -> bool:
    """Anybody can post any metadata: only the sender, which Slack sets, tells the bot's messages from imitations."""
    return message.get("bot_id") == own.bot_id or message.get("user") == own.bot_user_id


def _key_of(message: Mapping[str, object]) -> object:
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    return payload.get("key") if isinstance(payload, dict) else None
