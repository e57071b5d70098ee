"""Slash commands: whatever a button does, reached by words (A15). Each workflow has one, with the same words.

The answer is the ack's own body, private, and comes from the store alone: nothing here waits for a network. A verb that
is typed is the same event as its press, with what the request shows now as what was seen.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.domain.card import Bold, Text
from bot.domain.form import Form
from bot.errors import Refusal
from bot.handbook.words import likely
from bot.slack.bulk import bulk_dialog
from bot.slack.cards import Drawn, card_link, said, section
from bot.slack.delegation import Delegating, standing_message
from bot.slack.lists import list_message
from bot.slack.looking import Looking
from bot.slack.mrkdwn import escape, mrkdwn
from bot.slack.opening import Openers, bind
from bot.slack.payloads import Command, ListRef, read_command
from bot.workflow import queue
from bot.workflow.bulk import BULK, offered
from bot.workflow.contract import Workflow
from bot.workflow.delegating import DELEGATE, delegating
from bot.workflow.handover import CLAIM, HANDOVER, claiming, hand_over
from bot.workflow.machine import Machine
from bot.workflow.people import SEE, actor
from models import Filter, Request

LIST, SHOW, HELP = "list", "show", "help"
LONGEST_QUOTE = 40
MENTION = re.compile(r"<@([UW][A-Z0-9]{2,22})(?:\|[^<>]*)?>")
"""A person as a slash command names them, escaped by Slack: an id, which nobody can imitate."""


def words_of(workflow: Workflow) -> tuple[str, ...]:
    """What may be typed first after a workflow's command."""
    wide = [(HANDOVER, claiming(workflow)), (DELEGATE, delegating(workflow)), (BULK, workflow.bulk is not None)]
    return (LIST, SHOW, *sorted(workflow.verbs), *(word for word, there in wide if there), HELP)


def usage(workflow: Workflow) -> str:
    """The hint that Slack shows while somebody types."""
    filters = "|".join(filter.value for filter in Filter)
    words = [f"{LIST} [page] [{filters}]", *(f"{word} N" for word in (SHOW, *sorted(workflow.verbs)))]
    wide = [f"{word} @name" for word in words_of(workflow) if word in {HANDOVER, DELEGATE}]
    wide += [BULK] if workflow.bulk else []
    return " · ".join([*words, *wide, HELP])


class Commands:
    def __init__(self, machine: Machine, openers: Openers, looking: Looking, delegating: Delegating) -> None:
        self._machine = machine
        self._openers = openers
        self._looking = looking
        self._delegating = delegating

    def register(self, app: App) -> None:
        for workflow in self._machine.workflows.values():
            app.command(workflow.slash.command)(self._typed(workflow))

    def _typed(self, workflow: Workflow) -> Any:
        def typed(ack: Ack, body: Mapping[str, Any]) -> None:
            command = read_command(body, workflow.name, bind())
            try:
                answer = self._answer(workflow, command)
            except Refusal as refusal:
                answer = said(str(refusal))
            if answer is None:
                ack()
            else:
                ack(response_type="ephemeral", text=answer.text, blocks=[dict(block) for block in answer.blocks])

        return typed

    def _answer(self, workflow: Workflow, command: Command) -> Drawn | None:
        """None: a dialog opens instead. Raises the Refusal that they read."""
        first, *rest = unicodedata.normalize("NFKC", command.words).split() or [LIST]
        word = first.lower()
        match word:
            case "list":
                return self._list(workflow, command, rest)
            case "help":
                self._permit(workflow, command)
                return _help(workflow)
            case "show":
                self._permit(workflow, command)
                return self._looking.card(workflow, _one(rest, word, workflow))
            case "handover" if claiming(workflow):
                return self._hand_over(workflow, command, " ".join(rest))
            case "delegate" if delegating(workflow):
                return self._delegate(workflow, command, " ".join(rest))
            case "bulk" if workflow.bulk:
                self._openers.open(bulk_dialog(workflow, offered(self._machine, workflow, command.look)), command.look)
                return None
            case _ if word in workflow.verbs:
                return self._verb(workflow, command, word, rest)
        self._permit(workflow, command)
        raise Refusal(unknown_word(first, words_of(workflow), f"Type {workflow.slash.command} help for what there is."))

    def _permit(self, workflow: Workflow, command: Command, verb: str = SEE) -> None:
        """Raises the Refusal of somebody who may not, on record."""
        machine, look = self._machine, command.look
        with machine.on_record(replace(look, verb=verb)), machine.store.reading() as session:
            machine.rights.allow(session, actor(session, look.user), look.team, workflow.name, verb)

    def _list(self, workflow: Workflow, command: Command, rest: Sequence[str]) -> Drawn:
        page, filter = 1, Filter.ALL
        wrong = ""
        for word in rest:
            if word.isascii() and word.isdigit():
                page = int(word[:6])
            elif word.lower() in set(Filter):
                filter = Filter(word.lower())
            else:
                wrong = wrong or word
        with self._machine.on_record(command.look):
            sight = self._looking.list(workflow, ListRef(workflow.name, page, filter), command.look)
        if wrong:
            known = [filter.value for filter in Filter]
            raise Refusal(unknown_word(wrong, known, f"There is {', '.join(known)}, and the number of a page."))
        return list_message(sight)

    def _hand_over(self, workflow: Workflow, command: Command, named: str) -> Drawn:
        self._permit(workflow, command, CLAIM)
        colleague = MENTION.fullmatch(named)
        if colleague is None:
            typed = f"{workflow.slash.command} {HANDOVER} @name"
            raise Refusal(f"Name the one colleague who takes your claims: {typed}. Nothing was changed.")
        return said(hand_over(self._machine, workflow, command.look, colleague[1]))

    def _delegate(self, workflow: Workflow, command: Command, named: str) -> Drawn | None:
        """With a name the dialog opens; without one it says who decides for whom."""
        if not named:
            self._permit(workflow, command)
            with self._machine.store.reading() as session:
                return standing_message(session, self._machine, workflow, command.look.user)
        colleague = MENTION.fullmatch(named)
        if colleague is None:
            self._permit(workflow, command, DELEGATE)
            typed = f"{workflow.slash.command} {DELEGATE} @name"
            raise Refusal(f"Name the one colleague who decides in your place: {typed}. Nothing was changed.")
        self._delegating.ask(workflow, command.look, colleague[1])
        return None

    def _verb(self, workflow: Workflow, command: Command, verb: str, rest: Sequence[str]) -> Drawn | None:
        try:
            with self._machine.store.reading() as session:
                request = queue.find(session, workflow, _one(rest, verb, workflow))
                place = queue.places(session, [request.id]).get(request.id)
        except Refusal:
            self._permit(workflow, command, verb)  # whoever may not does not learn either what numbers there are
            raise
        click = replace(command.look, verb=verb, public_id=request.public_id, seen=request.fingerprint)
        opens = verb in workflow.forms
        answer = self._machine.open_form(workflow, click) if opens else self._machine.press(workflow, click)
        if isinstance(answer, Refusal):
            raise answer
        if isinstance(answer, Form):
            self._openers.ask(answer, click, workflow.name)
        if opens or answer is not None:
            return None
        return said(*_taken_in(workflow, verb, request, self._looking.workspace(), place))


