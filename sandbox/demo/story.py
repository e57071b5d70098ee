"""The story's time: when it is, how fast it goes, and where it stopped. It owns the file that remembers it, and must
never go back, whatever killed the demo: records of the org would lie in the future."""

import json
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
START = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
"""A Tuesday, the day after a Japanese holiday."""
AHEAD = 3.0
"""Real seconds. What is saved lies that far ahead, so that a story whose demo was killed goes on and never back."""


class Story:
    def __init__(self, file: Path, rate: float) -> None:
        self._file = file
        self._lock = threading.Lock()
        self.rate = rate
        self._instant = self._remembered() or START.astimezone(UTC)
        self._since = time.monotonic()

    def _remembered(self) -> datetime | None:
        try:
            told = json.loads(self._file.read_text("utf-8"))
            return datetime.fromisoformat(told["now"]).astimezone(UTC)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def now(self) -> datetime:
        """Aware UTC."""
        with self._lock:
            return self._instant + timedelta(seconds=(time.monotonic() - self._since) * self.rate)

    def jump(self, by: timedelta) -> None:
        with self._lock:
            self._instant += by
        self.save()

    def save(self, *, ahead: float = AHEAD) -> None:
        """Remember the story's time, ``ahead`` real seconds on."""
        at = self.now() + timedelta(seconds=ahead * self.rate)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps({"now": at.astimezone(TOKYO).isoformat()}) + "\n", "utf-8")
        os.replace(fresh, self._file)

    def as_clock(self) -> str:
        """``<instant>@<rate>``, as the bot and the org want it told."""
        return f"{self.now().astimezone(TOKYO).isoformat()}@{self.rate:g}"

    def in_words(self) -> str:
        at = self.now().astimezone(TOKYO)
        return f"{at:%A}, {at.day} {at:%B}, {at:%H:%M} in Tokyo"
