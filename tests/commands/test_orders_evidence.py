"""The card does the checking: five checks on live evidence, and an approval that is gated on them (E3, E4, E5, E7)."""

import json
from typing import Any

import pytest

from models import AuditLine, Decision, Delivery, DeliveryState, State
from tests.harness import Json, Town, until
from tests.inside import Inside, blocks_text, buttons, menu
from tests.towns import ONE

NOT_CHECKED = {"Internet_Eligibility_Status__c": "Pending", "Internet_Eligibility__c": None}
GREEN, WARN, UNKNOWN, FAIL = "green", "warn", "unknown", "fail"
ORDERS: dict[str, Json] = {
    GREEN: {},
    WARN: {"client": {"phonenumber": "+81 3-9999-0000"}},
    UNKNOWN: {"account": NOT_CHECKED},
    FAIL: {"account": {"Internet_Eligibility__c": "Apartment 1G"}},
}
"""An order whose worst check is this."""


def forms(town: Town, user: str) -> list[Json]:
    found: list[Json] = town.slack.get("views", user=user)["views"]
    return found


def fields(view: Json) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


# --- every cell: what the checks found × verb × who presses ----------------------------------------------------------

AT_ONCE, ASKED, REFUSED, NO_ROLE = "decided at once", "a form asks first", "refused", "not theirs"
IDLE = ("release", "takeover", "resume", "undo", "retry")
CELLS = [
    # checks, verb, agent and manager, everybody else
    (GREEN, "approve", AT_ONCE, NO_ROLE),
    (WARN, "approve", ASKED, NO_ROLE),
    (UNKNOWN, "approve", ASKED, NO_ROLE),
    (FAIL, "approve", ASKED, NO_ROLE),
    (GREEN, "reject", ASKED, NO_ROLE),
    (WARN, "reject", ASKED, NO_ROLE),
    (UNKNOWN, "reject", ASKED, NO_ROLE),
    (FAIL, "reject", ASKED, NO_ROLE),
    (GREEN, "tick", REFUSED, NO_ROLE),
    (WARN, "tick", REFUSED, NO_ROLE),
    (UNKNOWN, "tick", ASKED, NO_ROLE),
    (FAIL, "tick", REFUSED, NO_ROLE),
    (GREEN, "recheck", AT_ONCE, NO_ROLE),
    (WARN, "recheck", AT_ONCE, NO_ROLE),
    (UNKNOWN, "recheck", AT_ONCE, NO_ROLE),
    (FAIL, "recheck", AT_ONCE, NO_ROLE),
    *((found, "claim", AT_ONCE, NO_ROLE) for found in ORDERS),
    *((found, "wait", ASKED, NO_ROLE) for found in ORDERS),
    *((found, "reveal", ASKED, NO_ROLE) for found in ORDERS),
    # Nothing to let go, take, resume, undo or retry: refused to everybody, and take-over is no agent's.
    *(
        (found, verb, REFUSED, NO_ROLE)
        for found in ORDERS
        for verb in ("release", "takeover", "resume", "undo", "retry")
    ),
]
DONE_AT_ONCE = {"recheck": "check_asked", "claim": "claimed"}


@ONE
@pytest.mark.parametrize("user", ["cs.one", "cs.manager", "sales.one", "devops.one", "guest"])
def test_what_a_press_does_by_what_the_checks_found_and_who_presses(bot: Inside, town: Town, user: str) -> None:
    orders = [town.order(**ORDERS[found]) for found, *_ in CELLS]
    bot.poll()
    bot.quiet(60)
    for order, (found, verb, theirs, others) in zip(orders, CELLS, strict=True):
        expected = theirs if user.startswith("cs.") else others
        state, told, views = bot.request(order).state, len(town.privately(user)), len(forms(town, user))
        number = town.record(order)["OrderNumber"]
        answer = town.types(user, f"/orders {verb} {number}")
        if expected is ASKED:
            until(lambda before=views: len(forms(town, user)) > before, f"{found} {verb}: a form")  # type: ignore[misc]
            town.slack.post("close", user=user)
        bot.quiet()
        seen = forms(town, user), bot.request(order).state, town.written(order)
        if expected is AT_ONCE and verb == "approve":
            assert seen == ([], State.DONE, ["Approved"]), (found, verb)
        elif expected is AT_ONCE:
            assert seen == ([], state, []), (found, verb)
            assert DONE_AT_ONCE[verb] in bot.actions(bot.request(order).public_id)
        else:
            assert seen == ([], state, []), (found, verb)
        if expected in {REFUSED, NO_ROLE}:
            assert answer["text"], (found, verb)
            assert any(
                line.action == f"{verb}.refused" and line.detail["code"] != "unknown_verb"
                for line in bot.rows(AuditLine)
                if line.actor.endswith(user.replace(".", "").upper()) or user == "guest"
            ), (found, verb)
        assert len(town.privately(user)) >= told


