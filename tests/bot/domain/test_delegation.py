"""The days of a delegation: which may be chosen, when they begin and end in any zone, and the words for them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import days_between
from bot.domain.delegation import days_in_words, end_in_words, last_day, read_day, wrong_days

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2026-11-24", "2026-11-24", set()),
        ("2026-11-24", "2026-12-24", set()),  # 31 days
        ("2026-11-24", "2026-12-25", {"until"}),
        ("2026-12-15", "2027-01-14", set()),
        ("2026-11-23", "2026-11-24", {"from"}),
        ("2026-11-23", "2026-11-22", {"from"}),
        ("2026-11-26", "2026-11-25", {"until"}),
        ("2027-11-24", "2027-11-24", set()),
        ("2027-11-25", "2027-11-25", {"from"}),
        ("9999-12-31", "9999-12-31", {"from"}),
        ("", "2026-11-24", {"from"}),
        ("2026-11-24", "", {"until"}),
        ("", "", {"from", "until"}),
    ],
)
def test_which_days_may_be_chosen(first: str, last: str, wrong: set[str]) -> None:
    assert set(wrong_days(read_day(first), read_day(last), TODAY)) == wrong


@pytest.mark.parametrize(
    "text", ["", "24 Nov", "2026-11-31", "2027-02-29", "20261124", "2026-W48-2", "2026-11-24T00:00"]
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text) is None


def test_a_leap_day_is_a_day() -> None:
    assert read_day("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("zone", "first", "last", "starts", "ends"),
    [
        ("Asia/Tokyo", "2026-11-24", "2026-11-24", "2026-11-23 15:00", "2026-11-24 15:00"),
        ("Asia/Tokyo", "2026-11-30", "2026-12-01", "2026-11-29 15:00", "2026-12-01 15:00"),  # over the month's end
        ("Asia/Tokyo", "2028-02-28", "2028-02-29", "2028-02-27 15:00", "2028-02-29 15:00"),  # a leap day
        ("Asia/Tokyo", "2026-12-31", "2026-12-31", "2026-12-30 15:00", "2026-12-31 15:00"),
        ("Europe/Berlin", "2026-10-25", "2026-10-25", "2026-10-24 22:00", "2026-10-25 23:00"),  # 25 hours long
        ("Europe/Berlin", "2027-03-28", "2027-03-28", "2027-03-27 23:00", "2027-03-28 22:00"),  # 23 hours long
        ("Europe/Berlin", "2026-10-24", "2026-10-26", "2026-10-23 22:00", "2026-10-26 23:00"),
        (
            "Africa/Cairo",
            "2026-04-24",
            "2026-04-24",
            "2026-04-23 22:00",
            "2026-04-24 21:00",
        ),  # its midnight is left out
        ("Africa/Cairo", "2026-04-23", "2026-04-23", "2026-04-22 22:00", "2026-04-23 22:00"),
    ],
)
def test_a_day_goes_from_midnight_to_midnight_of_its_zone(
    zone: str, first: str, last: str, starts: str, ends: str
) -> None:
    begins, over = days_between(date.fromisoformat(first), date.fromisoformat(last), ZoneInfo(zone))
    assert (f"{begins:%Y-%m-%d %H:%M}", f"{over:%Y-%m-%d %H:%M}") == (starts, ends)
    assert begins.tzinfo is over.tzinfo is UTC
    assert last_day(over, ZoneInfo(zone)) == date.fromisoformat(last)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "Africa/Cairo", "America/Santiago", "Asia/Beirut"])
def test_each_day_ends_where_the_next_one_begins(zone: str) -> None:
    day, end = date(2026, 1, 1), datetime.min.replace(tzinfo=UTC)
    for number in range(800):
        begins, over = days_between(day + timedelta(number), day + timedelta(number), ZoneInfo(zone))
        assert end in {begins, datetime.min.replace(tzinfo=UTC)}
        assert timedelta(hours=22) < over - begins < timedelta(hours=26)
        end = over


def test_the_words() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    one = days_between(TODAY, TODAY, zone)
    more = days_between(TODAY, date(2026, 12, 1), zone)
    assert days_in_words(*one, zone) == "on Tue 24 Nov"
    assert days_in_words(*more, zone) == "from Tue 24 Nov until the end of Tue 1 Dec"
    assert end_in_words(more[1], zone) == "until the end of Tue 1 Dec"
