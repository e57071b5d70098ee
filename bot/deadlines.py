"""Deadlines: rows that say when business time must look at a request again, and the index that finds what is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, text, true, update
from sqlalchemy.orm import Session

from models import Deadline, Ending

OPEN_ROWS = text("closed_at IS NULL")  # literal, so that the partial index serves it


def schedule(session: Session, request_id: int, kind: str, due_at: datetime) -> None:
    session.add(Deadline(request_id=request_id, kind=kind, due_at=due_at))


def due(session: Session, now: datetime, limit: int = 100) -> Sequence[Deadline]:
    """The open deadlines that business time ``now`` has reached, oldest first."""
    return session.scalars(
        select(Deadline).where(OPEN_ROWS, Deadline.due_at <= now).order_by(Deadline.due_at).limit(limit)
    ).all()


def close(session: Session, deadline_id: int, now: datetime) -> bool:
    """End one deadline as fired. False if somebody ended it first. Lock its request before."""
    closed = session.execute(
        update(Deadline)
        .where(Deadline.id == deadline_id, OPEN_ROWS)
        .values(closed_at=now, ending=Ending.FIRED)
        .returning(Deadline.id),
    ).scalar()
    return closed is not None


def withdraw(session: Session, request_id: int, now: datetime, *kinds: str) -> None:
    """End what is still open for a request: of the kinds that begin so, or all of it."""
    these = or_(*(Deadline.kind.startswith(kind) for kind in kinds)) if kinds else true()
    session.execute(
        update(Deadline)
        .where(Deadline.request_id == request_id, OPEN_ROWS, these)
        .values(closed_at=now, ending=Ending.WITHDRAWN),
        execution_options={"synchronize_session": False},
    )
