"""What may be decided about an order, when, by whom, and what follows: the handbook's review page as a function."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.clients.salesforce import Row
from bot.domain.approvals import clock_time, difference, in_words, is_own, taken
from bot.domain.card import plain
from bot.domain.evidence import TITLES, Needs, Tick, listed
from bot.domain.form import FieldErrors
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import (
    QUIET,
    AsksFirst,
    Click,
    Due,
    Effect,
    Event,
    HandOver,
    News,
    Now,
    Outcome,
    Result,
    Submission,
)
from commands.orders import claims, gate, provisioning
from commands.orders.record import NAME, Found, is_open
from commands.orders.writing import Written
from models import ASKING, OPEN, Request, State

DOING = {"approve": "Approving", "reject": "Rejecting"}
DID = {"approve": "Approved", "reject": "Rejected"}
UNDOES = {"approve": "Approval", "reject": "Rejection"}
LABELS = {
    "customer": "Customer number",
    "products": "Products",
    "price": "Price",
    "area": "Area",
    "priority": "Priority",
    "name": "Customer name",
    "emails": "E-mail",
    "phones": "Phone",
    "address": "Installation address",
    "notes": "Order notes",
}


def decide(request: Request, event: Event, now: Now, personal: Mapping[str, Any]) -> Outcome:
    if isinstance(event, Result) and event.effect == provisioning.MATTER:
        return provisioning.looked(request, event, now)
    if isinstance(event, Result) and request.state not in OPEN:
        return QUIET
    if isinstance(event, Result) and event.effect == "look_up" and request.state is State.DECIDED:
        return QUIET  # the decision was taken on a later look
    match event:
        case HandOver():
            return claims.hand_over(request, event.to, now)
        case Submission() | Click():
            return _pressed(request, event, now, personal)
        case Due(kind=provisioning.MATTER):
            return Outcome("provisioning.due", effects=[Effect(provisioning.MATTER)])
        case Due(kind=claims.CLAIM):
            return claims.over(request, now)
        case Due(kind=claims.WAIT):
            return claims.waited(request, now)
        case Due():
            return _due(request, now)
        case News(row=Row() as row) if request.state is State.DONE:
            return provisioning.seen_by_intake(request, row, now)
        case News():
            return _seen_by_intake(request, event, now.policy)
        case Result(effect="look_up" | "recheck", error=None):
            return _looked_up(request, event.value, now, personal)
        case Result(error=None):
            return _written(request, event.value, now, personal)
        case Result():
            return _refused_by_salesforce(request, event)


def _due(request: Request, now: Now) -> Outcome:
    """Its time is over, unless the clock stands, or stood and has a later end now."""
    if request.state is State.DONE or claims.paused(request) or (request.due_at and now.at < request.due_at):
        return QUIET
    return Outcome(action="overdue", set={"overdue": True})


def _pressed(request: Request, click: Click, now: Now, personal: Mapping[str, Any]) -> Outcome:
    """May this verb be done in this state; the role was judged before. A form's first press only asks."""
    match click.verb:
        case "reveal":
            return QUIET
        case "retry":
            return _retried(request)
        case "undo":
            return _undone(request, now)
        case "recheck":
            return _checked_again(request)
        case "claim":
            return claims.claim(request, now.actor, now)
        case "takeover":
            return claims.take_over(request, now.actor, now)
        case "release":
            return claims.release(request, now.actor)
        case "wait":
            return claims.wait(request, click, now)
        case "resume":
            return claims.resume(request, now)
    if request.state not in ASKING:
        raise Refusal(_too_late(request, click.user, now.policy), code="not_now")
    if is_own(now.policy, (now.actor.user, now.actor.email), personal.get("owners", ())):
        raise Refusal(f"{_own(request, click.verb, now.policy)} This press was recorded.", code="own_order")
    if click.verb == "tick":
        return _ticked(request, click, now)
    claims.refuse_while_claimed(request, now.actor.user, now.policy)
    if click.verb == "reject" and not isinstance(click, Submission):
        return QUIET
    ticks = _gate(request, click, now) if click.verb == "approve" else []
    answers = _answers(click, now.policy) if isinstance(click, Submission) and click.verb == "reject" else {}
    serving = {
        "verb": click.verb,
        "user": now.actor.user,
        "name": now.actor.name,
        "at": now.at.isoformat(),
        "seen": click.seen,
        "channel": click.place.channel,
        "thread": click.place.thread,
        "reason": answers.get("reason", ""),
        "note": answers.get("note", "") or gate.said(ticks),
    }
    changes: dict[str, Any] = {"serving": serving, "trouble": None, "difference": None}
    if ticks:
        changes["ticks"] = gate.with_ticks(request, ticks)
    return Outcome(f"{click.verb}.accepted", State.CHECKING, set=changes, effects=[Effect("look_up")])


