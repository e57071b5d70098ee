"""Giving a colleague one's own rights for some days, and taking them back: each is one transaction, on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import audit
from bot.domain.approvals import is_own
from bot.domain.calendar import days_between
from bot.domain.delegation import days_in_words, read_day, wrong_days
from bot.domain.form import FieldErrors
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow import homes
from bot.workflow.contract import NOWHERE, Actor, Click, Lendable, Workflow
from bot.workflow.delegations import lent_by, verbs_in_words
from bot.workflow.halting import refuse_while_paused
from bot.workflow.machine import Machine
from bot.workflow.people import actor, has_role, permit
from models import Delegation, Standing

DELEGATE = "delegate"
TO, VERBS = "to", "verbs"
"""Fields of the form, beside its two days."""


def delegating(workflow: Workflow) -> bool:
    """Whether its verbs can be delegated at all."""
    return DELEGATE in workflow.wide


@dataclass(frozen=True)
class Wish:
    """What somebody filled in: a user id, two days as ``2026-11-24``, and the first verb of each thing they ticked."""

    to: str
    first: str
    last: str
    ticked: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """What somebody may fill in: what they can lend, and which day it is in their team's calendar."""

    lendable: Sequence[Lendable]
    today: date


def offer(machine: Machine, workflow: Workflow, look: Click) -> Offer:
    """Raises the Refusal of somebody who may not delegate, on record."""
    with machine.on_record(replace(look, verb=DELEGATE)), machine.store.reading() as session:
        giver = _giver(session, machine, workflow, look)
    return Offer(_lendable(workflow, giver, machine.policy), _today(machine, workflow))


def give(machine: Machine, workflow: Workflow, look: Click, wish: Wish) -> str:
    """Let somebody decide in the place of ``look``'s person; the sentence about it.

    Raises FieldErrors or the Refusal that they read, on record. A repeated delivery changes nothing.
    """
    pressed, tried = replace(look, verb=DELEGATE), _tried(workflow, wish)
    try:
        with machine.on_record(pressed, tried):
            return machine.store.run(lambda session: _give(session, machine, workflow, look, wish))
    except FieldErrors as wrong:
        because = Refusal("This cannot be delegated as it was filled in.", code=f"wrong_{min(wrong.sentences)}")
        machine.refuse(pressed, because, detail=tried)
        raise


