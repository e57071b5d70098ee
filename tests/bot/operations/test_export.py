"""The audit's lines for somebody outside: streamed, whole, harmless in a spreadsheet, refused attempts among them."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from bot import audit
from bot.errors import ConfigError
from bot.operations.export import COLUMNS, export, instant
from bot.store import Store
from tests.harness import handoff

START = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)


def fill(store: Store, count: int) -> None:
    with store.transaction() as session:
        for number in range(count):
            action = "=cmd.refused" if number == 1 else "approve.refused"
            detail = {"code": "no_role", "team": "T1"}
            entry = audit.Entry(actor=f"U{number}", action=action, subject="K7Q2M9", detail=detail)
            audit.record(session, START + timedelta(minutes=30 * number), entry)


def test_a_span_is_printed_as_csv_and_as_json(store: Store, database_url: str) -> None:
    fill(store, 6)
    said = handoff(database_url, "audit", "export", "--from", "2026-11-24", "--to", "2026-11-24", "--format", "csv")
    assert (said.returncode, said.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert [row["actor"] for row in rows] == ["U0", "U1"], "the last day is included, and the next one is not"
    assert rows[1]["action"] == "'=cmd.refused"
    assert json.loads(rows[0]["detail"])["code"] == "no_role"
    said = handoff(
        database_url, "audit", "export", "--from", "2026-11-25T00:30:00Z", "--to", "2026-11-30", "--format", "json"
    )
    lines = json.loads(said.stdout)
    assert [line["actor"] for line in lines] == ["U3", "U4", "U5"]
    assert set(lines[0]) == set(COLUMNS)
    assert lines[0]["at"] == "2026-11-25T00:30:00.000000+00:00"
    empty = handoff(database_url, "audit", "export", "--from", "2030-01-01", "--to", "2030-01-02", "--format", "json")
    assert json.loads(empty.stdout) == []
    wrong = handoff(database_url, "audit", "export", "--from", "yesterday", "--to", "2030-01-02")
    assert (wrong.returncode, wrong.stderr.startswith("handoff: --from: write a day")) == (2, True)


def test_a_long_trail_is_streamed(store: Store) -> None:
    fill(store, 5_000)
    tracemalloc.start()
    with store.reading() as session:
        size = sum(len(piece) for piece in export(session, START, START + timedelta(days=365), "json"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 1_000_000
    assert peak < 8_000_000


def test_an_instant_needs_a_zone() -> None:
    assert instant("2026-11-24T09:00:00+09:00", "--to", end=True) == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    for wrong in ("2026-11-24T09:00:00", "2026-13-01", "20261", ""):
        with pytest.raises(ConfigError, match="--to"):
            instant(wrong, "--to", end=True)
