"""The two clocks of the house: real time and business time.

It owns the reading of ``HANDOFF_CLOCK`` and the arithmetic of a story clock. It decides nothing: which of the two a
rule uses is the rule's business (real: undo, backoff, leases, polls, signatures; business: due times, claims,
reminders, dates). It exists so that a clock is a value handed to whoever needs it and nobody reads a global one.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.errors import ConfigError

FORM = "<ISO instant with zone>@<rate>, e.g. 2026-11-24T10:00:00+09:00@60"
MAX_RATE = 1_000_000.0
FIRST_YEAR, LAST_YEAR = 2000, 2098  # public holidays are known until 2099


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """``Clock()`` is the real clock; ``Clock.parse(text)`` tells a story from the moment of parsing on.

    ``rate``: business seconds per real second; 1.0 for the real clock.
    """

    rate: float = 1.0
    story_start: datetime | None = None
    """Aware UTC; None on the real clock, whose business time is real time."""
    anchor: float = 0.0
    """The monotonic reading, in seconds, at which ``story_start`` was true."""
    now: Callable[[], datetime] = field(default=_now, repr=False, compare=False)
    monotonic: Callable[[], float] = field(default=time.monotonic, repr=False, compare=False)

    @classmethod
    def parse(
        cls, text: str, *, now: Callable[[], datetime] = _now, monotonic: Callable[[], float] = time.monotonic
    ) -> "Clock":
        """The story clock that ``text`` (``<instant>@<rate>``) asks for, starting now. ConfigError if malformed."""
        instant, at, speed = text.strip().rpartition("@")
        if not at:
            raise ConfigError(f"HANDOFF_CLOCK: has no @rate; write {FORM}")
        try:
            start = datetime.fromisoformat(instant)
        except ValueError:
            raise ConfigError(f"HANDOFF_CLOCK: the part before @ is not an ISO instant; write {FORM}") from None
        if start.tzinfo is None:
            raise ConfigError(f"HANDOFF_CLOCK: the instant has no time zone; write {FORM}")
        try:
            rate = float(speed)
        except ValueError:
            raise ConfigError(f"HANDOFF_CLOCK: the rate after @ is not a number; write {FORM}") from None
        if not (math.isfinite(rate) and 0 < rate <= MAX_RATE):
            raise ConfigError(f"HANDOFF_CLOCK: the rate must be above 0 and at most {MAX_RATE:.0f}; write {FORM}")
        if not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise ConfigError(f"HANDOFF_CLOCK: the year is not in {FIRST_YEAR}-{LAST_YEAR}; write {FORM}")
        return cls(rate=rate, story_start=start.astimezone(UTC), anchor=monotonic(), now=now, monotonic=monotonic)

    def real(self) -> datetime:
        """The wall clock's reading, aware UTC."""
        return self.now()

    def business(self) -> datetime:
        """Business time, aware UTC. A story's time follows the monotonic clock, so it never goes back."""
        if self.story_start is None:
            return self.now()
        return self.story_start + timedelta(seconds=(self.monotonic() - self.anchor) * self.rate)

    def business_at(self, real: datetime) -> datetime:
        """What business time it was at an instant of real time, for a clock that ran as it does now."""
        return real if self.story_start is None else self.business() - (self.real() - real) * self.rate
