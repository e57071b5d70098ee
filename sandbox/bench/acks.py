"""How long a click waits for its ack: ours against a bare Bolt app, interleaved in one run; then under a steady load,
and flat out. A click of ours is a real Approve of a waiting order; the bare app gets the very same bytes.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sandbox.bench.processes import ROOT, Failed
from sandbox.bench.stage import Card
from sandbox.bench.wire import Line, quantile

CLIENTS = 16
MEDIAN, TAIL = 0.5, 0.99


def interleaved(ports: Mapping[str, int], cards: Sequence[Card], warm_up: int) -> dict[str, list[float]]:
    """Seconds of each counted click by server. One client in turn: each card goes to every server, one by one."""
    lines = {name: Line(port) for name, port in ports.items()}
    took: dict[str, list[float]] = {name: [] for name in ports}
    for number, card in enumerate(cards):
        for name, line in lines.items():
            seconds = line.click(card.body)
            if number >= warm_up:
                took[name].append(seconds)
    for line in lines.values():
        line.close()
    return took


def loaded(port: int, cards: Sequence[Card], folder: Path, rate: float) -> tuple[list[float], float]:
    """(seconds of each click, clicks a second) under a load from a process of its own; ``rate`` 0: flat out."""
    bodies = folder / "bodies.txt"
    bodies.write_bytes(b"\n".join(card.body for card in cards))
    done = subprocess.run(
        [sys.executable, "-m", "sandbox.bench.load", "--port", str(port), "--bodies", str(bodies),
         "--clients", str(CLIENTS), "--rate", f"{rate:g}"],
        cwd=ROOT, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"the load ended early: {done.stderr.strip()[-500:]}")
    answer = json.loads(done.stdout)
    return answer["took"], len(cards) / answer["seconds"]


def milliseconds(values: Sequence[float], share: float) -> float:
    return round(1000 * quantile(values, share), 3)
