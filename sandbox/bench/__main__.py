"""``python -m sandbox.bench``: the same as ``handoff bench``, where only the stand-ins are installed."""

import argparse
import json
import sys

from sandbox.bench.suite import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    figures = run(quick=parser.parse_args().quick, say=lambda what: print(what, file=sys.stderr))  # noqa: T201
    sys.stdout.write(f"{json.dumps(figures, indent=2)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
