"""Promise 12: a vendor that hangs slows nothing else. Presses are taken in, and what needs the other vendor goes on."""

import time

import pytest

from sandbox.bench.wire import quantile
from tests.figures import Figure
from tests.harness import Json, Town, outside, until

EACH = 8


def pressed(town: Town, cards: list[Json], by: str = "cs.one") -> list[float]:
    """Approve on every card; seconds until each ack."""
    took = []
    for card in cards:
        begun = time.perf_counter()
        answer = town.press(by, card, "Approve")
        took.append(time.perf_counter() - begun)
        assert answer["status"] == 200
    return took


def saying(town: Town, word: str) -> int:
    return sum(word in card["text"] for card in town.cards())


@pytest.mark.promise(12)
@pytest.mark.timeout(240)
def test_while_salesforce_hangs_presses_are_acked_and_slack_is_served(
    town: Town, database_url: str, figure: Figure
) -> None:
    orders = town.orders(2 * EACH)
    town.org.post("clock", add_s=5)
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        until(lambda: len(town.cards()) == len(orders), "all cards", 60)
        cards = town.cards()
        healthy = pressed(town, cards[:EACH])
        until(lambda: sum(bool(town.written(order)) for order in orders) == EACH, "the first half", 60)
        guests = town.payload("guest", cards[-1], "Approve")
        town.fault(path=".*", hang="before")
        slow = pressed(town, cards[EACH:])
        assert sum(bool(town.written(order)) for order in orders) == EACH, "Salesforce hangs"
        until(lambda: saying(town, "Approving") == EACH, "Slack shows who is being served", 30)
        assert town.post(guests).status_code == 200
        until(lambda: town.privately("guest"), "a refusal is told", 30)
        town.org.delete("faults")
        until(lambda: all(town.written(order) == ["Approved"] for order in orders), "every order, once", 120)
        assert not bot.seen("press.failed")
    figure("ack_healthy_p99_ms", round(1000 * quantile(healthy, 0.99), 1))
    figure("ack_hung_p99_ms", round(1000 * quantile(slow, 0.99), 1))


@pytest.mark.promise(12)
@pytest.mark.timeout(240)
def test_while_slack_hangs_presses_are_acked_and_salesforce_is_written(town: Town, database_url: str) -> None:
    orders = town.orders(EACH)
    town.org.post("clock", add_s=5)
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())):
        until(lambda: len(town.cards()) == len(orders), "all cards", 60)
        town.slack.post("faults", method="chat.*", hang=True)
        pressed(town, town.cards())
        until(lambda: all(town.written(order) == ["Approved"] for order in orders), "every order", 60)
        town.slack.delete("faults")
        until(lambda: saying(town, "Approved") == len(orders), "every outcome on its card", 120)
