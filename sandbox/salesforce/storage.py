"""The SQLite file behind the org: rows, tokens, settings, the request log, status changes, events and the Flow's
pending effects. It owns the tables and the one transaction per request; it must not know what a row means. Synchronous
writing is off on purpose: the file has to survive kill -9 of this process, not a power cut."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox.salesforce.schema import Row

_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (object TEXT, id TEXT, data TEXT NOT NULL, PRIMARY KEY (object, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, user_id TEXT NOT NULL, alive INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS request (
    seq INTEGER PRIMARY KEY, at TEXT, real_at REAL, method TEXT, path TEXT, kind TEXT, body TEXT, user TEXT,
    api_calls INTEGER DEFAULT 0, status INTEGER, fault TEXT, dropped TEXT, effects TEXT, milliseconds REAL);
CREATE TABLE IF NOT EXISTS status_change (
    n INTEGER PRIMARY KEY, seq INTEGER, order_id TEXT, number TEXT, old TEXT, new TEXT, user_id TEXT, user TEXT,
    via TEXT, at TEXT);
CREATE INDEX IF NOT EXISTS status_change_order ON status_change (order_id);
CREATE TABLE IF NOT EXISTS event (
    n INTEGER PRIMARY KEY, uuid TEXT, name TEXT, order_id TEXT, payload TEXT, via TEXT, at TEXT, seq INTEGER);
CREATE TABLE IF NOT EXISTS flow_effect (n INTEGER PRIMARY KEY, due TEXT, order_id TEXT, outcome TEXT);
"""
LOGS = ("request", "status_change", "event", "flow_effect")


class Storage:
    """A connection in autocommit mode; ``begin`` and ``commit`` bracket what belongs together."""

    def __init__(self, file: Path | None) -> None:
        self.db = sqlite3.connect(str(file) if file else ":memory:", isolation_level=None, check_same_thread=False)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.executescript(_SCHEMA)

    def close(self) -> None:
        self.db.close()

    def forget(self) -> None:
        self.db.execute("BEGIN")
        for table in ("record", "setting", "token", *LOGS):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are the constants above
        self.db.execute("COMMIT")

    def begin(self) -> None:
        self.db.execute("BEGIN")

    def commit(self) -> None:
        self.db.execute("COMMIT")

    def records(self) -> Iterable[tuple[str, Row]]:
        for row in self.db.execute("SELECT object, data FROM record ORDER BY object, id"):
            yield row["object"], json.loads(row["data"])

    def save(self, rows: Iterable[tuple[str, Row]]) -> None:
        self.db.executemany(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?)",
            ((name, row["Id"], json.dumps(row, ensure_ascii=False)) for name, row in rows),
        )

    def insert(self, table: str, **values: Any) -> int:
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        cursor = self.db.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names are ours
            list(values.values()),
        )
        return cursor.lastrowid or 0

    def all(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in self.db.execute(statement, values)]

    def settings(self) -> dict[str, Any]:
        return {row["name"]: json.loads(row["value"]) for row in self.db.execute("SELECT * FROM setting")}

    def set_setting(self, name: str, value: Any) -> None:
        self.db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, json.dumps(value)))
