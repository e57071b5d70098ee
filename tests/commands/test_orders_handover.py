"""At the end of a shift: everything that somebody has claimed goes to a colleague, by words or from their Home."""

import pytest
from sqlalchemy.orm import Session

from bot.operations import pausing
from models import AuditLine, Member, Request
from tests.harness import Town, until
from tests.inside import Inside, blocks_text
from tests.towns import ONE


def claimed(bot: Inside, town: Town, count: int = 2, who: str = "cs.one") -> list[str]:
    """So many orders that somebody has claimed."""
    orders = town.orders(count)
    bot.poll()
    bot.quiet()
    for order in orders:
        town.press(who, bot.card(order), "Claim")
    bot.quiet()
    return orders


def holders(bot: Inside, orders: list[str]) -> list[str]:
    return [bot.request(order).claimed_by for order in orders]


def test_all_my_claims_go_to_a_colleague(bot: Inside, town: Town) -> None:
    mine, others = claimed(bot, town, 3), claimed(bot, town, 1, "cs.three")
    (free,) = town.orders(1)
    bot.arrive(free)
    said = town.types("cs.one", "/orders handover @cs.two")["text"]
    bot.quiet()
    numbers = [town.record(order)["OrderNumber"] for order in mine]
    assert said.startswith("Handed over to @cs.two: orders ")
    assert all(number in said for number in numbers)
    assert holders(bot, [*mine, *others, free]) == ["U0CSTWO"] * 3 + ["U0CSTHREE", ""]
    for order in mine:
        card = bot.card(order)
        assert "Claimed by @cs.two" in blocks_text(card)
        assert town.thread(card)[-1] == "Handed over to @cs.two by @cs.one"
        assert bot.actions(bot.request(order).public_id)[-1] == "handed_over"
    (told,) = town.directly("cs.two")
    assert told.startswith("@cs.one handed over to you: orders ")
    town.press("cs.two", bot.card(mine[0]), "Approve")
    bot.quiet()
    assert town.written(mine[0]) == ["Approved"]


@ONE
def test_a_claim_that_was_handed_over_lasts_as_long_as_a_new_one(bot: Inside, town: Town) -> None:
    (order,) = claimed(bot, town, 1)
    bot.pass_time(25 * 60)
    said = town.types("cs.one", "/orders handover @cs.two")["text"]
    assert said == f"Handed over to @cs.two: order {town.record(order)['OrderNumber']}."
    bot.pass_time(10 * 60)
    bot.tick()
    assert holders(bot, [order]) == ["U0CSTWO"]
    bot.pass_time(21 * 60)
    bot.tick()
    assert holders(bot, [order]) == [""]


@ONE
def test_a_press_under_way_goes_with_the_claim(bot: Inside, town: Town) -> None:
    """It may come back, and who pressed is gone by then."""
    (order,) = claimed(bot, town, 1)
    number = town.fault(path="(query|composite)", status=503)
    town.press("cs.one", bot.card(order), "Approve")
    assert "Handed over" in town.types("cs.one", "/orders handover @cs.two")["text"]
    town.org.delete(f"faults?id={number}")
    bot.quiet(40)
    assert holders(bot, [order]) == ["U0CSTWO"]
    assert town.written(order) == ["Approved"]


@ONE
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("@cs.one", "They are yours already: name a colleague."),
        ("@sales.one", "@sales.one may not claim orders"),
        ("@guest", "@guest may not claim orders"),
        ("", "Name the one colleague who takes your claims: /orders handover @name."),
        ("@cs.two @cs.three", "Name the one colleague"),
        ("@nobody.here", "Name the one colleague"),
        ("cs.two", "Name the one colleague"),
    ],
)
def test_only_to_one_colleague_who_may_claim(bot: Inside, town: Town, typed: str, sentence: str) -> None:
    orders = claimed(bot, town, 1)
    assert sentence in town.types("cs.one", f"/orders handover {typed}")["text"]
    bot.quiet()
    assert holders(bot, orders) == ["U0CSONE"]


@ONE
def test_who_may_not_claim_hands_over_nothing(bot: Inside, town: Town) -> None:
    said = town.types("sales.one", "/orders handover @cs.two")["text"]
    assert "Only CS agents and CS managers can claim orders" in said
    orders = claimed(bot, town, 1)

    def leave(session: Session) -> None:
        session.get_one(Member, "U0CSONE").roles = []

    bot.store.run(leave)
    assert "Only CS agents" in town.types("cs.one", "/orders handover @cs.two")["text"]
    assert holders(bot, orders) == ["U0CSONE"]


@ONE
def test_without_claims_there_is_nothing_to_hand_over(bot: Inside, town: Town) -> None:
    orders = claimed(bot, town, 1)
    town.press("cs.one", bot.card(orders[0]), "Approve")
    bot.quiet()
    said = town.types("cs.one", "/orders handover @cs.two")["text"]
    assert said == "You have claimed no open order. Nothing was changed."
    assert [line.actor for line in bot.rows(AuditLine) if line.action == "handover.refused"] == ["U0CSONE"]


@ONE
def test_a_read_only_bot_hands_over_nothing(bot: Inside, town: Town) -> None:
    orders = claimed(bot, town, 1)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Salesforce is being moved")
    assert "Salesforce is being moved" in town.types("cs.one", "/orders handover @cs.two")["text"]
    assert holders(bot, orders) == ["U0CSONE"]


@ONE
def test_the_same_command_delivered_twice_hands_over_once(bot: Inside, town: Town) -> None:
    orders = claimed(bot, town, 2)
    sent = town.typed("cs.one", "handover @cs.two")
    assert [town.post(sent).status_code, town.post(sent).status_code] == [200, 200]
    bot.quiet()
    assert holders(bot, orders) == ["U0CSTWO"] * 2
    assert len(town.directly("cs.two")) == 1
    for request in bot.rows(Request):
        assert bot.actions(request.public_id).count("handed_over") == 1


# --- from Home -------------------------------------------------------------------------------------------------------


@ONE
def test_the_button_on_home_asks_to_whom(bot: Inside, town: Town) -> None:
    orders = claimed(bot, town, 2)
    town.looks_home("cs.one")
    until(lambda: town.home("cs.one"), "the Home")
    assert town.presses_home("cs.one", "Hand over my claims")["status"] == 200
    assert town.view("cs.one")["title"]["text"] == "Hand over my claims"
    nobody = town.slack.post("submit", user="cs.one", values={}, force=True)
    assert nobody["errors"] == {"to": "Choose a colleague"}
    town.slack.post("submit", user="cs.one", values={"to": {"to": "U0CSTWO"}})
    bot.quiet()
    assert holders(bot, orders) == ["U0CSTWO"] * 2
    assert "Handed over to @cs.two: orders " in blocks_text(town.view("cs.one"))


@ONE
def test_the_dialog_says_why_nothing_was_changed(bot: Inside, town: Town) -> None:
    orders = claimed(bot, town, 1)
    town.looks_home("cs.one")
    until(lambda: town.home("cs.one"), "the Home")
    town.presses_home("cs.one", "Hand over my claims")
    town.view("cs.one")
    town.slack.post("submit", user="cs.one", values={"to": {"to": "U0SALESONE"}})
    bot.quiet()
    assert "@sales.one may not claim orders" in blocks_text(town.view("cs.one"))
    assert holders(bot, orders) == ["U0CSONE"]
