"""The clock of one request: when its target is used up, how much of it is used, and why then (L4, L5, L8, L10).

All of it is a function of the target, the calendar, the instant at which the record's clock began, and the ledger of
the times at which it stood. Nothing is carried on from one answer to the next, so a changed policy or a pause that
ended early needs no correction of what was answered before (L6).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from typing import Any

from bot.domain.calendar import closed_because, open_windows
from bot.handbook.calendars import Calendar
from bot.handbook.policy import Target, TargetClock

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_HOLIDAYS = version("holidays")


@dataclass(frozen=True)
class Pause:
    """From when to when the clock stands; of one that has not ended, when it will."""

    begun: datetime
    ended: datetime
    why: str = ""


@dataclass(frozen=True)
class Track:
    """What a request's clock depends on. ``pauses`` are in order and do not overlap."""

    target: Target
    calendar: Calendar
    opened_at: datetime
    pauses: Sequence[Pause] = ()

    @property
    def due_at(self) -> datetime:
        return self.reached(self.target.amount)

    def reached(self, amount: timedelta) -> datetime:
        """The instant (aware UTC) at which so much of the clock's time is used up. None of it: when it began."""
        if amount < timedelta():
            raise ValueError("an amount of time is never negative")
        if not amount:
            return self.opened_at.astimezone(UTC)
        for begin, end in self.runs():
            if amount <= end - begin:
                return begin + amount
            amount -= end - begin
        raise AssertionError("a clock runs on for ever")

    def used(self, at: datetime) -> timedelta:
        """How much of the clock's time passed until ``at``."""
        total = timedelta()
        for begin, end in self.runs():
            if begin >= at:
                break
            total += min(end, at) - begin
        return total

    def runs(self) -> Iterator[tuple[datetime, datetime]]:
        """The intervals in which the clock runs, in order, as aware UTC. Endless, or ending at ``FOREVER``."""
        if self.target.clock is TargetClock.WALL:
            yield from _without(self.pauses, self.opened_at.astimezone(UTC), FOREVER)
            return
        for begin, end in open_windows(self.calendar, self.opened_at):
            yield from _without(self.pauses, begin, end)


def pauses_of(ledger: Sequence[Mapping[str, Any]]) -> tuple[Pause, ...]:
    """A request's ledger, as its column holds it: {at, until, why, ended}."""
    return tuple(
        Pause(
            datetime.fromisoformat(entry["at"]),
            datetime.fromisoformat(entry["ended"] or entry["until"]),
            entry.get("why", ""),
        )
        for entry in ledger
    )


def reckoned(target: Target, calendar: Calendar, percents: Sequence[int] = ()) -> str:
    """A fingerprint of all by which due times and rungs are reckoned: equal for equal rules. A holiday law can change.

    ``percents``: where the ladder has rungs.
    """
    rules = [target.hours, target.minutes, target.clock, calendar.model_dump(mode="json"), _HOLIDAYS, *percents]
    return hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:12]


def _without(pauses: Sequence[Pause], begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is left of an interval outside the pauses."""
    for pause in pauses:
        if pause.ended <= begin or pause.begun >= end:
            continue
        if pause.begun > begin:
            yield begin, pause.begun
        begin = pause.ended
    if begin < end:
        yield begin, end


# --- why is it due then? ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ran:
    """The clock ran; ``amount`` of the target was used."""

    begin: datetime
    end: datetime

    @property
    def amount(self) -> timedelta:
        return self.end - self.begin


@dataclass(frozen=True)
class Stood:
    begin: datetime
    end: datetime
    why: str


@dataclass(frozen=True)
class Closed:
    """Whole days of the calendar's zone on which it did not open, both included."""

    first: date
    last: date
    why: str


Piece = Ran | Stood | Closed


def explained(track: Track) -> list[Piece]:
    """What happened to the clock from its beginning until it is due, in order of time."""
    due = track.due_at
    ran = [Ran(begin, min(end, due)) for begin, end in _until(track.runs(), due)]
    stood = [Stood(one.begun, one.ended, one.why) for one in track.pauses if one.begun < due]
    closed = _closed_days(track, due) if track.target.clock is TargetClock.BUSINESS else []
    zone = track.calendar.zone

    def order(piece: Piece) -> tuple[date, datetime]:
        if isinstance(piece, Closed):
            return piece.first, datetime.min.replace(tzinfo=UTC)
        return piece.begin.astimezone(zone).date(), piece.begin

    return sorted([*ran, *stood, *closed], key=order)


def _until(runs: Iterator[tuple[datetime, datetime]], end: datetime) -> Iterator[tuple[datetime, datetime]]:
    for run in runs:
        if run[0] >= end:
            return
        yield run


def _closed_days(track: Track, due: datetime) -> list[Closed]:
    """Days without a window, those with the same reason in a row as one."""
    zone, found = track.calendar.zone, list[Closed]()
    day, last = track.opened_at.astimezone(zone).date(), due.astimezone(zone).date()
    while day <= last:
        if why := closed_because(track.calendar, day):
            if found and found[-1].why == why and found[-1].last == day - _DAY:
                found[-1] = Closed(found[-1].first, day, why)
            else:
                found.append(Closed(day, day, why))
        day += _DAY
    return found
