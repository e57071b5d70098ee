"""``handoff demo``: everything on this machine, with no account anywhere. It owns only the way to ``sandbox``."""

import argparse
import os
from pathlib import Path

from bot.errors import ConfigError

HELP = "Run the bot against local stand-ins, with made-up customers. PORT, SPEED, SEED, FRESH, TRANSPORT."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, default=Path(".demo"), help="where its story is kept (.demo)")


def run(options: argparse.Namespace) -> int:
    from sandbox import demo  # noqa: PLC0415 - the product never needs its stand-ins, only this command does

    try:
        demo.run(demo.Wanted.read(os.environ, options.folder))
    except demo.DemoError as error:
        raise ConfigError(str(error)) from None
    return 0
