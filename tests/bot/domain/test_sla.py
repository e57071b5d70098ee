"""The clock of a request as a function: when its target is used up, how much of it is used, and why then."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import add_open, open_between
from bot.domain.sla import Closed, Pause, Ran, Stood, Track, explained, pauses_of, reckoned
from bot.handbook.calendars import Calendar
from bot.handbook.policy import Target

TOKYO = ZoneInfo("Asia/Tokyo")
CS = Calendar.model_validate(
    {
        "name": "CS Tokyo",
        "timezone": "Asia/Tokyo",
        "weekly": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": "JP",
        "closures": ["12-29..01-03"],
    }
)
STANDARD = Target.model_validate({"hours": 2, "clock": "business"})
PRIORITY = Target.model_validate({"minutes": 30, "clock": "wall"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_the_clock_stands_while_it_waits_for_the_customer() -> None:
    pause = Pause(at("2026-11-24 09:40"), at("2026-11-24 10:05"))
    assert Track(STANDARD, CS, at("2026-11-20 17:10"), [pause]).due_at == at("2026-11-24 10:35")
    assert Track(PRIORITY, CS, at("2026-11-24 09:30"), [pause]).due_at == at("2026-11-24 10:25")


def test_a_pause_over_a_night_costs_only_what_was_open() -> None:
    pause = Pause(at("2026-11-24 17:30"), at("2026-11-25 09:30"))
    assert Track(STANDARD, CS, at("2026-11-24 17:00"), [pause]).due_at == at("2026-11-25 11:00")


def test_a_pause_after_the_end_moves_nothing() -> None:
    pause = Pause(at("2026-11-24 15:00"), at("2026-11-24 16:00"))
    track = Track(STANDARD, CS, at("2026-11-24 10:00"), [pause])
    assert track.due_at == at("2026-11-24 12:00")
    assert track.used(at("2026-11-24 17:00")) == timedelta(hours=6), "seven hours, of which one stood"


def test_a_pause_that_has_not_ended_is_counted_as_far_as_it_is_meant_to_last() -> None:
    ledger = [
        {"at": "2026-11-24T00:40:00+00:00", "until": "2026-11-24T01:40:00+00:00", "ended": "", "why": "documents"}
    ]
    (pause,) = pauses_of(ledger)
    assert pause == Pause(at("2026-11-24 09:40"), at("2026-11-24 10:40"), "documents")
    assert pauses_of([{**ledger[0], "ended": "2026-11-24T00:50:00+00:00"}])[0].ended == at("2026-11-24 09:50")


def test_the_rules_have_a_fingerprint_that_differs_when_a_due_time_could() -> None:
    calendars = [CS, CS.model_copy(update={"holidays": None}), CS.model_copy(update={"closures": ()})]
    marks = {reckoned(target, calendar) for target in (STANDARD, PRIORITY) for calendar in calendars}
    assert len(marks) == 6
    assert reckoned(STANDARD.model_copy(), CS.model_copy()) in marks
    claim = Target.model_validate({"hours": 2, "clock": "business", "claim_minutes": 5})
    assert reckoned(claim, CS) == reckoned(STANDARD, CS), "how long a claim lasts moves no due time"


# --- why -------------------------------------------------------------------------------------------------------------


def test_why_it_is_due_then_window_by_window() -> None:
    pause = Pause(at("2026-11-24 09:40"), at("2026-11-24 10:05"), "documents")
    assert explained(Track(STANDARD, CS, at("2026-11-20 17:10"), [pause])) == [
        Ran(at("2026-11-20 17:10"), at("2026-11-20 18:00")),
        Closed(at("2026-11-21 00:00").date(), at("2026-11-22 00:00").date(), "closed"),
        Closed(at("2026-11-23 00:00").date(), at("2026-11-23 00:00").date(), "holiday: Labor Thanksgiving Day"),
        Ran(at("2026-11-24 09:00"), at("2026-11-24 09:40")),
        Stood(at("2026-11-24 09:40"), at("2026-11-24 10:05"), "documents"),
        Ran(at("2026-11-24 10:05"), at("2026-11-24 10:35")),
    ]


def test_the_companys_own_days_off_are_named() -> None:
    pieces = explained(Track(STANDARD, CS, at("2026-12-28 17:00")))
    assert (
        Closed(at("2026-12-29 00:00").date(), at("2027-01-01 00:00").date(), "closed: the company's own day off")
        in pieces
    )


def test_by_the_wall_clock_no_day_is_closed() -> None:
    assert explained(Track(PRIORITY, CS, at("2026-11-22 03:00"))) == [
        Ran(at("2026-11-22 03:00"), at("2026-11-22 03:30"))
    ]


NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 365 * 24 * 60).map(lambda number: NEW_YEAR + minutes(number))
lengths = st.integers(1, 60 * 24 * 5).map(minutes)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """A clock that began, stood up to four times and ran on."""
    opened, pauses, cursor = draw(instants), [], None
    for _ in range(draw(st.integers(0, 4))):
        begun = (cursor or opened) + draw(lengths)
        cursor = begun + draw(lengths)
        pauses.append(Pause(begun, cursor))
    target = draw(st.sampled_from([STANDARD, PRIORITY, Target.model_validate({"hours": 48, "clock": "business"})]))
    return Track(target, CS, opened, pauses)


@given(tracks())
def test_at_its_due_time_exactly_the_target_is_used(track: Track) -> None:
    due = track.due_at
    assert track.used(due) == track.target.amount
    assert track.used(due - timedelta(microseconds=1)) < track.target.amount


@given(tracks(), st.integers(1, 99))
def test_rungs_climb_and_lie_before_the_end(track: Track, percent: int) -> None:
    rung = track.reached(track.target.amount * percent / 100)
    assert track.opened_at < rung <= track.due_at


@given(tracks(), instants, lengths)
def test_what_is_used_only_grows(track: Track, instant: datetime, later: timedelta) -> None:
    assert timedelta() <= track.used(instant) <= track.used(instant + later) <= track.used(instant) + later


@given(tracks())
def test_without_pauses_it_is_the_calendars_own_arithmetic(track: Track) -> None:
    bare = Track(STANDARD, CS, track.opened_at)
    assert bare.due_at == add_open(CS, track.opened_at, STANDARD.amount)
    assert bare.used(bare.due_at + minutes(600)) == open_between(CS, track.opened_at, bare.due_at + minutes(600))


@given(tracks(), st.integers(0, 3), lengths)
def test_a_longer_pause_never_makes_it_due_earlier(track: Track, which: int, more: timedelta) -> None:
    if not track.pauses:
        return
    pauses = list(track.pauses)
    last = pauses[-1]
    pauses[-1] = Pause(last.begun, last.ended + more)
    assert Track(track.target, track.calendar, track.opened_at, pauses).due_at >= track.due_at


@given(tracks())
def test_the_explanation_adds_up_to_the_target(track: Track) -> None:
    pieces = explained(track)
    ran = [piece for piece in pieces if isinstance(piece, Ran)]
    assert sum((piece.amount for piece in ran), timedelta()) == track.target.amount
    assert all(before.end <= after.begin for before, after in pairwise(ran))
    assert ran[-1].end == track.due_at
