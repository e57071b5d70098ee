"""Reads what a list or a card shows, for whoever may see it: from the store alone, judged at each look."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from bot import pause
from bot.slack.cards import Drawn, card_link, note_block
from bot.slack.lists import Sight
from bot.slack.payloads import ListRef
from bot.slack.standing import draw_standing, standing_notes
from bot.workflow import queue
from bot.workflow.contract import Click, Workflow
from bot.workflow.machine import Machine
from bot.workflow.people import SEE, actor
from models import Filter


class Looking:
    """``workspace``: its address, with a slash at its end."""

    def __init__(self, machine: Machine, workspace: Callable[[], str]) -> None:
        self._machine = machine
        self.workspace = workspace

    def list(self, workflow: Workflow, ref: ListRef, look: Click) -> Sight:
        """One workflow's list. Raises the Refusal of somebody who may not see it."""
        machine = self._machine
        with machine.store.reading() as session:
            machine.rights.allow(session, actor(session, look.user), look.team, workflow.name, SEE)
            return self.sight(session, [workflow], ref.filter, ref.page, look.user)

    def sight(self, session: Session, workflows: Sequence[Workflow], filter: Filter, page: int, user: str) -> Sight:
        """What ``user``, who was judged, sees of these workflows."""
        machine, paused = self._machine, pause.standing(session)
        listing = queue.listing(session, workflows, filter, page, user, machine.clock.business())
        notes = standing_notes(machine, paused, {})
        return Sight(listing, machine.policy, self.workspace(), notes, read_only=paused is not None)

    def card(self, workflow: Workflow, word: str) -> Drawn:
        """The card of the request that ``word`` means, as its channel shows it. Raises Refusal if there is none."""
        machine = self._machine
        with machine.store.reading() as session:
            request, paused = queue.find(session, workflow, word), pause.standing(session)
            place = queue.places(session, [request.id]).get(request.id)
        card = workflow.card(request, machine.policy)
        drawn = draw_standing(card, request, machine, paused)
        if place is not None:
            drawn.blocks.append(note_block((card_link(self.workspace(), place, "Open card"),)))
        return drawn
