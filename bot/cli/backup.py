"""``handoff backup FILE``: a copy of the database, taken while the bot runs."""

import argparse
import sys
from pathlib import Path

from bot.operations.backup import backup
from bot.settings import load_store_settings
from bot.store import opened

HELP = "Copy the database to a new file; safe while the bot runs. docs/operating.md says how to restore."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="must not exist; SQLite: a database, PostgreSQL: for pg_restore")


def run(options: argparse.Namespace) -> int:
    with opened(load_store_settings().database_url.get_secret_value()) as store:
        size = backup(store, options.file)
    sys.stdout.write(f"{options.file}: {size} bytes\n")
    return 0
