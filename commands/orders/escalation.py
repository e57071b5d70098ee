"""The supervisors are called when the handbook says so: one message about an order, each reason once in a round (X4).

What was found stays found until the order is decided, also if it heals: the supervisors were told.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.domain.card import Bold, Text
from bot.domain.evidence import ELIGIBILITY, Verdict, listed
from bot.domain.triggers import DISPUTED, Trigger
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import Alert, Now, Outcome
from commands.orders import gate
from commands.orders.claims import only_while_asked
from commands.orders.record import NAME
from models import Request

MATTER = "escalation"


def called(
    request: Request, found: Iterable[Trigger], now: Now, caused_by: str = ""
) -> tuple[dict[str, Any], list[Alert]]:
    """The column and the message of reasons that are new; nothing where there are none.

    ``caused_by``: who said it, where a person did.
    """
    rules, known = now.policy.workflow(NAME).escalate, {one["trigger"] for one in request.escalations}
    new = [{"trigger": one.key, "why": one.why, "at": now.at.isoformat()} for one in found if one.key not in known]
    if not new or rules is None:
        return {}, []
    every = [*request.escalations, *new]
    who = now.policy.role_name(rules.to)
    words = f"{who}: order {request.number} needs your eyes: {_reasons(every)}."
    channel, several = now.policy.workflow(NAME).channel, "orders need the supervisors' eyes"
    alert = Alert(MATTER, channel, words, several=several, role=rules.to, caused_by=caused_by)
    return {"escalations": every}, [alert]


def over(request: Request, how: str) -> list[Alert]:
    """The order is decided, and so nobody is called any more. ``how``: in words."""
    if not request.escalations:
        return []
    text = f"Order {request.number} is decided: {how}. The supervisors were called: {_reasons(request.escalations)}."
    return [Alert(MATTER, "", text, over=True)]


def dispute(request: Request, now: Now) -> Outcome:
    """Somebody says that the customer does not accept what the eligibility check said."""
    only_while_asked(request)
    if now.policy.workflow(NAME).escalate is None:
        raise Refusal("The handbook names nobody to be called for that. Nothing was changed.", code="not_now")
    if is_disputed(request):
        raise Refusal(f"That about order {request.number} is known already. Nothing was changed.", code="not_now")
    said = f"the customer disputes the eligibility, said {now.actor.called}"
    columns, alerts = called(request, [Trigger(DISPUTED, said)], now, now.actor.user)
    return Outcome("disputed", set=columns, alerts=alerts, say=f"{said[0].upper()}{said[1:]}; the supervisors know")


def is_disputed(request: Request) -> bool:
    return any(one["trigger"] == DISPUTED for one in request.escalations)


def may_be_disputed(request: Request, policy: Policy) -> bool:
    """Whether the card offers it: the check did not pass, and nobody has said it yet."""
    doubtful = any(one.key == ELIGIBILITY and one.verdict is not Verdict.PASS for one in gate.checks_of(request))
    return doubtful and not is_disputed(request) and policy.workflow(NAME).escalate is not None


def said(request: Request, policy: Policy) -> list[Text]:
    """What the card says of it while it waits."""
    rules = policy.workflow(NAME).escalate
    if not request.escalations or rules is None:
        return []
    who = policy.role_name(rules.to)
    return [(Bold(f"Escalated to {who}"), f": {_reasons(request.escalations)}")]


def _reasons(escalations: Sequence[dict[str, Any]]) -> str:
    return listed([one["why"] for one in escalations])
