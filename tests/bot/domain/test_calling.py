"""Whom a message calls: few, who are there, never who brought it up, and somebody in any case."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calling import MOST, Called, Post, called
from bot.domain.reach import Colleague
from bot.handbook.calendars import Calendar

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
OFFICE = Calendar.model_validate({"name": "Office", "timezone": "Asia/Tokyo", "weekly": {"tue": ["13:00-18:00"]}})


def person(user: str, presence: str = "active", quiet: bool = False) -> Colleague:
    hour = timedelta(hours=1)
    span = (NOW - hour, NOW + hour) if quiet else (None, None)
    return Colleague((user, f"{user}@example.com"), frozenset(), presence, *span, NOW)


def call(*posts: Post, but: str = "", salt: str = "one") -> Called:
    return called(posts, NOW, NOW, but, salt)


def test_of_a_crowd_three_are_called_and_of_another_message_others() -> None:
    crowd = Post("crowd", [person(f"U{number}") for number in range(20)], None)
    found = {salt: call(crowd, salt=salt).users for salt in ("one", "two", "three")}
    assert all(len(users) == MOST for users in found.values())
    assert len(set(found.values())) == 3
    assert call(crowd, salt="one").users == found["one"], "and the same ones when it is looked at again"


def test_who_brought_it_up_is_not_called() -> None:
    assert call(Post("two", [person("U1"), person("U2")], None), but="U1").users == ("U2",)


@pytest.mark.parametrize("absent", [person("U1", "away"), person("U1", quiet=True)], ids=["away", "do not disturb"])
def test_who_is_not_there_is_replaced_by_who_stands_in(absent: Colleague) -> None:
    found = call(Post("first", [absent], None), Post("second", [person("U2")], None))
    assert found == Called(("U2",), "second", ("first",))


def test_a_role_outside_its_own_hours_is_not_there() -> None:
    assert call(Post("first", [person("U1")], OFFICE), Post("second", [person("U2")], None)).users == ("U2",)


def test_a_role_without_people_is_passed_over() -> None:
    assert call(Post("first", [], None), Post("second", [person("U2")], None)).users == ("U2",)


def test_where_nobody_is_there_the_role_is_called_all_the_same() -> None:
    away = [person("U1", "away"), person("U2", "away")]
    assert call(Post("first", away, None), Post("second", [person("U3", "away")], None)) == Called(
        ("U1", "U2"), "first"
    )


def test_who_is_not_known_to_be_away_counts_as_there() -> None:
    assert call(Post("first", [person("U1", "")], None), Post("second", [person("U2")], None)).users == ("U1",)


def test_nobody_at_all_is_nobody() -> None:
    assert call(Post("first", [], None)) == Called((), "")