# --- what the card says ----------------------------------------------------------------------------------------------


@ONE
def test_all_green_is_one_line_and_approved_with_one_press(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    assert "✓ 5 of 5 checks pass · read " in blocks_text(card)
    assert buttons(card) == ["Approve", "Reject"]
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert forms(town, "cs.one") == []


FAULTS: list[tuple[str, Json, str]] = [
    ("another e-mail in WHMCS", {"client": {"email": "somebody@else.example"}}, "✕ *Identity* fails — not as in WHMCS"),
    ("another family name in WHMCS", {"client": {"lastname": "Sato"}}, "✕ *Identity* fails"),
    ("another phone number", {"client": {"phonenumber": "+81 3-9999-0000"}}, "! *Identity* warns"),
    ("no client", {"client": False}, "? *Identity* unknown — the Account names no WHMCS client"),
    ("another type", ORDERS[FAIL], "✕ *Product eligibility* fails — ordered Home 1G, eligible for Apartment 1G"),
    ("not available", {"account": {"Internet_Eligibility__c": "Not Available"}}, "✕ *Product eligibility* fails"),
    ("not checked", {"account": NOT_CHECKED}, "? *Product eligibility* unknown — eligibility is Pending"),
    ("another city", {"account": {"BillingCity": "Nerima"}}, "✕ *Installation address* fails"),
    ("another house", {"account": {"BillingStreet": "1-2-30 Taishido"}}, "! *Installation address* warns"),
    ("no street", {"order": {"ShippingStreet": None}}, "✕ *Installation address* fails — incomplete"),
    ("an active service", {"services": [{}]}, "✕ *Duplicate services* fails — 1 active service of the family"),
    ("instructions", {"order": {"Description": "Ring twice"}}, "? *Special instructions* unknown — read and tick"),
]


@ONE
@pytest.mark.parametrize(("what", "made", "says"), FAULTS, ids=[what for what, _, _ in FAULTS])
def test_each_fault_is_on_the_card_the_worst_first(bot: Inside, town: Town, what: str, made: Json, says: str) -> None:
    order = town.order(**made)
    card = bot.arrive(order)
    shown = blocks_text(card)
    assert says in shown, what
    assert "5 of 5" not in shown
    notes = next(block["text"]["text"] for block in card["blocks"] if block.get("block_id", "").endswith(".notes"))
    signs = [line[0] for line in notes.split("\n") if line[0] in "✕!?✓"]
    assert signs == sorted(signs, key="✕!?✓".index)
    failed = says.startswith("✕")
    assert buttons(card) == (["Reject", "Approve with second person…"] if failed else ["Approve", "Reject"])
    assert ("Needs 2 people" in shown) == failed
    assert "hanako@" not in shown
    assert "Taishido" not in shown


def test_two_open_orders_of_one_customer_are_duplicates_of_each_other(bot: Inside, town: Town) -> None:
    first, second = town.orders(2, accounts=1)
    bot.arrive(first)
    numbers = {order: town.record(order)["OrderNumber"] for order in (first, second)}
    assert f"order {numbers[second]} of the family in review too" in blocks_text(bot.card(first))
    assert f"order {numbers[first]} of the family in review too" in blocks_text(bot.card(second))
    town.reject("cs.one", bot.card(first), "duplicate_service")
    bot.quiet()
    town.press("cs.one", bot.card(second), "Check again")
    bot.quiet()
    assert "5 of 5 checks pass" in blocks_text(bot.card(second))
    town.press("cs.one", bot.card(second), "Approve")
    bot.quiet()
    assert town.written(second) == ["Approved"]


@ONE
def test_an_order_approved_a_week_ago_without_a_service_is_a_warning(bot: Inside, town: Town) -> None:
    first, second = town.orders(2, accounts=1)
    town.touch(first, Status="Approved")
    card = bot.arrive(second)
    number = town.record(first)["OrderNumber"]
    says = f"! *Duplicate services* warns — order {number} of the family approved less than 30 days ago"
    assert says in blocks_text(card)


# --- answering -------------------------------------------------------------------------------------------------------


def test_a_warning_is_approved_with_a_reason_that_the_decision_keeps(bot: Inside, town: Town) -> None:
    order = town.order(**ORDERS[WARN])
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    view = town.view("cs.one")
    shown = json.dumps(view["blocks"], ensure_ascii=False)
    assert "+81 3-9999-0000" in shown  # who may decide sees what differs
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.revealed"
    (field,) = fields(view)
    empty = town.slack.post("submit", user="cs.one", values={field: {field: "  "}}, force=True)
    assert set(empty["errors"]) == {field}
    assert bot.request(order).state is State.WAITING
    town.answer("cs.one", "rang the new number, it is her")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    (decision,) = bot.rows(Decision)
    assert decision.note == "Identity: rang the new number, it is her"


@ONE
def test_a_warnings_reason_is_the_approvers_own(bot: Inside, town: Town) -> None:
    order = town.order(**ORDERS[WARN])
    card = bot.arrive(order)
    town.fault(path="composite", body='"PATCH"', errorCode="CUSTOM_REFUSAL", status=400, times=1)
    town.approve("cs.one", card)
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    town.press("cs.two", bot.card(order), "Approve")
    assert fields(town.view("cs.two"))
    town.slack.post("close", user="cs.two")
    town.press("cs.one", bot.card(order), "Approve")  # theirs stands
    bot.quiet()
    assert town.written(order) == ["Approved"]


def test_what_nobody_knows_is_ticked_with_where_it_was_looked_up(bot: Inside, town: Town) -> None:
    order = town.order(account=NOT_CHECKED, order={"Description": "Ring twice"})
    card = bot.arrive(order)
    town.press("cs.two", card, "Tick checks")
    assert len(fields(town.view("cs.two"))) == 2
    town.answer("cs.two", "the provider's map")
    bot.quiet()
    card = bot.card(order)
    shown = blocks_text(card)
    assert "✓ *Product eligibility* ticked by @cs.two" in shown
    assert "✓ *Special instructions* ticked by @cs.two" in shown
    assert "provider's map" not in shown
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert forms(town, "cs.one") == []


@ONE
def test_a_tick_needs_words_but_instructions_only_the_box(bot: Inside, town: Town) -> None:
    order = town.order(account=NOT_CHECKED, order={"Description": "Ring twice"})
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    until(lambda: forms(town, "cs.one"), "the form")
    reply = town.slack.post("submit", user="cs.one", values={}, force=True)
    assert len(reply["errors"]) == 2
    assert bot.request(order).ticks == []
    assert bot.request(order).state is State.WAITING


@ONE
def test_a_tick_ends_when_what_was_seen_is_another(bot: Inside, town: Town) -> None:
    order = town.order(order={"Description": "Ring twice"})
    card = bot.arrive(order)
    town.press("cs.one", card, "Tick checks")
    town.answer("cs.one")
    bot.quiet()
    town.touch(order, Description="Beware of the dog")
    card = bot.arrive(order)
    assert "? *Special instructions* unknown" in blocks_text(card)
    town.press("cs.one", card, "Approve")
    assert fields(town.view("cs.one"))


@ONE
def test_a_form_that_asks_about_the_checks_of_before_is_not_taken_in(bot: Inside, town: Town) -> None:
    order = town.order(order={"Description": "Ring twice"})
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    town.view("cs.one")
    town.touch(order, Description="Beware of the dog")
    bot.arrive(order)
    town.answer("cs.one")
    bot.quiet()
    assert town.written(order) == []
    assert bot.request(order).state is State.WAITING
    assert "changed while you looked" in json.dumps(forms(town, "cs.one"))


# --- again after the press -------------------------------------------------------------------------------------------

LATER: dict[str, dict[str, Any]] = {
    "eligibility fails": {"Internet_Eligibility__c": "Apartment 1G"},
    "the checked address is another": {"BillingCity": "Nerima"},
    "eligibility is not checked any more": {"Internet_Eligibility_Status__c": "Pending"},
}


@pytest.mark.parametrize("what", LATER)
def test_evidence_that_got_worse_since_the_card_holds_the_press(bot: Inside, town: Town, what: str) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.touch(town.record(order)["AccountId"], **LATER[what])
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == []
    assert bot.request(order).state is State.HELD
    shown = blocks_text(bot.card(order))
    assert "Held order" in shown
    assert ": passes: " in shown
    assert " → " in shown
    assert "changed while you looked" in town.privately("cs.one")[0]


@ONE
def test_evidence_that_got_better_holds_nothing(bot: Inside, town: Town) -> None:
    order = town.order(**ORDERS[WARN])
    card = bot.arrive(order)
    client = town.record(town.record(order)["AccountId"])["WHMCS_Client_ID__c"]
    town.press("cs.one", card, "Approve")
    town.view("cs.one")
    town.whmcs.post("records", clients=[{"id": int(client), "phonenumber": "+81 3-1234-5678"}])
    town.answer("cs.one")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_what_was_held_by_a_check_waits_again_when_the_check_passes_again(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    account = town.record(order)["AccountId"]
    town.touch(account, Internet_Eligibility__c="Apartment 1G")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.touch(account, Internet_Eligibility__c="Home 1G")
    town.types("cs.one", f"/orders recheck {town.record(order)['OrderNumber']}")
    bot.quiet()
    assert bot.request(order).state is State.WAITING
    assert "→" not in blocks_text(bot.card(order))


@ONE
def test_a_rejection_does_not_wait_for_the_checks(bot: Inside, town: Town) -> None:
    order = town.order(**ORDERS[FAIL])
    card = bot.arrive(order)
    town.reject("cs.one", card, "not_available")
    bot.quiet()
    assert town.written(order) == ["Cancelled"]


# --- WHMCS is silent -------------------------------------------------------------------------------------------------


def test_a_silent_whmcs_is_never_a_pass_and_the_card_heals_itself(bot: Inside, town: Town) -> None:
    order = town.order()
    town.whmcs.post("faults", drop="before")
    bot.arrive_anyway(order)
    shown = blocks_text(bot.card(order))
    assert "? *Identity* unknown — WHMCS does not answer" in shown
    assert "? *Duplicate services* unknown — WHMCS does not answer" in shown
    since = town.last_call()
    assert _waits(bot)
    town.whmcs.delete("faults")
    until(lambda: "5 of 5 checks pass" in blocks_text(bot.card(order)), "the card heals itself", 40)
    bot.quiet()
    assert sum("composite" in call["path"] for call in town.calls(since)) == 1


def test_a_whmcs_that_falls_silent_after_the_card_holds_the_press(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.whmcs.post("faults", drop="before")
    town.press("cs.one", card, "Approve")
    until(lambda: bot.request(order).state is State.HELD, "the press is held")
    assert town.written(order) == []
    town.whmcs.delete("faults")
    until(lambda: bot.request(order).state is State.WAITING, "it waits again once WHMCS answers", 40)
    bot.quiet()
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_an_order_is_approved_while_whmcs_is_silent_by_who_looked_elsewhere(bot: Inside, town: Town) -> None:
    order = town.order()
    town.whmcs.post("faults", drop="before")
    bot.arrive_anyway(order)
    town.approve("cs.one", bot.card(order))
    until(lambda: town.written(order) == ["Approved"], "the approval")
    bot.quiet()
    assert not _waits(bot)


def _waits(bot: Inside) -> bool:
    waiting = (DeliveryState.WAITING,)
    return any(row.kind == "orders.heal" and row.state in waiting for row in bot.rows(Delivery))


# --- how much it costs -----------------------------------------------------------------------------------------------


@ONE
def test_a_look_is_one_call_to_salesforce_and_two_to_whmcs(bot: Inside, town: Town) -> None:
    order = town.order(services=[{"status": "Cancelled"}])
    bot.poll()
    bot.quiet()
    first = town.calls()
    assert sum("OrderItems" in call["body"] for call in first) == 1
    actions = [call["action"].lower() for call in town.whmcs.get("calls")["calls"]]
    assert actions == ["getclientsdetails", "getclientsproducts"]
    since, mark = town.last_call(), town.whmcs.get("state")["last_seq"]
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert sum("composite" in call["path"] for call in town.calls(since)) == 2  # the look and the write
    assert len(town.whmcs.get("calls", since=mark)["calls"]) == 2


@ONE
def test_the_menu_offers_what_the_checks_want(bot: Inside, town: Town) -> None:
    green, noted = town.order(), town.order(order={"Description": "Ring twice"})
    bot.arrive(noted)
    assert "Check again" in menu(bot.card(green))
    assert "Tick checks" in menu(bot.card(noted))
