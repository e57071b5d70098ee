"""The clocks: real time, and the story that HANDOFF_CLOCK tells."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from bot.errors import ConfigError

STORY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Hands:
    """A wall clock and a monotonic clock that a test turns by hand."""

    def __init__(self) -> None:
        self.wall = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


def story(text: str, hands: Hands) -> Clock:
    return Clock.parse(text, now=hands.now, monotonic=hands.monotonic)


def test_without_a_story_business_time_is_real_time() -> None:
    clock = Clock()
    before = datetime.now(UTC)
    assert before <= clock.real() <= clock.business() <= datetime.now(UTC)
    assert clock.real().tzinfo is UTC
    assert clock.rate == 1


def test_a_story_begins_at_its_instant_when_it_is_parsed(hands: Hands) -> None:
    clock = story("2026-11-24T10:00:00+09:00@60", hands)
    assert clock.business() == STORY
    assert clock.business().tzinfo is UTC
    assert clock.rate == 60


def test_a_story_runs_at_its_rate_and_real_time_at_its_own(hands: Hands) -> None:
    clock = story("2026-11-24T10:00:00+09:00@60", hands)
    hands.pass_by(90)
    assert clock.business() == STORY + timedelta(minutes=90)
    assert clock.real() == datetime(2025, 6, 1, 12, 1, 30, tzinfo=UTC)


def test_a_story_may_run_slower_than_real_time(hands: Hands) -> None:
    clock = story("2026-11-24T10:00:00+09:00@0.5", hands)
    hands.pass_by(10)
    assert clock.business() == STORY + timedelta(seconds=5)


@pytest.mark.parametrize("jump", [timedelta(days=-3), timedelta(days=3)])
def test_a_jump_of_the_wall_clock_moves_no_story(hands: Hands, jump: timedelta) -> None:
    clock = story("2026-11-24T10:00:00+09:00@60", hands)
    hands.wall += jump
    assert clock.business() == STORY
    hands.pass_by(1)
    assert clock.business() == STORY + timedelta(minutes=1)


def test_the_default_story_follows_this_machine() -> None:
    clock = Clock.parse("2026-11-24T10:00:00+09:00@1000")
    first = clock.business()
    assert STORY <= first <= clock.business()
    assert abs(clock.real() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("text", ["2026-11-24T01:00:00Z@1", " 2026-11-24T01:00:00+00:00@1 ", "20261124T100000+0900@1"])
def test_every_iso_spelling_with_a_zone_is_understood(text: str, hands: Hands) -> None:
    assert story(text, hands).business() == STORY


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "has no @rate"),
        ("2026-11-24T10:00:00+09:00", "has no @rate"),
        ("yesterday@60", "not an ISO instant"),
        ("@60", "not an ISO instant"),
        ("2026-02-30T10:00:00+09:00@60", "not an ISO instant"),
        ("2026-11-24T10:00:00@60", "no time zone"),
        ("2026-11-24@60", "no time zone"),
        ("2026-11-24T10:00:00+09:00@", "not a number"),
        ("2026-11-24T10:00:00+09:00@fast", "not a number"),
        ("2026-11-24T10:00:00+09:00@0", "rate must be above 0"),
        ("2026-11-24T10:00:00+09:00@-1", "rate must be above 0"),
        ("2026-11-24T10:00:00+09:00@nan", "rate must be above 0"),
        ("2026-11-24T10:00:00+09:00@inf", "rate must be above 0"),
        ("2026-11-24T10:00:00+09:00@2000000", "rate must be above 0 and at most 1000000"),
        ("0001-01-01T00:00:00+09:00@1", "year is not in 2000-2098"),
        ("9999-12-31T23:59:59-09:00@1", "year is not in 2000-2098"),
    ],
)
def test_a_malformed_clock_is_refused_by_name_with_its_form(text: str, what: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Clock.parse(text)
    message = str(caught.value)
    assert message.startswith("HANDOFF_CLOCK: ")
    assert what in message
    assert "2026-11-24T10:00:00+09:00@60" in message
    assert "\n" not in message


def test_a_clock_cannot_be_changed(hands: Hands) -> None:
    with pytest.raises(AttributeError):
        story("2026-11-24T10:00:00+09:00@60", hands).rate = 2  # type: ignore[misc]
