"""The words of a ladder: what each rung says, and what it says comes next (X1, X3)."""

from datetime import datetime, timedelta

from bot.domain.approvals import in_words, instant_in_words, target_in_words
from bot.domain.sla import Track
from bot.handbook.alarms import BREACH, Rung
from bot.handbook.policy import Policy


def share(track: Track, rung: Rung) -> timedelta:
    """So much of the target's clock is used at a rung."""
    return track.target.amount * rung.at / 100


def role_of(policy: Policy, workflow: str, rung: Rung) -> str:
    """Whose people a rung calls; empty: nobody's."""
    return rung.call or (policy.team_of(workflow).escalation if rung.at >= BREACH else "")


def reminder(policy: Policy, workflow: str, track: Track, rung: Rung, at: datetime) -> str:
    used = f"{rung.at} % of the time is used. Due {when(track, track.due_at, at)}."
    return f"{used} {following(policy, workflow, track, rung, at)}"


def breach(policy: Policy, workflow: str, track: Track, rung: Rung, what: str, at: datetime) -> str:
    """``what``: the request, e.g. ``order 00012345 (Standard)``."""
    waited, over = track.used(at), track.used(at) - track.target.amount
    late = f", {in_words(over)} too long" if over >= timedelta(minutes=1) else ""
    head = "Breached" if rung.at == BREACH else "Still waiting"
    said = f"{head}: {what} has waited {in_words(waited)}{late}. Target {target_in_words(track.target)}, due "
    return f"{said}{when(track, track.due_at, at)}. {following(policy, workflow, track, rung, at)}"


def following(policy: Policy, workflow: str, track: Track, rung: Rung, now: datetime) -> str:
    """What the next rung does, and when if nobody decides."""
    ladder = policy.workflow(workflow).rungs
    later = next((one for one in ladder if one.at > rung.at), None)
    if later is None:
        return "Nobody else is called after this."
    at, role = when(track, track.reached(share(track, later)), now), role_of(policy, workflow, later)
    whom = policy.role_name(role) if role else ""
    if later.at < BREACH:
        return f"Next: a reminder here{f' to {whom}' if whom else ''} at {at}."
    return f"Next: {'breach notice to' if later.at == BREACH else 'a call for'} {whom} at {at}."


def when(track: Track, instant: datetime, at: datetime) -> str:
    """An instant in the team's zone, with its day where that is not the day of ``at``."""
    zone = track.calendar.zone
    local, today = instant.astimezone(zone), at.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else instant_in_words(instant, zone)
