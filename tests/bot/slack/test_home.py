"""The Home tab: what its owner sees, presses and turns, when it is drawn again, and when it is left alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.operations import pausing
from bot.workflow import homes
from models import Delivery, DeliveryState, Home, Request, State
from tests.bot.test_queue import rows
from tests.harness import LOOK, Json, Town, until
from tests.inside import Inside, blocks_text, buttons
from tests.towns import ONE


def looks(bot: Inside, town: Town, user: str = "cs.one") -> Json:
    """Open the Home tab and see what the bot puts there."""
    key, now = f"U0{user.replace('.', '').upper()}", bot.bot.clock.real()
    town.looks_home(user)
    until(lambda: [home for home in bot.rows(Home) if home.user_id == key and home.opened_at > now], "it was heard")
    bot.quiet()
    view = town.home(user)
    assert view is not None
    return view


def said(town: Town, user: str = "cs.one") -> str:
    return json.dumps(town.home(user), ensure_ascii=False)


def publications(town: Town) -> int:
    return int(town.slack.get("log/counts")["effects"].get("views.publish", 0))


def later(bot: Inside, user: str = "U0CSONE", **values: Any) -> None:
    """As if time had passed since the Home was drawn."""
    past = {"drawn_at": bot.bot.clock.real() - timedelta(minutes=1), **values}
    with bot.store.transaction() as session:
        session.execute(update(Home).where(Home.user_id == user).values(**past))


def refresh(bot: Inside) -> int:
    return homes.refresh(bot.store, bot.bot.clock)


# --- what it shows ---------------------------------------------------------------------------------------------------


def test_what_waits_is_shown_by_due_time_with_the_cards_buttons(bot: Inside, town: Town) -> None:
    orders = [town.order(at=f"2026-11-24T09:{minute}:00+09:00") for minute in (40, 20, 30)]
    bot.poll()
    bot.quiet()
    view = looks(bot, town)
    lines = [block["text"]["text"] for block in view["blocks"] if ".line@" in block["block_id"]]
    by_due = [town.record(orders[n])["OrderNumber"] for n in (1, 2, 0)]
    assert [line[1:9] for line in lines] == by_due
    assert "3 wait for you · 0 due within the hour · 0 breached" in view["blocks"][0]["text"]["text"]
    card = bot.card(orders[1])
    on_card = next(block for block in card["blocks"] if block["type"] == "actions")["elements"]
    assert next(block for block in view["blocks"] if ".do@" in block["block_id"])["elements"] == on_card
    assert "Open card" in lines[0]


@ONE
@pytest.mark.parametrize("user", ["sales.one", "guest", "leaver"])
def test_others_see_that_nothing_waits_and_how_to_get_in(bot: Inside, town: Town, user: str) -> None:
    order = town.order()
    bot.arrive(order)
    view = json.dumps(looks(bot, town, user))
    assert "Nothing waits for you" in view
    assert town.record(order)["OrderNumber"] not in view
    if user == "guest":
        assert "full members of this workspace only" in view
    else:
        assert "Orders are for CS agents, CS managers and Ops leads." in view
        assert "user group @cs-agents or @cs-managers" in view
    assert bot.log.events("press.refused") == []


@ONE
def test_ten_thousand_orders_are_a_hundred_pages_and_few_blocks(bot: Inside, town: Town) -> None:
    with bot.store.transaction() as session:
        session.execute(insert(Request), rows(10_000))
    view = looks(bot, town)
    assert len(view["blocks"]) <= 30
    assert "1,000+ wait for you" in said(town)
    assert "1–10 of 1,000+, by due time · what comes later is found by its number" in said(town)
    town.presses_home("cs.one", "Next")
    until(lambda: "11–20 of 1,000+" in said(town), "the second page")
    town.presses_home("cs.one", "Previous")
    until(lambda: "1–10 of 1,000+" in said(town), "the first page")
    assert town.slack.get("log/counts")["errors"] == {}


@ONE
def test_page_and_filter_are_kept_for_the_person_until_they_come_back(bot: Inside, town: Town) -> None:
    priority = town.order(order={"Priority__c": "Priority"})
    town.orders(11)
    bot.poll()
    bot.quiet(30)
    looks(bot, town)
    town.presses_home("cs.one", "Next")
    until(lambda: "11–12 of 12" in said(town), "the second page")
    town.slack.post("press", user="cs.one", home=True, action_id="list.filter", value="priority")
    until(lambda: "1–1 of 1" in said(town), "the priority orders")
    assert town.record(priority)["OrderNumber"] in said(town)
    (home,) = bot.rows(Home)
    assert (home.user_id, home.page, home.filter) == ("U0CSONE", 1, "priority")
    looks(bot, town, "cs.two")
    assert "1–10 of 12" in said(town, "cs.two")
    looks(bot, town)
    assert "1–1 of 1" in said(town)


@ONE
def test_texts_of_customers_are_only_text(bot: Inside, town: Town) -> None:
    bot.arrive(
        town.order(order={"ShippingCity": "世田谷区 👩‍👩‍👧 <!channel> *x* <@U0CSONE>", "ShippingState": "京" * 80})
    )
    looks(bot, town)
    assert "世田谷区 👩‍👩‍👧 &lt;!channel&gt;" in said(town)
    assert "<!channel" not in said(town)
    assert "<@" not in said(town)


# --- pressing --------------------------------------------------------------------------------------------------------


def test_an_approval_from_home_is_right_on_the_card_and_on_home(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    looks(bot, town)
    town.fault(**LOOK, delay_s=0.7, times=1)
    assert town.presses_home("cs.one", "Approve")["status"] == 200
    until(lambda: "Approving — @cs.one" in said(town), "Home says at once what came of it")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert "Approved order" in blocks_text(bot.card(order))
    assert town.thread(card) == ["Approved by @cs.one · SLA met"]
    later(bot)
    assert refresh(bot) == 1
    bot.quiet()
    assert "Nothing waits for you" in said(town)
    assert town.directly("cs.one") == []


def test_a_rejection_from_home_is_asked_and_answered_like_a_cards(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    looks(bot, town)
    town.presses_home("cs.one", "Reject")
    town.view("cs.one")
    assert town.submit("cs.one", "other", " ")["errors"].keys() == {"note"}
    town.submit("cs.one")
    bot.quiet()
    assert town.record(order)["Status"] == "Cancelled"


def test_what_is_refused_on_home_is_said_directly_and_recorded(bot: Inside, town: Town) -> None:
    order = town.order(contact={"Email": "cs.two@example.com"})
    card = bot.arrive(order)
    looks(bot, town, "cs.two")
    looks(bot, town)
    town.presses_home("cs.two", "Approve")
    bot.quiet()
    assert "it is your own" in town.directly("cs.two")[0]
    stale = town.slack.post("payload_for", user="cs.one", home=True, text="Approve")
    town.press("cs.manager", card, "Approve")
    bot.quiet()
    assert town.post(stale).status_code == 200
    bot.quiet()
    (sentence,) = town.directly("cs.one")
    assert sentence.startswith("Already approved by @cs.manager")
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.refused"
    assert town.written(order) == ["Approved"]


@ONE
def test_a_role_that_was_lost_empties_home_and_its_old_buttons_do_nothing(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    looks(bot, town)
    stale = town.slack.post("payload_for", user="cs.one", home=True, text="Approve")
    town.slack.post("users", user="cs.one", is_restricted=True)
    bot.bot.directory.refresh()
    assert town.post(stale).status_code == 200
    bot.quiet()
    assert bot.request(order).state is State.WAITING
    assert "Nothing waits for you" in said(town)


@ONE
def test_while_handoff_is_read_only_there_is_nothing_to_press_anywhere(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    looks(bot, town)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Salesforce is being moved")
    bot.quiet()
    later(bot)
    assert refresh(bot) == 1
    bot.quiet()
    for shown in (
        town.home("cs.one"),
        town.types("cs.one", "/orders list"),
        town.types("cs.one", f"/orders show {number}"),
    ):
        assert shown is not None
        assert "Approve" not in buttons(shown)
        assert "Read-only" in blocks_text(shown)
        assert "Salesforce is being moved" in blocks_text(shown)
    assert "Open in Salesforce" in blocks_text(town.types("cs.one", f"/orders show {number}"))
    assert "Handoff is read-only since 10:" in town.types("cs.one", f"/orders approve {number}")["text"]
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    later(bot)
    refresh(bot)
    bot.quiet()
    assert "Approve" in buttons(town.home("cs.one") or {})


# --- when it is drawn ------------------------------------------------------------------------------------------------


def test_a_home_that_is_looked_at_follows_what_happens(bot: Inside, town: Town) -> None:
    looks(bot, town)
    assert "Nothing waits for you" in said(town)
    order = town.order()
    card = bot.arrive(order)
    assert refresh(bot) == 0, "not more often than every quarter of a minute"
    later(bot)
    assert refresh(bot) == 1
    bot.quiet()
    assert "1 waits for you" in said(town)
    assert len([row for row in bot.rows(Delivery) if row.kind == homes.KIND]) == 1, "one row a person, however long"
    later(bot, opened_at=bot.bot.clock.real() - timedelta(minutes=61))
    town.press("cs.two", card, "Approve")
    bot.quiet()
    assert refresh(bot) == 0, "nobody has looked at it for an hour"


def test_what_has_not_changed_is_not_published(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    looks(bot, town)
    before = publications(town)
    assert before == 1
    later(bot)
    assert refresh(bot) == 0, "nothing has happened"
    town.types("sales.one", "/orders list")  # a line of the audit, and nothing on anybody's Home
    assert refresh(bot) == 1
    bot.quiet()
    looks(bot, town)
    assert publications(town) == before


def test_many_openings_at_once_are_few_drawings(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    town.slack.post("faults", method="views.publish", delay_s=0.5, times=1)
    for _ in range(12):
        town.looks_home("cs.one")
    until(lambda: len(bot.log.events("press.received")) >= 12, "every event came")
    bot.quiet()
    (home,) = bot.rows(Home)
    assert not home.again
    assert len(bot.log.events("outbox.claimed")) <= 5
    assert len([row for row in bot.rows(Delivery) if row.kind == homes.KIND]) <= 2
    assert publications(town) <= 2


@ONE
def test_a_home_that_slack_has_lost_is_published_again(bot: Inside, town: Town) -> None:
    looks(bot, town)
    lost = {"type": "app_home_opened", "user": "U0CSONE", "channel": "D0CSONE", "tab": "home"}  # and no view
    town.slack.post("event", event=lost)
    until(lambda: publications(town) == 2, "once more, though it says the same")


@ONE
def test_what_happens_while_it_is_drawn_is_drawn_after_it(bot: Inside, town: Town) -> None:
    town.orders(12)
    bot.poll()
    bot.quiet(30)
    looks(bot, town)
    stale = town.slack.post("payload_for", user="cs.one", home=True, text="Next")
    town.slack.post("faults", method="views.publish", delay_s=0.7, times=1)
    town.slack.post("press", user="cs.one", home=True, action_id="list.filter", value="overdue")
    until(lambda: len(bot.log.events("home.publishing")) == 2, "the second drawing began")
    town.post(stale)
    bot.quiet()
    assert "11–12 of 12" in said(town)


@ONE
def test_a_limit_of_slacks_delays_home_and_loses_nothing(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    town.slack.post("faults", method="views.publish", status=429, retry_after=1, times=1)
    town.looks_home("cs.one")
    until(lambda: town.home("cs.one"), "it came")
    assert "1 waits for you" in said(town)


@ONE
def test_a_home_that_slack_does_not_take_is_not_tried_for_ever(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    town.slack.post("faults", method="views.publish", error="invalid_arguments", times=1)
    town.looks_home("cs.one")
    until(lambda: [row for row in bot.rows(Delivery) if row.state is DeliveryState.PARKED], "Slack refused")
    later(bot)
    assert refresh(bot) == 0
    assert looks(bot, town)["blocks"], "until it is opened again"


@ONE
def test_the_tab_of_messages_is_no_home(bot: Inside, town: Town) -> None:
    town.slack.post(
        "event", event={"type": "app_home_opened", "user": "U0CSONE", "channel": "D0CSONE", "tab": "messages"}
    )
    until(lambda: bot.log.events("press.received"), "the event came")
    bot.quiet()
    assert bot.rows(Home) == []


@ONE
def test_buttons_of_a_home_are_those_of_a_page(bot: Inside, town: Town) -> None:
    town.orders(11)
    bot.poll()
    bot.quiet(30)
    view = looks(bot, town)
    assert buttons(view) == ["Next"] + ["Approve", "Reject"] * 10 + ["Hand over my claims", "Delegate"]
