"""``handoff run``: the bot."""

import argparse

from bot import log
from bot.app import Bot
from bot.settings import load_settings

HELP = "Run the bot until SIGTERM. It never migrates: run handoff migrate first."


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything is a setting."""


def run(_: argparse.Namespace) -> int:
    settings = load_settings()
    log.configure(settings.handoff_log.format, settings.handoff_log.level)
    Bot(settings).run()
    return 0
