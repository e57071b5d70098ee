"""When one approval is not enough, who must join it, and what an approval counts for."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pytest

from bot.domain.evidence import ADDRESS, IDENTITY, Check, Verdict
from bot.domain.separation import Approval, Demand, Missing, demands, hopeless, missing, sight
from bot.handbook.eyes import Hazard, SecondApproval

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
LEADS, AGENTS = ("leads",), frozenset({"agents"})
LEAD = frozenset({"leads"})


def check(key: str = IDENTITY, verdict: Verdict = Verdict.PASS, seen: str = "a") -> Check:
    return Check(key, verdict, "", "", "Salesforce", AT, seen)


def rule(when: Hazard, approvals: int = 1, **how: object) -> SecondApproval:
    return SecondApproval.model_validate({"when": when, "by": LEADS, "approvals": approvals, **how})


@pytest.mark.parametrize(("value", "applies"), [(0, False), (100_000, False), (100_001, True)])
def test_a_value_counts_above_its_threshold(value: int, applies: bool) -> None:
    assert bool(demands([rule(Hazard.VALUE, over=100_000)], value, [])) is applies


@pytest.mark.parametrize(
    ("when", "only", "verdict", "why"),
    [
        (Hazard.FAILED, (), Verdict.FAIL, "Identity failed"),
        (Hazard.FAILED, (IDENTITY,), Verdict.FAIL, "Identity failed"),
        (Hazard.FAILED, (ADDRESS,), Verdict.FAIL, ""),
        (Hazard.FAILED, (), Verdict.WARN, ""),
        (Hazard.WARNED, (), Verdict.WARN, "Identity warns"),
        (Hazard.WARNED, (), Verdict.FAIL, ""),
        (Hazard.WARNED, (), Verdict.UNKNOWN, ""),
    ],
)
def test_a_rule_is_about_verdicts_and_checks(when: Hazard, only: tuple[str, ...], verdict: Verdict, why: str) -> None:
    found = demands([rule(when, checks=only)], 0, [check(verdict=verdict), check(ADDRESS)])
    assert [one.why for one in found] == ([why] if why else [])


def test_past_a_failed_check_there_must_be_a_rule() -> None:
    found = [check(verdict=Verdict.FAIL), check(ADDRESS, Verdict.FAIL)]
    assert hopeless([], found) == (IDENTITY, ADDRESS)
    assert hopeless([rule(Hazard.FAILED, checks=(ADDRESS,))], found) == (IDENTITY,)
    assert hopeless([rule(Hazard.FAILED)], found) == ()
    assert hopeless([rule(Hazard.WARNED), rule(Hazard.VALUE, over=1)], found) == (IDENTITY, ADDRESS)
    assert hopeless([], [check(verdict=Verdict.WARN)]) == ()


ONE, TWO = Demand("", LEADS, 1), Demand("", LEADS, 2)
OTHER = Demand("", ("chiefs",), 1)


@pytest.mark.parametrize(
    ("wanted", "approvers", "left"),
    [
        ([], [], Missing(1)),
        ([], [AGENTS], Missing()),
        ([ONE], [], Missing(2, ((LEADS, 1),))),
        ([ONE], [AGENTS], Missing(1, ((LEADS, 1),))),
        ([ONE], [LEAD], Missing(1)),
        ([ONE], [AGENTS, LEAD], Missing()),
        ([ONE], [LEAD, LEAD], Missing()),
        ([ONE], [AGENTS, AGENTS], Missing(1, ((LEADS, 1),))),
        ([TWO], [AGENTS, LEAD], Missing(1, ((LEADS, 1),))),
        ([TWO], [LEAD, LEAD], Missing(1)),
        ([ONE, TWO], [AGENTS, LEAD, LEAD], Missing()),
        ([ONE, OTHER], [AGENTS], Missing(1, ((LEADS, 1), (("chiefs",), 1)))),
        ([ONE, OTHER], [AGENTS, LEAD], Missing(1, ((("chiefs",), 1),))),
        ([ONE, OTHER], [AGENTS, frozenset({"leads", "chiefs"})], Missing()),
    ],
)
def test_what_is_left(wanted: Sequence[Demand], approvers: Sequence[Collection[str]], left: Missing) -> None:
    assert missing(wanted, approvers) == left
    assert left.nothing == (left == Missing())


@pytest.mark.parametrize(
    ("left", "roles", "helps"),
    [
        (Missing(1), AGENTS, True),
        (Missing(2, ((LEADS, 1),)), AGENTS, True),
        (Missing(1, ((LEADS, 1),)), AGENTS, False),
        (Missing(1, ((LEADS, 1),)), LEAD, True),
        (Missing(2, ((LEADS, 2),)), AGENTS, False),
        (Missing(1, ((LEADS, 1), (("chiefs",), 1))), frozenset({"chiefs"}), True),
        (Missing(), LEAD, False),
    ],
)
def test_who_brings_it_further(left: Missing, roles: frozenset[str], helps: bool) -> None:
    assert left.is_helped_by(roles) is helps


def approval(*checks: Check, facts: str = "f") -> Approval:
    return Approval("U1", "one", AT, facts, {one.key: sight(one) for one in checks if one.verdict is not Verdict.PASS})


@pytest.mark.parametrize(
    ("then", "now", "holds"),
    [
        (check(), check(seen="b"), True),
        (check(verdict=Verdict.WARN), check(verdict=Verdict.WARN), True),
        (check(verdict=Verdict.WARN), check(), True),
        (check(), check(verdict=Verdict.WARN), False),
        (check(verdict=Verdict.WARN), check(verdict=Verdict.WARN, seen="b"), False),
        (check(verdict=Verdict.UNKNOWN), check(verdict=Verdict.FAIL), False),
    ],
)
def test_an_approval_counts_for_what_was_seen(then: Check, now: Check, holds: bool) -> None:
    assert approval(then).holds("f", [now]) is holds
    assert not approval(then).holds("g", [now])


def test_an_approval_survives_a_json_column() -> None:
    one = approval(check(verdict=Verdict.WARN))
    assert Approval.from_payload(one.to_payload()) == one
