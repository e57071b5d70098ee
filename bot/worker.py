"""The worker: claims due rows of the outbox, performs them, and settles them. It may be killed at any moment.

Each lane has threads of its own, so a vendor that hangs holds up its lane and nothing else. Between the claim and the
settling no transaction is open. What a kill leaves behind is a leased row: when the lease runs out the row is claimed
again, and its handler looks whether the first attempt took effect before it repeats anything.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot import log, outbox
from bot.clock import Clock
from bot.errors import ClientError, Permanent, Transient, Unknown
from bot.store import Store
from models import Delivery, DeliveryState, Lane

THREADS = {Lane.LOOK: 4, Lane.WRITE: 4, Lane.CARD: 4, Lane.SAY: 3}
GATHER = 0.02
"""Seconds between two rounds of claims. Under load one round then serves several commits and ended rows: a round costs
as much as a press, and competes with it. A wake-up after a quiet moment is served at once."""
GIVE_WAY = 1.0
"""Seconds that what is not urgent lets pass after a vendor's pause: what the vendor's rate leaves is for the urgent."""
LONGEST_SLEEP = 1.0
"""Seconds. A wake-up comes with every commit of this process; this bounds how late another's is noticed."""

UNSAID = frozenset({"SETTLING", "PAUSED"})
"""Reasons to wait that are no trouble of the request's: its card says nothing of them, or says it already."""
BUGS_TO_PARK = 3
RENEW = timedelta(seconds=10)
"""How often rows in flight get their lease anew: an effect may need several slow calls."""


class Handler(Protocol):
    """How one kind of row is performed. ``perform`` calls vendors, the others write, in the settling transaction."""

    def perform(self, delivery: Delivery, *, again: bool) -> Any: ...
    def settle(self, session: Session, delivery: Delivery, result: Any) -> None: ...
    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None: ...
    def delayed(self, session: Session, delivery: Delivery, error: ClientError) -> None: ...


class LostLeaseError(Exception):
    """Somebody else took the row over: our transaction is rolled back and theirs counts."""


