"""``python -m sandbox.traffic``: customers placing orders until SIGTERM, or until ``--count``."""

import argparse
import signal
import sys
import threading

from sandbox.traffic import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.traffic", description=__doc__)
    parser.add_argument("--salesforce", required=True, metavar="URL")
    parser.add_argument("--whmcs", default=None, metavar="URL", help="where the customers are clients too")
    parser.add_argument("--seed", type=int, default=1, help="the same seed tells the same story")
    parser.add_argument("--backlog", type=int, default=0, help="orders that are there from the start")
    parser.add_argument("--every", type=float, default=0.0, help="then one every so many seconds of story time")
    parser.add_argument("--count", type=int, default=None, help="at most so many in this run")
    wanted = parser.parse_args()
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    stories = run(
        wanted.salesforce, wanted.seed, backlog=wanted.backlog, every=wanted.every, count=wanted.count,
        stopped=ended.is_set, whmcs=wanted.whmcs,
    )  # fmt: skip
    for placed in stories:
        sys.stdout.write(f"placed {placed.index} {placed.kind} {' '.join(placed.order_ids)}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
