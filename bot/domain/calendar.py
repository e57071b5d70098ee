"""Business time: when a calendar is open, and when an amount of open time is used up.

It owns the arithmetic over the handbook's calendars and reads no clock. A window is wall time in the calendar's zone,
turned into UTC instants day by day; everything after that is counted in UTC, so a day on which the clocks change has
the length that it really has. It exists because whole-day calendars and naive local arithmetic are wrong on such days.

Conventions. A window belongs to the day on which it begins: a holiday or closure takes the night that begins on it,
not the one that runs into it. A window opens and closes at the first moment at which the wall clock reads its time or,
where the clock is put forward over that time, has jumped past it. Every interval is half open. An amount that is used
up just as a window closes is due at that closing, not at the next opening.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from bot.handbook.calendars import Calendar

ENGLISH = "en_US"
MAX_CLOSED_DAYS = 800
"""A calendar that stays closed longer than this never opens: ValueError instead of looking for ever."""

_DAY = timedelta(days=1)


def open_windows(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The open intervals from ``start`` (aware) on, in order, as aware UTC; the first is cut at ``start``. Endless.

    Raises ValueError when the calendar stays closed for more than ``MAX_CLOSED_DAYS``.
    """
    start = start.astimezone(UTC)
    day = start.astimezone(calendar.zone).date() - _DAY  # whose night may still be open
    closed_days = 0
    while closed_days <= MAX_CLOSED_DAYS:
        closed_days += 1
        for opens, closes in _windows_of(calendar, day):
            if closes > start:
                closed_days = 0
                yield max(opens, start), closes
        day += _DAY
    raise ValueError(f"the calendar {calendar.name!r} does not open within {MAX_CLOSED_DAYS} days")


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether an instant (aware) lies inside a window."""
    return window_at(calendar, at) is not None


def window_at(calendar: Calendar, at: datetime) -> tuple[datetime, datetime] | None:
    """The window (aware UTC) that an instant lies in; None while it is closed."""
    day = at.astimezone(calendar.zone).date()
    windows = (window for one in (day - _DAY, day) for window in _windows_of(calendar, one))
    return next((window for window in windows if window[0] <= at < window[1]), None)


def closed_since(calendar: Calendar, opens: datetime) -> datetime:
    """The end (aware UTC) of the window before the one that opens at ``opens``."""
    day = opens.astimezone(calendar.zone).date()
    for _ in range(MAX_CLOSED_DAYS):
        before = [closes for _, closes in _windows_of(calendar, day) if closes <= opens]
        if before:
            return before[-1]
        day -= _DAY
    return opens


def add_open(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """The instant (aware UTC) at which ``amount`` of open time since ``start`` is used up. None left: ``start``."""
    if amount < timedelta():
        raise ValueError("an amount of open time is never negative")
    if not amount:
        return start.astimezone(UTC)
    for opens, closes in open_windows(calendar, start):
        if amount <= closes - opens:
            return opens + amount
        amount -= closes - opens
    raise AssertionError("open_windows is endless")


def open_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The open time from ``start`` to ``end``; nothing if ``end`` is not later."""
    total = timedelta()
    if end <= start:
        return total
    for opens, closes in open_windows(calendar, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def days_between(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of ``first`` to the end of ``last`` in that zone, as aware UTC."""
    return _instant(first, 0, zone), _instant(last + _DAY, 0, zone)


@lru_cache(maxsize=8192)
def _windows_of(calendar: Calendar, day: date) -> tuple[tuple[datetime, datetime], ...]:
    if closed_because(calendar, day):
        return ()
    found = []
    for window in calendar.weekly.on(day.weekday()):
        opens = _instant(day, window.opens, calendar.zone)
        closes = _instant(day, window.closes, calendar.zone)
        if opens < closes:  # a window that lies wholly in the hour that is left out never opens
            found.append((opens, closes))
    return tuple(found)


def closed_because(calendar: Calendar, day: date) -> str:
    """Why nothing opens on a day, in words; empty for a day with a window of its own."""
    if not calendar.weekly.on(day.weekday()):
        return "closed"
    if any(closure.covers(day) for closure in calendar.closures):
        return "closed: the company's own day off"
    name = _holidays(calendar.holidays, day.year).get(day) if calendar.holidays else None
    return f"holiday: {name}" if name else ""


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> HolidayBase:
    """The days by their English names, where the library has them."""
    days = country_holidays(country, years=year, expand=False)
    if ENGLISH in days.supported_languages and days.language != ENGLISH:
        return country_holidays(country, years=year, expand=False, language=ENGLISH)
    return days


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The first UTC instant at which the wall clock reads ``minute`` minutes after midnight of ``day``, or later."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first <= second:
        return first
    # The wall time is left out. Both guesses lie around the change of the clocks, ``second`` before it: close in on it.
    before, after = second, first
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after
