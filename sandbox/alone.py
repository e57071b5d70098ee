"""The command line of a stand-in that is started by its module: port, file, clock and latency. It owns these options
only."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path


def alone(program: str, about: str | None, serve: Callable[[int, Path | None, str | None, float], None]) -> int:
    """Serve as the command line says. The exit code: 2 with a sentence when it cannot start."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=about)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--data", type=Path, default=None, help="SQLite file; without it, memory")
    parser.add_argument("--clock", default=None, help="story time as INSTANT@RATE; without it, real time")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="added to every API request")
    wanted = parser.parse_args()
    try:
        serve(wanted.port, wanted.data, wanted.clock, wanted.latency_ms)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{program}: {error}\n")
        return 2
    return 0
