"""Break-glass (S6): one person approves what needs two, says why it can't wait, and another looks at it afterwards.

It shortens nothing else: an own order stays out of reach, and unknown checks, warnings and failed ones are answered as
by anybody. The review is open from the moment of the write until somebody else has closed it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.approvals import by, clock_time, is_own
from bot.domain.calendar import add_open
from bot.domain.card import Bold, Text, plain
from bot.domain.form import Field, FieldErrors, Form, Pick, Shown, Write
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import QUIET, Alert, Click, Now, Outcome, Submission
from commands.orders import gate, separation
from commands.orders.record import NAME
from commands.orders.sentences import BREAKGLASS
from models import Request, State

REVIEW = "review"
REVIEWED_WITHIN = timedelta(hours=8)
"""Of the team's open time; after it the operators are told."""
FINDINGS: Mapping[str, str] = {"in_order": "It was in order", "not_in_order": "It should not have been approved"}
LONGEST = 500


def refuse(request: Request, policy: Policy) -> None:
    """Raises the Refusal of a break-glass that nothing calls for, or that nobody may do."""
    separation.refuse_hopeless(request, policy, gate.checks_of(request))
    if not separation.demands_of(request, policy):
        raise Refusal(
            f"Order {request.number} needs no second person: press Approve. Nothing was changed.", code="not_now"
        )


def why() -> Write:
    return Write(
        "why", "Why can't it wait for a second person?", LONGEST, hint="Whoever reviews it afterwards reads it"
    )


def reason(submission: Submission) -> str:
    said = gate.printable(submission.values.get("why", ""))
    if not said:
        raise FieldErrors({"why": "Say it in a sentence"})
    return said


# --- the review afterwards -------------------------------------------------------------------------------------------


def begun(request: Request, now: Now) -> tuple[dict[str, Any], list[Alert], list[tuple[str, datetime]]]:
    """The order was approved by one person: what its outcome remembers, who is told, and until when."""
    serving = request.serving or {}
    if serving.get("verb") != BREAKGLASS:
        return {}, [], []
    roles = now.policy.workflow(NAME).roles_for(REVIEW)
    role = next((role for role in roles if role not in now.actor.roles), roles[0] if roles else "")
    text = (
        f"Order {request.number} was approved by {by(serving)} alone (break-glass), though it needs several "
        f"people. Somebody else must review that: Review on its card, or /orders review {request.number}."
    )
    told = Alert(BREAKGLASS, now.policy.workflow(NAME).channel, text, role=role, caused_by=serving["user"])
    until = add_open(now.policy.calendar_of(NAME), now.at, REVIEWED_WITHIN)
    return {REVIEW: {"by": ""}}, [told], [(REVIEW, until)]


def is_open(request: Request) -> bool:
    review = (request.outcome or {}).get(REVIEW)
    return request.state is State.DONE and review is not None and not review["by"]


def due(request: Request) -> Outcome:
    """Nobody has reviewed it in time: the operators learn it."""
    if not is_open(request):
        return QUIET
    name = by(request.serving or {})
    text = f"Nobody has reviewed yet why order {request.number} was approved by {name} alone (break-glass)."
    return Outcome("review.due", alerts=[Alert(f"{BREAKGLASS}_late", "", text)])


def review(request: Request, click: Click, now: Now) -> Outcome:
    if not is_open(request):
        raise Refusal(f"There is nothing to review about order {request.number}. Nothing was changed.", code="not_now")
    serving = request.serving or {}
    if is_own(now.policy, now.actor.identities, serving["identities"]):
        raise Refusal(
            f"You approved order {request.number} yourself, so another person reviews it. This press was recorded.",
            code="own_order",
        )
    if not isinstance(click, Submission):
        return QUIET
    finding, note = click.values.get("finding", ""), gate.printable(click.values.get("note", ""))
    wrong = {"finding": "Choose one"} if finding not in FINDINGS else {}
    wrong |= {"note": "Say what was wrong"} if finding == "not_in_order" and not note else {}
    if wrong:
        raise FieldErrors(wrong)
    seen = {"by": now.actor.name, "at": now.at.isoformat(), "finding": finding}
    deed = {"verb": REVIEW, "user": now.actor.user, "name": now.actor.name, "at": now.at.isoformat(), **now.actor.lent}
    said = f"Break-glass of {by(serving)} reviewed by {now.actor.called}: {FINDINGS[finding].lower()}"
    over = f"Order {request.number}, approved by {by(serving)} alone: reviewed by {now.actor.called}."
    return Outcome(
        f"{REVIEW}.done",
        set={"outcome": {**(request.outcome or {}), REVIEW: seen}},
        decision={**deed, "seen": click.seen, "reason": finding, "note": note},
        say=said,
        alerts=[Alert(matter, "", over, over=True) for matter in (BREAKGLASS, f"{BREAKGLASS}_late")],
        detail={"finding": finding},
    )


def form(request: Request, details: list[Field]) -> Form:
    """What a reviewer reads and answers."""
    serving = request.serving or {}
    said = Shown(f"Why @{serving.get('name', '')} did not wait", serving.get("note") or "–")
    note = Write("note", "In your own words", LONGEST, optional=True)
    return Form("Review", [said, *details, Pick("finding", "What did you find?", dict(FINDINGS)), note], submit="Done")


def said(request: Request, policy: Policy) -> list[Text]:
    """What the card of an order says that was approved by one person."""
    outcome = (request.outcome or {}).get(REVIEW)
    if outcome is None or request.state is not State.DONE:
        return []
    if not outcome["by"]:
        return [(Bold("Approved by one person (break-glass)"), ": somebody else must review it")]
    at = plain((clock_time(datetime.fromisoformat(outcome["at"]), policy.calendar_of(NAME)),))
    return [(f"Break-glass reviewed by @{outcome['by']}, {at}: {FINDINGS[outcome['finding']].lower()}",)]
