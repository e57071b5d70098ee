"""What intake saw of the records outside becomes requests, and news for those that are open.

It is the machine's other entrance: people press, records arrive. A record is one request at a time; one that is open
again after its request was closed starts a new round.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import log
from bot.clients.salesforce import Row
from bot.errors import Permanent
from bot.handbook.policy import Policy
from bot.workflow import ladder
from bot.workflow.contract import SYSTEM, News, Outcome, Workflow
from bot.workflow.machine import Machine, personal_of
from bot.workflow.recorder import speakable
from models import OPEN, Request, State


def unheard(machine: Machine, workflow: Workflow, rows: Mapping[str, Row]) -> list[str]:
    """Those of the records that may be news: most rows of a poll's overlap were heard before."""
    with machine.store.reading() as session:
        query = select(Request).where(Request.workflow == workflow.name, Request.external_id.in_(rows))
        latest = {request.external_id: request for request in session.scalars(query.order_by(Request.round))}
    found = []
    for record, row in rows.items():
        try:
            if _is_news(workflow, machine.policy, latest.get(record), row):
                found.append(record)
        except Permanent as error:  # one record that cannot be read must not hold up the others
            log.get().error("intake.unreadable", record=record, code=error.code)
    return found


def arrived(machine: Machine, workflow: Workflow, external_id: str, row: Row | None, asked_at: datetime) -> None:
    """Take in a record, asked for at real time ``asked_at``; None: it is gone.

    What was asked before our own last transition is stale news about it and is left to the next poll, which overlaps.
    """

    def take_in(session: Session) -> None:
        query = select(Request).where(Request.workflow == workflow.name, Request.external_id == external_id)
        latest = session.scalar(query.order_by(Request.round.desc()).limit(1).with_for_update())
        if latest is not None and asked_at <= latest.touched_at:
            return
        if not _is_news(workflow, machine.policy, latest, row):
            return
        is_closed = latest is not None and latest.state not in OPEN
        if latest is not None and (not is_closed or _follows(workflow, machine.policy, latest, row)):
            machine.hear(session, workflow, latest, News(row), SYSTEM, personal_of(session, latest))
        if row is not None and (latest is None or is_closed) and workflow.intake.is_open(row, machine.policy):
            _open(machine, session, workflow, row, external_id, latest)

    machine.store.run(take_in)


def _is_news(workflow: Workflow, policy: Policy, latest: Request | None, row: Row | None) -> bool:
    is_open = row is not None and workflow.intake.is_open(row, policy)
    if latest is None:
        return is_open
    known, seen = latest.modified_at, row.instant("SystemModstamp") if row else None
    if latest.state in OPEN:
        return not is_open or known is None or (seen is not None and seen > known)
    if not is_open:
        return _follows(workflow, policy, latest, row)
    # Stamps have whole seconds: an order can be decided and set back within one.
    return known is None or (seen is not None and seen >= known)


def _follows(workflow: Workflow, policy: Policy, closed: Request, row: Row | None) -> bool:
    return row is not None and workflow.intake.follows(closed, row, policy)


def _open(
    machine: Machine, session: Session, workflow: Workflow, row: Row, external_id: str, before: Request | None
) -> None:
    opening = workflow.intake.opening(row, machine.policy)
    opened_at = opening.opened_at
    if before is not None and opened_at <= before.opened_at:
        opened_at = row.instant("SystemModstamp")  # no history says when it came back: not before this change
    request = Request(
        public_id=speakable(6),
        workflow=workflow.name,
        external_id=external_id,
        round=before.round + 1 if before else 1,
        number=opening.number,
        state=State.ARRIVED,
        opened_at=opened_at,
        target=opening.target,
        due_at=None,
        modified_at=row.instant("SystemModstamp"),
        touched_at=machine.clock.real(),
        correlation=speakable(8),
        facts={},
    )
    session.add(request)
    session.flush()
    ladder.follow(session, request, machine.policy, machine.clock.real(), machine.clock.business())
    outcome = Outcome(action="opened", effects=workflow.intake.first, detail={"round": request.round})
    machine.recorder.apply(session, request, outcome, SYSTEM)
