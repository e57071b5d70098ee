"""Whether Handoff is read-only, and since when and why: read at every press and before every write (M13).

A pause is a row, so it holds for every process at once and outlives each. Who begins and ends one is
``bot.operations.pausing``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, exists, select
from sqlalchemy.orm import Session

from models import Pause

# Built once and against the table: every write runs it.
_ROWS = cast(Table, Pause.__table__).c
_STANDING = select(_ROWS.at, _ROWS.why, _ROWS.actor).where(_ROWS.standing.is_(True))

STANDS = exists().where(_ROWS.standing.is_(True))
"""For a statement that reads other things too: a press has no time for one more."""


@dataclass(frozen=True)
class Standing:
    """``at`` is real time."""

    at: datetime
    why: str
    actor: str


def standing(session: Session) -> Standing | None:
    """The pause that lasts at this moment."""
    row = session.connection().execute(_STANDING).one_or_none()
    return Standing(row.at, row.why, row.actor) if row else None
