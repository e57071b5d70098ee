"""Performs ``slack.notice``: one message for each matter in the operators' channel, posted once and then edited.

Only the row that began the message posts it, and looks for it first if an earlier attempt may have arrived; every
other row edits. Edits have no order among each other: whoever settles finds out whether the words moved on meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import log, notices
from bot.clients.slack_web import Posted, SlackWeb
from bot.clock import Clock
from bot.errors import Permanent, Transient
from bot.slack.mrkdwn import cut, escape
from bot.slack.outgoing import GONE, LONGEST_TEXT, LOOK_BACK, UNEDITABLE, Silent, mendable
from bot.store import Store
from models import Delivery, Member, Notice, Standing

MOST_CALLED = 10


@dataclass(frozen=True)
class Told:
    """The words that stand now, and where if they were posted. ``lost``: the message can be edited no more."""

    text: str
    posted: Posted | None = None
    lost: bool = False


class NoticeHandler(Silent):
    def __init__(self, slack: SlackWeb, store: Store, clock: Clock, channel: Callable[[str], str]) -> None:
        self._slack, self._store, self._clock = slack, store, clock
        self._channel = channel
        """What the handbook calls a channel, or nothing for the operators' → its id. Raises Transient until known."""

    def perform(self, delivery: Delivery, *, again: bool) -> Told:
        with self._store.reading() as session:
            notice = session.get_one(Notice, delivery.payload["notice"])
            called = mentions(session, notice.role, notice.caused_by)
        text = called + cut(escape(notice.text), LONGEST_TEXT)
        with mendable():
            if notice.ts:
                return self._edit(Posted(notice.channel, notice.ts), notice, text)
            if delivery.key != notices.first_key(notice.id):
                raise Transient("The message is not known to stand yet.", code="NO_NOTICE", retry_after=1.0)
            channel = self._channel(delivery.payload.get("channel", ""))
            found = self._find(channel, delivery) if again else None
            if found is not None:
                told = self._edit(found, notice, text)
                return told if told.lost else Told(told.text, found)
            return Told(notice.text, self._slack.post(channel, text, [], key=delivery.key))

    def settle(self, session: Session, delivery: Delivery, result: Told) -> None:
        now = self._clock.real()
        notice = session.get_one(Notice, delivery.payload["notice"], with_for_update=True)
        if result.posted is not None:
            notice.channel, notice.ts = result.posted.channel, result.posted.ts
        if result.lost:
            notices.again(session, now, notice, delivery.payload.get("channel", ""))
        elif notice.text != result.text:
            notices.refresh(session, now, notice.id, delivery.payload.get("channel", ""))
        log.get().info("notice.told", notice=notice.key, lost=result.lost)

    def _edit(self, place: Posted, notice: Notice, text: str) -> Told:
        try:
            self._slack.update(place.channel, place.ts, text, [])
        except Permanent as error:
            if error.code not in GONE | UNEDITABLE:
                raise
            return Told(notice.text, lost=True)
        return Told(notice.text)

    def _find(self, channel: str, delivery: Delivery) -> Posted | None:
        return self._slack.find(channel, delivery.key, since=delivery.created_at - LOOK_BACK)


def mentions(session: Session, role: str, but: str = "") -> str:
    """The people who hold a role, ``but`` for one, called by name in front of a message; nothing where it calls nobody.

    Many are not called: the words of the message name the role, and Slack tells none of a crowd more than a channel.
    """
    if not role:
        return ""
    holders = select(Member.user_id, Member.roles).where(Member.standing == Standing.MEMBER).order_by(Member.user_id)
    people = [user for user, roles in session.execute(holders) if role in roles and user != but]
    return "".join(f"<@{user}> " for user in people) if len(people) <= MOST_CALLED else ""
