"""``/handoff``: the operator's commands in Slack, by the very functions that the command line calls.

The answer is the ack's own body, private, and comes from the store alone. Who may, the handbook's ``operators`` says.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot import audit
from bot.errors import Refusal
from bot.operations import deliveries, pausing
from bot.operations.health import health, in_words
from bot.operations.operators import permit_operator
from bot.slack.commands import unknown_word
from bot.slack.mrkdwn import cut, escape
from bot.slack.opening import bind
from bot.slack.payloads import Command, read_command
from bot.workflow.contract import Typed
from bot.workflow.machine import Machine

COMMAND, DESCRIPTION = "/handoff", "For Handoff's operators: health, deliveries, the kill switch"
USAGE = "status · outbox · retry ID · park ID · pause WHY · resume · audit · help"
SHOWN = 20
LONGEST = 3500
HELP = (
    ("status", "how Handoff is, part by part"),
    ("outbox", f"the oldest {SHOWN} deliveries that wait or are parked"),
    ("retry ID", "try a delivery again now"),
    ("park ID", "put a waiting delivery aside"),
    ("pause WHY", "read-only at once; the reason stands on every card"),
    ("resume", "the end of a pause"),
    ("audit", "how long the audit's chain is, and its last hash"),
)
WORDS = (*(typed.partition(" ")[0] for typed, _ in HELP), "help")


class Desk:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def register(self, app: App) -> None:
        def typed(ack: Ack, body: Mapping[str, Any]) -> None:
            command = read_command(body, pausing.SUBJECT, bind())
            first, _, rest = html.unescape(command.words).strip().partition(" ")
            word = first.lower() or "help"
            try:
                answer = self._answer(command, word, rest.strip())
            except Refusal as refusal:
                self._machine.refuse(_recorded(command.look, word), refusal)
                answer = str(refusal)
            ack(response_type="ephemeral", text=cut(escape(answer), LONGEST))

        app.command(COMMAND)(typed)

    def _answer(self, command: Command, word: str, rest: str) -> str:
        machine, who = self._machine, command.look.user
        with machine.store.reading() as session:
            permit_operator(session, who, command.look.team, machine.home, machine.policy)
        match word:
            case "status":
                return self._status()
            case "outbox":
                return self._outbox()
            case "retry":
                return deliveries.retry(machine, _number(rest, word), who)
            case "park":
                return deliveries.park(machine, _number(rest, word), who)
            case "pause":
                cards = pausing.cards_in_words(pausing.pause(machine.store, machine.clock, who, rest))
                return f"Handoff is read-only now; {cards} will say so. End it with {COMMAND} resume"
            case "resume":
                cards = pausing.cards_in_words(pausing.resume(machine.store, machine.clock, who))
                return f"Handoff works again; buttons come back on {cards}."
            case "audit":
                with machine.store.reading() as session:
                    lines, last = audit.head(session)
                return (
                    f"The audit has {lines} lines, the last has the hash {last}. handoff audit verify reads them all."
                )
            case "help":
                return _lines([f"{COMMAND} {typed} — {does}" for typed, does in HELP])
            case _:
                return unknown_word(word, WORDS, f"{COMMAND} help lists what there is.")

    def _status(self) -> str:
        with self._machine.store.reading() as session:
            lines = health(session, self._machine.clock.real())
        return _lines([f"{'Fault: ' if line.fault else ''}{line.part}: {line.words}" for line in lines])

    def _outbox(self) -> str:
        with self._machine.store.reading() as session:
            found = [
                " · ".join(filter(None, [str(row.id), row.state, row.kind, row.number, in_words(row.age), row.fault]))
                for row in deliveries.listed(session, self._machine.clock.real(), SHOWN)
            ]
        return _lines(found) or "Nothing waits and nothing is parked."


def _number(rest: str, word: str) -> int:
    if not (rest.isascii() and rest.isdigit() and len(rest) < 10):
        raise Refusal(f"Name one delivery: {COMMAND} {word} ID, as {COMMAND} outbox shows it.", code="no_number")
    return int(rest)


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _recorded(look: Typed, word: str) -> Typed:
    """What a refusal is recorded by. The word is somebody's typing: only a known one goes into the audit."""
    return replace(look, verb=word if word in WORDS else pausing.SUBJECT, public_id=pausing.SUBJECT)
