"""The database of a run: a new SQLite file, a new PostgreSQL that syncs to disk, or one that was named. It owns making
them and refusing one that holds anything: what a run judges must have begun with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url

from sandbox.postgres import find_binaries, running

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class NoDatabaseError(Exception):
    """There is none that this run could use; the sentence says why."""


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of this kind."""
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'handoff.db'}"
        return
    binaries = find_binaries()
    if binaries is None:
        raise NoDatabaseError("PostgreSQL: there are no binaries on this machine")
    with running(binaries, fsync=True) as url:
        yield url.format(name="postgres")


def kind_of(url: str) -> str:
    return make_url(url).get_backend_name()


def refuse_unless_empty(url: str) -> None:
    """NoDatabaseError if there are tables: a rehearsal must never meet real records."""
    engine = create_engine(url)
    try:
        tables = inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if tables:
        raise NoDatabaseError(f"that database is in use ({len(tables)} tables); name an empty one")
