"""The driver's own list: who pressed what, as which payload, and what was answered. It is the only account of promises
that the judge believes; it is written by the threads that sent the clicks and by nobody else."""

import json
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

APPROVE, REJECT, FORM, UNDO = "approve", "reject", "form", "undo"
"""``FORM`` is the press that opens the rejection's dialog; ``REJECT`` is the dialog sent."""
DECIDING = frozenset({APPROVE, REJECT})


@dataclass(frozen=True)
class Answer:
    """``status`` 0: no answer came. ``said``: the bot refused in the answer itself (only a dialog hears that)."""

    at: float
    status: int
    said: str = ""


@dataclass
class Click:
    """One payload, however often it was delivered. ``order`` is the Salesforce id, ``delivery`` Slack's trigger id."""

    order: str
    verb: str
    user: str
    delivery: str
    parcel: Mapping[str, Any] = field(repr=False, default_factory=dict)
    """What the stand-in delivers: its ``type`` and ``payload``."""
    about: str = ""
    """What the pressed button says it is about, so that the dialog it opens is known again."""
    answers: list[Answer] = field(default_factory=list)

    @property
    def acked(self) -> bool:
        return any(answer.status == 200 for answer in self.answers)

    @property
    def refused(self) -> bool:
        return any(answer.said for answer in self.answers)


class History:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clicks: list[Click] = []
        self._acks = 0
        self.statuses: Counter[int] = Counter()
        self.unopened = 0
        """Presses on Reject that were acked and after which no dialog came."""

    def begin(self, click: Click) -> None:
        with self._lock:
            self._clicks.append(click)

    def answered(self, click: Click, status: int, text: str) -> None:
        with self._lock:
            now = time.time()
            self._acks += status == 200 and not click.acked
            self.statuses[status] += 1
            click.answers.append(Answer(now, status, _refusal(text) if status == 200 else ""))

    def not_opened(self) -> None:
        with self._lock:
            self.unopened += 1

    @property
    def acked(self) -> int:
        """How many different clicks were acked."""
        return self._acks

    def last_acked(self) -> Click | None:
        """Rather one that decides: a repetition of it meets more than one that opens a dialog."""
        with self._lock:
            acked = [click for click in reversed(self._clicks) if click.acked]
        return next((click for click in acked if click.verb in DECIDING), acked[0] if acked else None)

    def clicks(self) -> Sequence[Click]:
        with self._lock:
            return tuple(self._clicks)


def _refusal(text: str) -> str:
    """What the answer to a dialog made of it: empty when it was taken in."""
    if not text.strip():
        return ""
    try:
        told = json.loads(text)
    except ValueError:
        return ""
    return str(told.get("response_action", "")) if isinstance(told, dict) else ""
