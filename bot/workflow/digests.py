"""What was held back is told when it may be, if it still matters: together, one message for each channel (N6, N8).

After a night, and after a time in which no clock ran, that is a digest, the urgent first; an opening's also says what
came meanwhile. What a silence or a snooze held back is told as it would have been. Each alert is weighed again first:
one reason to hold it back may have followed another.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from bot import notices
from bot.alerts import hold
from bot.domain.approvals import moment
from bot.domain.calendar import closed_since, window_at
from bot.domain.card import plain
from bot.domain.noise import BREACH, REMINDER
from bot.workflow import ladder
from bot.workflow.contract import Workflow
from bot.workflow.machine import Machine
from models import ASKING, HELD_ROWS, LISTED_ROWS, Alert, Fate, Request

BATCH = 200
NIGHT = timedelta(hours=2)
"""A team that was closed for less comes back from its lunch, and needs no digest."""
MORNING = timedelta(hours=1)
"""So long after the opening people are greeted, and what came may still become known."""
SHOWN = 10
LOOK_AGAIN = timedelta(minutes=1)
TOGETHER = frozenset({Fate.QUIET, Fate.LATE})


def release(machine: Machine) -> None:
    """Tell what may be told now, and say good morning."""
    greetings = {name: said for name in machine.workflows if (said := _opening(machine, name))}
    with machine.store.reading() as session:
        waits = session.scalar(_ripe(machine.clock.business()).limit(1)) is not None
    if waits or greetings:
        machine.store.run(lambda session: _release(session, machine, greetings))
    machine.greeted |= {receipt for receipt, _ in greetings.values()}


def _ripe(at: datetime) -> Select[Alert]:
    """Held back, and to be weighed again. A rung's waits on while somebody's decision is carried out."""
    decided = select(Request.id).where(Request.id == Alert.request_id, Request.state.in_(sorted(ladder.BUSY))).exists()
    quiet = and_(Alert.cause.in_((REMINDER, BREACH)), decided)
    ripe = select(Alert).where(HELD_ROWS, or_(Alert.until.is_(None), Alert.until <= at), ~quiet)
    # Who waited longest first: what stays held is looked at again and again, and must keep nobody else from their turn.
    return ripe.order_by(Alert.until.is_not(None), Alert.until, Alert.id)


def _release(session: Session, machine: Machine, greetings: dict[str, tuple[str, str]]) -> None:
    at, digests = machine.clock.business(), defaultdict[str, list[tuple[Alert, Request | None]]](list)
    rows = session.scalars(_ripe(at).limit(BATCH).with_for_update(skip_locked=True)).all()
    for alert in rows:
        request = session.get(Request, alert.request_id) if alert.request_id else None
        weighed, before = machine.alerts.weigh(session, alert, request, at), alert.fate
        if weighed.fate is not Fate.TOLD:
            hold(alert, weighed)
            alert.until = alert.until or at + LOOK_AGAIN
        elif before in TOGETHER:
            digests[alert.channel].append((alert, request))
        else:
            machine.alerts.tell(session, alert)
    said = defaultdict[str, list[str]](list)
    for name, (receipt, words) in greetings.items():
        if machine.receive(session, receipt):
            said[machine.policy.workflow(name).channel].append(words)
    for channel in dict.fromkeys([*said, *digests]):
        _tell(session, machine, channel, said[channel], digests[channel], at)


def _tell(
    session: Session,
    machine: Machine,
    channel: str,
    greeting: Sequence[str],
    held: Sequence[tuple[Alert, Request | None]],
    at: datetime,
) -> None:
    ordered = sorted(held, key=lambda one: (not _is_urgent(machine, one[1]), one[0].cause, one[0].at, one[0].id))
    caller = next((alert for alert, _ in ordered if alert.role), None)
    role, but = (machine.alerts.role_now(caller, at), caller.caused_by) if caller else ("", "")
    persons = list(dict.fromkeys(alert.person for alert, _ in ordered if alert.person))[:3]
    late = any(alert.fate is Fate.LATE for alert, _ in ordered)
    text = [*greeting]
    if ordered:
        urgent = sum(_is_urgent(machine, request) for _, request in ordered)
        first = f", {urgent} of them urgent" if urgent else ""
        when = "While Handoff did not run" if late else "Held back until now"
        text.append(f"{when}: {len(ordered)} alert{'s' if len(ordered) > 1 else ''}{first}.")
        text += [f"• {_line(alert, request)}" for alert, request in ordered[:SHOWN]]
        if len(ordered) > SHOWN:
            rest = [request.number for _, request in ordered[SHOWN:] if request is not None]
            text.append(f"… and {len(ordered) - SHOWN} more: {', '.join(dict.fromkeys(rest))}")
    stamp = ordered[0][0].id if ordered else int(at.timestamp())
    key = f"digest:{channel[:60]}:{stamp}"
    notice = notices.say(session, machine.clock.real(), key, "\n".join(text), channel, role=role, caused_by=but,
                         called=None if role or not persons else persons)  # fmt: skip
    notice.standing = None  # it says what was, and is not rewritten
    for alert, _ in ordered:
        alert.fate, alert.told_at, alert.until = Fate.TOLD, at, None


def _line(alert: Alert, request: Request | None) -> str:
    """A reminder speaks of the card it stands under; here it needs the name."""
    return f"{request.number}: {alert.text}" if alert.threaded and request else alert.text


def _is_urgent(machine: Machine, request: Request | None) -> bool:
    return request is not None and machine.workflows[request.workflow].is_urgent(request)


# --- the opening -----------------------------------------------------------------------------------------------------


def _opening(machine: Machine, name: str) -> tuple[str, str] | None:
    """(receipt, words) of the good morning that a workflow's team is due; None where there is none."""
    calendar, at = machine.policy.calendar_of(name), machine.clock.business()
    window = window_at(calendar, at)
    if window is None:
        return None
    receipt = f"opening:{name}:{window[0].isoformat()}"
    if receipt in machine.greeted:
        return None
    since = closed_since(calendar, window[0])
    if window[0] - since < NIGHT:
        return None
    with machine.store.reading() as session:
        words = _came(session, machine, machine.workflows[name], since, window[0])
    is_morning = at - window[0] <= MORNING
    if not words and not is_morning:
        machine.greeted.add(receipt)
    return (receipt, f"{'Good morning. ' if is_morning else ''}{words}") if words else None


def _came(session: Session, machine: Machine, workflow: Workflow, since: datetime, until: datetime) -> str:
    """What came while the team was away and still waits; empty if nothing did (N8)."""
    calendar, noun = machine.policy.calendar_of(workflow.name), workflow.slash.noun
    waiting = (
        LISTED_ROWS,
        Request.workflow == workflow.name,
        Request.state.in_(sorted(ASKING)),
        Request.opened_at >= since,
        Request.opened_at < until,
    )
    count = session.scalar(select(func.count()).select_from(Request).where(*waiting)) or 0
    if not count:
        return ""
    urgent = select(func.count(), func.min(Request.due_at)).where(*waiting, Request.target.in_(sorted(workflow.urgent)))
    many, due = session.execute(urgent).one()
    oldest = session.scalars(select(Request).where(*waiting).order_by(Request.opened_at).limit(1)).one()
    first = f" ({many} priority, due {plain((moment(due, calendar),))})" if due else ""
    came = f"{count} {noun}{'s' if count > 1 else ''}{first}"
    return (
        f"Since {plain((moment(since, calendar),))} came {came}. "
        f"Oldest: {oldest.number}, since {plain((moment(oldest.opened_at, calendar),))}. "
        f"{workflow.slash.command} list shows them."
    )
