"""``handoff bench``: the figures of a click, an approval and a start, each measured from outside the bot, and of the
ticker's sweep through the open deadlines, measured on the bot's own queries.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from importlib import import_module

from alembic import command

from bot.cli.migrate import alembic_config
from bot.errors import ConfigError
from bot.operations import sweeps
from bot.operations.sweeps import Round
from bot.store import Store

HELP = (
    "Measure clicks against a bare Bolt app, calls per approval and poll, the time to the final card, start, memory, "
    "and the ticker's sweep."
)
FEW, MANY, QUICK_MANY = 10_000, 1_000_000, 100_000
NAMES = {FEW: "10k", MANY: "1m", QUICK_MANY: "100k"}
Fresh = Callable[[str], str]
"""A name → the URL of a new database."""
Progress = Callable[[str], None]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="fewer clicks: a look, not a figure")
    parser.add_argument("--record", action="store_true", help="write the figures to docs/figures.md")


def run(options: argparse.Namespace) -> int:
    suite = import_module("sandbox.bench.suite")

    def also(fresh: Fresh, say: Progress) -> dict[str, float]:
        return sweep(fresh, say, QUICK_MANY if options.quick else MANY, rounds=10 if options.quick else 40)

    try:
        figures = suite.run(quick=options.quick, say=lambda words: sys.stderr.write(f"{words}\n"), also=also)
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


def sweep(fresh: Fresh, say: Progress, many: int, rounds: int) -> dict[str, float]:
    """The figures of a sweep among few open deadlines and among ``many``, on one kind of database."""
    with ExitStack() as stack:
        stores = {}
        for count in (FEW, many):
            url = fresh(f"sweep_{NAMES[count]}")
            command.upgrade(alembic_config(url), "head")
            stores[count] = stack.enter_context(closing(Store(url)))
        say(f"sweeps among {FEW:,} and {many:,} open deadlines")
        return named(sweeps.measure(stores, rounds, warm_up=5))


def named(took: Mapping[int, Round]) -> dict[str, float]:
    """By the operator's words. Only growth to a million goes without its number."""
    many = max(took)
    figures = {f"sweep_ms_{NAMES[count]}": of.whole for count, of in took.items()}
    figures |= {f"sweep_finding_ms_{NAMES[count]}": of.finding for count, of in took.items()}
    growth = "sweep_growth" if many == MANY else f"sweep_growth_{NAMES[many]}"
    return {**figures, growth: round(took[many].whole / took[FEW].whole, 3)}
