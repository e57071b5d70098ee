"""Two people for what is too much for one: whose approvals count, for what, until when, and how one of them says no."""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from models import AuditLine, Decision, Delivery, DeliveryState, State
from tests.commands.test_orders_undo import window_ends
from tests.harness import Json, Town, final_handbook, until
from tests.inside import Inside, blocks_text, buttons, inside, lend, menu
from tests.towns import ONE

HIGH: Json = {"lines": [("Business 10G", 1, 120_000, "Monthly")]}
FAILED: Json = {"account": {"Internet_Eligibility__c": "Apartment 1G"}}
WARNED: Json = {"client": {"phonenumber": "+81 3-9999-0000"}}
SECOND = "Approve with second person…"


def handbook(folder: Path, **changes: str) -> str:
    """The harness's handbook with these lines in the place of others."""
    text = final_handbook().read_text("utf-8")
    for number, (old, new) in enumerate(changes.items()):
        assert text.count(old) == 1, (number, old)
        text = text.replace(old, new)
    path = folder / "handbook.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def first(bot: Inside, town: Town, user: str = "cs.one", **made: Any) -> str:
    """A high order of this moment that this person has approved."""
    order = town.order(at=town.org.get("state")["now"], **(made or HIGH))
    town.press(user, bot.arrive(order), SECOND)
    bot.quiet()
    assert len(bot.request(order).approvals) == 1
    return order


def press(bot: Inside, town: Town, user: str, order: str, button: str = "Approve") -> Json:
    card = bot.card(order)
    town.press(user, card, button)
    bot.quiet()
    return bot.card(order)


def loses_the_role(bot: Inside, town: Town) -> None:
    """cs.one is an agent no more."""
    town.slack.post("users", user="cs.one", is_restricted=True)
    bot.bot.directory.refresh()


# --- two people ------------------------------------------------------------------------------------------------------


