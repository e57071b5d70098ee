"""What /metrics says (M2): what was counted in this process, and what stands in the rows at the moment of asking.

No label names a person, a customer or a record.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from bot import metrics
from bot.operations.figures import Figures


@dataclass(frozen=True)
class Process:
    """How this process is. ``faults`` as /readyz tells them."""

    now: datetime
    ticked: datetime | None
    polled: datetime | None
    faults: Mapping[str, str]
    shadow: bool


def exposition(process: Process, figures: Figures | None) -> bytes:
    """The text for Prometheus. ``figures`` None: the database does not answer."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Now(process, figures))
    return generate_latest(metrics.REGISTRY) + generate_latest(registry)


class _Now(Collector):
    def __init__(self, process: Process, figures: Figures | None) -> None:
        self._process, self._figures = process, figures

    def collect(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        process, figures = self._process, self._figures
        yield InfoMetricFamily("handoff_build", "The program", {"version": version("handoff-bot")})
        yield _gauge("ready", "1 if nothing keeps this process from being ready", not process.faults)
        faults = [(part, 1) for part in process.faults]
        yield _labelled("fault", "1 for each part that is wrong, as /readyz says", "part", faults)
        yield _gauge("shadow", "1 if nothing is written outside", process.shadow)
        if process.ticked is not None:
            yield _gauge("clock_lag_seconds", "Since the clock last did its work", _since(process, process.ticked))
        if process.polled is not None:
            yield _gauge("poll_age_seconds", "Since Salesforce was last read", _since(process, process.polled))
        if figures is None:
            return
        yield _gauge("paused", "1 while Handoff is read-only", figures.paused is not None)
        yield _labelled("requests_open", "Open requests, by state", "state", figures.requests.items())
        lanes = figures.lanes.items()
        waiting = [(lane, load.waiting) for lane, load in lanes]
        parked = [(lane, load.parked) for lane, load in lanes]
        oldest = [(lane, load.oldest.total_seconds()) for lane, load in lanes]
        yield _labelled("outbox_waiting", "Rows that wait, by lane of the outbox", "lane", waiting)
        yield _labelled("outbox_parked", "Rows that wait for an operator, by lane", "lane", parked)
        yield _labelled("outbox_oldest_seconds", "Age of the oldest waiting row, by lane", "lane", oldest)


def _since(process: Process, at: datetime) -> float:
    return max((process.now - at).total_seconds(), 0.0)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"handoff_{name}", words, value=float(value))


def _labelled(name: str, words: str, label: str, values: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"handoff_{name}", words, labels=[label])
    for key, value in values:
        family.add_metric([key], float(value))
    return family
