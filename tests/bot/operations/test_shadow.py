"""Shadow mode (M9): people decide as always, everything is recorded, and nothing is written outside."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select, update

from bot.store import Store
from models import AuditLine, Decision, Delivery, Lane, State
from tests.harness import Outside, Town, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.towns import ONE

SENTENCE = "Shadow mode: nothing was written to Salesforce"


@pytest.fixture
def shadow(town: Town, database_url: str) -> Iterator[Inside]:
    with inside(town, database_url) as bot:
        bot.machine.shadow = True
        yield bot


def test_a_decision_is_taken_recorded_and_not_written(shadow: Inside, town: Town) -> None:
    order, other = town.order(), town.order()
    card = shadow.arrive(order)
    assert "*Shadow mode*: what is decided here is not written" in blocks_text(card)
    assert "Shadow mode" in card["text"]
    calls = town.last_call()
    town.press("cs.one", card, "Approve")
    town.reject("cs.two", shadow.card(other), note="A note")
    shadow.quiet()
    for one, verb, who in ((order, "approve", "cs.one"), (other, "reject", "cs.two")):
        assert town.written(one) == []
        assert town.record(one)["Status"] == "Pending Review"
        request = shadow.request(one)
        assert (request.state, request.serving) == (State.WAITING, None)
        assert shadow.actions(request.public_id)[-2:] == [verb, f"{verb}.shadowed"]
        shown = shadow.card(one)
        assert f"*Shadow mode*: nothing was written to Salesforce ({verb} by @{who}" in blocks_text(shown)
        assert buttons(shown) == ["Approve", "Reject"]
        assert town.thread(shown) == [f"{SENTENCE} ({verb} by @{who})"]
        assert town.privately(who)[-1].startswith(SENTENCE)
    assert sorted(decision.verb for decision in shadow.rows(Decision)) == ["approve", "reject"]
    assert not [call for call in town.calls(since=calls) if '"PATCH"' in str(call)]
    assert town.record(order).get("Description") in (None, "")


@ONE
def test_an_attempt_from_before_the_shadow_is_found_out_and_not_repeated(shadow: Inside, town: Town) -> None:
    order = town.order()
    card = shadow.arrive(order)
    shadow.machine.shadow = False
    # The write arrives and its answer is lost; before the next attempt the operator starts anew in shadow mode.
    town.fault(path="composite", body='"PATCH"', drop="after", times=1)
    town.press("cs.one", card, "Approve")
    until(lambda: shadow.log.events("outbox.postponed"), "the lost answer")
    shadow.machine.shadow = True
    with shadow.store.transaction() as session:
        session.execute(update(Delivery).where(Delivery.lane == Lane.WRITE).values(due_at=shadow.bot.clock.real()))
    shadow.quiet()
    assert shadow.request(order).state is State.DONE, "it was written, and the card does not say otherwise"
    assert town.written(order) == ["Approved"]


@ONE
def test_out_of_the_shadow_the_same_order_is_decided_for_good(shadow: Inside, town: Town) -> None:
    order = town.order()
    town.press("cs.one", shadow.arrive(order), "Approve")
    shadow.quiet()
    shadow.machine.shadow = False
    town.press("cs.one", shadow.card(order), "Approve")
    shadow.quiet()
    assert town.written(order) == ["Approved"]
    assert "Shadow" not in blocks_text(shadow.card(order))


@ONE
def test_cards_that_nobody_pressed_say_when_the_shadow_begins_and_when_it_ends(town: Town, database_url: str) -> None:
    town.order()
    handbook = str(town.quick_handbook())

    def shown(bot: Outside) -> str:
        (card,) = until(town.cards, "the card", 30)
        until(lambda: bot.seen("outbox.done", kind="slack.card"), "it is drawn", 30)
        return blocks_text(card) if bot.end() == 0 else ""

    assert "Shadow" not in shown(Outside(town, database_url, HANDOFF_HANDBOOK=handbook))
    for setting, begun in (("1", True), ("0", False)):
        bot = Outside(town, database_url, HANDOFF_HANDBOOK=handbook, HANDOFF_SHADOW=setting)
        try:
            until(lambda begun=begun: ("Shadow mode" in blocks_text(town.cards()[0])) is begun, "the card says so", 30)
        finally:
            assert bot.end() == 0
    with closing(Store(database_url)) as store, store.reading() as session:
        lines = list(session.scalars(select(AuditLine.action).where(AuditLine.subject == "handoff")))
    assert lines == ["shadow.begun", "shadow.ended"]
