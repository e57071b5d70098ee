"""Socket Mode through a real process: the same presses, connections that are kept up, and readiness that tells."""

import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.harness import Json, Outside, Town, until
from tests.towns import ONE

Orders = list[str]
SOCKETS = {"SLACK_APP_TOKEN": "xapp-demo-handoff", "SLACK_SIGNING_SECRET": ""}


@pytest.fixture
def sockets(town: Town) -> Iterator[Town]:
    """The town's Slack delivers over sockets."""
    town.slack.post("settings", socket_mode=True)
    yield town
    town.slack.post("settings", socket_mode=False)


@pytest.fixture
def orders(sockets: Town) -> Orders:
    return [sockets.order() for _ in range(6)]


@pytest.fixture
def listening(sockets: Town, orders: Orders, database_url: str) -> Iterator[Outside]:
    bot = Outside(sockets, database_url, HANDOFF_HANDBOOK=str(sockets.quick_handbook()), **SOCKETS)
    until(lambda: ready(bot) == {}, "ready over sockets", 40)
    yield bot
    bot.close()


def ready(bot: Outside) -> Json | None:
    """What keeps it from being ready; None while it does not answer at all."""
    try:
        faults: Json = httpx.get(f"{bot.url}/readyz", timeout=5, trust_env=False).json()["faults"]
    except httpx.TransportError:
        return None
    return faults


def connections(town: Town) -> list[Json]:
    found: list[Json] = town.slack.get("sockets")["connections"]
    return found


def card_of(town: Town, order: str) -> Json:
    number = town.record(order)["OrderNumber"]
    return until(lambda: town.cards(f"{number}:"), f"the card of {number}", 20)[-1]


def test_a_press_over_a_socket_is_carried_out(listening: Outside, sockets: Town, orders: Orders) -> None:
    order = orders[0]
    assert sockets.press("cs.one", card_of(sockets, order), "Approve")["status"] == 200
    until(lambda: sockets.record(order)["Status"] == "Approved", "approved", 20)
    assert len(connections(sockets)) == 2
    assert httpx.post(f"{listening.url}/slack/events", trust_env=False).status_code == 404


def test_a_form_over_a_socket_opens_and_answers_beside_its_field(
    listening: Outside, sockets: Town, orders: Orders
) -> None:
    order = orders[0]
    card = card_of(sockets, order)
    assert sockets.press("cs.one", card, "Reject")["status"] == 200
    sockets.view("cs.one")
    sockets.submit("cs.one", reason="other", note="")
    assert "note" in sockets.view("cs.one")["errors"]
    sockets.submit("cs.one", reason="other", note="The customer asked for it.")
    until(lambda: sockets.record(order)["Status"] == "Cancelled", "cancelled", 20)


@ONE
def test_lost_lines_are_back_within_seconds(
    listening: Outside, sockets: Town, orders: Orders, record_property: Callable[[str, object], None]
) -> None:
    sockets.slack.post("sockets/drop")
    lost = time.monotonic()
    until(lambda: len(connections(sockets)) == 2, "two lines again", 30)
    record_property("reconnect_s", round(time.monotonic() - lost, 2))
    order = orders[0]
    assert sockets.press("cs.one", card_of(sockets, order), "Approve")["status"] == 200


@ONE
def test_an_announced_end_loses_no_press(listening: Outside, sockets: Town, orders: Orders) -> None:
    cards = [card_of(sockets, order) for order in orders]
    before = {line["id"] for line in connections(sockets)}
    sockets.slack.post("sockets/disconnect", reason="warning")
    for card in cards:
        assert sockets.press("cs.one", card, "Approve")["status"] == 200
    until(lambda: not before & {line["id"] for line in connections(sockets)}, "the old lines are left", 30)
    until(lambda: len(connections(sockets)) == 2, "and there are two new ones", 30)
    assert not listening.seen("socket.closed"), "a line that is left is not a lost one"


@ONE
def test_a_deaf_line_is_noticed_and_told(listening: Outside, sockets: Town, orders: Orders) -> None:
    sockets.slack.post("sockets/freeze")
    frozen = time.monotonic()
    until(lambda: "slack" in (ready(listening) or {}) or _replaced(sockets), "noticed", 60)
    assert time.monotonic() - frozen < 60
    until(lambda: ready(listening) == {}, "heard again", 60)
    order = orders[0]
    card = card_of(sockets, order)
    until(lambda: sockets.press("cs.one", card, "Approve")["status"] == 200, "a press is heard", 30)


def _replaced(town: Town) -> bool:
    return any(not line["deaf"] for line in connections(town))


@ONE
def test_without_any_line_readiness_is_red_and_says_why(sockets: Town, database_url: str) -> None:
    bot = Outside(sockets, database_url, SLACK_APP_TOKEN="xapp-of-somebody-else", SLACK_SIGNING_SECRET="")
    try:
        until(lambda: "invalid_auth" in (ready(bot) or {}).get("slack", ""), "refused", 40)
    finally:
        bot.close()


@ONE
def test_what_was_delivered_before_the_end_is_answered(listening: Outside, sockets: Town, orders: Orders) -> None:
    order = orders[0]
    card = card_of(sockets, order)
    answer = sockets.press("cs.one", card, "Approve")
    assert listening.end() == 0
    assert answer["status"] == 200
