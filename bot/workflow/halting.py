"""What stands between a decision and the world, whatever its workflow: a pause (M13), shadow mode (M9), and approvals
that do not count any more.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import pause
from bot.clock import Clock
from bot.domain.approvals import by
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import Outcome
from models import Request, State


def refuse_while_paused(session: Session, clock: Clock, policy: Policy) -> None:
    """Raise the Refusal that says since when and why nothing is decided."""
    paused = pause.standing(session)
    if paused is not None:
        zone = policy.company.zone
        since, now = clock.business_at(paused.at).astimezone(zone), clock.business().astimezone(zone)
        at = f"{since:%H:%M}" if since.date() == now.date() else f"{since.day} {since:%b %H:%M}"
        raise Refusal(f"Handoff is read-only since {at}: {paused.why}. Nothing was changed.", code="paused")


def shadowed(request: Request) -> Outcome:
    """The decision stands in our own records, and the request waits again, since outside nothing changed."""
    serving = request.serving or {}
    verb, who = serving["verb"], by(serving)
    unwritten = {"shadowed": verb, "by": who.removeprefix("@"), "at": serving["at"]}
    return Outcome(
        action=f"{verb}.shadowed",
        state=State.WAITING,
        set={"serving": None, "trouble": None, "difference": None, "outcome": unwritten, "approvals": []},
        tell=f"Shadow mode: nothing was written to Salesforce. Your {verb} of {request.number} is recorded only.",
        say=f"Shadow mode: nothing was written to Salesforce ({verb} by {who})",
    )


def too_few(what: str, gone: Sequence[str]) -> str:
    """Why a decision of several people is not written: some of them lost the right, or a role that it needed."""
    names = " and ".join(f"@{name}" for name in gone)
    why = f"{names} may not approve {what} any more" if gone else f"Those who approved {what} are not enough any more"
    return f"{why}. Nothing was written; it needs another person now."
