"""Story time: an instant that runs at a rate of real time. It owns the one clock that a stand-in dates its records by,
and must not sleep or schedule."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class StoryClock:
    """``now() = instant + rate x (real time since it was set)``."""

    instant: datetime = field(default_factory=lambda: datetime.now(UTC))
    rate: float = 1.0
    started: float = field(default_factory=time.monotonic)

    @classmethod
    def parse(cls, text: str | None) -> "StoryClock":
        """From ``<ISO instant with zone>@<rate>``; None is real time. Raises ValueError with a sentence."""
        if text is None:
            return cls()
        instant, at, rate = text.rpartition("@")
        if not at:
            raise ValueError(f"clock {text!r} is not <ISO instant>@<rate>")
        return cls(parse_instant(instant), float(rate))

    def set(self, instant: datetime | None, rate: float | None) -> None:
        self.instant = instant or self.now()
        self.rate = self.rate if rate is None else rate
        self.started = time.monotonic()

    def add(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)

    def now(self) -> datetime:
        return self.instant + timedelta(seconds=self.rate * (time.monotonic() - self.started))


def parse_instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return instant.astimezone(UTC)
