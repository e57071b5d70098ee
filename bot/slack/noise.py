"""``/alerts``: what was held back, why and for how long (N9), and silences with a preview before they begin (N3, N4).

The answer is the ack's own body, private, and comes from the store alone. Every full member may read; operators may
silence.
"""

import html
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.domain.approvals import in_words
from bot.errors import Refusal
from bot.operations import silences
from bot.operations.silences import Wanted
from bot.slack.cards import SECTION, TEXT, Drawn, plain_text, said, section
from bot.slack.commands import unknown_word
from bot.slack.mrkdwn import cut, escape
from bot.slack.opening import bind
from bot.slack.payloads import Command, MalformedError, read_command, read_press
from bot.workflow.contract import Click
from bot.workflow.machine import Machine
from bot.workflow.people import actor, permit_member
from models import HELD_ROWS, Alert, Fate, Request, Silence

COMMAND, DESCRIPTION = "/alerts", "What Handoff holds back and why; silences"
USAGE = "held · silences · silence WHAT TIME REASON · end N · help"
SILENCE = "alerts.silence"
SHOWN = 20
HELP = (
    ("held", f"what is held back now, and the last {SHOWN} that were"),
    ("silences", "those that stand"),
    (
        "silence WHAT TIME REASON",
        "WHAT: all, a cause, #channel or a number; TIME: 30m, 2h, 1d; you see first what it mutes",
    ),
    ("end N", "end a silence"),
)
WORDS = (*(typed.partition(" ")[0] for typed, _ in HELP), "help")


class Noise:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def register(self, app: App) -> None:
        def typed(ack: Ack, body: Mapping[str, Any]) -> None:
            command = read_command(body, silences.SUBJECT, bind())
            first, _, rest = html.unescape(command.words).strip().partition(" ")
            word = first.lower() or "held"
            try:
                answer = self._answer(command, word, rest.strip())
            except Refusal as refusal:
                self._machine.refuse(_recorded(command.look, word), refusal)
                answer = said(str(refusal))
            ack(response_type="ephemeral", text=answer.text, blocks=[dict(block) for block in answer.blocks])

        def pressed(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
            look, value = read_press(body, action, silences.SUBJECT, bind())
            try:
                wanted = Wanted(**json.loads(value))
            except (ValueError, TypeError) as error:
                raise MalformedError("not a silence of ours") from error
            try:
                self._machine.tell(look, f"{silences.begin(self._machine, look, wanted)}.")
            except Refusal as refusal:
                self._machine.refuse(_recorded(look, "silence"), refusal)
            ack()

        app.command(COMMAND)(typed)
        app.action(SILENCE)(pressed)

    def _answer(self, command: Command, word: str, rest: str) -> Drawn:
        machine, look = self._machine, command.look
        with machine.store.reading() as session:
            permit_member(actor(session, look.user), look.team, machine.home, "see what is held back")
        match word:
            case "held":
                with machine.store.reading() as session:
                    return said("\n".join(held_lines(session, machine)))
            case "silences":
                with machine.store.reading() as session:
                    rows = silences.standing(session, machine.clock.business())
                    lines = [_silence(row, machine) for row in rows[:SHOWN]]
                return said("\n".join(lines) or "No silence stands.")
            case "silence":
                return _offered(silences.preview(machine, look, silences.read(machine, rest)))
            case "end":
                if not (rest.isascii() and rest.isdigit() and len(rest) < 10):
                    raise Refusal(
                        f"Name one silence: {COMMAND} end N, as {COMMAND} silences shows it.", code="no_silence"
                    )
                return said(silences.end(machine, look, int(rest)))
            case "help":
                return said("\n".join(f"{COMMAND} {typed} — {does}" for typed, does in HELP))
        raise Refusal(unknown_word(word, WORDS, f"{COMMAND} help lists what there is."), code="no_word")


def held_lines(session: Session, machine: Machine) -> list[str]:
    """The ledger: what is held back now, then what was and has been told or is over since."""
    at = machine.clock.business()
    rows = select(Alert, Request.number).outerjoin(Request, Request.id == Alert.request_id)
    now = session.execute(rows.where(HELD_ROWS).order_by(Alert.at).limit(SHOWN)).all()
    told = or_(Alert.ended_at.is_not(None), Alert.fate == Fate.TOLD)
    was = rows.where(Alert.why != "", told).order_by(Alert.id.desc()).limit(SHOWN)
    standing = silences.standing(session, at)
    lines = [f"{len(now)} alert{'' if len(now) == 1 else 's'} held back now." if now else "Nothing is held back now."]
    lines += [f"• {_what(alert, number)} · for {in_words(at - alert.at)}: {alert.why}" for alert, number in now]
    before = session.execute(was).all()
    if before:
        lines.append("Before that:")
        lines += [f"• {_what(alert, number)} · {_after(alert)}: {alert.why}" for alert, number in before]
    return [*lines, *[f"Silence {_silence(row, machine)}" for row in standing]]


def _what(alert: Alert, number: str | None) -> str:
    return f"{silences.CAUSES.get(alert.cause, alert.cause)}{f' · {number}' if number else ''}"


def _after(alert: Alert) -> str:
    if alert.fate is Fate.SUPERSEDED:
        return "never told"
    end = alert.told_at or alert.ended_at or alert.at
    return f"{'told' if alert.told_at else 'over'} after {in_words(end - alert.at)}"


def _silence(row: Silence, machine: Machine) -> str:
    return f"{row.id}: {silences.words_of(row, machine)}"


def _offered(found: silences.Preview) -> Drawn:
    """The preview, and the button that begins it."""
    wanted = found.wanted
    what = silences.matcher_words(wanted)
    past = f"In the past 7 days it would have held back {found.past} alert{'' if found.past == 1 else 's'}"
    now = f"; {found.standing} of them stand{'s' if found.standing == 1 else ''} now" if found.standing else ""
    text = f"A silence for {in_words(wanted.length)}: {what}. {past}{now}. Reason: {wanted.reason}"
    button = {
        "type": "button",
        "action_id": SILENCE,
        "text": plain_text("Begin silence"),
        "accessibility_label": f"Begin the silence: {what}"[:75],
        "value": json.dumps(asdict(wanted), ensure_ascii=False),
    }
    shown = section("preview", cut(escape(text), SECTION))
    return Drawn(cut(escape(text), TEXT), [shown, {"type": "actions", "block_id": "begin", "elements": [button]}])


def _recorded(look: Click, word: str) -> Click:
    """What a refusal is recorded by. The word is somebody's typing: only a known one goes into the audit."""
    return replace(look, verb=word if word in WORDS else silences.SUBJECT, public_id=silences.SUBJECT)
