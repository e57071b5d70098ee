"""The kill switch (M13): begins and ends a pause, and has every open card say so. Of shadow mode (M9) it only tells.

The change, its audit line and the refreshes of the cards are one transaction: a kill leaves all of them or none.
"""

import secrets
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bot import audit, outbox
from bot.clock import Clock
from bot.errors import Refusal
from bot.outbox import UNSETTLED, Order
from bot.store import Store
from bot.workflow.contract import SYSTEM
from bot.workflow.recorder import CARD
from models import LISTED, Card, Cursor, Delivery, Lane, Pause, Request

LONGEST_WHY = 200
SUBJECT = "handoff"
"""What an audit line about all of Handoff is about."""
SHADOW = "shadow"


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


def tell_shadow(session: Session, clock: Clock, *, on: bool) -> None:
    """Shadow mode is a setting, so it begins and ends with a start: the cards of before would go on denying it."""
    known = session.get(Cursor, SHADOW)
    if on != bool(known and known.place["on"]):
        session.merge(Cursor(name=SHADOW, place={"on": on}))
        _tell(session, clock.real(), SYSTEM.user, "shadow.begun" if on else "shadow.ended")


def cards_in_words(count: int) -> str:
    return f"{count} open card{'' if count == 1 else 's'}"


def _standing(session: Session) -> Pause | None:
    return session.scalar(select(Pause).where(Pause.standing.is_(True)).with_for_update())


def _tell(session: Session, now: datetime, who: str, action: str) -> int:
    """Every open card is drawn anew when nothing more urgent is to be done; refreshes of one card are one edit."""
    under_way = exists().where(Delivery.request_id == Request.id, Delivery.kind == CARD, UNSETTLED)
    open_ones = select(Request.id, Request.public_id, Request.workflow, Request.correlation).where(
        Request.state.in_(LISTED), or_(exists().where(Card.request_id == Request.id), under_way)
    )
    cards = session.execute(open_ones.order_by(Request.due_at, Request.id)).all()
    for card in cards:
        key = f"{card.workflow}:{card.public_id}:card:{action}:{secrets.token_hex(3)}"
        outbox.enqueue(session, now, card.correlation, Order(key, CARD, Lane.CARD, {}, card.id))
    audit.record(session, now, audit.Entry(actor=who, action=action, subject=SUBJECT, detail={"cards": len(cards)}))
    return len(cards)
