"""The write to Salesforce: once, on condition, read back; and when the org refuses, stalls or loses a reply."""

import pytest

from models import Decision, State
from tests.harness import LOOK, SEEDED, Town, later, until
from tests.inside import Inside, blocks_text, buttons, inside, menu
from tests.towns import ONE

RULE = {"object": "Order", "when": {"Status": "Approved"}, "message": "Ask the canary before approving"}


# --- it works a little later -----------------------------------------------------------------------------------------


def test_a_passing_failure_of_the_look_is_survived(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(**LOOK, status=503, times=2)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert bot.request(order).state is State.DONE
    assert town.privately("cs.one") == []


def test_a_passing_failure_of_the_write_is_survived(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"Approved"', json=[{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "x"}],
               status=500, times=2)  # fmt: skip
    town.press("cs.one", card, "Approve")
    until(lambda: "Salesforce does not answer" in blocks_text(bot.card(order)), "the card says that it is late")
    assert "Retry now" in buttons(bot.card(order))
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert "Approved order" in blocks_text(bot.card(order))
    assert buttons(bot.card(order)) == []


def test_an_expired_session_does_not_lose_the_condition(bot: Inside, town: Town) -> None:
    """The vendor's library repeats a call after a 401 without its headers: the order must not be overwritten."""
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"Approved"', delay_s=1.0, times=1)
    town.press("cs.one", card, "Approve")
    until(lambda: any("Approved" in call["body"] for call in town.calls(kind="composite")), "the write is on its way")
    town.org.post("expire-tokens")
    town.touch(order, Status="Cancelled")
    bot.quiet()
    assert town.record(order)["Status"] == "Cancelled"
    assert town.written(order) == []
    assert bot.request(order).state is State.ELSEWHERE
    assert "Your press came too late" in town.privately("cs.one")[0]


def test_an_expired_session_alone_costs_nobody_anything(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("expire-tokens")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@pytest.mark.parametrize("button", ["Approve", "Reject"])
def test_a_lost_reply_after_the_effect_is_found_to_be_done_and_done_once(bot: Inside, town: Town, button: str) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"PATCH"', drop="after", times=1)
    if button == "Approve":
        town.press("cs.one", card, "Approve")
    else:
        town.reject("cs.one", card)
    bot.quiet()
    assert len(town.written(order)) == 1
    assert bot.request(order).state is State.DONE
    assert (town.record(order).get("Description") or "").count("[Handoff") == (button == "Reject")
    assert town.privately("cs.one") == []
    assert len(town.thread(card)) == 1


def test_a_lost_reply_and_then_a_failing_look_still_end_as_ours(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"PATCH"', drop="after", times=1)
    town.fault(path="query", status=503, times=2)  # those after the lost reply
    town.press("cs.one", card, "Approve")
    bot.quiet(30)
    assert town.written(order) == ["Approved"]
    assert bot.request(order).state is State.DONE
    assert "Approved order" in blocks_text(bot.card(order))
    assert town.privately("cs.one") == []


def test_a_lost_reply_after_which_somebody_else_cancelled_is_not_written_again(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="composite", body='"PATCH"', drop="before", times=1)
    town.fault(path="query", delay_s=1.0, times=1)
    town.press("cs.one", card, "Approve")
    until(lambda: _dropped(town), "the write was cut off")
    town.touch(order, Status="Cancelled")
    bot.quiet()
    assert town.written(order) == []
    assert bot.request(order).state is State.ELSEWHERE


def test_a_record_modified_this_very_second_is_written_a_second_later(bot: Inside, town: Town) -> None:
    order = town.order(at=later(SEEDED, minutes=29, seconds=58))
    card = bot.arrive(order)
    town.touch(order, Type="Change")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
@pytest.mark.parametrize("status", [200, 500])
def test_nonsense_from_the_org_loses_no_click(bot: Inside, town: Town, status: int) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="(query|composite)", status=status, html="<html>canary maintenance</html>", times=3)
    town.press("cs.one", card, "Approve")
    bot.quiet(30)
    assert town.written(order) == ["Approved"]
    assert bot.request(order).state is State.DONE
    assert "canary" not in bot.log.text


# --- it does not work ------------------------------------------------------------------------------------------------


def test_a_refused_write_gives_the_buttons_back_and_says_why_with_a_reference(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("validation-rules", **RULE)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    request = bot.request(order)
    assert request.state is State.FAILED
    shown = bot.card(order)
    assert buttons(shown) == ["Approve", "Reject"]
    assert "Retry now" in menu(shown)
    assert f"ref {request.correlation}" in blocks_text(shown)
    (said,) = town.privately("cs.one")
    assert f"(reference {request.correlation})" in said
    assert "FIELD_CUSTOM_VALIDATION_EXCEPTION" in said
    assert "canary" not in said + blocks_text(shown) + bot.log.text, "the vendor's own words may hold customers' data"
    assert town.record(order)["Status"] == "Pending Review"


def test_retry_works_once_the_obstacle_is_gone(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("validation-rules", **RULE)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.org.delete("validation-rules")
    town.press("cs.two", bot.card(order), "Retry now")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert bot.request(order).state is State.DONE
    assert "@cs.one" in blocks_text(bot.card(order)), "the decision is still cs.one's"


def test_retry_with_the_obstacle_still_there_fails_again_and_can_be_tried_again(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("validation-rules", **RULE)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.press("cs.one", bot.card(order), "Retry now")
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    assert len(town.privately("cs.one")) == 3  # refused, tried again, refused
    town.org.delete("validation-rules")
    town.press("cs.one", bot.card(order), "Retry now")
    bot.quiet()
    assert town.written(order) == ["Approved"]


def test_another_decision_is_possible_after_a_refused_write(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("validation-rules", **RULE)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.org.delete("validation-rules")
    town.reject("cs.two", bot.card(order), "customer_withdrew")
    bot.quiet()
    assert town.written(order) == ["Cancelled"]
    assert "by cs.two] Customer asked to withdraw the order" in town.record(order)["Description"]
    assert [decision.user for decision in bot.rows(Decision)][-1] == "U0CSTWO"


def test_an_old_retry_button_never_revives_a_replaced_decision(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.org.post("validation-rules", **RULE)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    failed = bot.card(order)
    stale = town.payload("cs.three", failed, "Retry now")
    town.org.delete("validation-rules")
    town.fault(**LOOK, delay_s=1.0, times=1)
    town.reject("cs.two", failed)
    until(lambda: bot.request(order).state is State.CHECKING, "the rejection is being checked")
    town.post(stale)
    bot.quiet()
    assert town.written(order) == ["Cancelled"]
    assert "Rejected order" in blocks_text(bot.card(order))


def test_a_look_that_the_org_refuses_can_be_retried_and_is_decided_then(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(**LOOK, status=400, errorCode="MALFORMED_QUERY", times=1)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    assert town.written(order) == []
    town.press("cs.one", bot.card(order), "Retry now")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    (decision,) = bot.rows(Decision)
    assert decision.user == "U0CSONE"


def test_retry_after_the_order_changed_is_never_stuck(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.fault(**LOOK, status=400, errorCode="MALFORMED_QUERY", times=1)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.move(order, City="Kita")
    failed = bot.arrive(order)
    town.press("cs.one", failed, "Retry now")
    bot.quiet()
    request = bot.request(order)
    assert request.state is State.HELD
    assert buttons(bot.card(order)) == ["Approve", "Reject"]
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


def test_a_locked_order_is_a_sentence_and_no_loop(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    since = town.last_call()
    town.fault(path="composite", json=_refused("ENTITY_IS_LOCKED"), status=200, body='"PATCH"', times=1)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    assert "ENTITY_IS_LOCKED" in town.privately("cs.one")[0]
    assert len(town.calls(since)) <= 3


# --- two steps -------------------------------------------------------------------------------------------------------


def test_where_both_steps_in_one_call_are_refused_they_go_one_after_the_other(bot: Inside, town: Town) -> None:
    town.org.post("switches", composite_activation="refuse")
    order = town.order(order={"Description": "Ring twice"})
    card = bot.arrive(order)
    town.reject("cs.one", card, "duplicate_service")
    bot.quiet()
    record = town.record(order)
    assert record["Status"] == "Cancelled"
    assert record["Description"].count("[Handoff") == 1
    assert record["Description"].startswith("Ring twice\n[Handoff")
    assert town.written(order) == ["Cancelled"]
    assert bot.request(order).state is State.DONE


def test_an_approval_between_the_two_steps_is_not_claimed_as_our_rejection(bot: Inside, town: Town) -> None:
    town.org.post("switches", composite_activation="refuse")
    order = town.order()
    card = bot.arrive(order)
    town.fault(path="query", delay_s=1.0, times=1)  # the look between the reason and the status
    town.reject("cs.one", card)
    until(lambda: "[Handoff" in (town.record(order).get("Description") or ""), "the reason is written")
    town.touch(order, Status="Approved")
    bot.quiet()
    assert town.record(order)["Status"] == "Approved"
    assert town.written(order) == []
    assert bot.request(order).state is State.ELSEWHERE
    assert "Rejected" not in blocks_text(bot.card(order))


def test_a_change_before_the_first_of_the_two_steps_is_seen(bot: Inside, town: Town) -> None:
    town.org.post("switches", composite_activation="refuse")
    order = town.order()
    card = bot.arrive(order)
    town.fault(method="PATCH", path="sobjects/Order", delay_s=1.0, times=1)
    town.reject("cs.one", card)
    until(lambda: town.calls(kind="PATCH sobjects/Order"), "the reason is on its way")
    town.touch(order, Status="Approved")
    bot.quiet()
    assert town.written(order) == []
    assert "[Handoff" not in (town.record(order).get("Description") or "")
    assert bot.request(order).state is State.ELSEWHERE


def test_a_second_rejection_after_a_half_done_one_writes_its_own_reason(bot: Inside, town: Town) -> None:
    town.org.post("switches", composite_activation="refuse")
    town.org.post("validation-rules", object="Order", when={"Status": "Cancelled"}, message="No")
    order = town.order()
    card = bot.arrive(order)
    town.reject("cs.one", card, "duplicate_service")
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    town.org.delete("validation-rules")
    bot.pass_time(5)
    town.reject("cs.two", bot.card(order), "address_incomplete")
    bot.quiet()
    notes = town.record(order)["Description"]
    assert town.written(order) == ["Cancelled"]
    assert notes.splitlines()[-1].endswith("by cs.two] Installation address is incomplete")


# --- what orgs differ in ---------------------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize("category", ["Draft", "Activated"])
@pytest.mark.parametrize("button", ["Approve", "Reject"])
def test_either_status_category_is_served(bot: Inside, town: Town, category: str, button: str) -> None:
    town.org.post("switches", approved_category=category, cancelled_category=category)
    order = town.order()
    card = bot.arrive(order)
    if button == "Approve":
        town.press("cs.one", card, "Approve")
    else:
        town.reject("cs.one", card)
    bot.quiet()
    assert bot.request(order).state is State.DONE, town.privately("cs.one")
    assert len(town.written(order)) == 1


@ONE
def test_a_flow_that_moves_the_order_on_at_once_is_success(bot: Inside, town: Town) -> None:
    town.org.post("switches", flow_mode="moves_status_in_same_transaction")
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Activated"
    assert bot.request(order).state is State.DONE
    assert "Approved order" in blocks_text(bot.card(order))


@ONE
@pytest.mark.parametrize("history", ["on", "off", "untracked"])
def test_a_lost_reply_whose_order_the_flow_moved_on_is_ours_only_where_that_is_provable(
    town: Town, database_url: str, history: str
) -> None:
    town.org.post("switches", flow_mode="moves_status_in_same_transaction", history=history)
    with inside(town, database_url) as bot:
        order = town.order()
        card = bot.arrive(order)
        town.fault(path="composite", body='"PATCH"', drop="after", times=1)
        town.press("cs.one", card, "Approve")
        bot.quiet()
        assert town.record(order)["Status"] == "Activated"
        state = bot.request(order).state
        assert state is (State.DONE if history == "on" else State.ELSEWHERE), "without history a person must look"
        assert len(town.written(order)) == 1


def _refused(code: str) -> dict[str, object]:
    error = [{"errorCode": code, "message": "canary"}]
    return {
        "compositeResponse": [
            {"referenceId": "step0", "httpStatusCode": 400, "httpHeaders": {}, "body": error},
            {"referenceId": "after", "httpStatusCode": 200, "httpHeaders": {},
             "body": {"totalSize": 0, "done": True, "records": []}},
        ]
    }  # fmt: skip


def _dropped(town: Town) -> bool:
    return any(call["dropped"] for call in town.calls(kind="composite"))
