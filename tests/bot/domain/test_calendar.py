"""Business time, held against hard cases, the holiday law, a minute-by-minute oracle, and laws of arithmetic."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import add_open, is_open, open_between, open_windows
from bot.domain.sla import Track
from bot.handbook.calendars import Calendar
from bot.handbook.policy import Target
from tests.bot.domain.oracle import (
    CHANGELESS,
    JAPANESE_HOLIDAYS,
    MINUTE,
    MINUTES,
    PLACES,
    WEEKDAYS,
    Oracle,
    Weeks,
    random_shop,
    random_weekly,
)
from tests.figures import Figure

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


# --- the law of holidays ---------------------------------------------------------------------------------------------


@pytest.mark.promise(8)
def test_japanese_holidays_2020_to_2032_agree_with_the_law(figure: Figure) -> None:
    shop = calendar(ALWAYS, holidays="JP")
    first = datetime(2020, 1, 1, tzinfo=TOKYO)
    days = [first + timedelta(days=number) for number in range((date(2033, 1, 1) - first.date()).days)]
    closed = {day.date() for day in days if not open_between(shop, day, day + timedelta(days=1))}
    figure("days_held_against_the_holiday_law", len(days))
    figure("differences", len(closed ^ JAPANESE_HOLIDAYS))
    assert (sorted(closed - JAPANESE_HOLIDAYS), sorted(JAPANESE_HOLIDAYS - closed)) == ([], [])


# --- the oracle ------------------------------------------------------------------------------------------------------

SHOPS_PER_PLACE = 6
CASES_PER_SHOP = 84


@pytest.mark.promise(8)
def test_every_answer_agrees_with_an_oracle_that_looks_at_each_minute(figure: Figure) -> None:
    dice = random.Random("handoff")
    cases, changeless, differences = 0, set[str](), list[object]()
    for zone, text in PLACES:
        weeks = Weeks(zone, date.fromisoformat(text))
        changeless |= set() if weeks.changes else {zone}
        for _ in range(SHOPS_PER_PLACE):
            shop = random_shop(dice, weeks)
            ours, oracle = calendar(shop.weekly, zone, shop.holidays, shop.closures), Oracle(shop, weeks)
            for _ in range(CASES_PER_SHOP):
                differences += differing(ours, oracle, weeks, dice)
                cases += 1
    figure("cases", cases)
    figure("differences", len(differences))
    assert cases >= 10_000
    assert changeless == CHANGELESS, "elsewhere the clocks change in the weeks looked at"
    assert not differences, f"{cases} cases, {len(differences)} differences, the first: {differences[0]}"


def differing(shop: Calendar, oracle: Oracle, weeks: Weeks, dice: random.Random) -> list[object]:
    """What is answered otherwise: whether it is open at a minute, how long until another, when an amount is used up."""
    start, end = sorted((weeks.random_minute(dice), weeks.random_minute(dice)))
    amount = dice.randint(1, dice.choice([180, 3000]))
    begun, due = weeks.at(start), oracle.due(start, amount)
    between, answer = open_between(shop, begun, weeks.at(end)), add_open(shop, begun, amount * MINUTE)
    agreed = [
        is_open(shop, begun) == oracle.is_open(start),
        between == oracle.open_minutes(start, end) * MINUTE,
        answer == weeks.at(due) if due is not None else answer > weeks.at(MINUTES),
    ]
    return [] if all(agreed) else [(shop, agreed, begun, weeks.at(end), amount, between, answer)]


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
