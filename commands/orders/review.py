"""What may be decided about an order, when, by whom, and what follows: the handbook's review page as a function."""

from collections.abc import Mapping
from typing import Any

from bot.clients.salesforce import Row
from bot.domain.approvals import by, is_own
from bot.domain.evidence import Tick, listed, title
from bot.domain.form import FieldErrors
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow import clockwork
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
from commands.orders import breakglass, claims, escalation, gate, outcomes, provisioning, reach, separation
from commands.orders.record import NAME
from commands.orders.sentences import APPROVES, BREAKGLASS, UNDOES, own, too_late, too_late_to_undo
from models import ASKING, OPEN, Request, State


def decide(request: Request, event: Event, now: Now, personal: Mapping[str, Any]) -> Outcome:
    return reach.watched(request, _decided(request, event, now, personal), now)


def _decided(request: Request, event: Event, now: Now, personal: Mapping[str, Any]) -> Outcome:
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
            return provisioning.due(request)
        case Due(kind=breakglass.REVIEW):
            return breakglass.due(request)
        case Due(kind=claims.CLAIM):
            return claims.over(request, now)
        case Due(kind=claims.WAIT):
            return claims.waited(request, now)
        case Due():
            return QUIET
        case News(row=Row() as row) if request.state is State.DONE:
            return provisioning.seen_by_intake(request, row, now)
        case News():
            return outcomes.seen_by_intake(request, event, now)
        case Result(effect="look_up" | "heal", error=None):
            return outcomes.looked_up(request, event.value, now, personal)
        case Result(error=None):
            return outcomes.written(request, event.value, now, personal)
        case Result():
            return outcomes.refused_by_salesforce(request, event)


def _pressed(request: Request, click: Click, now: Now, personal: Mapping[str, Any]) -> Outcome:
    """May this verb be done in this state; the role was judged before. A form's first press only asks."""
    match click.verb:
        case "reveal" | clockwork.WHY:
            return QUIET
        case clockwork.SNOOZE:
            return clockwork.snooze(request, click, f"order {request.number}", now)
        case "retry":
            return _retried(request)
        case "undo":
            return _undone(request, now)
        case "recheck":
            return _checked_again(request)
        case "release":
            return claims.release(request, now.actor)
        case "resume":
            return claims.resume(request, now)
        case "dispute":
            return escalation.dispute(request, now)
        case "review":
            return breakglass.review(request, click, now)
        case "approve" if request.approvals:
            now = separation.in_whose_place(request, now)
    denies = separation.may_deny(request, click)
    if request.state not in ASKING and not denies:
        raise Refusal(too_late(request, click.user, now.policy), code="not_now")
    if is_own(now.policy, now.actor.identities, personal.get("owners", ())):
        raise Refusal(f"{own(request, click.verb, now.policy, now.actor)} This press was recorded.", code="own_order")
    match click.verb:
        case "claim":
            return claims.claim(request, now.actor, now)
        case "takeover":
            return claims.take_over(request, now.actor, now)
        case "wait":
            return claims.wait(request, click, now)
        case "tick":
            return _ticked(request, click, now)
    if not denies:
        claims.refuse_while_claimed(request, now)
    if click.verb == "reject" and not isinstance(click, Submission):
        return QUIET
    ticks = _gate(request, click, now) if click.verb in APPROVES else []
    note = gate.said(ticks)
    if click.verb == BREAKGLASS and isinstance(click, Submission):
        note = "\n".join(filter(None, (breakglass.reason(click), note)))
    answers = _answers(click, now.policy) if isinstance(click, Submission) and click.verb == "reject" else {}
    serving: dict[str, Any] = {
        "verb": click.verb,
        "user": now.actor.user,
        "name": now.actor.name,
        "at": now.at.isoformat(),
        "seen": click.seen,
        "channel": click.place.channel,
        "thread": click.place.thread,
        "reason": answers.get("reason", ""),
        "note": answers.get("note", "") or note,
        **now.actor.lent,
    }
    changes: dict[str, Any] = {"serving": serving, "trouble": None, "difference": None}
    if click.verb == BREAKGLASS:
        serving["identities"] = list(now.actor.identities)
    if click.verb != "approve":
        changes["approvals"] = []
    if ticks:
        changes["ticks"] = gate.with_ticks(request, ticks)
    overruled = by(request.serving or {}) if denies else ""
    return Outcome(
        f"{click.verb}.accepted",
        State.CHECKING,
        set=changes,
        effects=[Effect("look_up")],
        take_back=denies and request.state is State.DECIDED,
        say=f"{now.actor.called} rejects it before the approval of {overruled} was written" if denies else "",
    )


