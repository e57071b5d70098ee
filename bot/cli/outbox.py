"""``handoff outbox list | retry ID | park ID``: the deliveries, and what an operator may do with one."""

import argparse
import sys

from bot.app import desk
from bot.clock import Clock
from bot.operations.deliveries import listed, park, retry
from bot.operations.health import in_words
from bot.operations.operators import os_user
from bot.settings import load_store_settings
from bot.store import Store, opened

HELP = "List the deliveries that wait or are parked, try one again, or put one aside."
COLUMNS = "{:>8} {:<8} {:<20} {:<16} {:>8} {:>8} {}\n"


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("list", help="what waits or is parked, oldest first")
    for name, words in (("retry", "try a delivery again now"), ("park", "put a waiting delivery aside")):
        what.add_parser(name, help=words).add_argument("id", type=delivery, help="as outbox list shows it")


def delivery(text: str) -> int:
    """An id as a database can hold it."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError
    return int(text)


def run(options: argparse.Namespace) -> int:
    settings = load_store_settings()
    with opened(settings.database_url.get_secret_value()) as store:
        if options.what == "list":
            return _list(store)
        change = retry if options.what == "retry" else park
        sys.stdout.write(f"{change(desk(settings, store), options.id, os_user())}\n")
    return 0


def _list(store: Store) -> int:
    sys.stdout.write(COLUMNS.format("id", "state", "kind", "request", "age", "attempts", "fault").rstrip() + "\n")
    with store.reading() as session:
        for row in listed(session, Clock().real()):
            state = "in hand" if row.leased else row.state
            line = COLUMNS.format(row.id, state, row.kind, row.number, in_words(row.age), row.attempts, row.fault)
            sys.stdout.write(f"{line.rstrip()}\n")
    return 0
