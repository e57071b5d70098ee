"""What stands in the rows at this moment, counted: the ground of ``handoff status`` and of /metrics."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot import pause
from models import OPEN, Cursor, Delivery, DeliveryState, Lane, Request, State


@dataclass(frozen=True)
class Load:
    """One lane of the outbox. ``oldest``: how long its oldest waiting row has been there."""

    waiting: int = 0
    parked: int = 0
    oldest: timedelta = timedelta()


@dataclass(frozen=True)
class Figures:
    requests: Mapping[State, int]
    """Open requests only."""
    lanes: Mapping[Lane, Load]
    polled_at: datetime | None
    """When Salesforce was last read, by any process."""
    paused: pause.Standing | None


def read(session: Session, now: datetime) -> Figures:
    return Figures(requests(session), lanes(session, now), _polled(session), pause.standing(session))


def requests(session: Session) -> dict[State, int]:
    query = select(Request.state, func.count()).where(Request.state.in_(OPEN)).group_by(Request.state)
    counted = dict.fromkeys((state for state in State if state in OPEN), 0)
    for state, count in session.execute(query):
        counted[state] = count
    return counted


def lanes(session: Session, now: datetime) -> dict[Lane, Load]:
    counts, since = func.count(), func.min(Delivery.created_at)
    query = select(Delivery.lane, Delivery.state, counts, since).where(text("outbox.state IN ('waiting', 'parked')"))
    found: dict[Lane, Load] = {lane: Load() for lane in Lane}
    for lane, state, count, oldest in session.execute(query.group_by(Delivery.lane, Delivery.state)):
        load = found[lane]
        if state is DeliveryState.WAITING:
            found[lane] = Load(count, load.parked, now - oldest)
        else:
            found[lane] = Load(load.waiting, count, load.oldest)
    return found


def _polled(session: Session) -> datetime | None:
    row = session.get(Cursor, "intake.polled")
    return datetime.fromisoformat(row.place["at"]) if row else None
