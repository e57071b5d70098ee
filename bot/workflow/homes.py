"""When somebody's Home tab is to be drawn again: opened, pressed in, or behind what has happened since.

It decides when and moves rows; what a Home shows is drawn in ``bot.slack.home``. No click pays for anybody's Home: a
job looks whether the audit chain has grown, and asks for those that somebody may still have before their eyes.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import audit, outbox
from bot.clock import Clock
from bot.outbox import Order
from bot.store import Store
from models import Filter, Home, Lane

KIND = "slack.home"
LOOKED_AT = timedelta(hours=1)
"""How long after its opening a Home is kept fresh."""
PAUSE = timedelta(seconds=15)
"""Between two drawings of one person's Home that nobody asked for."""
OLD = timedelta(minutes=5)
"""Time alone changes a Home too: what is due within the hour."""


def visit(
    session: Session,
    now: datetime,
    user: str,
    correlation: str,
    *,
    page: int = 1,
    filter: Filter | None = None,
    shows: bool = True,
) -> None:
    """The person opened their Home, or turned to another part of it: draw it now.

    ``filter`` None: the last one. ``shows`` False: Slack has nothing to show there, whatever we published once.
    """
    home = _held(session, user) or Home(user_id=user, filter=Filter.ALL, again=False)
    home.opened_at, home.page, home.filter = now, page, filter or home.filter
    if not shows:
        home.shown = ""
    session.add(home)
    _ask(session, now, home, correlation, urgent=True)


def pressed(session: Session, now: datetime, user: str, correlation: str) -> None:
    """They pressed in it: it shall say at once what came of that."""
    home = _held(session, user)
    if home is not None:
        home.opened_at = now
        _ask(session, now, home, correlation, urgent=True)


def refresh(store: Store, clock: Clock) -> int:
    """Ask for every Home that is still looked at and behind the times; how many there were."""
    now = clock.real()
    with store.reading() as session:
        lines, _ = audit.head(session)
        behind = session.scalars(
            select(Home.user_id).where(
                Home.opened_at > now - LOOKED_AT,
                Home.drawn_at <= now - PAUSE,
                or_(Home.seen_line < lines, Home.drawn_at <= now - OLD),
            )
        ).all()
    for user in behind:
        store.run(_asking_for(user, now))
    return len(behind)


def _asking_for(user: str, now: datetime) -> Callable[[Session], None]:
    def ask(session: Session) -> None:
        home = _held(session, user)
        if home is not None:
            _ask(session, now, home, "", urgent=False)

    return ask


def drawn(session: Session, now: datetime, user: str, shown: str, seen_line: int) -> None:
    """The row that was to draw it is done; in the transaction that settles it."""
    home = _held(session, user)
    if home is None:
        return
    home.shown, home.drawn_at, home.seen_line = shown, now, seen_line
    if home.again:
        home.queued = None  # that row is not settled yet, but what it read is old
        _ask(session, now, home, "", urgent=True)


def given_up(session: Session, now: datetime, user: str) -> None:
    """Slack does not take it: not again before they open it anew."""
    home = _held(session, user)
    if home is not None:
        home.opened_at, home.shown, home.again = now - LOOKED_AT, "", False


def _held(session: Session, user: str) -> Home | None:
    return session.get(Home, user, with_for_update=True)


def _ask(session: Session, now: datetime, home: Home, correlation: str, *, urgent: bool) -> None:
    """One row at a time. One that was begun may have read what was before: then once more after it.

    Homes are drawn all day, so the row that drew this one last makes room for the next.
    """
    row = outbox.waiting_row(session, home.queued) if home.queued else None
    if row is not None and (row.leased_until is None or not urgent):
        return
    home.again = row is not None
    if row is None:
        if home.queued:
            outbox.forget(session, home.queued)
        home.queued = f"home:{home.user_id}:{secrets.token_hex(6)}"
        order = Order(home.queued, KIND, Lane.SAY, {"user": home.user_id}, urgent=urgent)
        session.flush()
        outbox.enqueue(session, now, correlation, order)
