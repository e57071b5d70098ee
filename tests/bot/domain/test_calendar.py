"""Business time, held against hard cases, the holiday law, a minute-by-minute oracle, and laws of arithmetic."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import add_open, open_between, open_windows
from bot.domain.sla import Track
from bot.handbook.calendars import WEEKDAYS, Calendar
from bot.handbook.policy import Target

TOKYO = ZoneInfo("Asia/Tokyo")
OFFICE = {day: ["09:00-18:00"] for day in WEEKDAYS[:5]}
NEW_YEAR = ["12-29..01-03"]


def calendar(
    weekly: dict[str, list[str]],
    zone: str = "Asia/Tokyo",
    holidays: str | None = None,
    closures: Sequence[str] = (),
) -> Calendar:
    return Calendar.model_validate(
        {"name": "Test", "timezone": zone, "weekly": weekly, "holidays": holidays, "closures": list(closures)}
    )


CS = calendar(OFFICE, holidays="JP", closures=NEW_YEAR)
LUNCH = calendar({day: ["09:00-12:00", "13:00-18:00"] for day in WEEKDAYS[:5]}, holidays="JP")
NIGHT = calendar({day: ["22:00-06:00"] for day in WEEKDAYS[:5]}, holidays="JP")
ALWAYS = {day: ["00:00-24:00"] for day in WEEKDAYS}


def at(text: str, zone: ZoneInfo = TOKYO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


# --- hard cases ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shop", "start", "amount", "due"),
    [
        # the weekend and Labour Thanksgiving Day, Monday 23 November 2026
        (CS, "2026-11-20 17:10", 2, "2026-11-24 10:10"),
        (CS, "2026-11-20 17:10:30", 2, "2026-11-24 10:10:30"),
        (CS, "2026-11-23 12:00", 2, "2026-11-24 11:00"),
        # within a day, before opening, at opening, after closing
        (CS, "2026-11-24 10:00", 2, "2026-11-24 12:00"),
        (CS, "2026-11-24 03:00", 2, "2026-11-24 11:00"),
        (CS, "2026-11-24 09:00", 2, "2026-11-24 11:00"),
        (CS, "2026-11-24 23:59", 2, "2026-11-25 11:00"),
        # used up just at closing: due at that closing; from closing on, the next day counts
        (CS, "2026-11-24 16:00", 2, "2026-11-24 18:00"),
        (CS, "2026-11-24 18:00", 2, "2026-11-25 11:00"),
        (CS, "2026-11-24 09:00", 9, "2026-11-24 18:00"),
        (CS, "2026-11-24 09:00", 18, "2026-11-25 18:00"),
        # New Year: 29 December to 3 January, then a Sunday or a Monday
        (CS, "2026-12-28 17:30", 2, "2027-01-04 10:30"),
        (CS, "2025-12-26 17:00", 2, "2026-01-05 10:00"),
        (CS, "2027-12-28 17:00", 2, "2028-01-04 10:00"),
        (CS, "2026-12-31 12:00", 0.5, "2027-01-04 09:30"),
        # Golden Week with its substitute holiday; the citizens' holiday of September 2026
        (CS, "2026-05-01 17:00", 2, "2026-05-07 10:00"),
        (CS, "2026-09-18 17:00", 2, "2026-09-24 10:00"),
        # the Olympic years moved three holidays
        (CS, "2021-07-21 17:00", 2, "2021-07-26 10:00"),
        (CS, "2021-10-08 17:00", 2, "2021-10-11 10:00"),
        # days in a row
        (CS, "2026-11-24 10:00", 24, "2026-11-26 16:00"),
        (CS, "2026-11-24 10:00", 48, "2026-12-01 13:00"),
        # several windows a day
        (LUNCH, "2026-11-24 11:30", 1, "2026-11-24 13:30"),
        (LUNCH, "2026-11-24 11:00", 1, "2026-11-24 12:00"),
        (LUNCH, "2026-11-24 12:00", 1, "2026-11-24 14:00"),
        (LUNCH, "2026-11-24 12:30", 6, "2026-11-25 10:00"),
        # nights: one began yesterday; Friday's runs into Saturday; a holiday takes the one that begins on it
        (NIGHT, "2026-11-25 01:00", 2, "2026-11-25 03:00"),
        (NIGHT, "2026-11-25 05:00", 2, "2026-11-25 23:00"),
        (NIGHT, "2026-11-20 23:00", 7, "2026-11-21 06:00"),
        (NIGHT, "2026-11-21 05:00", 2, "2026-11-24 23:00"),
        (NIGHT, "2026-11-23 23:00", 1, "2026-11-24 23:00"),
        (NIGHT, "2026-11-02 23:00", 3, "2026-11-03 02:00"),
        # nothing left to wait: the instant itself, open or not
        (CS, "2026-11-22 03:00", 0, "2026-11-22 03:00"),
    ],
)
def test_an_amount_of_open_time_is_used_up_at(shop: Calendar, start: str, amount: float, due: str) -> None:
    assert add_open(shop, at(start), hours(amount)).astimezone(TOKYO) == at(due)


@pytest.mark.parametrize(
    ("zone", "day", "window", "length"),
    [
        ("America/New_York", "2026-03-08", "00:00-24:00", 23),
        ("America/New_York", "2026-11-01", "00:00-24:00", 25),
        ("America/New_York", "2026-03-08", "01:00-04:00", 2),
        ("America/New_York", "2026-03-08", "02:00-03:00", 0),
        ("America/New_York", "2026-03-08", "02:30-04:00", 1),
        ("America/New_York", "2026-03-08", "01:30-02:30", 0.5),
        ("America/New_York", "2026-11-01", "00:00-01:30", 1.5),
        ("America/New_York", "2026-11-01", "01:30-02:00", 1.5),
        ("America/New_York", "2026-11-01", "01:00-01:30", 0.5),
        ("America/New_York", "2026-03-07", "22:00-06:00", 7),
        ("America/New_York", "2026-10-31", "22:00-06:00", 9),
        ("Europe/Berlin", "2026-03-29", "00:00-24:00", 23),
        ("Europe/Berlin", "2026-10-25", "00:00-24:00", 25),
        ("Europe/Berlin", "2026-03-29", "09:00-18:00", 9),
        ("Australia/Lord_Howe", "2026-10-04", "00:00-24:00", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", "00:00-24:00", 24.5),
        ("Australia/Lord_Howe", "2026-10-04", "02:00-02:30", 0),
        ("America/Sao_Paulo", "2018-11-04", "00:00-24:00", 23),
        ("America/Sao_Paulo", "2018-02-17", "00:00-24:00", 25),
        ("Pacific/Apia", "2011-12-30", "00:00-24:00", 0),
        ("Asia/Tokyo", "2026-03-29", "00:00-24:00", 24),
    ],
)
def test_a_window_is_as_long_as_it_really_is_when_the_clocks_change(
    zone: str, day: str, window: str, length: float
) -> None:
    weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
    shop = calendar({weekday: [window]}, zone)
    midnight = at(day, ZoneInfo(zone)).astimezone(UTC)
    assert open_between(shop, midnight - hours(12), midnight + hours(48)) == hours(length)


def due_at(target: Target, shop: Calendar, start: datetime) -> datetime:
    return Track(target, shop, start).due_at


def test_the_wall_clock_target_counts_through_nights_and_holidays() -> None:
    priority = Target.model_validate({"minutes": 30, "clock": "wall"})
    assert due_at(priority, CS, at("2026-11-23 03:00")) == at("2026-11-23 03:30")
    night = at("2026-11-01 01:45", ZoneInfo("America/New_York"))  # the first of the two
    assert due_at(priority, CS, night) == datetime(2026, 11, 1, 6, 15, tzinfo=UTC)


def test_the_business_target_counts_open_time() -> None:
    standard = Target.model_validate({"hours": 1, "minutes": 30, "clock": "business"})
    assert due_at(standard, CS, at("2026-11-20 17:00")) == at("2026-11-24 09:30")


def test_instants_come_back_in_utc() -> None:
    for target in ({"hours": 2, "clock": "business"}, {"hours": 2, "clock": "wall"}):
        assert due_at(Target.model_validate(target), CS, at("2026-11-20 17:10")).tzinfo is UTC
    assert add_open(CS, at("2026-11-22 03:00"), hours(0)).tzinfo is UTC


def test_open_time_between_two_instants() -> None:
    assert open_between(CS, at("2026-11-20 17:10"), at("2026-11-24 10:10")) == hours(2)
    assert open_between(CS, at("2026-11-21 00:00"), at("2026-11-24 09:00")) == hours(0)
    assert open_between(CS, at("2026-11-24 12:00"), at("2026-11-24 12:00")) == hours(0)
    assert open_between(CS, at("2026-11-24 12:00"), at("2026-11-24 10:00")) == hours(0)


def test_open_windows_explain_a_due_time_window_by_window() -> None:
    assert list(islice(open_windows(CS, at("2026-11-20 17:10")), 2)) == [
        (at("2026-11-20 17:10"), at("2026-11-20 18:00")),
        (at("2026-11-24 09:00"), at("2026-11-24 18:00")),
    ]


def test_a_window_in_the_hour_that_the_clocks_leave_out_is_not_listed() -> None:
    shop = calendar({"sun": ["02:00-03:00", "04:00-05:00"]}, "America/New_York")
    first = next(open_windows(shop, datetime(2026, 3, 8, tzinfo=UTC)))
    assert first == (datetime(2026, 3, 8, 8, tzinfo=UTC), datetime(2026, 3, 8, 9, tzinfo=UTC))


def test_a_calendar_that_never_opens_is_an_error_and_not_an_endless_loop() -> None:
    years = [f"{year}-01-01..{year}-12-31" for year in range(2026, 2031)]
    shop = calendar(OFFICE, closures=years)
    with pytest.raises(ValueError, match="does not open within 800 days"):
        add_open(shop, at("2026-02-01 00:00"), hours(1))


def test_a_year_long_closure_is_still_looked_past() -> None:
    shop = calendar(OFFICE, closures=["2026-01-01..2026-12-31"])
    assert add_open(shop, at("2026-02-01 00:00"), hours(1)) == at("2027-01-01 10:00")


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        add_open(CS, at("2026-11-24 10:00"), hours(-1))


# --- the holiday law, written down a second time -------------------------------------------------------------------

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


def test_japanese_holidays_2020_to_2032_agree_with_the_law() -> None:
    shop = calendar(ALWAYS, holidays="JP")
    first = datetime(2020, 1, 1, tzinfo=TOKYO)
    days = [first + timedelta(days=number) for number in range((date(2033, 1, 1) - first.date()).days)]
    closed = {day.date() for day in days if not open_between(shop, day, day + timedelta(days=1))}
    assert (sorted(closed - JAPANESE_HOLIDAYS), sorted(JAPANESE_HOLIDAYS - closed)) == ([], [])


# --- the oracle ------------------------------------------------------------------------------------------------------


class Shop(NamedTuple):
    """A calendar in the oracle's own words: windows as text, closed days one by one."""

    zone: str
    weekly: dict[str, list[str]]
    closures: list[str]
    closed: frozenset[date]


