"""What people see of an order's review: the card in each of its states, and its line in a list.

Two lines decide on a phone: what it is, and where it stands. Nothing personal is on a card; *Reveal* shows that to who
may decide, privately and on record.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.approvals import by, clock_time, moment, target_in_words
from bot.domain.card import Bold, Button, Card, Choice, Fragment, Link, Text, plain
from bot.domain.evidence import Needs, Verdict, title, worst_first
from bot.handbook.policy import Policy
from bot.workflow import clockwork
from commands.orders import breakglass, claims, escalation, gate, provisioning, reach, separation
from commands.orders.record import NAME
from commands.orders.sentences import DID, DOING, deciders, elsewhere, too_late_to_undo
from models import ASKING, OPEN, Request, State

MOST_CHOICES = 5
"""Slack's menu takes no more."""
KINDS = {"priority": "Priority", "standard": "Standard"}


def card(request: Request, policy: Policy) -> Card:
    """The card of one round of one order, from the row alone."""
    heading, second = _headline(request, policy)
    facts = request.facts
    lines: list[Text] = [second]
    shown = [facts.get("products"), facts.get("price"), facts.get("area")]
    words = " · ".join(["Customer " + (facts.get("customer") or "unknown"), *filter(None, shown)])
    link = (" · ", Link(facts["url"], "Open in Salesforce")) if facts.get("url") else ()
    lines.append((words, *link))
    asking = request.state in ASKING
    needs = gate.needed(request, "") if asking and request.checks else Needs()
    notes = _notes(request) if asking or request.trouble else []
    if asking:
        notes += [*_evidence(request, policy), *separation.said(request, policy)]
        notes += [*escalation.said(request, policy), *_claimed(request, policy), *_coming(request, policy)]
        if not request.checks and facts.get("instructions"):
            notes.append(("The order has notes or special instructions: read them with Reveal",))
    if request.state is State.DONE and (request.serving or {}).get("undo_until"):
        notes.append((too_late_to_undo(request, policy),))
    notes += breakglass.said(request, policy)
    return Card(
        title=heading,
        summary=f"{request.number}: {plain(heading)}. {plain(second)}.",
        lines=lines,
        notes=notes,
        aside=clockwork.why_button(request, f"order {request.number}"),
        buttons=_buttons(request, policy),
        menu=_menu(request, policy, needs),
    )


def _buttons(request: Request, policy: Policy) -> list[Button]:
    """At most two: what most people want next."""
    order = f"order {request.number}"
    label = "Approve" if request.approvals or not _several(request, policy) else "Approve with second person…"
    failed = any(check.verdict is Verdict.FAIL for check in gate.checks_of(request))
    approve = Button("approve", label, f"Approve {order}", "" if failed else "primary")
    reject = Button("reject", "Reject", f"Reject {order}", "danger")
    if request.state in ASKING:
        again = Button("recheck", "Check again", f"Check {order} again")
        if gate.hopeless(request, policy):
            return [reject, again]
        return [reject, approve] if failed else [approve, reject]
    if _late(request):
        return [Button("retry", "Retry now", f"Retry {order} now")]
    if request.state is State.DECIDED and (request.serving or {}).get("undo_until"):
        undo = Button("undo", "Undo", f"Undo the decision about {order}")
        return [undo, reject] if request.approvals else [undo]
    if breakglass.is_open(request):
        return [Button("review", "Review", f"Review the approval of {order}")]
    return []


def _coming(request: Request, policy: Policy) -> list[Text]:
    """Whom it reaches, and what comes next if nobody decides."""
    following = clockwork.next_words(request, policy)
    reaches = reach.said(request, policy)
    if reaches and following:
        return [(*reaches[0], " · ", *following), *reaches[1:]]
    return reaches or ([following] if following else [])


def _several(request: Request, policy: Policy) -> bool:
    """Whether it needs several people, and they can."""
    return bool(separation.demands_of(request, policy)) and not gate.hopeless(request, policy)


def _menu(request: Request, policy: Policy, needs: Needs) -> list[Choice]:
    """Slack holds five: what a press of Approve would do anyway makes room for what nothing else does."""
    asking, reveal = request.state in ASKING, Choice("Reveal customer details", "reveal")
    if not asking:
        return [reveal]
    free = not request.claimed_by
    first, spare = [], []
    if request.state is State.FAILED:
        first = [Choice("Retry now", "retry")]
    elif request.approvals and free:
        first = [Choice("Take back the approval", "undo")]
    elif request.checks and free and needs.ticks:
        spare = [Choice("Tick checks", "tick")]
    elif request.checks and free and not gate.hopeless(request, policy):
        spare = [Choice("Check again", "recheck")]
    menu = [*first, *_claiming(request), *_waits(request, policy)]
    if free and _several(request, policy):
        menu.append(Choice("Approve alone (break-glass)", "breakglass"))
    if escalation.may_be_disputed(request, policy):
        menu.append(Choice("Customer disputes the eligibility", "dispute"))
    room = MOST_CHOICES - 1
    menu = [*(spare if len(menu) < room else []), *menu[:room]]
    if clockwork.may_snooze(request) and len(menu) < room:
        menu.append(Choice("Snooze the reminder", clockwork.SNOOZE))
    return [*menu, reveal]


