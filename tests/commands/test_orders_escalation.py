"""The supervisors are called by what the handbook names: each reason once in a round, in one message about an order."""

import json
from pathlib import Path

import pytest

from bot import notices
from bot.store import Store
from models import Alert, Delivery, Notice, State
from sandbox import traffic
from sandbox.demo.customers import CALLING
from tests.commands.test_orders_separation import handbook
from tests.harness import Json, Town, outside, until
from tests.inside import Inside, blocks_text, inside, menu
from tests.towns import ONE

HIGH: Json = {"lines": [("Business 10G", 1, 120_000, "Monthly")]}
MOVED: Json = {"account": {"BillingCity": "Nerima"}}
OTHER_TYPE: Json = {"account": {"Internet_Eligibility__c": "Apartment 1G"}}


def messages(town: Town) -> list[str]:
    """Those that call the supervisors or say that it is over."""
    return [one["text"] for one in town.messages() if (not one["is_reply"] and "supervisors" in one["text"]) or
            "needs your eyes" in one["text"]]  # fmt: skip


def test_a_high_order_calls_the_managers_once(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    card = bot.arrive(order)
    number = town.record(order)["OrderNumber"]
    why = "its value of ¥120,000 is over ¥100,000"
    assert f"*Escalated to CS managers*: {why}" in blocks_text(card)
    (called,) = messages(town)
    assert called.startswith(f"<@U0CSMANAGER> CS managers: order {number} needs your eyes: {why}. <http")
    for _ in range(2):
        town.press("cs.one", bot.card(order), "Check again")
        bot.quiet()
    assert messages(town) == [called]
    assert [one["trigger"] for one in bot.request(order).escalations] == ["value"]


@ONE
@pytest.mark.parametrize("end", ["approved", "rejected", "elsewhere", "deleted"])
def test_it_is_over_when_the_order_is_decided(bot: Inside, town: Town, end: str) -> None:
    order = town.order(**HIGH)
    card = bot.arrive(order)
    match end:
        case "approved":
            town.press("cs.one", card, "Approve with second person…")
            bot.quiet()
            town.press("cs.manager", bot.card(order), "Approve")
        case "rejected":
            town.reject("cs.one", card)
        case "elsewhere":
            town.touch(order, Status="Cancelled")
            bot.poll()
        case "deleted":
            town.org.post("delete", id=order)
            bot.poll()
    bot.quiet()
    (over,) = messages(town)
    how = {"approved": "Approved by @cs.one and @cs.manager", "rejected": "Rejected by @cs.one",
           "elsewhere": "Cancelled in Salesforce", "deleted": "deleted in Salesforce"}[end]  # fmt: skip
    assert f"is decided: {how}. The supervisors were called: its value" in over
    assert [bool(one.ended_at) for one in bot.rows(Alert) if one.cause == "escalation"] == [True]
    assert [one.standing for one in bot.rows(Notice) if one.key.startswith("alert:")] == [None]


def test_a_failed_address_and_then_a_dispute_are_one_message(bot: Inside, town: Town) -> None:
    order = town.order(**MOVED)
    card = bot.arrive(order)
    assert "*Escalated to CS managers*: Installation address failed" in blocks_text(card)
    town.case(order)
    town.types("cs.one", f"/orders recheck {town.record(order)['OrderNumber']}")
    bot.quiet()
    (called,) = messages(town)
    assert "Installation address failed and the customer disputes the eligibility (Case " in called
    assert "Case 0" in blocks_text(bot.card(order))


@ONE
@pytest.mark.parametrize("more", [{"Status": "Closed"}, {"Type": "Billing"}], ids=["closed", "another type"])
def test_another_case_calls_nobody(bot: Inside, town: Town, more: dict[str, str]) -> None:
    order = town.order()
    town.case(order, **more)
    assert "Escalated" not in blocks_text(bot.arrive(order))
    assert messages(town) == []


@ONE
def test_the_third_order_of_a_customer_in_a_day_calls(bot: Inside, town: Town) -> None:
    first = town.order(at=town.org.get("state")["now"])
    bot.arrive(first)
    now = town.org.get("state")["now"]
    second = town.again(first, at=now)
    assert "Escalated" not in blocks_text(bot.arrive(second))
    third = town.again(first, at=now, family="VPN")
    assert "3 orders of this customer within 24 hours" in blocks_text(bot.arrive(third))
    assert len(messages(town)) == 1


@ONE
def test_somebody_says_that_the_customer_disputes_it(bot: Inside, town: Town) -> None:
    order = town.order(**OTHER_TYPE)
    card = bot.arrive(order)
    assert "Customer disputes the eligibility" in menu(card)
    assert messages(town) == []
    for user in ("guest", "sales.one"):
        town.press(user, card, "Customer disputes the eligibility")
    bot.quiet()
    assert messages(town) == []
    town.press("cs.one", card, "Customer disputes the eligibility")
    bot.quiet()
    after = bot.card(order)
    assert "Customer disputes the eligibility" not in menu(after)
    assert "Approve alone (break-glass)" in menu(after)
    assert "the customer disputes the eligibility, said @cs.one" in blocks_text(after)
    assert town.thread(after) == ["The customer disputes the eligibility, said @cs.one; the supervisors know"]
    again = town.types("cs.two", f"/orders dispute {town.record(order)['OrderNumber']}")
    assert "is known already" in again["text"]
    assert len(messages(town)) == 1


@ONE
def test_nobody_is_called_without_the_handbooks_word(town: Town, database_url: str, tmp_path: Path) -> None:
    text = Path("handbook.yaml").read_text("utf-8")
    start = text.index("    # What calls for the supervisors by itself")
    entry = text[start : text.index("    # What the states are called in")]
    with inside(town, database_url, handbook(tmp_path, **{entry: ""})) as bot:
        order = town.order(**HIGH)
        assert "Escalated" not in blocks_text(bot.arrive(order))
        answer = town.types("cs.one", f"/orders dispute {town.record(order)['OrderNumber']}")
        assert "names nobody to be called" in answer["text"]
        assert messages(town) == []


@ONE
def test_a_second_round_calls_again(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    town.reject("cs.one", bot.arrive(order))
    bot.quiet()
    bot.pass_time(60)
    town.touch(order, Status="Pending Review")
    bot.arrive(order)
    assert len(messages(town)) == 2
    assert "needs your eyes" in messages(town)[1]


@ONE
def test_a_customers_name_never_becomes_a_mention(bot: Inside, town: Town) -> None:
    town_name = {"account": {"Name": "<!channel> @here", "SF_Account_No__c": "<!everyone>"}}
    order = town.order(**HIGH, **town_name)
    bot.arrive(order)
    (called,) = messages(town)
    assert "<!" not in called
    assert called.count("<@") == 1


@ONE
def test_who_disputes_it_is_not_called_for_it(bot: Inside, town: Town) -> None:
    order = town.order(**OTHER_TYPE)
    town.press("cs.manager", bot.arrive(order), "Customer disputes the eligibility")
    bot.quiet()
    (called,) = messages(town)
    assert called.startswith("<@U0OPSLEAD> CS managers: order "), "cs.manager knows already, so their backup is called"
    assert called.endswith("(CS managers: nobody else is there, so Ops leads are called.)")


@ONE
def test_who_has_claimed_it_can_dispute_it(bot: Inside, town: Town) -> None:
    order = town.order(**OTHER_TYPE)
    town.press("cs.one", bot.arrive(order), "Claim")
    bot.quiet()
    town.press("cs.one", bot.card(order), "Customer disputes the eligibility")
    bot.quiet()
    after = bot.card(order)
    assert "Customer disputes the eligibility" not in menu(after)
    assert bot.request(order).claimed_by == "U0CSONE", "it neither claims nor decides"
    assert len(messages(town)) == 1


@ONE
def test_what_is_decided_is_disputed_no_more(bot: Inside, town: Town) -> None:
    order = town.order(**OTHER_TYPE)
    old = bot.arrive(order)
    town.reject("cs.one", old)
    bot.quiet()
    assert bot.request(order).state is State.DONE
    number = town.record(order)["OrderNumber"]
    assert "does not wait for anybody now" in town.types("cs.two", f"/orders dispute {number}")["text"]
    assert bot.request(order).escalations == []
    assert messages(town) == []


@ONE
@pytest.mark.parametrize("what", ["object", "field"])
def test_where_cases_cannot_be_read_the_rest_goes_on(town: Town, database_url: str, tmp_path: Path, what: str) -> None:
    changes = {"      type: Type\n": "      type: Kind__c\n"} if what == "field" else {}
    if what == "object":
        town.org.post("switches", hidden_objects=["Case"])
    with inside(town, database_url, handbook(tmp_path, **changes)) as bot:
        order = town.order(**HIGH)
        town.case(order)
        shown = blocks_text(bot.arrive(order))
        assert "*Escalated to CS managers*: its value of ¥120,000 is over ¥100,000" in shown
        assert "disputes the eligibility" not in shown
        (said,) = bot.log.events("evidence.no_cases")
        assert said["code"] == {"object": "INVALID_TYPE", "field": "INVALID_FIELD"}[what]
        town.org.post("switches", hidden_objects=[])
        town.press("cs.one", bot.card(order), "Check again")
        bot.quiet()
        assert ("disputes the eligibility (Case " in messages(town)[0]) is (what == "object")


@ONE
def test_a_look_is_one_call_to_salesforce(bot: Inside, town: Town) -> None:
    order = town.order(**HIGH)
    card, before = bot.arrive(order), town.last_call()
    town.press("cs.one", card, "Check again")
    bot.quiet()
    (call,) = [one for one in town.calls(before) if one["path"].endswith("/composite")]
    assert len(json.loads(call["body"])["compositeRequest"]) == 5, "no composite takes a sixth query"


@ONE
def test_a_kill_while_it_is_posted_calls_once(town: Town, database_url: str) -> None:
    store = Store(database_url)

    def posting() -> bool:
        with store.reading() as session:
            rows = session.query(Delivery).where(Delivery.kind == notices.NOTICE)
            return any(row.attempts and row.state == "waiting" for row in rows)

    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        town.slack.post("settings", latency_ms=1500)
        town.order(at=town.org.get("state")["now"], **HIGH)
        until(posting, "the message is on its way", 60)
        bot.kill()
        town.slack.post("settings", latency_ms=0)
        bot.start()
        bot.ready()
        until(lambda: not posting() and messages(town), "it is told", 90)
    with store.reading() as session:
        told = session.query(Alert).filter(Alert.key.endswith(":escalation")).all()
    store.close()
    assert len(messages(town)) == 1
    assert len(told) == 1


def test_the_demos_customers_are_called_for_on_their_cards(bot: Inside, town: Town) -> None:
    says = {
        "high_value": "its value of ¥",
        "repeated_orders": "3 orders of this customer within 24 hours",
        "other_address": "Installation address failed",
        "disputed": "the customer disputes the eligibility (Case ",
    }
    placed = list(traffic.place_kinds(town.org.url, *CALLING, seed=1, whmcs=town.whmcs.url))
    for one in placed:
        for order in one.order_ids:
            shown = blocks_text(bot.arrive(order))
            assert f"*Escalated to CS managers*: {says[one.kind]}" in shown, one.kind
    assert {one.kind for one in placed} == says.keys()
    (together,) = messages(town)
    assert f"{sum(len(one.order_ids) for one in placed)} orders need the supervisors' eyes:" in together
