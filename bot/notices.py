"""What operators are told in their channel: for each matter one message, posted once and edited from then on.

``say`` begins or rewrites the message of a matter, ``mend`` rewrites it for the last time: should the matter come up
again, that is a new message, since nobody notices an edit. Both only write rows, in the caller's transaction. The
message is drawn from the row as it is when its turn comes, and whoever drew it looks once more, so one delivery that
waits is enough for all that is said meanwhile.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import outbox
from bot.outbox import Order
from models import Alert, Lane, Notice

NOTICE = "slack.notice"


def say(
    session: Session,
    now: datetime,
    key: str,
    text: str,
    channel: str = "",
    again_within: timedelta = timedelta(),
    role: str = "",
    caused_by: str = "",
    called: list[str] | None = None,
) -> Notice:
    """The message about ``key`` shall read ``text``. ``now`` is real time; nobody's personal details belong here.

    ``channel``: what the handbook calls the one where a new message goes; empty: the operators'. ``again_within``: a
    matter that was over for no longer goes on in its old message, since one that comes and goes is no news each time.
    ``role``: the handbook's role whose people a new message calls by name, but for the one who ``caused_by`` names.
    ``called``: the people whom it calls, where they are known already.
    """
    notice = standing(session, key) or _resumed(session, now - again_within, key)
    if notice is None:
        notice = Notice(key=key, standing=True, text=text, at=now, role=role, caused_by=caused_by, called=called)
        session.add(notice)
        session.flush()
        _enqueue(session, now, first_key(notice.id), notice.id, channel)
    else:
        rewrite(session, now, notice, text, channel)
    return notice


def mend(session: Session, now: datetime, key: str, text: str, channel: str = "") -> bool:
    """The matter is over, and its message says so; False if there was none."""
    notice = standing(session, key)
    if notice is not None:
        notice.standing = None
        _rewrite(session, now, notice, text, channel)
    return notice is not None


def again(session: Session, now: datetime, notice: Notice, channel: str) -> None:
    """The message of a matter is not there any more, or cannot be edited: a new one is posted if the matter lasts."""
    if notice.standing:
        notice.standing = None
        session.flush()
        fresh = say(session, now, notice.key, notice.text, channel, role=notice.role, caused_by=notice.caused_by)
        session.execute(update(Alert).where(Alert.notice_id == notice.id).values(notice_id=fresh.id))


def refresh(session: Session, now: datetime, notice_id: int, channel: str) -> None:
    """The message shall read as its row does, by a delivery of its own."""
    _enqueue(session, now, f"{first_key(notice_id)}:{secrets.token_hex(4)}", notice_id, channel)


def first_key(notice_id: int) -> str:
    """The key of the row that posts, and of the message in Slack; those of edits begin with it."""
    return f"notice:{notice_id}"


def rewrite(session: Session, now: datetime, notice: Notice, text: str, channel: str = "") -> None:
    """The message reads ``text`` from now on."""
    if notice.text != text:
        _rewrite(session, now, notice, text, channel)


def stands(session: Session, key: str) -> bool:
    """Whether the matter lasts."""
    return session.scalar(select(Notice.id).where(Notice.key == key, Notice.standing.is_(True))) is not None


def standing(session: Session, key: str) -> Notice | None:
    """The message of a matter that lasts, locked."""
    return session.scalar(select(Notice).where(Notice.key == key, Notice.standing.is_(True)).with_for_update())


def _resumed(session: Session, since: datetime, key: str) -> Notice | None:
    query = select(Notice).where(Notice.key == key, Notice.standing.is_(None), Notice.at > since, Notice.ts != "")
    notice = session.scalar(query.order_by(Notice.id.desc()).limit(1).with_for_update())
    if notice is not None:
        notice.standing = True
        session.flush()
    return notice


def _rewrite(session: Session, now: datetime, notice: Notice, text: str, channel: str) -> None:
    notice.text, notice.at = text, now
    session.flush()
    if not outbox.waits(session, NOTICE, Lane.SAY, first_key(notice.id)):
        refresh(session, now, notice.id, channel)


def _enqueue(session: Session, now: datetime, key: str, notice_id: int, channel: str) -> None:
    payload: Mapping[str, object] = {"notice": notice_id, "channel": channel}
    outbox.enqueue(session, now, "", Order(key, NOTICE, Lane.SAY, payload))
