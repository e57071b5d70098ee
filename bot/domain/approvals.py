"""Rules that every review shares: whose own request it is, how long it took, what changed, and the words for it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.card import Moment
from bot.handbook.policy import Calendar, Policy, Target, TargetClock


def is_own(policy: Policy, actor: Iterable[str], owners: Iterable[str]) -> bool:
    """Whether any identity of the actor (user id, e-mail) is, by the handbook's people, one of ``owners`` (S1, S2)."""
    people = [owner for owner in owners if owner]
    return any(policy.same_person(mine, theirs) for mine in actor for theirs in people)


def fingerprint(facts: Mapping[str, Any], details: Mapping[str, Any]) -> str:
    """Twelve hex characters that differ when anything a reviewer looks at differs."""
    text = json.dumps([facts, details], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def difference(
    labels: Mapping[str, str],
    facts: tuple[Mapping[str, Any], Mapping[str, Any]],
    details: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> list[list[str]]:
    """[label, old, new] for each thing that changed. Personal details are named, never shown: old and new are empty."""
    changes = []
    for name, label in labels.items():
        for (old, new), shown in ((facts, True), (details, False)):
            if name in new and old.get(name) != new[name]:
                before, after = (str(old.get(name) or "–"), str(new[name] or "–")) if shown else ("", "")
                changes.append([label, before, after])
    return changes


def by(serving: Mapping[str, Any], sign: str = "@") -> str:
    """Who is or was served, and for whom they decided: ``@cs.two for @cs.one``."""
    lent = serving.get("for")
    names = [serving.get("name", ""), *([lent["name"]] if lent else [])]
    return " for ".join(f"{sign}{name}" for name in names)


def in_words(amount: timedelta) -> str:
    """``2 h 5 min``: whole minutes, days only from two on."""
    minutes = int(amount.total_seconds() // 60)
    if minutes == 0:
        return "under 1 min"
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, minutes = divmod(minutes, 60)
    if hours and minutes:
        return f"{hours} h {minutes} min"
    return f"{hours} h" if hours else f"{minutes} min"


def target_in_words(target: Target) -> str:
    hours = target.amount / timedelta(hours=1)
    if target.clock is TargetClock.WALL:
        return in_words(target.amount)
    return f"{hours:g} business hours" if hours >= 1 else f"{in_words(target.amount)} of business time"


def day_in_words(day: date) -> str:
    """``Tue 24 Nov``."""
    return f"{day:%a} {day.day} {day:%b}"


def instant_in_words(at: datetime, zone: ZoneInfo) -> str:
    """``Tue 24 Nov 10:35``, as the zone's clocks say it."""
    local = at.astimezone(zone)
    return f"{day_in_words(local)} {local:%H:%M}"


def moment(at: datetime, calendar: Calendar, style: str = "{date_short_pretty} at {time}") -> Moment:
    """An instant for a card: the reader's zone where Slack draws it, the team's zone everywhere else."""
    return Moment(at, instant_in_words(at, calendar.zone), style)


def clock_time(at: datetime, calendar: Calendar, *, seconds: bool = False) -> Moment:
    """Only the time of day."""
    local = at.astimezone(calendar.zone)
    return Moment(at, f"{local:%H:%M:%S}", "{time_secs}") if seconds else Moment(at, f"{local:%H:%M}", "{time}")
