"""The outbox: work for the outside world, enqueued in the deciding transaction and claimed by lease.

It moves rows; it performs nothing. Rows of one request run in order within their lane, and a delayed or parked row
holds back only its lane. ``sent_at`` is the memory that survives a kill: it is set when an attempt begins and cleared
only when that attempt surely had no effect, so whoever finds it set looks before sending again.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Select, Table, and_, bindparam, case, exists, func, insert, or_, select, text, update
from sqlalchemy.orm import Session, aliased

from bot.store import WAKE
from models import Delivery, DeliveryState, Lane

LEASE = timedelta(seconds=30)
"""Outlasts every single call of a client: after a kill, a second look must not race a request still in flight."""
LONGEST_WAIT = timedelta(seconds=30)
WAITING = text("outbox.state = 'waiting'")  # literal, so that the partial index serves it
NOBODY = {"synchronize_session": False}
# What every click runs is built once, and against the table: building costs more than running.
_ROWS = cast(Table, Delivery.__table__)
_ENQUEUE = insert(_ROWS)
_WITHDRAW = (
    update(_ROWS)
    .where(
        _ROWS.c.request_id == bindparam("request"),
        _ROWS.c.lane.in_(bindparam("lanes", expanding=True)),
        _ROWS.c.state.in_([DeliveryState.WAITING, DeliveryState.PARKED]),
        _ROWS.c.id != bindparam("but"),
    )
    .values(state=DeliveryState.WITHDRAWN, settled_at=bindparam("now"))
)


@dataclass(frozen=True)
class Order:
    """What to put into the outbox. ``request_id`` None: in no order with anything."""

    key: str
    kind: str
    lane: Lane
    payload: Mapping[str, Any]
    request_id: int | None = None
    urgent: bool = False


def enqueue(session: Session, now: datetime, order: Order, correlation: str) -> None:
    """Add ``order``, due at once. ``now`` is real time."""
    row = {
        "key": order.key,
        "kind": order.kind,
        "lane": order.lane,
        "request_id": order.request_id,
        "urgent": order.urgent,
        "payload": dict(order.payload),
        "due_at": now,
        "created_at": now,
        "correlation": correlation,
    }
    session.connection().execute(_ENQUEUE, row)
    session.info[WAKE] = True


def _claimable(now: datetime) -> Select[int, Lane]:
    earlier = aliased(Delivery)
    return select(Delivery.id, Delivery.lane).where(
        WAITING,
        Delivery.due_at <= now,
        or_(Delivery.leased_until.is_(None), Delivery.leased_until <= now),
        ~exists().where(
            earlier.request_id == Delivery.request_id,
            earlier.lane == Delivery.lane,
            earlier.id < Delivery.id,
            # A card's refresh is complete in itself: a parked one holds nothing back.
            or_(
                earlier.state == DeliveryState.WAITING,
                and_(earlier.state == DeliveryState.PARKED, earlier.lane != Lane.CARD),
            ),
        ),
    )


def candidates(session: Session, now: datetime, room: Mapping[Lane, int]) -> list[int]:
    """Ids of rows that may be claimed now, at most ``room[lane]`` of each lane, urgent and oldest first."""
    found: list[int] = []
    for lane, limit in room.items():
        if limit > 0:
            query = _claimable(now).where(Delivery.lane == lane)
            query = query.order_by(Delivery.urgent.desc(), Delivery.due_at, Delivery.id).limit(limit)
            found += [row.id for row in session.execute(query)]
    return found


def claim(session: Session, now: datetime, owner: str, ids: Sequence[int]) -> Sequence[Delivery]:
    """Lease those of ``ids`` that nobody else took meanwhile. ``row.sent_at < now`` means: look before you send."""
    free = (
        Delivery.id.in_(ids),
        WAITING,
        or_(Delivery.leased_until.is_(None), Delivery.leased_until <= now),
    )
    # A row that somebody holds this moment is left alone: waiting for it could close a circle with a click.
    mine = session.scalars(select(Delivery.id).where(*free).with_for_update(skip_locked=True)).all()
    return session.scalars(
        update(Delivery)
        .where(Delivery.id.in_(mine))
        .values(
            leased_until=now + LEASE,
            owner=owner,
            attempts=Delivery.attempts + 1,
            sent_at=func.coalesce(Delivery.sent_at, now),
        )
        .returning(Delivery)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()


def renew(session: Session, now: datetime, owner: str, ids: Sequence[int]) -> None:
    """The rows that this owner is performing are its own for another lease."""
    session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids), Delivery.owner == owner, WAITING)
        .values(leased_until=now + LEASE)
        .execution_options(**NOBODY)
    )


def next_due(session: Session) -> datetime | None:
    """When the earliest waiting row becomes due or loses its lease; None if nothing waits."""
    ready = case((Delivery.leased_until > Delivery.due_at, Delivery.leased_until), else_=Delivery.due_at)
    found: datetime | None = session.scalar(select(func.min(ready, type_=Delivery.due_at.type)).where(WAITING))
    return found


def settle(
    session: Session, row: Delivery, now: datetime, state: DeliveryState = DeliveryState.DONE, fault: str = ""
) -> bool:
    """End a row that this owner still holds. False: the lease was lost, and somebody else's answer counts."""
    ended = session.execute(
        update(Delivery)
        .where(Delivery.id == row.id, Delivery.owner == row.owner, Delivery.attempts == row.attempts, WAITING)
        .values(state=state, settled_at=now, fault=fault or None, leased_until=None)
        .returning(Delivery.id)
        .execution_options(**NOBODY)
    ).scalar()
    session.info[WAKE] = True  # the next row of its lane may go
    return ended is not None