def test_a_high_order_is_approved_by_an_agent_and_a_manager(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    card = bot.arrive(order)
    assert "*Needs 2 people*, 1 of CS managers: its value of ¥120,000 is over ¥100,000" in blocks_text(card)
    assert buttons(card) == [SECOND, "Reject"]
    after = press(bot, town, "cs.one", order, SECOND)
    assert town.written(order) == []
    assert bot.request(order).state is State.WAITING
    assert "1 of 2 approved by @cs.one" in blocks_text(after)
    assert buttons(after) == ["Approve", "Reject"]
    assert "Take back the approval" in menu(after)
    assert town.thread(after) == ["One approval, by @cs.one; it also needs one of CS managers"]
    after = press(bot, town, "cs.manager", order)
    assert town.written(order) == ["Approved"]
    assert "Approved order" in after["text"]
    assert [(one.verb, one.name) for one in bot.rows(Decision)] == [("approve", "cs.one"), ("approve", "cs.manager")]
    actions = bot.actions(bot.request(order).public_id)
    assert [one for one in actions if one.startswith("approve")] == [
        "approve.accepted", "approve.counted", "approve.accepted", "approve", "approve.written",
    ]  # fmt: skip


@ONE
def test_who_comes_first_does_not_matter_but_one_of_them_is_a_manager(bot: Inside, town: Town) -> None:
    order = first(bot, town, "cs.manager")
    press(bot, town, "cs.two", order)
    assert town.written(order) == ["Approved"]
    order = first(bot, town, "cs.one")
    press(bot, town, "cs.two", order)
    assert town.written(order) == []
    assert "needs the approval of one of CS managers now" in town.privately("cs.two")[-1]
    assert len(bot.request(order).approvals) == 1


@ONE
def test_nobody_is_both(bot: Inside, town: Town) -> None:
    order = first(bot, town, "cs.manager")
    press(bot, town, "cs.manager", order)
    number = town.record(order)["OrderNumber"]
    assert "has your approval since" in town.privately("cs.manager")[0]
    assert "has your approval since" in town.types("cs.manager", f"/orders approve {number}")["text"]
    assert town.written(order) == []
    refused = [line for line in bot.rows(AuditLine) if line.action == "approve.refused"]
    assert [line.detail["code"] for line in refused] == ["same_person", "same_person"]


@ONE
def test_one_human_with_two_accounts_is_one_person(town: Town, database_url: str, tmp_path: Path) -> None:
    one = "[]\n\n# Who runs this bot"
    two = "\n  - name: Aiko\n    emails: [cs.one@example.com, cs.manager@example.com]\n\n# Who runs this bot"
    with inside(town, database_url, handbook(tmp_path, **{f"people: {one}": f"people:{two}"})) as bot:
        order = first(bot, town, "cs.one")
        press(bot, town, "cs.manager", order)
        assert "has your approval since" in town.privately("cs.manager")[0]
        assert town.written(order) == []


@ONE
def test_your_own_order_is_no_less_your_own_with_a_second_person(bot: Inside, town: Town) -> None:
    order = first(bot, town, "cs.one", **HIGH, order={}, contact={"Email": "cs.manager@example.com"},
                  client={"email": "cs.manager@example.com"},
                  account={"Email__c": "cs.manager@example.com"})  # fmt: skip
    press(bot, town, "cs.manager", order)
    assert "it is your own" in town.privately("cs.manager")[0]
    assert town.written(order) == []


@ONE
def test_exactly_at_the_threshold_one_person_is_enough(bot: Inside, town: Town) -> None:
    order = town.order(lines=[("Business 10G", 1, 100_000, "Monthly")])
    bot.arrive(order)
    press(bot, town, "cs.one", order)
    assert town.written(order) == ["Approved"]


@ONE
def test_what_becomes_too_much_while_they_press_is_only_counted(bot: Inside, town: Town) -> None:
    """A card from before a rule: the press finds the value, and is one of two."""
    order = town.order(**HIGH)
    card = bot.arrive(order)
    with bot.store.reading() as session:
        request = session.merge(bot.request(order))
        request.facts = {name: value for name, value in request.facts.items() if name != "value"}
        session.commit()
    town.press("cs.one", card, SECOND)
    bot.quiet()
    assert town.written(order) == []
    assert [one["name"] for one in bot.request(order).approvals] == ["cs.one"]


# --- past a failed check ---------------------------------------------------------------------------------------------


def test_a_failed_check_is_answered_by_each_of_two_people(bot: Inside, town: Town) -> None:
    order = town.order(**FAILED)
    card = bot.arrive(order)
    assert buttons(card) == ["Reject", SECOND]
    assert "*Needs 2 people*, 1 of CS managers: Product eligibility failed" in blocks_text(card)
    town.press("cs.one", card, SECOND)
    town.answer("cs.one", "the map is a year old")
    bot.quiet()
    assert town.written(order) == []
    town.press("cs.manager", bot.card(order), "Approve")
    view = town.view("cs.manager")
    assert "why is it right nevertheless?" in json.dumps(view)
    town.answer("cs.manager", "asked the provider")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert [one.note for one in bot.rows(Decision)] == [
        "Product eligibility: the map is a year old", "Product eligibility: asked the provider",
    ]  # fmt: skip


@ONE
def test_without_a_rule_nobody_approves_past_a_failed_check(town: Town, database_url: str, tmp_path: Path) -> None:
    rule = "      failed_check: {when: failed, by: [cs_managers]}\n"
    with inside(town, database_url, handbook(tmp_path, **{rule: ""})) as bot:
        order = town.order()
        green = bot.arrive(order)
        kept = town.payload("cs.one", green, "Approve")
        account = town.record(order)["AccountId"]
        town.touch(account, Internet_Eligibility__c="Apartment 1G")
        assert buttons(press(bot, town, "cs.two", order, "Check again")) == ["Reject", "Check again"]
        assert town.post(kept).status_code == 200  # the button of the card of before
        bot.quiet()
        assert town.written(order) == []
        assert "can't be approved: Product eligibility failed" in town.privately("cs.one")[0]
        number = town.record(order)["OrderNumber"]
        assert "can't be approved" in town.types("cs.manager", f"/orders breakglass {number}")["text"]
        town.touch(account, Internet_Eligibility__c="Home 1G")
        press(bot, town, "cs.one", order, "Check again")
        press(bot, town, "cs.one", order)
        assert town.written(order) == ["Approved"]


@ONE
def test_a_warning_wants_a_second_person_where_the_handbook_says_so(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    rule = "      failed_check: {when: failed, by: [cs_managers]}\n"
    more = f"{rule}      identity: {{when: warned, checks: [identity], by: [cs_managers, ops_leads], approvals: 2}}\n"
    with inside(town, database_url, handbook(tmp_path, **{rule: more})) as bot:
        order = town.order(**WARNED)
        card = bot.arrive(order)
        assert "*Needs 3 people*, 2 of CS managers or Ops leads: Identity warns" in blocks_text(card)
        town.press("cs.one", card, SECOND)
        town.answer("cs.one")
        bot.quiet()
        assert len(bot.request(order).approvals) == 1
        town.press("cs.two", bot.card(order), "Approve")
        bot.quiet()
        assert "needs the approval of 2 of CS managers or Ops leads now" in town.privately("cs.two")[-1]
        town.approve("cs.manager", bot.card(order))
        bot.quiet()
        assert len(bot.request(order).approvals) == 2
        assert town.written(order) == []
        assert "needs the approval of one of CS managers or Ops leads" not in town.privately("cs.two")[-1]


# --- what ends an approval -------------------------------------------------------------------------------------------


@ONE
def test_an_approval_counts_only_for_what_was_seen(bot: Inside, town: Town) -> None:
    order = first(bot, town)
    line = town.record(order)["items"][0]["Id"]
    town.touch(line, UnitPrice=130_000)
    number = town.record(order)["OrderNumber"]
    town.types("cs.two", f"/orders recheck {number}")
    bot.quiet()
    card = bot.card(order)
    assert bot.request(order).approvals == []
    assert "1 of 2" not in blocks_text(card)
    assert "The order is not as @cs.one approved it, so that counts no more" in town.thread(card)
    press(bot, town, "cs.manager", order, SECOND)
    assert town.written(order) == []


@ONE
def test_a_check_that_heals_takes_nothing_away(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH, **WARNED)
    bot.arrive(order)
    town.press("cs.one", bot.card(order), SECOND)
    town.answer("cs.one")
    bot.quiet()
    client = town.record(town.record(order)["AccountId"])["WHMCS_Client_ID__c"]
    town.whmcs.post("records", clients=[{"id": int(client), "phonenumber": "+81 3-1234-5678"}])
    number = town.record(order)["OrderNumber"]
    town.types("cs.two", f"/orders recheck {number}")
    bot.quiet()
    assert len(bot.request(order).approvals) == 1
    press(bot, town, "cs.manager", order)
    assert town.written(order) == ["Approved"]


def test_who_lost_the_role_meanwhile_has_not_approved(bot: Inside, town: Town) -> None:
    """Between the first approval and the second: the manager is the only one left, and another is needed."""
    order = first(bot, town)
    loses_the_role(bot, town)
    after = press(bot, town, "cs.manager", order)
    assert town.written(order) == []
    assert [one["name"] for one in bot.request(order).approvals] == ["cs.manager"]
    assert "it also needs another person" in town.thread(after)[-1]
    press(bot, town, "cs.two", order)
    assert town.written(order) == ["Approved"]


@ONE
def test_any_of_them_is_taken_back_by_whoever_may_decide(bot: Inside, town: Town) -> None:
    order = first(bot, town)
    after = press(bot, town, "cs.two", order, "Take back the approval")
    assert bot.request(order).approvals == []
    assert town.thread(after)[-1] == "Approval of @cs.one taken back by @cs.two; nothing was written"
    press(bot, town, "cs.manager", order, SECOND)
    assert town.written(order) == []


@ONE
def test_one_no_ends_it(bot: Inside, town: Town) -> None:
    order = first(bot, town)
    town.reject("cs.two", bot.card(order))
    bot.quiet()
    assert town.written(order) == ["Cancelled"]


@ONE
def test_a_claim_of_the_first_does_not_keep_the_second_out(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    bot.arrive(order)
    press(bot, town, "cs.one", order, "Claim")
    press(bot, town, "cs.one", order, SECOND)
    assert bot.request(order).claimed_by == ""
    press(bot, town, "cs.manager", order)
    assert town.written(order) == ["Approved"]


@ONE
def test_a_write_that_salesforce_refused_is_retried_for_both(bot: Inside, town: Town) -> None:
    order = first(bot, town)
    town.fault(path="composite", body='"PATCH"', errorCode="CUSTOM_REFUSAL", status=400, times=1)
    press(bot, town, "cs.manager", order)
    assert bot.request(order).state is State.FAILED
    press(bot, town, "cs.two", order, "Retry now")
    assert town.written(order) == ["Approved"]


# --- no wins over yes ------------------------------------------------------------------------------------------------


def windowed(folder: Path) -> str:
    return handbook(folder, **{"undo_seconds: 0}\n      priority": "undo_seconds: 300}\n      priority"})


@pytest.fixture
def slow(town: Town, database_url: str, tmp_path: Path) -> Iterator[Inside]:
    """A window of five minutes before anything is written."""
    with inside(town, database_url, windowed(tmp_path)) as found:
        yield found


def decided(bot: Inside, town: Town) -> str:
    """An order whose second approval waits for the end of its window."""
    order = town.order(**HIGH)
    town.press("cs.one", bot.arrive(order), SECOND)
    bot.quiet()
    town.press("cs.manager", bot.card(order), "Approve")
    until(lambda: bot.request(order).state is State.DECIDED, "the decision")
    until(lambda: "Undo" in buttons(bot.card(order)), "the card")
    return order


def test_a_no_before_the_write_wins_over_both(slow: Inside, town: Town) -> None:
    order = decided(slow, town)
    assert buttons(slow.card(order)) == ["Undo", "Reject"]
    town.reject("cs.two", slow.card(order))
    until(
        lambda: "Rejecting order" in slow.card(order)["text"] and "Undo" in buttons(slow.card(order)), "the rejection"
    )
    waiting = [row for row in slow.rows(Delivery) if row.state is DeliveryState.WAITING]
    assert [row.kind for row in waiting] == ["orders.reject"]
    assert town.thread(slow.card(order))[-1] == "@cs.two rejects it before the approval of @cs.manager was written"


@ONE
def test_undo_takes_the_whole_decision_back(slow: Inside, town: Town) -> None:
    order = decided(slow, town)
    town.press("cs.one", slow.card(order), "Undo")
    slow.quiet()
    assert slow.request(order).state is State.WAITING
    assert slow.request(order).approvals == []
    assert buttons(slow.card(order)) == [SECOND, "Reject"]


@ONE
def test_the_first_losing_the_role_in_the_window_stops_the_write(slow: Inside, town: Town) -> None:
    order = decided(slow, town)
    loses_the_role(slow, town)
    window_ends(slow)
    assert town.written(order) == []
    request = slow.request(order)
    assert (request.state, request.approvals) == (State.WAITING, [])
    assert "@cs.one may not approve" in town.privately("cs.manager")[-1]


# --- alone -----------------------------------------------------------------------------------------------------------


def test_break_glass_approves_alone_and_somebody_else_reviews_it(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    card = bot.arrive(order)
    assert "Approve alone (break-glass)" in menu(card)
    town.press("cs.one", card, "Approve alone (break-glass)")
    bot.quiet()
    assert "Only CS managers can breakglass" in town.privately("cs.one")[0]
    town.press("cs.manager", card, "Approve alone (break-glass)")
    town.view("cs.manager")
    empty = town.slack.post("submit", user="cs.manager", values={"why": {"why": "  "}}, force=True)
    assert set(empty["errors"]) == {"why"}
    town.answer("cs.manager", "the customer's line is down")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    card = bot.card(order)
    assert "*Approved by one person (break-glass)*: somebody else must review it" in blocks_text(card)
    assert buttons(card) == ["Review"]
    (told,) = [one for one in town.messages() if "alone (break-glass)" in one["text"] and not one["is_reply"]]
    assert "line is down" not in json.dumps(town.messages())  # their own words are for who reviews
    town.press("cs.manager", card, "Review")
    bot.quiet()
    assert "another person reviews it" in town.privately("cs.manager")[0]
    town.press("ops.lead", card, "Review")
    assert "line is down" in json.dumps(town.view("ops.lead"))
    wrong = town.slack.post("submit", user="ops.lead", values={"finding": {"finding": "not_in_order"}}, force=True)
    assert set(wrong["errors"]) == {"note"}
    town.slack.post("submit", user="ops.lead", values={"finding": {"finding": "in_order"}, "note": {"note": "fine"}})
    bot.quiet()
    card = bot.card(order)
    assert "Break-glass reviewed by @ops.lead" in blocks_text(card)
    assert buttons(card) == []
    (over,) = [one for one in town.messages() if one["ts"] == told["ts"]]
    assert over["text"].endswith("alone: reviewed by @ops.lead.")
    assert [(one.verb, one.name, one.note) for one in bot.rows(Decision)] == [
        ("breakglass", "cs.manager", "the customer's line is down"), ("review", "ops.lead", "fine"),
    ]  # fmt: skip
    actions = [line.action for line in bot.rows(AuditLine)]
    assert {"breakglass.accepted", "breakglass.written", "review.done"} <= set(actions)


@ONE
def test_nothing_is_broken_where_one_person_is_enough(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    assert "needs no second person: press Approve" in town.types("cs.manager", f"/orders breakglass {number}")["text"]
    assert "nothing to review" in town.types("ops.lead", f"/orders review {number}")["text"]


@ONE
def test_an_own_order_stays_out_of_reach_of_break_glass(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH, contact={"Email": "cs.manager@example.com"}, client={"email": "cs.manager@example.com"},
                       account={"Email__c": "cs.manager@example.com"})  # fmt: skip
    bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    assert "it is your own" in town.types("cs.manager", f"/orders breakglass {number}")["text"]


@ONE
def test_a_review_that_nobody_does_is_told_to_the_operators_once(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    town.press("cs.manager", bot.arrive(order), "Approve alone (break-glass)")
    town.answer("cs.manager", "the customer's line is down")
    bot.quiet()
    for _ in range(3):
        bot.pass_time(24 * 3600)
        bot.tick()
        bot.quiet()
    late = [one for one in town.messages("handoff-ops") if "Nobody has reviewed yet" in one["text"]]
    assert len(late) == 1
    town.press("ops.lead", bot.card(order), "Review")
    town.view("ops.lead")
    town.slack.post("submit", user="ops.lead", values={"finding": {"finding": "in_order"}})
    bot.quiet()
    (over,) = [one for one in town.messages("handoff-ops") if one["ts"] == late[0]["ts"]]
    assert over["text"].endswith("reviewed by @ops.lead.")


# --- who approved, in the record -------------------------------------------------------------------------------------


@ONE
def test_the_record_says_who_approved_before_its_status_does(town: Town, database_url: str, tmp_path: Path) -> None:
    field = {"approved_by: null": "approved_by: Approved_By__c"}
    with inside(town, database_url, handbook(tmp_path, **field)) as bot:
        order = first(bot, town)
        press(bot, town, "cs.manager", order)
        public_id = bot.request(order).public_id
        assert town.record(order)["Approved_By__c"] == f"cs.one and cs.manager (Handoff {public_id})"
        assert town.written(order) == ["Approved"]


# --- together at once ------------------------------------------------------------------------------------------------


def test_two_second_approvals_at_once_are_one_decision(bot: Inside, town: Town) -> None:
    orders = [first(bot, town) for _ in range(5)]
    for order in orders:
        payloads = [town.payload(user, bot.card(order), "Approve") for user in ("cs.manager", "cs.manager", "cs.two")]
        random.shuffle(payloads)
        with ThreadPoolExecutor(3) as together:
            assert {reply.status_code for reply in together.map(town.post, payloads)} == {200}
    bot.quiet()
    for order in orders:
        assert town.written(order) == ["Approved"]
        assert len(bot.request(order).approvals) == 2


# --- who is still enough, when it is written -------------------------------------------------------------------------


@ONE
def test_a_manager_who_is_an_agent_now_is_not_enough_for_the_write(slow: Inside, town: Town) -> None:
    """The role that the rule wanted is gone, though both may still approve."""
    order = decided(slow, town)
    town.slack.post("groups", group="cs-agents", add=["cs.manager"])
    town.slack.post("groups", group="cs-managers", remove=["cs.manager"])
    town.slack.post("users", user="cs.manager", email="manager.that.was@example.com")
    slow.bot.directory.refresh()
    window_ends(slow)
    assert town.written(order) == []
    assert slow.request(order).state is State.WAITING
    assert "are not enough any more" in town.privately("cs.manager")[-1]


@ONE
def test_after_a_refused_write_any_manager_may_press_again(bot: Inside, town: Town) -> None:
    order = first(bot, town)
    town.fault(path="composite", body='"PATCH"', errorCode="CUSTOM_REFUSAL", status=400, times=1)
    press(bot, town, "cs.manager", order)
    assert bot.request(order).state is State.FAILED
    assert [one["name"] for one in bot.request(order).approvals] == ["cs.one"]
    press(bot, town, "cs.manager", order)
    assert town.written(order) == ["Approved"]


@ONE
def test_an_agent_to_whom_a_manager_lent_the_right_is_the_second_in_their_place(bot: Inside, town: Town) -> None:
    order = first(bot, town, "cs.one")
    lend(bot, "cs.manager", "cs.two")
    press(bot, town, "cs.two", order)
    assert town.written(order) == ["Approved"]
    assert "@cs.one and @cs.two for @cs.manager" in bot.card(order)["text"]
    assert [one.for_name for one in bot.rows(Decision)] == ["", "cs.manager"]


@ONE
def test_nobody_is_two_people_by_a_right_that_was_lent(bot: Inside, town: Town) -> None:
    order = first(bot, town, "cs.two")
    lend(bot, "cs.manager", "cs.two")
    press(bot, town, "cs.two", order)
    assert "has your approval since" in town.privately("cs.two")[-1]
    other = first(bot, town, "cs.manager")
    press(bot, town, "cs.two", other)
    assert town.written(other) == ["Approved"]  # by their own right, beside the manager's
    assert town.written(order) == []


@ONE
def test_a_failed_eligibility_offers_both_ways_out(bot: Inside, town: Town) -> None:
    order = town.order(**FAILED)
    card = bot.arrive(order)
    assert menu(card) == [
        "Claim", "Waiting for customer", "Approve alone (break-glass)", "Customer disputes the eligibility",
        "Reveal customer details",
    ]  # fmt: skip


@ONE
def test_when_what_it_needed_two_for_is_gone_one_press_is_enough(bot: Inside, town: Town) -> None:
    order = town.order(**FAILED)
    town.press("cs.one", bot.arrive(order), SECOND)
    town.answer("cs.one")
    bot.quiet()
    assert len(bot.request(order).approvals) == 1
    town.touch(town.record(order)["AccountId"], Internet_Eligibility__c="Home 1G")
    town.types("cs.two", f"/orders recheck {town.record(order)['OrderNumber']}")
    bot.quiet()
    press(bot, town, "cs.one", order)
    assert town.written(order) == ["Approved"]


@ONE
def test_a_claim_does_not_shield_an_approval_from_a_no(slow: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    town.press("cs.one", slow.arrive(order), SECOND)
    slow.quiet()
    town.press("cs.manager", slow.card(order), "Claim")
    slow.quiet()
    town.press("cs.manager", slow.card(order), "Approve")
    until(lambda: "Undo" in buttons(slow.card(order)), "the decision")
    town.reject("cs.two", slow.card(order))
    until(lambda: "Rejecting order" in slow.card(order)["text"], "the rejection")


@ONE
def test_an_activation_that_salesforce_refuses_is_refused_with_the_field_too(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    """Where the org does not take both in one call: who approved first, then the status alone, once."""
    with inside(town, database_url, handbook(tmp_path, **{"approved_by: null": "approved_by: Approved_By__c"})) as bot:
        order = town.order()
        bot.arrive(order)
        town.fault(path="composite", body='"Approved_By__c"', errorCode="FAILED_ACTIVATION", status=400)
        town.press("cs.one", bot.card(order), "Approve")
        until(lambda: town.written(order) == ["Approved"], "the status by itself", 40)
        assert town.record(order)["Approved_By__c"].startswith("cs.one (Handoff ")


@ONE
def test_a_retry_does_not_shorten_the_time_to_say_no(slow: Inside, town: Town) -> None:
    order = decided(slow, town)
    answer = town.types("cs.manager", f"/orders retry {town.record(order)['OrderNumber']}")
    assert "nothing to retry" in answer["text"]
    assert town.written(order) == []


@ONE
def test_a_decision_that_must_be_written_anew_is_still_that_of_enough_people(slow: Inside, town: Town) -> None:
    """What was unknown and ticked, then passed and was approved, is unknown again when the record has moved."""
    pending = {"Internet_Eligibility_Status__c": "Pending"}
    order = town.order(**HIGH, account=pending)
    account, number = town.record(order)["AccountId"], town.record(order)["OrderNumber"]
    slow.arrive(order)
    town.types("cs.one", f"/orders tick {number}")
    town.answer("cs.one")
    slow.quiet()
    town.touch(account, Internet_Eligibility_Status__c="Checked")
    town.types("cs.one", f"/orders recheck {number}")
    slow.quiet()
    press(slow, town, "cs.one", order, SECOND)
    town.press("cs.manager", slow.card(order), "Approve")
    until(lambda: "Undo" in buttons(slow.card(order)), "the decision")
    town.touch(account, **pending)
    town.fault(path="composite", body='"PATCH"', delay_s=3.0, times=1)
    before = town.last_call()
    window_ends(slow, settle=False)
    until(lambda: town.calls(before), "the order is read before the write, which is on its way")
    town.touch(order, EffectiveDate="2026-11-25")
    slow.quiet()
    assert town.written(order) == []
    assert slow.request(order).state is State.WAITING
    assert "is not as it was approved" in town.privately("cs.manager")[-1]
