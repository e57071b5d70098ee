"""The named steps at which a kill is aimed: which log line announces each, and which lines come after it. The bot's log
is the only thing of the product that this file knows; it must not kill anything itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Line = Mapping[str, Any]
CLICK, CARD = "click", "card"
"""A click goes its way in one chain of steps; its cards are posted and edited beside it, in a chain of their own."""
TAKEN_IN = 2
"""The rank of ``press.committed``: whatever the cards do for a click comes after it."""


@dataclass(frozen=True)
class Step:
    """A log line with this event and these fields. ``rank`` orders the steps of a chain in time."""

    name: str
    chain: str
    rank: int
    event: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def matches(self, line: Line) -> bool:
        return line.get("event") == self.event and all(line.get(key) == value for key, value in self.fields.items())


def _worker_steps(verb: str, rank: int) -> list[Step]:
    return [
        Step(f"outbox.claimed({verb})", CLICK, rank, "outbox.claimed", {"kind": f"orders.{verb}"}),
        Step(f"effect.sending({verb})", CLICK, rank + 1, "effect.sending", {"effect": verb}),
        Step(f"effect.answered({verb})", CLICK, rank + 2, "effect.answered", {"effect": verb}),
    ]


STEPS: tuple[Step, ...] = (
    Step("press.received", CLICK, 0, "press.received"),
    Step("press.committed", CLICK, TAKEN_IN, "press.committed"),
    *_worker_steps("look_up", 3),
    Step("request.moved(decided)", CLICK, 6, "request.moved", {"after": "decided"}),
    Step("request.moved(counted)", CLICK, 6, "request.moved", {"action": "approve.counted"}),
    *_worker_steps("approve", 8),
    *_worker_steps("reject", 8),
    Step("request.moved(done)", CLICK, 11, "request.moved", {"after": "done"}),
    Step("line.posting", CLICK, 13, "line.posting"),
    Step("line.posted", CLICK, 14, "line.posted"),
    Step("card.posting", CARD, 0, "card.posting"),
    Step("card.posted", CARD, 1, "card.posted"),
    Step("card.updating", CARD, 2, "card.updating"),
    Step("card.updated", CARD, 3, "card.updated"),
)
NAMES = tuple(step.name for step in STEPS)

_BETWEEN: tuple[Step, ...] = (
    Step("request.moved(checking)", CLICK, 1, "request.moved", {"after": "checking"}),
    *(
        Step(f"outbox.{end}({kind})", chain, rank, f"outbox.{end}", {"kind": kind})
        for end in ("done", "postponed", "parked", "unsettled", "lost_lease")
        for kind, chain, rank in (
            ("orders.look_up", CLICK, 7),
            ("orders.approve", CLICK, 12),
            ("orders.reject", CLICK, 12),
            ("slack.say", CLICK, 15),
            ("slack.card", CARD, 4),
        )
    ),
)
"""Lines that nobody aims at, but that prove that a step was over."""


def place(line: Line) -> Step | None:
    """The step that a log line announces, if any."""
    return next((step for step in (*STEPS, *_BETWEEN) if step.matches(line)), None)


def is_later(step: Step, aimed: Step) -> bool:
    """Whether a line of the same click proves that ``aimed`` was already over."""
    if step.chain == aimed.chain:
        return step.rank > aimed.rank
    return aimed.chain == CLICK and aimed.rank <= TAKEN_IN


def landed(aimed: Step, lines: Sequence[Line]) -> Step | None:
    """At which step a kill truly found the click.

    ``lines``: everything logged from the aimed line on, until the process was gone. A kill that came too late for its
    step counts for the step that the click had reached; None if that is no named one.
    """
    correlation = lines[0].get("correlation")
    reached = aimed
    for line in lines[1:]:
        if line.get("correlation") != correlation:
            continue
        step = place(line)
        if step is not None and is_later(step, reached):
            reached = step
    return reached if reached.name in NAMES else None
