"""The past judged again: how much of it met its target, and how much would have under other rules (L9, R5).

A request's clock is a function of its rules, so the past needs nothing but the rules to be judged anew. "Met" means
what the card says: the end is not later than the due time. What is still open and past its due time counts as missed so
far, in a figure of its own, since an attainment without it would grow by leaving the worst ones undecided.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import ValidationError

from bot.domain.approvals import in_words
from bot.domain.sla import Pause, Track
from bot.handbook.calendars import Calendar
from bot.handbook.policy import Policy, Target, TargetClock
from bot.handbook.words import did_you_mean


@dataclass(frozen=True)
class Rule:
    target: Target
    calendar: Calendar


Rules = Mapping[str, Rule]
"""The name of a target → by what its requests are judged."""


@dataclass(frozen=True)
class Ended:
    """One request. ``ended_at``: when the person pressed or, for an end elsewhere, when the record says."""

    number: str
    target: str
    opened_at: datetime
    pauses: Sequence[Pause]
    ended_at: datetime


@dataclass(frozen=True)
class Past:
    ended: Sequence[Ended]
    waiting: Sequence[Ended] = ()
    """What is still open, as if it ended at the moment of looking."""


@dataclass(frozen=True)
class Judgement:
    met: bool
    used: timedelta
    by: timedelta
    """How much time was left, or by how much it was missed: time of its clock, so none while the clock stood."""


def judge(one: Ended, rule: Rule) -> Judgement:
    track = Track(rule.target, rule.calendar, one.opened_at, one.pauses)
    used, amount = track.used(one.ended_at), rule.target.amount
    # With time left the due time is not asked for: it may lie decades ahead, and be looked for day by day.
    met = used < amount or one.ended_at <= track.due_at
    return Judgement(met, used, abs(amount - used))


# --- attainment ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attainment:
    """Of one target. ``count``: how many ended; p50 and p95 are of the time that these used, None where there are none.

    ``open_breached``: how many are still open and missed so far.
    """

    target: str
    count: int
    met: int
    open_breached: int
    p50: timedelta | None
    p95: timedelta | None

    @property
    def percent(self) -> float | None:
        """How many met it, of those that ended or are missed so far. Rounded down: 100 means every one."""
        counted = self.count + self.open_breached
        return self.met * 1000 // counted / 10 if counted else None


@dataclass(frozen=True)
class Change:
    """A request of which two judgements differ, and what each says."""

    number: str
    target: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    before: Mapping[str, Attainment]
    after: Mapping[str, Attainment]
    changes: Sequence[Change]
    """What ended first, then what still waits; each in the order of the past that was compared."""


def attained(past: Past, rules: Rules) -> dict[str, Attainment]:
    """Target → attainment; every target of the rules has one."""
    return _summed(past, _judged(past.ended, rules), _judged(past.waiting, rules), rules)


def compare(past: Past, before: Rules, after: Rules) -> Comparison:
    """The same requests by two sets of rules that have the same targets."""
    ended, ended_then = _judged(past.ended, before), _judged(past.ended, after)
    waiting, waiting_then = _judged(past.waiting, before), _judged(past.waiting, after)
    changes = [
        *_changes(past.ended, ended, ended_then, _in_words),
        *_changes(past.waiting, waiting, waiting_then, _so_far_in_words),
    ]
    return Comparison(_summed(past, ended, waiting, before), _summed(past, ended_then, waiting_then, after), changes)


def _judged(those: Sequence[Ended], rules: Rules) -> list[Judgement]:
    return [judge(one, rules[one.target]) for one in those]


def _summed(
    past: Past, ended: Sequence[Judgement], waiting: Sequence[Judgement], rules: Rules
) -> dict[str, Attainment]:
    return {
        name: _of_target(name, _only(name, past.ended, ended), _only(name, past.waiting, waiting))
        for name in sorted(rules)
    }


def _only(target: str, those: Sequence[Ended], judged: Sequence[Judgement]) -> list[Judgement]:
    return [judgement for one, judgement in zip(those, judged, strict=True) if one.target == target]


def _of_target(name: str, ended: Sequence[Judgement], waiting: Sequence[Judgement]) -> Attainment:
    used = sorted(judgement.used for judgement in ended)
    return Attainment(
        target=name,
        count=len(ended),
        met=sum(judgement.met for judgement in ended),
        open_breached=sum(not judgement.met for judgement in waiting),
        p50=_percentile(used, 50),
        p95=_percentile(used, 95),
    )


def _percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """The least of these amounts within which so many percent of them are."""
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else None


def _changes(
    those: Sequence[Ended],
    before: Sequence[Judgement],
    after: Sequence[Judgement],
    words: Callable[[Judgement], str],
) -> Iterator[Change]:
    for one, old, new in zip(those, before, after, strict=True):
        if old.met != new.met:
            yield Change(one.number, one.target, words(old), words(new))


def _in_words(judgement: Judgement) -> str:
    return "met" if judgement.met else f"missed by {in_words(judgement.by)}"


def _so_far_in_words(judgement: Judgement) -> str:
    return "still open, in time" if judgement.met else f"still open, missed by {in_words(judgement.by)} so far"


# --- rules -----------------------------------------------------------------------------------------------------------

_WANTED = re.compile(r"(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*m)?(?:\s+([^\s=]+))?", re.ASCII)
_FORM = "write an amount such as 3h, 90m or 1h30m, then business or wall if the clock is another one, too"


def rules_of(policy: Policy, workflow: str) -> dict[str, Rule]:
    """Those of the handbook as it is."""
    calendar = policy.calendar_of(workflow)
    return {name: Rule(target, calendar) for name, target in policy.workflow(workflow).targets.items()}


def rules_if(policy: Policy, workflow: str, calendar: str, targets: Sequence[str]) -> dict[str, Rule]:
    """Those of the handbook with another calendar (its id; empty: the same) and other targets, as somebody typed them.

    A target: ``3h``, ``90m``, ``3h wall``, ``standard=3h``, ``priority=45m business``. Without a name it is meant for
    every target but those that are named; without a clock each keeps its own. Raises ValueError, whose words are the
    sentence for who typed it.
    """
    rules = rules_of(policy, workflow)
    if calendar:
        other = _calendar(policy, calendar)
        rules = {name: replace(rule, calendar=other) for name, rule in rules.items()}
    wanted = _by_name(targets, rules)
    return {
        name: replace(rule, target=_target(wanted.get(name, wanted.get("", "")), rule.target))
        for name, rule in rules.items()
    }


def _calendar(policy: Policy, name: str) -> Calendar:
    if name not in policy.calendars:
        known = ", ".join(sorted(policy.calendars))
        raise ValueError(
            f"there is no calendar {name!r}{did_you_mean(name, policy.calendars)}; the handbook's are {known}"
        )
    return policy.calendars[name]


def _by_name(targets: Sequence[str], rules: Rules) -> dict[str, str]:
    """The name of a target, or empty for all others → what was typed for it."""
    found: dict[str, str] = {}
    for typed in targets:
        before, named, after = unicodedata.normalize("NFKC", typed).partition("=")
        name, amount = (before.strip(), after.strip()) if named else ("", before.strip())
        if named and name not in rules:
            known = ", ".join(sorted(rules))
            raise ValueError(f"there is no target {name!r}{did_you_mean(name, rules)}; the handbook's are {known}")
        if name in found:
            twice = f"{name} is given" if name else "a target without a name is given"
            raise ValueError(f"{twice} twice; keep one of the two")
        if not amount:
            raise ValueError(f"{typed!r} has no amount; {_FORM}")
        found[name] = amount
    return found


def _target(typed: str, base: Target) -> Target:
    """``base`` with what was typed; empty: as it is."""
    if not typed:
        return base
    found = _WANTED.fullmatch(typed)
    if found is None or not (found[1] or found[2]):
        raise ValueError(f"{typed!r} is not a target; {_FORM}")
    hours, minutes, clock = int(found[1] or 0) or None, int(found[2] or 0) or None, found[3]
    clocks = [known.value for known in TargetClock]
    if clock and clock not in clocks:
        raise ValueError(f"there is no clock {clock!r}{did_you_mean(clock, clocks)}; write {' or '.join(clocks)}")
    try:
        return Target(hours=hours, minutes=minutes, clock=TargetClock(clock) if clock else base.clock)
    except ValidationError:
        raise ValueError(f"{typed!r} is no target; write from 1m to 100000h") from None
