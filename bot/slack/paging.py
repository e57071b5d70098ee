"""Turns the pages of a list wherever it stands, opens it from Slack's menu, and shows it anew after a press.

Whoever turns a page is judged again: a list that stays open outlives a role.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.errors import Refusal
from bot.slack.cards import Drawn
from bot.slack.forms import message_view
from bot.slack.lists import FILTER, HOME, NEXT, PREVIOUS, list_dialog, list_message
from bot.slack.looking import Looking
from bot.slack.opening import Openers, bind
from bot.slack.payloads import ListRef, Spot, Turn, read_shortcut, read_turn
from bot.workflow import homes
from bot.workflow.contract import Click, Workflow
from bot.workflow.machine import Machine


def shortcut_id(workflow: Workflow) -> str:
    return f"{workflow.name}.list"


class Paging:
    def __init__(self, machine: Machine, openers: Openers, looking: Looking) -> None:
        self._machine = machine
        self._openers = openers
        self._looking = looking

    def register(self, app: App) -> None:
        def turned(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
            self._turn(read_turn(body, action, bind()))
            ack()

        for action_id in (PREVIOUS, NEXT, FILTER):
            app.action(action_id)(turned)
        for workflow in self._machine.workflows.values():
            app.shortcut({"type": "shortcut", "callback_id": shortcut_id(workflow)})(self._opening(workflow))

    def _opening(self, workflow: Workflow) -> Any:
        def opened(ack: Ack, body: Mapping[str, Any]) -> None:
            look = read_shortcut(body, workflow.name, bind()).look
            try:
                view = list_dialog(self._looking.list(workflow, ListRef(workflow.name), look))
            except Refusal as refusal:
                self._machine.refuse(look, refusal)
                view = message_view(f"Open {workflow.slash.noun}s", (str(refusal),))
            self._openers.open(view, look)
            ack()

        return opened

    def _turn(self, turn: Turn) -> None:
        """On a Home the choice is a row, and drawing it the outbox's. Elsewhere the list is replaced in place."""
        workflow = self._machine.workflows.get(turn.to.workflow)
        if turn.spot == Spot():
            now, look, to = self._machine.clock.real(), turn.look, turn.to
            self._machine.store.run(
                lambda session: homes.visit(session, now, look.user, look.correlation, page=to.page, filter=to.filter)
            )
        elif workflow is not None:
            self._show(turn.to, turn.spot, turn.look)

    def after_press(self, pressed: Turn) -> None:
        """A list in which somebody pressed is behind the times now: shown anew. A card's refresh is the outbox's."""
        look = pressed.look
        if pressed.to.workflow == HOME:
            now, store = self._machine.clock.real(), self._machine.store
            self._openers.later(
                lambda: store.run(lambda session: homes.pressed(session, now, look.user, look.correlation)), "", look
            )
        elif pressed.to.workflow in self._machine.workflows:
            self._show(pressed.to, pressed.spot, look)

    def _show(self, ref: ListRef, spot: Spot, look: Click) -> None:
        workflow = self._machine.workflows[ref.workflow]

        def draw() -> tuple[Drawn, Mapping[str, Any]]:
            sight = self._looking.list(workflow, ref, look)
            return list_message(sight), list_dialog(sight)

        self._openers.show_list(draw, spot, look)