class Worker:
    def __init__(self, store: Store, clock: Clock, handlers: Mapping[str, Handler], owner: str) -> None:
        self._store = store
        self._clock = clock
        self._handlers = handlers
        self._owner = owner
        self._wake = threading.Event()
        self._stopping = False
        self._busy: dict[int, Lane] = {}
        """Rows in flight here."""
        self._renewed = clock.real()
        self._lock = threading.Lock()
        self._pools = {lane: ThreadPoolExecutor(size, f"{lane.value}") for lane, size in THREADS.items()}
        self._thread = threading.Thread(target=self._loop, name="worker", daemon=True)
        self.beat = clock.real()
        """When the dispatcher last went round: readiness watches it."""
        self.moved = dict.fromkeys(Lane, clock.real())
        """Lane → when a row of it was last claimed or ended here."""
        store.subscribe(self._wake.set)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Claim nothing more, and let what is in flight end."""
        self._stopping = True
        self._wake.set()
        self._thread.join()
        for pool in self._pools.values():
            pool.shutdown(wait=True)

    def _loop(self) -> None:
        while not self._stopping:
            self.beat = self._clock.real()
            self._wake.clear()
            try:
                with self._store.turns.background():
                    pause = self._round()
            except DBAPIError as error:
                log.get().error("worker.database", fault=type(error.orig).__name__)
                pause = LONGEST_SLEEP
            except Exception:  # noqa: BLE001  (as below: without this thread nothing would ever be done again)
                log.get().exception("worker.bug")
                pause = LONGEST_SLEEP
            time.sleep(GATHER)
            self._wake.wait(pause)

    def _round(self) -> float:
        """Claim what there is room for. Returns the seconds until there may be more, unless somebody wakes us."""
        with self._lock:
            busy = Counter(self._busy.values())
            flying = list(self._busy)
        room = {lane: size - busy[lane] for lane, size in THREADS.items()}
        now = self._clock.real()
        if flying and now - self._renewed > RENEW:
            self._renewed = now
            self._store.run(lambda session: outbox.renew(session, now, self._owner, flying))
        if not any(room.values()):
            return LONGEST_SLEEP
        with self._store.reading() as session:
            ids = outbox.candidates(session, now, room)
            due = None if ids else outbox.next_due(session)
        if not ids:
            # One that is due already waits for its turn, and the turn's end wakes us.
            pause = (due - self._clock.real()).total_seconds() if due else LONGEST_SLEEP
            return min(pause, LONGEST_SLEEP) if pause > 0 else LONGEST_SLEEP
        rows = self._store.run(lambda session: outbox.claim(session, now, self._owner, ids))
        for row in rows:
            with self._lock:
                self._busy[row.id] = row.lane
            self.moved[row.lane] = now
            self._pools[row.lane].submit(self._run, row, now)
        return 0.0 if rows else LONGEST_SLEEP

    def _run(self, row: Delivery, claimed_at: datetime) -> None:
        structlog.contextvars.bind_contextvars(correlation=row.correlation)
        try:
            with self._store.turns.background():
                self._perform(row, again=row.sent_at != claimed_at)
        except LostLeaseError:
            log.get().warning("outbox.lost_lease", kind=row.kind, id=row.id)
        except DBAPIError as error:
            log.get().error("outbox.unsettled", kind=row.kind, id=row.id, fault=type(error.orig).__name__)
        except Exception:  # noqa: BLE001  (one of the three places: a bug must not end the worker)
            # A bug: an operator finds the trace in the log. The row is left to its lease and tried again, but not for
            # ever: the person who waits for it shall be told.
            log.get().exception("outbox.bug", kind=row.kind, id=row.id)
            if row.attempts >= BUGS_TO_PARK:
                self._give_up(row)
        finally:
            structlog.contextvars.clear_contextvars()
            with self._lock:
                del self._busy[row.id]
            self.moved[row.lane] = self._clock.real()
            self._wake.set()

    def _perform(self, row: Delivery, *, again: bool) -> None:
        log.get().info("outbox.claimed", kind=row.kind, id=row.id, attempt=row.attempts)
        handler = self._handlers.get(row.kind)
        if handler is None:
            self._end(row, DeliveryState.PARKED, "no handler", lambda _: None)
            return
        try:
            result = handler.perform(row, again=again)
        except Permanent as error:
            refusal = error
            self._end(row, DeliveryState.PARKED, refusal.code, lambda session: handler.refused(session, row, refusal))
        except Transient as error:
            # An earlier attempt that nobody knows the end of is not undone by a later one that surely failed.
            after = error.retry_after
            if after is not None and not row.urgent:
                after += GIVE_WAY
            self._postpone(row, handler, error, happened_not=not again, after=after)
        except Unknown as error:
            self._postpone(row, handler, error, happened_not=False, after=None)
        else:
            self._end(row, DeliveryState.DONE, "", lambda session: handler.settle(session, row, result))

    def _give_up(self, row: Delivery) -> None:
        handler = self._handlers[row.kind]
        failed = Permanent("Handoff itself failed; its operators find the reason in the log", code="INTERNAL")
        try:
            self._end(row, DeliveryState.PARKED, failed.code, lambda session: handler.refused(session, row, failed))
        except Exception:  # noqa: BLE001  (the lease brings it back)
            log.get().exception("outbox.bug", kind=row.kind, id=row.id)

    def _end(self, row: Delivery, state: DeliveryState, fault: str, write: Callable[[Session], None]) -> None:
        def settle(session: Session) -> None:
            write(session)
            if not outbox.settle(session, row, self._clock.real(), state, fault):
                raise LostLeaseError

        self._store.run(settle)
        log.get().info(f"outbox.{state.value}", kind=row.kind, id=row.id, fault=fault)

    def _postpone(
        self, row: Delivery, handler: Handler, error: ClientError, *, happened_not: bool, after: float | None
    ) -> None:
        def settle(session: Session) -> None:
            if not outbox.is_held(session, row):
                raise LostLeaseError
            if row.attempts > 1 and error.code not in UNSAID:
                handler.delayed(session, row, error)
            outbox.postpone(session, row, self._clock.real(), error.code, happened_not=happened_not, after=after)

        self._store.run(settle)
        log.get().warning("outbox.postponed", kind=row.kind, id=row.id, fault=error.code, attempt=row.attempts)
