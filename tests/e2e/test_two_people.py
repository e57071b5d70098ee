"""What takes two people, what calls for the supervisors, several at once, and somebody in another's place."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.stage import Demo
from tests.harness import until


@pytest.mark.transports
def test_a_large_order_is_approved_by_an_agent_and_a_manager(demo: Demo, arrive: Arrive) -> None:
    order, agent, manager = demo.place("high_value"), arrive("cs.one"), arrive("cs.manager")
    expect(agent.card(order)).to_contain_text("Needs 2 people, 1 of CS managers")
    expect(agent.card(order)).to_contain_text("Escalated to CS managers: its value of")
    agent.button(order, "Approve").click()
    expect(manager.card(order)).to_contain_text("1 of 2 approved by @cs.one")
    assert order.status == "Pending Review"
    agent.button(order, "Approve").click()
    expect(agent.told(order)).to_contain_text("has your approval since")
    manager.button(order, "Approve").click()
    expect(agent.card(order)).to_contain_text(f"Approved order {order.number} — @cs.one and @cs.manager")
    assert order.status == "Approved"
    assert len(order.changes_to("Approved")) == 1


def test_one_no_is_enough(demo: Demo, arrive: Arrive) -> None:
    order, agent, colleague = demo.place("high_value"), arrive("cs.one"), arrive("cs.three")
    agent.button(order, "Approve").click()
    expect(colleague.card(order)).to_contain_text("1 of 2 approved by @cs.one")
    colleague.button(order, "Reject").click()
    colleague.dialog().get_by_label("Reason").select_option(label="Customer asked to withdraw the order")
    colleague.dialog().get_by_role("button", name="Reject order").click()
    expect(agent.card(order)).to_contain_text(f"Rejected order {order.number} — @cs.three")
    assert order.status == "Cancelled"


def test_a_manager_approves_alone_and_somebody_else_reviews_it(demo: Demo, arrive: Arrive) -> None:
    order, manager, lead = demo.place("high_value"), arrive("cs.manager"), arrive("ops.lead")
    expect(manager.button(order, "Approve")).to_be_visible()
    manager.choose(order, "Approve alone (break-glass)")
    manager.dialog().get_by_label("Why can't it wait").fill("The line of the customer is down")
    manager.dialog().get_by_role("button", name="Approve alone").click()
    expect(lead.card(order)).to_contain_text("Approved by one person (break-glass): somebody else must review it")
    lead.card(order).get_by_role("button", name="Review").click()
    expect(lead.dialog()).to_contain_text("The line of the customer is down")
    lead.dialog().get_by_label("What did you find?").select_option(label="It was in order")
    lead.dialog().get_by_role("button", name="Done").click()
    expect(manager.card(order)).to_contain_text("Break-glass reviewed by @ops.lead")
    assert order.status == "Approved"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("high_value", r"its value of ¥[\d,]+ is over ¥100,000"),
        ("repeated_orders", r"3 orders of this customer within 24 hours"),
        ("other_address", r"Installation address failed"),
        ("disputed", r"the customer disputes the eligibility \(Case \d+\)"),
    ],
)
def test_each_trigger_calls_for_the_supervisors_and_ends_with_the_decision(
    demo: Demo, arrive: Arrive, kind: str, why: str
) -> None:
    order, agent = demo.place(kind), arrive("cs.one")
    if kind == "repeated_orders":  # the third of them calls; the first learns it when it is looked at again
        expect(agent.button(order, "Approve")).to_be_visible()
        agent.choose(order, "Check again")
        expect(agent.told(order)).to_contain_text("Checking order")
    expect(agent.card(order)).to_contain_text(re.compile(f"Escalated to CS managers: {why}"))
    called = agent.page.locator("article.message", has_text=f"order {order.number} needs your eyes")
    expect(called).to_contain_text(re.compile(why))
    expect(called).to_contain_text("@cs.manager")
    agent.button(order, "Reject").click()
    agent.dialog().get_by_label("Reason").select_option(label="Customer asked to withdraw the order")
    agent.dialog().get_by_role("button", name="Reject order").click()
    expect(agent.dialog()).to_have_count(0)
    over = agent.page.locator("article.message", has_text=f"Order {order.number} is decided: Rejected by @cs.one")
    expect(over).to_be_visible()
    expect(called).to_have_count(0)


def test_several_are_approved_at_once_and_one_message_says_what_became_of_each(demo: Demo, arrive: Arrive) -> None:
    orders, manager = [demo.place("priority") for _ in range(3)], arrive("cs.manager")
    for order in orders:
        expect(manager.button(order, "Approve")).to_be_visible()
    manager.types("/orders bulk")
    for order in orders:
        manager.dialog().get_by_label(re.compile(order.number)).check()
    manager.dialog().get_by_role("button", name="Approve", exact=True).click()
    expect(manager.dialog()).to_contain_text("Taken in: 3 orders")
    for order in orders:
        expect(manager.card(order)).to_contain_text(f"Approved order {order.number} — @cs.manager")
        assert order.status == "Approved"
    until(lambda: [text for text in direct(demo, "cs.manager") if "Approved 3 of 3 orders" in text], "the summary")


def direct(demo: Demo, person: str) -> list[str]:
    name = f"dm-{person}"
    known = demo.slack.get("state")["channels"]
    return [one["text"] for one in demo.slack.get("messages", channel=name)["messages"]] if name in known else []


def test_a_colleague_decides_in_ones_place_until_it_is_ended(demo: Demo, arrive: Arrive) -> None:
    order, agent, sales = demo.place(), arrive("cs.one"), arrive("sales.one")
    expect(sales.button(order, "Approve")).to_be_visible()
    sales.button(order, "Approve").click()
    expect(sales.told(order).or_(sales.whispers("can approve orders")).first).to_be_visible()
    assert order.status == "Pending Review"
    agent.types("/orders delegate @sales.one")
    agent.dialog().get_by_role("button", name="Delegate").click()
    expect(agent.dialog()).to_contain_text("@sales.one")
    agent.dialog().get_by_role("button", name="Close").first.click()
    until(lambda: [text for text in direct(demo, "sales.one") if "@cs.one" in text], "the colleague is told")
    sales.button(order, "Approve").click()
    expect(agent.card(order)).to_contain_text(f"Approved order {order.number} — @sales.one for @cs.one")
    home = agent.goes_home()
    home.get_by_role("button", name="End it").first.click()
    expect(home.get_by_role("button", name="End it")).to_have_count(0)