class Oracle:
    """Looks at every minute of some weeks and asks a wall clock whose hands never go back whether the shop is open."""

    def __init__(self, shop: Shop, begin: datetime, end: datetime) -> None:
        self.begin = begin
        self.used = [0]
        """used[n]: open minutes among the first n."""
        zone = ZoneInfo(shop.zone)
        hands = datetime(1, 1, 1)  # noqa: DTZ001  a wall clock shows no zone
        moment = begin - timedelta(days=3)
        while moment < end:
            hands = max(hands, moment.astimezone(zone).replace(tzinfo=None))
            if moment >= begin:
                self.used.append(self.used[-1] + self._is_open(shop, hands))
            moment += timedelta(minutes=1)

    @staticmethod
    def _is_open(shop: Shop, hands: datetime) -> bool:
        reading = f"{hands:%H:%M}"
        today, yesterday = hands.date(), hands.date() - timedelta(days=1)
        for window in shop.weekly.get(WEEKDAYS[today.weekday()], []):
            opens, closes = window.split("-")
            if today not in shop.closed and opens <= reading and (reading < closes or closes < opens):
                return True
        for window in shop.weekly.get(WEEKDAYS[yesterday.weekday()], []):
            opens, closes = window.split("-")
            if yesterday not in shop.closed and closes < opens and reading < closes:
                return True
        return False

    def open_minutes(self, start: int, end: int) -> int:
        return self.used[end] - self.used[start]

    def due(self, start: int, amount: int) -> int | None:
        """The first minute by which ``amount`` open minutes have gone by; None if that is after the weeks looked at."""
        wanted = self.used[start] + amount
        return next((minute for minute in range(start, len(self.used)) if self.used[minute] == wanted), None)


