"""Dead letters: listed without a customer's word, tried again and put aside, each on record and on the card (M5)."""

import pytest
from sqlalchemy import update

from bot import outbox
from bot.errors import Refusal
from bot.operations import deliveries, pausing
from bot.workflow.recorder import CARD
from models import AuditLine, Delivery, DeliveryState, Lane, State
from tests.harness import Town, handoff, until
from tests.inside import Inside, blocks_text, buttons, dead_letter
from tests.towns import ONE


def test_a_refused_write_is_listed_and_its_retry_shows_on_the_card(bot: Inside, town: Town, database_url: str) -> None:
    order, row = dead_letter(bot)
    shown = handoff(database_url, "outbox", "list")
    assert shown.returncode == 0, shown.stderr
    heading, line = shown.stdout.splitlines()
    assert heading.split() == ["id", "state", "kind", "request", "age", "attempts", "fault"]
    number = town.record(order)["OrderNumber"]
    assert line.split()[:4] == [str(row.id), "parked", row.kind, number]
    assert "Yamada" not in shown.stdout
    assert handoff(database_url, "status").returncode == 1, "a parked row is something wrong"
    done = handoff(database_url, "outbox", "retry", str(row.id))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"orders {number} is tried again" in done.stdout
    until(lambda: bot.request(order).state is State.DONE, "the retry")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert "Approved" in bot.card(order)["text"]
    lines = [(line.actor[:4], line.action) for line in bot.rows(AuditLine) if line.actor.startswith("cli:")]
    assert lines == [("cli:", "retried"), ("cli:", "outbox.retried")]
    again = handoff(database_url, "outbox", "retry", str(row.id))
    assert (again.returncode, again.stdout) == (1, "")
    assert "nothing of it is left to do" in again.stderr


