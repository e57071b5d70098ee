"""Calendars as the handbook writes them: weekly windows of wall time, holidays, closures.

It owns what a window and a closure may be; when that is in UTC, ``bot.domain.calendar`` works out. It exists apart from
``policy`` because a calendar is a small language of its own ("22:00-06:00", "12-29..01-03").
"""

import re
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, field_validator, model_validator

from bot.handbook.words import Country, Plain, Words, Zone, fault

DAY_MINUTES = 24 * 60
LONGEST_NIGHT_MINUTES = 12 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Window(Plain):
    """Open from ``opens`` to ``closes``, in minutes of wall time after midnight of the day on which it begins.

    An overnight window closes after 1440, e.g. 22:00-06:00 is (1320, 1800).
    """

    opens: int
    closes: int

    def __str__(self) -> str:
        end = self.closes if self.closes <= DAY_MINUTES else self.closes - DAY_MINUTES
        return f"{self.opens // 60:02}:{self.opens % 60:02}-{end // 60:02}:{end % 60:02}"


_WINDOW = re.compile(r"(\d\d):(\d\d) ?- ?(\d\d):(\d\d)", re.ASCII)


def _parse_window(text: Any) -> Any:
    """``"09:00-18:00"`` → Window. A window that closes before it opens is overnight, up to 12 hours."""
    if isinstance(text, Window):
        return text
    found = _WINDOW.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise fault('not a window: write it as "09:00-18:00"')
    hour, minute, end_hour, end_minute = map(int, found.groups())
    opens, closes = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or opens >= DAY_MINUTES or closes > DAY_MINUTES:
        raise fault("no such time of day: a window opens between 00:00 and 23:59 and closes by 24:00")
    if opens == closes:
        raise fault('opens and closes at the same time; for the whole day write "00:00-24:00"')
    if closes < opens:
        closes += DAY_MINUTES
        if closes - opens > LONGEST_NIGHT_MINUTES:
            raise fault(
                "closes before it opens; as a night it would last more than 12 hours, "
                "so write the evening on this day and the morning on the next"
            )
    return Window(opens=opens, closes=closes)


def _in_order(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    for position in range(1, len(windows)):
        if windows[position].opens < windows[position - 1].closes:
            raise fault(
                f"{windows[position]} opens before {windows[position - 1]} has closed: "
                "the windows of a day stand in order and do not overlap",
                at=(position,),
            )
    return windows


Windows = Annotated[tuple[Annotated[Window, BeforeValidator(_parse_window)], ...], AfterValidator(_in_order)]


class Weekly(Plain):
    """The open windows of each weekday; a day that is not named is closed."""

    mon: Windows = ()
    tue: Windows = ()
    wed: Windows = ()
    thu: Windows = ()
    fri: Windows = ()
    sat: Windows = ()
    sun: Windows = ()

    def on(self, weekday: int) -> tuple[Window, ...]:
        """The windows that begin on a weekday; Monday is 0."""
        windows: tuple[Window, ...] = getattr(self, WEEKDAYS[weekday])
        return windows

    @model_validator(mode="after")
    def _opens_and_nights_end_in_time(self) -> "Weekly":
        if not any(self.on(day) for day in range(7)):
            raise fault("never opens: give at least one day a window")
        for day in range(7):
            evening, morning = self.on(day), self.on((day + 1) % 7)
            if evening and morning and morning[0].opens < evening[-1].closes - DAY_MINUTES:
                raise fault(
                    f"{morning[0]} opens before the night of {WEEKDAYS[day]} ({evening[-1]}) has closed",
                    at=(WEEKDAYS[(day + 1) % 7], 0),
                )
        return self


class DatedClosure(Plain):
    """Days of the year that they name on which nothing opens, both ends included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


class YearlyClosure(Plain):
    """Days, as (month, day), that come back every year, both ends included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


Closure = DatedClosure | YearlyClosure


_CLOSURE_FORM = 'not a closure: write "12-29..01-03" for every year, or "2026-12-28"'


def _parse_closure(text: Any) -> Any:
    """``"12-29..01-03"``, ``"12-25"``, ``"2026-12-28"`` or ``"2026-08-13..2026-08-15"`` → a closure."""
    if isinstance(text, Closure):
        return text
    if not isinstance(text, str):
        raise fault(_CLOSURE_FORM)
    ends = [part.strip() for part in text.split("..")]
    if len(ends) > 2:
        raise fault(_CLOSURE_FORM)
    first, last = _parse_day(ends[0]), _parse_day(ends[-1])
    if isinstance(first, date) and isinstance(last, date):
        if last < first:
            raise fault("ends before it begins")
        if last - first > timedelta(days=366):
            raise fault("a closure lasts a year at most")
        return DatedClosure(first=first, last=last)
    if isinstance(first, date) or isinstance(last, date):
        raise fault("both ends need a year, or neither")
    return YearlyClosure(first=first, last=last)


def _parse_day(text: str) -> date | tuple[int, int]:
    try:
        if re.fullmatch(r"\d\d-\d\d", text, re.ASCII):
            day = date.fromisoformat(f"2000-{text}")
            return day.month, day.day
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        raise fault(f"there is no day {text}") from None
    raise fault(_CLOSURE_FORM)


class Calendar(Plain):
    """When a team works: weekly windows of wall time in a zone, less public holidays and closures."""

    name: Words
    timezone: Zone
    weekly: Weekly
    holidays: Country | None = None
    """A country code of the ``holidays`` library; null: none are kept."""
    closures: tuple[Annotated[Closure, BeforeValidator(_parse_closure)], ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @field_validator("closures")
    @classmethod
    def _leave_a_week_open(cls, closures: tuple[Closure, ...]) -> tuple[Closure, ...]:
        yearly = [closure for closure in closures if not isinstance(closure, DatedClosure)]
        year = [date(2000, 1, 1) + timedelta(days=number) for number in range(366)]
        open_run = 0
        for day in year + year[:6]:
            open_run = 0 if any(closure.covers(day) for closure in yearly) else open_run + 1
            if open_run == 7:
                return closures
        raise fault("the yearly closures leave no week of the year open")
