"""``handoff audit verify``: read the whole audit chain and say whether it is whole."""

import argparse
import sys

from bot import audit
from bot.settings import load_store_settings
from bot.store import Store, check_schema

HELP = "Verify the hash chain of the audit trail."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"])


def run(_: argparse.Namespace) -> int:
    store = Store(load_store_settings().database_url.get_secret_value())
    check_schema(store)
    with store.reading() as session:
        verdict = audit.verify(session)
    store.close()
    if verdict.fault:
        sys.stdout.write(f"broken: {verdict.fault}\n")
        return 1
    sys.stdout.write(f"whole: {verdict.lines} lines, head {verdict.head}\n")
    return 0
