"""Why is it due then? The answer window by window, in words (L8)."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain import ladder
from bot.domain.approvals import day_in_words, in_words, instant_in_words, target_in_words
from bot.domain.sla import Closed, Piece, Ran, Stood, Track, explained
from bot.handbook.alarms import BREACH, Rung
from bot.handbook.policy import Policy, TargetClock

MOST = 40


def target_words(track: Track, name: str) -> str:
    by = "by the wall clock" if track.target.clock is TargetClock.WALL else f"calendar “{track.calendar.name}”"
    return f"{target_in_words(track.target)} ({name}), {by}"


def clock_lines(track: Track, reasons: Mapping[str, str]) -> list[str]:
    """What happened to the clock until it is due; ``reasons``: id → why a request waits for the customer."""
    pieces = explained(track)
    lines = [_line(piece, track, reasons) for piece in pieces[:MOST]]
    if len(pieces) > MOST:
        lines.append(f"… and {len(pieces) - MOST} more")
    return [*lines, f"→ due {instant_in_words(track.due_at, track.calendar.zone)}"]


def ladder_lines(policy: Policy, workflow: str, track: Track, at: datetime) -> list[str]:
    """The rungs that are still to come at ``at``."""
    rungs = [(track.reached(ladder.share(track, rung)), rung) for rung in policy.workflow(workflow).rungs]
    return [
        f"{instant_in_words(instant, track.calendar.zone)} · {rung.at} % · {_deed(policy, workflow, rung)}"
        for instant, rung in rungs
        if instant > at
    ]


def _deed(policy: Policy, workflow: str, rung: Rung) -> str:
    role = ladder.role_of(policy, workflow, rung)
    whom = f", {policy.role_name(role)} are called" if role else ""
    what = "a reminder in the thread" if rung.at < BREACH else "breach" if rung.at == BREACH else "told again"
    return f"{what}{whom}"


def _line(piece: Piece, track: Track, reasons: Mapping[str, str]) -> str:
    match piece:
        case Ran():
            return f"{_span(piece.begin, piece.end, track)} · {in_words(piece.amount)}"
        case Stood():
            return f"{_span(piece.begin, piece.end, track)} · stood: {reasons.get(piece.why, piece.why)}"
        case Closed():
            last = "" if piece.first == piece.last else f" – {day_in_words(piece.last)}"
            return f"{day_in_words(piece.first)}{last} · {piece.why}"


def _span(begin: datetime, end: datetime, track: Track) -> str:
    return f"{instant_in_words(begin, track.calendar.zone)}–{ladder.when(track, end, begin)}"
