"""What is drawn: a customer's words stay words, nothing is cut off or unknown, at a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.stage import PHONE, WIDE, Demo, open_order_page, overflow_of

SCRIPT = "<script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'taken over'\">"


def test_markup_in_a_customers_words_is_shown_as_text_and_calls_nobody(demo: Demo, arrive: Arrive) -> None:
    order, agent = demo.place("awkward_text"), arrive("cs.one")
    demo.org.post("touch", id=order.id, fields={"Description": f"{SCRIPT} <!channel> <@U0HANDOFF>"})
    demo.org.post("touch", id=order.id, fields={"ShippingCity": f"<!channel> & {SCRIPT}"[:40]})
    expect(agent.card(order)).to_contain_text("<!channel> & <script>")
    agent.choose(order, "Reveal customer details")
    dialog = agent.dialog()
    expect(dialog).to_contain_text(SCRIPT)
    expect(dialog).to_contain_text("<!channel> <@U0HANDOFF>")
    for place in (agent.card(order), dialog):
        expect(place.locator(".mention, script, img")).to_have_count(0)
    dialog.get_by_role("button", name="Close").last.click()
    expect(agent.dialog()).to_have_count(0)
    expect(agent.page).to_have_title("#cs-orders · Handoff Internet")
    office = open_order_page(agent, order)
    expect(office.locator("textarea[name=Description]")).to_have_value(f"{SCRIPT} <!channel> <@U0HANDOFF>")
    expect(office).to_have_title(f"Order {order.number} · Local Salesforce org")


def test_what_is_revealed_to_one_is_shown_to_no_other(demo: Demo, arrive: Arrive) -> None:
    order, agent, guest = demo.place("special_instructions"), arrive("cs.one"), arrive("guest")
    expect(agent.card(order)).to_contain_text("Special instructions unknown — read and tick")
    agent.choose(order, "Reveal customer details")
    email = demo.org.get("record", id=order.record["BillToContactId"])["Email"]
    expect(agent.dialog()).to_contain_text(email)
    expect(guest.dialog()).to_have_count(0)
    guest.choose(order, "Reveal customer details")
    expect(guest.page.get_by_text("This press was recorded").first).to_be_visible()
    expect(guest.page.get_by_text(email)).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_cards_and_forms_fit_the_window(demo: Demo, arrive: Arrive, tmp_path: Path, size: tuple[int, int]) -> None:
    agent = arrive("cs.one", size)
    for kind in ("good", "many_lines", "awkward_text", "special_instructions"):
        order = demo.place(kind)
        expect(agent.button(order, "Approve")).to_be_visible()
        agent.button(order, "Approve").scroll_into_view_if_needed()
        agent.card(order).screenshot(path=tmp_path / f"{kind}.png")
    assert overflow_of(agent.page) == []
    agent.page.screenshot(path=tmp_path / "channel.png")
    agent.button(order, "Reject").click()
    expect(agent.dialog()).to_be_visible()
    agent.page.screenshot(path=tmp_path / "reject.png")
    submit = agent.dialog().get_by_role("button", name="Reject order")
    expect(submit).to_be_in_viewport()
    agent.dialog().get_by_role("button", name="Cancel").click()
    expect(agent.dialog()).to_have_count(0)
    assert all((tmp_path / f"{name}.png").stat().st_size > 2_000 for name in ("channel", "reject", "many_lines"))
