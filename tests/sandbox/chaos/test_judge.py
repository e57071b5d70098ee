"""The judge of the chaos run must be able to find what it looks for: each test plants one fault in clean evidence."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from sandbox.chaos.history import APPROVE, FORM, REJECT, Answer, Click
from sandbox.chaos.judge import Evidence, Verdict, judge

BOT, INTEGRATION = "U0HANDOFF", "handoff.bot@example.com"
PEOPLE = {"cs.one": "U0CSONE", "cs.two": "U0CSTWO"}
ACKED, REFUSED, UNANSWERED = Answer(1.0, 200), Answer(1.0, 200, "update"), Answer(1.0, 0)


def click(order: str, verb: str, user: str, delivery: str, *answers: Answer) -> Click:
    return Click(order, verb, user, delivery, answers=list(answers or (ACKED,)))


def card(number: str, ts: str, words: str, *actions: str) -> dict[str, Any]:
    key = {"event_type": "handoff_delivery", "event_payload": {"key": f"orders:{number}:card:0"}}
    blocks = [{"type": "actions", "elements": [{"action_id": action} for action in actions]}]
    return {
        "user": BOT, "ts": ts, "text": f"{number}: {words}", "is_reply": False, "metadata": key, "blocks": blocks,
    }  # fmt: skip


def line(ts: str, thread: str, text: str) -> dict[str, Any]:
    key = {"event_type": "handoff_delivery", "event_payload": {"key": f"orders:say:{ts}"}}
    return {"user": BOT, "ts": ts, "thread_ts": thread, "text": text, "is_reply": True, "metadata": key}


def change(order: str, new: str, user: str = INTEGRATION, old: str = "Pending Review") -> dict[str, Any]:
    return {"order_id": order, "old": old, "new": new, "user": user}


def clean() -> Evidence:
    """A: approved by one, while two wanted to reject it and was told. B: rejected by two. C: nobody pressed."""
    return Evidence(
        clicks=[
            click("A", APPROVE, "U0CSONE", "t1"),
            click("A", FORM, "U0CSTWO", "t2"),
            click("A", REJECT, "U0CSTWO", "t3"),
            click("B", FORM, "U0CSTWO", "t4"),
            click("B", REJECT, "U0CSTWO", "t5"),
        ],
        orders=[
            {"Id": "A", "OrderNumber": "01", "Status": "Approved", "Description": "Please call first."},
            {"Id": "B", "OrderNumber": "02", "Status": "Cancelled", "Description": "[Handoff X rejected by cs.two] No"},
            {"Id": "C", "OrderNumber": "03", "Status": "Pending Review", "Description": None},
        ],
        changes=[change("A", "Approved"), change("B", "Cancelled")],
        events=[{"order_id": "A"}],
        messages=[
            card("01", "1.0", "Approved order 01 — @cs.one, 10:00. after 1 min · SLA met."),
            line("1.1", "1.0", "Approved by @cs.one · SLA met"),
            card("02", "2.0", "Rejected order 02 — @cs.two, 10:01. Duplicate · after 1 min · SLA met."),
            line("2.1", "2.0", "Rejected by @cs.two · Duplicate · SLA met"),
            card("03", "3.0", "Review order 03 · Standard. Waiting.", "orders.approve", "orders.reject"),
        ],
        asked=frozenset(),
        sentences=[{"addressee": "U0CSTWO", "text": "Already approved by @cs.one at 10:00. Nothing was changed."}],
        bot_user=BOT,
        integration_user=INTEGRATION,
        people=PEOPLE,
    )


def kinds(verdict: Verdict) -> set[str]:
    return {finding.partition(":")[0] for finding in verdict.findings()}


def test_finds_nothing_in_clean_evidence() -> None:
    verdict = judge(clean())
    assert verdict.findings() == []
    assert (verdict.done, verdict.waiting) == (2, 1)


def without(evidence: Evidence, part: str, position: int) -> Evidence:
    entries = list(getattr(evidence, part))
    del entries[position]
    changed: dict[str, Any] = {part: entries}
    return replace(evidence, **changed)


def test_an_acked_click_whose_order_still_waits_is_lost() -> None:
    evidence = clean()
    clicks = [*evidence.clicks, click("C", APPROVE, "U0CSONE", "t9")]
    assert kinds(judge(replace(evidence, clicks=clicks))) == {"lost"}


def test_an_unanswered_click_may_come_to_nothing() -> None:
    evidence = clean()
    clicks = [*evidence.clicks, click("C", APPROVE, "U0CSONE", "t9", UNANSWERED)]
    assert judge(replace(evidence, clicks=clicks)).findings() == []


def test_an_unanswered_click_may_have_decided() -> None:
    evidence = clean()
    evidence.clicks[0].answers[:] = [UNANSWERED]
    assert judge(evidence).findings() == []


def test_a_press_that_only_opens_a_dialog_decides_nothing() -> None:
    evidence = clean()
    clicks = [*evidence.clicks, click("C", FORM, "U0CSONE", "t9")]
    assert judge(replace(evidence, clicks=clicks)).findings() == []


def test_a_second_change_of_status_is_doubled() -> None:
    evidence = clean()
    assert kinds(judge(replace(evidence, changes=[*evidence.changes, change("A", "Cancelled", old="Approved")]))) == {
        "doubled"
    }


def test_a_decision_in_a_new_round_is_not_doubled() -> None:
    evidence = clean()
    again = [change("A", "Pending Review", "clerk@example.com", old="Approved"), change("A", "Approved")]
    assert judge(replace(evidence, changes=[*evidence.changes, *again])).doubled == []


def test_a_second_provisioning_is_doubled() -> None:
    evidence = clean()
    assert kinds(judge(replace(evidence, events=[*evidence.events, {"order_id": "A"}]))) == {"doubled"}


def test_a_reason_that_stands_twice_is_doubled() -> None:
    evidence = clean()
    orders: list[Any] = deepcopy(list(evidence.orders))
    orders[1]["Description"] += "\n[Handoff X rejected by cs.two] No"
    assert kinds(judge(replace(evidence, orders=orders))) == {"doubled"}


def test_a_rejection_without_its_reason_is_lost() -> None:
    evidence = clean()
    orders: list[Any] = deepcopy(list(evidence.orders))
    orders[1]["Description"] = ""
    assert kinds(judge(replace(evidence, orders=orders))) == {"lost"}


@pytest.mark.parametrize("order", [0, 2])
def test_a_reason_on_an_order_that_nobody_rejected_was_not_asked_for(order: int) -> None:
    evidence = clean()
    orders: list[Any] = deepcopy(list(evidence.orders))
    orders[order]["Description"] = "[Handoff X rejected by cs.two] No"
    assert kinds(judge(replace(evidence, orders=orders))) == {"unasked"}


def test_a_second_card_is_doubled_even_under_another_key() -> None:
    evidence = clean()
    second = card("01", "9.0", "Approved order 01 — @cs.one, 10:00.")
    second["metadata"]["event_payload"]["key"] = "another"
    assert kinds(judge(replace(evidence, messages=[*evidence.messages, second]))) == {"doubled"}


def test_a_message_with_the_same_key_is_doubled() -> None:
    evidence = clean()
    assert kinds(judge(replace(evidence, messages=[*evidence.messages, evidence.messages[4]]))) == {"doubled"}


def test_an_outcome_line_that_stands_twice_is_doubled() -> None:
    evidence = clean()
    second = line("1.2", "1.0", "Approved by @cs.one · SLA met")
    assert kinds(judge(replace(evidence, messages=[*evidence.messages, second]))) == {"doubled"}


def test_an_outcome_line_that_never_came_is_lost() -> None:
    assert kinds(judge(without(clean(), "messages", 1))) == {"lost"}


def test_an_order_without_a_card_is_stuck() -> None:
    assert kinds(judge(without(clean(), "messages", 4))) == {"stuck"}


@pytest.mark.parametrize("words", ["Approving order 01 — @cs.one, 10:00. Writing.", "Review order 01 · Standard."])
def test_a_card_that_does_not_show_what_was_decided_is_stuck(words: str) -> None:
    evidence = clean()
    messages = [card("01", "1.0", words), *evidence.messages[1:]]
    assert "stuck" in kinds(judge(replace(evidence, messages=messages)))


def test_a_click_that_is_under_way_for_ever_is_stuck() -> None:
    evidence = clean()
    messages = [*evidence.messages[:4], card("03", "3.0", "Approving order 03 — @cs.one, 10:00. Checking the record.")]
    clicks = [*evidence.clicks, click("C", APPROVE, "U0CSONE", "t9")]
    assert kinds(judge(replace(evidence, messages=messages, clicks=clicks))) == {"stuck"}


def test_an_order_that_is_held_or_parked_with_retry_is_neither_lost_nor_stuck() -> None:
    evidence = clean()
    clicks = [*evidence.clicks, click("C", APPROVE, "U0CSONE", "t9")]
    for words, action in (("Held order 03 — it changed.", "orders.approve"), ("Approving order 03.", "orders.retry")):
        messages = [*evidence.messages[:4], card("03", "3.0", words, action)]
        verdict = judge(replace(evidence, messages=messages, clicks=clicks))
        assert verdict.findings() == []
        assert verdict.held + verdict.parked == 1


def test_who_was_held_and_told_may_press_again_or_not() -> None:
    """Held once; the check passes again, and the card asks as before."""
    evidence = clean()
    clicks = [*evidence.clicks, click("C", APPROVE, "U0CSONE", "t9")]
    held = {
        "addressee": "U0CSONE",
        "text": "Order 03 changed while you looked. Nothing was written; please look again.",
    }
    told = [*evidence.sentences, held]
    verdict = judge(replace(evidence, clicks=clicks, sentences=told))
    assert (verdict.findings(), verdict.healed) == ([], 1)
    twice = [*clicks, click("C", APPROVE, "U0CSONE", "t10")]
    assert kinds(judge(replace(evidence, clicks=twice, sentences=told))) == {"lost"}
    other = [{**held, "text": held["text"].replace("03", "01")}]
    assert kinds(judge(replace(evidence, clicks=clicks, sentences=[*evidence.sentences, *other]))) == {"lost"}


def test_a_press_that_was_asked_back_is_not_lost_and_nobody_hears_of_it() -> None:
    evidence = clean()
    clicks = [*evidence.clicks, click("A", APPROVE, "U0CSONE", "t8"), click("C", APPROVE, "U0CSONE", "t9")]
    assert kinds(judge(replace(evidence, clicks=clicks))) == {"lost"}
    assert judge(replace(evidence, clicks=clicks, asked=frozenset({"t8", "t9"}))).findings() == []


def test_a_decision_that_nobody_pressed_is_not_asked_for() -> None:
    evidence = clean()
    assert "unasked" in kinds(judge(replace(evidence, clicks=evidence.clicks[3:], sentences=[])))


def test_a_decision_in_another_persons_name_is_not_asked_for() -> None:
    evidence = clean()
    messages = [card("01", "1.0", "Approved order 01 — @cs.two, 10:00."), *evidence.messages[1:]]
    assert "unasked" in kinds(judge(replace(evidence, messages=messages)))


def test_who_pressed_too_late_and_was_never_told_is_lost() -> None:
    assert kinds(judge(replace(clean(), sentences=[]))) == {"lost"}


def test_who_was_refused_in_the_dialog_itself_was_told() -> None:
    evidence = clean()
    evidence.clicks[2].answers[:] = [REFUSED]
    assert judge(replace(evidence, sentences=[])).findings() == []
