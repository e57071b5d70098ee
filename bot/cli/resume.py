"""``handoff resume``: the end of a pause. What waited goes on by itself."""

import argparse
import sys

from bot.clock import Clock
from bot.operations.operators import os_user
from bot.operations.pausing import cards_in_words, resume
from bot.settings import load_store_settings
from bot.store import opened

HELP = "End the pause that handoff pause began."


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: there is at most one pause."""


def run(_: argparse.Namespace) -> int:
    with opened(load_store_settings().database_url.get_secret_value()) as store:
        cards = resume(store, Clock(), os_user())
    sys.stdout.write(f"Handoff works again; buttons come back on {cards_in_words(cards)}.\n")
    return 0
