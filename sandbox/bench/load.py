"""``python -m sandbox.bench.load``: many clients in a process of their own, at a steady rate or flat out.

Reads one click's body a line from a file and prints one JSON object. At a steady rate a click's time counts from the
instant at which it was due, so a server that stands still cannot hide the clicks that had to wait.
"""

import argparse
import json
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from sandbox.bench.wire import Line


def drive(port: int, bodies: Sequence[bytes], clients: int, rate: float) -> tuple[list[float], float]:
    """(seconds of each click, seconds in all). ``rate``: clicks a second, 0 for as fast as ``clients`` can."""
    took: list[float] = []
    faults: list[Exception] = []
    lock = threading.Lock()
    numbers = iter(range(len(bodies)))
    begun = time.perf_counter() + 0.05

    def client() -> None:
        line = Line(port)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None or faults:
                break
            due = begun + number / rate if rate else time.perf_counter()
            pause = due - time.perf_counter()
            if pause > 0:
                time.sleep(pause)
            try:
                line.click(bodies[number])
            except Exception as fault:  # noqa: BLE001  (handed to the main thread, which raises it)
                faults.append(fault)
                break
            with lock:
                took.append(time.perf_counter() - due)
        line.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return took, time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.bench.load", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--bodies", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--rate", type=float, default=0.0)
    wanted = parser.parse_args()
    took, seconds = drive(wanted.port, wanted.bodies.read_bytes().splitlines(), wanted.clients, wanted.rate)
    sys.stdout.write(json.dumps({"took": took, "seconds": seconds}))


if __name__ == "__main__":
    main()
