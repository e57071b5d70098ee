"""At the end of a shift somebody's claims go to a colleague, who may claim too: each request in its own transaction.

A kill in between leaves each with one of the two; asked again, the rest follows.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.evidence import listed
from bot.errors import Refusal
from bot.workflow.contract import NOWHERE, Actor, Click, HandOver, Workflow
from bot.workflow.halting import refuse_while_paused
from bot.workflow.machine import Machine
from bot.workflow.people import actor
from models import LISTED_ROWS, Request

CLAIM, HANDOVER = "claim", "handover"


def claiming(workflow: Workflow) -> bool:
    """Whether its requests can be claimed at all."""
    return CLAIM in workflow.verbs


@dataclass(frozen=True)
class _Claims:
    giver: Actor
    taker: Actor
    requests: list[str]
    """Public ids, by due time."""


def hand_over(machine: Machine, workflow: Workflow, look: Click, to: str) -> str:
    """Give every open request that ``look``'s person has claimed to the user ``to``; the sentence about it.

    Raises the Refusal that they read, on record.
    """
    with machine.on_record(replace(look, verb=HANDOVER)), machine.store.reading() as session:
        claims = _claims(session, machine, workflow, look, to)
    numbers = [number for one in claims.requests if (number := _given(machine, workflow, look, claims.taker, one))]
    noun = workflow.slash.noun if len(numbers) == 1 else f"{workflow.slash.noun}s"
    if not numbers:
        raise Refusal(f"Your claims ended just now. No {workflow.slash.noun} was handed over.", code="not_now")
    what = f"{noun} {listed(numbers)}"
    machine.tell(replace(look, user=to, place=NOWHERE), f"@{claims.giver.name} handed over to you: {what}.")
    return f"Handed over to @{claims.taker.name}: {what}."


def _claims(session: Session, machine: Machine, workflow: Workflow, look: Click, to: str) -> _Claims:
    noun = workflow.slash.noun
    giver = machine.rights.allow(session, actor(session, look.user), look.team, workflow.name, CLAIM)
    refuse_while_paused(session, machine.clock, machine.policy)
    if to == look.user:
        raise Refusal("They are yours already: name a colleague. Nothing was changed.", code="same_person")
    taker = actor(session, to)
    try:
        taker = machine.rights.allow(session, taker, machine.home, workflow.name, CLAIM)
    except Refusal as refusal:
        who = f"@{taker.name}" if taker else "Whom you named"
        raise Refusal(f"{who} may not claim {noun}s, so nothing was handed over.", code=refusal.code) from None
    mine = select(Request.public_id).where(
        LISTED_ROWS, Request.workflow == workflow.name, Request.claimed_by == look.user
    )
    requests = list(session.scalars(mine.order_by(Request.due_at, Request.id)))
    if not requests:
        raise Refusal(f"You have claimed no open {noun}. Nothing was changed.", code="not_now")
    return _Claims(giver, taker, requests)


def _given(machine: Machine, workflow: Workflow, look: Click, taker: Actor, public_id: str) -> str:
    """The number of the request that was handed over; empty if the claim ended meanwhile."""
    click = HandOver(
        verb=CLAIM,
        public_id=public_id,
        seen="",
        team=look.team,
        user=look.user,
        delivery=f"{look.delivery}:{public_id}",
        correlation=look.correlation,
        place=NOWHERE,
        to=taker,
    )
    if isinstance(machine.press(workflow, click), Refusal):
        return ""
    with machine.store.reading() as session:
        return session.scalars(select(Request.number).where(Request.public_id == public_id)).one()
