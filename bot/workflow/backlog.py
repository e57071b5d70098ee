"""What stands as cards and what only on a list, when more waits than a channel can carry.

The most urgent open requests of a workflow have cards, up to the handbook's ``most_cards``; the rest is one message in
the channel that is rewritten. Priority always has a card, and so has whatever somebody pressed. When a card's request
is decided the next one moves up. So a first start with five hundred open orders is one list and some cards, and a
thousand orders in a minute cost Slack no more.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot import notices
from bot.domain.card import plain
from bot.workflow.contract import Workflow
from bot.workflow.machine import Machine
from bot.workflow.queue import MOST
from models import LISTED_ROWS, OPEN, Card, Request

SHOWN = 10
AGAIN_WITHIN = timedelta(minutes=10)
"""Around as many open ones as there are cards, the list comes and goes with each decision: one message all the same."""
_CARDLESS = ~select(Card.id).where(Card.request_id == Request.id).exists()


def deserves_card(session: Session, workflow: Workflow, request: Request, most: int) -> bool:
    """Whether a request without a card is to get one now."""
    if request.serving:
        return True
    if request.state not in OPEN:
        return False  # nobody has seen it, and nobody needs to
    if workflow.is_urgent(request):
        return True
    before = or_(Request.due_at < request.due_at, and_(Request.due_at == request.due_at, Request.id < request.id))
    ahead = select(Request.id).where(Request.workflow == workflow.name, Request.state.in_(sorted(OPEN)), before)
    return (session.scalar(select(func.count()).select_from(ahead.limit(most).subquery())) or 0) < most


def refresh(machine: Machine) -> None:
    """Move up what has become one of the most urgent, and let each list say what is left."""
    for workflow in machine.workflows.values():
        machine.store.run(lambda session, workflow=workflow: _refresh(session, machine, workflow))  # type: ignore[misc]


def _refresh(session: Session, machine: Machine, workflow: Workflow) -> None:
    rules = machine.policy.workflow(workflow.name)
    listed = select(Request).where(LISTED_ROWS, Request.workflow == workflow.name)
    first = listed.order_by(Request.due_at, Request.id).limit(rules.most_cards).subquery()
    up = select(Request).where(Request.id.in_(select(first.c.id)), _CARDLESS).order_by(Request.due_at, Request.id)
    for request in session.scalars(up).all():
        if deserves_card(session, workflow, request, rules.most_cards):
            machine.recorder.refresh_once(session, request)
    left = listed.where(_CARDLESS, Request.id.not_in(select(first.c.id)))
    counted = select(func.count()).select_from(left.limit(MOST).subquery())
    count, now, key = session.scalar(counted) or 0, machine.clock.real(), f"list:{workflow.name}"
    if count:
        shown = session.scalars(left.order_by(Request.due_at, Request.id).limit(SHOWN)).all()
        notices.say(session, now, key, _words(machine, workflow, count, shown), rules.channel, AGAIN_WITHIN)
    else:
        notices.mend(session, now, key, f"Every {workflow.slash.noun} that waits has a card of its own again.")


def _words(machine: Machine, workflow: Workflow, count: int, shown: Sequence[Request]) -> str:
    noun, command = workflow.slash.noun, workflow.slash.command
    total = f"{count:,}" if count < MOST else f"{MOST:,} or more"
    at = machine.clock.business()
    lines = [plain(workflow.line(request, machine.policy, at)) for request in shown]
    rest = [f"… and {count - len(shown):,} more"] if count > len(shown) else []
    head = f"{total} more {noun}{'s' if count > 1 else ''} without a card of their own. The next ones by due time:"
    foot = f"Cards come up as others are decided. All of them, with their buttons: {command} list, or Handoff's Home."
    return "\n".join([head, *lines, *rest, foot])
