"""Did provisioning begin? Approving only sets a status; the org's Flow does the rest, and might not (A13).

After an approval the order's own field is followed. If it says in time that provisioning began, the card says so and
nobody is disturbed. If it does not, or says that it failed, DevOps is told by one message, which closes itself once
provisioning begins or the order is taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clients.salesforce import Row, identifier, soql
from bot.domain.approvals import by, clock_time
from bot.domain.card import plain
from bot.handbook.policy import Policy, Watch
from bot.workflow.contract import QUIET, Alert, Clients, Effect, Errand, Now, Outcome, Result
from commands.orders.record import NAME
from models import Request, State

MATTER = "provisioning"
AWAITED, STARTED, LATE, UNREAD, FAILED, OVER = "awaited", "started", "late", "unread", "failed", "over"
UNREAD_MANY, NOT_BEGUN = "approved orders could not be read", "approved orders are not provisioned"
TOLD = frozenset({LATE, UNREAD, FAILED})
"""What stands in the alerts channel."""
MOVES = {
    STARTED: {AWAITED, LATE, UNREAD, FAILED},
    FAILED: {AWAITED, STARTED, LATE, UNREAD},
    OVER: {AWAITED, LATE, UNREAD, FAILED},
}
"""What an order may come to say → what was known before."""


@dataclass(frozen=True)
class Seen:
    """``state``: STARTED, FAILED, OVER (nobody waits for it any more), or empty. ``value``: the field's own word."""

    state: str
    value: str = ""
    at: datetime | None = None


def rules(policy: Policy) -> Watch | None:
    """None: the org has no field for it, or nobody wants to be told."""
    return policy.workflow(NAME).provisioning if policy.salesforce.fields.order.provisioning else None


def see(row: Row, policy: Policy) -> Seen:
    watch, statuses = rules(policy), policy.workflow(NAME).statuses
    value, at = row.text(policy.salesforce.fields.order.provisioning or ""), row.instant("SystemModstamp")
    if watch is None:
        return Seen("")
    if row.text("Status") in {statuses["open"], statuses["rejected"]} or row.flag("IsDeleted"):
        return Seen(OVER, value, at)
    return Seen(STARTED if value in watch.started else FAILED if value in watch.failed else "", value, at)


def follows(request: Request, row: Row, policy: Policy) -> bool:
    """Whether a row that intake saw says something new about an order that is decided already."""
    return _moves(request, see(row, policy))


def look(clients: Clients, errand: Errand) -> Seen:
    """The order as it is when the time is over."""
    field = errand.policy.salesforce.fields.order.provisioning
    if field is None:
        return Seen("")
    query = f"SELECT Status, SystemModstamp, {identifier(field)} FROM Order WHERE Id = {{record}}"
    page = clients.salesforce.query(soql(query, record=errand.request.external_id))
    return see(page.rows[0], errand.policy) if page.rows else Seen(OVER)


def begin(request: Request, policy: Policy, at: datetime) -> tuple[Mapping[str, Any], list[tuple[str, datetime]]]:
    """What an approval's outcome remembers of it, and the deadline."""
    watch = rules(policy)
    if watch is None:
        return {}, []
    before = (request.serving or {}).get(MATTER, "")
    return {MATTER: {"state": AWAITED, "before": before}}, [(MATTER, at + timedelta(minutes=watch.minutes))]


def seen_by_intake(request: Request, row: Row, now: Now) -> Outcome:
    seen = see(row, now.policy)
    return _told(request, seen, now) if _moves(request, seen) else QUIET


def due(request: Request) -> Outcome:
    """The time is over: look, unless what was awaited is known."""
    return Outcome(f"{MATTER}.due", effects=[Effect(MATTER)]) if _known(request) == AWAITED else QUIET


def looked(request: Request, result: Result, now: Now) -> Outcome:
    """The time is over: what the order says now, or that it cannot be read, which nobody else would notice."""
    if rules(now.policy) is None:
        return QUIET
    if result.error is None and _moves(request, result.value):
        return _told(request, result.value, now)
    seen = Seen(LATE) if result.error is None else Seen(UNREAD, result.error.code)
    return _told(request, seen, now) if _known(request) == AWAITED else QUIET


def words(request: Request, policy: Policy) -> str:
    """What the card's second line says of it; nothing while all is well and nothing is known."""
    known = _remembered(request)
    match known.get("state"):
        case "started":
            at = clock_time(datetime.fromisoformat(known["at"]), policy.calendar_of(NAME))
            return f"provisioning started {plain((at,))}"
        case "late":
            return "provisioning has not started; its team was told"
        case "unread":
            return "whether provisioning started could not be read; its team was told"
        case "failed":
            return "provisioning failed; its team was told"
        case _:
            return ""


def _remembered(request: Request) -> Mapping[str, Any]:
    return ((request.outcome or {}).get(MATTER) or {}) if request.state is State.DONE else {}


def _known(request: Request) -> str:
    return str(_remembered(request).get("state", ""))


def _moves(request: Request, seen: Seen) -> bool:
    """What the field said before the approval already is no news of it: an order may come to its review again."""
    stale = seen.state != OVER and bool(seen.value) and seen.value == _remembered(request).get("before")
    return not stale and _known(request) in MOVES.get(seen.state, set())


def _told(request: Request, seen: Seen, now: Now) -> Outcome:
    watch, known = rules(now.policy), _known(request)
    remembered = {**_remembered(request), "state": seen.state, "at": (seen.at or now.at).isoformat()}
    if seen.at is not None and seen.value != remembered.get("before"):
        remembered["before"] = ""  # it moved on: the same word counts when it comes again
    alerts: list[Alert] = []
    if watch is not None and (seen.state in TOLD or known in TOLD):
        text = _sentence(request, seen, watch, now.policy)
        cause, several = (UNREAD, UNREAD_MANY) if seen.state == UNREAD else (MATTER, NOT_BEGUN)
        alerts.append(Alert(MATTER, watch.channel, text, over=seen.state not in TOLD, cause=cause, several=several))
    return Outcome(
        f"{MATTER}.{seen.state}", set={"outcome": {**(request.outcome or {}), MATTER: remembered}}, alerts=alerts
    )


def _sentence(request: Request, seen: Seen, watch: Watch, policy: Policy) -> str:
    calendar, serving = policy.calendar_of(NAME), request.serving or {}

    def clock(at: datetime) -> str:
        return plain((clock_time(at, calendar),))

    said = {
        STARTED: f"provisioning began at {clock(seen.at)}" if seen.at else "provisioning began",
        FAILED: "provisioning failed",
        LATE: f"provisioning has not begun after {watch.minutes:g} minutes",
        UNREAD: f"whether provisioning began could not be read ({seen.value})",
        OVER: "taken back since, so nothing is provisioned",
    }[seen.state]
    approved = f"Order {request.number}, approved by {by(serving)} at {clock(datetime.fromisoformat(serving['at']))}"
    return f"{approved}: {said}."
