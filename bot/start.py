"""What the vendors must say before their part of the work begins: asked in the background, again and again.

The process serves at once. As long as a part is not known its work waits and readiness names it. A wrong configuration
that a vendor tells of within the first seconds ends the start with its sentence; one that is found later is logged and
keeps readiness red, because a process that takes in presses is worth more than one that is gone.
"""

import threading
import time
from collections.abc import Callable, Mapping

from bot import log, turns
from bot.errors import ClientError, ConfigError, Transient

PATIENCE = 2.0
"""Seconds that a worker's thread waits for a part before it puts its row off: a start has just begun."""


class Learning:
    """``asks``: part → what learns it, raising ClientError or ConfigError. ``end``: stops the process that starts."""

    def __init__(
        self, asks: Mapping[str, Callable[[], None]], end: Callable[[], None], first_seconds: float = 10.0
    ) -> None:
        self._asks = asks
        self._end = end
        self._first_over = time.monotonic() + first_seconds
        self._known = {part: threading.Event() for part in asks}
        self._faults = dict.fromkeys(asks, "has not answered since this process started")
        self.wrong: ConfigError | None = None
        """What ended the start."""

    def ask(self, part: str) -> bool:
        """Whether ``part`` is known by now. Raises ClientError while its vendor fails."""
        if self._known[part].is_set():
            return True
        try:
            self._asks[part]()
        except ConfigError as error:
            self._refuse(part, error)
            return False
        except ClientError as error:
            self._faults[part] = str(error)
            raise
        self._known[part].set()
        log.get().info("start.learned", part=part)
        return True

    def need(self, part: str) -> None:
        """Raises Transient unless ``part`` becomes known within a moment."""
        with turns.elsewhere():
            known = self._known[part].wait(PATIENCE)
        if not known:
            raise Transient(f"{part} has not answered since the start.", code="not_learned")

    def faults(self) -> dict[str, str]:
        """Part → why its work has not begun."""
        return {part: fault for part, fault in self._faults.items() if not self._known[part].is_set()}

    def _refuse(self, part: str, error: ConfigError) -> None:
        if self._faults[part] != str(error):
            log.get().error("start.wrong_configuration", part=part, fault=str(error))
        self._faults[part] = str(error)
        if self.wrong is None and time.monotonic() < self._first_over:
            self.wrong = error
            self._end()