# Weeks in which something happens: the clocks change (by an hour, by half an hour, at midnight, by a day), New Year.
PLACES = [
    ("America/New_York", "2026-03-01"),
    ("America/New_York", "2026-10-25"),
    ("Europe/Berlin", "2026-03-22"),
    ("Europe/Berlin", "2026-10-18"),
    ("Australia/Lord_Howe", "2026-03-29"),
    ("Australia/Lord_Howe", "2026-09-27"),
    ("America/Sao_Paulo", "2018-02-10"),
    ("America/Sao_Paulo", "2018-10-28"),
    ("America/St_Johns", "2010-03-07"),
    ("America/St_Johns", "2010-10-31"),
    ("Pacific/Apia", "2011-12-23"),
    ("Asia/Kathmandu", "2026-01-05"),
    ("Asia/Tokyo", "2025-12-22"),
    ("Asia/Tokyo", "2026-04-27"),
    ("Asia/Tokyo", "2026-09-14"),
]
WEEKS = 3
CASES_PER_SHOP = 55
SHOPS_PER_PLACE = 4


def random_weekly(dice: random.Random) -> dict[str, list[str]]:
    """One to three windows on most days, each quarter of an hour possible, some of them nights."""
    weekly: dict[str, list[str]] = {}
    for position, day in enumerate(WEEKDAYS):
        if position and dice.random() < 0.25:
            continue
        # 2 to 6 different times make 1 to 3 windows; from 06:00 on, so that a night of the day before has ended
        times = sorted(dice.sample(range(24, 97), 2 * dice.randint(1, 3)))
        if dice.random() < 0.3:  # around the hours at which clocks change
            times = sorted(dice.sample(range(24), 4)) if not _night_before(weekly, position) else times
        windows = [f"{_clock(a)}-{_clock(b)}" for a, b in zip(times[::2], times[1::2], strict=True)]
        if times[-1] < 88 and dice.random() < 0.35 and day != "sun":
            windows.append(f"22:00-{_clock(dice.randint(0, 23))}")
        weekly[day] = windows
    return weekly


