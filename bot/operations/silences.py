"""Silences (N3-N5): somebody holds certain alerts back for a time, for a reason, having seen what that would mute.

They begin and end with a word in the channel that goes quiet. What still matters at the end is told then: a silence
puts off, it forgets nothing. Only operators may, and every one is on record.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import alerts, audit, notices
from bot.domain.approvals import instant_in_words
from bot.domain.noise import BREACH, REACH, REMINDER
from bot.errors import Refusal
from bot.handbook.words import likely
from bot.operations.operators import permit_operator
from bot.workflow import queue
from bot.workflow.contract import Click
from bot.workflow.machine import Machine
from bot.workflow.people import actor
from models import HELD_ROWS, Alert, Fate, Request, Silence

SUBJECT = "alerts"
CAUSES: Mapping[str, str] = {
    REMINDER: "reminders",
    BREACH: "breaches",
    REACH: "nobody on shift",
    "escalation": "calls for the supervisors",
    "provisioning": "provisioning that did not begin",
}
"""Cause → what it is called."""
LOOK_BACK, PREVIEW = timedelta(days=7), timedelta(minutes=15)
LONGEST, LONGEST_REASON = timedelta(days=30), 200
_LENGTH = re.compile(r"(\d{1,4})(m|h|d)", re.ASCII)
_CHANNEL = re.compile(r"<#C[A-Z0-9]+\|([^<>]*)>")
"""As Slack escapes a channel that somebody types."""
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
FORM = "silence WHAT TIME REASON, e.g. silence reminder 2h Stocktaking"


@dataclass(frozen=True)
class Wanted:
    """A silence as somebody asked for it."""

    cause: str
    workflow: str
    """Of the record that ``number`` is of."""
    number: str
    channel: str
    minutes: int
    reason: str
    asked: str = ""
    """By which request it was previewed: one preview begins one silence, however often its button is pressed."""
    until: str = ""
    """The instant until which it can be begun, of business time."""

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def row(self, at: datetime) -> Silence:
        return Silence(
            cause=self.cause, workflow=self.workflow, number=self.number, channel=self.channel, reason=self.reason,
            author="", author_name="", begins_at=at, ends_at=at + self.length,
        )  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What it would mute: of the past seven days, and of what stands now."""

    wanted: Wanted
    past: int
    standing: int


def read(machine: Machine, words: str) -> Wanted:
    """``reminder 2h Stocktaking``, ``00012345 30m …``, ``#cs-orders 1h …``. Raises the Refusal that they read."""
    what, _, rest = words.strip().partition(" ")
    length, _, reason = rest.strip().partition(" ")
    reason = " ".join(reason.split())
    found = _LENGTH.fullmatch(length)
    if not what or found is None:
        raise Refusal(f"Write {FORM}. TIME is 30m, 2h or 1d. Nothing was changed.", code="no_silence")
    amount = int(found[1]) * _UNITS[found[2]]
    if not timedelta() < amount <= LONGEST:
        raise Refusal("A silence lasts between a minute and 30 days. Nothing was changed.", code="no_silence")
    if not reason or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise Refusal(f"Say why, in at most {LONGEST_REASON} characters. Nothing was changed.", code="no_why")
    return Wanted(*_matcher(machine, what), int(amount / timedelta(minutes=1)), reason)


def preview(machine: Machine, look: Click, wanted: Wanted) -> Preview:
    """Raises the Refusal of somebody who may not."""
    with machine.store.reading() as session:
        permit_operator(session, look.user, look.team, machine.home, machine.policy)
        at = machine.clock.business()
        hush = alerts.hush_of(wanted.row(at))
        past = select(Alert, Request.number).outerjoin(Request, Request.id == Alert.request_id)
        rows = session.execute(past.where(Alert.at >= at - LOOK_BACK, Alert.fate != Fate.SUPERSEDED)).all()
        muted = [alert for alert, number in rows if hush.matches(alerts.signal_of(alert, number or ""))]
        wanted = replace(wanted, asked=look.delivery, until=(at + PREVIEW).isoformat())
        return Preview(wanted, len(muted), sum(alert.ended_at is None for alert in muted))


def begin(machine: Machine, look: Click, wanted: Wanted) -> str:
    """Begin it; the sentence about it. Raises the Refusal that they read, of a second press, too."""

    def write(session: Session) -> str:
        permit_operator(session, look.user, look.team, machine.home, machine.policy)
        at = machine.clock.business()
        row = wanted.row(at)
        row.author, row.author_name = look.user, _name(session, look.user)
        said = words_of(row, machine)
        if datetime.fromisoformat(wanted.until) < at:
            raise Refusal("This preview is old. Ask for the silence again. Nothing was changed.", code="not_now")
        if not machine.receive(session, f"silence:{wanted.asked}"):
            raise Refusal("This silence was begun already. /alerts silences shows it.", code="not_now")
        session.add(row)
        session.flush()
        _tell(session, machine, row, "begins", f"Silence {row.id} begins: {said}. End it with /alerts end {row.id}.")
        _record(session, machine, look.user, "silence.begun", row)
        return said

    return machine.store.run(write)


