"""Performs ``slack.notice``: one message for each matter in its channel, posted once and then edited.

Only the row that began the message posts it, and looks for it first if an earlier attempt may have arrived; every
other row edits. Edits have no order among each other: whoever settles finds out whether the words moved on meanwhile.
Whom a message calls is found out when it is posted, since an edit calls nobody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import alerts, log, notices, outbox
from bot.clients.slack_web import Posted, SlackWeb
from bot.domain.card import Text
from bot.domain.evidence import listed
from bot.errors import Permanent, Transient
from bot.slack.cards import card_link
from bot.slack.installation import Installation
from bot.slack.mrkdwn import cut, escape, mentions, mrkdwn
from bot.slack.outgoing import GONE, LONGEST_TEXT, LOOK_BACK, UNEDITABLE, Silent, mendable
from bot.workflow import queue
from bot.workflow.calling import callees
from bot.workflow.machine import Machine
from bot.workflow.recorder import CARD
from models import Delivery, Notice

PATIENT = 5
"""So many times a new message waits a second for the cards that it leads to."""


@dataclass(frozen=True)
class Told:
    """The words that stand now, and where if they were posted. ``lost``: the message can be edited no more."""

    text: str
    posted: Posted | None = None
    lost: bool = False
    called: Sequence[str] | None = None


class NoticeHandler(Silent):
    def __init__(
        self, slack: SlackWeb, machine: Machine, installation: Installation, channel: Callable[[str], str]
    ) -> None:
        self._slack, self._machine, self._installation = slack, machine, installation
        self._channel = channel
        """What the handbook calls a channel, or nothing for the operators' → its id. Raises Transient until known."""

    def perform(self, delivery: Delivery, *, again: bool) -> Told:
        with self._machine.store.reading() as session:
            notice = session.get_one(Notice, delivery.payload["notice"])
            if not notice.ts and delivery.attempts <= PATIENT:
                _await_cards(session, notice)
            called, absent = self._calls(session, notice)
            words = self._words(session, notice)
        text = f"{mentions(called)}{cut(words, LONGEST_TEXT)}{absent}"
        with mendable():
            if notice.ts:
                return self._edit(Posted(notice.channel, notice.ts), notice, text)
            if delivery.key != notices.first_key(notice.id):
                raise Transient("The message is not known to stand yet.", code="NO_NOTICE", retry_after=1.0)
            channel = self._channel(delivery.payload.get("channel", ""))
            found = self._find(channel, delivery) if again else None
            if found is not None:
                told = self._edit(found, notice, text)
                return told if told.lost else Told(told.text, found, called=called)
            posted = self._slack.post(channel, text, [], key=delivery.key)
            return Told(notice.text, posted, called=called)

    def settle(self, session: Session, delivery: Delivery, result: Told) -> None:
        now = self._machine.clock.real()
        notice = session.get_one(Notice, delivery.payload["notice"], with_for_update=True)
        if result.posted is not None:
            notice.channel, notice.ts = result.posted.channel, result.posted.ts
            notice.called = list(result.called or ())
        if result.lost:
            notices.again(session, now, notice, delivery.payload.get("channel", ""))
        elif notice.text != result.text:
            notices.refresh(session, now, notice.id, delivery.payload.get("channel", ""))
        log.get().info("notice.told", notice=notice.key, lost=result.lost)

    def _calls(self, session: Session, notice: Notice) -> tuple[Sequence[str], str]:
        """Who is called, and the words for those who would be but are not there."""
        if notice.called is not None or not notice.role:
            return notice.called or (), ""
        found, policy = callees(session, self._machine, notice.role, notice.caused_by, notice.key), self._machine.policy
        if not found.absent:
            return found.users, ""
        away = listed([policy.role_name(role) for role in found.absent])
        instead = policy.role_name(found.role)
        return found.users, escape(f"\n({away}: nobody else is there, so {instead} are called.)")

    def _words(self, session: Session, notice: Notice) -> str:
        """The message; each line about a request leads to its card."""
        lines = alerts.lines(session, notice.id)
        if not lines or not notice.standing:
            return escape(notice.text)
        places = queue.places(session, [line.request_id for line in lines if line.request_id])
        workspace = self._installation.address()
        drawn = []
        for line in lines:
            place = places.get(line.request_id or 0)
            link: Text = (" ", card_link(workspace, place, "Open card")) if place else ()
            drawn.append(f"{escape(line.text)}{mrkdwn(link)}")
        return "\n".join(drawn)

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


def _await_cards(session: Session, notice: Notice) -> None:
    """Raises Transient while a card of a request that the message is about is still on its way."""
    about = [line.request_id for line in alerts.lines(session, notice.id) if line.request_id]
    known = queue.places(session, about)
    if any(outbox.waiting_ids(session, one, CARD) for one in about if one not in known):
        raise Transient("A card is not known to stand yet.", code="NO_CARD", retry_after=1.0)
