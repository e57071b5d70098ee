"""A decision can be taken back until it is written: for so many seconds of real time, by whoever may decide."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.operations import pausing
from bot.store import WAKE, Store
from models import AuditLine, Decision, Delivery, DeliveryState, Lane, Member, Request, State
from tests.harness import ROOT, Json, Town, outside, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.towns import ONE


def handbook(folder: Path, seconds: int) -> str:
    """The shipped handbook with this long an undo window for standard orders."""
    text = (ROOT / "handbook.yaml").read_text("utf-8")
    assert text.count("undo_seconds: 20") == 1
    text = text.replace("undo_seconds: 20", f"undo_seconds: {seconds}").replace("poll_seconds: 15", "poll_seconds: 0.5")
    path = folder / f"undo-{seconds}.yaml"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def bot(town: Town, database_url: str, tmp_path: Path) -> Iterator[Inside]:
    """A window of five minutes: no test waits for its end, each ends it by hand."""
    with inside(town, database_url, handbook(tmp_path, 300)) as found:
        yield found


def calm(bot: Inside) -> None:
    """Wait until nothing is to be done but the writes whose window is open."""

    def quiet() -> bool:
        soon = bot.bot.clock.real()
        return not any(
            row.state is DeliveryState.WAITING and (row.lane is not Lane.WRITE or row.due_at <= soon)
            for row in bot.rows(Delivery)
        )

    until(quiet, "the outbox has nothing left but open windows")


def window_ends(bot: Inside, *, settle: bool = True) -> None:
    """The last second of every open window has passed."""

    def end(session: Session) -> None:
        writes = update(Delivery).where(Delivery.state == DeliveryState.WAITING, Delivery.lane == Lane.WRITE)
        session.execute(writes.values(due_at=bot.bot.clock.real()))
        session.info[WAKE] = True

    bot.store.run(end)
    if settle:
        bot.quiet()


def press(bot: Inside, town: Town, who: str, order: str, button: str) -> None:
    assert town.press(who, bot.card(order), button)["status"] == 200
    calm(bot)


def approved(bot: Inside, town: Town, who: str = "cs.one") -> str:
    """An order whose approval can still be taken back."""
    order = town.order()
    bot.arrive(order)
    press(bot, town, who, order, "Approve")
    assert bot.request(order).state is State.DECIDED
    return order


def undo_by_words(town: Town, who: str, order: str) -> str:
    text: str = town.types(who, f"/orders undo {town.record(order)['OrderNumber']}")["text"]
    return text


# --- while the window is open ----------------------------------------------------------------------------------------


def test_the_card_says_until_when_it_can_be_undone_and_nothing_is_written(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    card = bot.card(order)
    (write,) = [row for row in bot.rows(Delivery) if row.lane is Lane.WRITE]
    end = write.due_at + (bot.bot.clock.business() - bot.bot.clock.real())
    assert "Approving order" in blocks_text(card)
    assert "Written to Salesforce at " in card["text"]
    assert "until then it can be undone" in card["text"]
    shown = card["text"].partition("Written to Salesforce at ")[2][:8]
    assert abs(_seconds(shown) - _seconds(f"{end.astimezone():%H:%M:%S}")) % 3600 <= 2
    assert buttons(card) == ["Undo"]
    assert town.written(order) == []
    assert town.record(order)["Status"] == "Pending Review"
    window_ends(bot)
    assert town.written(order) == ["Approved"]
    assert buttons(bot.card(order)) == []
    assert "Too late to undo" in blocks_text(bot.card(order))
    assert "set its Status to Pending Review there" in blocks_text(bot.card(order))


def _seconds(clock: str) -> int:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return hours * 3600 + minutes * 60 + seconds


@pytest.mark.parametrize("who", ["cs.one", "cs.two", "cs.manager"])
def test_whoever_may_decide_takes_it_back(bot: Inside, town: Town, who: str) -> None:
    order = approved(bot, town)
    press(bot, town, who, order, "Undo")
    request, card = bot.request(order), bot.card(order)
    assert (request.state, request.serving) == (State.WAITING, None)
    assert buttons(card) == ["Approve", "Reject"]
    assert "Review order" in blocks_text(card)
    assert town.thread(card) == [f"Approval of @cs.one undone by @{who}; nothing was written"]
    assert town.privately(who) == [f"Approval of order {request.number} undone. Nothing was written."]
    assert bot.actions(request.public_id)[-1] == "approve.undone"
    bot.quiet()  # no write waits any more
    assert town.written(order) == []
    assert town.record(order)["Status"] == "Pending Review"


@ONE
def test_a_rejection_is_taken_back_and_left_no_word_in_the_notes(bot: Inside, town: Town) -> None:
    order = town.order(order={"Description": "Ring twice, please"})
    town.reject("cs.one", bot.arrive(order), "other", "they rang")
    calm(bot)
    assert "Rejecting order" in blocks_text(bot.card(order))
    # A note on an order must be read before it is approved, not before it is rejected.
    press(bot, town, "cs.two", order, "Undo")
    assert town.thread(bot.card(order)) == ["Rejection of @cs.one undone by @cs.two; nothing was written"]
    assert town.record(order)["Description"] == "Ring twice, please"
    assert bot.actions(bot.request(order).public_id)[-1] == "reject.undone"
    town.reject("cs.two", bot.card(order), "customer_withdrew")
    calm(bot)
    window_ends(bot)
    assert town.written(order) == ["Cancelled"]
    assert "they rang" not in town.record(order)["Description"]


@ONE
@pytest.mark.parametrize("who", ["sales.one", "sales.manager", "devops.one", "ops.lead", "dev.one"])
def test_an_outsider_undoes_nothing(bot: Inside, town: Town, who: str) -> None:
    order = approved(bot, town)
    press(bot, town, who, order, "Undo")
    assert "Only CS agents and CS managers can undo orders" in town.privately(who)[-1]
    assert bot.request(order).state is State.DECIDED
    window_ends(bot)
    assert town.written(order) == ["Approved"]


@ONE
def test_a_second_undo_finds_nothing_to_undo(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    card = bot.card(order)
    sent = [town.payload(who, card, "Undo") for who in ("cs.one", "cs.two", "cs.three", "cs.manager")]
    with ThreadPoolExecutor(len(sent)) as pool:
        assert {reply.status_code for reply in pool.map(town.post, [*sent, sent[0]])} == {200}
    calm(bot)
    actions = bot.actions(bot.request(order).public_id)
    assert (actions.count("approve.undone"), actions.count("undo.refused")) == (1, 3)
    assert len(town.thread(card)) == 1
    told = [text for who in ("cs.one", "cs.two", "cs.three", "cs.manager") for text in town.privately(who)]
    assert sum("There is nothing to undo" in text for text in told) == 3


def test_what_was_undone_is_decided_anew_by_somebody_else(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    press(bot, town, "cs.two", order, "Undo")
    press(bot, town, "cs.two", order, "Approve")
    assert "@cs.two" in bot.card(order)["text"]
    window_ends(bot)
    assert town.written(order) == ["Approved"]
    assert town.thread(bot.card(order))[-1].startswith("Approved by @cs.two")
    assert [decision.name for decision in bot.rows(Decision)] == ["cs.one", "cs.two"]


@ONE
def test_nobody_decides_otherwise_in_the_window_without_undoing_it(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    stale = town.payload("cs.two", card, "Approve")
    press(bot, town, "cs.one", order, "Approve")
    assert town.post(stale).status_code == 200
    calm(bot)
    assert "already under way, by @cs.one" in town.privately("cs.two")[-1]
    window_ends(bot)
    assert town.written(order) == ["Approved"]


@ONE
def test_a_priority_order_is_written_at_once(bot: Inside, town: Town) -> None:
    order = town.order(order={"Priority__c": "Priority"})
    town.press("cs.one", bot.arrive(order), "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert "Undo" not in blocks_text(bot.card(order))
    assert "Too late to undo" in undo_by_words(town, "cs.one", order)


@ONE
def test_undo_by_words(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    assert "taken in" in undo_by_words(town, "cs.two", order)
    calm(bot)
    assert bot.request(order).state is State.WAITING


@ONE
def test_a_claimed_order_that_was_undone_is_still_its_claimants(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    press(bot, town, "cs.one", order, "Claim")
    press(bot, town, "cs.one", order, "Approve")
    press(bot, town, "cs.two", order, "Undo")
    assert "Claimed by @cs.one" in blocks_text(bot.card(order))


# --- what happens meanwhile ------------------------------------------------------------------------------------------


@ONE
def test_who_loses_the_role_in_the_window_has_nothing_written(bot: Inside, town: Town) -> None:
    order = approved(bot, town)

    def leave(session: Session) -> None:
        session.get_one(Member, "U0CSONE").roles = []

    bot.store.run(leave)
    window_ends(bot)
    assert town.written(order) == []
    assert bot.request(order).state is State.WAITING
    assert "Only CS agents and CS managers" in town.privately("cs.one")[-1]
    assert buttons(bot.card(order)) == ["Approve", "Reject"]


@ONE
def test_what_was_decided_elsewhere_in_the_window_is_left_alone_and_told(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    town.touch(order, Status="Cancelled")
    bot.poll()
    window_ends(bot)
    assert town.written(order) == []
    assert town.record(order)["Status"] == "Cancelled"
    assert "Decided in Salesforce" in bot.card(order)["text"]
    assert "came too late" in town.privately("cs.one")[-1]
    assert "There is nothing to undo" in undo_by_words(town, "cs.one", order)


@ONE
def test_what_changed_in_the_window_is_held(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    town.touch(order, ShippingStreet="9-9-9 Elsewhere")
    bot.poll()
    window_ends(bot)
    assert town.written(order) == []
    assert bot.request(order).state is State.HELD
    assert "Undo" not in buttons(bot.card(order))
    assert "changed while you looked" in town.privately("cs.one")[-1]


@ONE
def test_a_read_only_bot_writes_nothing_until_it_goes_on(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Salesforce is being moved")
    window_ends(bot, settle=False)
    assert "Salesforce is being moved" in undo_by_words(town, "cs.two", order)
    assert town.written(order) == []
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_a_bot_that_goes_on_before_the_end_still_undoes(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Salesforce is being moved")
    pausing.resume(bot.store, bot.bot.clock, "cli:test")
    calm(bot)
    press(bot, town, "cs.two", order, "Undo")
    assert bot.request(order).state is State.WAITING
    assert town.written(order) == []


# --- when the write has begun ----------------------------------------------------------------------------------------


def test_once_the_write_has_begun_an_undo_is_refused_and_told_what_to_do(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    card = bot.card(order)
    sent = town.payload("cs.two", card, "Undo")
    town.org.post("latency", ms=1500)
    window_ends(bot, settle=False)
    until(lambda: any(row.lane is Lane.WRITE and row.sent_at for row in bot.rows(Delivery)), "the write has begun")
    assert town.post(sent).status_code == 200
    assert bot.request(order).state is State.DECIDED
    town.org.post("latency", ms=0)
    bot.quiet()
    assert town.written(order) == ["Approved"]
    (sentence,) = town.privately("cs.two")
    assert "is being written this moment. Nothing was changed" in sentence
    assert "its card says how to take it back" in sentence
    assert bot.actions(bot.request(order).public_id).count("undo.refused") == 1
    assert "Too late to undo" in undo_by_words(town, "cs.two", order)


@ONE
def test_what_was_taken_back_in_salesforce_comes_back_as_a_new_card(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    window_ends(bot)
    town.touch(order, Status="Pending Review")
    bot.poll()
    bot.quiet()
    first, second = bot.cards(order)
    assert "Undo" not in buttons(first)
    assert buttons(second) == ["Approve", "Reject"]


def test_of_undo_and_write_at_one_moment_exactly_one_happens(town: Town, database_url: str, tmp_path: Path) -> None:
    orders = town.orders(30)  # as many as have a card
    with inside(town, database_url, handbook(tmp_path, 2)) as bot:
        bot.poll()
        bot.quiet(60)
        cards = {order: bot.card(order) for order in orders}
        for card in cards.values():
            assert town.press("cs.one", card, "Approve")["status"] == 200
        undoing = []
        lock = threading.Lock()

        def race(order: str) -> None:
            def due() -> datetime | None:
                query = select(Delivery.due_at).join(Request, Request.id == Delivery.request_id)
                with bot.store.reading() as session:
                    return session.scalar(query.where(Request.external_id == order, Delivery.lane == Lane.WRITE))

            end = until(due, "the write's row")
            until(lambda: "Undo" in buttons(bot.card(order)) or bot.request(order).state is State.DONE, "the card")
            if bot.request(order).state is State.DONE:
                return
            body = town.payload("cs.two", bot.card(order), "Undo")
            at = end.timestamp() + random.uniform(-0.05, 0.15)
            until(lambda: time.time() >= at, "the moment")
            assert town.post(body).status_code == 200
            with lock:
                undoing.append(order)

        with ThreadPoolExecutor(len(orders)) as pool:
            list(pool.map(race, orders))
        bot.quiet(60)
        with bot.store.reading() as session:
            undone = set(session.scalars(select(AuditLine.subject).where(AuditLine.action == "approve.undone")))
        assert undoing
        for order in orders:
            request = bot.request(order)
            if request.public_id in undone:
                assert (town.written(order), request.state) == ([], State.WAITING)
            else:
                assert (town.written(order), request.state) == (["Approved"], State.DONE)


# --- kill -9 ---------------------------------------------------------------------------------------------------------


def _write(store: Store) -> Delivery:
    """The row of the one write."""

    def found() -> Delivery | None:
        with store.reading() as session:
            return session.scalar(select(Delivery).where(Delivery.lane == Lane.WRITE).order_by(Delivery.id.desc()))

    return until(found, "the write's row")


def _moment(store: Store, seconds: float) -> None:
    """Wait until this long after the window's end."""
    end = _write(store).due_at
    until(lambda: (datetime.now(UTC) - end).total_seconds() >= seconds, "the moment", 60)


