"""The dialogs of an order's review. Who opens one may decide, so they show the customer's details, on record."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.evidence import title
from bot.domain.form import Field, Form, Pick, Shown, Write
from bot.workflow import clockwork
from bot.workflow.contract import Now
from commands.orders import breakglass, gate
from commands.orders.claims import UNTIL
from commands.orders.record import NAME
from commands.orders.sentences import BREAKGLASS
from models import Request

LONGEST_NOTE = 2_000
WORDS = {
    "approve": ("Approve order", "Approve"),
    BREAKGLASS: ("Approve alone", "Approve alone"),
    "tick": ("Tick checks", "Tick"),
}
"""Form → its title and what sends it."""


def form(request: Request, verb: str, now: Now, personal: Mapping[str, Any]) -> Form:
    rules, order = now.policy.workflow(NAME), Shown("Order", request.number)
    match verb:
        case clockwork.WHY:
            return clockwork.why_form(request, f"Order {request.number}", now)
        case clockwork.SNOOZE:
            return clockwork.snooze_form(f"Order {request.number}")
        case "wait":
            until = Pick("until", "How long", {name: words for name, (words, _) in UNTIL.items()})
            return Form("Waiting for customer", [order, Pick("why", "Why", dict(rules.waits)), until], submit="Wait")
        case "review":
            return breakglass.form(request, [order, *_details(personal), *_findings(request, personal)])
        case "approve" | "tick" | "breakglass":
            asked = gate.questions(request, now.actor.user, personal, reasons=verb != "tick")
            asked = [breakglass.why(), *asked] if verb == BREAKGLASS else asked
            words = WORDS[verb]
            return Form(words[0], [order, *asked, *_details(personal)], submit=words[1])
        case "reject":
            reasons = Pick("reason", "Reason (written to the order's notes)", dict(rules.reasons))
            hint = "Added to the reason in Salesforce"
            note = Write("note", "In your own words", LONGEST_NOTE, optional=True, hint=hint)
            return Form("Reject order", [order, *_details(personal), reasons, note], submit="Reject order")
    return Form("Customer details", [order, *_details(personal), *_findings(request, personal)])


def _details(personal: Mapping[str, Any]) -> Sequence[Field]:
    if not personal:
        return [
            Shown("Customer", "The details are not here: they could not be read yet, or their time to be kept is over.")
        ]
    labels = {
        "name": "Name",
        "emails": "E-mail",
        "phones": "Phone",
        "address": "Installation address",
        "notes": "Notes",
    }
    return [Shown(label, personal.get(name) or "–") for name, label in labels.items()]


def _findings(request: Request, personal: Mapping[str, Any]) -> Sequence[Field]:
    """What the checks compared, and what people answered to them."""
    details = personal.get("checks") or {}
    found = [
        Shown(title(check.key), f"{gate.words(check)}\n{details.get(check.key, '')}".rstrip())
        for check in gate.checks_of(request)
    ]
    ticked = [Shown(f"{title(tick.key)}, said @{tick.name}", tick.note or "read") for tick in gate.ticks_of(request)]
    return [*found, *ticked]