def _gate(request: Request, click: Click, now: Now) -> list[Tick]:
    """The answers that come with an approval. Raises AsksFirst where some are wanted, the Refusal of a failed check.

    What nobody has looked at yet is no question: the press itself looks.
    """
    needs = gate.needed(request, now.actor.user) if request.checks else Needs()
    gate.refuse_failed(request, needs)
    if isinstance(click, Submission):
        return gate.answers(click, request, now.actor, now.at, whole=True)
    if not needs.nothing:
        raise AsksFirst
    return []


def _ticked(request: Request, click: Click, now: Now) -> Outcome:
    if not gate.needed(request, now.actor.user).ticks:
        raise Refusal(f"Nothing of order {request.number} is left to tick. Nothing was changed.", code="not_now")
    if not isinstance(click, Submission):
        return QUIET
    ticks = gate.answers(click, request, now.actor, now.at, whole=False)
    if not ticks:
        raise Refusal(f"Nothing was ticked of order {request.number}, so nothing was changed.", code="not_now")
    keys = [tick.key for tick in ticks]
    say = f"{listed([TITLES[key] for key in keys])} ticked by @{now.actor.name}"
    return Outcome("ticked", set={"ticks": gate.with_ticks(request, ticks)}, say=say, detail={"checks": keys})


def _checked_again(request: Request) -> Outcome:
    if request.state not in ASKING:
        raise Refusal(f"Order {request.number} does not wait for anybody now. Nothing was changed.", code="not_now")
    return Outcome("check_asked", effects=[Effect("look_up")], tell=f"Checking order {request.number} again now.")


def _undone(request: Request, now: Now) -> Outcome:
    """Taken back before anything was written; the outbox has the last word on whether it was begun."""
    serving = request.serving or {}
    if request.state is not State.DECIDED or not serving.get("undo_until"):
        raise Refusal(too_late_to_undo(request), code="not_now")
    what, me = UNDOES[serving["verb"]], f"@{now.actor.name}"
    return Outcome(
        f"{serving['verb']}.undone",
        State.WAITING,
        set={"serving": None, "trouble": None},
        take_back=True,
        say=f"{what} of @{serving['name']} undone by {me}; nothing was written",
        tell=f"{what} of order {request.number} undone. Nothing was written.",
    )


def _own(request: Request, verb: str, policy: Policy) -> str:
    escalation = policy.team_of(NAME).escalation
    names = policy.role(escalation).name or escalation
    return f"You can't {verb} order {request.number}: it is your own. Ask {names}."


def _answers(submission: Submission, policy: Policy) -> dict[str, str]:
    reason, note = submission.values.get("reason", ""), gate.printable(submission.values.get("note", ""))
    if reason not in policy.workflow(NAME).reasons:
        raise FieldErrors({"reason": "Choose a reason"})
    if reason == "other" and not note:
        raise FieldErrors({"note": "Say in a sentence why: it is written to the order's notes"})
    return {"reason": reason, "note": note}


def _too_late(request: Request, user: str, policy: Policy) -> str:
    """Why nothing can be pressed now: who is being served, or what was decided."""
    serving, order = request.serving or {}, f"order {request.number}"
    at = plain(
        (clock_time(datetime.fromisoformat(serving["at"]), policy.calendar_of(NAME)),) if serving.get("at") else ("",)
    )
    who = "you" if serving.get("user") == user else f"@{serving.get('name', '')}"
    match request.state:
        case State.CHECKING | State.DECIDED:
            return f"{DOING[serving['verb']]} {order} is already under way, by {who} at {at}. Nothing was changed."
        case State.DONE:
            return f"Already {DID[serving['verb']].lower()} by {who} at {at}. Nothing was changed."
        case State.ELSEWHERE:
            return f"{elsewhere(request)} Nothing was changed."
        case _:
            return f"{order.capitalize()} is still being read. Nothing was changed; press again in a moment."


