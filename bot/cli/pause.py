"""``handoff pause --why "…"``: the kill switch. It holds at once for every process, and until ``handoff resume``."""

import argparse
import sys

from bot.clock import Clock
from bot.operations.operators import os_user
from bot.operations.pausing import cards_in_words, pause
from bot.settings import load_store_settings
from bot.store import opened

HELP = "Make Handoff read-only: nothing is decided and nothing is written until handoff resume."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--why", required=True, help="the reason; it stands on every card")


def run(options: argparse.Namespace) -> int:
    with opened(load_store_settings().database_url.get_secret_value()) as store:
        cards = pause(store, Clock(), os_user(), options.why)
    sys.stdout.write(f"Handoff is read-only now; {cards_in_words(cards)} will say so. End it with: handoff resume\n")
    return 0
