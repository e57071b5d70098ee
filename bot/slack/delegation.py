"""*Delegate*: a dialog that asks who decides in one's place, when, and what; and what stands, each with its end."""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.domain.delegation import FROM, UNTIL, days_in_words, end_in_words
from bot.domain.form import FieldErrors
from bot.errors import Refusal
from bot.slack.cards import TEXT, Block, Drawn, plain_text, section
from bot.slack.forms import TITLE, message_view
from bot.slack.mrkdwn import cut, mrkdwn
from bot.slack.opening import Openers, bind
from bot.slack.payloads import read_delegation, read_ended, read_shortcut
from bot.workflow.contract import Click, Workflow
from bot.workflow.delegating import DELEGATE, TO, VERBS, Offer, delegating, end, give, offer
from bot.workflow.delegations import lent_by, lent_to, verbs_in_words
from bot.workflow.machine import Machine
from bot.workflow.people import actor, has_role
from models import Delegation

WORDS = "Delegate"
SHOWN = 10
NONE = "Nobody decides for you, and you decide for nobody."


def delegate_id(workflow: Workflow) -> str:
    return f"{workflow.name}.{DELEGATE}"


def end_id(workflow: Workflow) -> str:
    return f"{workflow.name}.{DELEGATE}_end"


class Delegating:
    def __init__(self, machine: Machine, openers: Openers) -> None:
        self._machine = machine
        self._openers = openers

    def register(self, app: App) -> None:
        for workflow in filter(delegating, self._machine.workflows.values()):
            app.action(delegate_id(workflow))(self._pressed(workflow))
            app.view(delegate_id(workflow))(self._submitted(workflow))
            app.action(end_id(workflow))(self._ended(workflow))

    def _pressed(self, workflow: Workflow) -> Any:
        def pressed(ack: Ack, body: Mapping[str, Any]) -> None:
            look = read_shortcut(body, workflow.name, bind()).look
            try:
                view = dialog(workflow, offer(self._machine, workflow, look))
            except Refusal as refusal:
                view = message_view(WORDS, (str(refusal),))
            self._openers.open(view, look)
            ack()

        return pressed

    def ask(self, workflow: Workflow, look: Click, to: str) -> None:
        """The dialog for whoever typed the name of a colleague. Raises the Refusal that they read, on record."""
        self._openers.open(dialog(workflow, offer(self._machine, workflow, look), to), look)

    def _submitted(self, workflow: Workflow) -> Any:
        def submitted(ack: Ack, body: Mapping[str, Any]) -> None:
            look, wish = read_delegation(body, workflow.name, bind())
            try:
                title, said = "Delegated", give(self._machine, workflow, look, wish)
            except FieldErrors as errors:
                ack(response_action="errors", errors=errors.sentences)
                return
            except Refusal as refusal:
                title, said = "Nothing was changed", str(refusal)
            ack(response_action="update", view=message_view(title, (said,)))

        return submitted

    def _ended(self, workflow: Workflow) -> Any:
        def ended(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
            look, number = read_ended(body, action, workflow.name, bind())
            with contextlib.suppress(Refusal):  # told privately, where they pressed
                end(self._machine, workflow, look, number)
            ack()

        return ended


def dialog(workflow: Workflow, offer: Offer, to: str = "") -> dict[str, Any]:
    noun, today = workflow.slash.noun, offer.today.isoformat()
    options = {one.verbs[0]: {"text": plain_text(one.words.capitalize()), "value": one.verbs[0]}
               for one in offer.lendable}  # fmt: skip
    ticks: dict[str, Any] = {"type": "checkboxes", "action_id": VERBS, "options": list(options.values())}
    if usual := [options[one.verbs[0]] for one in offer.lendable if one.usual]:
        ticks["initial_options"] = usual
    who = {"type": "users_select", "action_id": TO, **({"initial_user": to} if to else {})}
    return {
        "type": "modal",
        "callback_id": delegate_id(workflow),
        "title": plain_text(WORDS, TITLE),
        "submit": plain_text(WORDS, TITLE),
        "close": plain_text("Cancel", TITLE),
        "blocks": [
            _input(TO, f"Who decides about {noun}s in your place?", who),
            _input(FROM, "From this day on", {"type": "datepicker", "action_id": FROM, "initial_date": today}),
            _input(
                UNTIL, "Until the end of this day", {"type": "datepicker", "action_id": UNTIL, "initial_date": today}
            ),
            _input(VERBS, f"What may they do with {noun}s?", ticks),
        ],
    }


def _input(name: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": name, "label": plain_text(label), "element": element}


# --- what stands -----------------------------------------------------------------------------------------------------


def home_blocks(session: Session, machine: Machine, workflows: Sequence[Workflow], user: str) -> list[Block]:
    """What somebody's Home says of delegations, and its button if they may delegate."""
    person, buttons, blocks = actor(session, user), list[Block](), list[Block]()
    for workflow in filter(delegating, workflows):
        blocks += standing_blocks(session, machine, workflow, user)
        if person and has_role(person, workflow.name, DELEGATE, machine.policy):
            buttons.append(_button(workflow))
    return [*blocks, *([{"type": "actions", "block_id": DELEGATE, "elements": buttons}] if buttons else [])]


def standing_message(session: Session, machine: Machine, workflow: Workflow, user: str) -> Drawn:
    """The same for a private message."""
    blocks = standing_blocks(session, machine, workflow, user) or [section("none", NONE)]
    return Drawn(cut("\n".join(str(block["text"]["text"]) for block in blocks), TEXT), blocks)


def standing_blocks(session: Session, machine: Machine, workflow: Workflow, user: str) -> list[Block]:
    at, policy = machine.clock.business(), machine.policy
    zone = policy.calendar_of(workflow.name).zone
    blocks = []
    for one in lent_to(session, user, workflow.name, at, policy)[:SHOWN]:
        said = f"You decide for @{one.giver_name} {end_in_words(one.ends_at, zone)}: {_what(workflow, one)}."
        blocks.append(section(f"{DELEGATE}.{one.id}.taken", mrkdwn((said,))))
    for one in lent_by(session, user, workflow.name, at)[:SHOWN]:
        days = (
            end_in_words(one.ends_at, zone) if one.starts_at <= at else days_in_words(one.starts_at, one.ends_at, zone)
        )
        said = f"@{one.taker_name} decides for you {days}: {_what(workflow, one)}."
        blocks.append({**section(f"{DELEGATE}.{one.id}.given", mrkdwn((said,))), "accessory": _end(workflow, one)})
    return blocks


def _what(workflow: Workflow, lent: Delegation) -> str:
    return f"{verbs_in_words(workflow, lent.verbs)} {workflow.slash.noun}s"


def _button(workflow: Workflow) -> Block:
    label = f"{WORDS}: let a colleague decide about {workflow.slash.noun}s in your place"
    return {
        "type": "button",
        "action_id": delegate_id(workflow),
        "text": plain_text(WORDS),
        "accessibility_label": label,
    }


def _end(workflow: Workflow, lent: Delegation) -> Block:
    return {
        "type": "button",
        "action_id": end_id(workflow),
        "text": plain_text("End it"),
        "accessibility_label": f"End it: @{lent.taker_name}"[:75],
        "value": str(lent.id),
    }
