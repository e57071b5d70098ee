"""The few judgements of a check that no stand-in can be brought to show."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.database import sqlite_line
from bot.checks.line import clock_line
from bot.checks.salesforce import usage_line
from bot.clients.salesforce import ApiUsage

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "level"), [(0, "ok"), (4, "ok"), (-4, "ok"), (6, "warning"), (-60, "warning"), (121, "fault")]
)
def test_clocks(seconds: float, level: str) -> None:
    line = clock_line("Slack", NOW, NOW + timedelta(seconds=seconds))
    assert line.level == level
    assert ("ahead" in line.says) == (seconds > 5)


def test_an_answer_without_a_date() -> None:
    assert clock_line("Slack", None, NOW).level == "warning"


@pytest.mark.parametrize(("version", "level"), [((3, 40, 1), "warning"), ((3, 51, 2), "warning"), ((3, 51, 3), "ok")])
def test_sqlite_versions(version: tuple[int, ...], level: str) -> None:
    assert sqlite_line(version).level == level


@pytest.mark.parametrize(
    ("used", "limit", "level"),
    [(100, 100_000, "ok"), (90_000, 100_000, "warning"), (0, 8_000, "warning"), (100_000, 100_000, "fault")],
)
def test_calls_left(used: int, limit: int, level: str) -> None:
    assert usage_line(ApiUsage(used, limit), 15).level == level
