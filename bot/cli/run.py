"""``handoff run``: the bot."""

import argparse

from sqlalchemy.exc import DBAPIError

from bot import log
from bot.app import Bot
from bot.errors import ConfigError
from bot.settings import load_settings

HELP = "Run the bot until SIGTERM. It never migrates: run handoff migrate first."


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything is a setting."""


def run(_: argparse.Namespace) -> int:
    settings = load_settings()
    log.configure(settings.handoff_log.format, settings.handoff_log.level)
    try:
        bot = Bot(settings)
    except DBAPIError as error:
        said = str(error.orig).partition("\n")[0]
        raise ConfigError(f"DATABASE_URL: the database failed ({said}); may the bot's user write to it?") from None
    bot.run()
    return 0
