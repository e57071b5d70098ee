"""One line of a check: how bad it is, what was looked at, and what was found or is to be done."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


class Line(NamedTuple):
    level: Level
    what: str
    says: str


def ok(what: str, says: str) -> Line:
    return Line(Level.OK, what, says)


def warning(what: str, says: str) -> Line:
    return Line(Level.WARNING, what, says)


def fault(what: str, says: str) -> Line:
    return Line(Level.FAULT, what, says)


def judged(what: str, good: str, faults: Iterable[str], level: Level = Level.FAULT) -> Line:
    """``good`` unless something is wrong."""
    wrong = "; ".join(filter(None, faults))
    return Line(level, what, wrong) if wrong else ok(what, good)


CLOCK_WARNING, CLOCK_FAULT = 5.0, 120.0


def clock_line(vendor: str, theirs: datetime | None, ours: datetime) -> Line:
    """Slack's signatures are refused when the clocks differ by five minutes; the org's clock guards every write."""
    what = f"clock against {vendor}"
    if theirs is None:
        return warning(what, "its answer carried no date")
    seconds = (ours - theirs).total_seconds()
    says = f"this machine is {abs(seconds):.0f} s {'ahead' if seconds > 0 else 'behind'}"
    if abs(seconds) < CLOCK_WARNING:
        return ok(what, "agrees within a few seconds")
    level = Level.FAULT if abs(seconds) > CLOCK_FAULT else Level.WARNING
    return Line(level, what, f"{says}: let it follow a time server (timedatectl set-ntp true)")
