"""Story time: an instant that runs at a rate of real time. It owns the only clock of this stand-in (records, history
and Date headers live in story time) and must not sleep or schedule."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime


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


def stamp(instant: datetime) -> str:
    """An audit field: whole seconds, milliseconds always 000. Such strings sort like the instants they name."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def precise_stamp(instant: datetime) -> str:
    """A datetime value with its milliseconds, in the same sortable form."""
    instant = instant.astimezone(UTC)
    return f"{instant:%Y-%m-%dT%H:%M:%S}.{instant.microsecond // 1000:03d}+0000"


def from_stamp(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


def http_date(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC).replace(microsecond=0), usegmt=True)


def from_http_date(text: str) -> datetime:
    """Raises ValueError for anything that is no HTTP date."""
    instant = parsedate_to_datetime(text)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
