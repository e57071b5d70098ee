"""``python -m sandbox.salesforce``: the stand-in alone, on a port."""

import argparse
import sys
from pathlib import Path

from sandbox.salesforce import serve


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.salesforce", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--data", type=Path, default=None, help="SQLite file; without it, memory")
    parser.add_argument("--clock", default=None, help="story time as INSTANT@RATE; without it, real time")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="added to every API request")
    wanted = parser.parse_args()
    try:
        serve(wanted.port, wanted.data, wanted.clock, wanted.latency_ms)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"sandbox.salesforce: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
