"""What a check is, what Approve needs because of it, when a tick holds, and what counts as worse."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.evidence import (
    ADDRESS,
    DUPLICATES,
    ELIGIBILITY,
    IDENTITY,
    INSTRUCTIONS,
    SALESFORCE,
    TITLES,
    WHMCS,
    Check,
    Needs,
    Tick,
    Verdict,
    is_green,
    listed,
    needs,
    seen,
    special_instructions,
    tick,
    worse,
    worst,
    worst_first,
)

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASS, UNKNOWN, WARN, FAIL = Verdict.PASS, Verdict.UNKNOWN, Verdict.WARN, Verdict.FAIL
KEYS = list(TITLES)


def check(key: str, verdict: Verdict, value: str = "a") -> Check:
    return Check(key, verdict, f"{key} in words", f"{key} {value}", SALESFORCE, AT, seen(value))


def checks(*verdicts: Verdict) -> list[Check]:
    """The checklist with these verdicts, the rest passing."""
    rest = [PASS] * (len(KEYS) - len(verdicts))
    return [check(key, verdict) for key, verdict in zip(KEYS, [*verdicts, *rest], strict=True)]


def ticked(one: Check, note: str = "WHMCS, by hand") -> Tick:
    return tick(one, "U1", "cs.one", note, AT)


# --- needs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "wanted"),
    [
        ([], Needs()),
        ([UNKNOWN], Needs(ticks=(IDENTITY,))),
        ([WARN], Needs(reasons=(IDENTITY,))),
        ([FAIL], Needs(failed=(IDENTITY,))),
        ([PASS, UNKNOWN, UNKNOWN], Needs(ticks=(ELIGIBILITY, ADDRESS))),
        ([WARN, UNKNOWN, PASS, WARN], Needs(ticks=(ELIGIBILITY,), reasons=(IDENTITY, DUPLICATES))),
        (
            [FAIL, WARN, UNKNOWN, FAIL],
            Needs(failed=(IDENTITY, DUPLICATES), ticks=(ADDRESS,), reasons=(ELIGIBILITY,)),
        ),
        ([PASS, PASS, PASS, PASS, UNKNOWN], Needs(ticks=(INSTRUCTIONS,))),
    ],
)
def test_approve_needs(verdicts: list[Verdict], wanted: Needs) -> None:
    assert needs(checks(*verdicts)) == wanted


@pytest.mark.parametrize("verdicts", list(itertools.product(Verdict, repeat=3)), ids=str)
def test_only_all_pass_is_green_and_everything_else_can_be_answered(verdicts: Sequence[Verdict]) -> None:
    found = checks(*verdicts)
    assert is_green(found) == (set(verdicts) == {PASS})
    assert needs(found, [ticked(one) for one in found]).nothing


def test_a_check_that_nobody_ran_is_unknown_and_cannot_be_ticked() -> None:
    found = checks()
    assert not is_green([])
    assert needs([]) == Needs(ticks=tuple(KEYS))
    assert needs(found[1:], [ticked(found[0])]) == Needs(ticks=(IDENTITY,))


def test_a_green_order_stays_green_with_a_tick_left_over() -> None:
    assert needs(checks(), [ticked(check(IDENTITY, UNKNOWN))]).nothing


# --- ticks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "now", "note", "holds"),
    [
        (check(IDENTITY, UNKNOWN), check(IDENTITY, UNKNOWN), "asked by phone", True),
        (check(IDENTITY, UNKNOWN), check(IDENTITY, UNKNOWN), "", False),
        (check(IDENTITY, UNKNOWN), check(IDENTITY, UNKNOWN), "  ", False),
        (check(IDENTITY, UNKNOWN), check(IDENTITY, UNKNOWN, "b"), "asked by phone", False),
        (check(IDENTITY, UNKNOWN), check(ADDRESS, UNKNOWN), "asked by phone", False),
        (check(IDENTITY, UNKNOWN), check(IDENTITY, WARN), "asked by phone", False),
        (check(IDENTITY, UNKNOWN), check(IDENTITY, FAIL), "asked by phone", False),
        (check(IDENTITY, WARN), check(IDENTITY, WARN), "asked by phone", True),
        (check(IDENTITY, FAIL), check(IDENTITY, FAIL), "asked by phone", True),
        (check(IDENTITY, FAIL), check(IDENTITY, FAIL, "b"), "asked by phone", False),
        (check(IDENTITY, PASS), check(IDENTITY, UNKNOWN), "asked by phone", False),
        (check(INSTRUCTIONS, UNKNOWN), check(INSTRUCTIONS, UNKNOWN), "", True),
        (check(INSTRUCTIONS, UNKNOWN), check(INSTRUCTIONS, UNKNOWN, "b"), "", False),
    ],
)
def test_a_tick_holds_for_what_was_seen(then: Check, now: Check, note: str, holds: bool) -> None:
    assert ticked(then, note).holds(now) is holds


def test_a_tick_holds_when_only_the_time_or_the_words_moved() -> None:
    one = check(IDENTITY, UNKNOWN)
    later = replace(one, read_at=AT.replace(hour=2), sentence="still unknown", source=WHMCS)
    assert ticked(one).holds(later)


def test_one_tick_is_not_for_another_unknown() -> None:
    found = checks(UNKNOWN, UNKNOWN)
    assert needs(found, [ticked(found[0])]) == Needs(ticks=(ELIGIBILITY,))
    assert needs(found, [ticked(found[0]), ticked(found[1])]).nothing


def test_a_tick_of_what_was_there_before_does_not_help() -> None:
    assert needs(checks(UNKNOWN), [ticked(check(IDENTITY, UNKNOWN, "b"))]) == Needs(ticks=(IDENTITY,))
    assert needs(checks(UNKNOWN), [ticked(check(IDENTITY, UNKNOWN), note="")]) == Needs(ticks=(IDENTITY,))


# --- worse -----------------------------------------------------------------------------------------------------------

_LADDER = [PASS, UNKNOWN, WARN, FAIL]


@pytest.mark.parametrize(("old", "new"), list(itertools.product(_LADDER, repeat=2)))
def test_worse_is_a_step_up_the_ladder(old: Verdict, new: Verdict) -> None:
    got_worse = _LADDER.index(new) > _LADDER.index(old)
    assert worse(checks(PASS, old), checks(PASS, new)) == ((ELIGIBILITY,) if got_worse else ())


def test_one_healing_does_not_hide_another_getting_worse() -> None:
    assert worse(checks(FAIL, PASS, UNKNOWN), checks(PASS, UNKNOWN, WARN)) == (ELIGIBILITY, ADDRESS)


def test_a_check_that_is_gone_is_unknown() -> None:
    assert worse(checks(), checks()[1:]) == (IDENTITY,)
    assert worse(checks(WARN), checks()[1:]) == ()
    assert worse(checks()[1:], checks(UNKNOWN)) == ()
    assert worse(checks()[1:], checks(WARN)) == (IDENTITY,)


# --- order, payload, words -------------------------------------------------------------------------------------------


def test_worst_first_then_the_checklists_order() -> None:
    found = checks(PASS, UNKNOWN, FAIL, WARN, UNKNOWN)
    shown = [(one.key, one.verdict) for one in worst_first(reversed(found))]
    assert shown == [
        (ADDRESS, FAIL),
        (DUPLICATES, WARN),
        (ELIGIBILITY, UNKNOWN),
        (INSTRUCTIONS, UNKNOWN),
        (IDENTITY, PASS),
    ]


@pytest.mark.parametrize(
    ("verdicts", "wanted"),
    [([], PASS), ([PASS], PASS), ([PASS, UNKNOWN], UNKNOWN), ([WARN, UNKNOWN], WARN), ([FAIL, WARN, PASS], FAIL)],
)
def test_the_worst_counts(verdicts: list[Verdict], wanted: Verdict) -> None:
    assert worst(verdicts) is wanted


_WORDS = st.text(max_size=20)
_FIRST = datetime(2000, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone; Japan's clocks were put back until 1951
_INSTANTS = st.datetimes(_FIRST, timezones=st.sampled_from([UTC, ZoneInfo("Asia/Tokyo")]))


@given(st.builds(Check, _WORDS, st.sampled_from(Verdict), _WORDS, _WORDS, _WORDS, _INSTANTS, _WORDS))
def test_a_check_survives_a_json_column(one: Check) -> None:
    assert Check.from_payload(json.loads(json.dumps(one.to_payload()))) == one


@given(st.builds(Tick, _WORDS, _WORDS, _WORDS, _WORDS, _INSTANTS, st.sampled_from(Verdict), _WORDS))
def test_a_tick_survives_a_json_column(one: Tick) -> None:
    assert Tick.from_payload(json.loads(json.dumps(one.to_payload()))) == one


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = AT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="identity was read at an instant without a zone"):
        replace(check(IDENTITY, PASS), read_at=naive)
    with pytest.raises(ValueError, match="identity was set at an instant without a zone"):
        tick(check(IDENTITY, UNKNOWN), "U1", "cs.one", "note", naive)


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_words(words: list[str], said: str) -> None:
    assert listed(words) == said


# --- special instructions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "verdict"),
    [("", PASS), (" \n\t ", PASS), ("\u3000", PASS), ("Ring twice", UNKNOWN), ("-", UNKNOWN), ("犬に注意", UNKNOWN)],
)
def test_instructions_are_unknown_until_somebody_ticks_them(notes: str, verdict: Verdict) -> None:
    found = special_instructions(notes, AT)
    assert found.verdict is verdict
    assert found.sentence == ("none" if verdict is PASS else "read and tick")
    assert found.detail == notes.strip()
    others = checks()[:-1]
    assert needs([*others, found], [ticked(found, note="")]).nothing


def test_other_instructions_need_another_tick() -> None:
    then, now = special_instructions("Ring twice", AT), special_instructions("Ring thrice", AT)
    assert not ticked(then, note="").holds(now)
    assert ticked(then, note="").holds(special_instructions(" Ring twice\n", AT))
