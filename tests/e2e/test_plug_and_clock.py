"""The four buttons of the page's top bar: a plug pulled in the middle of an approval, and a story that moves on."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.stage import Demo, Order
from tests.harness import until

WRITE = r'"Status"\s*:\s*"Approved"'
BEFORE: dict[str, dict[str, Any]] = {
    "before the write": {"body": WRITE, "delay_s": 4.0, "times": 1},
    "while it looks": {"body": "OrderItems", "delay_s": 4.0, "times": 1},
}
AFTER: dict[str, Any] = {"body": WRITE, "hold_s": 4.0, "times": 1}


def injected(demo: Demo) -> bool:
    return any(fault["injected"] for fault in demo.org.get("faults")["faults"])


@pytest.mark.parametrize("moment", BEFORE)
def test_a_plug_pulled_in_the_middle_of_an_approval_loses_and_doubles_nothing(
    demo: Demo, arrive: Arrive, moment: str
) -> None:
    pull_the_plug(demo, arrive, BEFORE[moment])


@pytest.mark.transports
def test_a_plug_pulled_after_the_write_loses_and_doubles_nothing(demo: Demo, arrive: Arrive) -> None:
    pull_the_plug(demo, arrive, AFTER)


def pull_the_plug(demo: Demo, arrive: Arrive, moment: dict[str, Any]) -> None:
    order, agent = demo.place(), arrive("cs.one")
    expect(agent.button(order, "Approve")).to_be_visible()
    demo.org.post("faults", **moment)
    agent.button(order, "Approve").click()
    until(lambda: injected(demo), "the request has reached Salesforce")
    agent.press_console("pull")
    expect(agent.bot_word()).to_have_text("Bot: down")
    expect(agent.card(order)).not_to_contain_text("Approved order")
    agent.press_console("start")
    expect(agent.bot_word()).to_have_text("Bot: up", timeout=60_000)
    expect(agent.card(order)).to_contain_text(f"Approved order {order.number} — @cs.one", timeout=60_000)
    assert order.status == "Approved"
    assert len(order.changes_to("Approved")) == 1
    cards = demo.slack.get("messages", channel="cs-orders")["messages"]
    assert len([message for message in cards if message["text"].startswith(order.number)]) == 1
    expect(agent.thread(order).locator(".reply", has_text="Approved by @cs.one")).to_have_count(1)


@pytest.mark.transports
def test_a_press_while_the_plug_is_out_is_not_silent(demo: Demo, arrive: Arrive) -> None:
    order, agent = demo.place(), arrive("cs.one")
    expect(agent.button(order, "Approve")).to_be_visible()
    agent.press_console("pull")
    expect(agent.bot_word()).to_have_text("Bot: down")
    agent.button(order, "Approve").click()
    expect(agent.page.locator(".press-hint")).to_be_visible()
    agent.press_console("start")
    expect(agent.bot_word()).to_have_text("Bot: up", timeout=60_000)
    agent.button(order, "Approve").click()
    expect(agent.card(order)).to_contain_text(f"Approved order {order.number}")
    assert len(order.changes_to("Approved")) == 1


@pytest.mark.parametrize(("button", "by"), [("hour", timedelta(hours=1)), ("day", timedelta(days=1))])
def test_the_story_moves_on_and_what_waited_too_long_is_overdue(
    demo: Demo, arrive: Arrive, button: str, by: timedelta
) -> None:
    order, agent = demo.place("priority"), arrive("cs.one")
    expect(agent.card(order)).to_contain_text("target 30 min")
    before = story(demo)
    agent.press_console(button)
    expect(agent.card(order)).to_contain_text("Overdue since", timeout=60_000)
    moved = story(demo) - before
    assert by <= moved < by + timedelta(minutes=3)
    assert timedelta(0) <= story(demo) - org_time(order) + timedelta(seconds=5) < timedelta(seconds=10)
    agent.button(order, "Approve").click()
    expect(agent.card(order)).to_contain_text("SLA missed by")
    assert order.status == "Approved"


def story(demo: Demo) -> datetime:
    return datetime.fromisoformat(demo.state()["story_now"])


def org_time(order: Order) -> datetime:
    return datetime.fromisoformat(order.demo.org.get("state")["now"])