def _night_before(weekly: dict[str, list[str]], position: int) -> bool:
    return any(window.startswith("22:00") for window in weekly.get(WEEKDAYS[position - 1], [])) if position else False


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


def random_shop(dice: random.Random, zone: str, first: date) -> Shop:
    closures, closed = [], set()
    for _ in range(dice.randint(0, 3)):
        begin = first + timedelta(days=dice.randint(0, WEEKS * 7))
        length = dice.randint(1, 4)
        days = [begin + timedelta(days=number) for number in range(length)]
        form = "%Y-%m-%d" if dice.random() < 0.5 else "%m-%d"
        closures.append(f"{days[0]:{form}}" + (f"..{days[-1]:{form}}" if length > 1 else ""))
        closed |= set(days)
    if zone == "Asia/Tokyo":
        closed |= JAPANESE_HOLIDAYS
    return Shop(zone, random_weekly(dice), closures, frozenset(closed))


def test_every_answer_agrees_with_an_oracle_that_looks_at_each_minute() -> None:
    dice = random.Random("handoff")
    cases, differences = 0, list[object]()
    for zone, text in PLACES:
        first = date.fromisoformat(text)
        begin = datetime.combine(first, datetime.min.time(), UTC)
        for _ in range(SHOPS_PER_PLACE):
            shop = random_shop(dice, zone, first)
            oracle = Oracle(shop, begin, begin + timedelta(weeks=WEEKS))
            ours = calendar(shop.weekly, zone, "JP" if zone == "Asia/Tokyo" else None, shop.closures)
            for _ in range(CASES_PER_SHOP):
                start, end = sorted(dice.sample(range(WEEKS * 7 * 1440), 2))
                between = open_between(ours, begin + timedelta(minutes=start), begin + timedelta(minutes=end))
                if between != timedelta(minutes=oracle.open_minutes(start, end)):
                    differences.append(("between", shop, start, end, between))
                amount = dice.randint(1, 3000)
                due = oracle.due(start, amount)
                if due is not None:
                    answer = add_open(ours, begin + timedelta(minutes=start), timedelta(minutes=amount))
                    if answer != begin + timedelta(minutes=due):
                        differences.append(("add", shop, start, amount, answer))
                    cases += 1
                cases += 1
    assert cases >= 3000
    assert not differences, f"{cases} cases, {len(differences)} differences, the first: {differences[0]}"


