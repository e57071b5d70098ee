"""Which orders can be approved together (A14): those that one press each approves, with nothing left to ask."""

from collections.abc import Mapping
from typing import Any

from bot.domain import evidence
from bot.domain.approvals import is_own, moment
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import Bulk, Now
from commands.orders import claims, gate, separation
from commands.orders.record import NAME
from models import Request, State


def admits(request: Request, now: Now, personal: Mapping[str, Any]) -> bool:
    """All five checks pass, and nothing and nobody else is to be waited for."""
    if request.state is not State.WAITING or claims.paused(request):
        return False
    if is_own(now.policy, now.actor.identities, personal.get("owners", ())):
        return False
    try:
        claims.refuse_while_claimed(request, now)
    except Refusal:
        return False
    return evidence.is_green(gate.checks_of(request)) and not separation.demands_of(request, now.policy)


def option(request: Request, policy: Policy) -> tuple[str, str]:
    """Two lines of what its card shows."""
    facts, due = request.facts, ""
    if request.due_at is not None:
        since = "overdue since" if request.overdue else "due"
        due = f"{since} {moment(request.due_at, policy.calendar_of(NAME)).fallback}"
    kind = "Priority" if facts.get("priority") else ""
    return (
        " · ".join(filter(None, (request.number, facts.get("products")))),
        " · ".join(filter(None, (due, kind, facts.get("area")))),
    )


BULK = Bulk(verb="approve", did="Approved", admits=admits, option=option)
