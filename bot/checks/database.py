"""Is the database there, in the schema of this program, and does a commit mean what we take it for?"""

import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from bot.checks.line import Line, fault, ok, warning
from bot.errors import ConfigError
from bot.store import Store, check_schema
from models import SCHEMA

SOUND_SQLITE = (3, 51, 3)
"""The first version without the fault by which two writers or checkpointers at one instant can damage a WAL file."""


def database_lines(url: str) -> Iterator[Line]:
    try:
        store = Store(url)
        check_schema(store)
    except ConfigError as error:
        yield fault("database", str(error))
        return
    yield ok("database", f"answers, schema {SCHEMA}")
    try:
        yield from [sqlite_line(sqlite3.sqlite_version_info)] if store.dialect == "sqlite" else _postgresql_lines(store)
    except DBAPIError as error:
        yield fault("database", f"stopped answering ({type(error.orig).__name__})")
    finally:
        store.close()


def sqlite_line(version: tuple[int, ...]) -> Line:
    what, number = "SQLite version", ".".join(map(str, version))
    if version >= SOUND_SQLITE:
        return ok(what, number)
    return warning(
        what,
        f"{number} can damage a WAL file when two programs write or checkpoint at the same instant: handoff's commands "
        "take turns, so let no other program write to the file, or use 3.51.3 or PostgreSQL",
    )


def _postgresql_lines(store: Store) -> Iterator[Line]:
    with store.engine.connect() as connection:
        shown = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in ("server_version", "fsync", "synchronous_commit")
        }
    yield ok("PostgreSQL version", str(shown["server_version"]))
    for name in ("fsync", "synchronous_commit"):
        if shown[name] == "off":
            yield warning(f"PostgreSQL {name}", "is off: a power cut loses presses that Slack saw answered; set it on")
        else:
            yield ok(f"PostgreSQL {name}", str(shown[name]))
