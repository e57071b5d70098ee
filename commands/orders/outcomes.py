"""What a look at an order or a write to it means for the request: read, held, decided, written, closed elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.approvals import by, difference, in_words, is_own
from bot.domain.evidence import listed
from bot.errors import Refusal
from bot.workflow.contract import QUIET, Effect, News, Now, Outcome, Result
from bot.workflow.ladder import track_of
from commands.orders import breakglass, claims, escalation, gate, provisioning, reach, separation
from commands.orders.record import NAME, Found, is_open, target_of
from commands.orders.sentences import APPROVES, DID, deciders, own
from commands.orders.writing import Written
from models import Request, State

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


def seen_by_intake(request: Request, news: News, now: Now) -> Outcome:
    """The record changed outside. While a press is being carried out, the worker finds that out by itself."""
    if request.state in {State.CHECKING, State.DECIDED}:
        return QUIET
    row = news.row
    if row is not None and is_open(row, now.policy):
        return Outcome("changed", set={"modified_at": row.instant("SystemModstamp")}, effects=[Effect("look_up")])
    if row is None or row.flag("IsDeleted"):
        return _closed_outside(request, now, {"status": "deleted"})
    seen = {"status": row.text("Status"), "by": row.text("LastModifiedBy.Name")}
    return _closed_outside(request, now, seen, row.instant("SystemModstamp"))


def looked_up(request: Request, found: Found | None, now: Now, personal: Mapping[str, Any]) -> Outcome:
    """The facts are fresh. For a person who pressed, this is the moment of the decision."""
    pressed = request.state in {State.CHECKING, State.DECIDED}
    too_late = f"Your press came too late for order {request.number}"
    if found is None:
        tell = f"{too_late}: it was deleted in Salesforce. Nothing was written."
        return _closed_outside(request, now, {"status": "deleted"}, tell=tell if pressed else "")
    if found.status != now.policy.workflow(NAME).statuses["open"]:
        tell = f"{too_late}: it is {found.status} in Salesforce, by {found.by}. Nothing was written."
        seen = {"status": found.status, "by": found.by}
        return _closed_outside(request, now, seen, found.modified_at, tell if pressed else "")
    facts: dict[str, Any] = {
        "facts": found.facts,
        "fingerprint": found.fingerprint,
        "modified_at": found.modified_at,
        "trouble": None,
        "checks": gate.stored(found.checks),
    }
    heal = [Effect("heal")] if found.silent else []
    given = separation.holding(request, found.fingerprint, found.checks)
    facts["approvals"] = [one.to_payload() for one in given]
    if now.crew is not None:
        facts["reach"] = reach.counted(request, found.details, now.crew, now)
    columns, alerts = escalation.called(request, found.triggers, now)
    facts |= columns
    if (target := target_of(found.facts["priority"])) != request.target:
        facts["target"] = target
    gone = [by(one) for one in request.approvals if one["user"] not in {kept.user for kept in given}]
    lost = f"The order is not as {listed(gone)} approved it, so that counts no more" if gone else ""
    outcome = _judged(request, found, facts, now, personal, heal)
    say = " · ".join(filter(None, (outcome.say, lost)))
    return replace(outcome, alerts=[*outcome.alerts, *alerts], say=say)


def _judged(
    request: Request, found: Found, facts: dict[str, Any], now: Now, personal: Mapping[str, Any], heal: list[Effect]
) -> Outcome:
    """What fresh facts mean for who pressed, or for nobody. ``facts``: the columns that they change."""
    serving = request.serving or {}
    if request.state not in {State.CHECKING, State.DECIDED}:
        return _read(request, found, facts, heal)
    if is_own(now.policy, now.actor.identities, found.details["owners"]):
        return _withdrawn(request, found, facts, heal, own(request, serving["verb"], now.policy, now.actor))
    changed = _changed(request, found, personal)
    if changed:
        tell = f"Order {request.number} changed while you looked. Nothing was written; please look again."
        held = {**facts, "difference": changed}
        return Outcome("held", State.HELD, set=held, personal=found.details, tell=tell, effects=heal)
    decided = request.state is State.CHECKING
    if decided and serving["verb"] == "approve":
        try:
            shared = _shared(request, found, facts, now)
        except Refusal as refusal:
            return _withdrawn(request, found, facts, heal, str(refusal))
        if shared is not None:
            return replace(shared, personal=found.details, effects=heal)
    if not decided and serving["verb"] == "approve" and not _still_enough(found, facts, now):
        why = f"Order {request.number} is not as it was approved; it needs more people now."
        return _withdrawn(request, found, facts, heal, why)
    seconds = now.policy.workflow(NAME).targets[request.target].undo_seconds if decided else 0
    effect = Effect(
        "approve" if serving["verb"] in APPROVES else serving["verb"],
        {"stamp": found.stamp.to_payload(), "seen": found.fingerprint, "notes": found.notes},
        after=seconds,
    )
    facts["serving"] = {**serving, provisioning.MATTER: found.provisioning}
    if seconds:
        facts["serving"]["undo_until"] = (now.at + timedelta(seconds=seconds * now.rate)).isoformat()
    decision = facts["serving"] if decided else None
    return Outcome(
        serving["verb"], State.DECIDED, set=facts, personal=found.details, effects=[effect], decision=decision
    )


def _withdrawn(request: Request, found: Found, facts: Mapping[str, Any], heal: Sequence[Effect], why: str) -> Outcome:
    """The press comes to nothing, and the order waits again."""
    action, back = f"{(request.serving or {})['verb']}.withdrawn", {**facts, "serving": None}
    tell = f"{why} Nothing was written."
    return Outcome(action, State.WAITING, set=back, personal=found.details, tell=tell, effects=heal)


def _still_enough(found: Found, facts: Mapping[str, Any], now: Now) -> bool:
    """Whether a decision that is to be written anew is still that of enough people."""
    people = [now.approvers[one["user"]] for one in facts["approvals"] if one["user"] in now.approvers]
    return separation.missing(now.policy, found.facts, found.checks, people or [now.actor]).nothing


def _shared(request: Request, found: Found, facts: dict[str, Any], now: Now) -> Outcome | None:
    """What an approval means for an order that needs several: one of them, or with those before it enough (None).

    Raises the Refusal of one that brings it no further. ``facts`` learns who approved.
    """
    given = separation.standing(request, now, found.fingerprint, found.checks)
    separation.refuse(request, now, found.facts, found.checks, given)
    people = [*(now.approvers[one.user] for one in given), now.actor]
    mine = separation.approval(now.actor, now, found.fingerprint, found.checks)
    wanted = separation.demands(now.policy, found.facts, found.checks)
    facts["approvals"] = [one.to_payload() for one in (*given, mine)] if wanted else []
    left = separation.missing(now.policy, found.facts, found.checks, people)
    if left.nothing:
        return None
    serving = request.serving or {}
    say = f"One approval, by {by(serving)}; it also needs {separation.whose(left, now.policy)}"
    detail = {"given": len(people), "wanted": len(people) + left.people}
    changes = {**facts, **claims.FREE, "serving": None}
    return Outcome("approve.counted", State.WAITING, set=changes, decision=serving, say=say, detail=detail)


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
    blocking = gate.changes(request, found.checks, serving["user"]) if serving["verb"] in APPROVES else []
    if serving["seen"] == found.fingerprint:
        return blocking
    changed = difference(LABELS, (request.facts, found.facts), (personal, found.details))
    unshown = "The order's lines" if request.fingerprint != found.fingerprint else "The order, just before the press,"
    return [*(changed or [[unshown, "", ""]]), *blocking]


def written(request: Request, written: Written, now: Now, personal: Mapping[str, Any]) -> Outcome:
    """The write came back: as we wanted it, or the record had moved and was left alone."""
    if not written.ours:
        return looked_up(request, written.found, now, personal)
    serving = request.serving or {}
    pressed = datetime.fromisoformat(serving["at"])
    ledger = claims.clock_runs(request, pressed)
    track = track_of(request, now.policy, ledger.get("pauses"))
    took, met = track.used(pressed), pressed <= track.due_at
    words = "SLA met" if met else f"SLA missed by {in_words(took - track.target.amount)}"
    outcome = {"verb": serving["verb"], "status": written.status, "met": met, "sla": words, "took": in_words(took)}
    said = [f"{DID[serving['verb']]} by {deciders(request)}", words]
    if serving["verb"] == "reject":
        said.insert(1, now.policy.workflow(NAME).reason(serving["reason"]))
    followed, until = provisioning.begin(request, now.policy, now.at) if serving["verb"] in APPROVES else ({}, [])
    alone, alerts, review_until = breakglass.begun(request, now)
    outcome |= {**followed, **alone}
    changes = {"outcome": outcome, "trouble": None, "difference": None, "modified_at": written.modified_at}
    changes |= ledger
    say, action = " · ".join(said), f"{serving['verb']}.written"
    until = [*until, *review_until]
    alerts = [*alerts, *escalation.over(request, said[0])]
    return Outcome(action, State.DONE, set=changes, say=say, deadlines=until, detail={"met": met}, alerts=alerts)


def refused_by_salesforce(request: Request, result: Result) -> Outcome:
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
    others = [one for one in request.approvals if one["user"] != serving.get("user")]  # theirs comes with the retry
    back = {"trouble": trouble, "approvals": others}
    return Outcome("failed", State.FAILED, set=back, tell=tell, detail={"code": error.code})


def _closed_outside(
    request: Request, now: Now, seen: Mapping[str, Any], at: datetime | None = None, tell: str = ""
) -> Outcome:
    outcome = {"verb": "elsewhere", **seen, "at": at.isoformat() if at else ""}
    changes: dict[str, Any] = {"outcome": outcome, "trouble": None, "difference": None}
    changes |= claims.clock_runs(request, at or now.at)
    if at is not None:
        changes["modified_at"] = at
    alerts, detail = escalation.over(request, f"{outcome['status']} in Salesforce"), {"status": outcome["status"]}
    return Outcome("decided_elsewhere", State.ELSEWHERE, set=changes, tell=tell, detail=detail, alerts=alerts)
