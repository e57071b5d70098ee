"""Makes an outcome true: state, decision, deadlines, outbox rows and the audit line, all in the caller's transaction.

Keys of outbox rows hold the request's version, which every transition raises: the same transition never enqueues twice.
"""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit, deadlines, log, outbox
from bot.alerts import CARD as CARD
from bot.alerts import SAY as SAY
from bot.alerts import Alarm, Alerts
from bot.clock import Clock
from bot.domain.noise import BREACH, REMINDER
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.outbox import Order
from bot.workflow import ladder, together
from bot.workflow.contract import Actor, Alert, Outcome, Place, Workflow
from models import ASKING, OPEN, Decision, Lane, Personal, Request, State

TELL, MEMBER = "slack.tell", "slack.member"
SPEAKABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def speakable(length: int) -> str:
    """An id short enough to read out on the telephone."""
    return "".join(secrets.choice(SPEAKABLE) for _ in range(length))


class Recorder:
    """Shared by all threads; writes rows and nothing else."""

    def __init__(self, clock: Clock, policy: Policy, workflows: Mapping[str, Workflow], alerts: Alerts) -> None:
        self._clock = clock
        self._policy = policy
        self._workflows = workflows
        self._alerts = alerts
        self._keep = timedelta(days=policy.retention.personal_days)
        """How long personal details are kept after they were read last."""

    def apply(
        self,
        session: Session,
        request: Request,
        outcome: Outcome,
        person: Actor,
        correlation: str = "",
        *,
        performing: int | None = None,
        addressee: tuple[str, Place] | None = None,
    ) -> None:
        """Write everything an outcome asks for. ``performing``: the outbox row whose result this is. ``addressee``:
        who gets its private sentence, if not the person who was being served until now.

        The audit line is last: it holds the one lock that all writers share.
        """
        now, workflow, before = self._clock.real(), self._workflows[request.workflow], request.state
        served = request.serving
        request.correlation = correlation or request.correlation
        request.touched_at = now
        if outcome.state is not None:
            request.state = outcome.state
        for column, value in outcome.set.items():
            setattr(request, column, value)
        session.flush()
        if outcome.personal is not None:
            expires = now + self._keep
            session.merge(Personal(request_id=request.id, details=dict(outcome.personal), expires_at=expires))
        lanes = {Lane.WRITE if effect.name in workflow.writes else Lane.LOOK for effect in outcome.effects}
        if before in OPEN and request.state not in OPEN:
            deadlines.withdraw(session, request.id, now)
            how = outcome.say or "closed, nothing is left to decide"
            self._alerts.end_all(session, request, f"{named(workflow, request)}: {how}.", REMINDER, BREACH)
        elif {"pauses", "target"} & outcome.set.keys() or (before in ladder.BUSY and request.state in ASKING):
            ladder.follow(session, request, self._policy, now, self._clock.business())
        if request.state not in OPEN or outcome.state is State.CHECKING:
            lanes = {Lane.LOOK, Lane.WRITE}
        if outcome.take_back and not outbox.take_back(session, request.id, now):
            what = f"{workflow.slash.noun} {request.number}"
            raise Refusal(
                f"Too late: {what} is being written this moment. Nothing was changed; once it is written, its "
                "card says how to take it back.",
                code="not_now",
            )
        if lanes:
            outbox.withdraw(session, request.id, now, *lanes, but=performing)
        for kind, due_at in outcome.deadlines:
            deadlines.schedule(session, request.id, kind, due_at)
        if outcome.decision is not None:
            session.add(_decision(request, outcome.decision, self._clock.business()))
        orders = list(self._orders(request, workflow, outcome))
        gathered = together.gather(session, now, workflow, request, outcome, before, served)
        if outcome.tell and addressee is None and served and not gathered:
            addressee = served["user"], Place(served["channel"], served.get("thread"))
        if outcome.tell and addressee:
            orders.append(_private(addressee[0], outcome.tell, addressee[1]))
        if outcome.retry:
            outbox.hurry(session, request.id, now, Lane.LOOK)
            outbox.hurry(session, request.id, now, Lane.WRITE)
        outbox.enqueue(session, now, request.correlation, *orders)
        for alert in outcome.alerts:
            self._alert(session, workflow, request, alert)
        self.audit(session, request, person, outcome, before)
        log.get().info(
            "request.moved", action=outcome.action, request=request.public_id, before=before, after=request.state
        )

    def _orders(self, request: Request, workflow: Workflow, outcome: Outcome) -> Iterator[Order]:
        stem = f"{workflow.name}:{request.public_id}"
        for effect in outcome.effects:
            lane = Lane.WRITE if effect.name in workflow.writes else Lane.LOOK
            key, kind = f"{stem}:{effect.name}:{request.version}", f"{workflow.name}.{effect.name}"
            urgent = request.state is not State.ARRIVED or workflow.is_urgent(request)
            yield Order(key, kind, lane, effect.payload, request.id, urgent, timedelta(seconds=effect.after))
        if request.state is not State.ARRIVED:
            yield self._refresh(request)
        if outcome.say:
            yield Order(f"{stem}:say:{request.version}", SAY, Lane.SAY, {"text": outcome.say}, request.id)

    def refresh(self, session: Session, request: Request) -> None:
        """The request's cards shall show it as it is now."""
        outbox.enqueue(session, self._clock.real(), request.correlation, self._refresh(request))

    def _refresh(self, request: Request) -> Order:
        urgent = request.state is not State.WAITING or self._workflows[request.workflow].is_urgent(request)
        key = f"{request.workflow}:{request.public_id}:card:{request.version}:{secrets.token_hex(3)}"
        return Order(key, CARD, Lane.CARD, {}, request.id, urgent)

    def refresh_once(self, session: Session, request: Request) -> None:
        """The same, unless a refresh waits already."""
        if not outbox.waiting_ids(session, request.id, CARD):
            self.refresh(session, request)

    def refresh_earlier_round(self, session: Session, request_id: int) -> None:
        """A new round has its card: the card of the round before shall link to it."""
        request = session.get_one(Request, request_id)
        earlier = session.scalar(
            select(Request).where(
                Request.workflow == request.workflow,
                Request.external_id == request.external_id,
                Request.round == request.round - 1,
            )
        )
        if earlier is not None:
            self.refresh(session, earlier)

    def tell(self, session: Session, user: str, text: str, place: Place, correlation: str) -> None:
        """A sentence that only ``user`` sees, where they pressed."""
        outbox.enqueue(session, self._clock.real(), correlation, _private(user, text, place))

    def _alert(self, session: Session, workflow: Workflow, request: Request, alert: Alert) -> None:
        key = f"{request.workflow}:{request.public_id}:{alert.matter}"
        if alert.over:
            self._alerts.end(session, key, alert.text)
            return
        alarm = Alarm(
            key=key,
            cause=alert.cause or alert.matter,
            channel=alert.channel,
            text=alert.text,
            several=alert.several,
            role=alert.role,
            caused_by=alert.caused_by,
            urgent=workflow.is_urgent(request),
        )
        self._alerts.begin(session, alarm, request)

    def audit(
        self,
        session: Session,
        request: Request,
        person: Actor,
        outcome: Outcome,
        before: State,
        correlation: str = "",
    ) -> None:
        entry = audit.Entry(
            actor=person.user,
            action=outcome.action,
            subject=request.public_id,
            before=before,
            after=request.state,
            detail={
                **outcome.detail,
                **({"for": person.acting_for.user} if person.acting_for else {}),
                "business": self._clock.business().isoformat(timespec="seconds"),
            },
            correlation=correlation or request.correlation,
        )
        audit.record(session, self._clock.real(), entry)


def named(workflow: Workflow, request: Request) -> str:
    """``Order 00012345``."""
    return f"{workflow.slash.noun.capitalize()} {request.number}"


def _private(user: str, text: str, place: Place) -> Order:
    payload = {"channel": place.channel, "user": user, "text": text, "thread": place.thread}
    return Order(f"tell:{secrets.token_hex(8)}", TELL, Lane.SAY, payload, urgent=True)


def _decision(request: Request, serving: Mapping[str, Any], at: datetime) -> Decision:
    lent = serving.get("for") or {"user": "", "name": ""}
    return Decision(
        request_id=request.id,
        verb=serving["verb"],
        user=serving["user"],
        name=serving["name"],
        pressed_at=datetime.fromisoformat(serving["at"]),
        decided_at=at,
        seen=serving["seen"],
        reason=serving.get("reason", ""),
        note=serving.get("note", ""),
        for_user=lent["user"],
        for_name=lent["name"],
        correlation=request.correlation,
    )
