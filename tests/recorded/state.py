"""A recorded state: a database in the middle of its work, and the vendors' records that go with it.

It owns reading and writing the files of ``tests/recorded/<release>/``: ``<database>.sql`` is the database as SQL text,
``<database>.json`` the rest. Stand-ins and databases come and go; a recording is never edited.
"""

import json
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import MetaData, create_engine, make_url, select

from sandbox.postgres import find_binaries
from sandbox.salesforce.storage import Storage
from sandbox.slack.store import Store as Documents

FOLDER = Path(__file__).parent
Json = dict[str, Any]
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Recording:
    """``orders``: what an order is for → its id, number, the value of its buttons and what the bot had written.
    ``dialog``: the form that somebody had open. ``now``: the story's instant. The rest is the vendors'."""

    name: str
    database: str
    now: str
    orders: Mapping[str, Json]
    dialog: Json
    salesforce: list[tuple[str, Json]]
    slack: list[tuple[str, str, Json]]

    @property
    def sql(self) -> Path:
        return FOLDER / self.name / f"{self.database}.sql"


def recordings() -> list[str]:
    return sorted(path.parent.name for path in FOLDER.glob("*/sqlite.sql"))


def read(name: str, database: str) -> Recording:
    found = json.loads((FOLDER / name / f"{database}.json").read_text("utf-8"))
    return Recording(name, database, **found)


def write(recording: Recording, url: str) -> None:
    """Keep it, with the database at ``url``. One line for each row, so that a difference can be read."""
    recording.sql.parent.mkdir(exist_ok=True)
    recording.sql.write_text(dump(url), "utf-8")
    parts = [f'"now": {_line(recording.now)}', f'"dialog": {_line(recording.dialog)}']
    orders = ",\n".join(f"{_line(name)}: {_line(order)}" for name, order in recording.orders.items())
    parts += [f'"orders": {{\n{orders}\n}}']
    for name in ("salesforce", "slack"):
        rows = ",\n".join(map(_line, getattr(recording, name)))
        parts += [f'"{name}": [\n{rows}\n]']
    file = recording.sql.with_suffix(".json")
    file.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- databases -------------------------------------------------------------------------------------------------------


def dump(url: str) -> str:
    """The database as SQL text, with nothing in it of a machine, a user or a server's version."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(url).database))) as connection:
            return "\n".join(connection.iterdump()) + "\n"
    binaries = find_binaries()
    assert binaries is not None
    plain = url.replace("postgresql+psycopg", "postgresql")
    command = [binaries / "pg_dump", "--inserts", "--no-owner", "--no-privileges", f"--dbname={plain}"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    noise = re.compile(r"--|\\|SET |SELECT pg_catalog.set_config|$")
    kept = [line for line in text.splitlines() if not noise.match(line)]
    return "\n".join(kept) + "\n"


def load(recording: Recording, url: str) -> None:
    """Fill the empty database at ``url``."""
    text = recording.sql.read_text("utf-8")
    if recording.database == "sqlite":
        with closing(sqlite3.connect(str(make_url(url).database))) as connection:
            connection.executescript(text)
        return
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute(text.encode())


def rows(url: str) -> Rows:
    """Every row of every table, in the order of its key."""
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in tables.tables.items()
            if name != "alembic_version"
        }
    engine.dispose()
    return found


# --- the vendors -----------------------------------------------------------------------------------------------------


def salesforce_rows(file: Path) -> Iterator[tuple[str, Json]]:
    with closing(Storage(file)) as storage:
        yield from storage.records()


def slack_documents(file: Path) -> Iterator[tuple[str, str, Json]]:
    """(kind, key, body) of messages and published Homes."""
    with closing(Documents(file)) as documents:
        yield from (("message", f"{body['channel']}/{body['ts']}", body) for body in documents.read("message"))
        yield from (("home", body["user"], body) for body in documents.read("home"))


def lay_out(recording: Recording, salesforce: Path, slack: Path) -> None:
    """The files from which the stand-ins start with what they held then."""
    with closing(Storage(salesforce)) as storage:
        storage.begin()
        storage.save(recording.salesforce)
        storage.commit()
    with closing(Documents(slack)) as documents:
        for kind, key, body in recording.slack:
            documents.put(kind, key, body)
