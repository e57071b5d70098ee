"""Whose right somebody may use, from rows alone: on both databases, instant by instant."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.handbook.loader import load
from bot.handbook.policy import Policy
from bot.store import Store
from bot.workflow.delegations import acting_for, lent_by, lent_to
from bot.workflow.people import SEE
from models import Delegation, Member, Standing
from tests.conftest import ROOT

START = datetime(2026, 11, 24, tzinfo=UTC)
END = START + timedelta(days=1)
NOON = START + timedelta(hours=12)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(ROOT / "handbook.yaml")


@pytest.fixture
def people(store: Store) -> Store:
    roles = {"AGENT": ["cs_agents"], "OTHER": ["cs_agents"], "BOSS": ["cs_managers"], "SALES": ["sales"], "DEV": []}
    with store.transaction() as session:
        for name, held in roles.items():
            row = {"user_id": name, "team_id": "T", "name": name.lower(), "standing": Standing.MEMBER, "roles": held}
            session.add(Member(**row))
    return store


def lend(
    store: Store,
    giver: str,
    taker: str,
    *verbs: str,
    starts: datetime = START,
    ends: datetime = END,
    ended: datetime | None = None,
    workflow: str = "orders",
) -> int:
    row = Delegation(
        workflow=workflow, giver=giver, giver_name=giver.lower(), taker=taker, taker_name=taker.lower(),
        verbs=list(verbs or ("approve",)), starts_at=starts, ends_at=ends, ended_at=ended,
    )  # fmt: skip
    with store.transaction() as session:
        session.add(row)
        session.flush()
        return row.id


def whose(store: Store, policy: Policy, taker: str, verb: str = "approve", at: datetime = NOON, giver: str = "") -> str:
    with store.reading() as session:
        found = acting_for(session, taker, "orders", verb, at, policy, giver=giver)
    return found.user if found else ""


def test_it_stands_from_its_first_instant_until_before_its_last(people: Store, policy: Policy) -> None:
    lend(people, "AGENT", "SALES")
    tick = timedelta(microseconds=1)
    found = [whose(people, policy, "SALES", at=at) for at in (START - tick, START, END - tick, END)]
    assert found == ["", "AGENT", "AGENT", ""]


@pytest.mark.parametrize(
    ("lost", "gives"),
    [
        ({"roles": []}, ""),
        ({"roles": ["sales", "operators"]}, ""),
        ({"roles": ["cs_managers"]}, "AGENT"),
        *(({"standing": standing}, "") for standing in Standing if standing is not Standing.MEMBER),
    ],
)
def test_it_gives_what_its_giver_may_now(people: Store, policy: Policy, lost: dict[str, object], gives: str) -> None:
    lend(people, "AGENT", "SALES")
    with people.transaction() as session:
        session.execute(update(Member).where(Member.user_id == "AGENT").values(**lost))
    assert whose(people, policy, "SALES") == gives
    assert whose(people, policy, "SALES", SEE) == gives


def test_a_giver_who_left_the_directory_gives_nothing(people: Store, policy: Policy) -> None:
    lend(people, "AGENT", "SALES")
    with people.transaction() as session:
        session.delete(session.get_one(Member, "AGENT"))
    assert whose(people, policy, "SALES") == ""


def test_only_its_verbs_of_its_workflow_for_its_taker(people: Store, policy: Policy) -> None:
    lend(people, "AGENT", "SALES", "approve", "claim")
    lend(people, "AGENT", "DEV", workflow="others")
    verbs = ("approve", "claim", SEE, "reject", "delegate", "takeover")
    assert [whose(people, policy, "SALES", verb) for verb in verbs] == ["AGENT", "AGENT", "AGENT", "", "", ""]
    assert whose(people, policy, "DEV") == whose(people, policy, "BOSS") == ""


def test_what_the_giver_may_not_is_not_given_though_it_stands_in_the_row(people: Store, policy: Policy) -> None:
    lend(people, "AGENT", "SALES", "takeover")
    assert whose(people, policy, "SALES", "takeover") == ""
    assert whose(people, policy, "SALES", SEE) == ""


def test_a_chain_gives_nothing_of_any_length(people: Store, policy: Policy) -> None:
    lend(people, "AGENT", "SALES")
    lend(people, "SALES", "DEV")
    lend(people, "DEV", "SALES")
    assert [whose(people, policy, taker) for taker in ("SALES", "DEV")] == ["AGENT", ""]


def test_two_who_lend_to_each_other_have_what_they_had(people: Store, policy: Policy) -> None:
    lend(people, "SALES", "DEV")
    lend(people, "DEV", "SALES")
    assert [whose(people, policy, taker) for taker in ("SALES", "DEV")] == ["", ""]
    lend(people, "AGENT", "OTHER", "takeover")
    lend(people, "OTHER", "AGENT", "takeover")
    assert [whose(people, policy, taker, "takeover") for taker in ("AGENT", "OTHER")] == ["", ""]


def test_of_several_the_one_that_began_first_counts(people: Store, policy: Policy) -> None:
    lend(people, "BOSS", "SALES", starts=START + timedelta(hours=1))
    lend(people, "AGENT", "SALES", starts=START + timedelta(hours=2))
    lend(people, "OTHER", "SALES", starts=START + timedelta(hours=2))
    assert whose(people, policy, "SALES") == "BOSS"
    assert whose(people, policy, "SALES", giver="OTHER") == "OTHER"
    _taken_back(people, "BOSS")
    assert [whose(people, policy, "SALES") for _ in range(3)] == ["AGENT"] * 3
    assert whose(people, policy, "SALES", giver="BOSS") == ""


def test_who_lost_the_right_makes_room_for_the_next(people: Store, policy: Policy) -> None:
    lend(people, "BOSS", "SALES")
    lend(people, "AGENT", "SALES", starts=START + timedelta(hours=2))
    with people.transaction() as session:
        session.execute(update(Member).where(Member.user_id == "BOSS").values(roles=[]))
    assert whose(people, policy, "SALES") == "AGENT"


def test_what_is_listed(people: Store, policy: Policy) -> None:
    now = lend(people, "AGENT", "SALES")
    later = lend(people, "AGENT", "DEV", starts=END, ends=END + timedelta(days=1))
    lend(people, "AGENT", "SALES", ended=START)
    lend(people, "AGENT", "SALES", starts=START - timedelta(days=2), ends=START)
    lend(people, "DEV", "SALES")  # gives nothing

    def ids(rows: Sequence[Delegation]) -> list[int]:
        return [row.id for row in rows]

    with people.reading() as session:
        assert ids(lent_by(session, "AGENT", "orders", NOON)) == [now, later]
        assert ids(lent_to(session, "SALES", "orders", NOON, policy)) == [now]
        assert ids(lent_to(session, "DEV", "orders", NOON, policy)) == []


def _taken_back(store: Store, giver: str) -> None:
    with store.transaction() as session:
        session.execute(update(Delegation).where(Delegation.giver == giver).values(ended_at=START))