def _retried(request: Request) -> Outcome:
    if request.state is State.FAILED:  # nothing was written: whoever pressed first is served anew, on fresh facts
        tell = f"Trying order {request.number} again now."
        return Outcome("retried", State.CHECKING, set={"trouble": None}, effects=[Effect("look_up")], tell=tell)
    if request.state in {State.CHECKING, State.DECIDED}:
        return Outcome("retried", retry=True, tell=f"Trying order {request.number} again now.")
    raise Refusal(f"There is nothing to retry for order {request.number}. Nothing was changed.", code="not_now")


def _seen_by_intake(request: Request, news: News, policy: Policy) -> Outcome:
    """The record changed outside. While a press is being carried out, the worker finds that out by itself."""
    if request.state in {State.CHECKING, State.DECIDED}:
        return QUIET
    row = news.row
    if row is not None and is_open(row, policy):
        return Outcome("changed", set={"modified_at": row.instant("SystemModstamp")}, effects=[Effect("look_up")])
    if row is None or row.flag("IsDeleted"):
        return _closed_outside({"status": "deleted"})
    seen = {"status": row.text("Status"), "by": row.text("LastModifiedBy.Name")}
    return _closed_outside(seen, row.instant("SystemModstamp"))


def _closed_outside(seen: Mapping[str, Any], at: datetime | None = None, tell: str = "") -> Outcome:
    outcome = {"verb": "elsewhere", **seen, "at": at.isoformat() if at else ""}
    changes: dict[str, Any] = {"outcome": outcome, "trouble": None, "difference": None}
    if at is not None:
        changes["modified_at"] = at
    return Outcome("decided_elsewhere", State.ELSEWHERE, set=changes, tell=tell, detail={"status": outcome["status"]})


def too_late_to_undo(request: Request) -> str:
    """What to do instead, once a decision is written or being written."""
    serving = request.serving or {}
    if request.state is not State.DONE or not serving:
        return f"There is nothing to undo for order {request.number} now. Nothing was changed."
    return (
        f"Too late to undo: order {request.number} is {DID[serving['verb']]} in Salesforce. To take it back, set its "
        "Status to Pending Review there; it comes back as a new card."
    )


def elsewhere(request: Request) -> str:
    seen = request.outcome or {}
    if seen.get("status") == "deleted":
        return f"Decided in Salesforce: order {request.number} was deleted."
    by = f" (by {seen['by']})" if seen.get("by") else ""
    return f"Decided in Salesforce: order {request.number} is {seen.get('status')}{by}."


def _looked_up(request: Request, found: Found | None, now: Now, personal: Mapping[str, Any]) -> Outcome:
    """The facts are fresh. For a person who pressed, this is the moment of the decision."""
    serving = request.serving or {}
    pressed = request.state in {State.CHECKING, State.DECIDED}
    too_late = f"Your press came too late for order {request.number}"
    if found is None:
        tell = f"{too_late}: it was deleted in Salesforce. Nothing was written."
        return _closed_outside({"status": "deleted"}, tell=tell if pressed else "")
    if found.status != now.policy.workflow(NAME).statuses["open"]:
        tell = f"{too_late}: it is {found.status} in Salesforce, by {found.by}. Nothing was written."
        seen = {"status": found.status, "by": found.by}
        return _closed_outside(seen, found.modified_at, tell if pressed else "")
    facts: dict[str, Any] = {
        "facts": found.facts,
        "fingerprint": found.fingerprint,
        "modified_at": found.modified_at,
        "trouble": None,
        "checks": gate.stored(found.checks),
    }
    heal = [Effect("recheck")] if found.silent else []
    if not pressed:
        return _read(request, found, facts, heal)
    if is_own(now.policy, (now.actor.user, now.actor.email), found.details["owners"]):
        tell = f"{_own(request, serving['verb'], now.policy)} Nothing was written."
        back = {**facts, "serving": None}
        return Outcome(
            f"{serving['verb']}.withdrawn", State.WAITING, set=back, personal=found.details, tell=tell, effects=heal
        )
    changed = _changed(request, found, personal)
    if changed:
        tell = f"Order {request.number} changed while you looked. Nothing was written; please look again."
        held = {**facts, "difference": changed}
        return Outcome("held", State.HELD, set=held, personal=found.details, tell=tell, effects=heal)
    seconds = now.policy.workflow(NAME).targets[request.target].undo_seconds if request.state is State.CHECKING else 0
    effect = Effect(
        serving["verb"],
        {"stamp": found.stamp.to_payload(), "seen": found.fingerprint, "notes": found.notes},
        after=seconds,
    )
    facts["serving"] = {**serving, provisioning.MATTER: found.provisioning}
    if seconds:
        facts["serving"]["undo_until"] = (now.at + timedelta(seconds=seconds * now.rate)).isoformat()
    decided = request.state is State.CHECKING
    return Outcome(serving["verb"], State.DECIDED, set=facts, personal=found.details, effects=[effect], decided=decided)


