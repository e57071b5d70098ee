"""The ladder of one request: whatever is done to it and whenever, each rung that comes is told once and in order.

The laws are those of ``tests.promises.lives``; the clock, the process and the database are the test's own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.handbook.loader import load
from models import Alert, Fate, State
from tests.harness import ROOT
from tests.promises.lives import Life
from tests.promises.minutes import TOKYO
from tests.promises.weeks import House

POLICY = load(ROOT / "handbook.yaml")
NINE = datetime.fromisoformat("2027-01-12T09:00:00+09:00")
"""A Tuesday after a holiday and a weekend."""


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
    assert told(house)[-1] == ("100", "told")


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
