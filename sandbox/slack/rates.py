"""Slack's rate limits per method: so many calls in a minute, and about one message a second in each channel. Off unless
asked for; it answers how long to wait and never counts a call that it refused."""

import math
import time
from collections import deque

from sandbox.slack.methods import METHODS

WINDOW_S = 60.0
CHANNEL_BURST = 4.0
CHANNEL_PER_S = 1.0


class Rates:
    """``mode``: ``real`` or ``off``. ``overrides``: calls a minute of single methods, with effect in both modes."""

    def __init__(self, mode: str = "off") -> None:
        self.mode = mode
        self.overrides: dict[str, int] = {}
        self._calls: dict[str, deque[float]] = {}
        self._channels: dict[str, tuple[float, float]] = {}

    def configure(self, mode: str | None = None, overrides: dict[str, int] | None = None) -> None:
        if mode not in (None, "real", "off"):
            raise ValueError("rates are 'real' or 'off'")
        self.mode = mode or self.mode
        self.overrides = self.overrides if overrides is None else dict(overrides)
        self._calls.clear()
        self._channels.clear()

    def wait(self, method: str, channel: str) -> int:
        """Whole seconds that the caller must wait, 0 when the call may go on and is counted."""
        now = time.monotonic()
        most = self.overrides.get(method, METHODS[method].per_minute if self.mode == "real" else 0)
        if not most:
            return 0
        calls = self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - WINDOW_S:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + WINDOW_S - now))
        if method == "chat.postMessage" and self.mode == "real" and channel:
            left, seen = self._channels.get(channel, (CHANNEL_BURST, now))
            left = min(CHANNEL_BURST, left + (now - seen) * CHANNEL_PER_S)
            if left < 1.0:
                self._channels[channel] = (left, now)
                return max(1, math.ceil((1.0 - left) / CHANNEL_PER_S))
            self._channels[channel] = (left - 1.0, now)
        calls.append(now)
        return 0

    def described(self) -> dict[str, object]:
        return {"mode": self.mode, "overrides": self.overrides}
