"""The clock of every open request and the ladder that hangs on it: rows that say when who is told what (X1-X3).

The machine keeps them, whatever the workflow: due time and rungs follow from the target, the calendar and the ledger of
pauses, so a workflow writes a pause or another target and nothing more. A rung fires once. Of several that have come
while no clock ran only the highest is told; the others are on record as superseded.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot import deadlines
from bot.alerts import Alarm, Alerts
from bot.domain import ladder as words
from bot.domain.noise import BREACH as BREACHED
from bot.domain.noise import REMINDER, Weighed
from bot.domain.sla import Track, pauses_of, reckoned
from bot.handbook.alarms import BREACH, Rung
from bot.handbook.policy import Policy
from bot.workflow.contract import Outcome, Workflow
from models import HELD_ROWS, OPEN, Alert, Deadline, Ending, Fate, Request, State

RUNG = "rung:"
DUE = "due"
"""How releases before the ladder called the only rung there was."""
BUSY = frozenset({State.CHECKING, State.DECIDED})
"""Somebody decided: nobody is called. Should it come to nothing, the ladder goes on where it was."""


def track_of(request: Request, policy: Policy, ledger: Sequence[dict[str, Any]] | None = None) -> Track:
    """The request's clock. ``ledger``: its pauses, if not those that it has now."""
    target = policy.workflow(request.workflow).targets[request.target]
    pauses = pauses_of(request.pauses if ledger is None else ledger)
    return Track(target, policy.calendar_of(request.workflow), request.opened_at, pauses)


def rules_of(workflow: str, target: str, policy: Policy) -> str:
    """The fingerprint of what a request's clock and ladder were reckoned by."""
    rules = policy.workflow(workflow)
    return reckoned(rules.targets[target], policy.calendar_of(workflow), [rung.at for rung in rules.rungs])


def follow(session: Session, request: Request, policy: Policy, now: datetime, at: datetime) -> None:
    """Reckon an open request's due time and rungs anew. ``now`` is real time, ``at`` business time.

    What was told stays told. A rung that was told and lies ahead again, since the clock got more time, is told again;
    what is still held back of it is not so any more.
    """
    track = track_of(request, policy)
    request.due_at, request.reckoned = track.due_at, rules_of(request.workflow, request.target, policy)
    request.overdue = request.overdue and track.due_at <= at
    told = {percent_of(key) for key in session.scalars(_rung_keys(request))}
    due = {rung.at: track.reached(words.share(track, rung)) for rung in policy.workflow(request.workflow).rungs}
    told -= {percent for percent, instant in _untold(session, request).items() if due.get(percent) == instant}
    highest = max((percent for percent in told if due.get(percent, at) <= at), default=0)
    ahead = {percent: instant for percent, instant in due.items()
             if instant > at or (percent not in told and percent > highest)}  # fmt: skip
    _forget_held(session, request, {percent for percent, instant in ahead.items() if instant > at}, at)
    deadlines.withdraw(session, request.id, now, RUNG, DUE)
    for percent, instant in ahead.items():
        deadlines.schedule(session, request.id, f"{RUNG}{percent}", instant)
    request.next_rung = _next(ahead)


def is_rung(deadline: Deadline) -> bool:
    return deadline.kind == DUE or deadline.kind.startswith(RUNG)


def climb(
    session: Session, alerts: Alerts, workflow: Workflow, request: Request, deadline: Deadline, policy: Policy,
    at: datetime, held: Weighed | None,
) -> Outcome | None:  # fmt: skip
    """A rung has come, of a request that is locked: what it changes; None where a higher one or nobody says it.

    ``held``: why it is not told at once.
    """
    percent = percent_of(deadline.kind)
    rungs = {rung.at: rung for rung in policy.workflow(request.workflow).rungs}
    rung = rungs.get(percent)
    if request.state in BUSY or request.state not in OPEN or rung is None:
        return None
    ahead = {percent_of(kind): due for kind, due in session.execute(_open_rungs(request))}
    request.next_rung = _next({one: due for one, due in ahead.items() if due > at})
    if any(one > percent and due <= at for one, due in ahead.items()):
        _record_superseded(session, request, percent, at)
        return None
    alerts.supersede(session, request, REMINDER, BREACHED)
    alarm = _alarm(workflow, request, rung, policy, at)
    if rung.at < BREACH:
        alerts.begin(session, alarm, request, held or _snoozed(request, at))
        return Outcome("reminded", detail={"percent": percent})
    alerts.begin(session, alarm, request, held)
    action = "overdue" if not request.overdue else "escalated"
    return Outcome(action, set={"overdue": True, "snoozed": None}, detail={"percent": percent})


