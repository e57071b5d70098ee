"""The outbox: work for the outside world, enqueued in the deciding transaction and claimed by lease.

It moves rows; it performs nothing. Rows of one request run in order within their lane, and a delayed or parked row
holds back only its lane. While Handoff is paused no row of the write lane is claimed. ``sent_at`` is the memory that
survives a kill: it is set when an attempt begins and cleared only when that attempt surely had no effect, so whoever
finds it set looks before sending again.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from bot.store import WAKE
from models import Delivery, DeliveryState, Lane, Pause

LEASE = timedelta(seconds=30)
"""Outlasts every single call of a client: after a kill, a second look must not race a request still in flight."""
LONGEST_WAIT = timedelta(seconds=30)
WAITING = text("outbox.state = 'waiting'")  # literal, so that the partial index serves it
NOBODY = {"synchronize_session": False}
# Every click and every turn of the worker runs these, so they are built once: building costs more than running. Times
# and ids are bound, words that an index depends on are literal.
_ROWS = cast(Table, Delivery.__table__)
_AT = _ROWS.c.due_at.type
UNSETTLED = text("outbox.state IN ('waiting', 'parked')")
_FREE = or_(_ROWS.c.leased_until.is_(None), _ROWS.c.leased_until <= bindparam("now", type_=_AT))
_GOES_ON = ~exists().where(Pause.standing.is_(True))
"""Nobody paused Handoff: asked for in the same statement that finds or claims a write."""
_HELD = and_(
    _ROWS.c.id == bindparam("row"),
    _ROWS.c.owner == bindparam("holder"),
    _ROWS.c.attempts == bindparam("attempt"),
    WAITING,
)


def _claimable(lane: Lane, urgent: bool) -> Select[int, Lane]:
    """The oldest ones, walked in the index's order and no further: a thousand rows that wait cost what ten do."""
    earlier = _ROWS.alias("earlier")
    # A card's refresh is complete in itself: a parked one holds nothing back.
    parked_too = lane is not Lane.CARD
    holds_back = exists().where(
        earlier.c.request_id == _ROWS.c.request_id,
        earlier.c.lane == _ROWS.c.lane,
        earlier.c.id < _ROWS.c.id,
        text("earlier.state IN ('waiting', 'parked')"),  # what the index says, or every row there ever was is read
        true() if parked_too else earlier.c.state == DeliveryState.WAITING,
    )
    query = select(_ROWS.c.id, _ROWS.c.lane).where(
        WAITING,
        _ROWS.c.lane == lane,
        _ROWS.c.urgent.is_(urgent),
        _ROWS.c.due_at <= bindparam("now", type_=_AT),
        _FREE,
        ~holds_back,
        _GOES_ON if lane is Lane.WRITE else true(),
    )
    query = query.order_by(_ROWS.c.due_at, _ROWS.c.id).limit(bindparam(f"room_{lane.value}"))
    found = query.subquery(f"{'urgent' if urgent else 'other'}_{lane.value}").c
    return select(found.id, found.lane)


