"""The outbox in an operator's hands: what waits, what was parked, and trying or putting aside one row (M5).

A row that works for a request is retried and parked through the machine, so that the request's card says so.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import Permanent, Refusal
from bot.operations.pausing import SUBJECT
from bot.store import WAKE
from bot.workflow.contract import Actor, Result
from bot.workflow.machine import Machine
from models import Delivery, DeliveryState, Lane, Request, State

UNSETTLED = (DeliveryState.WAITING, DeliveryState.PARKED)
RETRIED_BY_PRESS = frozenset({State.CHECKING, State.DECIDED, State.FAILED})
"""Where a request has a Retry of its own, which looks at the record again."""


@dataclass(frozen=True)
class Listed:
    """One row, without a word of any customer's. ``number``: the record's, or empty."""

    id: int
    state: DeliveryState
    kind: str
    number: str
    age: timedelta
    attempts: int
    fault: str
    leased: bool


def listed(session: Session, now: datetime, most: int | None = None) -> Iterator[Listed]:
    """What waits or is parked, oldest first; all of it, or only the first ``most``."""
    query = (
        select(Delivery, Request.number)
        .outerjoin(Request, Request.id == Delivery.request_id)
        .where(Delivery.state.in_(UNSETTLED))
        .order_by(Delivery.created_at, Delivery.id)
        .limit(most)
        .execution_options(yield_per=500)
    )
    with closing(session.execute(query)) as rows:
        for row, number in rows:
            yield Listed(
                id=row.id,
                state=row.state,
                kind=row.kind,
                number=number or "",
                age=now - row.created_at,
                attempts=row.attempts,
                fault=row.fault or "",
                leased=_leased(row, now),
            )


def retry(machine: Machine, row_id: int, who: str) -> str:
    """Have one row tried now; the sentence that says what was done. Refusal if it is settled or under way."""

    def again(session: Session, row: Delivery) -> str:
        request = session.get(Request, row.request_id) if row.request_id else None
        if request is not None and _has_retry(machine, request, row):
            machine.retry(session, request.id, _operator(who))
            session.expire(row)
            return f"Delivery {row_id}: {request.workflow} {request.number} is tried again; its card says so."
        _refuse_if_leased(session, row, machine.clock.real())
        row.state, row.due_at, row.settled_at = DeliveryState.WAITING, machine.clock.real(), None
        return f"Delivery {row_id} is tried again now."

    return _change(machine, row_id, who, "outbox.retried", again)


def park(machine: Machine, row_id: int, who: str) -> str:
    """Put one waiting row aside until somebody retries it; the sentence that says what was done."""

    def aside(session: Session, row: Delivery) -> str:
        if row.state is DeliveryState.PARKED:
            raise Refusal(f"Delivery {row_id} is parked already.", code="parked")
        now = machine.clock.real()
        row.state, row.settled_at, row.fault, row.leased_until = DeliveryState.PARKED, now, "BY_OPERATOR", None
        session.flush()
        _, _, effect = row.kind.partition(".")
        request = session.get(Request, row.request_id) if row.request_id else None
        if request is None or row.lane not in {Lane.LOOK, Lane.WRITE}:
            return f"Delivery {row_id} is parked."
        unknown = "; whether an earlier attempt arrived is not known" if row.sent_at and row.attempts else ""
        error = Permanent(f"an operator put it aside{unknown}", code="BY_OPERATOR")
        machine.result(session, row, Result(effect, error=error))
        return f"Delivery {row_id} is parked; the card of {request.workflow} {request.number} says so."

    return _change(machine, row_id, who, "outbox.parked", aside)


def _change(machine: Machine, row_id: int, who: str, action: str, work: Callable[[Session, Delivery], str]) -> str:
    """``work`` on a row that nobody performs, the request locked before it as everywhere; recorded."""

    def run(session: Session) -> str:
        request_id = session.scalar(select(Delivery.request_id).where(Delivery.id == row_id))
        request = None
        if request_id is not None:
            request = session.scalars(select(Request).where(Request.id == request_id).with_for_update()).one()
        row = session.scalar(select(Delivery).where(Delivery.id == row_id).with_for_update())
        if row is None:
            raise Refusal(f"There is no delivery {row_id}; handoff outbox list shows what there is.", code="unknown")
        if row.state not in UNSETTLED:
            raise Refusal(f"Delivery {row_id} is {row.state}: nothing of it is left to do.", code="settled")
        if _leased(row, machine.clock.real()):
            raise _busy(f"Delivery {row_id}")
        kind = row.kind
        said = work(session, row)
        subject = request.public_id if request else SUBJECT
        entry = audit.Entry(actor=who, action=action, subject=subject, detail={"id": row_id, "kind": kind})
        audit.record(session, machine.clock.real(), entry)
        session.info[WAKE] = True
        return said

    return machine.store.run(run)


def _has_retry(machine: Machine, request: Request, row: Delivery) -> bool:
    works = row.lane in {Lane.LOOK, Lane.WRITE} and request.state in RETRIED_BY_PRESS
    return works and "retry" in machine.workflows[request.workflow].verbs


def _refuse_if_leased(session: Session, row: Delivery, now: datetime) -> None:
    """A parked card holds back no later one. Beside one that is being posted it would post the same card again."""
    if row.request_id is None:
        return
    of_its_lane = (Delivery.request_id == row.request_id, Delivery.lane == row.lane, Delivery.id != row.id)
    for other in session.scalars(select(Delivery).where(*of_its_lane, Delivery.state == DeliveryState.WAITING)):
        if _leased(other, now):
            raise _busy(f"Delivery {other.id} of the same request")


def _busy(what: str) -> Refusal:
    return Refusal(f"{what} is being carried out at this moment; look again in half a minute.", code="leased")


def _leased(row: Delivery, now: datetime) -> bool:
    waits = row.state is DeliveryState.WAITING
    return waits and row.leased_until is not None and row.leased_until > now


def _operator(who: str) -> Actor:
    return Actor(user=who, name=who)
