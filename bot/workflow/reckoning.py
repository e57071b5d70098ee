"""A changed handbook, and what the clock lost: open requests whose due time was reckoned by other rules, or whose next
rung has no row (L6, X7).

Pauses are kept, since they are the request's and not the rules'. What moved is said once, in the workflow's channel;
each request has its audit line.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from bot import deadlines, log, notices
from bot.domain.approvals import instant_in_words
from bot.workflow import ladder
from bot.workflow.contract import SYSTEM, Outcome
from bot.workflow.machine import Machine, locked
from models import OPEN, Deadline, Request

BATCH, WINDOW = 500, 5_000
MOST_NAMED = 10


@dataclass(frozen=True)
class Moved:
    """A request whose due time is another now."""

    number: str
    before: datetime
    after: datetime
    is_late: bool


def reckon(machine: Machine) -> int:
    """Reckon anew what other rules reckoned; how many requests."""
    total = 0
    for name in machine.workflows:
        moved, seen = list[Moved](), 0
        while ids := _stale(machine, name):
            for request_id in ids:
                change = machine.store.run(partial(_reckon, machine=machine, request_id=request_id))
                moved += [change] if change else []
            seen += len(ids)
            if len(ids) < BATCH:
                break
        if moved:
            machine.store.run(partial(_tell, machine=machine, name=name, moved=moved))
        total += seen
    return total


def mend_ladders(machine: Machine, after: int = 0) -> tuple[int, int]:
    """Hang the next rung of open requests whose row is missing, which none should ever be.

    It looks at a part of them, from the request after ``after`` on. Returns how many it mended, and where the next look
    goes on: a million open ones are no reason to stop for a second.
    """
    with machine.store.reading() as session:
        last = session.scalar(select(func.max(Request.id))) or 0
        ids = session.scalars(_unhung(after)).all()
    for request_id in ids:
        machine.store.run(partial(_reckon, machine=machine, request_id=request_id))
        log.get().error("ladder.mended", request=request_id)
    return len(ids), after + WINDOW if after + WINDOW < last else 0


def _stale(machine: Machine, name: str) -> list[int]:
    rules, policy = machine.policy.workflow(name), machine.policy
    current = [
        and_(Request.target == target, Request.reckoned == ladder.rules_of(name, target, policy))
        for target in rules.targets
    ]
    stale = select(Request.id).where(Request.workflow == name, Request.state.in_(sorted(OPEN)), ~or_(*current))
    with machine.store.reading() as session:
        return list(session.scalars(stale.order_by(Request.due_at, Request.id).limit(BATCH)))


def _unhung(after: int) -> Select[int]:
    rung = (Deadline.request_id == Request.id) & deadlines.OPEN_ROWS & Deadline.kind.startswith(ladder.RUNG)
    waiting = Request.id > after, Request.id <= after + WINDOW, Request.state.in_(sorted(OPEN - ladder.BUSY))
    hung = select(Deadline.id).where(rung).exists()
    return select(Request.id).where(*waiting, Request.next_rung["percent"].as_integer() > 0, ~hung).order_by(Request.id)


def _reckon(session: Session, machine: Machine, request_id: int) -> Moved | None:
    request = locked(session, request_id)
    if request.state not in OPEN:
        return None
    before, at = request.due_at, machine.clock.business()
    ladder.follow(session, request, machine.policy, machine.clock.real(), at)
    after = request.due_at
    if before is None or after is None or before == after:
        return None
    detail = {"from": before.isoformat(), "to": after.isoformat(), "rules": request.reckoned}
    machine.recorder.apply(session, request, Outcome("reckoned", detail=detail), SYSTEM)
    return Moved(request.number, before, after, after <= at)


def _tell(session: Session, machine: Machine, name: str, moved: list[Moved]) -> None:
    noun, rules = machine.workflows[name].slash.noun, machine.policy.workflow(name)
    zone = machine.policy.calendar_of(name).zone
    counts = Counter("later" if one.after > one.before else "sooner" for one in moved)
    late = sum(one.is_late for one in moved)
    said = [f"{count} {way}" for way, count in sorted(counts.items())]
    many = f"{len(moved)} open {noun}{'s' if len(moved) > 1 else ''}"
    head = f"The handbook's times changed: {many} moved ({', '.join(said)})."
    lines = [
        f"• {one.number}: {instant_in_words(one.before, zone)} → {instant_in_words(one.after, zone)}"
        for one in moved[:MOST_NAMED]
    ]
    rest = [f"… and {len(moved) - MOST_NAMED} more"] if len(moved) > MOST_NAMED else []
    breached = [f"{late} of them {'is' if late == 1 else 'are'} past due by the new times."] if late else []
    text = "\n".join([head, *lines, *rest, *breached, "Times in which a clock stood are kept."])
    key = f"reckoned:{name}:{moved[0].after.timestamp():.0f}"
    notice = notices.say(session, machine.clock.real(), key, text, rules.channel)
    notice.standing = None  # the next change is a message of its own
