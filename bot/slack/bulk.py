"""*Approve several*: the dialog to choose in, its submission, and the one message that says what became of each."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot import log, outbox
from bot.clients.slack_web import SlackWeb
from bot.domain.evidence import listed
from bot.errors import Permanent, Refusal, Transient
from bot.slack.cards import SECTION, Block, plain_text, section
from bot.slack.forms import TITLE, message_view
from bot.slack.mrkdwn import cut, escape
from bot.slack.opening import Openers, bind
from bot.slack.outgoing import UNREACHABLE, Silent
from bot.slack.payloads import read_choice, read_shortcut
from bot.workflow import together
from bot.workflow.bulk import BULK, Offer, bulk_of, choose, offered
from bot.workflow.contract import NOWHERE, Workflow
from bot.workflow.machine import Machine
from models import Delivery

GROUP = 10
"""As many boxes as Slack takes in one group."""
PATIENCE = timedelta(minutes=30)
"""Real time after which those that are still under way are named as such."""
CHOSEN = "chosen"


def bulk_id(workflow: Workflow) -> str:
    return f"{workflow.name}.{BULK}"


def bulk_button(workflow: Workflow) -> Block:
    words = f"{bulk_of(workflow).verb.capitalize()} several"
    label = f"{words} {workflow.slash.noun}s at once"
    return {"type": "button", "action_id": bulk_id(workflow), "text": plain_text(words), "accessibility_label": label}


class Several:
    def __init__(self, machine: Machine, openers: Openers) -> None:
        self._machine = machine
        self._openers = openers

    def register(self, app: App) -> None:
        for workflow in self._machine.workflows.values():
            if workflow.bulk is not None:
                app.action(bulk_id(workflow))(self._pressed(workflow))
                app.view(bulk_id(workflow))(self._submitted(workflow))

    def _pressed(self, workflow: Workflow) -> Any:
        def pressed(ack: Ack, body: Mapping[str, Any]) -> None:
            look = read_shortcut(body, workflow.name, bind()).look
            try:
                view = bulk_dialog(workflow, offered(self._machine, workflow, look))
            except Refusal as refusal:
                view = message_view("Nothing to choose", (str(refusal),))
            self._openers.open(view, look)
            ack()

        return pressed

    def _submitted(self, workflow: Workflow) -> Any:
        def submitted(ack: Ack, body: Mapping[str, Any]) -> None:
            look, dialog, choice = read_choice(body, workflow.name, bind())
            noun = workflow.slash.noun
            if not choice:
                ack(response_action="errors", errors={_group(0): f"Choose at least one {noun}"})
                return
            try:
                choose(self._machine, workflow, look, dialog, choice)
            except Refusal as refusal:
                ack(response_action="update", view=message_view("Nothing was changed", (str(refusal),)))
                return
            what = f"1 {noun}" if len(choice) == 1 else f"{len(choice)} {noun}s"
            said = f"Taken in: {what}. A direct message says what became of each, once all of them have ended."
            ack(response_action="update", view=message_view("Taken in", (said,)))

        return submitted


def bulk_dialog(workflow: Workflow, offer: Offer) -> dict[str, Any]:
    bulk, noun = bulk_of(workflow), workflow.slash.noun
    words = (
        f"One press would {bulk.verb} each of these, soonest due first. Each is decided by itself; what changed since "
        "you opened this is held."
    )
    if offer.more:
        words += f" {offer.more if offer.all else f'At least {offer.more}'} more can be chosen once these are sent."
    options = [_option(request.public_id, request.fingerprint, bulk.option(request, offer.now.policy))
               for request in offer.requests]  # fmt: skip
    groups = [options[start : start + GROUP] for start in range(0, len(options), GROUP)]
    return {
        "type": "modal",
        "callback_id": bulk_id(workflow),
        "title": plain_text(f"{bulk.verb.capitalize()} several {noun}s", TITLE),
        "submit": plain_text(bulk.verb.capitalize(), TITLE),
        "close": plain_text("Cancel", TITLE),
        "blocks": [section("words", escape(words)), *(_boxes(n, group, noun) for n, group in enumerate(groups))],
    }


def _group(number: int) -> str:
    return f"{CHOSEN}.{number}"


def _boxes(number: int, options: Sequence[Block], noun: str) -> Block:
    first = GROUP * number + 1
    named = f"{first} to {first + len(options) - 1}" if len(options) > 1 else f"{first}"
    return {
        "type": "input",
        "block_id": _group(number),
        "optional": True,
        "label": plain_text(f"{noun.capitalize()}s {named}"),
        "element": {"type": "checkboxes", "action_id": CHOSEN, "options": list(options)},
    }


def _option(public_id: str, seen: str, lines: tuple[str, str]) -> Block:
    text, below = lines
    option = {"text": plain_text(text), "value": f"{public_id}.{seen}"}
    return {**option, "description": plain_text(below)} if below else option


class ToldHandler(Silent):
    """``bulk.told``: one private message when the last of a choice has ended.

    Nobody may look into a person's direct messages, so like every private sentence it is at worst said twice.
    """

    def __init__(self, slack: SlackWeb, machine: Machine) -> None:
        self._slack = slack
        self._machine = machine

    def perform(self, delivery: Delivery, *, again: bool) -> frozenset[str]:
        """The public ids whose end was told."""
        with self._machine.store.reading() as session:
            payload = session.get_one(Delivery, delivery.id).payload  # as it is now
        ended, chosen = payload["ended"], payload["chosen"]
        waited = self._machine.clock.real() - delivery.created_at
        if len(ended) < len(chosen) and waited < PATIENCE:
            again_in = together.LOOK_AGAIN.total_seconds()
            raise Transient("Some of them are still under way.", code="SETTLING", retry_after=again_in)
        lines = summary(self._machine.workflows[payload["workflow"]], chosen, ended)
        blocks = [section(f"told.{n}", text) for n, text in enumerate(_sections(lines))]
        try:
            self._slack.post(payload["user"], escape("\n".join(lines)), blocks, key=delivery.key)
        except Permanent as error:
            if error.code not in UNREACHABLE:
                raise
            log.get().warning("tell.unreachable", code=error.code)
        return frozenset(ended)

    def settle(self, session: Session, delivery: Delivery, result: frozenset[str]) -> None:
        """What ended while the message was on its way is said by itself: from now on nobody gathers it."""
        row = outbox.waiting_row(session, delivery.key)
        payload = row.payload if row is not None else delivery.payload
        workflow = self._machine.workflows[payload["workflow"]]
        for public_id, number in payload["chosen"]:
            if public_id in payload["ended"] and public_id not in result:
                line = f"{workflow.slash.noun.capitalize()} {_line(workflow, number, payload['ended'][public_id])}"
                self._machine.recorder.tell(session, payload["user"], line, NOWHERE, delivery.correlation)


def summary(workflow: Workflow, chosen: Sequence[tuple[str, str]], ended: Mapping[str, str]) -> list[str]:
    """How each of them ended, as lines: what was decided, what was not and why, and what nobody knows yet."""
    did, noun = bulk_of(workflow).did, workflow.slash.noun
    fine = [number for public_id, number in chosen if ended.get(public_id) == together.DONE]
    wrong = [(number, ended[public_id]) for public_id, number in chosen if ended.get(public_id, together.DONE)]
    open = [number for public_id, number in chosen if public_id not in ended]
    nouns = noun if len(chosen) == 1 else f"{noun}s"
    many = f"{len(fine)} of {len(chosen)}" if fine else f"None of {len(chosen)}"
    head = f"{did} {many} {nouns}" if fine else f"{many} {nouns} was {did.lower()}"
    lines = [f"{head}: {listed(fine)}." if fine else f"{head}."]
    if open:
        lines.append(f"Still being written: {len(open)}, {listed(open)}. Their cards say how it goes on.")
    if wrong:
        lines += [f"Not {did.lower()}:", *(f"• {_line(workflow, number, why)}" for number, why in wrong)]
    return lines


def _line(workflow: Workflow, number: str, why: str) -> str:
    return f"{number}: {why or bulk_of(workflow).did.lower()}"


def _sections(lines: Sequence[str]) -> list[str]:
    """The lines in as many sections as it takes: none is left out."""
    sections = [""]
    for line in lines:
        text = cut(escape(line), SECTION)
        joined = f"{sections[-1]}\n{text}" if sections[-1] else text
        if len(joined) <= SECTION:
            sections[-1] = joined
        else:
            sections.append(text)
    return sections