# --- laws ------------------------------------------------------------------------------------------------------------

ZONES = st.sampled_from(sorted({zone for zone, _ in PLACES}))
INSTANTS = st.integers(1_262_304_000, 2_019_686_400).map(lambda second: datetime.fromtimestamp(second, UTC))  # 2010-33
AMOUNTS = st.timedeltas(timedelta(0), timedelta(days=4))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    weekly = random_weekly(random.Random(draw(st.integers(0, 2**32))))
    holidays = draw(st.sampled_from([None, "JP", "US", "DE"]))
    return calendar(weekly, draw(ZONES), holidays, draw(st.sampled_from([[], NEW_YEAR, ["02-29", "08-11..08-16"]])))


@settings(max_examples=200, deadline=None)
@given(calendars(), INSTANTS, AMOUNTS)
def test_the_open_time_until_the_due_instant_is_the_amount(shop: Calendar, start: datetime, amount: timedelta) -> None:
    due = add_open(shop, start, amount)
    assert open_between(shop, start, due) == amount
    if amount:
        assert open_between(shop, start, due - timedelta(microseconds=1)) < amount


@settings(max_examples=200, deadline=None)
@given(calendars(), INSTANTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_who_starts_later_or_needs_more_is_never_due_earlier(
    shop: Calendar, start: datetime, later: timedelta, amount: timedelta, more: timedelta
) -> None:
    assert add_open(shop, start, amount) <= add_open(shop, start + later, amount)
    assert add_open(shop, start, amount) <= add_open(shop, start, amount + more)


@settings(max_examples=200, deadline=None)
@given(calendars(), INSTANTS, AMOUNTS, AMOUNTS)
def test_open_time_of_two_parts_is_that_of_the_whole(
    shop: Calendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    middle, end = start + one, start + one + other
    assert open_between(shop, start, middle) + open_between(shop, middle, end) == open_between(shop, start, end)


@settings(max_examples=100, deadline=None)
@given(calendars(), INSTANTS)
def test_windows_come_in_order_and_never_overlap(shop: Calendar, start: datetime) -> None:
    windows: Iterator[tuple[datetime, datetime]] = islice(open_windows(shop, start), 40)
    for (opens, closes), (next_opens, next_closes) in pairwise(windows):
        assert start <= opens < closes <= next_opens < next_closes
