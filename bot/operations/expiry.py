"""Forgets what has served, by the handbook's days: personal details, people's own words, old deliveries and receipts.

Nothing of an open request is touched. It goes in small batches, each found by reading and removed in a short
transaction of its own, so that no press waits for it. The audit and the decisions stay; of a decision only the free
text goes.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Select, String, Table, bindparam, delete, select, update
from sqlalchemy import cast as cast_sql
from sqlalchemy.orm import Session

from bot import log
from bot.clock import Clock
from bot.handbook.policy import Retention
from bot.store import Store
from models import OPEN, Alert, Decision, Delivery, DeliveryState, Notice, Personal, Receipt, Request

BATCH = 500
KEEP_RECEIPTS = timedelta(days=2)
"""Longer than Slack goes on delivering an event again."""
SETTLED = (DeliveryState.DONE, DeliveryState.WITHDRAWN)
_REQUESTS = cast(Table, Request.__table__)
Remove = Callable[[Session, Sequence[Any]], object]


def sweep(store: Store, clock: Clock, keep: Retention) -> dict[str, int]:
    """One round; how many rows of each kind were forgotten."""
    now = clock.real()
    words_until, rows_until = now - timedelta(days=keep.personal_days), now - timedelta(days=keep.deliveries_days)
    closed = select(Request.id).where(Request.state.not_in(OPEN))
    silent = closed.where(Request.touched_at < words_until)
    noted = silent.where(Request.serving["note"].as_string() != "")
    ticked = silent.where(cast_sql(Request.ticks, String) != "[]")
    # A delivery holds words too: it goes when either time is over.
    over = max(words_until, rows_until)
    finished = select(Delivery.id).where(Delivery.state.in_(SETTLED), Delivery.settled_at < over)
    details = select(Personal.request_id).where(Personal.expires_at < now, Personal.request_id.in_(closed))
    decided = select(Decision.id).where(Decision.note != "", Decision.request_id.in_(silent))
    steps: dict[str, tuple[Select[Any], Remove]] = {
        "receipts": (select(Receipt.key).where(Receipt.at < now - KEEP_RECEIPTS), _delete(Receipt.key)),
        "details": (details, _delete(Personal.request_id)),
        "deliveries": (finished, _delete(Delivery.id)),
        "alerts": (select(Alert.id).where(Alert.request_id.in_(silent)), _delete(Alert.id)),
        "notices": (select(Notice.id).where(Notice.standing.is_(None), Notice.at < rows_until), _forget_notices),
        "words of decisions": (decided, _silence_decisions),
        "words of requests": (noted, _silence_requests),
        "ticks": (ticked, _forget_ticks),
    }
    forgotten = {kind: _in_batches(store, query, remove) for kind, (query, remove) in steps.items()}
    log.get().info("sweep.done", **{kind.replace(" ", "_"): count for kind, count in forgotten.items()})
    return forgotten


def _in_batches(store: Store, query: Select[Any], remove: Remove) -> int:
    total = 0
    while True:
        with store.reading() as session:
            found = session.scalars(query.limit(BATCH)).all()
        if found:
            store.run(lambda session, found=found: remove(session, found))  # type: ignore[misc]
        total += len(found)
        if len(found) < BATCH:
            return total


def _delete(key: Any) -> Remove:
    def remove(session: Session, found: Sequence[Any]) -> None:
        session.execute(delete(key.class_).where(key.in_(found)), execution_options={"synchronize_session": False})

    return remove


def _forget_notices(session: Session, found: Sequence[int]) -> None:
    """What was told in them stays in the ledger."""
    session.execute(update(Alert).where(Alert.notice_id.in_(found)).values(notice_id=None))
    session.execute(delete(Notice).where(Notice.id.in_(found)), execution_options={"synchronize_session": False})


def _silence_decisions(session: Session, found: Sequence[int]) -> None:
    silenced = update(Decision).where(Decision.id.in_(found)).values(note="")
    session.execute(silenced, execution_options={"synchronize_session": False})


def _forget_ticks(session: Session, found: Sequence[int]) -> None:
    session.connection().execute(update(_REQUESTS).where(_REQUESTS.c.id.in_(found)).values(ticks=[]))


def _silence_requests(session: Session, found: Sequence[int]) -> None:
    # By the table, not the object: nothing of the request happens, so its version stays.
    rows = session.execute(select(Request.id, Request.serving).where(Request.id.in_(found))).all()
    silenced = update(_REQUESTS).where(_REQUESTS.c.id == bindparam("request")).values(serving=bindparam("without"))
    values = [{"request": row.id, "without": {**(row.serving or {}), "note": ""}} for row in rows]
    if values:
        session.connection().execute(silenced, values)