def _give(session: Session, machine: Machine, workflow: Workflow, look: Click, wish: Wish) -> str:
    policy, zone = machine.policy, _zone(machine, workflow)
    giver, taker = _giver(session, machine, workflow, look), actor(session, wish.to)
    chosen = [one for one in _lendable(workflow, giver, policy) if one.verbs[0] in wish.ticked]
    first, last = read_day(wish.first), read_day(wish.last)
    wrong = {**_wrong_taker(policy, giver, taker, wish), **wrong_days(first, last, _today(machine, workflow))}
    if not chosen:
        wrong[VERBS] = "Choose at least one"
    if wrong or taker is None or first is None or last is None:
        raise FieldErrors(wrong)
    starts_at, ends_at = days_between(first, last, zone)
    verbs = [verb for one in chosen for verb in one.verbs]
    noun, what, days = workflow.slash.noun, verbs_in_words(workflow, verbs), days_in_words(starts_at, ends_at, zone)
    row = Delegation(
        workflow=workflow.name,
        giver=giver.user,
        giver_name=giver.name,
        taker=taker.user,
        taker_name=taker.name,
        verbs=verbs,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    if machine.receive(session, look.delivery) and not _stands_already(session, row):
        session.add(row)
        session.flush()
        told = f"@{giver.name} lets you {what} {noun}s {days}. Both your names are recorded with what you decide."
        machine.recorder.tell(session, taker.user, told, NOWHERE, look.correlation)
        homes.pressed(session, machine.clock.real(), giver.user, look.correlation)
        _record(session, machine, look, "given", row)
    return f"@{taker.name} may {what} {noun}s for you {days}. You can end it at any time, here on Home."


def _stands_already(session: Session, wanted: Delegation) -> bool:
    """Whoever got no answer sends the form again."""
    standing = lent_by(session, wanted.giver, wanted.workflow, wanted.starts_at)
    columns = ("taker", "verbs", "starts_at", "ends_at")
    return any(all(getattr(one, name) == getattr(wanted, name) for name in columns) for one in standing)


def _giver(session: Session, machine: Machine, workflow: Workflow, look: Click) -> Actor:
    """By their own roles: what was lent to somebody is not theirs to lend."""
    giver = permit(actor(session, look.user), look.team, machine.home, workflow.name, DELEGATE, machine.policy)
    refuse_while_paused(session, machine.clock, machine.policy)
    return giver


def _lendable(workflow: Workflow, giver: Actor, policy: Policy) -> list[Lendable]:
    """What the giver may do themselves, today and by their own roles."""
    mine = [
        replace(one, verbs=tuple(verb for verb in one.verbs if has_role(giver, workflow.name, verb, policy)))
        for one in workflow.lendable
    ]
    return [one for one in mine if one.verbs]


def _wrong_taker(policy: Policy, giver: Actor, taker: Actor | None, wish: Wish) -> Mapping[str, str]:
    if not wish.to:
        return {TO: "Choose a colleague"}
    if taker is None:
        return {TO: "Handoff does not know them yet: choose somebody else, or try again in a minute"}
    if taker.standing is not Standing.MEMBER:
        return {TO: f"@{taker.name} is no full member of this workspace: choose a colleague"}
    if is_own(policy, giver.identities, taker.identities):
        return {TO: "That is you: choose a colleague"}
    return {}


def end(machine: Machine, workflow: Workflow, look: Click, number: int) -> str:
    """Take back what ``look``'s person had delegated; the sentence about it. Raises the Refusal that they read.

    It works on a read-only bot too: it only takes away.
    """
    with machine.on_record(replace(look, verb=DELEGATE), {"delegation": number}):
        return machine.store.run(lambda session: _end(session, machine, workflow, look, number))


def _end(session: Session, machine: Machine, workflow: Workflow, look: Click, number: int) -> str:
    row = session.get(Delegation, number, with_for_update=True)
    if row is None or (row.workflow, row.giver, machine.home) != (workflow.name, look.user, look.team):
        raise Refusal("Only who delegated something can take it back. This press was recorded.", code="not_theirs")
    now: datetime = machine.clock.business()
    said = f"@{row.taker_name} does not decide for you any more."
    if not machine.receive(session, look.delivery):
        return said
    if row.ended_at is not None or row.ends_at <= now:
        raise Refusal("This has ended already. Nothing was changed.", code="not_now")
    row.ended_at = now
    what = f"{verbs_in_words(workflow, row.verbs)} {workflow.slash.noun}s"
    told = f"@{row.giver_name} took back that you may {what} for them."
    machine.recorder.tell(session, row.taker, told, NOWHERE, look.correlation)
    machine.recorder.tell(session, look.user, said, look.place, look.correlation)
    homes.pressed(session, machine.clock.real(), look.user, look.correlation)
    _record(session, machine, look, "ended", row)
    return said


def _record(session: Session, machine: Machine, look: Click, what: str, row: Delegation) -> None:
    """The last statement: the audit's lock is everybody's."""
    detail = {
        "delegation": row.id,
        "to": row.taker,
        "verbs": list(row.verbs),
        "from": row.starts_at.isoformat(),
        "until": row.ends_at.isoformat(),
        "business": machine.clock.business().isoformat(timespec="seconds"),
    }
    entry = audit.Entry(
        actor=row.giver, action=f"{DELEGATE}.{what}", subject=row.workflow, detail=detail, correlation=look.correlation
    )
    audit.record(session, machine.clock.real(), entry)


def _tried(workflow: Workflow, wish: Wish) -> dict[str, Any]:
    """For the audit: nothing of it is in anybody's own words."""
    days = [str(day or "") for day in (read_day(wish.first), read_day(wish.last))]
    verbs = [verb for one in workflow.lendable if one.verbs[0] in wish.ticked for verb in one.verbs]
    return {"to": wish.to, "verbs": verbs, "from": days[0], "until": days[1]}


def _zone(machine: Machine, workflow: Workflow) -> ZoneInfo:
    """The one by whose midnights a day is counted."""
    return machine.policy.calendar_of(workflow.name).zone


def _today(machine: Machine, workflow: Workflow) -> date:
    return machine.clock.business().astimezone(_zone(machine, workflow)).date()
