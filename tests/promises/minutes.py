"""The oracle's clock: it counts open minutes one by one, from tables written by hand.

It shares no code with the product and reads no handbook: which days are holidays and when a window opens stands here.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
WORKDAYS, SATURDAY, SUNDAY = range(5), 5, 6
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """When a team works, over the weeks of a story and some beyond: a table of hours, and the days that are closed."""

    zone: ZoneInfo
    begin: date
    weeks: int
    windows: dict[int, list[tuple[int, int]]]
    """Weekday → minutes of wall time; a night ends after 1440."""
    closed: frozenset[date]
    """It takes the windows that begin on such a day."""

    @cached_property
    def minutes(self) -> list[datetime]:
        """The open minutes, each by its beginning in UTC."""
        start = datetime.combine(self.begin, datetime.min.time(), self.zone).astimezone(UTC)
        every = (start + number * MINUTE for number in range(self.weeks * 7 * 24 * 60))
        return [minute for minute in every if self._is_open(minute)]

    @cached_property
    def _open(self) -> frozenset[datetime]:
        return frozenset(self.minutes)

    def _is_open(self, minute: datetime) -> bool:
        wall = minute.astimezone(self.zone)
        today, read = wall.date(), wall.hour * 60 + wall.minute
        yesterday = today - timedelta(days=1)
        return self._has(today, read) or self._has(yesterday, read + 24 * 60)

    def _has(self, day: date, read: int) -> bool:
        return day not in self.closed and any(
            opens <= read < closes for opens, closes in self.windows.get(day.weekday(), ())
        )

    def is_open(self, at: datetime) -> bool:
        return at.replace(second=0, microsecond=0) in self._open

    @cached_property
    def openings(self) -> list[datetime]:
        return [minute for minute in self.minutes if minute - MINUTE not in self._open]

    def reached(
        self, opened: datetime, amounts: Sequence[timedelta], pauses: Sequence[Stretch], *, wall: bool
    ) -> list[datetime]:
        """When so much of the clock's time is used up, for each of the rising ``amounts``."""
        found, used = list[datetime](), timedelta()
        for begin, end in self._pieces(opened, pauses, wall):
            while used + (end - begin) >= amounts[len(found)]:
                found.append(begin + (amounts[len(found)] - used))
                if len(found) == len(amounts):
                    return found
            used += end - begin
        raise AssertionError("the tables of this story are too short")

    def _pieces(self, opened: datetime, pauses: Sequence[Stretch], wall: bool) -> Iterator[Stretch]:
        for minute in self._minutes_from(opened.replace(second=0, microsecond=0), wall):
            begin, end = max(minute, opened), minute + MINUTE
            for paused, resumed in pauses:
                if paused < end and resumed > begin:
                    if begin < paused:
                        yield begin, paused
                    begin = min(resumed, end)
            if begin < end:
                yield begin, end

    def _minutes_from(self, first: datetime, wall: bool) -> Iterator[datetime]:
        if not wall:
            yield from self.minutes[bisect_right(self.minutes, first - MINUTE) :]
            return
        while True:
            yield first
            first += MINUTE


def days(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=number) for number in range((end - begin).days + 1)}


OFFICE = [(9 * 60, 18 * 60)]
TOKYO = Hours(
    zone=ZoneInfo("Asia/Tokyo"),
    begin=date(2026, 12, 10),
    weeks=12,
    windows=dict.fromkeys(WORKDAYS, OFFICE),
    # Closed over New Year; Coming of Age Day, Foundation Day, the Emperor's birthday.
    closed=frozenset(
        days("2026-12-29", "2027-01-03") | {date(2027, 1, 11), date(2027, 2, 11), date(2027, 2, 23)},
    ),
)
LUNCH, NIGHT = [(8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60)], [(22 * 60, 30 * 60)]
BERLIN = dict.fromkeys(WORKDAYS, LUNCH) | {SATURDAY: NIGHT, SUNDAY: NIGHT}
"""With nights over the weekend: the clocks change in one of them."""
SPRING = Hours(
    zone=ZoneInfo("Europe/Berlin"),
    begin=date(2027, 3, 1),
    weeks=12,
    windows=BERLIN,
    # Good Friday, Easter Monday, Labour Day, Ascension Day, Pentecost Monday. The clocks go forward on March 28th.
    closed=frozenset(
        {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 17)},
    ),
)
AUTUMN = Hours(
    zone=ZoneInfo("Europe/Berlin"),
    begin=date(2026, 10, 5),
    weeks=11,
    windows=BERLIN,
    closed=frozenset(),  # the clocks go back on October 25th
)
