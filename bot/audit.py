"""The hash-chained audit. It adds lines and verifies them; nothing here changes or removes one.

Add the line as the last statement of a transaction: the chain's head is one row, and whoever holds it makes every
other writer wait until the commit.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import AuditHead, AuditLine

GENESIS = "0" * 64


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
    head = session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1).with_for_update()).one()
    line = AuditLine(
        seq=head.seq + 1,
        at=at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        before=entry.before,
        after=entry.after,
        detail=entry.detail or {},
        correlation=entry.correlation,
    )
    line.hash = _digest(head.hash, line)
    session.add(line)
    session.execute(
        update(AuditHead).where(AuditHead.id == 1).values(seq=line.seq, hash=line.hash),
        execution_options={"synchronize_session": False},
    )


@dataclass(frozen=True)
class Verdict:
    """``lines`` were read; ``fault`` says at which line and how the chain is broken, or is empty."""

    lines: int
    head: str
    fault: str = ""


def verify(session: Session) -> Verdict:
    """Read the whole chain from the first line and compare it with its head."""
    head = session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1)).one()
    previous, count = GENESIS, 0
    for line in session.scalars(select(AuditLine).order_by(AuditLine.seq).execution_options(yield_per=1000)):
        count += 1
        if line.seq != count:
            return Verdict(count, previous, f"line {count} is missing or out of order")
        if line.hash != _digest(previous, line):
            return Verdict(count, previous, f"line {line.seq} was changed, or the one before it")
        previous = line.hash
    if (count, previous) != (head.seq, head.hash):
        return Verdict(count, previous, f"the chain ends at line {count}, its head says {head.seq}")
    return Verdict(count, previous)


def _digest(previous: str, line: AuditLine) -> str:
    content = [
        previous,
        line.seq,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.actor,
        line.action,
        line.subject,
        line.before,
        line.after,
        line.detail,
        line.correlation,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
