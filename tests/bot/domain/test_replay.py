"""The past judged by rules: met or missed and by how much, attainment, what other rules change, how they are typed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.replay import (
    Attainment,
    Change,
    Ended,
    Judgement,
    Past,
    Rule,
    attained,
    compare,
    judge,
    rules_if,
    rules_of,
)
from bot.domain.sla import Pause, Track
from bot.handbook.calendars import Calendar
from bot.handbook.loader import load
from bot.handbook.policy import Target
from tests.harness import ROOT

TOKYO = ZoneInfo("Asia/Tokyo")
POLICY = load(ROOT / "handbook.yaml")
CS = POLICY.calendar("cs_tokyo")
NIGHT = Calendar.model_validate(
    {"name": "Berlin nights", "timezone": "Europe/Berlin", "weekly": {"sun": ["00:00-06:00"]}}
)
TWO_HOURS = Rule(Target.model_validate({"hours": 2, "clock": "business"}), CS)
THREE_HOURS = Rule(Target.model_validate({"hours": 3, "clock": "business"}), CS)
HALF_HOUR = Rule(Target.model_validate({"minutes": 30, "clock": "wall"}), CS)
SECOND = timedelta(seconds=1)


def at(text: str, zone: ZoneInfo = TOKYO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def ended(opened: datetime, end: datetime, *pauses: Pause, number: str = "1", target: str = "standard") -> Ended:
    return Ended(number, target, opened, pauses, end)


TEN = at("2026-11-24 10:00")
"""A Tuesday, an hour after the opening."""


# --- one request -----------------------------------------------------------------------------------------------------


def test_it_is_met_with_what_was_left_or_missed_by_what_was_too_much() -> None:
    assert judge(ended(TEN, at("2026-11-24 11:30")), TWO_HOURS) == Judgement(True, minutes(90), minutes(30))
    assert judge(ended(TEN, at("2026-11-24 12:40")), TWO_HOURS) == Judgement(False, minutes(160), minutes(40))


def test_an_end_just_at_the_due_time_is_met_and_any_later_is_missed() -> None:
    due = at("2026-11-24 12:00")
    assert judge(ended(TEN, due), TWO_HOURS) == Judgement(True, minutes(120), timedelta())
    assert judge(ended(TEN, due + timedelta(microseconds=1)), TWO_HOURS).met is False


def test_what_was_due_at_the_closing_is_missed_in_the_evening_as_the_card_says() -> None:
    opened = at("2026-11-24 16:00")
    assert judge(ended(opened, at("2026-11-24 18:00")), TWO_HOURS).met
    assert judge(ended(opened, at("2026-11-24 20:00")), TWO_HOURS) == Judgement(False, minutes(120), timedelta())


def test_what_ended_before_its_clock_began_is_met_with_nothing_used() -> None:
    assert judge(ended(TEN, TEN - SECOND), TWO_HOURS) == Judgement(True, timedelta(), minutes(120))


def test_the_clock_stood_for_as_long_as_it_waited_for_the_customer() -> None:
    pause = Pause(at("2026-11-24 10:30"), at("2026-11-24 11:30"))
    end = at("2026-11-24 12:50")
    assert judge(ended(TEN, end), TWO_HOURS).met is False
    assert judge(ended(TEN, end, pause), TWO_HOURS) == Judgement(True, minutes(110), minutes(10))
    assert judge(ended(TEN, at("2026-11-24 11:31"), pause), HALF_HOUR) == Judgement(False, minutes(31), minutes(1))


def test_a_wait_that_the_end_cut_short_counts_as_far_as_it_lasted() -> None:
    waits = Pause(at("2026-11-24 11:00"), at("2026-11-24 17:00"))
    assert judge(ended(TEN, at("2026-11-24 17:00"), waits), TWO_HOURS).used == minutes(60)
    late_news = Pause(at("2026-11-24 11:05"), at("2026-11-24 11:00"))
    """It had ended in Salesforce before somebody here made it wait."""
    assert judge(ended(TEN, at("2026-11-24 11:00"), late_news), TWO_HOURS) == Judgement(True, minutes(60), minutes(60))


def test_a_night_on_which_the_clocks_change_has_the_length_that_it_has() -> None:
    six = Rule(Target.model_validate({"hours": 6, "clock": "business"}), NIGHT)
    berlin = NIGHT.zone
    for day, hours, met in (("2026-03-29", 5, True), ("2026-10-25", 7, False), ("2026-11-01", 6, True)):
        one = ended(at(f"{day} 00:00", berlin), at(f"{day} 06:00", berlin))
        judgement = judge(one, six)
        assert (judgement.used, judgement.met) == (timedelta(hours=hours), met), day


def test_a_target_whose_due_time_no_calendar_reaches_is_judged_all_the_same() -> None:
    """A hundred thousand hours, five minutes a week: nobody looks for their end."""
    brief = NIGHT.model_copy(update={"weekly": NIGHT.weekly.model_validate({"sun": ["00:00-00:05"]})})
    far = Rule(Target.model_validate({"hours": 100_000, "clock": "business"}), brief)
    assert judge(ended(TEN, TEN + timedelta(days=30)), far).met


starts = st.integers(0, 60 * 24 * 60).map(lambda number: datetime(2026, 10, 1, tzinfo=UTC) + minutes(number))
spans = st.integers(0, 60 * 24 * 4).map(minutes)


@given(starts, spans, spans, spans, st.sampled_from([TWO_HOURS, THREE_HOURS, HALF_HOUR]))
def test_it_is_met_just_when_it_ends_by_its_due_time(
    opened: datetime, ran: timedelta, stood: timedelta, took: timedelta, rule: Rule
) -> None:
    pause = Pause(opened + ran, opened + ran + stood + SECOND)
    track = Track(rule.target, rule.calendar, opened, [pause])
    for end in (opened + took, track.due_at, track.due_at + SECOND):
        judgement = judge(ended(opened, end, pause), rule)
        assert judgement.met == (end <= track.due_at)
        assert judgement.by == abs(rule.target.amount - judgement.used)


# --- many ------------------------------------------------------------------------------------------------------------


def after(*used: float) -> list[Ended]:
    """Requests of Tuesday at ten, each decided so many minutes later."""
    return [ended(TEN, TEN + minutes(each), number=f"{number:03}") for number, each in enumerate(used)]


def test_attainment_is_counted_for_each_target() -> None:
    late = ended(TEN, TEN + minutes(31), number="900", target="priority")
    found = attained(Past([*after(30, 60, 90, 150), late]), {"standard": TWO_HOURS, "priority": HALF_HOUR})
    assert list(found) == ["priority", "standard"]
    assert found["standard"] == Attainment("standard", 4, 3, 0, minutes(60), minutes(150))
    assert found["standard"].percent == 75.0
    assert found["priority"].percent == 0.0


def test_percentiles_are_amounts_that_were_used() -> None:
    found = attained(Past(after(*range(1, 101))), {"standard": TWO_HOURS})["standard"]
    assert (found.p50, found.p95) == (minutes(50), minutes(95))


def test_of_nothing_there_is_no_percentage() -> None:
    found = attained(Past([]), {"standard": TWO_HOURS})["standard"]
    assert (found.count, found.percent, found.p50, found.p95) == (0, None, None, None)


def test_a_hundred_percent_means_every_one() -> None:
    found = attained(Past(after(*[1] * 2999, 180)), {"standard": TWO_HOURS})["standard"]
    assert found.percent == 99.9


def test_what_still_waits_past_its_due_time_is_missed_so_far_and_counts() -> None:
    found = attained(Past(after(30, 60, 90), waiting=after(119, 120, 121)), {"standard": TWO_HOURS})["standard"]
    assert (found.count, found.met, found.open_breached, found.percent) == (3, 3, 1, 75.0)
    assert found.p95 == minutes(90), "what has not ended has used no time yet that could be counted"
    alone = attained(Past([], waiting=after(121)), {"standard": TWO_HOURS})["standard"]
    assert alone.percent == 0.0


# --- other rules -----------------------------------------------------------------------------------------------------


def test_a_comparison_has_both_attainments_and_who_changes() -> None:
    found = compare(Past(after(60, 130, 179, 200)), {"standard": TWO_HOURS}, {"standard": THREE_HOURS})
    assert (found.before["standard"].met, found.after["standard"].met) == (1, 3)
    assert found.changes == [
        Change("001", "standard", "missed by 10 min", "met"),
        Change("002", "standard", "missed by 59 min", "met"),
    ]
    back = compare(Past(after(60, 130, 179, 200)), {"standard": THREE_HOURS}, {"standard": TWO_HOURS})
    assert [(one.before, one.after) for one in back.changes] == [
        ("met", "missed by 10 min"),
        ("met", "missed by 59 min"),
    ]


def test_what_still_waits_is_compared_too() -> None:
    found = compare(Past([], after(130, 200)), {"standard": TWO_HOURS}, {"standard": THREE_HOURS})
    assert (found.before["standard"].open_breached, found.after["standard"].open_breached) == (2, 1)
    assert found.changes == [
        Change("000", "standard", "still open, missed by 10 min so far", "still open, in time"),
    ]


def test_the_same_rules_change_nothing() -> None:
    found = compare(Past(after(60, 130), after(200)), {"standard": TWO_HOURS}, {"standard": TWO_HOURS})
    assert (found.before, list(found.changes)) == (found.after, [])


# --- as somebody types them ------------------------------------------------------------------------------------------


def amounts(*typed: str) -> dict[str, str]:
    """Target → its amount in minutes and its clock."""
    rules = rules_if(POLICY, "orders", "", typed)
    return {name: f"{rule.target.amount // minutes(1)} {rule.target.clock}" for name, rule in rules.items()}


@pytest.mark.parametrize(
    ("typed", "standard", "priority"),
    [
        ([], "120 business", "30 wall"),
        (["3h"], "180 business", "180 wall"),
        (["90m"], "90 business", "90 wall"),
        (["1h30m"], "90 business", "90 wall"),
        (["1h 30m wall"], "90 wall", "90 wall"),
        (["3h wall"], "180 wall", "180 wall"),
        (["standard=3h"], "180 business", "30 wall"),
        (["priority = 45m business"], "120 business", "45 business"),
        (["priority=45m", "3h"], "180 business", "45 wall"),
        (["standard=3h", "priority=1h"], "180 business", "60 wall"),
        (["３ｈ　wall"], "180 wall", "180 wall"),
    ],
)
def test_targets_as_they_are_typed(typed: Sequence[str], standard: str, priority: str) -> None:
    assert amounts(*typed) == {"standard": standard, "priority": priority}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["3"], "'3' is not a target; write an amount such as 3h, 90m or 1h30m"),
        (["soon"], "'soon' is not a target"),
        (["-3h"], "'-3h' is not a target"),
        (["3h wall business"], "'3h wall business' is not a target"),
        (["3h=wall"], "there is no target '3h'; the handbook's are priority, standard"),
        (["standart=3h"], r"there is no target 'standart' \(did you mean standard\?\); the handbook's are"),
        (["standard="], "'standard=' has no amount; write an amount such as"),
        ([""], "'' has no amount"),
        (["3h busines"], r"there is no clock 'busines' \(did you mean business\?\); write business or wall"),
        (["0h"], "'0h' is no target; write from 1m to 100000h"),
        (["999999h"], "'999999h' is no target; write from 1m to 100000h"),
        (["standard=3h", "standard=4h"], "standard is given twice; keep one of the two"),
        (["3h", "4h"], "a target without a name is given twice"),
    ],
)
def test_what_is_typed_wrong_is_named_with_the_way_out(typed: Sequence[str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rules_if(POLICY, "orders", "", typed)


def test_another_calendar_is_for_every_target() -> None:
    rules = rules_if(POLICY, "orders", "office_tokyo", ["3h"])
    assert {rule.calendar.name for rule in rules.values()} == {"Office Tokyo"}
    assert {rule.calendar.name for rule in rules_of(POLICY, "orders").values()} == {"CS Tokyo"}
    with pytest.raises(
        ValueError, match=r"no calendar 'cs_toky' \(did you mean cs_tokyo\?\); the handbook's are cs_tokyo, office"
    ):
        rules_if(POLICY, "orders", "cs_toky", [])
