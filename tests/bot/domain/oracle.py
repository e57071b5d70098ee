"""A second opinion on business time that shares no code with the product: Japan's holidays as the law has them, made-up
shops, and an oracle that looks at every minute of some weeks.
"""

import random
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

# 国民の祝日に関する法律: fixed days, Happy Mondays, equinoxes, substitutes (s) and citizens' holidays (c). In 2020 and
# 2021 the Olympics moved Marine, Sports and Mountain Day.
JAPAN = {
    2020: "01-01 01-13 02-11 02-23 02-24s 03-20 04-29 05-03 05-04 05-05 05-06s 07-23 07-24 08-10 09-21 09-22 11-03 "
    "11-23",
    2021: "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09s 09-20 09-23 11-03 11-23",
    2022: "01-01 01-10 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-23 10-10 11-03 11-23",
    2023: "01-01 01-02s 01-09 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-23 10-09 11-03 11-23",
    2024: "01-01 01-08 02-11 02-12s 02-23 03-20 04-29 05-03 05-04 05-05 05-06s 07-15 08-11 08-12s 09-16 09-22 09-23s "
    "10-14 11-03 11-04s 11-23",
    2025: "01-01 01-13 02-11 02-23 02-24s 03-20 04-29 05-03 05-04 05-05 05-06s 07-21 08-11 09-15 09-23 10-13 11-03 "
    "11-23 11-24s",
    2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06s 07-20 08-11 09-21 09-22c 09-23 10-12 11-03 "
    "11-23",
    2027: "01-01 01-11 02-11 02-23 03-21 03-22s 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
    2028: "01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 11-03 11-23",
    2029: "01-01 01-08 02-11 02-12s 02-23 03-20 04-29 04-30s 05-03 05-04 05-05 07-16 08-11 09-17 09-23 09-24s 10-08 "
    "11-03 11-23",
    2030: "01-01 01-14 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06s 07-15 08-11 08-12s 09-16 09-23 10-14 11-03 "
    "11-04s 11-23",
    2031: "01-01 01-13 02-11 02-23 02-24s 03-21 04-29 05-03 05-04 05-05 05-06s 07-21 08-11 09-15 09-23 10-13 11-03 "
    "11-23 11-24s",
    2032: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-21c 09-22 10-11 11-03 11-23",
}
JAPANESE_HOLIDAYS = {date.fromisoformat(f"{year}-{day[:5]}") for year, days in JAPAN.items() for day in days.split()}

# Weeks in which something happens: the clocks change (by one hour, by two, by half an hour, at midnight, for Ramadan,
# for good, by a day), New Year, Golden Week.
PLACES = [
    ("America/New_York", "2026-03-01"),
    ("America/New_York", "2026-10-25"),
    ("Europe/Berlin", "2026-03-22"),
    ("Europe/Berlin", "2026-10-18"),
    ("Australia/Lord_Howe", "2026-03-29"),
    ("Australia/Lord_Howe", "2026-09-27"),
    ("Africa/Casablanca", "2026-02-08"),
    ("Africa/Casablanca", "2026-03-15"),
    ("Antarctica/Troll", "2026-03-22"),
    ("Antarctica/Troll", "2026-10-18"),
    ("America/Sao_Paulo", "2018-02-10"),
    ("America/Sao_Paulo", "2018-10-28"),
    ("America/St_Johns", "2010-03-07"),
    ("America/St_Johns", "2010-10-31"),
    ("America/Caracas", "2016-04-24"),
    ("Pacific/Apia", "2011-12-23"),
    ("Asia/Pyongyang", "2015-08-07"),
    ("Asia/Kathmandu", "2026-01-05"),
    ("Asia/Tokyo", "2025-12-22"),
    ("Asia/Tokyo", "2026-04-27"),
    ("Asia/Tokyo", "2026-09-14"),
]
CHANGELESS = {"Asia/Kathmandu", "Asia/Tokyo"}
MINUTES = 3 * 7 * 24 * 60


