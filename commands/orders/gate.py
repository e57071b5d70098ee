"""What stands between a reviewer and Approve: checks that did not pass, and what people answered to them (E4, E7).

Unknown is never a pass: somebody ticks it and says where they looked. A warning is explained by who approves, and what
failed by each of those who approve past it. An answer counts only for exactly what its person saw.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain import evidence, separation
from bot.domain.evidence import INSTRUCTIONS, Check, Needs, Tick, Verdict
from bot.domain.form import Confirm, Field, FieldErrors, Shown, Write
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import Actor, Submission
from commands.orders.record import NAME
from models import Request

LONGEST_ANSWER = 500
WORDS = {Verdict.PASS: "passes", Verdict.UNKNOWN: "unknown", Verdict.WARN: "warns", Verdict.FAIL: "fails"}
SIGNS = {Verdict.PASS: "✓", Verdict.UNKNOWN: "?", Verdict.WARN: "!", Verdict.FAIL: "✕"}


def stored(checks: Sequence[Check]) -> list[dict[str, str]]:
    """As a request keeps them: the details are personal and lie elsewhere."""
    return [{**check.to_payload(), "detail": ""} for check in checks]


def checks_of(request: Request) -> list[Check]:
    return [Check.from_payload(one) for one in request.checks or ()]


def ticks_of(request: Request) -> list[Tick]:
    """The answers that still hold."""
    found = {check.key: check for check in checks_of(request)}
    ticks = [Tick.from_payload(one) for one in request.ticks or ()]
    return [one for one in ticks if one.key in found and one.holds(found[one.key])]


def needed(request: Request, user: str, checks: Sequence[Check] | None = None) -> Needs:
    """What an approval by this person still needs, of the checks as they were read last or of ``checks``."""
    ticks = [Tick.from_payload(one) for one in request.ticks or ()]
    counting = [one for one in ticks if one.verdict is Verdict.UNKNOWN or one.user == user]
    return evidence.needs(checks_of(request) if checks is None else checks, counting)


def hopeless(request: Request, policy: Policy) -> tuple[str, ...]:
    """The keys of the failed checks past which nobody may approve."""
    return separation.hopeless(policy.workflow(NAME).second_approval.values(), checks_of(request))


# --- asking and answering --------------------------------------------------------------------------------------------


def questions(request: Request, user: str, personal: Mapping[str, Any], *, reasons: bool) -> list[Field]:
    """Every check that did not pass with what was found, and a field for each answer that is wanted. ``reasons``: also
    those that only who approves gives."""
    needs, details = needed(request, user), personal.get("checks") or {}
    fields: list[Field] = []
    for check in evidence.worst_first(checks_of(request)):
        title = evidence.title(check.key)
        if check.verdict is not Verdict.PASS:
            found = [f"{WORDS[check.verdict].capitalize()}: {check.sentence} ({check.source})"]
            fields.append(Shown(title, "\n".join(filter(None, [*found, details.get(check.key, "")]))))
        name = _field(check)
        if check.key in needs.ticks and check.key == INSTRUCTIONS:
            fields.append(Confirm(name, title, "I have read them", optional=not reasons))
        elif check.key in needs.ticks:
            hint = "Only if you found out yourself that it is right"
            fields.append(Write(name, f"{title}: where did you look?", LONGEST_ANSWER, not reasons, hint))
        elif reasons and check.key in (*needs.failed, *needs.reasons):
            hint = "It stays in the record of the decision"
            fields.append(Write(name, f"{title}: why is it right nevertheless?", LONGEST_ANSWER, hint=hint))
    return fields


def answers(submission: Submission, request: Request, actor: Actor, at: datetime, *, whole: bool) -> list[Tick]:
    """What a form's answers say. ``whole``: everything that an approval needs must be among them.

    Raises FieldErrors for what is missing, the Refusal of a form whose questions are not those of now.
    """
    needs, found, errors = needed(request, actor.user), [], {}
    for check in checks_of(request):
        name = _field(check)
        if check.key not in {*needs.ticks, *((*needs.failed, *needs.reasons) if whole else ())}:
            continue
        if name not in submission.values:
            if whole:
                raise Refusal(
                    f"The checks of order {request.number} changed while you looked. Nothing was changed; please look "
                    "again.",
                    code="not_now",
                )
            continue
        note = printable(submission.values[name])
        if note:
            found.append(evidence.tick(check, actor.user, actor.name, "" if check.key == INSTRUCTIONS else note, at))
        elif whole:
            errors[name] = "Say it in a sentence" if check.key != INSTRUCTIONS else "Read them and tick"
    if errors:
        raise FieldErrors(errors)
    return found


def said(ticks: Sequence[Tick]) -> str:
    """For the record of the decision."""
    return "\n".join(f"{evidence.title(tick.key)}: {tick.note or 'read'}" for tick in ticks)


def with_ticks(request: Request, new: Sequence[Tick]) -> list[dict[str, str]]:
    """The request's answers, each check's newest of each person."""
    replaced = {(one.key, one.user) for one in new}
    kept = [one for one in request.ticks or () if (one["key"], one["user"]) not in replaced]
    return [*kept, *(one.to_payload() for one in new)]


def _field(check: Check) -> str:
    """An answer belongs to what its person saw: other findings have fields of other names."""
    return f"{check.key}.{check.seen}"


def printable(text: str) -> str:
    """One's own words without control characters, which Salesforce and PostgreSQL refuse."""
    # The joiner inside an emoji is no control character: cutting it would change what was written.
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


# --- after the press -------------------------------------------------------------------------------------------------


def changes(request: Request, checks: Sequence[Check], user: str) -> list[list[str]]:
    """[title, old, new] of each check that now stands in an approval's way."""
    before, needs = {check.key: check for check in checks_of(request)}, needed(request, user, checks)
    blocked = {*needs.failed, *needs.ticks, *needs.reasons}
    return [
        [evidence.title(check.key), words(before.get(check.key)), words(check)]
        for check in evidence.worst_first(checks)
        if check.key in blocked
    ]


def still_different(difference: Sequence[list[str]], checks: Sequence[Check]) -> list[list[str]]:
    """Of what a held card shows, what still holds: a check that passes again is no difference any more."""
    passing = {evidence.title(check.key) for check in checks if check.verdict is Verdict.PASS}
    return [entry for entry in difference if entry[0] not in passing]


def words(check: Check | None) -> str:
    return f"{WORDS[check.verdict]}: {check.sentence}" if check else "not looked at"