def _undo_shown(town: Town) -> Json:
    def found() -> Json | None:
        return next((card for card in town.cards() if "Undo" in buttons(card)), None)

    return until(found, "the card with Undo", 30)


def test_a_kill_in_the_window_leaves_it_open(town: Town, database_url: str, tmp_path: Path) -> None:
    order = town.order()
    with outside(town, database_url, HANDOFF_HANDBOOK=handbook(tmp_path, 60)) as (bot,):
        until(town.cards, "the card", 30)
        town.press("cs.one", town.cards()[0], "Approve")
        card = _undo_shown(town)
        bot.kill()
        bot.start()
        bot.ready()
        assert town.press("cs.two", card, "Undo")["status"] == 200
        bot.kill()  # what was acked is not lost
        bot.start()
        bot.ready()
        until(lambda: buttons(town.cards()[0]) == ["Approve", "Reject"], "the card asks again", 60)
        until(lambda: len(town.thread(card)) == 1, "the thread says so", 60)
    store = Store(database_url)
    try:
        assert _write(store).state is DeliveryState.WITHDRAWN
    finally:
        store.close()
    assert town.written(order) == []


@pytest.mark.parametrize("moment", [-1.0, 1.0])
def test_a_kill_around_its_end_has_it_written_once(
    town: Town, database_url: str, tmp_path: Path, moment: float
) -> None:
    """A second before: written after the restart. A second after: in the middle of the write, which is then found."""
    order = town.order()
    store = Store(database_url)
    with outside(town, database_url, HANDOFF_HANDBOOK=handbook(tmp_path, 4)) as (bot,):
        until(town.cards, "the card", 30)
        town.press("cs.one", town.cards()[0], "Approve")
        _undo_shown(town)
        if moment > 0:
            town.org.post("latency", ms=1500)  # reading, then writing: it is under way
        _moment(store, moment)
        assert bool(_write(store).sent_at) is (moment > 0)
        bot.kill()
        town.org.post("latency", ms=0)
        bot.start()
        bot.ready()
        until(lambda: "Approved" in town.cards()[0]["text"], "the outcome", 60)
        until(lambda: town.thread(town.cards()[0]), "its line", 60)
    store.close()
    assert town.written(order) == ["Approved"]
    assert len(town.cards()) == 1
    assert len(town.thread(town.cards()[0])) == 1
