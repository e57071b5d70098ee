"""``handoff chaos``: kill -9 under load, at random and at every named step, and what was lost or doubled by it."""

import argparse
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

from bot.errors import ConfigError

HELP = "Kill the bot under load, at random and at every named step, and count what was lost or done twice."
PER_STEP = 5
SHOWN = ("kills", "acked", "orders", "lost", "doubled", "stuck", "recovery_p50_s", "recovery_p95_s", "seconds")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--kills", type=int, default=30, help="random kills; five at every named step come on top")
    parser.add_argument("--database", help="URL of an empty database; without it, a new SQLite and a new PostgreSQL")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one of the two")
    parser.add_argument(
        "--transport",
        choices=["http", "socket"],
        help="how Slack reaches the bot; without it, both in turn (with --database, http: one database holds one run)",
    )
    parser.add_argument("--steps", help="only these named steps, with commas between, or none: a quick look")
    parser.add_argument("--per-step", type=int, default=PER_STEP, help="kills at each step")
    parser.add_argument("--keep", type=Path, help="a folder for the logs of every process")
    parser.add_argument("--record", action="store_true", help="write the figures to docs/figures.md")
    parser.add_argument("--seed", type=int, default=1, help="repeats the load, the faults and the order of kills")


def run(options: argparse.Namespace) -> int:
    chaos = import_module("sandbox.chaos")
    handbook = Path(os.environ.get("HANDOFF_HANDBOOK", "handbook.yaml"))
    if not handbook.exists():
        raise ConfigError(f"there is no handbook at {handbook}; name one by HANDOFF_HANDBOOK")
    known = chaos.Plan.steps
    steps = known if options.steps is None else tuple(filter(lambda name: name != "none", options.steps.split(",")))
    unknown = sorted(set(steps) - set(known))
    if unknown:
        raise ConfigError(f"--steps: there is no step {', '.join(unknown)}; there are {', '.join(known)}")
    transports = (options.transport,) if options.transport else ("http",) if options.database else chaos.Plan.transports
    plan = chaos.Plan(
        handbook=handbook,
        kills=options.kills,
        steps=steps,
        per_step=options.per_step,
        database=options.database,
        only=options.only,
        transports=transports,
        seed=options.seed,
        keep=options.keep,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that an ended run ends its processes too
    figures = chaos.run(plan, lambda words: sys.stderr.write(f"{words}\n"))
    if options.record:
        import_module("sandbox.figures").record(_section(options), figures)
    if options.json:
        sys.stdout.write(f"{json.dumps(figures, indent=2)}\n")
    else:
        _table(figures)
    return 0 if figures["ok"] else 1


def _section(options: argparse.Namespace) -> str:
    """The command as it must be typed to measure the same again; a smaller run never takes a whole one's place."""
    words = ["handoff chaos", f"--kills {options.kills}"]
    words += [f"--only {options.only}"] if options.only else []
    words += [f"--transport {options.transport}"] if options.transport else []
    words += [f"--per-step {options.per_step}"] if options.per_step != PER_STEP else []
    words += [f"--steps {options.steps}"] if options.steps is not None else []
    return " ".join(words)


def _table(figures: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    databases = figures["databases"]
    runs = [(kind, transport, each) for kind in databases for transport, each in databases[kind].items()]
    for kind, transport, each in runs:
        sys.stdout.write(f"\n{kind} over {transport}\n")
        for name in SHOWN:
            sys.stdout.write(f"  {name:<16} {each.get(name, '-')}\n")
        for group in ("kills_per_step", "faults"):
            counted = each.get(group)
            if isinstance(counted, dict):
                sys.stdout.write(f"  {group}\n")
                for name, count in counted.items():
                    sys.stdout.write(f"    {name:<26} {count}\n")
        findings = each.get("findings")
        for finding in findings if isinstance(findings, list) else ():
            sys.stdout.write(f"  ! {finding}\n")
