"""The audit trail for somebody outside: lines of a span of time, refused attempts among them, as JSON or CSV (R4).

It is streamed, so its length is no matter. The lines carry their hashes: whoever has all of them can verify the chain
by themselves. Personal values are not in it, since they are not in the chain.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConfigError
from models import AuditLine

COLUMNS = ("seq", "at", "actor", "action", "subject", "before", "after", "detail", "correlation", "hash")
FORMATS = ("csv", "json")


def instant(text: str, name: str, *, end: bool, zone: tzinfo = UTC) -> datetime:
    """A day of ``zone`` (as an ``end`` it is included) or an instant with its own. ConfigError names the option."""
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= len("2026-11-24"):
            day = datetime.combine(date.fromisoformat(text), time(), zone)
            return (day + timedelta(days=1) if end else day).astimezone(UTC)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError(f"{name}: write a day such as 2026-11-24, or an instant with its zone") from None
    raise ConfigError(f"{name}: the instant has no zone; add Z or +09:00")


def export(session: Session, since: datetime, until: datetime, form: str) -> Iterator[str]:
    """The lines from ``since`` to just before ``until``, in pieces of text. ``form``: ``csv`` or ``json``."""
    return _csv(_lines(session, since, until)) if form == "csv" else _json(_lines(session, since, until))


def _lines(session: Session, since: datetime, until: datetime) -> Iterator[AuditLine]:
    query = select(AuditLine).where(AuditLine.at >= since, AuditLine.at < until).order_by(AuditLine.seq)
    with closing(session.scalars(query.execution_options(yield_per=1000))) as lines:
        yield from lines


def _json(lines: Iterator[AuditLine]) -> Iterator[str]:
    """One array, a line of the audit on each of its lines."""
    separator = "[\n"
    for line in lines:
        values = {name: getattr(line, name) for name in COLUMNS}
        yield separator + json.dumps({**values, "at": _at(line)}, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n" if separator != "[\n" else "[]\n"


def _csv(lines: Iterator[AuditLine]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for line in lines:
        values = {name: getattr(line, name) for name in COLUMNS}
        values |= {"at": _at(line), "detail": json.dumps(line.detail, ensure_ascii=False)}
        writer.writerow([_harmless(value) for value in values.values()])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _at(line: AuditLine) -> str:
    return line.at.astimezone(UTC).isoformat(timespec="microseconds")


def _harmless(value: object) -> object:
    # A spreadsheet runs what begins like a formula, and a forged action id may.
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
