"""What people see of an order's review: the card in each of its states, and its two forms.

Two lines decide on a phone: what it is, and where it stands. Nothing personal is on a card; *Reveal* shows that to who
may decide, privately and on record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.approvals import clock_time, moment, target_in_words
from bot.domain.card import Bold, Button, Card, Choice, Fragment, Text, plain
from bot.domain.form import Form, Pick, Shown, Write
from bot.handbook.policy import Policy
from commands.orders import provisioning
from commands.orders.record import NAME
from commands.orders.review import DID, DOING, elsewhere
from models import ASKING, OPEN, Request, State

LONGEST_NOTE = 2_000
KINDS = {"priority": "Priority", "standard": "Standard"}


def card(request: Request, policy: Policy) -> Card:
    """The card of one round of one order, from the row alone."""
    title, second = _headline(request, policy)
    facts = request.facts
    lines: list[Text] = [second]
    shown = [facts.get("products"), facts.get("price"), facts.get("area")]
    lines.append((" · ".join(["Customer " + (facts.get("customer") or "unknown"), *filter(None, shown)]),))
    asking = request.state in ASKING
    notes = _notes(request) if asking or request.trouble else []
    if facts.get("instructions") and asking:
        notes.append(("The order has notes or special instructions: read them with Reveal",))
    order = f"order {request.number}"
    buttons: list[Button] = []
    if asking:
        buttons += [Button("approve", "Approve", f"Approve {order}", "primary")]
        buttons += [Button("reject", "Reject", f"Reject {order}", "danger")]
    elif _late(request):
        buttons += [Button("retry", "Retry now", f"Retry {order} now")]
    menu = [Choice("Reveal customer details", "reveal")]
    if request.state is State.FAILED:
        menu.insert(0, Choice("Retry now", "retry"))
    if facts.get("url"):
        menu.append(Choice("Open in Salesforce", url=facts["url"]))
    return Card(
        title=title,
        summary=f"{request.number}: {plain(title)}. {plain(second)}.",
        lines=lines,
        notes=notes,
        buttons=buttons,
        menu=menu,
    )


def line(request: Request, policy: Policy, at: datetime) -> Text:
    """One line of a list: what it is, where it stands, when it is due, whose it is and where."""
    calendar, facts, serving = policy.calendar_of(NAME), request.facts, request.serving or {}
    words: list[Fragment] = [Bold(f"{request.number} · {KINDS.get(request.target, request.target)}"), " · "]
    match request.state:
        case State.CHECKING | State.DECIDED:
            words.append(f"{DOING[serving['verb']]} — @{serving['name']}")
        case State.DONE:
            words.append(f"{DID[serving['verb']]} — @{serving['name']}")
        case State.ELSEWHERE:
            words.append(elsewhere(request))
        case State.HELD:
            words.append("Held, it changed")
        case State.FAILED:
            words.append(f"Could not be {DID[serving['verb']].lower()}")
        case State.ARRIVED | State.WAITING:
            words.append("Waiting")
    if request.due_at is not None and request.state in OPEN:
        late = request.due_at <= at
        words += [
            " · ",
            Bold("Overdue") if late else "due",
            " since " if late else " ",
            moment(request.due_at, calendar),
        ]
    words += [f" · {text}" for text in ("Customer " + (facts.get("customer") or "unknown"), facts.get("area")) if text]
    return tuple(words)


def _headline(request: Request, policy: Policy) -> tuple[Text, Text]:
    """The two lines that decide: state in words, then what it means for the clock."""
    calendar = policy.calendar_of(NAME)
    order, kind = f"order {request.number}", KINDS.get(request.target, request.target)
    serving, outcome = request.serving or {}, request.outcome or {}
    who: Text = ()
    if serving:
        who = (f" — @{serving['name']}, ", clock_time(datetime.fromisoformat(serving["at"]), calendar))
    match request.state:
        case State.CHECKING:
            return (Bold(f"{DOING[serving['verb']]} {order}"), *who), (_late(request) or "Checking the record",)
        case State.DECIDED:
            return (Bold(f"{DOING[serving['verb']]} {order}"), *who), (_late(request) or "Writing to Salesforce",)
        case State.DONE:
            why = policy.workflow(NAME).reason(serving["reason"]) if serving.get("reason") else ""
            said = [why, outcome["took"], outcome["sla"], provisioning.words(request, policy)]
            return (
                (Bold(f"{DID[serving['verb']]} {order}"), *who),
                (" · ".join(filter(None, said)),),
            )
        case State.ELSEWHERE:
            return (Bold(elsewhere(request)),), (_closed_when(outcome, policy),)
        case State.HELD:
            title: Text = (Bold(f"Held {order} · {kind}"), " — it changed while ", f"@{serving['name']} looked")
            return title, _waiting(request, policy)
        case State.ARRIVED | State.WAITING | State.FAILED:
            return (Bold(f"Review {order} · {kind}"),), _waiting(request, policy)


def _waiting(request: Request, policy: Policy) -> Text:
    calendar, target = policy.calendar_of(NAME), policy.workflow(NAME).targets[request.target]
    if request.due_at is None:
        return ("Waiting",)
    due: Fragment = moment(request.due_at, calendar)
    if request.overdue:
        return (Bold("Overdue"), " since ", due, f" · target {target_in_words(target)}")
    return ("Waiting · due ", due, f" · target {target_in_words(target)}")


def _late(request: Request) -> str:
    """What a delayed write says instead of its progress."""
    trouble = request.trouble
    if not trouble or trouble["kind"] != "late":
        return ""
    safe = (
        "decision is safe and will be written"
        if request.state is State.DECIDED
        else "press is safe and goes on by itself"
    )
    return f"Salesforce does not answer; your {safe} · ref {request.correlation}"


def _notes(request: Request) -> list[Text]:
    notes: list[Text] = []
    for label, old, new in request.difference or ():
        notes.append(
            (Bold(label), f": {old} → {new}") if old or new else (Bold(label), " changed (see it with Reveal)")
        )
    trouble = request.trouble or {}
    match trouble.get("kind"):
        case "refused":
            verb = DID[(request.serving or {}).get("verb", "approve")].lower()
            notes.append((Bold(f"Could not be {verb}"), f": {trouble['sentence']} · ref {request.correlation}"))
        case "unread":
            notes.append(
                (Bold("Salesforce could not be read"), f": {trouble['code']}; pressing a button reads it again")
            )
    return notes


def _closed_when(outcome: Mapping[str, Any], policy: Policy) -> str:
    at = outcome.get("at")
    return (
        f"Seen {plain((moment(datetime.fromisoformat(at), policy.calendar_of(NAME)),))}" if at else "Nothing to decide"
    )


# --- forms -----------------------------------------------------------------------------------------------------------


def form(request: Request, verb: str, policy: Policy, personal: Mapping[str, Any]) -> Form:
    """Who opens one may decide, so both show the customer's details."""
    fields: list[Shown | Pick | Write] = [Shown("Order", request.number), *_details(personal)]
    if verb == "reveal":
        return Form("Customer details", fields)
    reasons = Pick("reason", "Reason (written to the order's notes)", dict(policy.workflow(NAME).reasons))
    note = Write("note", "In your own words", LONGEST_NOTE, optional=True, hint="Added to the reason in Salesforce")
    return Form("Reject order", [*fields, reasons, note], submit="Reject order")


def _details(personal: Mapping[str, Any]) -> list[Shown]:
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
