"""The kill switch (M13): begins and ends a pause, and has every open card say so.

The pause, its audit line and the refreshes of the cards are one transaction: a kill leaves all of them or none.
"""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit, outbox
from bot.clock import Clock
from bot.errors import Refusal
from bot.outbox import Order
from bot.store import Store
from bot.workflow.recorder import CARD
from models import OPEN, Lane, Pause, Request, State

LONGEST_WHY = 200
SUBJECT = "handoff"
"""What an audit line about all of Handoff is about."""


def pause(store: Store, clock: Clock, who: str, why: str) -> int:
    """Make Handoff read-only; how many cards will say so. Refusal if it is already, or if there is no good reason."""
    words = " ".join(why.split())
    if not words.isprintable() or not 0 < len(words) <= LONGEST_WHY:
        raise Refusal(f"Say why, in at most {LONGEST_WHY} characters: the reason stands on every card.", code="no_why")

    def begin(session: Session) -> int:
        now = clock.real()
        standing = _standing(session)
        if standing is not None:
            raise Refusal(
                f"Handoff is read-only already, by {standing.actor}: {standing.why}. Resume it first.", code="paused"
            )
        session.add(Pause(standing=True, why=words, at=now, actor=who))
        session.flush()
        return _tell(session, now, who, "pause")

    return store.run(begin)


def resume(store: Store, clock: Clock, who: str) -> int:
    """End the pause; how many cards get their buttons back. What waited goes on by itself."""

    def end(session: Session) -> int:
        now = clock.real()
        standing = _standing(session)
        if standing is None:
            raise Refusal("Handoff is not paused: there is nothing to resume.", code="not_paused")
        standing.standing, standing.ended_at, standing.ended_by = None, now, who
        session.flush()
        return _tell(session, now, who, "resume")

    return store.run(end)


def _standing(session: Session) -> Pause | None:
    return session.scalar(select(Pause).where(Pause.standing.is_(True)).with_for_update())


def _tell(session: Session, now: datetime, who: str, action: str) -> int:
    """Every open card is drawn anew when nothing more urgent is to be done; refreshes of one card are one edit."""
    open_ones = select(Request.id, Request.public_id, Request.workflow, Request.correlation).where(
        Request.state.in_(OPEN - {State.ARRIVED})
    )
    cards = session.execute(open_ones.order_by(Request.due_at, Request.id)).all()
    for card in cards:
        key = f"{card.workflow}:{card.public_id}:card:{action}:{secrets.token_hex(3)}"
        outbox.enqueue(session, now, card.correlation, Order(key, CARD, Lane.CARD, {}, card.id))
    audit.record(session, now, audit.Entry(actor=who, action=action, subject=SUBJECT, detail={"cards": len(cards)}))
    return len(cards)