def _alarm(workflow: Workflow, request: Request, rung: Rung, policy: Policy, at: datetime) -> Alarm:
    """A line under the card before the target is used up, from then on a message that calls somebody."""
    name, track, reminds = request.workflow, track_of(request, policy), rung.at < BREACH
    role, person = _called(request, policy, rung)
    what = f"{workflow.slash.noun} {request.number} ({request.target.capitalize()})"
    return Alarm(
        key=_key(request, rung.at),
        cause=REMINDER if reminds else BREACHED,
        channel=rung.channel or policy.workflow(name).channel,
        text=(
            words.reminder(policy, name, track, rung, at)
            if reminds
            else words.breach(policy, name, track, rung, what, at)
        ),
        several="" if reminds else f"{workflow.slash.noun}s breached their target",
        role=role,
        person=person,
        threaded=reminds,
        urgent=workflow.is_urgent(request),
    )


def percent_of(kind: str) -> int:
    """Of a deadline's kind, or of an alert's key."""
    return BREACH if kind == DUE else int(kind.partition(RUNG)[2].partition("#")[0])


def _called(request: Request, policy: Policy, rung: Rung) -> tuple[str, str]:
    """(role, person): who has it in hand is asked alone (X2)."""
    role = words.role_of(policy, request.workflow, rung)
    return ("", request.claimed_by) if role and request.claimed_by else (role, "")


def _snoozed(request: Request, at: datetime) -> Weighed | None:
    snooze = request.snoozed
    if snooze is None or (until := datetime.fromisoformat(snooze["until"])) <= at:
        return None
    request.snoozed = None  # one reminder, and only the next
    return Weighed(Fate.SNOOZED, f"snoozed by @{snooze['name']}", until)


def _record_superseded(session: Session, request: Request, percent: int, at: datetime) -> None:
    key = _key(request, percent)
    if session.scalar(select(Alert.id).where(Alert.key == key)) is None:
        session.add(
            Alert(
                key=key, cause=REMINDER if percent < BREACH else BREACHED, request_id=request.id,
                workflow=request.workflow, channel="", text="", fate=Fate.SUPERSEDED, at=at, ended_at=at,
                why="a higher rung of its ladder had come, too",
            )
        )  # fmt: skip


def _key(request: Request, percent: int) -> str:
    return f"{request.workflow}:{request.public_id}:{RUNG}{percent}"


def _rung_keys(request: Request) -> Select[str]:
    stem = f"{request.workflow}:{request.public_id}:{RUNG}"
    return select(Alert.key).where(Alert.request_id == request.id, Alert.key.startswith(stem))


def _untold(session: Session, request: Request) -> dict[int, datetime]:
    """Rungs that were hung and not told, with their instants: they are ahead, or came while somebody had decided."""
    rungs = select(Deadline.kind, Deadline.due_at, Deadline.ending).where(
        Deadline.request_id == request.id, Deadline.kind.startswith(RUNG)
    )
    last = {percent_of(kind): (due, ending) for kind, due, ending in session.execute(rungs.order_by(Deadline.id))}
    return {percent: due for percent, (due, ending) in last.items() if ending in (None, Ending.WITHDRAWN)}


def _forget_held(session: Session, request: Request, ahead: set[int], at: datetime) -> None:
    held = select(Alert).where(Alert.request_id == request.id, HELD_ROWS, Alert.key.contains(f":{RUNG}"))
    for alert in session.scalars(held.order_by(Alert.id).with_for_update()):
        if percent_of(alert.key) in ahead:
            alert.fate, alert.until, alert.ended_at = Fate.SUPERSEDED, None, at
            alert.why = "its clock got more time"


def _open_rungs(request: Request) -> Select[str, datetime]:
    rungs = Deadline.kind.startswith(RUNG) | (Deadline.kind == DUE)
    return select(Deadline.kind, Deadline.due_at).where(Deadline.request_id == request.id, deadlines.OPEN_ROWS, rungs)


def _next(ahead: dict[int, datetime]) -> dict[str, Any] | None:
    if not ahead:
        return None
    percent = min(ahead)
    return {"percent": percent, "at": ahead[percent].isoformat()}
