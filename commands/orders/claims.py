"""Who has an order in hand (A11), and when it waits for the customer (L5).

A claim keeps others from deciding, quiets reminders to them, and never stops the clock; it ends by itself. Waiting for
the customer does stop the clock: each time is an entry of the request's ledger, and the due time moves on by what was
left when it began, as the machine reckons it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.approvals import clock_time, moment
from bot.domain.card import Text, plain
from bot.domain.form import FieldErrors
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import QUIET, Actor, Click, Now, Outcome, Submission
from commands.orders.record import NAME
from models import ASKING, OPEN, Request

CLAIM, WAIT = "claim", "wait"
UNTIL: Mapping[str, tuple[str, timedelta]] = {
    "hour": ("For an hour", timedelta(hours=1)),
    "half_day": ("For four hours", timedelta(hours=4)),
    "day": ("Until this time tomorrow", timedelta(days=1)),
    "three_days": ("For three days", timedelta(days=3)),
    "week": ("For a week", timedelta(days=7)),
}
FREE: Mapping[str, Any] = {"claimed_by": "", "claimant": "", "claimed_at": None}


def claim(request: Request, actor: Actor, now: Now) -> Outcome:
    if request.claimed_by == actor.user and _stands(request, now):
        raise Refusal(f"Order {request.number} is yours already. Nothing was changed.", code="not_now")
    refuse_while_claimed(request, now)
    return _given(request, actor, now, "claimed", f"Claimed by {actor.called}")


def take_over(request: Request, actor: Actor, now: Now) -> Outcome:
    if not _stands(request, now) or request.claimed_by == actor.user:
        raise Refusal(f"Nobody else has claimed order {request.number}. Nothing was changed.", code="not_now")
    return _given(request, actor, now, "taken_over", f"Taken over by {actor.called} from @{request.claimant}")


def release(request: Request, actor: Actor) -> Outcome:
    only_while_asked(request)
    if request.claimed_by != actor.user:
        raise Refusal(f"Order {request.number} is not yours to release. Nothing was changed.", code="not_now")
    return Outcome("released", set=FREE, say=f"Released by {actor.called}")


def hand_over(request: Request, to: Actor, now: Now) -> Outcome:
    if request.claimed_by != now.actor.user:
        raise Refusal(f"Order {request.number} is not yours to hand over. Nothing was changed.", code="not_now")
    return _given(request, to, now, "handed_over", f"Handed over to @{to.name} by {now.actor.called}")


def over(request: Request, now: Now) -> Outcome:
    """A claim's time has come. One that was renewed since has a deadline of its own."""
    if not request.claimed_by or _stands(request, now):
        return QUIET
    return Outcome("claim_ended", set=FREE, say=f"The claim of @{request.claimant} ended; anybody may take it")


def refuse_while_claimed(request: Request, now: Now) -> None:
    """Raises the Refusal of whoever has not got it. Nobody waits longer than a claim's own time."""
    if request.claimed_at and _stands(request, now) and request.claimed_by != now.actor.user:
        since = plain((clock_time(request.claimed_at, now.policy.calendar_of(NAME)),))
        raise Refusal(
            f"Order {request.number} was claimed by @{request.claimant} at {since}. Nothing was changed; ask them to "
            "release it, or a manager to take it over.",
            code="claimed",
        )


def _given(request: Request, actor: Actor, now: Now, action: str, say: str) -> Outcome:
    until = now.at + _minutes(request, now.policy)
    mine = {"claimed_by": actor.user, "claimant": actor.name, "claimed_at": now.at}
    return Outcome(action, set=mine, say=say, deadlines=[(CLAIM, until)])


def only_while_asked(request: Request) -> None:
    if request.state not in ASKING:
        raise Refusal(f"Order {request.number} does not wait for anybody now. Nothing was changed.", code="not_now")


def _stands(request: Request, now: Now) -> bool:
    until = claimed_until(request, now.policy)
    return until is not None and now.at < until


def claimed_until(request: Request, policy: Policy) -> datetime | None:
    return request.claimed_at + _minutes(request, policy) if request.claimed_by and request.claimed_at else None


def _minutes(request: Request, policy: Policy) -> timedelta:
    return timedelta(minutes=policy.workflow(NAME).targets[request.target].claim_minutes)


# --- waiting for the customer ----------------------------------------------------------------------------------------


def paused(request: Request) -> Mapping[str, str] | None:
    """The entry of the ledger that has not ended."""
    last = request.pauses[-1] if request.pauses else None
    return last if last and not last["ended"] else None


def wait(request: Request, click: Click, now: Now) -> Outcome:
    if paused(request):
        raise Refusal(f"Order {request.number} waits for the customer already. Nothing was changed.", code="not_now")
    refuse_while_claimed(request, now)
    if not isinstance(click, Submission):
        return QUIET
    why, until = click.values.get("why", ""), click.values.get("until", "")
    wrong = {"why": "Choose a reason"} if why not in now.policy.workflow(NAME).waits else {}
    wrong |= {"until": "Choose a time"} if until not in UNTIL else {}
    if wrong:
        raise FieldErrors(wrong)
    end = now.at + UNTIL[until][1]
    entry = {"at": now.at.isoformat(), "until": end.isoformat(), "why": why, "name": now.actor.name, "ended": ""}
    said = f"Waits for the customer, said {now.actor.called}: {now.policy.workflow(NAME).waits[why]}"
    return Outcome("paused", set={"pauses": [*request.pauses, entry]}, say=said, deadlines=[(WAIT, end)])


def resume(request: Request, now: Now) -> Outcome:
    only_while_asked(request)
    if not paused(request):
        raise Refusal(f"Order {request.number} does not wait for the customer. Nothing was changed.", code="not_now")
    return Outcome("resumed", set=clock_runs(request, now.at), say=f"Resumed by {now.actor.called}")


def waited(request: Request, now: Now) -> Outcome:
    """The time of a wait has come, unless it was resumed before."""
    entry = paused(request)
    if entry is None or request.state not in OPEN or now.at < (end := datetime.fromisoformat(entry["until"])):
        return QUIET
    return Outcome("resumed", set=clock_runs(request, end), say="The time to wait for the customer is over")


def clock_runs(request: Request, at: datetime) -> dict[str, Any]:
    """The ledger of a request whose clock goes on at ``at``; nothing where it was not standing."""
    entry = paused(request)
    return {"pauses": [*request.pauses[:-1], {**entry, "ended": at.isoformat()}]} if entry else {}


def waiting_words(request: Request, policy: Policy) -> Text:
    """The card's second line while the clock stands."""
    entry = paused(request)
    if entry is None:
        return ()
    why = policy.workflow(NAME).waits.get(entry["why"], entry["why"])
    until = moment(datetime.fromisoformat(entry["until"]), policy.calendar_of(NAME))
    return ("Waiting for the customer until ", until, f" · {why} · the clock stands")
