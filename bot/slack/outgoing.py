"""Performs the outbox rows that are messages: cards, lines in their threads, private sentences.

Posting is not idempotent in Slack, so a message carries its key as metadata, and whoever does not know whether an
earlier attempt arrived looks for that key first. An edit is: the card is drawn from the row as it is now, so one edit
serves every refresh that waited.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import log, notices, outbox, pause
from bot.clients.slack_web import Posted, SlackWeb
from bot.errors import ClientError, Permanent, Transient
from bot.slack.cards import Drawn, card_link, note_block
from bot.slack.installation import Installation
from bot.slack.mrkdwn import cut, escape, mentions
from bot.slack.standing import draw_standing
from bot.workflow.backlog import deserves_card
from bot.workflow.calling import callees
from bot.workflow.contract import Workflow
from bot.workflow.machine import Machine, read_request
from bot.workflow.recorder import CARD
from models import OPEN, Card, Delivery, Request

LOOK_BACK = timedelta(minutes=5)
"""How much earlier than the row a message is looked for: clocks differ."""
GONE = frozenset({"message_not_found", "thread_not_found"})
MENDABLE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "missing_scope"})
"""What an operator mends in Slack: the card then still wants to be right, so it is tried again."""
MEND_PAUSE = 60.0
TOO_OLD = (
    "Slack does not let Handoff edit older messages, so cards in #{channel} are behind the times; their threads say "
    "what became of them. The workspace's settings allow it (Settings & permissions, Message editing)."
)
UNEDITABLE = frozenset({"cant_update_message", "edit_window_closed"})
UNREACHED = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"})
"""Why Slack shows nobody a private sentence in a channel."""
UNREACHABLE = UNREACHED | {"user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"}
"""Why Slack shows somebody no direct message either: they left, or their workspace wants none."""
LONGEST_TEXT = 3500


class Edit(Enum):
    """What became of an edit: it stands, the message is gone, or it is too old and the words stand in its thread."""

    DONE = 1
    GONE = 2
    BELOW = 3


@contextmanager
def mendable() -> Iterator[None]:
    """What an operator mends in Slack is only late."""
    try:
        yield
    except Permanent as error:
        if error.code in MENDABLE:
            raise Transient(str(error), code=error.code, retry_after=MEND_PAUSE) from error
        raise


class Silent:
    """What a message's handler has nothing to say about: its row says it all."""

    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        log.get().error("slack.refused", kind=delivery.kind, code=error.code)

    def delayed(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        log.get().warning("slack.delayed", kind=delivery.kind, code=error.code)


@dataclass(frozen=True)
class Placed:
    """What became of a request's cards: new ones, those found gone, and the refreshes that this one served."""

    new: Sequence[Posted] = ()
    gone: Sequence[int] = ()
    served: Sequence[int] = ()
    too_old: Sequence[str] = ()
    """Channels in which Slack lets nobody edit messages as old as this request's."""


class CardHandler(Silent):
    """``slack.card``: post the card if the request has none that stands, else edit every copy (A9)."""

    def __init__(self, slack: SlackWeb, machine: Machine, installation: Installation) -> None:
        self._slack = slack
        self._machine = machine
        self._installation = installation

    def perform(self, delivery: Delivery, *, again: bool) -> Placed:
        with mendable():
            return self._show(delivery, again=again)

    def _show(self, delivery: Delivery, *, again: bool) -> Placed:
        # The waiting refreshes are read before the rest: whatever they were enqueued for, the card shows.
        with self._machine.store.reading() as session:
            served = outbox.waiting_ids(session, delivery.request_id or 0, CARD)
            request = read_request(session, delivery.request_id)
            paused = pause.standing(session)
            cards = session.scalars(select(Card).where(Card.request_id == request.id).order_by(Card.id)).all()
            later = session.scalar(
                select(Card)
                .join(Request, Request.id == Card.request_id)
                .where(
                    Request.workflow == request.workflow,
                    Request.external_id == request.external_id,
                    Request.round == request.round + 1,
                    Card.gone.is_(False),
                )
            )
            workflow = self._machine.workflows[request.workflow]
            most = self._machine.policy.workflow(request.workflow).most_cards
            # An attempt that may have posted a card already goes on: nobody else would ever find that card.
            listed = not cards and not again and not deserves_card(session, workflow, request, most)
        if listed:
            return Placed(served=served)
        drawn = self._draw(workflow, request, later, paused)
        standing = [card for card in cards if not card.gone]
        edited = {card: self._edit(card, drawn, request) for card in standing}
        gone = [card.id for card, edit in edited.items() if edit is Edit.GONE]
        if len(standing) > len(gone):
            too_old = [card.channel for card, edit in edited.items() if edit is Edit.BELOW]
            return Placed(gone=gone, served=served, too_old=too_old)
        if later is not None and request.state not in OPEN:
            return Placed(gone=gone, served=served)  # the old round's card was deleted: the new one says enough
        # The first card is announced; if it vanished later, the one that replaces it has a key of its own.
        key = f"{request.workflow}:{request.public_id}:card:{len(cards)}"
        posted = self._post(request, drawn, key, delivery, again=again)
        return Placed(new=[posted], gone=gone, served=served)

    def settle(self, session: Session, delivery: Delivery, result: Placed) -> None:
        for card in session.scalars(select(Card).where(Card.id.in_(result.gone))):
            card.gone = True
        for posted in result.new:
            session.add(Card(request_id=delivery.request_id, channel=posted.channel, ts=posted.ts))
        now = self._machine.clock.real()
        outbox.coalesce(session, delivery, now, result.served)
        for channel in result.too_old:
            words = TOO_OLD.format(channel=self._installation.name(channel))
            notices.say(session, now, f"uneditable:{channel}", words)
        if result.new:
            self._machine.recorder.refresh_earlier_round(session, delivery.request_id or 0)

    def _draw(self, workflow: Workflow, request: Request, later: Card | None, paused: pause.Standing | None) -> Drawn:
        card = workflow.card(request, self._machine.policy)
        drawn = draw_standing(card, request, self._machine, paused)
        if later is not None:
            link = card_link(self._installation.address(), (later.channel, later.ts), "the new card")
            drawn.blocks.append(note_block(("It came back for review: ", link)))
        return drawn

    def _edit(self, card: Card, drawn: Drawn, request: Request) -> Edit:
        log.get().info("card.updating", channel=card.channel, ts=card.ts)
        try:
            try:
                self._slack.update(card.channel, card.ts, drawn.text, drawn.blocks)
            except Permanent as error:
                if error.code not in {"invalid_blocks", "invalid_blocks_format", "msg_too_long"}:
                    raise
                log.get().error("card.simplified", code=error.code)
                simpler = drawn.simpler()
                self._slack.update(card.channel, card.ts, simpler.text, simpler.blocks)
        except Permanent as error:
            # In a channel that the handbook names no more nobody mends anything: the card moves to the one it names.
            moved = error.code in UNREACHED and card.channel != self._channel(request)
            if error.code in GONE or moved:
                return Edit.GONE
            if error.code not in UNEDITABLE:
                raise
            key = f"uneditable:{card.channel}:{card.ts}:{drawn.blocks[0]['block_id']}"
            since = datetime.fromtimestamp(float(card.ts), UTC)
            if self._slack.find(card.channel, key, since=since, thread_ts=card.ts) is None:
                self._slack.post(card.channel, drawn.text, [], key=key, thread_ts=card.ts)
            return Edit.BELOW
        log.get().info("card.updated", channel=card.channel, ts=card.ts)
        return Edit.DONE

    def _channel(self, request: Request) -> str:
        return self._installation.channel(self._machine.policy.workflow(request.workflow).channel)

    def _post(self, request: Request, drawn: Drawn, key: str, delivery: Delivery, *, again: bool) -> Posted:
        channel = self._channel(request)
        if again:
            found = self._slack.find(channel, key, since=delivery.created_at - LOOK_BACK)
            if found is not None:
                log.get().info("card.found", channel=channel, ts=found.ts)
                self._slack.update(found.channel, found.ts, drawn.text, drawn.blocks)
                return found
        log.get().info("card.posting", channel=channel)
        try:
            posted = self._slack.post(channel, drawn.text, drawn.blocks, key=key)
        except Permanent as error:
            if error.code not in {"invalid_blocks", "invalid_blocks_format", "msg_too_long"}:
                raise
            log.get().error("card.simplified", code=error.code)
            simpler = drawn.simpler()
            posted = self._slack.post(channel, simpler.text, simpler.blocks, key=key)
        log.get().info("card.posted", channel=posted.channel, ts=posted.ts)
        return posted


class SayHandler(Silent):
    """``slack.say``: a line in the thread of a request's card."""

    def __init__(self, slack: SlackWeb, machine: Machine) -> None:
        self._slack = slack
        self._machine = machine

    def perform(self, delivery: Delivery, *, again: bool) -> Posted | None:
        with mendable():
            return self._say(delivery, again=again)

    def _say(self, delivery: Delivery, *, again: bool) -> Posted | None:
        with self._machine.store.reading() as session:
            # In this order: a card that is settled between the two is seen by the second.
            coming = outbox.waiting_ids(session, delivery.request_id or 0, CARD)
            card = session.scalar(
                select(Card)
                .where(Card.request_id == delivery.request_id, Card.gone.is_(False))
                .order_by(Card.id.desc())
                .limit(1)
            )
            calls = self._calls(session, delivery)
        if card is None and coming:
            # Slack may show the card already, and people press it, while the row that posted it waits out the lease
            # of a killed process: only that row knows where the card stands.
            raise Transient("The card is not known to stand yet.", code="NO_CARD", retry_after=1.0)
        if card is None:
            return None
        if again:
            found = self._slack.find(
                card.channel, delivery.key, since=delivery.created_at - LOOK_BACK, thread_ts=card.ts
            )
            if found is not None:
                return found
        text = f"{calls}{cut(escape(str(delivery.payload['text'])), LONGEST_TEXT)}"
        log.get().info("line.posting", channel=card.channel)
        posted = self._slack.post(card.channel, text, [], key=delivery.key, thread_ts=card.ts)
        log.get().info("line.posted", channel=card.channel)
        return posted

    def _calls(self, session: Session, delivery: Delivery) -> str:
        payload = delivery.payload
        if person := payload.get("person"):
            return mentions([person])
        role, but = payload.get("role", ""), payload.get("caused_by", "")
        return mentions(callees(session, self._machine, role, but, delivery.key).users)

    def settle(self, session: Session, delivery: Delivery, result: Posted | None) -> None:
        """The row is done; a thread line is never edited."""


class TellHandler(Silent):
    """``slack.tell``: a sentence that only one person sees. It cannot be looked up, so at worst it is said twice."""

    def __init__(self, slack: SlackWeb) -> None:
        self._slack = slack

    def perform(self, delivery: Delivery, *, again: bool) -> None:
        sentence = delivery.payload
        text = cut(escape(str(sentence["text"])), LONGEST_TEXT)
        try:
            if sentence["channel"]:
                self._slack.tell(sentence["channel"], sentence["user"], text, thread_ts=sentence.get("thread"))
                return
        except Permanent as error:
            if error.code not in UNREACHED:
                raise
        # Home and dialogs have no channel, and a command can be typed where the bot is not. Slack takes a user's id for
        # the channel of our direct messages with them, and ``chat:write`` is enough for it.
        try:
            self._slack.post(sentence["user"], text, [], key=delivery.key)
        except Permanent as error:
            if error.code not in UNREACHABLE:
                raise
            # What it says is on record, and nobody is left whom an operator could help to it.
            log.get().warning("tell.unreachable", code=error.code)

    def settle(self, session: Session, delivery: Delivery, result: None) -> None:
        """Nothing is left to write."""
