"""The store: concurrent writers lose nothing, one ``handoff run`` per SQLite file, sentences instead of tracebacks."""

import multiprocessing
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from bot import audit
from bot.errors import ConfigError
from bot.store import Store, check_schema, claim_alone
from models import AuditLine, Receipt

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def write(url: str, name: str, count: int) -> None:
    store = Store(url)
    for n in range(count):
        with store.transaction() as session:
            session.add(Receipt(key=f"{name}:{n}", at=NOW))
            audit.record(session, NOW, audit.Entry("U", "x", name))
    store.close()


def counted(store: Store) -> tuple[int, int, str]:
    with store.reading() as session:
        receipts = session.scalar(select(func.count()).select_from(Receipt)) or 0
        lines = session.scalar(select(func.count()).select_from(AuditLine)) or 0
        return receipts, lines, audit.verify(session).fault


def test_writers_in_threads_lose_nothing_and_the_chain_never_forks(store: Store, database_url: str) -> None:
    threads = [threading.Thread(target=write, args=(database_url, f"t{n}", 25)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert counted(store) == (150, 150, "")


def test_writers_in_processes_lose_nothing(store: Store, database_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write, args=(database_url, f"p{n}", 20)) for n in range(3)]
    for process in processes:
        process.start()
    write(database_url, "own", 20)
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert counted(store) == (80, 80, "")


def test_an_exception_takes_everything_back_and_frees_the_lock(store: Store) -> None:
    def fail() -> None:
        with store.transaction() as session:
            session.add(Receipt(key="x", at=NOW))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.transaction() as session:
        session.add(Receipt(key="x", at=NOW))
    assert counted(store)[0] == 1


def test_an_error_of_the_database_never_holds_the_values(store: Store) -> None:
    def write_once() -> None:
        with store.transaction() as session:
            session.add(Receipt(key="canary-value", at=NOW))

    write_once()
    with pytest.raises(IntegrityError) as caught:
        write_once()
    assert "[SQL parameters hidden" in str(caught.value)
    assert "canary-value" not in str(caught.value.statement)


def test_only_one_run_per_sqlite_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/handoff.db"
    first = claim_alone(url)
    assert first is not None
    with pytest.raises(ConfigError, match="another handoff run already uses"):
        claim_alone(url)
    first.close()
    again = claim_alone(url)
    assert again is not None
    again.close()
    assert claim_alone("postgresql+psycopg://x@/y") is None


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://x/y", "not supported"),
        ("nonsense", "no database address"),
    ],
)
def test_an_address_that_cannot_work_is_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        Store(url)


def test_a_missing_database_is_a_sentence_and_is_not_made(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(ConfigError, match=r"there is no database at .*handoff migrate"):
        check_schema(store)
    store.close()
    assert not (tmp_path / "none.db").exists()


def test_an_empty_and_an_older_schema_are_sentences(store: Store, tmp_path: Path) -> None:
    check_schema(store)
    with store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(ConfigError, match="schema 0000, this program needs"):
        check_schema(store)
    (tmp_path / "empty.db").touch()
    empty = Store(f"sqlite:///{tmp_path}/empty.db")
    with pytest.raises(ConfigError, match="no schema"):
        check_schema(empty)
    empty.close()


def test_what_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is a text, and no database at all " * 50)
    store = Store(f"sqlite:///{tmp_path}/text.db")
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        check_schema(store)
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_database_is_a_sentence(migrated_sqlite: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked" / "handoff.db"
    path.parent.mkdir()
    path.write_bytes(migrated_sqlite.read_bytes())
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(ConfigError):
            claim_alone(f"sqlite:///{path}")
    finally:
        path.parent.chmod(0o755)


def test_a_postgresql_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    store = Store(f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    with pytest.raises(ConfigError, match="the database does not answer"):
        check_schema(store)
    store.close()
