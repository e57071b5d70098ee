"""The hash-chained audit. It adds lines and verifies them; nothing here changes or removes one.

Add the line as the last statement of a transaction: the chain's head is one row, and whoever holds it makes every
other writer wait until the commit.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from models import AuditHead, AuditLine

GENESIS = "0" * 64
_SIGNED = ("seq", "at", "actor", "action", "subject", "before", "after", "detail", "correlation")
# Built once and against the tables: every click runs them while it holds the lock that all writers share.
_LINES, _HEAD = cast(Table, AuditLine.__table__), cast(Table, AuditHead.__table__)
_READ_HEAD = select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.id == 1)
_LOCK_HEAD = _READ_HEAD.with_for_update()
_MOVE_HEAD = update(_HEAD).where(_HEAD.c.id == 1).values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
_ADD_LINE = insert(_LINES)


@dataclass(frozen=True)
class Entry:
    """What one audit line says. ``subject`` is a public id; ``detail`` holds codes and counts, nothing personal."""

    actor: str
    action: str
    subject: str
    before: str = ""
    after: str = ""
    detail: dict[str, Any] | None = None
    correlation: str = ""


def record(session: Session, at: datetime, entry: Entry) -> None:
    """Append ``entry``. Call it last in the transaction."""
    session.flush()
    connection = session.connection()
    head = connection.execute(_LOCK_HEAD).one()
    line = {
        "seq": head.seq + 1,
        "at": at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "detail": entry.detail or {},
        "correlation": entry.correlation,
    }
    line["hash"] = _digest(head.hash, line)
    connection.execute(_ADD_LINE, line)
    connection.execute(_MOVE_HEAD, {"new_seq": line["seq"], "new_hash": line["hash"]})


def head(session: Session) -> tuple[int, str]:
    """How long the chain is and its last hash. Written down elsewhere, it also shows a tail that was cut off."""
    row = session.execute(_READ_HEAD).one()
    return row.seq, row.hash


@dataclass(frozen=True)
class Verdict:
    """``lines`` were read; ``fault`` says at which line and how the chain is broken, or is empty."""

    lines: int
    head: str
    fault: str = ""


def verify(session: Session) -> Verdict:
    """Read the whole chain from the first line and compare it with its head."""
    head = session.execute(_READ_HEAD).one()
    previous, count = GENESIS, 0
    chain = select(AuditLine).order_by(AuditLine.seq).execution_options(yield_per=1000)
    with closing(session.scalars(chain)) as lines:
        for line in lines:
            count += 1
            if line.seq != count:
                return Verdict(count, previous, f"line {count} is missing or out of order")
            if line.hash != _digest(previous, {name: getattr(line, name) for name in _SIGNED}):
                return Verdict(count, previous, f"line {line.seq} was changed, or the one before it")
            previous = line.hash
    if (count, previous) != (head.seq, head.hash):
        return Verdict(count, previous, f"the chain ends at line {count}, its head says {head.seq}")
    return Verdict(count, previous)


def _digest(previous: str, line: Mapping[str, Any]) -> str:
    content = [previous, *(line[name] for name in _SIGNED)]
    content[1 + _SIGNED.index("at")] = line["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
