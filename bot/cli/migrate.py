"""``handoff migrate``: bring the database to the schema that this program knows."""

import argparse
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigError
from bot.settings import load_store_settings

HELP = "Upgrade the database to the newest schema."
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: the database is a setting."""


def alembic_config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def run(_: argparse.Namespace) -> int:
    url = load_store_settings().database_url.get_secret_value()
    try:
        command.upgrade(alembic_config(url), "head")
    except DBAPIError as error:
        raise ConfigError(f"DATABASE_URL: the database does not answer ({type(error.orig).__name__})") from None
    sys.stdout.write("the database is up to date\n")
    return 0
