"""Did provisioning begin? Approving only sets a status; the org's Flow does the rest, and might not (A13).

After an approval the order's own field is followed. If it says in time that provisioning began, the card says so and
nobody is disturbed; if not, or if it failed, DevOps is told by one message, which closes itself once it begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clients.salesforce import Row, identifier, soql
from bot.domain.approvals import clock_time
from bot.domain.card import plain
from bot.handbook.policy import Policy, Watch
from bot.workflow.contract import QUIET, Alert, Clients, Errand, Now, Outcome, Result
from commands.orders.record import NAME
from models import Request, State

MATTER = "provisioning"
AWAITED, STARTED, LATE, FAILED = "awaited", "started", "late", "failed"


@dataclass(frozen=True)
class Seen:
    """``state``: STARTED, FAILED, or empty where the order says nothing yet. ``wanted``: it is still approved."""

    state: str
    wanted: bool


def rules(policy: Policy) -> Watch | None:
    """None: the org has no field for it, or nobody wants to be told."""
    return policy.workflow(NAME).provisioning if policy.salesforce.fields.order.provisioning else None


def see(row: Row, policy: Policy) -> Seen:
    watch, statuses = rules(policy), policy.workflow(NAME).statuses
    value = row.text(policy.salesforce.fields.order.provisioning or "")
    state = "" if watch is None else STARTED if value in watch.started else FAILED if value in watch.failed else ""
    wanted = row.text("Status") not in {statuses["open"], statuses["rejected"]} and not row.flag("IsDeleted")
    return Seen(state, wanted)


def follows(request: Request, row: Row, policy: Policy) -> bool:
    """Whether a row that intake saw says something new about an order that is decided already."""
    return _moves(_known(request), see(row, policy))


def look(clients: Clients, errand: Errand) -> Seen:
    """The order as it is when the time is over."""
    field = identifier(errand.policy.salesforce.fields.order.provisioning or "Status")
    query = soql(f"SELECT Status, {field} FROM Order WHERE Id = {{record}}", record=errand.request.external_id)
    page = clients.salesforce.query(query)
    return see(page.rows[0], errand.policy) if page.rows else Seen("", wanted=False)


def begin(policy: Policy, at: datetime) -> tuple[Mapping[str, Any], list[tuple[str, datetime]]]:
    """What an approval's outcome remembers of it, and the deadline."""
    watch = rules(policy)
    if watch is None:
        return {}, []
    return {MATTER: {"state": AWAITED}}, [(MATTER, at + timedelta(minutes=watch.minutes))]


def seen_by_intake(request: Request, row: Row, now: Now) -> Outcome:
    return _moved(request, see(row, now.policy), now)


def looked(request: Request, result: Result, now: Now) -> Outcome:
    """The time is over: what the order says now, or that it cannot be read, which nobody else would notice."""
    seen = Seen("", wanted=True) if result.error is not None else result.value
    if not seen.state and seen.wanted and _known(request) == AWAITED:
        return _told(request, LATE, now)
    return _moved(request, seen, now)


def words(request: Request, policy: Policy) -> str:
    """What the card's second line says of it; nothing while all is well and nothing is known."""
    known = (request.outcome or {}).get(MATTER) or {}
    match known.get("state"):
        case "started":
            at = plain((clock_time(datetime.fromisoformat(known["at"]), policy.calendar_of(NAME)),))
            return f"provisioning started {at}"
        case "late":
            return "provisioning has not started; its team was told"
        case "failed":
            return "provisioning failed; its team was told"
        case _:
            return ""


def _known(request: Request) -> str:
    state = ((request.outcome or {}).get(MATTER) or {}).get("state", "")
    return str(state) if request.state is State.DONE else ""


def _moves(known: str, seen: Seen) -> bool:
    earlier = {STARTED: {AWAITED, LATE, FAILED}, FAILED: {AWAITED, LATE}}
    return seen.wanted and known in earlier.get(seen.state, set())


def _moved(request: Request, seen: Seen, now: Now) -> Outcome:
    return _told(request, seen.state, now) if _moves(_known(request), seen) else QUIET


def _told(request: Request, state: str, now: Now) -> Outcome:
    watch, known = rules(now.policy), _known(request)
    outcome = {**(request.outcome or {}), MATTER: {"state": state, "at": now.at.isoformat()}}
    alert = None
    if watch is not None and (state != STARTED or known in {LATE, FAILED}):
        alert = Alert(MATTER, watch.channel, _sentence(request, state, watch, now), over=state == STARTED)
    return Outcome(f"{MATTER}.{state}", set={"outcome": outcome}, alert=alert)


def _sentence(request: Request, state: str, watch: Watch, now: Now) -> str:
    calendar, serving = now.policy.calendar_of(NAME), request.serving or {}
    at = plain((clock_time(datetime.fromisoformat(serving["at"]), calendar),))
    approved = f"Order {request.number}, approved by @{serving['name']} at {at}"
    match state:
        case "started":
            said = f"{approved}: provisioning began; seen at {plain((clock_time(now.at, calendar),))}."
        case "failed":
            said = f"{approved}: provisioning failed."
        case _:
            said = f"{approved}: provisioning has not begun after {watch.minutes:g} minutes."
    return " ".join(filter(None, (said, request.facts.get("url"))))
