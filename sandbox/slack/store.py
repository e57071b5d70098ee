"""Keeps the workspace's documents in an SQLite file, written through at each change, so that a killed stand-in starts
again with every message; without a file it keeps nothing. It knows kinds, ids and JSON, never what they mean."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Store:
    """One table of JSON documents. ``path`` None: everything lives in the process alone."""

    def __init__(self, path: Path | None) -> None:
        self._db: sqlite3.Connection | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            # A killed process loses nothing of WAL with NORMAL; only a power cut could, which the demo may.
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS document (kind TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id))"
                " WITHOUT ROWID"
            )

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        if self._db is not None:
            self._db.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (kind, key, json.dumps(body)))

    def delete(self, kind: str, key: str) -> None:
        if self._db is not None:
            self._db.execute("DELETE FROM document WHERE kind = ? AND id = ?", (kind, key))

    def clear(self) -> None:
        if self._db is not None:
            self._db.execute("DELETE FROM document")

    def read(self, kind: str) -> Iterator[dict[str, Any]]:
        """All documents of a kind, by id."""
        if self._db is not None:
            for (body,) in self._db.execute("SELECT body FROM document WHERE kind = ? ORDER BY id", (kind,)):
                yield json.loads(body)

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
