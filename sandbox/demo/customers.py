"""``python -m sandbox.demo.customers``: the demo's own traffic. It owns what waits at the start (one order of each kind
that a newcomer should meet), what comes next (one of each kind that calls for a supervisor) and how many there are at
most; after that the seed's story goes on by itself."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator

import httpx

from sandbox.traffic import Placed, Portal, make_story, pause, run

BACKLOG = ("good", "priority", "ineligible_product", "own_order")
CALLING = ("high_value", "repeated_orders", "other_address", "disputed")
HASTE = 0.35
"""Of the usual pause; so all of them are there within two minutes."""
MOST = 200


def place(
    portal: Portal, url: str, whmcs: str, seed: int, every: float, ended: threading.Event
) -> Iterator[Placed]:  # fmt: skip
    """The backlog and who calls for a supervisor, as far as they are missing; then one order every ``every`` seconds
    of story time."""
    index, opening = portal.next_index(seed), (*BACKLOG, *CALLING)
    while index < len(opening) and not ended.is_set():
        if index >= len(BACKLOG):
            pause(portal, every * HASTE, ended.is_set)
        if not ended.is_set():
            yield portal.place(make_story(seed, index, opening[index]))
        index += 1
    yield from run(url, seed, every=every, count=max(0, MOST - index), stopped=ended.is_set, whmcs=whmcs)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.demo.customers", description=__doc__)
    parser.add_argument("--salesforce", required=True, metavar="URL")
    parser.add_argument("--whmcs", required=True, metavar="URL")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--every", type=float, required=True, help="seconds of story time between two orders")
    wanted = parser.parse_args()
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    portal = Portal(wanted.salesforce, wanted.whmcs)
    while not ended.is_set():
        try:
            for placed in place(portal, wanted.salesforce, wanted.whmcs, wanted.seed, wanted.every, ended):
                sys.stdout.write(f"placed {placed.index} {placed.kind} {' '.join(placed.order_ids)}\n")
                sys.stdout.flush()
            break
        except httpx.TransportError:  # the org or WHMCS is away: what was placed already is found again
            time.sleep(0.5)
    portal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
