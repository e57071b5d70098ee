"""``handoff audit verify`` and ``handoff audit export``: whether the audit chain is whole, and its lines."""

import argparse
import sys

from bot import audit
from bot.operations.export import FORMATS, export, instant
from bot.settings import load_store_settings
from bot.store import Store, opened

HELP = "Verify the hash chain of the audit trail, or export its lines."


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("verify", help="read the whole chain and say whether it is whole")
    lines = what.add_parser("export", help="print the lines of a span of time, refused attempts among them")
    lines.add_argument("--from", dest="since", required=True, help="a day (UTC), or an instant with its zone")
    lines.add_argument("--to", dest="until", required=True, help="a day, which is included, or an instant")
    lines.add_argument("--format", choices=FORMATS, default="csv")


def run(options: argparse.Namespace) -> int:
    with opened(load_store_settings().database_url.get_secret_value()) as store:
        return _verify(store) if options.what == "verify" else _export(store, options)


def _verify(store: Store) -> int:
    with store.reading() as session:
        verdict = audit.verify(session)
    if verdict.fault:
        sys.stdout.write(f"broken: {verdict.fault}\n")
        return 1
    sys.stdout.write(f"whole: {verdict.lines} lines, head {verdict.head}\n")
    return 0


def _export(store: Store, options: argparse.Namespace) -> int:
    since, until = instant(options.since, "--from", end=False), instant(options.until, "--to", end=True)
    with store.reading() as session:
        for piece in export(session, since, until, options.format):
            sys.stdout.write(piece)
    sys.stdout.flush()  # a reader who left is noticed here, and not when the program ends
    return 0