def _gate(request: Request, click: Click, now: Now) -> list[Tick]:
    """The answers that come with an approval. Raises AsksFirst where some are wanted, the Refusal of a failed check.

    What nobody has looked at yet is no question: the press itself looks.
    """
    checks = gate.checks_of(request)
    if click.verb == BREAKGLASS:
        breakglass.refuse(request, now.policy)
    else:
        given = separation.standing(request, now, request.fingerprint, checks)
        separation.refuse(request, now, request.facts, checks, given)
    if isinstance(click, Submission):
        return gate.answers(click, request, now.actor, now.at, whole=True)
    if click.verb == BREAKGLASS or (checks and not gate.needed(request, now.actor.user).nothing):
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
    say = f"{listed([title(key) for key in keys])} ticked by {now.actor.called}"
    return Outcome("ticked", set={"ticks": gate.with_ticks(request, ticks)}, say=say, detail={"checks": keys})


def _checked_again(request: Request) -> Outcome:
    claims.only_while_asked(request)
    return Outcome("check_asked", effects=[Effect("look_up")], tell=f"Checking order {request.number} again now.")


def _undone(request: Request, now: Now) -> Outcome:
    """Taken back before anything was written; the outbox has the last word on whether it was begun."""
    serving = request.serving or {}
    if request.state in ASKING and request.approvals:
        names = listed([by(one) for one in request.approvals])
        say = f"Approval of {names} taken back by {now.actor.called}; nothing was written"
        return Outcome("approve.undone", set={"approvals": []}, say=say, tell=f"{say}.")
    if request.state is not State.DECIDED or not serving.get("undo_until"):
        raise Refusal(too_late_to_undo(request, now.policy), code="not_now")
    what, me = UNDOES[serving["verb"]], now.actor.called
    return Outcome(
        f"{serving['verb']}.undone",
        State.WAITING,
        set={"serving": None, "trouble": None, "approvals": []},
        take_back=True,
        say=f"{what} of {by(serving)} undone by {me}; nothing was written",
        tell=f"{what} of order {request.number} undone. Nothing was written.",
    )


def _answers(submission: Submission, policy: Policy) -> dict[str, str]:
    reason, note = submission.values.get("reason", ""), gate.printable(submission.values.get("note", ""))
    if reason not in policy.workflow(NAME).reasons:
        raise FieldErrors({"reason": "Choose a reason"})
    if reason == "other" and not note:
        raise FieldErrors({"note": "Say in a sentence why: it is written to the order's notes"})
    return {"reason": reason, "note": note}


def _retried(request: Request) -> Outcome:
    if request.state is State.FAILED:  # nothing was written: whoever pressed first is served anew, on fresh facts
        tell = f"Trying order {request.number} again now."
        return Outcome("retried", State.CHECKING, set={"trouble": None}, effects=[Effect("look_up")], tell=tell)
    windowed = request.state is State.DECIDED and (request.serving or {}).get("undo_until") and not request.trouble
    if request.state in {State.CHECKING, State.DECIDED} and not windowed:  # no retry shortens the time to undo
        return Outcome("retried", retry=True, tell=f"Trying order {request.number} again now.")
    raise Refusal(f"There is nothing to retry for order {request.number}. Nothing was changed.", code="not_now")
