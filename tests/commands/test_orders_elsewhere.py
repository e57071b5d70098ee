"""Others change orders too: in Salesforce, while a card waits, while a press is carried out, and after the decision."""

import re

from bot.workflow.arrivals import arrived
from models import State
from tests.harness import Town, until
from tests.inside import Inside, blocks_text, buttons, menu
from tests.towns import ONE

CHANGED = r"Order \d+ changed while you looked. Nothing was written; please look again."


def test_what_was_decided_in_salesforce_shows_on_the_card_and_its_buttons_go(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.touch(order, Status="Cancelled")
    after = bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    assert after["ts"] == card["ts"]
    assert f"Decided in Salesforce: order {number} is Cancelled" in blocks_text(after)
    assert buttons(after) == []
    assert bot.request(order).state is State.ELSEWHERE
    assert town.written(order) == []


def test_a_press_on_a_card_that_is_out_of_date_overwrites_nothing(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.touch(order, Status="Cancelled")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Cancelled"
    assert bot.request(order).state is State.ELSEWHERE
    (said,) = town.privately("cs.one")
    assert re.fullmatch(
        r"Your press came too late for order \d+: it is Cancelled in Salesforce, by .+\. Nothing was written\.", said
    )


def test_a_change_between_the_look_and_the_write_is_not_overwritten(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"Approved"', delay_s=1.5, times=1)
    town.press("cs.one", card, "Approve")
    until(lambda: bot.request(order).state is State.DECIDED, "the decision")
    until(lambda: _asked(town, "composite", "Approved"), "the write is on its way")
    town.touch(order, Status="Cancelled")
    bot.quiet()
    assert town.record(order)["Status"] == "Cancelled"
    assert town.written(order) == []
    assert bot.request(order).state is State.ELSEWHERE
    assert "Your press came too late" in town.privately("cs.one")[0]
    assert "Decided in Salesforce" in blocks_text(bot.card(order))


def test_facts_that_change_between_the_look_and_the_write_hold_the_press(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"Approved"', delay_s=1.5, times=1)
    town.press("cs.one", card, "Approve")
    until(lambda: _asked(town, "composite", "Approved"), "the write is on its way")
    town.touch(order, ShippingCity="Sapporo")
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    assert bot.request(order).state is State.HELD
    assert re.fullmatch(CHANGED, town.privately("cs.one")[0])
    assert "Setagaya, Tokyo → Sapporo, Tokyo" in blocks_text(bot.card(order))


def test_a_change_that_no_reviewer_sees_does_not_stop_the_decision(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"Approved"', delay_s=1.5, times=1)
    town.press("cs.one", card, "Approve")
    until(lambda: _asked(town, "composite", "Approved"), "the write is on its way")
    town.touch(order, Type="Change")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert bot.request(order).state is State.DONE
    assert town.privately("cs.one") == []


def test_a_deleted_order_closes_its_card(bot: Inside, town: Town) -> None:
    waiting, pressed = town.order(), town.order()
    bot.poll()
    bot.quiet()
    town.org.post("delete", id=pressed)
    town.press("cs.one", bot.card(pressed), "Approve")
    bot.quiet()
    assert "it was deleted in Salesforce" in town.privately("cs.one")[0]
    town.org.post("delete", id=waiting)
    for order in (waiting, pressed):
        after = bot.arrive(order)
        assert "was deleted" in blocks_text(after)
        assert buttons(after) == []
        assert bot.request(order).state is State.ELSEWHERE


def test_an_order_that_comes_back_gets_a_new_card_and_the_old_one_links_to_it(bot: Inside, town: Town) -> None:
    order = town.order()
    first = bot.arrive(order)
    town.press("cs.one", first, "Approve")
    bot.quiet()
    bot.pass_time(5)
    town.touch(order, Status="Pending Review")
    second = bot.arrive(order)
    bot.quiet()
    assert second["ts"] != first["ts"]
    assert bot.request(order).round == 2
    assert buttons(second) == ["Approve", "Reject"]
    old = bot.card(order, 0)
    assert "Approved order" in blocks_text(old)
    assert f"p{second['ts'].replace('.', '')}" in blocks_text(old)

    town.reject("cs.two", second)
    bot.quiet()
    assert town.written(order) == ["Approved", "Cancelled"]
    assert "Approved order" in blocks_text(bot.card(order, 0))


def test_an_order_that_comes_back_within_the_same_second_is_not_missed(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("clock", rate=0)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.touch(order, Status="Pending Review")
    bot.poll()
    bot.quiet()
    assert len(bot.cards(order)) == 2
    assert bot.request(order).round == 2


def test_a_stale_press_on_the_card_of_an_earlier_round_decides_nothing(bot: Inside, town: Town) -> None:
    order = town.order()
    first = bot.arrive(order)
    stale = town.payload("cs.two", first, "Approve")
    town.press("cs.one", first, "Approve")
    bot.quiet()
    bot.pass_time(5)
    town.touch(order, Status="Pending Review")
    bot.arrive(order)
    town.post(stale)
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    assert "Already approved by @cs.one" in town.privately("cs.two")[0]


# --- what changed since the card was drawn ---------------------------------------------------------------------------


def test_a_press_on_changed_facts_is_held_with_the_difference_and_can_be_given_again(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.move(order, City="Kita", Street="9-9 Canary Street")
    town.touch(order, Description="Secret canary note")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    held = bot.card(order)
    shown = blocks_text(held)
    assert "Held order" in shown
    assert "*Area*: Setagaya, Tokyo → Kita, Tokyo" in shown
    assert "*Installation address* changed" in shown
    assert "*Order notes* changed" in shown
    assert "Canary" not in shown
    assert "canary" not in shown
    assert re.fullmatch(CHANGED, town.privately("cs.one")[0])
    assert buttons(held) == ["Approve", "Reject"]

    town.approve("cs.one", held)
    bot.quiet()
    assert town.record(order)["Status"] == "Approved"
    assert "→" not in blocks_text(bot.card(order))


def test_changed_lines_hold_the_press_though_the_order_itself_did_not_move(bot: Inside, town: Town) -> None:
    order = town.order(lines=[("Home 1G", 1, 5720, "Monthly"), ("Router", 1, 3000, "One Time")])
    card = bot.arrive(order)
    moved = town.record(order)["LastModifiedDate"]
    router = next(item for item in town.record(order)["items"] if item["UnitPrice"] == 3000)
    town.touch(router["Id"], Quantity=3)
    assert town.record(order)["LastModifiedDate"] == moved
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    shown = blocks_text(bot.card(order))
    assert "Home 1G + Router → Home 1G + Router × 3" in shown
    assert "¥3,000 once → " in shown


def test_a_change_before_anybody_presses_is_drawn_and_then_approved_at_once(bot: Inside, town: Town) -> None:
    order = town.order()
    stale = bot.arrive(order)
    town.move(order, City="Kita")
    card = bot.arrive(order)
    assert "Kita, Tokyo" in blocks_text(card)
    assert card["ts"] == stale["ts"]
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Approved"


def test_a_poll_that_was_asked_before_our_own_write_does_not_open_a_round(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    asked = bot.bot.clock.real()
    workflow = bot.machine.workflows["orders"]
    since = town.last_call()
    page = bot.bot.intake._salesforce.query(bot.bot.intake._changed(workflow, {}), include_deleted=True)
    assert town.last_call() > since
    (row,) = [row for row in page.rows if row.id() == order]
    town.press("cs.one", card, "Approve")
    bot.quiet()
    arrived(bot.machine, workflow, order, row, asked)
    bot.poll()
    bot.quiet()
    assert len(bot.cards(order)) == 1
    assert bot.request(order).state is State.DONE


@ONE
def test_an_order_in_trouble_can_be_decided_in_salesforce(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("validation-rules", object="Order", when={"Status": "Approved"}, message="No")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert "Retry now" in menu(bot.card(order))
    town.org.delete("validation-rules")
    town.touch(order, Status="Approved")
    after = bot.arrive(order)
    assert buttons(after) == []
    assert "Retry now" not in menu(after)
    assert "Could not be approved" not in blocks_text(after)


def _asked(town: Town, kind: str, text: str) -> bool:
    return any(text in call["body"] for call in town.calls(kind=kind))