def _claiming(request: Request) -> list[Choice]:
    """The card is everybody's: it offers what its claimant may do beside what the others may."""
    if request.claimed_by:
        return [Choice("Release the claim", "release"), Choice("Take over", "takeover")]
    return [Choice("Claim", "claim")]


def _waits(request: Request, policy: Policy) -> list[Choice]:
    if claims.paused(request):
        return [Choice("Resume", "resume")]
    return [Choice("Waiting for customer", "wait")] if policy.workflow(NAME).waits else []


def _evidence(request: Request, policy: Policy) -> list[Text]:
    """What the checks found: the worst first, and in one line what passes (E3)."""
    checks, ticks = gate.checks_of(request), {tick.key: tick for tick in gate.ticks_of(request)}
    if not checks:
        return []
    calendar, lines, fine = policy.calendar_of(NAME), list[Text](), list[str]()
    for check in worst_first(checks):
        name, tick = title(check.key), ticks.get(check.key)
        if check.verdict is Verdict.PASS:
            fine.append(name)
        elif tick is not None and check.verdict is Verdict.UNKNOWN:
            lines.append(("✓ ", Bold(name), f" ticked by @{tick.name}, ", clock_time(tick.at, calendar)))
        else:
            found = f" {gate.WORDS[check.verdict]} — {check.sentence} ({check.source})"
            lines.append((f"{gate.SIGNS[check.verdict]} ", Bold(name), found))
    if gate.hopeless(request, policy):
        lines.append(("It can't be approved as it is",))
    read_at = clock_time(min(check.read_at for check in checks), calendar)
    if len(fine) == len(checks):
        return [(f"✓ {len(fine)} of {len(checks)} checks pass · read ", read_at)]
    passing = f"✓ {' · ✓ '.join(fine)} · " if fine else ""
    return [*lines, (f"{passing}read ", read_at)]


def _claimed(request: Request, policy: Policy) -> list[Text]:
    until = claims.claimed_until(request, policy)
    if until is None:
        return []
    calendar = policy.calendar_of(NAME)
    since = clock_time(request.claimed_at or until, calendar)
    return [(f"Claimed by @{request.claimant}, ", since, " · until ", clock_time(until, calendar))]


def line(request: Request, policy: Policy, at: datetime) -> Text:
    """One line of a list: what it is, where it stands, when it is due, whose it is and where."""
    calendar, facts, serving = policy.calendar_of(NAME), request.facts, request.serving or {}
    words: list[Fragment] = [Bold(f"{request.number} · {KINDS.get(request.target, request.target)}"), " · "]
    match request.state:
        case State.CHECKING | State.DECIDED:
            words.append(f"{DOING[serving['verb']]} — {by(serving)}")
        case State.DONE:
            words.append(f"{DID[serving['verb']]} — {by(serving)}")
        case State.ELSEWHERE:
            words.append(elsewhere(request))
        case State.HELD:
            words.append("Held, it changed")
        case State.FAILED:
            words.append(f"Could not be {DID[serving['verb']].lower()}")
        case State.ARRIVED | State.WAITING:
            words.append("Waiting for the customer" if claims.paused(request) else "Waiting")
    if request.claimed_by and request.state in ASKING:
        words.append(f", claimed by @{request.claimant}")
    if request.due_at is not None and request.state in OPEN and not claims.paused(request):
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
        who = (f" — {deciders(request)}, ", clock_time(datetime.fromisoformat(serving["at"]), calendar))
    match request.state:
        case State.CHECKING:
            return (Bold(f"{DOING[serving['verb']]} {order}"), *who), (_late(request) or "Checking the record",)
        case State.DECIDED:
            return (Bold(f"{DOING[serving['verb']]} {order}"), *who), _writing(request, policy)
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
            title: Text = (Bold(f"Held {order} · {kind}"), " — it changed while ", f"{by(serving)} looked")
            return title, _waiting(request, policy)
        case State.ARRIVED | State.WAITING | State.FAILED:
            return (Bold(f"Review {order} · {kind}"),), _waiting(request, policy)


def _writing(request: Request, policy: Policy) -> Text:
    until = (request.serving or {}).get("undo_until")
    if _late(request):
        return (_late(request),)
    if not until:
        return ("Writing to Salesforce",)
    at = clock_time(datetime.fromisoformat(until), policy.calendar_of(NAME), seconds=True)
    return ("Written to Salesforce at ", at, "; until then it can be undone")


def _waiting(request: Request, policy: Policy) -> Text:
    if stands := claims.waiting_words(request, policy):
        return stands
    calendar, target = policy.calendar_of(NAME), policy.workflow(NAME).targets[request.target]
    if request.due_at is None:
        return ("Waiting",)
    due = moment(request.due_at, calendar)
    if request.overdue:
        return (Bold("Overdue"), " since ", due, f" · target {target_in_words(target)}")
    return (
        "Waiting · due ",
        replace(due, style="{date_short_pretty} at {time} ({ago})"),
        f" · target {target_in_words(target)}",
    )


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
