"""Health in words, from rows alone, so that any process can tell it: ``handoff status``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.operations import beats, figures
from bot.operations.beats import Beat
from bot.operations.figures import Figures
from models import SCHEMA, Lane

STUCK = timedelta(minutes=15)
"""A row that has waited longer is not only late."""


@dataclass(frozen=True)
class Line:
    """One part of the whole, and whether it is wrong."""

    part: str
    words: str
    fault: bool = False


def health(session: Session, now: datetime) -> Sequence[Line]:
    """Every part, the same ones each time. ``now``: real time."""
    found, known = figures.read(session, now), beats.beats(session)
    dialect = session.get_bind().dialect.name
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(dialect, dialect)
    return [Line("database", f"{name} answers, schema {SCHEMA}"), *_processes(known, now), *_work(found, now)]


def _processes(known: Sequence[Beat], now: datetime) -> Iterator[Line]:
    alive = [beat for beat in known if not beat.is_silent(now)]
    silent = [beat for beat in known if beat.is_silent(now)]
    if not alive:
        last = f"; the last was heard {ago(now - silent[0].at)}" if silent else ""
        yield Line("bot", f"no handoff run is running{last}", fault=True)
        return
    words = f"{len(alive)} running, version {', '.join(sorted({beat.version for beat in alive}))}"
    yield Line("bot", words + (f"; {len(silent)} fell silent in the last hour" if silent else ""))
    ticks = [beat.ticked for beat in alive if beat.ticked is not None]
    yield Line("clock", f"ticked {ago(now - max(ticks))}" if ticks else "has not ticked yet", fault=not ticks)
    for part, words in sorted({fault for beat in alive for fault in beat.faults.items()}):
        yield Line(part, words, fault=True)
    shadow = any(beat.shadow for beat in alive)
    yield Line("shadow mode", "on: nothing is written to Salesforce" if shadow else "off")


def _work(found: Figures, now: datetime) -> Iterator[Line]:
    yield Line("salesforce", f"read {ago(now - found.polled_at)}" if found.polled_at else "not read yet")
    states = [f"{count} {state}" for state, count in found.requests.items() if count]
    yield Line("open requests", ", ".join(states) or "none")
    for lane, load in found.lanes.items():
        words = f"{load.waiting} waiting, {load.parked} parked"
        if load.waiting:
            words += f", the oldest for {in_words(load.oldest)}"
        held = lane is Lane.WRITE and found.paused is not None
        yield Line(f"outbox {lane}", words, fault=load.parked > 0 or (load.oldest > STUCK and not held))
    if found.paused is None:
        yield Line("paused", "no")
    else:
        yield Line("paused", f"since {ago(now - found.paused.at)}, by {found.paused.actor}: {found.paused.why}")


def ago(amount: timedelta) -> str:
    return f"{in_words(amount)} ago"


def in_words(amount: timedelta) -> str:
    """Its largest unit, rounded down: 3 s, 12 min, 5 h, 2 days."""
    seconds = max(int(amount.total_seconds()), 0)
    for size, unit in ((2 * 86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // (86_400 if unit == 'days' else size)} {unit}"
    return f"{seconds} s"
