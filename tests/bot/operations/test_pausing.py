"""The kill switch (M13): told in another process, it holds at once, loses nothing, and its reason is on every card."""

import pytest
from sqlalchemy import update

from bot import pause
from bot.clock import Clock
from bot.errors import Refusal
from bot.operations import pausing
from bot.store import Store
from models import AuditLine, Delivery, DeliveryState, Lane, Pause, State
from tests.harness import Town, handoff, outside, until
from tests.inside import Inside, blocks_text, buttons, menu
from tests.towns import ONE

WHY = "Salesforce is being migrated"


def lanes(bot: Inside, state: DeliveryState) -> list[Lane]:
    return [row.lane for row in bot.rows(Delivery) if row.state is state]


def settled_but_writes(bot: Inside) -> None:
    until(lambda: set(lanes(bot, DeliveryState.WAITING)) <= {Lane.WRITE}, "only writes wait")


def test_a_pause_told_in_another_process_holds_at_once_and_says_why_everywhere(
    bot: Inside, town: Town, database_url: str
) -> None:
    order = town.order()
    card = bot.arrive(order)
    stale = town.payload("cs.one", card, "Approve")
    said = handoff(database_url, "pause", "--why", f"  {WHY} ")
    assert (said.returncode, said.stderr) == (0, "")
    assert "read-only now; 1 open card will say so" in said.stdout
    bot.quiet()
    shown = bot.card(order)
    assert WHY in blocks_text(shown)
    assert "Read-only" in shown["text"]
    assert shown["text"].startswith(card["text"].partition(":")[0])
    assert (buttons(shown), menu(shown)) == ([], [])
    assert town.post(stale).status_code == 200
    bot.quiet()
    (sentence,) = town.privately("cs.one")
    assert sentence.startswith("Handoff is read-only since ")
    assert sentence.endswith(f": {WHY}. Nothing was changed.")
    assert bot.request(order).state is State.WAITING
    again = handoff(database_url, "pause", "--why", "twice")
    assert again.returncode == 1
    assert WHY in again.stderr
    assert handoff(database_url, "resume").returncode == 0
    bot.quiet()
    shown = bot.card(order)
    assert buttons(shown) == ["Approve", "Reject"]
    assert WHY not in blocks_text(shown)
    town.press("cs.one", shown, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    none = handoff(database_url, "resume")
    assert (none.returncode, none.stderr) == (1, "handoff: Handoff is not paused: there is nothing to resume.\n")
    lines = [line for line in bot.rows(AuditLine) if line.subject == "handoff"]
    assert [line.action for line in lines] == ["pause", "resume"]
    assert all(line.actor.startswith("cli:") for line in lines)
    assert WHY not in str([line.detail for line in lines]), "free text never enters the chain"


def test_what_was_decided_waits_and_goes_on_and_a_form_is_refused(bot: Inside, town: Town) -> None:
    first, second = town.order(), town.order()
    card, other = bot.arrive(first), bot.arrive(second)
    stale = town.payload("cs.two", other, "Reject")
    town.org.post("latency", ms=400)  # the look-up is still under way when the pause comes
    town.press("cs.one", card, "Approve")
    pausing.pause(bot.store, bot.bot.clock, "cli:test", WHY)
    town.org.post("latency", ms=0)
    until(lambda: bot.request(first).state is State.DECIDED, "the look-up goes on, and the decision is taken")
    settled_but_writes(bot)
    assert town.written(first) == []
    assert WHY in blocks_text(bot.card(first))
    third = town.order(at=town.org.get("state")["now"])
    bot.poll()
    until(lambda: bot.cards(third), "intake and cards go on")
    until(lambda: WHY in blocks_text(bot.card(second)), "a card that was there before")
    assert town.post(stale).status_code == 200
    until(lambda: town.privately("cs.two"), "the refusal")
    assert WHY in town.privately("cs.two")[0]
    assert not town.slack.get("views", user="cs.two")["views"]
    assert town.written(first) == []
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    bot.quiet()
    assert town.written(first) == ["Approved"]
    assert buttons(bot.card(second)) == ["Approve", "Reject"]
    assert not bot.log.events("job.failed")


@ONE
def test_a_write_that_was_claimed_just_before_the_pause_is_stopped_at_the_door(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    handler = bot.bot.worker._handlers["orders.approve"]
    perform = handler.perform

    def late(delivery: Delivery, *, again: bool) -> object:
        if not bot.rows(Pause):
            pausing.pause(bot.store, bot.bot.clock, "cli:test", WHY)
        return perform(delivery, again=again)

    handler.perform = late  # type: ignore[method-assign]  # the pause comes between the claim and the write
    town.press("cs.one", card, "Approve")
    until(lambda: bot.log.events("outbox.postponed"), "the write is put off")
    settled_but_writes(bot)
    assert town.written(order) == []
    assert bot.request(order).trouble is None
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    bot.quiet()
    assert town.written(order) == ["Approved"]


def test_a_pause_and_its_end_outlive_kill_9(town: Town, database_url: str) -> None:
    orders = town.orders(3)
    town.org.post("clock", add_s=5)
    handbook = str(town.quick_handbook())
    with outside(town, database_url, HANDOFF_HANDBOOK=handbook) as (bot,):
        until(lambda: len(town.cards()) == 3, "all cards", 60)
        cards = town.cards()
        town.org.post("latency", ms=300)
        assert all(town.press("cs.one", card, "Approve")["status"] == 200 for card in cards)
        assert handoff(database_url, "pause", "--why", WHY).returncode == 0
        bot.kill()
        town.org.post("latency", ms=0)
        before = [town.written(order) for order in orders]
        bot.start()
        bot.ready()
        until(lambda: all(WHY in blocks_text(card) or "Approved" in card["text"] for card in town.cards()), "cards", 60)
        refused = handoff(database_url, "status")
        assert WHY in refused.stdout, refused.stdout + refused.stderr
        assert [town.written(order) for order in orders] == before, "nothing is written while it is paused"
        bot.kill()
        assert handoff(database_url, "resume").returncode == 0
        bot.start()
        bot.ready()
        until(lambda: all(town.record(order)["Status"] == "Approved" for order in orders), "every acked press", 60)
        assert [town.written(order) for order in orders] == [["Approved"]] * 3


@ONE
def test_only_what_has_a_card_is_counted_and_drawn_anew(bot: Inside, town: Town) -> None:
    most = bot.machine.policy.workflow("orders").most_cards
    town.orders(most + 5)
    town.org.post("clock", add_s=5)
    bot.poll()
    bot.quiet(60)
    assert pausing.pause(bot.store, bot.bot.clock, "cli:test", WHY) == len(town.cards()) == most


def test_a_reason_is_needed_and_bounded(store: Store) -> None:
    for why in ("", "  \n", "x" * 201, "a\x00b"):
        with pytest.raises(Refusal, match="Say why"):
            pausing.pause(store, Clock(), "cli:test", why)
    assert pausing.pause(store, Clock(), "cli:test", "x" * 200) == 0
    assert pausing.resume(store, Clock(), "cli:test") == 0
    pausing.pause(store, Clock(), "cli:test", "another")
    with store.transaction() as session:
        found = pause.standing(session)
        assert found is not None
        assert found.why == "another"
        session.execute(update(Pause).values(standing=None))
        assert pause.standing(session) is None
