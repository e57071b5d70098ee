"""*Hand over my claims* on somebody's Home: a dialog that asks to whom, and says what was handed over."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.errors import Refusal
from bot.slack.cards import Block, plain_text
from bot.slack.forms import TITLE, message_view
from bot.slack.opening import Openers, bind
from bot.slack.payloads import read_handover, read_shortcut
from bot.workflow.contract import Workflow
from bot.workflow.delegating import TO
from bot.workflow.handover import HANDOVER, claiming, hand_over
from bot.workflow.machine import Machine

WORDS = "Hand over my claims"


def handover_id(workflow: Workflow) -> str:
    return f"{workflow.name}.{HANDOVER}"


def handover_button(workflow: Workflow) -> Block:
    label = f"{WORDS}: all {workflow.slash.noun}s that I have claimed"
    words = plain_text(WORDS)
    return {"type": "button", "action_id": handover_id(workflow), "text": words, "accessibility_label": label}


class Handover:
    def __init__(self, machine: Machine, openers: Openers) -> None:
        self._machine = machine
        self._openers = openers

    def register(self, app: App) -> None:
        for workflow in filter(claiming, self._machine.workflows.values()):
            app.action(handover_id(workflow))(self._pressed(workflow))
            app.view(handover_id(workflow))(self._submitted(workflow))

    def _pressed(self, workflow: Workflow) -> Any:
        def pressed(ack: Ack, body: Mapping[str, Any]) -> None:
            self._openers.open(_dialog(workflow), read_shortcut(body, workflow.name, bind()).look)
            ack()

        return pressed

    def _submitted(self, workflow: Workflow) -> Any:
        def submitted(ack: Ack, body: Mapping[str, Any]) -> None:
            look, to = read_handover(body, workflow.name, bind())
            if not to:
                ack(response_action="errors", errors={TO: "Choose a colleague"})
                return
            try:
                title, said = "Handed over", hand_over(self._machine, workflow, look, to)
            except Refusal as refusal:
                title, said = "Nothing was changed", str(refusal)
            ack(response_action="update", view=message_view(title, (said,)))

        return submitted


def _dialog(workflow: Workflow) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": handover_id(workflow),
        "title": plain_text(WORDS, TITLE),
        "submit": plain_text("Hand over", TITLE),
        "close": plain_text("Cancel", TITLE),
        "blocks": [
            {
                "type": "input",
                "block_id": TO,
                "label": plain_text(f"Who takes the {workflow.slash.noun}s that you have claimed?"),
                "element": {"type": "users_select", "action_id": TO},
            }
        ],
    }
