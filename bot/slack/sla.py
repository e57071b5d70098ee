"""``/sla``: how the targets are met, what is about to breach, what is paused; and what if they were others (R5, L9).

The answer comes after the ack, where it was asked: it reads a month of history. It is one chart with all its numbers as
text; a workspace that refuses the chart gets the text. Every full member may read; what-if is the operators'.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import log
from bot.clients.slack_web import SlackWeb
from bot.domain.approvals import in_words, moment
from bot.domain.card import Bold, Moment, Text, plain
from bot.domain.replay import Attainment, Comparison, attained, compare, rules_if, rules_of
from bot.domain.sla import pauses_of
from bot.errors import ClientError, Refusal
from bot.operations.operators import permit_operator
from bot.slack.cards import SECTION, TEXT, Block, Drawn, said, section
from bot.slack.commands import unknown_word
from bot.slack.mrkdwn import cut, escape, mrkdwn
from bot.slack.opening import Openers, bind
from bot.slack.payloads import Command, read_answer_address, read_command
from bot.workflow import attainment
from bot.workflow.attainment import Day
from bot.workflow.contract import Typed, Workflow
from bot.workflow.machine import Machine
from bot.workflow.people import actor, permit_member
from models import LISTED_ROWS, Request

COMMAND, DESCRIPTION = "/sla", "How targets are met, what is about to breach, what waits for a customer; what if"
WHAT_IF = "whatif TARGET=3h [calendar=ID] [days=N]"
USAGE = f"[days] · {WHAT_IF} · help"
SUBJECT = "sla"
WORDS = ("board", "whatif", "help")
DAYS, MOST_DAYS, CHART_DAYS = 30, 366, 7
SHOWN = 5
MOST_OPEN = 1_000
PATIENCE = 10.0
"""Seconds: nothing waits for the answer but who asked."""
UNREADABLE = "The answer could not be shown in time; please ask again. Nothing was changed."
HELP = (
    f"{COMMAND} [days] — attainment of the past days (30), what is about to breach, what is paused\n"
    f"{COMMAND} whatif standard=3h calendar=office_tokyo days=60 — the past under other rules: 3h, 90m, 3h wall; "
    "with a name and = for one target alone\n"
    f"{COMMAND} help — this"
)


class Sla:
    def __init__(self, machine: Machine, slack: SlackWeb, openers: Openers) -> None:
        self._machine, self._slack, self._openers = machine, slack, openers

    def register(self, app: App) -> None:
        def typed(ack: Ack, body: Mapping[str, Any]) -> None:
            command, address = read_command(body, SUBJECT, bind()), read_answer_address(body)
            look = replace(command.look, public_id=SUBJECT)
            self._openers.later(lambda: self._respond(address, self._drawn(command, look)), UNREADABLE, look)
            ack()

        app.command(COMMAND)(typed)

    def _respond(self, address: str, drawn: tuple[Drawn, Sequence[Block]]) -> None:
        answer, charts = drawn
        try:
            self._slack.respond(address, answer.text, [*answer.blocks, *charts], timeout=PATIENCE)
        except ClientError as error:  # an answer to a command is refused with a bare status
            if not charts:
                raise
            log.get().warning("sla.without_chart", code=error.code)
            self._slack.respond(address, answer.text, answer.blocks, timeout=PATIENCE)

    def _drawn(self, command: Command, look: Typed) -> tuple[Drawn, Sequence[Block]]:
        """The answer, and its charts; a Refusal is one, too, on record."""
        first, _, rest = html.unescape(command.words).strip().partition(" ")
        word = first.lower()
        try:
            with self._machine.store.reading() as session:
                permit_member(actor(session, look.user), look.team, self._machine.home, "see how targets are met")
                if word == "help":
                    return said(HELP), ()
                if word == "whatif":
                    return self._what_if(session, look, rest), ()
                return self._board(session, DAYS if word in ("", "board") else _days(word))
        except Refusal as refusal:
            self._machine.refuse(replace(look, verb=word if word in WORDS else SUBJECT), refusal)
            return said(str(refusal)), ()

    def _board(self, session: Session, days: int) -> tuple[Drawn, Sequence[Block]]:
        lines, charts = list[Text](), list[Block]()
        machine, now = self._machine, self._machine.clock.business()
        for workflow in machine.workflows.values():
            past = attainment.past(session, machine.policy, workflow.name, now - timedelta(days=days), now, now)
            by_target = attained(past, rules_of(machine.policy, workflow.name))
            lines.append((Bold(f"{workflow.slash.noun.capitalize()}s, the past {days} days"),))
            lines += [(_attained(one),) for one in by_target.values()]
            lines += _open(session, machine, workflow)
            by_day = attainment.by_day(session, machine.policy, workflow.name, CHART_DAYS, now)
            if any(day.count for day in by_day):
                charts.append(_chart(workflow, by_day))
                lines.append((_days_in_words(by_day),))
        shown = "\n".join(mrkdwn(line) for line in lines)
        text = "\n".join(plain(line) for line in lines)
        return Drawn(cut(escape(text), TEXT), [section("board", cut(shown, SECTION))]), charts[:2]

    def _what_if(self, session: Session, look: Typed, words: str) -> Drawn:
        machine, now = self._machine, self._machine.clock.business()
        permit_operator(session, look.user, look.team, machine.home, machine.policy)
        days, calendar, targets = _wanted(words)
        lines = list[str]()
        for workflow in machine.workflows.values():
            try:
                after = rules_if(machine.policy, workflow.name, calendar, targets)
            except ValueError as error:
                raise Refusal(
                    f"{str(error)[:1].upper()}{str(error)[1:]}. Nothing was changed.", code="no_rule"
                ) from None
            past = attainment.past(session, machine.policy, workflow.name, now - timedelta(days=days), now, now)
            found = compare(past, rules_of(machine.policy, workflow.name), after)
            lines.append(f"{workflow.slash.noun.capitalize()}s of the past {days} days, if the rules were those:")
            lines += _compared(found)
        return said("\n".join(lines))


def _attained(one: Attainment) -> str:
    """One target in words; nothing that still waits in breach is left out."""
    name = one.target.capitalize()
    late = f" · {one.open_breached} still open and late" if one.open_breached else ""
    if one.percent is None or one.p50 is None or one.p95 is None:
        return f"{name}: none ended{late}"
    half = f"half within {in_words(one.p50)}, 95 % within {in_words(one.p95)}"
    return f"{name}: {one.percent:g} % in time, {one.met} of {one.count + one.open_breached}{late} · {half}"


def _compared(found: Comparison) -> list[str]:
    lines = []
    for name, before in found.before.items():
        after = found.after[name]
        percents = ["–" if one.percent is None else f"{one.percent:g} %" for one in (before, after)]
        lines.append(f"{name.capitalize()}: {percents[0]} → {percents[1]} of {before.count + before.open_breached}")
    changes = found.changes
    lines.append(f"{len(changes)} would end otherwise{':' if changes else '.'}")
    lines += [f"• {one.number} ({one.target}): {one.before} → {one.after}" for one in changes[:SHOWN]]
    return [
        *lines,
        *([f"… and {len(changes) - SHOWN} more; handoff replay lists them"] if len(changes) > SHOWN else []),
    ]


def _open(session: Session, machine: Machine, workflow: Workflow) -> list[Text]:
    """What is late, what will be within the hour, and whose clock stands."""
    at, calendar = machine.clock.business(), machine.policy.calendar_of(workflow.name)
    listed = select(Request).where(LISTED_ROWS, Request.workflow == workflow.name)
    rows = session.scalars(listed.order_by(Request.due_at, Request.id).limit(MOST_OPEN)).all()
    paused = [row for row in rows if row.pauses and not row.pauses[-1]["ended"]]
    running = [row for row in rows if row not in paused and row.due_at is not None]
    late = [row for row in running if row.due_at and row.due_at <= at]
    soon = [row for row in running if row.due_at and at < row.due_at <= at + timedelta(hours=1)]

    def listed_as(words: str, those: Sequence[Request], when: str) -> Text:
        shown: list[str | Moment] = []
        for row in those[:SHOWN]:
            instant = pauses_of(row.pauses)[-1].ended if when == "until" else row.due_at
            shown += [f" · {row.number} {when} ", moment(instant or at, calendar)]
        more = f" · … and {len(those) - SHOWN} more" if len(those) > SHOWN else ""
        return (f"{len(those)} {words}", *shown, more)

    return [
        listed_as("late", late, "since"),
        listed_as("due within the hour", soon, "due"),
        listed_as("paused", paused, "until"),
    ]


def _days_in_words(by_day: Sequence[Day]) -> str:
    counts = dict.fromkeys(dict.fromkeys(one.day for one in by_day), (0, 0))
    for one in by_day:
        met, count = counts[one.day]
        counts[one.day] = met + one.met, count + one.count
    said = [f"{day:%a} {day.day}: {met} of {count}" for day, (met, count) in counts.items() if count]
    return f"In time by day — {', '.join(said)}"


def _chart(workflow: Workflow, by_day: Sequence[Day]) -> Block:
    days = list(dict.fromkeys(one.day for one in by_day))
    labels = [f"{day:%a} {day.day}" for day in days]
    met = [sum(one.met for one in by_day if one.day == day) for day in days]
    missed = [sum(one.count - one.met for one in by_day if one.day == day) for day in days]
    series = [
        {"name": name, "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]}
        for name, values in (("In time", met), ("Late", missed))
    ]
    title = f"{workflow.slash.noun.capitalize()}s in time and late, by day"
    axis = {"categories": labels, "x_label": "Day", "y_label": "Decided"}
    return {
        "type": "data_visualization",
        "block_id": f"chart.{workflow.name}",
        "title": title[:50],
        "chart": {"type": "bar", "series": series, "axis_config": axis},
    }


def _days(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 0 < int(word[:6]) <= MOST_DAYS):
        raise Refusal(unknown_word(word, WORDS, f"{COMMAND} help says what there is; days are 1 to {MOST_DAYS}."))
    return int(word)


def _wanted(words: str) -> tuple[int, str, list[str]]:
    """(days, calendar, targets) of ``standard=3h wall calendar=office_tokyo days=60``. Raises Refusal."""
    days, calendar, targets = DAYS, "", list[str]()
    for word in words.split():
        name, _, value = word.partition("=")
        if name.lower() == "days":
            days = _days(value)
        elif name.lower() == "calendar":
            calendar = value
        elif word.lower() in ("wall", "business") and targets:
            targets[-1] += f" {word.lower()}"
        else:
            targets.append(word)
    if not calendar and not targets:
        raise Refusal(f"Say what would be otherwise: {COMMAND} {WHAT_IF}. Nothing was changed.", code="no_rule")
    return days, calendar, targets
