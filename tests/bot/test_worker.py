"""The worker: a hung lane slows nothing else, a bug ends in a sentence, SIGTERM ends what is in flight."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import outbox
from bot.clock import Clock
from bot.errors import ClientError, Permanent, Transient, Unknown
from bot.store import Store
from bot.worker import THREADS, Worker
from models import Delivery, DeliveryState, Lane
from tests.harness import Town, outside, until
from tests.inside import Log, logging_to


class Scripted:
    """A handler that does what its script says, attempt by attempt; remembers how it was called."""

    def __init__(self, *script: Callable[[], Any]) -> None:
        self.script = list(script)
        self.attempts: list[bool] = []
        self.settled: list[Any] = []
        self.errors: list[ClientError] = []

    def perform(self, delivery: Delivery, *, again: bool) -> Any:
        self.attempts.append(again)
        return self.script.pop(0)() if self.script else "done"

    def settle(self, session: Session, delivery: Delivery, result: Any) -> None:
        self.settled.append(result)

    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        self.errors.append(error)

    def delayed(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        self.errors.append(error)


def fail(error: Exception) -> Callable[[], Any]:
    def raising() -> Any:
        raise error

    return raising


@contextmanager
def working(store: Store, **handlers: Any) -> Iterator[Worker]:
    with logging_to(Log()):
        worker = Worker(store, Clock(), handlers, "me")
        worker.start()
        try:
            yield worker
        finally:
            worker.stop()


def put(store: Store, kind: str, lane: Lane = Lane.SAY, count: int = 1) -> None:
    now = Clock().real()
    with store.transaction() as session:
        for n in range(count):
            outbox.enqueue(session, now, "C", outbox.Order(f"{kind}{n}{time.time_ns()}", kind, lane, {}))


def states(store: Store) -> list[DeliveryState]:
    with store.reading() as session:
        return [row.state for row in session.query(Delivery).order_by(Delivery.id)]


def test_a_commit_is_worked_on_at_once(store: Store) -> None:
    handler = Scripted()
    with working(store, k=handler):
        time.sleep(0.3)  # it has gone to sleep
        started = time.monotonic()
        put(store, "k")
        until(lambda: handler.settled, "the row is settled", 5)
        assert time.monotonic() - started < 0.9, "less than the sleep it was woken from"
    assert states(store) == [DeliveryState.DONE]
    assert handler.attempts == [False]


def test_a_hung_lane_slows_nothing_else(store: Store) -> None:
    gate = threading.Event()
    hung, brisk = Scripted(*[gate.wait] * 20), Scripted()
    with working(store, hung=hung, brisk=brisk):
        put(store, "hung", Lane.LOOK, 20)
        until(lambda: len(hung.attempts) == THREADS[Lane.LOOK], "the lane is full")
        for lane in (Lane.WRITE, Lane.CARD, Lane.SAY):
            put(store, "brisk", lane, 5)
        until(lambda: len(brisk.settled) == 15, "the other lanes are done", 10)
        assert hung.settled == []
        gate.set()
        until(lambda: len(hung.settled) == 20, "the lane goes on", 10)


@pytest.mark.parametrize("error", [Transient("x", code="X"), Unknown("x", code="X")])
def test_what_failed_for_now_is_tried_again_and_an_uncertain_attempt_is_looked_for(
    store: Store, error: ClientError
) -> None:
    handler = Scripted(fail(error))
    with working(store, k=handler):
        put(store, "k")
        until(lambda: handler.settled, "the second attempt", 10)
    assert handler.attempts == [False, isinstance(error, Unknown)]


def test_a_sure_failure_after_an_uncertain_one_does_not_make_it_sure(store: Store) -> None:
    handler = Scripted(fail(Unknown("x", code="X")), fail(Transient("x", code="X")))
    with working(store, k=handler):
        put(store, "k")
        until(lambda: handler.settled, "the third attempt", 10)
    assert handler.attempts == [False, True, True]
    assert len(handler.errors) == 1, "the card hears of it from the second failure on"


def test_what_will_never_work_is_parked_and_told(store: Store) -> None:
    handler = Scripted(fail(Permanent("x", code="NO")))
    with working(store, k=handler):
        put(store, "k")
        until(lambda: handler.errors, "the refusal", 10)
        until(lambda: states(store) == [DeliveryState.PARKED], "the row is parked")
    assert handler.errors[0].code == "NO"


def test_a_kind_that_nobody_knows_is_parked_and_holds_nobody_up(store: Store) -> None:
    handler = Scripted()
    with working(store, k=handler):
        put(store, "unheard.of")
        put(store, "k")
        until(lambda: states(store) == [DeliveryState.PARKED, DeliveryState.DONE], "both rows have ended", 10)


def test_a_bug_ends_neither_the_worker_nor_in_an_endless_loop(store: Store) -> None:
    buggy, fine = Scripted(*[fail(ZeroDivisionError("a bug"))] * 10), Scripted()
    with working(store, buggy=buggy, fine=fine):
        put(store, "buggy")
        put(store, "fine")
        until(lambda: fine.settled, "the other row", 10)
        for _ in range(2):
            attempts = len(buggy.attempts)
            with store.transaction() as session:  # the lease runs out
                session.execute(update(Delivery).values(leased_until=Clock().real()))
            until(lambda n=attempts: len(buggy.attempts) > n, "the next attempt", 10)
        until(lambda: DeliveryState.PARKED in states(store), "it is given up", 10)
    assert buggy.attempts == [False, True, True]
    assert buggy.errors[0].code == "INTERNAL"


def test_a_row_that_was_taken_over_is_settled_by_nobody_else(store: Store) -> None:
    gate, entered = threading.Event(), threading.Event()

    def slow() -> str:
        entered.set()
        gate.wait(10)
        return "mine"

    handler = Scripted(slow)
    with working(store, k=handler):
        put(store, "k")
        assert entered.wait(10)
        with store.transaction() as session:  # another replica took it over and is not done yet
            later = Clock().real().replace(year=2099)
            session.execute(update(Delivery).values(owner="another", attempts=7, leased_until=later))
        gate.set()
    assert states(store) == [DeliveryState.WAITING]


def test_stopping_waits_for_what_is_in_flight_and_claims_nothing_more(store: Store) -> None:
    gate, entered = threading.Event(), threading.Event()

    def slow() -> str:
        entered.set()
        gate.wait(10)
        return "done"

    handler = Scripted(slow)
    with working(store, k=handler) as worker:
        put(store, "k")
        assert entered.wait(10)
        worker._stopping = True
        put(store, "k")
        gate.set()
    assert states(store) == [DeliveryState.DONE, DeliveryState.WAITING]


def test_sigterm_ends_a_run_in_order(town: Town, database_url: str) -> None:
    order = town.order()
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        (card,) = until(town.cards, "the card", 30)
        town.fault(path="composite", body='"PATCH"', hold_s=1.0, times=1)
        assert town.press("cs.one", card, "Approve")["status"] == 200
        until(lambda: bot.seen("effect.sending", effect="approve"), "the write is in flight", 20)
        assert bot.end(30) == 0
        assert bot.seen("run.stopped")
        assert town.written(order) == ["Approved"]
        assert not [line for line in bot.lines if "Traceback" in line]
        bot.start()
        bot.ready()
        until(lambda: "Approved" in town.cards()[0]["text"], "the rest is done after the start", 40)
        assert town.written(order) == ["Approved"]