_CANDIDATES = {urgent: union_all(*(_claimable(lane, urgent) for lane in Lane)) for urgent in (True, False)}
# A row that somebody holds this moment is left alone: waiting for it could close a circle with a click.
_CLAIM = (
    update(_ROWS)
    .where(
        _ROWS.c.id.in_(
            select(_ROWS.c.id)
            .where(_ROWS.c.id.in_(bindparam("ids", expanding=True)), WAITING, _FREE)
            .where(or_(_ROWS.c.lane != Lane.WRITE, _GOES_ON))
            .with_for_update(skip_locked=True)
        )
    )
    .values(
        leased_until=bindparam("until", type_=_AT),
        owner=bindparam("holder"),
        attempts=_ROWS.c.attempts + 1,
        sent_at=func.coalesce(_ROWS.c.sent_at, bindparam("now", type_=_AT)),
    )
    .returning(_ROWS)
)
_READY = case((_ROWS.c.leased_until > _ROWS.c.due_at, _ROWS.c.leased_until), else_=_ROWS.c.due_at)
_LANES_DUE = select(_ROWS.c.lane).where(WAITING, bindparam("before", type_=_AT) >= _READY).distinct()
_NEXT_DUE = select(func.min(_READY, type_=_AT)).where(WAITING)
_ENQUEUE = insert(_ROWS)
_SETTLE = (
    update(_ROWS)
    .where(_HELD)
    .values(state=bindparam("ended"), settled_at=bindparam("now"), fault=bindparam("why"), leased_until=None)
    .returning(_ROWS.c.id)
)
_WITHDRAW = (
    update(_ROWS)
    .where(
        _ROWS.c.request_id == bindparam("request"),
        _ROWS.c.lane.in_(bindparam("lanes", expanding=True)),
        UNSETTLED,
        _ROWS.c.id != bindparam("but"),
    )
    .values(state=DeliveryState.WITHDRAWN, settled_at=bindparam("now"))
)
_COALESCE = (
    update(_ROWS)
    .where(
        _ROWS.c.id.in_(bindparam("ids", expanding=True)),
        _ROWS.c.id != bindparam("row"),
        WAITING,
        _ROWS.c.leased_until.is_(None),
    )
    .values(state=DeliveryState.DONE, settled_at=bindparam("now"), fault="coalesced")
)
_WAITING_IDS = (
    select(_ROWS.c.id)
    .where(_ROWS.c.request_id == bindparam("request"), _ROWS.c.kind == bindparam("kind"), WAITING, UNSETTLED)
    .order_by(_ROWS.c.id)
)


@dataclass(frozen=True)
class Order:
    """What to put into the outbox. ``request_id`` None: in no order with anything. ``after``: not due before that."""

    key: str
    kind: str
    lane: Lane
    payload: Mapping[str, Any]
    request_id: int | None = None
    urgent: bool = False
    after: timedelta = timedelta()


def enqueue(session: Session, now: datetime, correlation: str, *orders: Order) -> None:
    """Add ``orders`` in their order. ``now`` is real time."""
    rows = [
        {
            "key": order.key,
            "kind": order.kind,
            "lane": order.lane,
            "request_id": order.request_id,
            "urgent": order.urgent,
            "payload": dict(order.payload),
            "due_at": now + order.after,
            "created_at": now,
            "correlation": correlation,
        }
        for order in orders
    ]
    if rows:
        session.connection().execute(_ENQUEUE, rows)
        session.info[WAKE] = True


def enqueue_once(session: Session, now: datetime, correlation: str, order: Order) -> None:
    """Add ``order`` unless a row of its kind waits that nobody has begun: what that one will see is as fresh."""
    waiting = select(Delivery.id).where(Delivery.kind == order.kind, WAITING, Delivery.leased_until.is_(None)).limit(1)
    if session.scalar(waiting) is None:
        enqueue(session, now, correlation, order)


def candidates(session: Session, now: datetime, room: Mapping[Lane, int]) -> list[int]:
    """Ids of rows that may be claimed now, at most ``room[lane]`` of each lane, urgent and oldest first."""
    left: dict[Lane, int] = {**dict.fromkeys(Lane, 0), **room}
    found: list[int] = []
    for urgent in (True, False):
        if not any(left.values()):
            break
        asked = {f"room_{lane.value}": max(left[lane], 0) for lane in Lane}
        for row in session.connection().execute(_CANDIDATES[urgent], {"now": now, **asked}):
            found.append(row.id)
            left[row.lane] -= 1
    return found


def lanes_due(session: Session, before: datetime) -> set[Lane]:
    """Those in which a row could have been claimed since ``before`` that nobody holds."""
    return set(session.connection().execute(_LANES_DUE, {"before": before}).scalars())


def claim(session: Session, now: datetime, owner: str, ids: Sequence[int]) -> Sequence[Delivery]:
    """Lease those of ``ids`` that nobody else took meanwhile. ``row.sent_at < now`` means: look before you send."""
    asked = {"ids": ids, "now": now, "until": now + LEASE, "holder": owner}
    return [Delivery(**row) for row in session.connection().execute(_CLAIM, asked).mappings()]


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
    found: datetime | None = session.connection().execute(_NEXT_DUE).scalar()
    return found


def settle(
    session: Session, row: Delivery, now: datetime, state: DeliveryState = DeliveryState.DONE, fault: str = ""
) -> bool:
    """End a row that this owner still holds. False: the lease was lost, and somebody else's answer counts."""
    session.flush()
    asked = {**_claim_of(row), "ended": state, "now": now, "why": fault or None}
    ended = session.connection().execute(_SETTLE, asked).scalar()
    session.info[WAKE] = True  # the next row of its lane may go
    return ended is not None


