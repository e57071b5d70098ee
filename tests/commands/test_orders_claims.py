"""Who has an order in hand, and for how long: a claim keeps the others from deciding and never stops the clock."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from models import Member, State
from tests.harness import LOOK, Json, Town, later
from tests.inside import Inside, blocks_text, buttons, menu
from tests.towns import ONE

PRIORITY = {"Priority__c": "Priority"}


def claimed(bot: Inside, town: Town, who: str = "cs.one", **order: object) -> tuple[str, Json]:
    """An order that somebody has claimed, and its card."""
    found = town.order(**order)
    card = bot.arrive(found)
    press(bot, town, who, card, "Claim")
    return found, bot.card(found)


def press(bot: Inside, town: Town, who: str, card: Json, button: str) -> None:
    assert town.press(who, card, button)["status"] == 200
    bot.quiet()


def leave_role(bot: Inside, user: str) -> None:
    def leave(session: Session) -> None:
        session.get_one(Member, user).roles = []

    bot.store.run(leave)


# --- claim, release, take-over ---------------------------------------------------------------------------------------


def test_the_card_the_thread_and_the_list_say_who_has_it(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    assert "Claimed by @cs.one, " in blocks_text(card)
    assert " · until " in blocks_text(card)
    assert "|10:30>" in blocks_text(card)
    assert town.thread(card) == ["Claimed by @cs.one"]
    assert ", claimed by @cs.one" in town.types("cs.two", "/orders list")["text"]
    request = bot.request(order)
    assert (request.claimed_by, request.state) == ("U0CSONE", State.WAITING)
    assert bot.actions(request.public_id)[-1] == "claimed"
    assert {"Release the claim", "Take over"} <= set(menu(card))
    assert "Claim" not in menu(card)


@ONE
@pytest.mark.parametrize("button", ["Approve", "Reject", "Waiting for customer"])
def test_nobody_else_decides_while_it_is_claimed(bot: Inside, town: Town, button: str) -> None:
    order, card = claimed(bot, town)
    press(bot, town, "cs.two", card, button)
    (sentence,) = town.privately("cs.two")
    number = town.record(order)["OrderNumber"]
    assert sentence.startswith(f"Order {number} was claimed by @cs.one at 10:0")
    assert "ask them to release it, or a manager to take it over" in sentence
    assert town.slack.get("views", user="cs.two")["views"] == []
    assert town.written(order) == []
    assert bot.request(order).state is State.WAITING
    assert bot.actions(bot.request(order).public_id)[-1].endswith(".refused")


@ONE
def test_a_reject_dialog_opened_before_the_claim_is_refused_when_it_is_sent(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.two", card, "Reject")
    town.view("cs.two")
    press(bot, town, "cs.one", card, "Claim")
    town.submit("cs.two")
    bot.quiet()
    assert town.written(order) == []
    assert bot.request(order).state is State.WAITING
    assert "reject.refused" in bot.actions(bot.request(order).public_id)


def test_its_claimant_decides(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    press(bot, town, "cs.one", card, "Approve")
    assert town.written(order) == ["Approved"]
    assert "Claimed by" not in blocks_text(bot.card(order))


@ONE
def test_even_a_manager_takes_it_over_before_deciding(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    press(bot, town, "cs.manager", card, "Approve")
    assert town.written(order) == []
    press(bot, town, "cs.manager", card, "Take over")
    assert town.thread(card)[-1] == "Taken over by @cs.manager from @cs.one"
    press(bot, town, "cs.one", card, "Approve")
    assert town.written(order) == []
    assert "claimed by @cs.manager" in town.privately("cs.one")[-1]
    press(bot, town, "cs.manager", card, "Approve")
    assert town.written(order) == ["Approved"]


@ONE
def test_only_managers_take_over(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    press(bot, town, "cs.two", card, "Take over")
    assert "Only CS managers can takeover orders" in town.privately("cs.two")[-1]
    assert bot.request(order).claimed_by == "U0CSONE"


@ONE
def test_there_is_nothing_to_take_over_from_nobody_or_from_oneself(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    assert "Nobody else has claimed" in town.types("cs.manager", f"/orders takeover {number}")["text"]
    town.types("cs.manager", f"/orders claim {number}")
    assert "Nobody else has claimed" in town.types("cs.manager", f"/orders takeover {number}")["text"]


@ONE
def test_a_released_order_is_everybodys_again(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    press(bot, town, "cs.one", card, "Release the claim")
    assert town.thread(card) == ["Claimed by @cs.one", "Released by @cs.one"]
    assert "Claimed by" not in blocks_text(bot.card(order))
    press(bot, town, "cs.two", card, "Approve")
    assert town.written(order) == ["Approved"]


@ONE
def test_only_its_claimant_releases_it(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    press(bot, town, "cs.manager", card, "Release the claim")
    assert "is not yours to release" in town.privately("cs.manager")[-1]
    assert bot.request(order).claimed_by == "U0CSONE"


@ONE
@pytest.mark.parametrize("word", ["claim", "takeover", "release", "wait", "resume"])
def test_what_is_decided_is_nobodys_to_take_or_to_stop(bot: Inside, town: Town, word: str) -> None:
    order = town.order()
    card = bot.arrive(order)
    press(bot, town, "cs.manager", card, "Claim")
    press(bot, town, "cs.manager", card, "Approve")
    said = town.types("cs.manager", f"/orders {word} {town.record(order)['OrderNumber']}")["text"]
    assert said.endswith("Nothing was changed.")
    assert len(town.thread(card)) == 2


@ONE
def test_an_outsider_claims_nothing(bot: Inside, town: Town) -> None:
    order = town.order()
    press(bot, town, "sales.one", bot.arrive(order), "Claim")
    assert bot.request(order).claimed_by == ""
    assert "Only CS agents and CS managers" in town.privately("sales.one")[-1]


# --- twice, and at once ----------------------------------------------------------------------------------------------


@ONE
def test_a_second_press_of_claim_says_that_it_is_theirs(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    sent = town.payload("cs.one", card, "Claim")
    assert [town.post(sent).status_code, town.post(sent).status_code] == [200, 200]  # one press, delivered twice
    bot.quiet()
    assert town.privately("cs.one") == []
    assert "is yours already" in town.types("cs.one", f"/orders claim {town.record(order)['OrderNumber']}")["text"]
    assert bot.actions(bot.request(order).public_id).count("claimed") == 1
    assert town.thread(card) == ["Claimed by @cs.one"]


def test_of_many_who_claim_at_once_one_has_it_and_each_other_is_told(bot: Inside, town: Town) -> None:
    orders = town.orders(6)
    bot.poll()
    bot.quiet()
    people = ["cs.one", "cs.two", "cs.three", "cs.manager"]
    with ThreadPoolExecutor(len(people)) as pool:
        for order in orders:
            sent = [town.payload(who, bot.card(order), "Claim") for who in people]
            assert {reply.status_code for reply in pool.map(town.post, sent)} == {200}
    bot.quiet()
    for order in orders:
        actions = bot.actions(bot.request(order).public_id)
        assert (actions.count("claimed"), actions.count("claim.refused")) == (1, len(people) - 1)
        assert bot.request(order).claimed_by.startswith("U0CS")
    assert sum(len(town.privately(who)) for who in people) == len(orders) * (len(people) - 1)


# --- it ends by itself -----------------------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize(("kind", "minutes"), [({}, 30), (PRIORITY, 10)])
def test_a_claim_ends_by_itself(bot: Inside, town: Town, kind: Json, minutes: int) -> None:
    order, card = claimed(bot, town, order=kind, at=later("2026-11-24T10:00:00+09:00", minutes=-1))
    bot.pass_time((minutes - 1) * 60)
    bot.tick()
    assert bot.request(order).claimed_by == "U0CSONE"
    bot.pass_time(60)
    assert bot.tick() == 1
    assert bot.tick() == 0
    bot.quiet()
    assert bot.request(order).claimed_by == ""
    assert town.thread(card)[-1] == "The claim of @cs.one ended; anybody may take it"
    assert "Claimed by" not in blocks_text(bot.card(order))
    press(bot, town, "cs.two", card, "Claim")
    assert bot.request(order).claimed_by == "U0CSTWO"
    press(bot, town, "cs.two", card, "Approve")
    assert town.written(order) == ["Approved"]


@ONE
def test_a_renewed_claim_is_not_ended_by_the_deadline_of_the_one_before(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    bot.pass_time(20 * 60)
    press(bot, town, "cs.one", card, "Release the claim")
    press(bot, town, "cs.one", card, "Claim")
    bot.pass_time(11 * 60)
    bot.tick()
    assert bot.request(order).claimed_by == "U0CSONE"
    bot.pass_time(19 * 60 + 30)
    bot.tick()
    assert bot.request(order).claimed_by == ""
    assert bot.actions(bot.request(order).public_id).count("claim_ended") == 1


@ONE
def test_a_taken_over_claim_has_its_own_end(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    bot.pass_time(20 * 60)
    press(bot, town, "cs.manager", card, "Take over")
    bot.pass_time(11 * 60)
    bot.tick()
    assert bot.request(order).claimed_by == "U0CSMANAGER"


@ONE
def test_a_claim_whose_end_comes_while_a_press_is_carried_out_ends_all_the_same(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    town.fault(**LOOK, status=503)
    assert town.press("cs.one", card, "Approve")["status"] == 200
    bot.pass_time(31 * 60)
    bot.tick()
    assert bot.request(order).state is State.CHECKING
    town.touch(order, ShippingStreet="9-9-9 Elsewhere")
    town.org.delete("faults")
    bot.quiet()
    assert bot.request(order).state is State.HELD
    assert bot.request(order).claimed_by == ""


@ONE
def test_a_claim_never_stops_the_clock(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    bot.pass_time(75 * 60)  # 11:15
    bot.tick()
    bot.quiet()
    press(bot, town, "cs.two", card, "Claim")
    bot.pass_time(16 * 60)
    bot.tick()
    bot.quiet()
    after = bot.card(order)
    assert "Overdue since Tue 24 Nov 11:30" in after["text"]
    assert "Claimed by @cs.two" in blocks_text(after)


@ONE
def test_who_loses_the_role_keeps_others_from_it_no_longer_than_the_claim_lasts(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    leave_role(bot, "U0CSONE")
    press(bot, town, "cs.one", card, "Approve")
    assert town.written(order) == []
    assert "Only CS agents and CS managers" in town.privately("cs.one")[-1]
    press(bot, town, "cs.manager", card, "Take over")
    assert bot.request(order).claimed_by == "U0CSMANAGER"


@ONE
def test_a_claimed_order_that_is_cancelled_elsewhere_asks_nobody(bot: Inside, town: Town) -> None:
    order, card = claimed(bot, town)
    town.touch(order, Status="Cancelled")
    bot.poll()
    bot.quiet()
    assert "Decided in Salesforce" in blocks_text(bot.card(order))
    assert buttons(bot.card(order)) == []
    bot.pass_time(31 * 60)
    bot.tick()
    bot.quiet()
    assert town.thread(card) == ["Claimed by @cs.one"]
