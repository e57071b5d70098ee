"""The same decisions without the card: from the Home tab, from words, from the list in the menu of shortcuts."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.stage import PHONE, Demo, Order, Person, overflow_of
from tests.harness import until


def waiting(demo: Demo, person: Person) -> Order:
    """An order that has its card; a priority one, so that it is on every list's first page."""
    order = demo.place("priority")
    expect(person.button(order, "Approve")).to_be_visible()
    return order


@pytest.mark.transports
def test_an_order_is_approved_on_the_home_tab(demo: Demo, arrive: Arrive) -> None:
    colleague, agent = arrive("cs.one"), arrive("cs.two")
    order = waiting(demo, colleague)
    home = agent.goes_home()
    expect(home.locator(".home-view")).to_contain_text("due within the hour")
    home.get_by_role("button", name=f"Approve order {order.number}", exact=True).click()
    expect(colleague.card(order)).to_contain_text(f"Approved order {order.number} — @cs.two")
    expect(home.get_by_role("button", name=f"Approve order {order.number}", exact=True)).to_have_count(0)
    assert order.status == "Approved"


def test_a_home_fits_a_phone_and_others_have_none(demo: Demo, arrive: Arrive) -> None:
    agent = arrive("cs.one", PHONE)
    waiting(demo, agent)
    home = agent.goes_home()
    expect(home.get_by_role("button", name="Approve order").first).to_be_visible()
    assert overflow_of(home) == []
    other = arrive("sales.one", PHONE).goes_home()
    expect(other.locator(".home-view")).to_contain_text("Nothing waits for you")
    expect(other.locator(".home-view")).to_contain_text("user group @cs-agents")


@pytest.mark.transports
def test_an_order_is_approved_in_the_list_of_what_waits(demo: Demo, arrive: Arrive) -> None:
    colleague, agent = arrive("cs.one"), arrive("cs.three")
    order = waiting(demo, colleague)
    agent.page.goto(f"{demo.page_url}/c/cs-escalations?as=cs.three")
    agent.types("/orders list")
    listed = agent.whispers("wait for you").last
    listed.get_by_role("button", name=f"Approve order {order.number}", exact=True).click()
    expect(colleague.card(order)).to_contain_text(f"Approved order {order.number} — @cs.three")
    assert order.status == "Approved"
    assert len(order.changes_to("Approved")) == 1


def test_an_order_is_found_listed_and_approved_by_words(demo: Demo, arrive: Arrive) -> None:
    colleague, agent = arrive("cs.one"), arrive("cs.three")
    order = waiting(demo, colleague)
    agent.page.goto(f"{demo.page_url}/c/cs-escalations?as=cs.three")
    agent.types("/orders list priority")
    expect(
        agent.whispers("wait for you").last.get_by_role("button", name=f"Approve order {order.number}")
    ).to_be_visible()
    agent.types(f"/orders aprove {order.number}")
    expect(agent.whispers("Did you mean approve?")).to_be_visible()
    agent.types(f"/orders approve {order.number.lstrip('0')}")
    expect(agent.whispers("taken in")).to_be_visible()
    expect(colleague.card(order)).to_contain_text(f"Approved order {order.number} — @cs.three")
    until(lambda: order.status == "Approved", "the record says so")


@pytest.mark.transports
def test_the_list_from_the_menu_of_shortcuts_asks_for_a_reason_on_top(demo: Demo, arrive: Arrive) -> None:
    agent = arrive("cs.manager")
    order = waiting(demo, agent)
    agent.page.get_by_role("button", name="Shortcuts").click()
    agent.page.get_by_role("menuitem", name="Open the order list").click()
    expect(agent.dialog().get_by_role("heading", name="Open orders")).to_be_visible()
    agent.dialog().get_by_role("button", name=f"Reject order {order.number}", exact=True).click()
    expect(agent.dialog().get_by_role("heading", name="Reject order")).to_be_visible()
    agent.dialog().get_by_label("Reason").select_option(label="Duplicate of an active service")
    agent.dialog().get_by_role("button", name="Reject order").click()
    expect(agent.dialog().get_by_role("heading", name="Open orders")).to_be_visible()
    until(lambda: order.status == "Cancelled", "the record says so")
