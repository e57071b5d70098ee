"""``handoff status``: how the bot is, in words, told by the rows. Exit 1 if something is wrong."""

import argparse
import sys

from bot.clock import Clock
from bot.errors import ConfigError
from bot.operations.health import Line, health
from bot.settings import load_store_settings
from bot.store import opened

HELP = "Say in words how the bot is; exit 1 if something is wrong."


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: it tells all there is."""


def run(_: argparse.Namespace) -> int:
    url = load_store_settings().database_url.get_secret_value()
    try:
        with opened(url) as store, store.reading() as session:
            lines = health(session, Clock().real())
    except ConfigError as error:
        lines = [Line("database", str(error), fault=True)]
    for line in lines:
        sys.stdout.write(f"{'fault' if line.fault else 'ok':<6} {line.part:<14} {line.words}\n")
    return 1 if any(line.fault for line in lines) else 0
