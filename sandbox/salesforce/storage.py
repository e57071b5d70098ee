"""What the org keeps beside its rows: tokens, the request log, status changes, events and the Flow's pending effects.
It owns these tables; how a file is written is ``sandbox.storage``'s."""

from collections.abc import Iterable
from pathlib import Path

from sandbox.salesforce.schema import Row
from sandbox.storage import Records

_LOGS = {
    "token": """
CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, user_id TEXT NOT NULL, alive INTEGER NOT NULL);""",
    "request": """
CREATE TABLE IF NOT EXISTS request (
    seq INTEGER PRIMARY KEY, at TEXT, real_at REAL, method TEXT, path TEXT, kind TEXT, body TEXT, user TEXT,
    api_calls INTEGER DEFAULT 0, status INTEGER, fault TEXT, dropped TEXT, effects TEXT, milliseconds REAL);""",
    "status_change": """
CREATE TABLE IF NOT EXISTS status_change (
    n INTEGER PRIMARY KEY, seq INTEGER, order_id TEXT, number TEXT, old TEXT, new TEXT, user_id TEXT, user TEXT,
    via TEXT, at TEXT);
CREATE INDEX IF NOT EXISTS status_change_order ON status_change (order_id);""",
    "event": """
CREATE TABLE IF NOT EXISTS event (
    n INTEGER PRIMARY KEY, uuid TEXT, name TEXT, order_id TEXT, payload TEXT, via TEXT, at TEXT, seq INTEGER);""",
    "flow_effect": """
CREATE TABLE IF NOT EXISTS flow_effect (n INTEGER PRIMARY KEY, due TEXT, order_id TEXT, outcome TEXT);""",
}


class Storage(Records):
    def __init__(self, file: Path | None) -> None:
        super().__init__(file, _LOGS)

    def save(self, rows: Iterable[tuple[str, Row]]) -> None:
        self.keep((name, row["Id"], row) for name, row in rows)
