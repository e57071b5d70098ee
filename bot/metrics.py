"""What is counted while the program runs, for /metrics (M2): presses and vendors' calls by how they ended.

Counters of one process, on a registry of their own. No label ever names a person, a customer or a record: labels are
short words of ours, of which there are few.
"""

from prometheus_client import CollectorRegistry, Counter

REGISTRY = CollectorRegistry()
_PRESSES = Counter("handoff_presses", "Presses and forms taken in, by outcome", ["outcome"], registry=REGISTRY)
_CALLS = Counter(
    "handoff_vendor_calls", "Calls of vendors, by vendor and outcome", ["vendor", "outcome"], registry=REGISTRY
)


def press(outcome: str) -> None:
    """``committed``, ``repeated``, ``malformed``, ``failed``, or ``refused_`` and the refusal's code."""
    _PRESSES.labels(outcome).inc()


def call(vendor: str, error: Exception | None = None) -> None:
    """``ok``, or what kind of fault it was: ``transient``, ``permanent``, ``unknown``."""
    _CALLS.labels(vendor.lower(), type(error).__name__.lower() if error else "ok").inc()