def _taken_in(workflow: Workflow, verb: str, request: Request, workspace: str, place: tuple[str, str] | None) -> Text:
    words = f"{verb.capitalize()} {workflow.slash.noun} {request.number}: taken in. Its card says how it goes on."
    return (words, " ", card_link(workspace, place, "Open card")) if place else (words,)


def _one(rest: Sequence[str], word: str, workflow: Workflow) -> str:
    if len(rest) != 1:
        noun, command = workflow.slash.noun, workflow.slash.command
        raise Refusal(f"Name one {noun}: {command} {word} N, where N is its number. Nothing was changed.")
    return rest[0]


def unknown_word(word: str, known: Sequence[str], otherwise: str) -> str:
    """The sentence about a word that somebody typed and that means nothing here."""
    quoted = word if len(word) <= LONGEST_QUOTE else f"{word[:LONGEST_QUOTE]}…"
    near = likely(word[:LONGEST_QUOTE], known)
    meant = f"Did you mean {near[0]}?" if near else otherwise
    return f"There is no “{quoted}” here. {meant} Nothing was changed."


def _help(workflow: Workflow) -> Drawn:
    command, noun = workflow.slash.command, workflow.slash.noun
    filters = ", ".join(filter.value for filter in Filter if filter is not Filter.ALL)
    lines: list[tuple[str, str]] = [
        (f"{command} {LIST}", f"what waits, by due time; {LIST} 2 is the second page, and {filters} are parts of it"),
        (f"{command} {SHOW} N", f"the card of {noun} N, to you alone; N is its number or its id"),
        *((f"{command} {verb} N", "the same as the button on its card") for verb in sorted(workflow.verbs)),
        *(
            [(f"{command} {HANDOVER} @name", f"all {noun}s that you have claimed are theirs")]
            if claiming(workflow)
            else []
        ),
        *(
            [(f"{command} {DELEGATE} @name", "they decide in your place for some days; without a name: who does now")]
            if delegating(workflow)
            else []
        ),
        *(
            [(f"{command} {BULK}", f"choose among the {noun}s that one press each would approve")]
            if workflow.bulk
            else []
        ),
        (f"{command} {HELP}", "this"),
    ]
    text = "\n".join(f"{typed} — {words}" for typed, words in lines)
    shown = "\n".join(mrkdwn((Bold(typed), f" — {words}")) for typed, words in lines)
    return Drawn(escape(text), [section("help", shown)])
