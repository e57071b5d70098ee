"""Choosing among what one press each would decide (A14): who may, what is offered, and the presses themselves.

The choice is durable before Slack gets its answer. A row then presses each request as its person would have done on
its card, with a delivery id of its own: begun again after a kill, it presses only what is not pressed yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import log, outbox
from bot.errors import ClientError, Refusal
from bot.outbox import Order
from bot.workflow import together
from bot.workflow.contract import NOWHERE, Actor, AsksFirst, Bulk, Chosen, Click, Now, Workflow
from bot.workflow.halting import refuse_while_paused
from bot.workflow.machine import Machine
from bot.workflow.people import actor, permit
from models import LISTED_ROWS, Delivery, Lane, Personal, Receipt, Request, State

BULK, PRESS = "bulk", "bulk.press"
MOST, MOST_READ = 50, 300
"""How many are offered at once, and among how many of the first that wait: a press must not wait long."""


@dataclass(frozen=True)
class Offer:
    """What can be chosen, by due time, and how many more there are, as far as was looked."""

    requests: Sequence[Request]
    more: int
    all: bool
    """Everything that waits was looked at."""
    now: Now


def bulk_of(workflow: Workflow) -> Bulk:
    if workflow.bulk is None:
        raise Refusal(f"{workflow.slash.noun.capitalize()}s are decided one by one.", code="unknown_verb")
    return workflow.bulk


def may_bulk(person: Actor | None, machine: Machine, workflow: Workflow) -> bool:
    try:
        permit(person, machine.home, machine.home, workflow.name, BULK, machine.policy)
    except Refusal:
        return False
    return True


def offered(machine: Machine, workflow: Workflow, look: Click) -> Offer:
    """What ``look``'s person can choose among. Raises the Refusal that they read, on record."""
    noun, verb = workflow.slash.noun, bulk_of(workflow).verb
    with machine.on_record(replace(look, verb=BULK)):
        with machine.store.reading() as session:
            now = _now(session, machine, workflow, look)
            waiting = (
                select(Request, Personal.details)
                .outerjoin_from(Request, Personal)
                .where(LISTED_ROWS, Request.workflow == workflow.name, Request.state == State.WAITING)
                .order_by(Request.due_at, Request.id)
                .limit(MOST_READ)
            )
            rows = session.execute(waiting).all()
            found = [request for request, details in rows if bulk_of(workflow).admits(request, now, details or {})]
        if not found:
            raise Refusal(
                f"No {noun} waits that one press of yours would {verb}: where one waits, its checks ask something, or "
                "it is claimed, stands, or is your own. Nothing was changed.",
                code="not_now",
            )
    return Offer(found[:MOST], len(found) - len(found[:MOST]), len(rows) < MOST_READ, now)


def _now(session: Session, machine: Machine, workflow: Workflow, look: Click) -> Now:
    """The world of somebody who may do this now; raises the Refusal of who may not."""
    somebody, policy = actor(session, look.user), machine.policy
    permit(somebody, look.team, machine.home, workflow.name, BULK, policy)
    person = permit(somebody, look.team, machine.home, workflow.name, bulk_of(workflow).verb, policy)
    refuse_while_paused(session, machine.clock, policy)
    return Now(machine.clock.business(), policy, person, machine.clock.rate)


def choose(machine: Machine, workflow: Workflow, look: Click, dialog: str, choice: Sequence[tuple[str, str]]) -> None:
    """Take in the choice that was made in a dialog: (public id, what was seen) of each.

    The commit inside is what makes the ack honest. Sent again, the same dialog changes nothing. Raises the Refusal
    that they read, on record.
    """
    key = f"bulk:{dialog}"

    def take_in(session: Session) -> None:
        _now(session, machine, workflow, look)
        if not machine.receive(session, key):
            return
        ids = [public_id for public_id, _ in choice]
        known = select(Request.public_id, Request.number).where(
            Request.workflow == workflow.name, Request.public_id.in_(ids)
        )
        numbers = {row.public_id: row.number for row in session.execute(known.order_by(Request.due_at, Request.id))}
        seen = dict(choice)
        order = [*numbers, *(public_id for public_id in seen if public_id not in numbers)]
        who = {"workflow": workflow.name, "user": look.user, "team": look.team, "together": key}
        presses = {**who, "chosen": [[public_id, seen[public_id]] for public_id in order]}
        told = {**who, "chosen": [[public_id, numbers.get(public_id, public_id)] for public_id in order], "ended": {}}
        outbox.enqueue(
            session,
            machine.clock.real(),
            look.correlation,
            Order(f"{key}:press", PRESS, Lane.LOOK, presses, urgent=True),
            Order(key, together.TOLD, Lane.SAY, told, urgent=True, after=together.LOOK_AGAIN),
        )

    with machine.on_record(replace(look, verb=BULK)):
        machine.store.run(take_in)
    log.get().info("bulk.committed", requests=len(choice))


class PressHandler:
    """``bulk.press``: one press for each request of the choice, as a person would have pressed on its card."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def perform(self, delivery: Delivery, *, again: bool) -> None:
        workflow = self._machine.workflows[delivery.payload["workflow"]]
        for click in _clicks(workflow, delivery):
            self._press(workflow, click)

    def _press(self, workflow: Workflow, click: Chosen) -> None:
        try:
            self._machine.commit(workflow, click)
        except AsksFirst:
            self._refuse(workflow, click, Refusal("it needs an answer: open its card", code="asks_more"))
        except Refusal as refusal:
            self._refuse(workflow, click, refusal)

    def _refuse(self, workflow: Workflow, click: Chosen, refusal: Refusal) -> None:
        def gather(session: Session) -> None:
            query = select(Request.number).where(Request.public_id == click.public_id)
            why = together.in_short(workflow, session.scalar(query) or click.public_id, str(refusal))
            together.ended(session, self._machine.clock.real(), click.together, click.public_id, why)

        self._machine.refuse(click, refusal, also=gather)

    def settle(self, session: Session, delivery: Delivery, result: None) -> None:
        """Each press has written its own rows."""

    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        """It was given up: what was not pressed yet is not going to be."""
        for click in _clicks(self._machine.workflows[delivery.payload["workflow"]], delivery):
            if session.get(Receipt, click.delivery) is None:
                together.ended(session, self._machine.clock.real(), click.together, click.public_id, str(error))

    def delayed(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        """No vendor is asked here."""


def _clicks(workflow: Workflow, delivery: Delivery) -> list[Chosen]:
    payload: Mapping[str, Any] = delivery.payload
    return [
        Chosen(
            verb=bulk_of(workflow).verb,
            public_id=public_id,
            seen=seen,
            team=payload["team"],
            user=payload["user"],
            delivery=f"{payload['together']}:{public_id}",
            correlation=delivery.correlation,
            place=NOWHERE,
            together=payload["together"],
        )
        for public_id, seen in payload["chosen"]
    ]