def postpone(
    session: Session, row: Delivery, now: datetime, fault: str, *, happened_not: bool, after: float | None
) -> None:
    """Try again later: after ``after`` seconds if the vendor said so, else with a growing, jittered pause."""
    pause = timedelta(seconds=after) if after is not None else backoff(row.attempts)
    values: dict[str, Any] = {"due_at": now + pause, "leased_until": None, "fault": fault}
    if happened_not:
        values["sent_at"] = None
    session.execute(
        update(Delivery)
        .where(Delivery.id == row.id, Delivery.owner == row.owner, Delivery.attempts == row.attempts, WAITING)
        .values(**values)
        .execution_options(**NOBODY)
    )


def backoff(attempts: int) -> timedelta:
    """0.5 s, 1 s, 2 s ... up to half a minute, each with up to half of itself as jitter."""
    full = min(LONGEST_WAIT.total_seconds(), 0.5 * 2 ** min(attempts - 1, 10))
    return timedelta(seconds=full * random.uniform(0.5, 1.0))


def withdraw(session: Session, request_id: int, now: datetime, *lanes: Lane, but: int | None) -> None:
    """A new decision takes back what the old one still wanted done; ``but`` is the row whose result this is."""
    asked = {"request": request_id, "lanes": lanes, "now": now, "but": but or 0}
    session.connection().execute(_WITHDRAW, asked)


def hurry(session: Session, request_id: int, now: datetime, lane: Lane) -> int:
    """Make a request's delayed or parked rows of one lane due now; how many there were."""
    hurried = session.execute(
        update(Delivery)
        .where(
            Delivery.request_id == request_id,
            Delivery.lane == lane,
            Delivery.state.in_([DeliveryState.WAITING, DeliveryState.PARKED]),
            or_(Delivery.leased_until.is_(None), Delivery.leased_until <= now),
        )
        .values(state=DeliveryState.WAITING, due_at=now, settled_at=None)
        .returning(Delivery.id)
        .execution_options(**NOBODY)
    ).all()
    session.info[WAKE] = True
    return len(hurried)


def coalesce(session: Session, row: Delivery, now: datetime, ids: Sequence[int]) -> None:
    """Later rows of the same kind that this one's work already covered are done too."""
    session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids), Delivery.id != row.id, WAITING, Delivery.leased_until.is_(None))
        .values(state=DeliveryState.DONE, settled_at=now, fault="coalesced")
        .execution_options(**NOBODY)
    )


def waiting_ids(session: Session, request_id: int, kind: str) -> list[int]:
    """Waiting rows of one kind of one request, oldest first."""
    query = select(Delivery.id).where(Delivery.request_id == request_id, Delivery.kind == kind, WAITING)
    return list(session.scalars(query.order_by(Delivery.id)))
