"""The sentences about an order that more than one face says: what is happening, what happened, why something cannot."""

from datetime import datetime

from bot.domain.approvals import by, clock_time
from bot.domain.card import plain
from bot.domain.evidence import listed
from bot.handbook.policy import Policy
from bot.workflow.contract import Actor
from commands.orders.record import NAME
from models import Request, State

BREAKGLASS = "breakglass"
APPROVES = frozenset({"approve", BREAKGLASS})
DOING = {"approve": "Approving", BREAKGLASS: "Approving alone", "reject": "Rejecting"}
DID = {"approve": "Approved", BREAKGLASS: "Approved", "reject": "Rejected"}
UNDOES = {"approve": "Approval", BREAKGLASS: "Approval", "reject": "Rejection"}


def deciders(request: Request, sign: str = "@") -> str:
    """Everybody whose decision it is: ``@cs.one and @cs.manager``."""
    serving = request.serving or {}
    others = [one for one in request.approvals if one["user"] != serving.get("user")]
    return listed([by(one, sign) for one in (*others, serving)])


def own(request: Request, verb: str, policy: Policy, actor: Actor) -> str:
    escalation = policy.team_of(NAME).escalation
    names = policy.role_name(escalation)
    theirs = f", or @{actor.acting_for.name}'s for whom you decide" if actor.acting_for else ""
    return f"You can't {verb} order {request.number}: it is your own{theirs}. Ask {names}."


def too_late(request: Request, user: str, policy: Policy) -> str:
    """Why nothing can be pressed now: who is being served, or what was decided."""
    serving, order = request.serving or {}, f"order {request.number}"
    at = plain(
        (clock_time(datetime.fromisoformat(serving["at"]), policy.calendar_of(NAME)),) if serving.get("at") else ("",)
    )
    who = "you" if serving.get("user") == user else by(serving)
    match request.state:
        case State.CHECKING | State.DECIDED:
            return f"{DOING[serving['verb']]} {order} is already under way, by {who} at {at}. Nothing was changed."
        case State.DONE:
            return f"Already {DID[serving['verb']].lower()} by {who} at {at}. Nothing was changed."
        case State.ELSEWHERE:
            return f"{elsewhere(request)} Nothing was changed."
        case _:
            return f"{order.capitalize()} is still being read. Nothing was changed; press again in a moment."


def too_late_to_undo(request: Request, policy: Policy) -> str:
    """What to do instead, once a decision is written or being written."""
    serving = request.serving or {}
    if request.state is not State.DONE or not serving:
        return f"There is nothing to undo for order {request.number} now. Nothing was changed."
    return (
        f"Too late to undo: order {request.number} is {DID[serving['verb']]} in Salesforce. To take it back, set its "
        f"Status to {policy.workflow(NAME).statuses['open']} there; it comes back as a new card."
    )


def elsewhere(request: Request) -> str:
    seen = request.outcome or {}
    if seen.get("status") == "deleted":
        return f"Decided in Salesforce: order {request.number} was deleted."
    by = f" (by {seen['by']})" if seen.get("by") else ""
    return f"Decided in Salesforce: order {request.number} is {seen.get('status')}{by}."
