"""The scenes that a newcomer plays: each ends with the right card, the right record and the right private sentence."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.stage import Demo, Order, Person, open_order_page
from tests.harness import until

pytestmark = pytest.mark.transports


def hold_cards(demo: Demo, seconds: float = 2.5) -> None:
    """Slack takes its time to show an edit, so that people press what they still see."""
    demo.slack.post("faults", method="chat.update", delay_s=seconds)


def expect_final(people: list[Person], order: Order, words: str) -> None:
    """Everybody sees the outcome, and nothing is left to press."""
    for person in people:
        expect(person.card(order)).to_contain_text(words)
        expect(person.button(order, "Approve")).to_have_count(0)
        expect(person.button(order, "Reject")).to_have_count(0)


def test_approving_writes_the_record_and_everybody_sees_who_did_it(demo: Demo, arrive: Arrive) -> None:
    order, agent, colleague = demo.place(), arrive("cs.one"), arrive("cs.three")
    expect(agent.card(order)).to_contain_text(f"Review order {order.number} · Standard")
    expect(agent.card(order)).to_contain_text(f"Customer {order.customer}")
    agent.button(order, "Approve").click()
    expect_final([agent, colleague], order, f"Approved order {order.number} — @cs.one")
    expect(agent.card(order)).to_contain_text("SLA met")
    expect(agent.thread(order)).to_contain_text("Approved by @cs.one")
    assert order.status == "Approved"
    assert [change["user"] for change in order.changes_to("Approved")] == ["handoff.bot@example.com"]
    assert demo.private("cs.one", order.number) == []


def test_rejecting_asks_for_a_reason_and_writes_it_into_the_notes(demo: Demo, arrive: Arrive) -> None:
    order, agent = demo.place("other_address"), arrive("cs.one")
    agent.button(order, "Reject").click()
    dialog = agent.dialog()
    expect(dialog.get_by_role("heading", name="Reject order")).to_be_visible()
    dialog.get_by_role("button", name="Reject order").click()
    expect(dialog.locator(".field-error").first).to_be_visible()
    assert order.status == "Pending Review"
    dialog.get_by_label("Reason").select_option(label="Installation address is incomplete")
    dialog.get_by_label("In your own words").fill("The house number is missing. <!channel>")
    dialog.get_by_role("button", name="Reject order").click()
    expect(agent.dialog()).to_have_count(0)
    expect_final([agent], order, f"Rejected order {order.number} — @cs.one")
    expect(agent.card(order)).to_contain_text("Installation address is incomplete")
    assert order.status == "Cancelled"
    notes = order.record["Description"]
    assert notes.count("Installation address is incomplete") == 1
    assert "The house number is missing. <!channel>" in notes
    assert len(order.changes_to("Cancelled")) == 1
    assert demo.private("cs.one", order.number) == []


def test_a_second_click_changes_nothing_and_says_so_to_the_presser_alone(demo: Demo, arrive: Arrive) -> None:
    order, agent, colleague = demo.place(), arrive("cs.one"), arrive("cs.three")
    expect(agent.button(order, "Approve")).to_be_visible()
    hold_cards(demo)
    before = {name: demo.private(name) for name in ("cs.one", "cs.three")}
    for _ in range(2):
        with agent.page.expect_response("**/act/press*"):
            agent.button(order, "Approve").click()
    (told,) = until(lambda: demo.private("cs.one")[len(before["cs.one"]) :], "the second press is answered")
    assert re.search(r"(under way|Already approved).* by you at \d\d:\d\d\. Nothing was changed\.$", told)
    expect(agent.whispers(told).last).to_be_visible()
    expect_final([agent, colleague], order, f"Approved order {order.number} — @cs.one")
    assert len(order.changes_to("Approved")) == 1
    assert len(demo.private("cs.one")) == len(before["cs.one"]) + 1
    assert demo.private("cs.three") == before["cs.three"]
    expect(colleague.page.locator("article.ephemeral")).to_have_count(len(before["cs.three"]))


def test_two_people_at_once_have_one_winner_and_the_other_learns_who(demo: Demo, arrive: Arrive) -> None:
    order, one, three, watching = demo.place(), arrive("cs.one"), arrive("cs.three"), arrive("cs.manager")
    for person in (one, three):
        expect(person.button(order, "Approve")).to_be_visible()
    hold_cards(demo)
    before = {name: len(demo.private(name)) for name in ("cs.one", "cs.three", "cs.manager")}
    at = one.page.evaluate("Date.now()") + 1000
    for person in (one, three):
        person.button(order, "Approve").evaluate(
            "(button, at) => { setTimeout(() => button.click(), at - Date.now()); }", at
        )
    told = until(
        lambda: {name: new for name, known in before.items() if (new := demo.private(name)[known:])},
        "one of the two is told",
    )
    assert len(told) == 1
    (late,) = told
    winner = {"cs.one": "cs.three", "cs.three": "cs.one"}[late]
    assert f"by @{winner} at " in told[late][0]
    assert told[late][0].endswith("Nothing was changed.")
    expect_final([one, three, watching], order, f"Approved order {order.number} — @{winner}")
    people = {"cs.one": one, "cs.three": three}
    expect(people[late].whispers(told[late][0]).last).to_be_visible()
    for other in (people[winner], watching):
        expect(other.page.locator("article.ephemeral")).to_have_count(before[other.name])
    after = {name: len(demo.private(name)) for name in before}
    assert after == {**before, late: before[late] + 1}
    assert len(order.changes_to("Approved")) == 1


@pytest.mark.parametrize("verb", ["Approve", "Reject"])
def test_a_guest_is_refused_privately_and_nothing_changes(demo: Demo, arrive: Arrive, verb: str) -> None:
    order, guest, agent = demo.place(), arrive("guest"), arrive("cs.one")
    before = len(demo.private("guest"))
    sentence = f"Only full members of this workspace can {verb.lower()} orders. This press was recorded."
    guest.button(order, verb).click()
    expect(guest.whispers(sentence).first).to_be_visible()
    assert demo.private("guest")[before:] == [sentence]
    expect(guest.dialog()).to_have_count(0)
    expect(agent.whispers(sentence)).to_have_count(0)
    expect(agent.button(order, "Approve")).to_be_visible()
    expect(agent.card(order)).to_contain_text("Waiting")
    assert order.status == "Pending Review"


def test_an_order_decided_meanwhile_in_salesforce_shows_it_by_itself(demo: Demo, arrive: Arrive) -> None:
    order, agent = demo.place(), arrive("cs.one")
    expect(agent.button(order, "Approve")).to_be_visible()
    office = open_order_page(agent, order)
    office.get_by_role("button", name="Cancel order").click()
    expect(office.get_by_role("status")).to_contain_text("Done")
    expect_final([agent], order, f"Decided in Salesforce: order {order.number} is Cancelled")
    assert order.status == "Cancelled"
    assert demo.private("cs.one", order.number) == []


def test_a_press_after_salesforce_decided_overwrites_nothing_and_is_told_privately(demo: Demo, arrive: Arrive) -> None:
    order, agent, colleague = demo.place(), arrive("cs.one"), arrive("cs.three")
    expect(agent.button(order, "Approve")).to_be_visible()
    demo.org.post("faults", path="/composite", body="orders_changed", status=503)
    office = open_order_page(agent, order)
    office.get_by_role("button", name="Cancel order").click()
    expect(office.get_by_role("status")).to_contain_text("Done")
    agent.button(order, "Approve").click()
    expect(agent.told(order)).to_contain_text(f"Your press came too late for order {order.number}: it is Cancelled")
    expect_final([agent, colleague], order, f"Decided in Salesforce: order {order.number} is Cancelled")
    expect(colleague.told(order)).to_have_count(0)
    assert order.status == "Cancelled"
    assert order.changes_to("Approved") == []


def test_nobody_approves_an_order_of_their_own(demo: Demo, arrive: Arrive) -> None:
    order, agent = demo.place("own_order"), arrive("cs.two")
    agent.button(order, "Approve").click()
    expect(agent.told(order)).to_contain_text("it is your own")
    expect(agent.button(order, "Approve")).to_be_visible()
    assert order.status == "Pending Review"
