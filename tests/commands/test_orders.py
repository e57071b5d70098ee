"""Order review from end to end: what people press, what Salesforce then says, what everybody sees and reads."""

import re

import pytest

from models import Decision, Member, State
from tests.harness import CHANNEL, LOOK, Town, until
from tests.inside import Inside, blocks_text, buttons, menu
from tests.towns import ONE

OUTSIDERS = [
    "sales.one",
    "sales.manager",
    "devops.one",
    "ops.lead",
    "sf.admin",
    "it.manager",
    "dev.one",
    "tech.lead",
    "partner.one",
    "people.manager",
    "leaver",
]
"""Every account of the workspace that holds no role of the orders."""


# --- the two decisions -----------------------------------------------------------------------------------------------


def test_an_approval_is_written_read_back_and_told(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    assert buttons(card) == ["Approve", "Reject"]

    assert town.press("cs.one", card, "Approve")["status"] == 200
    bot.quiet()

    assert town.record(order)["Status"] == "Approved"
    after = bot.card(order)
    assert after["ts"] == card["ts"]
    assert buttons(after) == []
    assert "Approved order" in blocks_text(after)
    assert "@cs.one" in after["text"]
    assert "SLA met" in after["text"]
    assert town.thread(card) == ["Approved by @cs.one · SLA met"]
    assert town.written(order) == ["Approved"]


def test_a_rejection_writes_the_reason_and_then_the_status(bot: Inside, town: Town) -> None:
    order = town.order(order={"Description": "Ring twice, please"})
    card = bot.arrive(order)

    assert town.reject("cs.two", card, "address_incomplete", "the house number is missing")["open"] is False
    bot.quiet()

    record = town.record(order)
    request = bot.request(order)
    assert record["Status"] == "Cancelled"
    kept, line = record["Description"].split("\n")
    assert kept == "Ring twice, please"
    assert line.startswith(f"[Handoff {request.public_id} rejected 2026-11-24 10:")
    assert line.endswith("by cs.two] Installation address is incomplete: the house number is missing")
    after = bot.card(order)
    assert "Rejected order" in blocks_text(after)
    assert "Installation address is incomplete" in blocks_text(after)
    assert town.thread(card) == ["Rejected by @cs.two · Installation address is incomplete · SLA met"]


def test_an_approval_changes_nothing_but_the_status(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    since = town.last_call()
    town.press("cs.one", card, "Approve")
    bot.quiet()
    writes = [call for call in town.calls(since) if '"PATCH"' in call["body"] or call["method"] == "PATCH"]
    assert len(writes) == 1
    assert '"body": {"Status": "Approved"}' in writes[0]["body"] or '"body":{"Status":"Approved"}' in writes[0]["body"]


def test_the_decision_is_recorded_with_who_when_and_why(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.reject("cs.manager", card, "other", "asked by telephone")
    bot.quiet()
    (decision,) = bot.rows(Decision)
    assert (decision.verb, decision.user, decision.name) == ("reject", "U0CSMANAGER", "cs.manager")
    assert (decision.reason, decision.note) == ("other", "asked by telephone")
    assert decision.decided_at >= decision.pressed_at
    assert bot.actions(bot.request(order).public_id)[-3:] == ["reject.accepted", "reject", "reject.written"]


@ONE
def test_a_reject_needs_one_of_the_reasons(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Reject")
    view = town.view("cs.one")
    reply = town.slack.post("submit", user="cs.one", values={}, force=True)
    assert reply["errors"] == {"reason": "Choose a reason"}
    assert reply["open"] is True
    forged = {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": "x"}}
    reply = town.slack.post("submit", user="cs.one", values={"reason": {"reason": forged}}, force=True)
    assert reply["errors"] == {"reason": "Choose a reason"}
    assert town.slack.get("views", user="cs.one")["views"][0]["id"] == view["id"]
    assert bot.request(order).state is State.WAITING


@ONE
def test_another_reason_must_be_said_in_words(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Reject")
    town.view("cs.one")
    assert set(town.submit("cs.one", "other", "   ")["errors"]) == {"note"}
    assert bot.request(order).state is State.WAITING
    town.submit("cs.one", "other", "they rang")
    bot.quiet()
    assert town.record(order)["Description"].endswith("Another reason (please explain): they rang")


@ONE
def test_a_cancelled_reject_dialog_changes_nothing(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Reject")
    town.view("cs.one")
    town.slack.post("close", user="cs.one")
    bot.quiet()
    assert bot.request(order).state is State.WAITING
    assert buttons(bot.card(order)) == ["Approve", "Reject"]
    town.press("cs.two", bot.card(order), "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Approved"


@ONE
def test_a_dialog_sent_after_somebody_else_decided_says_so_in_the_dialog(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.two", card, "Reject")
    town.view("cs.two")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.submit("cs.two")["open"] is True
    view = town.view("cs.two")
    assert "Already approved by @cs.one" in str(view["blocks"])
    assert town.record(order)["Status"] == "Approved"
    assert "Handoff" not in (town.record(order).get("Description") or "")


# --- who may not -----------------------------------------------------------------------------------------------------


def test_nobody_without_the_role_decides(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    for user in OUTSIDERS:
        for button in ("Approve", "Reject"):
            assert town.press(user, card, button)["status"] == 200
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    assert bot.request(order).state is State.WAITING
    assert town.slack.get("views")["views"] == []
    for user in OUTSIDERS:
        assert set(town.privately(user)) == {
            "Only CS agents and CS managers can approve orders. This press was recorded.",
            "Only CS agents and CS managers can reject orders. This press was recorded.",
        }
    assert bot.actions(bot.request(order).public_id).count("approve.refused") == len(OUTSIDERS)


def test_guests_strangers_and_the_deactivated_decide_nothing(bot: Inside, town: Town) -> None:
    town.slack.post("groups", group="cs-agents", add=["guest", "gone", "external"])
    bot.bot.directory.refresh()
    order = town.order()
    card = bot.arrive(order)
    for user in ("guest", "gone", "external"):
        town.press(user, card, "Approve")
        town.press(user, card, "Reveal customer details")
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    assert town.slack.get("views")["views"] == []
    assert all("Only full members" in sentence for sentence in town.privately("guest"))
    assert all("Only members of this workspace" in sentence for sentence in town.privately("external"))


def test_an_unknown_person_is_looked_up_and_may_press_again(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    # The directory was read before this person became an agent and, for the bot, before they existed at all.
    _forget(bot, "U0LEAVER")
    town.slack.post("groups", group="cs-agents", add=["leaver"])
    town.press("leaver", card, "Approve")
    bot.quiet()
    assert bot.request(order).state is State.WAITING
    assert "does not know you yet" in town.privately("leaver")[0]
    town.press("leaver", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Approved"


@pytest.mark.parametrize(
    ("account", "contact", "user"),
    [
        ({}, {"Email": "cs.one@example.com"}, None),
        ({"Email__c": "cs.one@example.com"}, {}, None),
        ({}, {}, "cs.one@example.com"),
        ({}, {"Email": "CS.One@Example.COM"}, None),
    ],
    ids=["contact", "account", "creator", "case"],
)
@ONE
def test_nobody_decides_on_their_own_order(
    bot: Inside, town: Town, account: dict[str, str], contact: dict[str, str], user: str | None
) -> None:
    order = town.order(account=account, contact=contact, **({"user": user} if user else {}))
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    town.press("cs.one", card, "Reject")
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    assert town.slack.get("views")["views"] == []
    said = town.privately("cs.one")
    assert len(said) == 2
    assert all("it is your own. Ask CS managers" in sentence for sentence in said)
    town.press("cs.two", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Approved"


# --- second clicks ---------------------------------------------------------------------------------------------------


def test_a_second_click_by_the_same_person_has_no_second_effect(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    again = town.payload("cs.one", card, "Approve")
    town.press("cs.one", card, "Approve")
    town.post(again)
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert len(town.thread(card)) == 1
    (said,) = town.privately("cs.one")
    assert re.search(r"already under way, by you at 10:\d\d|Already approved by you at 10:\d\d", said)


def test_the_opposite_click_later_is_refused_with_the_decision(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    stale = town.payload("cs.two", card, "Reject")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.post(stale).status_code == 200
    bot.quiet()
    (said,) = town.privately("cs.two")
    assert re.fullmatch(r"Already approved by @cs.one at 10:\d\d. Nothing was changed.", said)
    assert town.slack.get("views")["views"] == []
    assert town.record(order)["Status"] == "Approved"


def test_while_one_is_being_served_the_other_learns_who(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(**LOOK, delay_s=1.0, times=1)
    late = [town.payload("cs.two", card, "Approve"), town.payload("cs.three", card, "Reject")]
    town.press("cs.one", card, "Approve")
    for press in late:
        assert town.post(press).status_code == 200
    until(lambda: "Approving" in bot.card(order)["text"], "the card says Approving")
    assert buttons(bot.card(order)) == []
    bot.quiet()
    for user in ("cs.two", "cs.three"):
        (said,) = town.privately(user)
        assert re.search(r"Approving order \d+ is already under way, by @cs.one at 10:\d\d", said)
    assert town.written(order) == ["Approved"]


# --- what the card says ----------------------------------------------------------------------------------------------


@ONE
def test_a_card_begins_with_the_number_and_shows_what_decides(bot: Inside, town: Town) -> None:
    order = town.order(lines=[("Home 1G", 1, 5720, "Monthly"), ("Router", 2, 3000, "One Time")])
    card = bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    shown = blocks_text(card)
    assert card["text"].startswith(f"{number}: Review order {number} · Standard. Waiting · due ")
    assert "Home 1G + Router × 2" in shown
    assert "¥5,720/month + ¥6,000 once" in shown
    assert "Setagaya, Tokyo" in shown
    assert "✓ 5 of 5 checks pass · read " in shown
    assert menu(card) == [
        "Check again", "Claim", "Waiting for customer", "Snooze the reminder", "Reveal customer details",
    ]  # fmt: skip
    names = [e["accessibility_label"] for b in card["blocks"] if b["type"] == "actions" for e in b["elements"][:2]]
    assert names == [f"Approve order {number}", f"Reject order {number}"]


@ONE
def test_an_order_gets_one_card_however_often_it_is_polled(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    for _ in range(3):
        bot.poll()
    bot.quiet()
    assert len(bot.cards(order)) == 1
    assert bot.card(order)["edits"] == 0


@ONE
def test_no_message_is_refused_by_slack_and_every_card_is_in_the_channel(bot: Inside, town: Town) -> None:
    orders = [town.order(), town.order(order={"Priority__c": "Priority"})]
    for order in orders:
        bot.arrive(order)
    town.press("cs.one", bot.card(orders[0]), "Approve")
    town.reject("cs.one", bot.card(orders[1]))
    bot.quiet()
    assert town.slack.get("log/counts")["errors"] == {}
    assert len(town.cards()) == 2
    assert {card["channel"] for card in town.cards()} == {town.slack.get("state")["channels"][CHANNEL]}


def _forget(bot: Inside, user: str) -> None:
    with bot.store.transaction() as session:
        session.delete(session.get_one(Member, user))