def end(machine: Machine, look: Click, number: int) -> str:
    """End it before its time. Raises the Refusal that they read."""

    def write(session: Session) -> str:
        permit_operator(session, look.user, look.team, machine.home, machine.policy)
        row = session.get(Silence, number, with_for_update=True)
        if row is None or row.ended_at is not None:
            raise Refusal(f"No silence {number} stands. /alerts shows those that do.", code="no_silence")
        _end(session, machine, row, _name(session, look.user), look.user)
        return f"Silence {row.id} is over."

    return machine.store.run(write)


def expire(machine: Machine) -> None:
    """End those whose time has come, and say so."""
    at = machine.clock.business()
    ripe = select(Silence).where(Silence.ended_at.is_(None), Silence.ends_at <= at).order_by(Silence.id)
    with machine.store.reading() as session:
        ids = [row.id for row in session.scalars(ripe)]
    for silence_id in ids:

        def write(session: Session, silence_id: int = silence_id) -> None:
            row = session.get_one(Silence, silence_id, with_for_update=True)
            if row.ended_at is None:
                _end(session, machine, row, "", "system")

        machine.store.run(write)


def standing(session: Session, at: datetime) -> Sequence[Silence]:
    ours = select(Silence).where(Silence.ended_at.is_(None), Silence.ends_at > at)
    return session.scalars(ours.order_by(Silence.ends_at)).all()


def words_of(row: Silence, machine: Machine) -> str:
    until = instant_in_words(row.ends_at, machine.policy.company.zone)
    return f"{matcher_words(row)} until {until}, by @{row.author_name}: {row.reason}"


def _end(session: Session, machine: Machine, row: Silence, by: str, user: str) -> None:
    row.ended_at, row.ended_by = machine.clock.business(), by
    session.flush()
    muted = Alert.why.startswith(f"silence {row.id} "), Alert.at >= row.begins_at
    held = session.scalar(select(func.count()).select_from(Alert).where(*muted)) or 0
    still = session.scalar(select(func.count()).select_from(Alert).where(*muted, HELD_ROWS)) or 0
    # What it held back has a time at which it is looked at again: that is now.
    for alert in session.scalars(select(Alert).where(*muted, HELD_ROWS).with_for_update()):
        alert.until = row.ended_at
    who = f", ended by @{by}" if by else ""
    text = f"Silence {row.id} is over{who}: it held back {held} alert{'' if held == 1 else 's'}"
    many = "matters and is" if still == 1 else "matter and are"
    text += f", of which {still} still {many} looked at again now." if still else "."
    _tell(session, machine, row, "ends", text)
    _record(session, machine, user, "silence.ended", row)


def _matcher(machine: Machine, what: str) -> tuple[str, str, str, str]:
    """(cause, workflow, record's number, channel) of a word."""
    word = what.lower()
    if word == "all":
        return "", "", "", ""
    if word in CAUSES:
        return word, "", "", ""
    channels, named = sorted(set(machine.policy.posted().values())), _CHANNEL.fullmatch(what)
    if (channel := named[1] if named else what.removeprefix("#")) in channels:
        return "", "", "", channel
    if named or what.startswith("#"):
        raise Refusal(
            f"Handoff posts in {', '.join(f'#{one}' for one in channels)}. Nothing was changed.", code="no_silence"
        )
    for workflow in machine.workflows.values():
        with machine.store.reading() as session:
            try:
                return "", workflow.name, queue.find(session, workflow, what).number, ""
            except Refusal:
                continue
    near = likely(word[:40], [*CAUSES, "all"])
    meant = f"Did you mean {near[0]}?" if near else f"There is {', '.join([*CAUSES, 'all'])}, #channel, or a number."
    raise Refusal(f"Nothing is called so. {meant} Nothing was changed.", code="no_silence")


def matcher_words(what: Silence | Wanted) -> str:
    if what.number:
        return f"alerts about {what.number} are held back"
    if what.channel:
        return f"alerts in #{what.channel} are held back"
    return f"{CAUSES.get(what.cause, 'all alerts')} are held back"


def _tell(session: Session, machine: Machine, row: Silence, what: str, text: str) -> None:
    """Where it goes quiet, and to the operators."""
    policy = machine.policy
    quiet = [row.channel] if row.channel else sorted(set(policy.posted().values()) - {policy.operators.channel})
    if row.number or row.cause in (REMINDER, REACH, "escalation"):
        quiet = [rules.channel for rules in policy.workflows.values()]
    for channel in dict.fromkeys([*quiet, ""]):
        notice = notices.say(session, machine.clock.real(), f"silence:{row.id}:{what}:{channel[:40]}", text, channel)
        notice.standing = None  # it is a word, not a matter


def _record(session: Session, machine: Machine, user: str, action: str, row: Silence) -> None:
    detail = {
        "silence": row.id,
        "cause": row.cause,
        "number": row.number,
        "channel": row.channel,
        "until": row.ends_at.isoformat(),
        "business": machine.clock.business().isoformat(timespec="seconds"),
    }
    audit.record(session, machine.clock.real(), audit.Entry(actor=user, action=action, subject=SUBJECT, detail=detail))


def _name(session: Session, user: str) -> str:
    person = actor(session, user)
    return person.name if person else user
