"""The store: the engine, the transaction, and what each database needs so that a commit means it.

SQLite is used by one ``handoff run`` at a time, plus the operator's commands. Its writes *and* checkpoints go through
one lock (a thread lock here, an OS file lock between processes): with it concurrent writers wait instead of failing,
and the WAL bug of SQLite 3.7-3.51.2, which two simultaneous writers or checkpointers can hit, cannot be reached.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import ConfigError
from bot.turns import Turns
from models import SCHEMA

T = TypeVar("T")
WAKE = "wake"
CHECKPOINT_PAGES = 4000


class Store:
    """One database. ``transaction()`` to write, ``reading()`` to read."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url)
        except (ArgumentError, ValueError):  # the latter for a port that is none, and its words may hold the password
            raise ConfigError("DATABASE_URL is no database address; try sqlite:///handoff.db") from None
        self.dialect = self.url.get_backend_name()
        self._listeners: list[Callable[[], None]] = []
        self.turns = Turns()
        self.write_fault = ""
        """Why the last transaction could not be written; empty if it could."""
        self._file: tuple[int, int] | None = None
        self._lock: AbstractContextManager[None] = nullcontext()
        match self.dialect:
            case "sqlite":
                if not self.url.database or self.url.database == ":memory:":
                    raise ConfigError(
                        "DATABASE_URL needs a file: an order must survive a restart. Try sqlite:///handoff.db"
                    )
                self.engine = create_engine(
                    self.url,
                    connect_args={"timeout": 20, "check_same_thread": False, "isolation_level": None},
                    pool_size=48,
                    max_overflow=16,
                    hide_parameters=True,  # an error's text goes to the log, and values are people's
                )
                event.listen(self.engine, "connect", _prepare_sqlite)
                event.listen(self.engine, "begin", _begin_sqlite)
                self._writing: Engine = self.engine.execution_options(handoff_begin="BEGIN IMMEDIATE")
                self._lock = _FileLock(Path(f"{self.url.database}.lock"))
            case "postgresql":
                try:
                    self.engine = create_engine(
                        self.url.set(drivername="postgresql+psycopg"),
                        pool_size=32,
                        max_overflow=32,
                        pool_pre_ping=False,
                        hide_parameters=True,
                        connect_args={"connect_timeout": 5, "options": "-c lock_timeout=5s -c statement_timeout=20s"},
                    )
                except ModuleNotFoundError:
                    raise ConfigError("DATABASE_URL is PostgreSQL; install handoff-bot[postgres]") from None
                self._writing = self.engine
            case other:
                raise ConfigError(f"DATABASE_URL: {other} is not supported; use sqlite or postgresql")

    def subscribe(self, listener: Callable[[], None]) -> None:
        """``listener`` is called after every commit that added work to the outbox."""
        self._listeners.append(listener)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A write transaction: committed at the end, rolled back on any exception. Never held over network."""
        try:
            self._look_for_the_file()
            with (
                self.turns.background(),
                self._lock,
                Session(self._writing, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session
        except OperationalError as error:
            if not is_lost_race(error):
                self.write_fault = type(error.orig).__name__
            raise
        self.write_fault = ""
        if session.info.get(WAKE):
            for listener in self._listeners:
                listener()

    def _look_for_the_file(self) -> None:
        """SQLite goes on writing into a file that was moved away or replaced, where nobody would find it again."""
        if self.dialect != "sqlite":
            return
        try:
            found = os.stat(str(self.url.database))
        except OSError:
            found = None
        now = (found.st_dev, found.st_ino) if found else None
        if self._file not in (None, now):
            raise OperationalError("the database's file is gone", None, sqlite3.OperationalError("no such file"))
        self._file = now

    def run(self, work: Callable[[Session], T]) -> T:
        """``work`` in a transaction of its own, again if PostgreSQL made it lose a race for a lock."""
        for left in reversed(range(4)):
            try:
                with self.transaction() as session:
                    return work(session)
            except DBAPIError as error:
                if not left or not is_lost_race(error):
                    raise
        raise AssertionError("unreachable")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read transaction; what it loaded stays usable afterwards."""
        with self.turns.background(), self._session(self.engine) as session:
            yield session

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def checkpoint(self) -> None:
        """Move SQLite's log into the database file, outside anybody's click."""
        if self.dialect != "sqlite":
            return
        with self.turns.background(), self._lock, self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        self.engine.dispose()
        if isinstance(self._lock, _FileLock):
            self._lock.close()


class _FileLock:
    """Held by one thread of one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            if self._file is None:
                self._file = _open_beside(self._path)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        try:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _open_beside(path: Path) -> IO[bytes]:
    try:
        return path.open("ab")
    except OSError as error:
        raise ConfigError(
            f"DATABASE_URL: {path} cannot be written ({error.strerror}); run this as the bot's own user"
        ) from None


def claim_alone(url: str) -> IO[bytes] | None:
    """Refuse a second ``handoff run`` on one SQLite file. The lock lives as long as the returned file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    file = _open_beside(Path(f"{parsed.database}.run"))  # the caller keeps it: it is the lock
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise ConfigError(
            f"another handoff run already uses {parsed.database}; stop it first, or use PostgreSQL for several"
        ) from None
    return file


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=20000",
        # A checkpoint costs several syncs: it belongs to the scheduler, not to whoever clicks at that moment. The
        # number only bounds the log should the scheduler stand still.
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("handoff_begin", "BEGIN"))


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """The store for one command, beside a running bot or without. ConfigError if it is not there or does not answer."""
    store = Store(url)
    try:
        check_schema(store)
        yield store
    except DBAPIError as error:
        raise ConfigError(f"DATABASE_URL: the database failed ({type(error.orig).__name__})") from None
    finally:
        store.close()


def check_schema(store: Store) -> None:
    """Raise ConfigError unless the schema is the one this program knows."""
    if store.dialect == "sqlite" and not Path(str(store.url.database)).exists():
        raise ConfigError(f"there is no database at {store.url.database}; run: handoff migrate")
    try:
        with store.engine.connect() as connection:
            known = inspect(connection).has_table("alembic_version")
            current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
    except DBAPIError as error:
        raise ConfigError(f"DATABASE_URL: the database does not answer ({type(error.orig).__name__})") from None
    if current != SCHEMA:
        found = f"schema {current}" if current else "no schema"
        raise ConfigError(f"the database has {found}, this program needs {SCHEMA}; run: handoff migrate")


def is_lost_race(error: DBAPIError) -> bool:
    """PostgreSQL gave up on a lock, found a deadlock, or somebody inserted the same row first: nothing happened, and
    the transaction may be tried again.
    """
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "55P03", "23505"}
