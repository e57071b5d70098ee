"""The machine that every workflow runs on: it takes an event, asks the workflow, and makes the outcome true.

One event is one transaction: the request's row is locked, the workflow decides, and state, decision, deadlines, outbox
rows and the audit line are written together or not at all (promise 4). A refusal changes nothing of the request; it
leaves an audit line and a private sentence. It talks to nobody: what is to happen outside becomes a row.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot import audit, deadlines, log, metrics, outbox, pause
from bot.alerts import Alerts
from bot.clock import Clock
from bot.domain.form import Form
from bot.domain.noise import Weighed
from bot.domain.reach import Crew
from bot.errors import ClientError, Refusal
from bot.handbook.policy import Policy
from bot.outbox import Order
from bot.store import Store
from bot.workflow import ladder, together
from bot.workflow.contract import (
    NOWHERE,
    SYSTEM,
    Actor,
    AsksFirst,
    Chosen,
    Click,
    Due,
    Event,
    Forbidden,
    Now,
    Outcome,
    Result,
    Shadowed,
    Typed,
    Workflow,
)
from bot.workflow.delegations import lenders
from bot.workflow.halting import refuse_while_paused, shadowed
from bot.workflow.people import COLUMNS as PERSON
from bot.workflow.people import IS_USER, actor, actor_of
from bot.workflow.reach import crew_of
from bot.workflow.recorder import MEMBER, Recorder
from bot.workflow.rights import Rights, served
from models import OPEN, Deadline, Delivery, Ending, Lane, Member, Personal, Receipt, Request, State

# What every click runs is built once: building a statement costs more than running it.
_DETAILS = cast(Table, Personal.__table__).c
_READ_DETAILS = select(_DETAILS.details).where(_DETAILS.request_id == bindparam("request"))
_READ_PRESSED = (
    select(Request, _DETAILS.details, pause.STANDS, *PERSON)
    .outerjoin_from(Request, Personal)
    .outerjoin(Member, IS_USER)
    .where(Request.public_id == bindparam("public_id"), Request.workflow == bindparam("workflow"))
)
_LOCK_PRESSED = _READ_PRESSED.with_for_update(of=Request)
_BY_ID = select(Request).where(Request.id == bindparam("id"))
_LOCK_BY_ID = _BY_ID.with_for_update()
_RECEIPTS = cast(Table, Receipt.__table__)
_RECEIVE = {
    "sqlite": sqlite.insert(_RECEIPTS).on_conflict_do_nothing().returning(_RECEIPTS.c.key),
    "postgresql": postgresql.insert(_RECEIPTS).on_conflict_do_nothing().returning(_RECEIPTS.c.key),
}


class Machine:
    """Shared by all threads; holds no state of its own between events."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        policy: Policy,
        workflows: Mapping[str, Workflow],
        home: str,
        *,
        shadow: bool = False,
    ) -> None:
        self.store = store
        self.clock = clock
        self.policy = policy
        self.workflows = workflows
        self.alerts = Alerts(clock, policy)
        self.greeted = set[str]()
        """Openings that this process has looked at: their receipts say it for all processes."""
        self.recorder = Recorder(clock, policy, workflows, self.alerts)
        self.rights = Rights(policy, clock, workflows, home)
        self.shadow = shadow
        """Decide, log, and write nothing outside (M9)."""

    @property
    def home(self) -> str:
        """The team id of the workspace that we serve."""
        return self.rights.home

    # --- what people do ------------------------------------------------------------------------------------------

    def press(self, workflow: Workflow, click: Click) -> Form | Refusal | None:
        """Take in a click or submission; the commit inside is what makes the ack honest.

        1. A delivery that was taken in before is done already.
        2. Who is it, may they do this, and where does the request stand: all under the request's lock.
        3. The workflow decides; everything it wants is written in the same transaction.
        4. A refusal rolls that back and is recorded by itself. It is returned, so that a form can show it at once.
        5. A press that wants answers first is not taken in: the form that asks is returned.
        """

        try:
            self.commit(workflow, click)
        except AsksFirst:
            return self.open_form(workflow, click)
        except Refusal as refusal:
            self.refuse(click, refusal)
            return refusal
        return None

    def commit(self, workflow: Workflow, click: Click) -> None:
        """``press`` as far as it succeeds. Raises Refusal or AsksFirst, with nothing changed and nothing recorded."""

        def take_in(session: Session) -> bool:
            if not self.receive(session, click.delivery):
                return False
            request, person, personal = self._admit(session, workflow, click, lock=True)
            self.hear(session, workflow, request, click, person, personal)
            return True

        first = self.store.run(take_in)
        metrics.press("committed" if first else "repeated")
        log.get().info("press.committed" if first else "press.repeated", verb=click.verb, request=click.public_id)

    def open_form(self, workflow: Workflow, click: Click) -> Form | Refusal | None:
        """The form behind a button, or why not; None for a repeated delivery. Personal details are shown on record."""
        try:
            return self.store.run(lambda session: self._form(session, workflow, click))
        except Refusal as refusal:
            self.refuse(click, refusal)
            return refusal

    def _form(self, session: Session, workflow: Workflow, click: Click) -> Form | None:
        if not self.receive(session, click.delivery):
            return None
        request, person, personal = self._admit(session, workflow, click, lock=False)
        with contextlib.suppress(AsksFirst):
            workflow.decide(request, click, self._now(session, request, person, click.verb), personal)
        form = workflow.form(request, click.verb, self._now(session, request, person), personal)
        if click.verb in workflow.reveals:
            self.recorder.audit(
                session, request, person, Outcome(action=f"{click.verb}.revealed"), request.state, click.correlation
            )
        return form

    def _admit(
        self, session: Session, workflow: Workflow, click: Click, *, lock: bool
    ) -> tuple[Request, Actor, Mapping[str, Any]]:
        """The request, who pressed, and the request's personal details, read at once; refused while it is paused."""
        asked = {"public_id": click.public_id, "workflow": workflow.name, "user": click.user}
        found = session.execute(_LOCK_PRESSED if lock else _READ_PRESSED, asked).one_or_none()
        somebody = actor_of(*found[3:]) if found else actor(session, click.user)
        person = self.rights.allow(session, somebody, click.team, workflow.name, click.verb)
        if found is None:
            raise Refusal("This card is not known here any more. Nothing was changed.", code="unknown_request")
        if found[2]:
            refuse_while_paused(session, self.clock, self.policy)
        return found[0], person, found[1] or {}

    def receive(self, session: Session, delivery: str) -> bool:
        """False: this delivery was taken in before."""
        taken = session.connection().execute(_RECEIVE[self.store.dialect], {"key": delivery, "at": self.clock.real()})
        return taken.scalar() is not None

    def refuse(
        self,
        click: Click,
        refusal: Refusal,
        also: Callable[[Session], object] | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Record a refusal and tell the person. The delivery counts as taken in: a repeat of it changes nothing.

        ``also``: what else is written in the transaction that records it. ``detail``: what the audit keeps of it.
        """
        now = self.clock.real()

        def record(session: Session) -> None:
            if not self.receive(session, click.delivery):
                return
            if also is not None:
                also(session)
            request = session.scalar(select(Request).where(Request.public_id == click.public_id))
            behind = refusal.code in {"not_now", "paused"}
            if request is not None and behind and request.state is not State.ARRIVED:
                self.recorder.refresh(session, request)  # the card they pressed was behind the times
            if not isinstance(click, Typed):
                self.recorder.tell(session, click.user, str(refusal), click.place, click.correlation)
            if refusal.code == "unknown_person":
                self._look_up_member(session, click, now)
            audit.record(
                session,
                now,
                audit.Entry(
                    actor=click.user,
                    action=f"{click.verb[:40]}.refused",
                    subject=click.public_id,
                    detail={"code": refusal.code, "team": click.team, **(detail or {})},
                    correlation=click.correlation,
                ),
            )

        self.store.run(record)
        metrics.press(f"refused_{refusal.code}")
        log.get().info("press.refused", code=refusal.code, verb=click.verb, request=click.public_id)

    @contextlib.contextmanager
    def on_record(self, click: Click, detail: Mapping[str, Any] | None = None) -> Iterator[None]:
        """A Refusal in here is recorded and raised on: the answer to ``click`` is what says it."""
        try:
            yield
        except Refusal as refusal:
            self.refuse(click, refusal, detail=detail)
            raise

    def _look_up_member(self, session: Session, click: Click, now: datetime) -> None:
        """Once a minute and person: it reads the whole directory."""
        key = f"member:{click.user}:{now:%Y%m%d%H%M}"
        if session.scalar(select(Delivery.id).where(Delivery.key == key)) is None:
            outbox.enqueue_once(session, now, click.correlation, Order(key, MEMBER, Lane.LOOK, {"user": click.user}))

    def tell(self, click: Click, sentence: str) -> None:
        """A private sentence to who pressed, when something volatile failed; nothing else is recorded."""
        self.store.run(
            lambda session: self.recorder.tell(session, click.user, sentence, click.place, click.correlation)
        )

    # --- what time and the worker bring ------------------------------------------------------------------------------

    def fire(self, deadline: Deadline, held: Weighed | None = None) -> None:
        """A deadline has come. The request is locked first, so of several processes only one fires it.

        ``held``: why nobody is told of it at once.
        """

        def hear(session: Session) -> None:
            request = locked(session, deadline.request_id)
            workflow = self.workflows[request.workflow]
            if ladder.is_rung(deadline):
                self._climb(session, workflow, request, deadline, held)
            elif deadlines.close(session, deadline.id, self.clock.real()):
                self.hear(session, workflow, request, Due(deadline.kind), SYSTEM, personal_of(session, request))

        self.store.run(hear)

    def _climb(
        self, session: Session, workflow: Workflow, request: Request, deadline: Deadline, held: Weighed | None
    ) -> None:
        if not deadlines.close(session, deadline.id, self.clock.real()):
            return
        at = self.clock.business()
        outcome = ladder.climb(session, self.alerts, workflow, request, deadline, self.policy, at, held)
        if outcome is not None:
            self.recorder.apply(session, request, outcome, SYSTEM)
        else:
            passed = Ending.WITHDRAWN if request.state in ladder.BUSY else Ending.SUPERSEDED
            session.get_one(Deadline, deadline.id).ending = passed

    def result(self, session: Session, delivery: Delivery, event: Result) -> None:
        """A look-up or effect ended; in the transaction that settles its row. The person is judged once more here."""
        request = locked(session, delivery.request_id)
        workflow = self.workflows[request.workflow]
        serving = request.serving or {}
        pressed = request.state in {State.CHECKING, State.DECIDED}
        person: Actor = (served(session, serving) if pressed and serving else None) or SYSTEM
        if isinstance(event.value, Shadowed):
            if request.state is State.DECIDED:
                self.recorder.apply(session, request, shadowed(request), SYSTEM, performing=delivery.id)
            return
        forbidden = isinstance(event.value, Forbidden)
        if forbidden or (request.state is State.CHECKING and event.error is None):
            refusal = self.rights.judge(session, request, everybody=forbidden)
            if forbidden and refusal is None:  # the role came back meanwhile; the person shall press anew
                refusal = Refusal("Your roles changed while this was being written. Nothing was written; press again.")
            if refusal is not None:
                standing = self.rights.approvers(session, request)
                left = [one for one in request.approvals if one["user"] in standing and one["user"] != serving["user"]]
                back = {"serving": None, "approvals": left}
                action = f"{serving['verb']}.withdrawn"
                outcome = Outcome(action=action, state=State.WAITING, set=back, tell=str(refusal))
                self.recorder.apply(session, request, outcome, SYSTEM, performing=delivery.id)
                return
        crew = None
        if event.error is None and request.state in OPEN and not pressed:
            crew = crew_of(session, workflow.name, self.policy, self.clock.business(), self.clock.real())
        personal = personal_of(session, request)
        self.hear(session, workflow, request, event, person, personal, performing=delivery.id, crew=crew)

    def retry(self, session: Session, request_id: int, person: Actor) -> None:
        """An operator wants a request's late or refused work done again: as if they had pressed Retry on its card."""
        request = locked(session, request_id)
        click = Click(
            verb="retry",
            public_id=request.public_id,
            seen=request.fingerprint,
            team=self.home,
            user=person.user,
            delivery="",
            correlation=request.correlation,
            place=NOWHERE,
        )
        self.hear(session, self.workflows[request.workflow], request, click, person, personal_of(session, request))

    def trouble(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        """Work for a request is late: its card says so. Nothing is decided by it."""
        request = locked(session, delivery.request_id)
        said = (request.trouble or {}).get("code")
        if request.state in {State.CHECKING, State.DECIDED} and said != error.code:
            outcome = Outcome(
                action="delayed", set={"trouble": {"code": error.code, "kind": "late"}}, detail={"code": error.code}
            )
            self.recorder.apply(session, request, outcome, SYSTEM)

    def hear(
        self,
        session: Session,
        workflow: Workflow,
        request: Request,
        event: Event,
        person: Actor,
        personal: Mapping[str, Any],
        *,
        performing: int | None = None,
        crew: Crew | None = None,
    ) -> None:
        """Ask the workflow what an event means for a request that is locked, and make the outcome true."""
        now = self._now(session, request, person, event.verb if isinstance(event, Click) else "", crew)
        outcome = workflow.decide(request, event, now, personal)
        if isinstance(event, Chosen):
            outcome = together.marked(workflow, request, event, now, personal, outcome)
        if outcome.action:
            correlation = event.correlation if isinstance(event, Click) else request.correlation
            addressee = None
            if isinstance(event, Click) and event.place != NOWHERE:
                addressee = event.user, event.place
            self.recorder.apply(
                session, request, outcome, person, correlation, performing=performing, addressee=addressee
            )

    def _now(self, session: Session, request: Request, person: Actor, verb: str = "", crew: Crew | None = None) -> Now:
        at, rate = self.clock.business(), self.clock.rate
        if not request.approvals:
            return Now(at=at, policy=self.policy, actor=person, rate=rate, crew=crew)
        lent = lenders(session, person.user, request.workflow, verb, at, self.policy) if verb else ()
        approvers = self.rights.approvers(session, request)
        return Now(at=at, policy=self.policy, actor=person, rate=rate, approvers=approvers, lenders=lent, crew=crew)


def read_request(session: Session, request_id: int | None) -> Request:
    """A request as it stands, not locked."""
    return session.scalars(_BY_ID, {"id": request_id}).one()


def locked(session: Session, request_id: int | None) -> Request:
    """The request, held until the transaction ends. Lock it before anything else of its own."""
    return session.scalars(_LOCK_BY_ID, {"id": request_id}).one()


def personal_of(session: Session, request: Request) -> Mapping[str, Any]:
    details: Mapping[str, Any] | None = session.connection().execute(_READ_DETAILS, {"request": request.id}).scalar()
    return details or {}
