"""A newcomer leaves the orders alone and watches what time does: a reminder, a breach, and the next level."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.stage import PHONE, Demo, Person, overflow_of, started

SPEED = "480"
"""Two hours are a quarter of a minute. A person who looks takes 60 and five minutes."""
PATIENCE_MS = 90_000


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with started(tmp_path_factory.mktemp("hurried") / "demo", SPEED=SPEED) as demo:
        yield demo


def goes_to(person: Person, demo: Demo, channel: str) -> Page:
    person.page.goto(f"{demo.page_url}/c/{channel}?as={person.name}")
    return person.page


def alerts(page: Page, words: str):  # type: ignore[no-untyped-def]
    """Messages of the channel that are no cards."""
    return page.locator("article.message", has_text=words).filter(has_not=page.locator(".card"))


def test_a_reminder_a_breach_an_escalation_and_a_channel_that_stays_readable(
    browser: Browser, hurried: Demo, tmp_path: Path
) -> None:
    order = hurried.place()
    agent, manager = Person(browser, hurried, "cs.one"), Person(browser, hurried, "cs.manager", PHONE)
    expect(agent.card(order)).to_contain_text("in this thread")
    agent.card(order).get_by_role("button", name=f"Why is order {order.number} due then?").click()
    expect(agent.dialog()).to_contain_text("→ due Tue 24 Nov")
    expect(agent.dialog()).to_contain_text("breach, CS managers are called")
    agent.dialog().get_by_role("button", name="Close").last.click()
    expect(agent.message(order)).to_contain_text("50 % of the time is used.", timeout=PATIENCE_MS)
    expect(alerts(agent.page, f"Breached: order {order.number}")).to_be_visible(timeout=PATIENCE_MS)
    expect(alerts(agent.page, f"Breached: order {order.number}")).to_contain_text("@cs.manager")
    expect(agent.card(order)).to_contain_text("Overdue")
    page = goes_to(manager, hurried, "cs-escalations")
    expect(alerts(page, "Still waiting: order").first).to_be_visible(timeout=PATIENCE_MS)
    goes_to(manager, hurried, "cs-orders")
    expect(alerts(manager.page, f"order {order.number}").first).to_be_visible()
    assert overflow_of(manager.page) == []
    cards = agent.page.locator("article.message").filter(has=agent.page.locator(".card")).count()
    others = alerts(agent.page, "order").count()
    assert others <= cards + 6, f"{others} messages beside {cards} cards"
    for person in (agent, manager):
        person.context.close()


def test_sla_and_alerts_answer_in_words_and_a_chart(browser: Browser, hurried: Demo) -> None:
    order = hurried.place()
    lead = Person(browser, hurried, "ops.lead")
    agent = Person(browser, hurried, "cs.one")
    agent.button(order, "Approve").click()
    expect(agent.card(order)).to_contain_text("Approved order", timeout=PATIENCE_MS)
    goes_to(lead, hurried, "handoff-ops")
    lead.types("/sla")
    said = lead.whispers("Orders, the past 30 days")
    expect(said).to_be_visible()
    expect(said).to_contain_text("In time by day")
    expect(said).to_contain_text("Orders in time and late, by day")
    lead.types("/alerts silence reminder 1h Lunch")
    lead.whispers("A silence for 1 h").get_by_role("button", name="Begin the silence").click()
    expect(alerts(lead.page, "Silence 1 begins: reminders are held back")).to_be_visible()
    lead.types("/alerts end 1")
    expect(alerts(lead.page, "Silence 1 is over, ended by @ops.lead")).to_be_visible()
    for person in (lead, agent):
        person.context.close()
