"""Promise 15: the audit shows any later change: each line edited in each column, deleted, reordered; the tail cut."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete, text, update
from sqlalchemy.orm import Session

from bot import audit
from bot.store import Store
from models import AuditHead, AuditLine
from tests.figures import Figure

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LINES = 12
EDITS: dict[str, object] = {
    "at": START - timedelta(days=1),
    "actor": "U0MALLORY",
    "action": "approve.forged",
    "subject": "OTHER1",
    "before": "done",
    "after": "waiting",
    "detail": {"met": False},
    "correlation": "OTHER",
    "hash": "f" * 64,
}


def fill(store: Store, lines: int = LINES) -> None:
    for n in range(lines):
        entry = audit.Entry(f"U{n}", "approve", f"PUB{n}", "waiting", "checking", {"n": n, "ω": "日本"}, f"C{n}")
        with store.transaction() as session:
            audit.record(session, START + timedelta(microseconds=n * 1001), entry)


def fault(store: Store) -> str:
    with store.reading() as session:
        return audit.verify(session).fault


def test_an_untouched_chain_is_whole(store: Store) -> None:
    assert fault(store) == ""
    fill(store)
    with store.reading() as session:
        verdict = audit.verify(session)
    assert (verdict.lines, verdict.fault) == (LINES, "")
    assert len(verdict.head) == 64


@pytest.mark.promise(15)
def test_every_edit_deletion_swap_and_cut_is_found(store: Store, figure: Figure) -> None:
    fill(store)
    tampers = found = 0

    def tampered(work: Callable[[Connection], object]) -> None:
        nonlocal tampers, found
        tampers += 1
        with store.engine.connect() as connection, connection.begin() as transaction:
            work(connection)
            with Session(connection) as session:
                found += bool(audit.verify(session).fault)
            transaction.rollback()
        assert fault(store) == ""

    for seq in range(1, LINES + 1):
        for column, value in EDITS.items():
            tampered(lambda c, s=seq, k=column, v=value: c.execute(
                update(AuditLine).where(AuditLine.seq == s).values({k: v})))  # fmt: skip
        tampered(lambda c, s=seq: c.execute(delete(AuditLine).where(AuditLine.seq == s)))
        tampered(lambda c, s=seq: c.execute(delete(AuditLine).where(AuditLine.seq >= s)))
    for seq in range(1, LINES):
        tampered(lambda c, s=seq: _swap(c, s, s + 1))
    for _ in range(10):
        one, other = random.sample(range(1, LINES + 1), 2)
        tampered(lambda c, a=one, b=other: _swap(c, a, b))
    tampered(lambda c: c.execute(update(AuditHead).values(seq=LINES - 1)))
    tampered(lambda c: c.execute(update(AuditHead).values(hash="0" * 64)))
    figure("tampers", tampers)
    figure("found", found)
    assert found == tampers


def test_a_deleted_line_closed_up_by_renumbering_is_found(store: Store) -> None:
    fill(store)
    with store.transaction() as session:
        session.execute(delete(AuditLine).where(AuditLine.seq == 4))
        session.execute(text("UPDATE audit SET seq = -seq WHERE seq > 4"))
        session.execute(text("UPDATE audit SET seq = -seq - 1 WHERE seq < 0"))
        session.execute(update(AuditHead).values(seq=LINES - 1))
    assert fault(store)


def test_a_line_rolled_back_leaves_no_gap(store: Store) -> None:
    fill(store, 2)
    try:
        with store.transaction() as session:
            audit.record(session, START, audit.Entry("U", "x", "y"))
            raise RuntimeError("no")
    except RuntimeError:
        pass
    fill(store, 2)
    assert fault(store) == ""
    with store.reading() as session:
        assert audit.verify(session).lines == 4


def _swap(connection: Connection, one: int, other: int) -> None:
    """Exchange the content of two lines, hashes included."""
    for source, target in ((one, -1), (other, one), (-1, other)):
        connection.execute(text("UPDATE audit SET seq = :t WHERE seq = :s"), {"s": source, "t": target})
