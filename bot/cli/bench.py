"""``handoff bench``: the figures of a click, an approval and a start, each measured from outside the bot."""

import argparse
import json
import sys
from importlib import import_module

from bot.errors import ConfigError

HELP = "Measure clicks against a bare Bolt app, calls per approval and poll, the time to the final card, start, memory."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="fewer clicks: a look, not a figure")
    parser.add_argument("--record", action="store_true", help="write the figures to docs/figures.md")


def run(options: argparse.Namespace) -> int:
    suite = import_module("sandbox.bench.suite")
    try:
        figures = suite.run(quick=options.quick, say=lambda words: sys.stderr.write(f"{words}\n"))
    except suite.Failed as error:
        raise ConfigError(str(error)) from None
    if options.record:
        import_module("sandbox.figures").record("handoff bench", figures)
    if options.json:
        sys.stdout.write(f"{json.dumps(figures, indent=2)}\n")
    else:
        for key, value in figures.items():
            sys.stdout.write(f"{key:<36} {value}\n")
    return 0
