"""The pulse of running processes, as rows: that they live, and what keeps them from being ready.

So another process can tell the truth about a bot whose threads it cannot see. A process that was killed falls silent,
one that ended well takes its row away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Cursor

EVERY = 10.0
"""Seconds between two beats."""
SILENT = timedelta(seconds=45)
"""A process that was not heard for so long is dead, or hangs."""
FORGOTTEN = timedelta(hours=1)
_PREFIX = "beat."


@dataclass(frozen=True)
class Beat:
    """``ticked``: when its clock last did its work. ``faults``: part → what is wrong with it, as /readyz says."""

    owner: str
    at: datetime
    ticked: datetime | None
    faults: Mapping[str, str]
    shadow: bool
    version: str = version("handoff-bot")

    def is_silent(self, now: datetime) -> bool:
        return now - self.at > SILENT


def record(session: Session, beat: Beat) -> None:
    """Write a process's beat, and forget those that fell silent long ago."""
    place = {
        "at": beat.at.isoformat(),
        "ticked": beat.ticked.isoformat() if beat.ticked else None,
        "faults": dict(beat.faults),
        "shadow": beat.shadow,
        "version": beat.version,
    }
    old = [known.owner for known in beats(session) if beat.at - known.at > FORGOTTEN]
    if old:
        session.execute(delete(Cursor).where(Cursor.name.in_([f"{_PREFIX}{owner}" for owner in old])))
    session.merge(Cursor(name=f"{_PREFIX}{beat.owner}", place=place))


def end(session: Session, owner: str) -> None:
    """This process ends as it should."""
    session.execute(delete(Cursor).where(Cursor.name == f"{_PREFIX}{owner}"))


def forget_all(session: Session) -> None:
    """For the only process on its database, as it starts: what those before it left behind."""
    session.execute(delete(Cursor).where(Cursor.name.startswith(_PREFIX)))


def beats(session: Session) -> list[Beat]:
    """Every process's last beat, newest first."""
    rows = session.scalars(select(Cursor).where(Cursor.name.startswith(_PREFIX)))
    return sorted(map(_read, rows), key=lambda beat: beat.at, reverse=True)


def _read(row: Cursor) -> Beat:
    ticked = row.place["ticked"]
    return Beat(
        owner=row.name.removeprefix(_PREFIX),
        at=datetime.fromisoformat(row.place["at"]),
        ticked=datetime.fromisoformat(ticked) if ticked else None,
        faults=row.place["faults"],
        shadow=row.place["shadow"],
        version=row.place["version"],
    )