def is_held(session: Session, row: Delivery) -> bool:
    """Whether this owner's claim still counts: nobody took the row over or withdrew it."""
    return session.connection().execute(select(_ROWS.c.id).where(_HELD), _claim_of(row)).scalar() is not None


def _claim_of(row: Delivery) -> dict[str, Any]:
    """What ``_HELD`` compares."""
    return {"row": row.id, "holder": row.owner, "attempt": row.attempts}


def postpone(
    session: Session, row: Delivery, now: datetime, fault: str, *, happened_not: bool, after: float | None
) -> None:
    """Try again later: after ``after`` seconds if the vendor said so, else with a growing, jittered pause."""
    pause = timedelta(seconds=after) if after is not None else backoff(row.attempts)
    values: dict[str, Any] = {"due_at": now + pause, "leased_until": None, "fault": fault}
    if happened_not:
        values["sent_at"] = None
    session.connection().execute(update(_ROWS).where(_HELD).values(**values), _claim_of(row))


def backoff(attempts: int) -> timedelta:
    """0.5 s, 1 s, 2 s ... up to half a minute, each with up to half of itself as jitter."""
    full = min(LONGEST_WAIT.total_seconds(), 0.5 * 2 ** min(attempts - 1, 10))
    return timedelta(seconds=full * random.uniform(0.5, 1.0))


def withdraw(session: Session, request_id: int, now: datetime, *lanes: Lane, but: int | None) -> None:
    """A new decision takes back what the old one still wanted done; ``but`` is the row whose result this is."""
    asked = {"request": request_id, "lanes": lanes, "now": now, "but": but or 0}
    session.connection().execute(_WITHDRAW, asked)


def take_back(session: Session, request_id: int, now: datetime) -> bool:
    """Withdraw a request's write that nobody has begun. False: there is none any more."""
    unbegun = and_(Delivery.sent_at.is_(None), or_(Delivery.leased_until.is_(None), Delivery.leased_until <= now))
    taken = session.scalars(
        update(Delivery)
        .where(Delivery.request_id == request_id, Delivery.lane == Lane.WRITE, WAITING, unbegun)
        .values(state=DeliveryState.WITHDRAWN, settled_at=now)
        .returning(Delivery.id)
        .execution_options(**NOBODY)
    ).all()
    return bool(taken)


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


def waiting_row(session: Session, key: str) -> Delivery | None:
    """The row with this key if it is not settled yet, held until the transaction ends: nobody begins it meanwhile."""
    return session.scalar(select(Delivery).where(Delivery.key == key, WAITING).with_for_update())


def waits(session: Session, kind: str, lane: Lane, stem: str) -> bool:
    """Whether a row waits, begun or not, whose key is ``stem`` or continues it after a colon."""
    ours = or_(Delivery.key == stem, Delivery.key.startswith(f"{stem}:"))
    query = select(Delivery.id).where(WAITING, Delivery.lane == lane, Delivery.kind == kind, ours).limit(1)
    return session.scalar(query) is not None


def forget(session: Session, key: str) -> None:
    """Delete a row that has served, where its successor says all that it said."""
    session.execute(delete(Delivery).where(Delivery.key == key).execution_options(**NOBODY))


def hurry_all(session: Session, now: datetime, *lanes: Lane) -> None:
    """What was put off in these lanes is due now: the reason is mended."""
    session.execute(
        update(Delivery)
        .where(Delivery.lane.in_(lanes), WAITING, Delivery.due_at > now, Delivery.leased_until.is_(None))
        .values(due_at=now)
        .execution_options(**NOBODY)
    )
    session.info[WAKE] = True


def coalesce(session: Session, row: Delivery, now: datetime, ids: Sequence[int]) -> None:
    """Later rows of the same kind that this one's work already covered are done too."""
    if ids:
        session.connection().execute(_COALESCE, {"ids": ids, "row": row.id, "now": now})


def waiting_ids(session: Session, request_id: int, kind: str) -> list[int]:
    """Waiting rows of one kind of one request, oldest first."""
    return list(session.connection().execute(_WAITING_IDS, {"request": request_id, "kind": kind}).scalars())
