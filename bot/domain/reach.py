"""Whom a card reaches (S8): who may approve the request, and which of them are on shift.

A person is on shift when they are active in Slack, not in do-not-disturb, and inside the hours of a role by which they
may approve. What Slack has not said, or said too long ago, counts as on shift and is told apart: better a person too
many on the card than an alarm about somebody who sits there. Hours are judged in business time, as all calendars are;
do-not-disturb and the age of what is known in real time, since they are Slack's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.approvals import is_own
from bot.domain.calendar import is_open, open_windows
from bot.handbook.calendars import Calendar
from bot.handbook.policy import Policy

KNOWN_FOR = timedelta(minutes=10)
"""What was learnt about somebody longer ago than this is not known any more."""


@dataclass(frozen=True)
class Colleague:
    """Who may approve, as Slack told it last. Instants are real time."""

    identities: tuple[str, ...]
    """Their user id and e-mail, and those of whoever lets them decide."""
    roles: frozenset[str]
    """The roles by which they may approve."""
    presence: str = ""
    """As Slack says it: active or away; empty: not known, or active with a do-not-disturb that is not known."""
    quiet_from: datetime | None = None
    quiet_until: datetime | None = None
    seen_at: datetime | None = None

    @property
    def user(self) -> str:
        return self.identities[0]

    def is_known(self, real: datetime) -> bool:
        return bool(self.presence) and self.seen_at is not None and real - self.seen_at <= KNOWN_FOR

    def may_be_there(self, real: datetime) -> bool:
        """Whether they are at their desk, or it is not known that they are not."""
        return not self.is_known(real) or (self.presence == "active" and not self.is_quiet(real))

    def is_quiet(self, real: datetime) -> bool:
        start, end = self.quiet_from, self.quiet_until
        return start is not None and end is not None and start <= real < end


@dataclass(frozen=True)
class Crew:
    """Everybody who may approve requests of a workflow, at one instant of real time."""

    people: tuple[Colleague, ...]
    real: datetime


@dataclass(frozen=True)
class Reach:
    """How many people may approve a request, and how many of them are on shift."""

    people: int
    on_shift: int
    unknown: int
    """Those on shift of whom it is not known whether they are there."""

    def to_payload(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Reach":
        return cls(payload["people"], payload["on_shift"], payload["unknown"])


def reach(policy: Policy, workflow: str, crew: Crew, owners: Iterable[str], at: datetime) -> Reach:
    """Whom a request reaches at ``at`` (business time). Whose own it is may not approve it and is not counted."""
    people = _who_may(policy, crew, owners)
    inside = [one for one in people if any(is_open(each, at) for each in _hours(policy, workflow, one))]
    unknown = sum(not one.is_known(crew.real) for one in inside)
    return Reach(len(people), sum(one.may_be_there(crew.real) for one in inside), unknown)


def opens(policy: Policy, workflow: str, crew: Crew, owners: Iterable[str], at: datetime) -> datetime | None:
    """When the hours of whom a request reaches begin again; None while somebody's last, or where it reaches nobody."""
    hours = {each.name: each for one in _who_may(policy, crew, owners) for each in _hours(policy, workflow, one)}
    following = min((next(open_windows(each, at))[0] for each in hours.values()), default=None)
    return following if following and following > at else None


def _who_may(policy: Policy, crew: Crew, owners: Iterable[str]) -> list[Colleague]:
    owners = tuple(owners)
    return [one for one in crew.people if not is_own(policy, one.identities, owners)]


def _hours(policy: Policy, workflow: str, person: Colleague) -> Iterator[Calendar]:
    for name in (policy.role(role).calendar for role in person.roles):
        yield policy.calendar(name) if name else policy.calendar_of(workflow)
