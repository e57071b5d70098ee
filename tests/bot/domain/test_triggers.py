"""What calls for the supervisors: each trigger at its edges, and none of them without its line in the handbook."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.evidence import ADDRESS, IDENTITY, Check, Verdict
from bot.domain.triggers import Account, Trigger, find, most_within
from bot.handbook.eyes import Escalation

AT = datetime(2028, 2, 29, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
RULES = Escalation.model_validate(
    {
        "to": "leads", "value_over": 100_000, "repeats": {"orders": 3, "hours": 24}, "failed_checks": (ADDRESS,),
        "disputed_case": "Dispute",
    }
)  # fmt: skip
NONE = Escalation.model_validate({"to": "leads"})


def check(key: str, verdict: Verdict) -> Check:
    return Check(key, verdict, "", "", "Salesforce", AT, "a")


def keys(found: list[Trigger]) -> list[str]:
    return [one.key for one in found]


@pytest.mark.parametrize(("value", "called"), [(0, []), (100_000, []), (100_001, ["value"])])
def test_a_value_over_the_threshold(value: int, called: list[str]) -> None:
    assert keys(find(RULES, value, Account(AT, [AT]), [])) == called


@pytest.mark.parametrize(
    ("hours", "fullest"),
    [
        ([0], 1),
        ([0, -1, -2], 3),
        ([0, 1, 2], 3),
        ([-12, 0, 12], 3),
        ([-24, 0], 2),
        ([-24, -12, 0], 3),
        ([-13, 0, 12], 2),
        ([-25, -24.5, 0], 1),
        ([-20, -10, 0, 10, 20], 3),
        ([], 0),
    ],
)
def test_the_fullest_window_that_holds_this_order(hours: list[float], fullest: int) -> None:
    assert most_within([AT + timedelta(hours=one) for one in hours], AT, DAY) == fullest


def test_a_second_more_than_a_day_is_not_within_a_day() -> None:
    assert most_within([AT - DAY, AT], AT, DAY) == 2
    assert most_within([AT - DAY - SECOND, AT], AT, DAY) == 1
    assert most_within([AT, AT, AT], AT, DAY) == 3


def test_three_orders_in_a_day_call_and_two_do_not() -> None:
    assert find(RULES, 0, Account(AT, [AT, AT - DAY]), []) == []
    (found,) = find(RULES, 0, Account(AT, [AT, AT - DAY, AT - SECOND]), [])
    assert found == Trigger("repeats", "3 orders of this customer within 24 hours")


def test_only_the_checks_that_the_handbook_names_call_when_they_fail() -> None:
    checks = [check(IDENTITY, Verdict.FAIL), check(ADDRESS, Verdict.FAIL)]
    assert find(RULES, 0, Account(AT), checks) == [Trigger("failed:address", "Installation address failed")]
    assert find(RULES, 0, Account(AT), [check(ADDRESS, Verdict.WARN)]) == []


def test_an_open_case_disputes_the_eligibility() -> None:
    (found,) = find(RULES, 0, Account(AT, case="00001234"), [])
    assert found == Trigger("disputed", "the customer disputes the eligibility (Case 00001234)")


def test_without_its_line_nothing_calls() -> None:
    everything = Account(AT, [AT] * 9, "1"), [check(ADDRESS, Verdict.FAIL)]
    assert find(NONE, 10**9, *everything) == []
    assert find(None, 10**9, *everything) == []
    assert keys(find(RULES, 10**9, *everything)) == ["value", "repeats", "failed:address", "disputed"]
