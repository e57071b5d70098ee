"""Watches what people do to the handbook's channels and to the cards in them, and mends what can be mended.

A channel that the bot cannot post in is one message to the operators, rewritten when it is mended; what waited for it
goes on at once then. A card that was deleted by hand is posted again as long as its request is open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import log, notices, outbox
from bot.clients.slack_web import SlackWeb
from bot.errors import ClientError
from bot.slack.installation import Installation, Post
from bot.slack.outgoing import mendable
from bot.workflow.machine import Machine
from models import LISTED, Card, Delivery, Lane, Request

CHANNELS = "slack.channels"
OLDEST_CARD, YOUNGEST_CARD = timedelta(days=7), timedelta(minutes=1)
"""Older cards are not looked for: a channel's whole history is many calls. Nor younger ones: a history may lag behind
what was just posted, and nothing may be posted twice for that."""


class ChannelWatch:
    """The minute's look, and the one that an event asked for: can we post where the handbook says?"""

    def __init__(self, machine: Machine, installation: Installation) -> None:
        self._machine, self._installation = machine, installation

    def refresh(self) -> None:
        """Raises ClientError; nothing is told then."""
        found = self._installation.look()
        self._machine.store.run(lambda session: self._tell(session, found))

    def perform(self, delivery: Delivery, *, again: bool) -> Sequence[Post]:
        with mendable():
            return self._installation.look()

    def settle(self, session: Session, delivery: Delivery, result: Sequence[Post]) -> None:
        self._tell(session, result)

    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        log.get().warning("channels.refused", code=error.code)

    def delayed(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        log.get().warning("channels.delayed", code=error.code)

    def _tell(self, session: Session, found: Sequence[Post]) -> None:
        now = self._machine.clock.real()
        for post in found:
            key = f"channel:{post.wanted}"
            if post.fault:
                log.get().error("channel.unusable", place=post.place, fault=post.fault)
                waits = "What belongs there waits, and is posted when this is mended."
                notices.say(session, now, key, f"Handoff cannot post in #{post.wanted}: {post.fault}. {waits}")
            elif post.renamed:
                advice = f"Handoff still posts there. Write the new name into the handbook ({post.place})."
                notices.say(session, now, key, f"#{post.wanted} is called #{post.renamed} now. {advice}")
            elif notices.mend(session, now, key, f"Mended: Handoff posts in #{post.wanted} again."):
                log.get().info("channel.mended", place=post.place)
                outbox.hurry_all(session, now, Lane.CARD, Lane.SAY)


@dataclass(frozen=True)
class Standing:
    """A card that should be there."""

    id: int
    request_id: int
    ts: str


class CardWatch:
    """Every few minutes: does each open request's card still stand?"""

    def __init__(self, machine: Machine, slack: SlackWeb, installation: Installation) -> None:
        self._machine, self._slack, self._installation = machine, slack, installation

    def look(self) -> int:
        """How many had been deleted. A channel that cannot be read, or not to its end, is left to the next look."""
        now = self._machine.clock.real()
        gone: dict[str, list[Standing]] = {}
        for channel, cards in self._expected(now).items():
            since = datetime.fromtimestamp(min(float(card.ts) for card in cards), UTC)
            try:
                seen = self._slack.standing(channel, since=since)
            except ClientError as error:
                log.get().warning("cards.unseen", channel=channel, code=error.code)
                continue
            gone[channel] = [card for card in cards if card.ts not in seen]
        for channel, cards in gone.items():
            if cards:
                self._machine.store.run(self._posting_again(channel, cards, now))
        return sum(map(len, gone.values()))

    def _expected(self, now: datetime) -> Mapping[str, list[Standing]]:
        oldest, youngest = (f"{(now - age).timestamp():.6f}" for age in (OLDEST_CARD, YOUNGEST_CARD))
        query = select(Card).join(Request, Request.id == Card.request_id)
        query = query.where(Request.state.in_(sorted(LISTED)), Card.gone.is_(False), Card.ts.between(oldest, youngest))
        expected: dict[str, list[Standing]] = {}
        with self._machine.store.reading() as session:
            for card in session.scalars(query):
                expected.setdefault(card.channel, []).append(Standing(card.id, card.request_id, card.ts))
        return expected

    def _posting_again(self, channel: str, cards: Sequence[Standing], now: datetime) -> Callable[[Session], None]:
        def post_again(session: Session) -> None:
            for card in session.scalars(select(Card).where(Card.id.in_([card.id for card in cards]))):
                card.gone = True
            session.flush()
            for request in session.scalars(select(Request).where(Request.id.in_([card.request_id for card in cards]))):
                self._machine.recorder.refresh(session, request)
            log.get().warning("card.deleted_by_hand", channel=channel, cards=len(cards))
            day = now.astimezone(self._machine.policy.company.zone).date()
            name = self._installation.name(channel)
            text = f"Somebody deleted cards of open requests in #{name}; Handoff posts them again."
            notices.say(session, now, f"deleted:{channel}:{day}", text)

        return post_again
