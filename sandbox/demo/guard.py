"""``python -m sandbox.demo.guard``: outlives a demo that was killed, and ends what it left running. It reads ``+pid``
and ``-pid`` from its input; when that closes, every process group still named is ended. It does nothing else."""

import contextlib
import os
import signal
import sys
import time

GRACE = 5.0


def main() -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    _send(groups, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while _send(groups, 0) and time.monotonic() < until:
        time.sleep(0.1)
    _send(groups, signal.SIGKILL)


def _send(groups: set[int], number: int) -> bool:
    """Whether any of the groups is still there."""
    there = False
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)
            there = True
    return there


if __name__ == "__main__":
    main()
