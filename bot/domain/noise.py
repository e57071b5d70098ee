"""Whether an alert is told now or held back, and why: quiet hours, silences, inhibition (N2-N6).

Pure: what is true of the world is handed in. An alert that is held back is weighed again until it is told or matters no
more, so an answer here is never the last word.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import is_open, open_windows
from bot.handbook.calendars import Calendar
from models import Fate

REMINDER, BREACH, REACH, UNREAD = "reminder", "breach", "reach", "unread"
READ_ONLY, OUTAGE = "read_only", "salesforce"
AFTERGLOW = timedelta(minutes=5)
"""What came due just as the team closed is still told: people are there."""

OF_THE_SAME = {REMINDER: BREACH, REACH: BREACH}
"""A breach says of its request what these would say."""
OF_EVERYTHING = {REMINDER: READ_ONLY, UNREAD: OUTAGE}
"""While this is so nobody can do what these ask for, and the operators know why."""


@dataclass(frozen=True)
class Signal:
    """What of an alert decides whether it is told."""

    cause: str
    workflow: str
    number: str
    channel: str
    urgent: bool


@dataclass(frozen=True)
class Hush:
    """A silence that stands. Empty parts match all."""

    cause: str
    workflow: str
    number: str
    channel: str
    ends_at: datetime
    words: str
    """Which it is, by whom and why."""

    def matches(self, signal: Signal) -> bool:
        pairs = (
            (self.cause, signal.cause),
            (self.workflow, signal.workflow),
            (self.number, signal.number),
            (self.channel, signal.channel),
        )
        return all(wanted in ("", found) for wanted, found in pairs)


@dataclass(frozen=True)
class Weighed:
    fate: Fate
    why: str = ""
    until: datetime | None = None
    """When it is to be weighed again; None: whenever somebody looks."""


TELL = Weighed(Fate.TOLD)


def weigh(
    signal: Signal,
    at: datetime,
    *,
    quiet_until: datetime | None,
    hushes: Iterable[Hush],
    greater: Collection[str],
) -> Weighed:
    """``quiet_until``: when its team opens, if it is closed. ``greater``: the causes that stand for its request, and
    those that stand for everything.
    """
    parent = next((one for one in (OF_THE_SAME, OF_EVERYTHING) if one.get(signal.cause) in greater), None)
    if parent is not None:
        return Weighed(Fate.INHIBITED, f"{parent[signal.cause].replace('_', '-')} says it already")
    hush = next((one for one in hushes if one.matches(signal) and at < one.ends_at), None)
    if hush is not None:
        return Weighed(Fate.SILENCED, hush.words, hush.ends_at)
    if quiet_until is not None and not signal.urgent:
        return Weighed(Fate.QUIET, "outside the team's hours", quiet_until)
    return TELL


def quiet_until(calendar: Calendar, at: datetime) -> datetime | None:
    """When a team opens that is closed at ``at`` and was so already a little before; None: people are there."""
    if is_open(calendar, at) or is_open(calendar, at - AFTERGLOW):
        return None
    return next(open_windows(calendar, at))[0]
