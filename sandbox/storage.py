"""The SQLite file behind a stand-in: its rows, its settings, its logs, and the one open transaction. It owns how they
are kept; it must not know what a row means. Synchronous writing is off on purpose: the file has to survive kill -9 of
this process, not a power cut."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (object TEXT, id TEXT, data TEXT NOT NULL, PRIMARY KEY (object, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Records:
    """A connection in autocommit mode; ``begin`` and ``commit`` bracket what belongs together. ``logs``: the statement
    that creates the stand-in's own tables, by their names."""

    def __init__(self, file: Path | None, logs: dict[str, str]) -> None:
        self._tables = ("record", "setting", *logs)
        self.db = sqlite3.connect(str(file) if file else ":memory:", isolation_level=None, check_same_thread=False)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.executescript(_SCHEMA + "".join(logs.values()))

    def close(self) -> None:
        self.db.close()

    def forget(self) -> None:
        self.db.execute("BEGIN")
        for table in self._tables:
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are ours
        self.db.execute("COMMIT")

    def begin(self) -> None:
        self.db.execute("BEGIN")

    def commit(self) -> None:
        self.db.execute("COMMIT")

    def records(self) -> Iterable[tuple[str, dict[str, Any]]]:
        for row in self.db.execute("SELECT object, data FROM record ORDER BY object, id"):
            yield row["object"], json.loads(row["data"])

    def keep(self, rows: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Rows as (object, id, content)."""
        self.db.executemany(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?)",
            ((name, key, json.dumps(row, ensure_ascii=False)) for name, key, row in rows),
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