def test_a_write_put_aside_gives_the_card_its_buttons_back_and_says_why(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "quiet")  # the write waits
    with bot.store.transaction() as session:
        session.execute(update(Delivery).where(Delivery.lane == Lane.CARD).values(state=DeliveryState.DONE))
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    bot.quiet()
    town.org.post("latency", ms=300)
    town.press("cs.one", card, "Approve")
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "quiet")
    town.org.post("latency", ms=0)
    until(lambda: bot.request(order).state is State.DECIDED, "the decision")
    (row,) = [row for row in bot.rows(Delivery) if row.kind == "orders.approve"]
    assert "parked" in deliveries.park(bot.machine, row.id, "cli:test")
    with pytest.raises(Refusal, match="parked already"):
        deliveries.park(bot.machine, row.id, "cli:test")
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    shown = bot.card(order)
    assert "an operator put it aside" in blocks_text(shown)
    assert buttons(shown) == ["Approve", "Reject"]
    assert town.written(order) == []
    assert "an operator put it aside" in town.privately("cs.one")[-1]
    deliveries.retry(bot.machine, row.id, "cli:test")
    until(lambda: bot.request(order).state is State.DONE, "the retry")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_what_somebody_is_performing_is_left_alone(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    now = bot.bot.clock.real()
    with bot.store.transaction() as session:
        outbox.enqueue(session, now, "C", outbox.Order("k", "slack.tell", Lane.SAY, {}))
        taken = update(Delivery).where(Delivery.key == "k")
        session.execute(taken.values(leased_until=now.replace(year=2099), owner="somebody", attempts=1))
    (row,) = [row for row in bot.rows(Delivery) if row.key == "k"]
    for change in (deliveries.retry, deliveries.park):
        with pytest.raises(Refusal, match="being carried out at this moment"):
            change(bot.machine, row.id, "cli:test")
        with pytest.raises(Refusal, match="There is no delivery 999999"):
            change(bot.machine, 999_999, "cli:test")
    with bot.store.reading() as session:
        assert [found.leased for found in deliveries.listed(session, now)] == [True]
    with bot.store.transaction() as session:
        session.execute(update(Delivery).where(Delivery.key == "k").values(leased_until=None, state="done"))
    with pytest.raises(Refusal, match="is done"):
        deliveries.park(bot.machine, row.id, "cli:test")
    assert not [line for line in bot.rows(AuditLine) if line.action.startswith("outbox.")]


@ONE
def test_a_message_is_put_aside_and_sent_later(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    bot.bot.worker.stop()
    now = bot.bot.clock.real()
    with bot.store.transaction() as session:
        payload = {"channel": card["channel"], "user": "U0CSONE", "text": "Later.", "thread": None}
        outbox.enqueue(session, now, "C", outbox.Order("k", "slack.tell", Lane.SAY, payload))
    (row,) = [row for row in bot.rows(Delivery) if row.key == "k"]
    assert deliveries.park(bot.machine, row.id, "cli:test") == f"Delivery {row.id} is parked."
    assert deliveries.retry(bot.machine, row.id, "cli:test") == f"Delivery {row.id} is tried again now."
    (row,) = [row for row in bot.rows(Delivery) if row.key == "k"]
    assert row.state is DeliveryState.WAITING
    assert [line.action for line in bot.rows(AuditLine) if line.actor == "cli:test"] == [
        "outbox.parked",
        "outbox.retried",
    ]


@ONE
def test_a_card_is_not_tried_beside_one_that_is_being_posted(bot: Inside, town: Town) -> None:
    """Neither would know of the other, and the order would have two."""
    order = town.order()
    bot.arrive(order)
    bot.bot.worker.stop()
    now = bot.bot.clock.real()
    with bot.store.transaction() as session:
        for key in ("parked", "under way"):
            outbox.enqueue(session, now, "C", outbox.Order(key, CARD, Lane.CARD, {}, bot.request(order).id))
        session.execute(update(Delivery).where(Delivery.key == "parked").values(state=DeliveryState.PARKED))
        taken = {"leased_until": now.replace(year=2099), "owner": "somebody", "attempts": 1}
        session.execute(update(Delivery).where(Delivery.key == "under way").values(**taken))
    rows = {row.key: row.id for row in bot.rows(Delivery)}
    with pytest.raises(Refusal, match=f"Delivery {rows['under way']} of the same request is being carried out"):
        deliveries.retry(bot.machine, rows["parked"], "cli:test")
    with bot.store.transaction() as session:
        session.execute(update(Delivery).where(Delivery.key == "under way").values(leased_until=now))
    assert "is tried again now" in deliveries.retry(bot.machine, rows["parked"], "cli:test")


@ONE
def test_a_sentence_is_tried_whatever_else_is_under_way(bot: Inside, town: Town) -> None:
    bot.bot.worker.stop()
    now = bot.bot.clock.real()
    with bot.store.transaction() as session:
        for key in ("parked", "under way"):
            outbox.enqueue(session, now, "C", outbox.Order(key, "slack.tell", Lane.SAY, {}))
        session.execute(update(Delivery).where(Delivery.key == "parked").values(state=DeliveryState.PARKED))
        taken = {"leased_until": now.replace(year=2099), "owner": "somebody", "attempts": 1}
        session.execute(update(Delivery).where(Delivery.key == "under way").values(**taken))
    (row,) = [row for row in bot.rows(Delivery) if row.key == "parked"]
    assert "is tried again now" in deliveries.retry(bot.machine, row.id, "cli:test")


@ONE
def test_who_left_is_told_nothing_and_nothing_stays_behind(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())
    with bot.store.transaction() as session:
        payload = {"channel": card["channel"], "user": "U0LEFT", "text": "Too late.", "thread": None}
        outbox.enqueue(session, bot.bot.clock.real(), "C", outbox.Order("k", "slack.tell", Lane.SAY, payload))
    bot.quiet()
    (row,) = [row for row in bot.rows(Delivery) if row.key == "k"]
    assert row.state is DeliveryState.DONE
    assert bot.log.events("tell.unreachable")
