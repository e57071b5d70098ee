"""What people may ask of a request's clock, whatever its workflow: why it is due then, and to be reminded later.

A workflow that takes part lists ``why`` and ``snooze`` among its verbs and hands them here.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.approvals import moment
from bot.domain.card import Button, Text
from bot.domain.explaining import clock_lines, ladder_lines, target_words
from bot.domain.form import Field, FieldErrors, Form, Pick, Shown
from bot.domain.ladder import when
from bot.errors import Refusal
from bot.handbook.alarms import BREACH
from bot.handbook.policy import Policy
from bot.workflow.contract import QUIET, Click, Now, Outcome, Submission
from bot.workflow.contract import WHY as WHY
from bot.workflow.ladder import track_of
from models import ASKING, OPEN, Request

SNOOZE = "snooze"
SNOOZES: Mapping[str, tuple[str, timedelta | None]] = {
    "quarter": ("For 15 minutes", timedelta(minutes=15)),
    "half": ("For 30 minutes", timedelta(minutes=30)),
    "hour": ("For an hour", timedelta(hours=1)),
    "breach": ("Until it is due", None),
}


def why_button(request: Request, what: str) -> Button | None:
    """Beside a card's due time, while it counts."""
    return Button(WHY, "Why?", f"Why is {what} due then?") if request.due_at and request.state in OPEN else None


def why_form(request: Request, what: str, now: Now) -> Form:
    track, rules = track_of(request, now.policy), now.policy.workflow(request.workflow)
    fields: list[Field] = [
        Shown("What", what),
        Shown("Target", target_words(track, request.target)),
        Shown("Its clock", "\n".join(clock_lines(track, rules.waits))),
    ]
    if request.state in ASKING and (ahead := ladder_lines(now.policy, request.workflow, track, now.at)):
        fields.append(Shown("If nobody decides", "\n".join(ahead)))
    return Form("Why is it due then?", fields)


def may_snooze(request: Request) -> bool:
    """Whether a reminder is still to come."""
    following = request.next_rung
    return request.state in ASKING and following is not None and following["percent"] < BREACH


def snooze_form(what: str) -> Form:
    options = {name: words for name, (words, _) in SNOOZES.items()}
    return Form("Snooze the reminder", [Shown("What", what), Pick("until", "Remind later", options)], submit="Snooze")


def snooze(request: Request, click: Click, what: str, now: Now) -> Outcome:
    """The next reminder waits, once. What comes after it stays where it is, and the breach is never put off."""
    if not may_snooze(request) or request.due_at is None:
        raise Refusal(f"No reminder of {what} is left to snooze. Nothing was changed.", code="not_now")
    if not isinstance(click, Submission):
        return QUIET
    chosen = SNOOZES.get(click.values.get("until", ""))
    if chosen is None:
        raise FieldErrors({"until": "Choose a time"})
    until = min(now.at + chosen[1], request.due_at) if chosen[1] else request.due_at
    snoozed = {"until": until.isoformat(), "user": now.actor.user, "name": now.actor.name}
    said = (
        f"The next reminder waits until {when(track_of(request, now.policy), until, now.at)}, said {now.actor.called}"
    )
    return Outcome("snoozed", set={"snoozed": snoozed}, say=said, detail={"until": until.isoformat()})


def next_words(request: Request, policy: Policy) -> Text:
    """The card's words for what comes next; empty after the last rung."""
    following = request.next_rung
    if following is None or request.state not in ASKING:
        return ()
    at = datetime.fromisoformat(following["at"])
    if request.snoozed and following["percent"] < BREACH:
        at = max(at, datetime.fromisoformat(request.snoozed["until"]))
    clock = moment(at, policy.calendar_of(request.workflow), "{date_short_pretty} {time}")
    if following["percent"] < BREACH:
        return ("next reminder ", clock, " in this thread")
    return ("breach notice " if following["percent"] == BREACH else "next call ", clock)
