"""How long the ticker's sweep takes as open deadlines grow in number: to find a hundred that are due and to claim each.

It fills empty databases of several sizes and times ``bot.deadlines`` on them in turn, so that whatever else the machine
does meanwhile strikes all of them alike. It exists for ``handoff bench`` and never sees an operator's own database.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import insert, text

from bot import deadlines
from bot.store import Store
from models import Deadline, Request, State

DUE = 100
PER_REQUEST = 4
STRIDE = 7919
"""A prime: deadlines that come due one after another were written far from each other. Nothing is nearer in life."""
CHUNK = 10_000
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Round(NamedTuple):
    """Milliseconds: to find what is due, and to find and claim it, with the commit."""

    finding: float
    whole: float


def measure(stores: Mapping[int, Store], rounds: int, warm_up: int) -> dict[int, Round]:
    """The medians by how many deadlines are open. The stores are migrated and empty."""
    for count, store in stores.items():
        fill(store, count)
    took: dict[int, list[Round]] = {count: [] for count in stores}
    for number in range(warm_up + rounds):
        for count, store in stores.items():
            found = _sweep(store, START + timedelta(seconds=DUE * (number + 1) - 1))
            _open_anew(store, count, number)
            if number >= warm_up:
                took[count].append(found)
    return {count: Round(*(round(median(part), 3) for part in zip(*of, strict=True))) for count, of in took.items()}


def _sweep(store: Store, now: datetime) -> Round:
    begun = time.perf_counter()
    with store.transaction() as session:
        due = deadlines.due(session, now, DUE)
        found = time.perf_counter()
        claimed = sum(deadlines.close(session, deadline.id, now) for deadline in due)
    ended = time.perf_counter()
    if claimed != DUE:
        raise RuntimeError(f"{claimed} deadlines were claimed instead of {DUE}")
    return Round(1000 * (found - begun), 1000 * (ended - begun))


def _open_anew(store: Store, count: int, number: int) -> None:
    """As many as were claimed, due after all others: as many stay open. SQLite's log is emptied as the bot does it."""
    with store.transaction() as session:
        for position in range(number * DUE, (number + 1) * DUE):
            row = _deadline(position % count, START + timedelta(seconds=count + position))
            deadlines.schedule(session, **row)
    store.checkpoint()


def fill(store: Store, count: int) -> None:
    """``count`` open deadlines, one due each second from ``START`` on."""
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        with store.transaction() as session:
            session.execute(insert(Request), [_request(number) for number in numbers if number % PER_REQUEST == 0])
            due = {number: START + timedelta(seconds=number * STRIDE % count) for number in numbers}
            session.execute(insert(Deadline), [_deadline(number, due_at) for number, due_at in due.items()])
    with store.transaction() as session:
        session.execute(text("ANALYZE"))
    store.checkpoint()


def _request(number: int) -> dict[str, Any]:
    return {
        "id": number // PER_REQUEST + 1,
        "public_id": f"{number:012}",
        "workflow": "orders",
        "external_id": f"{number:018}",
        "number": f"{number:08}",
        "state": State.WAITING,
        "opened_at": START,
        "target": "standard",
        "touched_at": START,
        "facts": {},
    }


def _deadline(number: int, due_at: datetime) -> dict[str, Any]:
    return {"request_id": number // PER_REQUEST + 1, "kind": "due", "due_at": due_at}
