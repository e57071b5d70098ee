"""How long a click waits for its ack while Slack's Web API and Salesforce hang. Two bots stand between vendors of their
own: those of one hang, those of the other answer, and both are clicked in turn by people who take their time.
Whatever else the machine does strikes both alike, and what hangs does so until calls time out and are tried again.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sandbox.bench.acks import MEDIAN, TAIL, milliseconds
from sandbox.bench.processes import Failed
from sandbox.bench.stage import Card, Stage
from sandbox.bench.wire import Line

HEALTHY, HUNG = "healthy", "hung"
SPACING_S = 0.08
"""Between two clicks at the same bot."""


@dataclass(frozen=True)
class Twin:
    """One of two bots that differ in nothing but their vendors."""

    stage: Stage
    port: int
    cards: Sequence[Card]


def measure(twins: Mapping[str, Twin], warm_up: int) -> dict[str, Any]:
    """The figures of all clicks but the first ``warm_up`` of each twin. They have equally many cards."""
    marks = {name: twin.stage.mark() for name, twin in twins.items()}
    with _hanging(twins[HUNG].stage) as calls:
        took = in_turn({name: (twin.port, twin.cards) for name, twin in twins.items()}, warm_up)
        approved = {name: twin.stage.approved(marks[name]) for name, twin in twins.items()}
    if not all(calls.values()) or approved[HUNG] or not approved[HEALTHY]:
        raise Failed(f"one should have hung and one worked: {calls} calls hung, {approved} orders were approved")
    return {**figures(took), "hung_calls": calls, "hung_approved_meanwhile": approved}


def in_turn(of: Mapping[str, tuple[int, Sequence[Card]]], warm_up: int) -> dict[str, list[float]]:
    """Seconds of each counted click by name. ``of``: port and cards. One click each, and who began is next the last."""
    lines = {name: Line(port) for name, (port, _) in of.items()}
    took: dict[str, list[float]] = {name: [] for name in of}
    begun = time.monotonic()
    for number, cards in enumerate(zip(*(cards for _, cards in of.values()), strict=True)):
        time.sleep(max(0.0, begun + number * SPACING_S - time.monotonic()))
        pairs = list(zip(lines, cards, strict=True))
        for name, card in pairs if number % 2 else reversed(pairs):
            seconds = lines[name].click(card.body)
            if number >= warm_up:
                took[name].append(seconds)
    for line in lines.values():
        line.close()
    return took


@contextmanager
def _hanging(stage: Stage) -> Iterator[dict[str, int]]:
    """Nothing of Slack's Web API or Salesforce answers inside. Yields how many calls hung at each, once it is over."""
    calls: dict[str, int] = {}
    stage.slack.do("faults", hang=True)
    stage.salesforce.do("faults", hang="before")
    yield calls
    calls["slack"] = sum(stage.slack.withdraw("faults")["counts"].values())
    calls["salesforce"] = sum(stage.salesforce.withdraw("faults")["injected"].values())


def figures(took: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """``took``: seconds of each click by twin."""
    found: dict[str, Any] = {}
    for key, share in (("p50", MEDIAN), ("p99", TAIL)):
        of = {name: milliseconds(values, share) for name, values in took.items()}
        found[f"hung_ack_ms_{key}"] = of
        found[f"hung_ack_ratio_{key}"] = round(of[HUNG] / of[HEALTHY], 3)
    return {**found, "hung_clicks": len(took[HUNG])}
