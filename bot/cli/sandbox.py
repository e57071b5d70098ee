"""``handoff sandbox``: one stand-in alone, for whoever develops against it. It owns the command line only."""

import argparse
from importlib import import_module
from pathlib import Path

from bot.errors import ConfigError

HELP = "Run one stand-in alone, on a loopback port."


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="which", required=True)
    slack = kinds.add_parser("slack", help="a local Slack workspace: Web API, delivery to the bot, a browser page")
    salesforce = kinds.add_parser("salesforce", help="a local Salesforce org: REST API, Order rules, pages")
    whmcs = kinds.add_parser("whmcs", help="a local WHMCS: its API with the quirks of a live one")
    for one in (slack, salesforce, whmcs):
        one.add_argument("--port", type=int, default=0, help="0 picks a free one")
        one.add_argument("--data", type=Path, help="an SQLite file that keeps its state; without it, memory")
        one.add_argument("--latency-ms", type=float, default=0.0, help="added to every API request")
    slack.add_argument("--bot-url", default="http://127.0.0.1:3000/slack/events", help="where the bot listens")
    slack.add_argument("--console", help="the address of a demo's console, for the page's top bar")
    slack.add_argument("--rates", choices=["real", "off"], default="off", help="Slack's real rate limits, or none")
    slack.add_argument("--manifest", type=Path, help="an app.yaml: its scopes are granted, its events are sent")
    slack.add_argument("--socket-mode", action="store_true", help="over WebSockets, whatever the manifest says")
    for one in (salesforce, whmcs):
        one.add_argument("--clock", help="story time as INSTANT@RATE; without it, real time")


def run(options: argparse.Namespace) -> int:
    given = {name: value for name, value in vars(options).items() if name != "which"}
    try:
        # Found by name: the product never needs its stand-ins, only this command does.
        import_module(f"sandbox.{options.which}").serve(**given)
    except (OSError, ValueError) as error:
        raise ConfigError(f"sandbox {options.which}: {error}") from None
    return 0