def _read(request: Request, found: Found, facts: dict[str, Any], heal: list[Effect]) -> Outcome:
    """A look for nobody: the card shows what is so now. What held it may be gone."""
    state = State.WAITING if request.state is State.ARRIVED else None
    if request.state is State.HELD:
        facts["difference"] = gate.still_different(request.difference or (), found.checks) or None
        state = None if facts["difference"] else State.WAITING
    return Outcome("read", state, set=facts, personal=found.details, effects=heal)


def _changed(request: Request, found: Found, personal: Mapping[str, Any]) -> list[list[str]]:
    """What holds a press: a fact that is not as its person saw it, or a check that stands in the way now (E5)."""
    serving = request.serving or {}
    blocking = gate.changes(request, found.checks, serving["user"]) if serving["verb"] == "approve" else []
    if serving["seen"] == found.fingerprint:
        return blocking
    changed = difference(LABELS, (request.facts, found.facts), (personal, found.details))
    unshown = "The order's lines" if request.fingerprint != found.fingerprint else "The order, just before the press,"
    return [*(changed or [[unshown, "", ""]]), *blocking]


def _written(request: Request, written: Written, now: Now, personal: Mapping[str, Any]) -> Outcome:
    """The write came back: as we wanted it, or the record had moved and was left alone."""
    if not written.ours:
        return _looked_up(request, written.found, now, personal)
    serving = request.serving or {}
    calendar, target = now.policy.calendar_of(NAME), now.policy.workflow(NAME).targets[request.target]
    pressed = datetime.fromisoformat(serving["at"])
    ledger, _ = claims.clock_runs(request, now.policy, pressed)
    stood = claims.stood(ledger.get("pauses", request.pauses), pressed)

    def ran(since: datetime) -> timedelta:
        """How much of the target's clock passed until the press: not while it stood."""
        still = sum((taken(target, calendar, max(begun, since), ended) for begun, ended in stood), timedelta())
        return taken(target, calendar, since, pressed) - still

    met, words, due = True, "SLA met", ledger.get("due_at", request.due_at)
    if due is not None and pressed > due:
        met, words = False, f"SLA missed by {in_words(ran(due))}"
    outcome = {"verb": serving["verb"], "status": written.status, "met": met, "sla": words}
    outcome["took"] = in_words(ran(request.opened_at))
    said = [f"{DID[serving['verb']]} by @{serving['name']}", words]
    if serving["verb"] == "reject":
        said.insert(1, now.policy.workflow(NAME).reason(serving["reason"]))
    followed, until = provisioning.begin(request, now.policy, now.at) if serving["verb"] == "approve" else ({}, [])
    outcome |= followed
    changes = {"outcome": outcome, "trouble": None, "difference": None, "modified_at": written.modified_at}
    changes |= ledger
    say, action = " · ".join(said), f"{serving['verb']}.written"
    return Outcome(action, State.DONE, set=changes, say=say, deadlines=until, detail={"met": met})


def _refused_by_salesforce(request: Request, result: Result) -> Outcome:
    """It will not work as it is: the buttons come back with the reason, and the person learns it privately."""
    error = result.error
    if error is None:
        return QUIET
    if request.state is State.ARRIVED:  # nobody could see it otherwise: ask with what is known
        return Outcome("unread", State.WAITING, set={"trouble": {"code": error.code, "kind": "unread"}})
    if request.state not in {State.CHECKING, State.DECIDED}:
        return QUIET
    trouble = {"code": error.code, "kind": "refused", "sentence": str(error)}
    serving = request.serving or {}
    tell = (
        f"Order {request.number} could not be {DID[serving['verb']].lower()}: {error} (reference {request.correlation})"
    )
    return Outcome("failed", State.FAILED, set={"trouble": trouble}, tell=tell, detail={"code": error.code})
