"""The ladder of one request: whatever is done to it and whenever, each rung that comes is told once and in order.

The laws are those of ``tests.promises.lives``; the clock, the process and the database are the test's own.
"""

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.handbook.loader import load
from models import Alert, Fate, State
from tests.figures import Figure
from tests.harness import ROOT
from tests.inside import Log, logging_to
from tests.promises.lives import ASKED, BUSY, MOST_TICKS, OVER, Life
from tests.promises.minutes import TOKYO
from tests.promises.weeks import House

POLICY = load(ROOT / "handbook.yaml")
NINE = datetime.fromisoformat("2027-01-12T09:00:00+09:00")
"""A Tuesday after a holiday and a weekend."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    found = House(database_url, POLICY, TOKYO, NINE)
    yield found
    found.close()


def pass_to(house: House, clock: str) -> None:
    """Let the time come, with a tick just before and another then: nobody was asleep meanwhile."""
    at = datetime.fromisoformat(f"2027-01-12T{clock}:00+09:00")
    house.now = at - timedelta(seconds=1)
    house.tick()
    house.now = at
    house.tick()


def told(house: House) -> list[tuple[str, str]]:
    """(percent, fate) of each alert of a rung, in order."""
    with house.store.reading() as session:
        rows = session.scalars(select(Alert).where(Alert.key.contains(":rung:")).order_by(Alert.id)).all()
    return [(row.key.rpartition("rung:")[2].partition("#")[0], row.fate.value) for row in rows]


def waiting(house: House, target: str = "standard") -> Life:
    life = house.arrives(target, NINE)
    house.is_read(life)
    return life


# --- what the simulated weeks found ----------------------------------------------------------------------------------


def test_a_rung_that_is_told_anew_is_not_lost_to_a_press_that_comes_to_nothing(house: House) -> None:
    life = waiting(house, "priority")
    pass_to(house, "09:15")
    house.retarget(life)  # half of it is used at ten now
    pass_to(house, "09:59")
    house.press(life)
    pass_to(house, "10:05")
    assert told(house) == [("50", "told")]
    house.comes_back(life, State.WAITING)
    house.tick()
    assert told(house) == [("50", "told"), ("50", "told")]


def test_a_rung_that_was_told_stays_so_when_its_clock_gets_more_time_and_loses_it_again(house: House) -> None:
    life = waiting(house, "priority")
    pass_to(house, "09:15")
    house.retarget(life)
    house.tick()
    house.retarget(life)
    pass_to(house, "09:20")
    assert told(house) == [("50", "told")]


def test_what_is_held_back_is_not_told_while_a_decision_is_carried_out(house: House) -> None:
    life = waiting(house)
    house.snooze(life, "breach")
    pass_to(house, "10:00")
    assert told(house) == [("50", Fate.SNOOZED)]
    house.press(life)
    pass_to(house, "11:30")
    assert told(house) == [("50", Fate.SNOOZED)]
    house.comes_back(life, State.FAILED)
    house.tick()
    assert told(house) == [("50", Fate.SUPERSEDED), ("75", Fate.SUPERSEDED), ("100", "told")]


@pytest.mark.parametrize("until", ["quarter", "half"])
def test_what_a_snooze_held_back_is_told_after_a_press_that_came_to_nothing(house: House, until: str) -> None:
    life = waiting(house, "priority")
    house.snooze(life, until)
    pass_to(house, "09:15")
    house.press(life)
    pass_to(house, "09:20")
    house.comes_back(life, State.WAITING)
    house.tick()
    assert house.judged().faults == {}


def test_what_is_held_back_of_a_rung_that_lies_ahead_again_is_not_told_early(house: House) -> None:
    life = waiting(house, "priority")
    house.snooze(life, "breach")
    pass_to(house, "09:15")
    assert told(house) == [("50", Fate.SNOOZED)]
    house.retarget(life)
    pass_to(house, "09:31")
    assert told(house) == [("50", Fate.SUPERSEDED)]
    pass_to(house, "10:00")
    assert told(house) == [("50", Fate.SUPERSEDED), ("50", "told")]


# --- whatever happens ------------------------------------------------------------------------------------------------


def asked(climb: "Climb") -> bool:
    return climb.life.standing == ASKED


def busy(climb: "Climb") -> bool:
    return climb.life.standing == BUSY


class Climb(RuleBasedStateMachine):
    """One order and all that can happen to it, on a SQLite file."""

    def __init__(self, url: Callable[[], str]) -> None:
        super().__init__()
        self.house = House(url(), POLICY, TOKYO, NINE)

    @initialize(kind=st.sampled_from(["standard", "priority"]), late=st.integers(0, 90))
    def an_order_arrives(self, kind: str, late: int) -> None:
        self.life = self.house.arrives(kind, NINE - late * MINUTE)
        self.house.is_read(self.life)

    @rule(minutes=st.sampled_from([1, 7, 15, 30, 60, 120, 600]), to_the_second=st.booleans())
    def time_passes(self, minutes: int, to_the_second: bool) -> None:
        """Somebody ticks all the while: at the least whenever a rung comes."""
        end = self.house.now + minutes * MINUTE
        comes = sorted(at for at in self.life.changes[-1].due.values() if self.house.now < at < end)
        for at in [*comes, end]:
            self.house.now = max(self.house.now, at - timedelta(seconds=1))
            self.house.tick()
            self.house.now = max(self.house.now, at + timedelta(seconds=0 if to_the_second else 0.4))
            self.house.tick()

    @rule(minutes=st.sampled_from([1, 20, 100, 1000]))
    def the_process_dies(self, minutes: int) -> None:
        self.house.is_gone(minutes * MINUTE)

    @rule(transactions=st.integers(1, 4), committed=st.booleans())
    def the_process_dies_in_a_tick(self, transactions: int, committed: bool) -> None:
        if self.house.dies_in_a_tick(transactions, committed):
            self.house.is_gone(MINUTE)

    @precondition(asked)
    @rule()
    def somebody_claims_it_or_releases_it(self) -> None:
        claimed = self.house.request(self.life).claimed_by
        (self.house.release if claimed else self.house.claim)(self.life)

    @precondition(asked)
    @rule(until=st.sampled_from(["hour", "half_day", "day"]))
    def it_waits_for_the_customer_or_goes_on(self, until: str) -> None:
        pauses = self.house.request(self.life).pauses
        if pauses and not pauses[-1]["ended"]:
            self.house.resume(self.life)
        else:
            self.house.wait(self.life, until)

    @precondition(asked)
    @rule(until=st.sampled_from(["quarter", "hour", "breach"]))
    def its_reminder_is_snoozed(self, until: str) -> None:
        following = self.house.request(self.life).next_rung
        if following and following["percent"] < 100:
            self.house.snooze(self.life, until)

    @precondition(lambda self: self.life.standing != OVER)
    @rule()
    def its_target_changes(self) -> None:
        self.house.retarget(self.life)

    @precondition(asked)
    @rule()
    def somebody_presses(self) -> None:
        self.house.press(self.life)

    @precondition(busy)
    @rule(state=st.sampled_from([State.WAITING, State.HELD, State.FAILED]))
    def the_press_comes_to_nothing(self, state: State) -> None:
        self.house.comes_back(self.life, state)

    @precondition(busy)
    @rule()
    def it_is_decided(self) -> None:
        self.house.ends(self.life, State.DONE)

    @invariant()
    def the_laws_hold(self) -> None:
        found = self.house.judged()
        assert not found.faults, found.faults
        assert max(found.skipped, default=0) <= MOST_TICKS

    @invariant()
    def its_card_says_what_comes_next(self) -> None:
        request, due = self.house.request(self.life), self.life.changes[-1].due
        if request.next_rung and self.life.standing == ASKED:
            assert datetime.fromisoformat(request.next_rung["at"]) == due[request.next_rung["percent"]]

    def teardown(self) -> None:
        self.house.close()


@pytest.mark.promise(9)
@pytest.mark.timeout(300)
def test_the_laws_of_a_ladder_hold_whatever_happens(migrated_sqlite: Path, tmp_path: Path, figure: Figure) -> None:
    numbers = itertools.count()

    def url() -> str:
        path = tmp_path / f"{next(numbers)}.db"
        path.write_bytes(migrated_sqlite.read_bytes())
        return f"sqlite:///{path}"

    few = settings(
        max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # a step takes milliseconds of a database: shrinking would take minutes
    )  # fmt: skip
    with logging_to(Log()):
        run_state_machine_as_test(lambda: Climb(url), settings=few)
    figure("histories", next(numbers))
    figure("faults", 0)