class Weeks:
    """The minutes of three weeks, and what a wall clock shows at each whose hands never go back."""

    def __init__(self, zone: str, first: date) -> None:
        self.zone = zone
        self.first = first
        self.begin = datetime.combine(first, time(), UTC)
        self.readings: list[tuple[date, str]] = []
        """Of each minute the day and the time of day."""
        self.changes: list[int] = []
        """The minutes at which the clocks change."""
        hands = datetime(1, 1, 1)  # noqa: DTZ001  a wall clock shows no zone
        local = (self.begin - 3 * DAY).astimezone(ZoneInfo(zone))
        for minute in range(-3 * 24 * 60, MINUTES):
            before, local = local, (self.begin + minute * MINUTE).astimezone(ZoneInfo(zone))
            hands = max(hands, local.replace(tzinfo=None))
            if minute >= 0:
                self.readings.append((hands.date(), f"{hands:%H:%M}"))
                self.changes += [minute] if local.utcoffset() != before.utcoffset() else []

    def at(self, minute: int) -> datetime:
        return self.begin + minute * MINUTE

    def random_minute(self, dice: random.Random) -> int:
        """Any; where the clocks change, every second time one within a day and a half of that."""
        if self.changes and dice.random() < 0.5:
            near = dice.choice(self.changes) + dice.randint(-36 * 60, 36 * 60)
            return min(max(near, 0), MINUTES - 1)
        return dice.randrange(MINUTES)


class Shop(NamedTuple):
    """A calendar in the oracle's own words: windows as text, closed days one by one."""

    zone: str
    weekly: dict[str, list[str]]
    holidays: str | None
    closures: list[str]
    closed: frozenset[date]


class Oracle:
    """Asks at every minute of some weeks whether the shop is open."""

    def __init__(self, shop: Shop, weeks: Weeks) -> None:
        self._weekly = {day: [tuple(window.split("-")) for window in windows] for day, windows in shop.weekly.items()}
        self._closed = shop.closed
        self.used = [0]
        """used[n]: open minutes among the first n."""
        for day, reading in weeks.readings:
            self.used.append(self.used[-1] + self._is_open(day, reading))

    def _is_open(self, day: date, reading: str) -> bool:
        for opens, closes in self._weekly.get(WEEKDAYS[day.weekday()], ()):
            if opens <= reading and (reading < closes or closes < opens):
                return day not in self._closed
        for opens, closes in self._weekly.get(WEEKDAYS[day.weekday() - 1], ()):
            if closes < opens and reading < closes:
                return day - DAY not in self._closed
        return False

    def is_open(self, minute: int) -> bool:
        return self.used[minute + 1] > self.used[minute]

    def open_minutes(self, start: int, end: int) -> int:
        return self.used[end] - self.used[start]

    def due(self, start: int, amount: int) -> int | None:
        """The first minute by which ``amount`` open minutes have gone by; None if that is after the weeks looked at."""
        minute = bisect_left(self.used, self.used[start] + amount)
        return minute if minute < len(self.used) else None


def random_weekly(dice: random.Random) -> dict[str, list[str]]:
    """One to three windows on most days, each quarter of an hour possible, and often a night after them."""
    weekly: dict[str, list[str]] = {}
    for position, day in enumerate(WEEKDAYS):
        if position and dice.random() < 0.25:
            continue
        # 2 to 6 different times make 1 to 3 windows; from 06:00 on, so that a night of the day before has ended
        times = sorted(dice.sample(range(24, 97), 2 * dice.randint(1, 3)))
        if dice.random() < 0.3 and not _is_night(weekly.get(WEEKDAYS[position - 1], [])):
            times = sorted(dice.sample(range(24), 4))  # around the hours at which clocks change
        windows = [f"{_clock(a)}-{_clock(b)}" for a, b in zip(times[::2], times[1::2], strict=True)]
        monday_is_early = day == "sun" and weekly["mon"][0] < "06:00"
        if times[-1] < 92 and dice.random() < 0.4 and not monday_is_early:
            evening = dice.randint(max(times[-1], 72), 95)
            windows.append(f"{_clock(evening)}-{_clock(dice.randint(0, 23))}")
        weekly[day] = windows
    return weekly


def _is_night(windows: list[str]) -> bool:
    """Whether the last window runs into the next day."""
    return bool(windows) and windows[-1][6:] < windows[-1][:5]


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


def random_shop(dice: random.Random, weeks: Weeks) -> Shop:
    """Some keep Japan's holidays though they are elsewhere, so that holidays and changes of the clocks meet."""
    closures, closed = [], set[date]()
    for _ in range(dice.randint(0, 3)):
        begin = weeks.first + dice.randint(0, MINUTES // 1440) * DAY
        length = dice.randint(1, 4)
        days = [begin + number * DAY for number in range(length)]
        form = "%Y-%m-%d" if dice.random() < 0.5 else "%m-%d"
        closures.append(f"{days[0]:{form}}" + (f"..{days[-1]:{form}}" if length > 1 else ""))
        closed |= set(days)
    keeps_holidays = weeks.zone == "Asia/Tokyo" or (weeks.first.year in JAPAN and dice.random() < 0.4)
    if keeps_holidays:
        closed |= JAPANESE_HOLIDAYS
    return Shop(weeks.zone, random_weekly(dice), "JP" if keeps_holidays else None, closures, frozenset(closed))
