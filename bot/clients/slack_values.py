"""What Slack tells us, as values: the bot's identity, people, user groups, channels, messages.

Parsed at the edge from Slack's dictionaries; what lacks an id raises ValueError, which the client turns into a bad
answer. Nothing here speaks to the network or decides who may do what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """A message's place: the pair that ``chat.update`` wants."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the token is."""

    team_id: str
    bot_id: str
    bot_user_id: str
    url: str
    enterprise_id: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A user. Key on ``(team_id, user_id)``, never on a name. ``email`` and ``tz`` may be empty.

    ``restricted``: a guest of either kind; ``stranger``: of another workspace with no channel shared.
    """

    team_id: str
    user_id: str
    name: str = field(repr=False)
    real_name: str = field(repr=False)
    email: str = field(repr=False)
    tz: str
    is_bot: bool
    deleted: bool
    restricted: bool
    stranger: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A user group. A disabled one still lists its users: it grants nothing."""

    id: str
    handle: str
    users: frozenset[str]
    disabled: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel. ``shared``: people of other workspaces may be in it."""

    id: str
    name: str
    is_member: bool
    archived: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody's do-not-disturb: the one that lasts or comes next."""

    start: datetime
    end: datetime


def identity_from(body: Mapping[str, object]) -> Identity:
    enterprise = _text(body, "enterprise_id")
    return Identity(
        _needed(body, "team_id"),
        _needed(body, "bot_id"),
        _needed(body, "user_id"),
        _text(body, "url"),
        enterprise or None,
    )


def person_from(entry: object) -> Person:
    user = mapping(entry)
    profile = mapping(user.get("profile") or {})
    return Person(
        team_id=_needed(user, "team_id"),
        user_id=_needed(user, "id"),
        name=_text(user, "name"),
        real_name=_text(profile, "real_name") or _text(user, "real_name"),
        email=_text(profile, "email"),
        tz=_text(user, "tz"),
        is_bot=_flag(user, "is_bot"),
        deleted=_flag(user, "deleted"),
        restricted=_flag(user, "is_restricted") or _flag(user, "is_ultra_restricted"),
        stranger=_flag(user, "is_stranger"),
    )


def group_from(entry: object) -> Group:
    group = mapping(entry)
    users = group.get("users") or ()
    if not isinstance(users, list | tuple):
        raise ValueError("a user group's users are a list")
    return Group(
        id=_needed(group, "id"),
        handle=_text(group, "handle"),
        users=frozenset(str(user) for user in users),
        disabled=bool(group.get("date_delete")),
    )


def channel_from(entry: object) -> Channel:
    channel = mapping(entry)
    return Channel(
        id=_needed(channel, "id"),
        name=_text(channel, "name"),
        is_member=_flag(channel, "is_member"),
        archived=_flag(channel, "is_archived"),
        shared=any(_flag(channel, key) for key in ("is_shared", "is_ext_shared", "is_org_shared")),
    )


def presence_from(body: Mapping[str, object]) -> str:
    presence = _needed(body, "presence")
    if presence not in {"active", "away"}:
        raise ValueError("somebody is active or away")
    return presence


def quiet_from(body: Mapping[str, object]) -> Mapping[str, Quiet | None]:
    """User id → their do-not-disturb, None without one."""
    users = mapping(body.get("users"))
    return {user: _quiet(mapping(entry)) for user, entry in users.items()}


def _quiet(entry: Mapping[str, object]) -> Quiet | None:
    if not _flag(entry, "dnd_enabled"):
        return None
    start, end = entry.get("next_dnd_start_ts"), entry.get("next_dnd_end_ts")
    if not isinstance(start, int) or not isinstance(end, int):
        raise ValueError("do-not-disturb begins and ends at instants")
    try:
        return Quiet(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
    except (OverflowError, OSError):
        raise ValueError("do-not-disturb begins and ends at instants") from None


def posted_from(body: Mapping[str, object]) -> Posted:
    return Posted(_needed(body, "channel"), _needed(body, "ts"))


def mapping(value: object) -> Mapping[str, object]:
    """``value`` if it is a JSON object. Raises ValueError otherwise."""
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _needed(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{key} is missing")
    return value


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _flag(entry: Mapping[str, object], key: str) -> bool:
    return entry.get(key) is True
