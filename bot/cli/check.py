"""``handoff check``: everything that the bot needs from outside, a line each. It only prints; ``bot.checks`` looks."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from bot import log
from bot.app import build_salesforce, build_whmcs, find_workflows, load_policy
from bot.checks.database import database_lines
from bot.checks.line import Level, Line, ok
from bot.checks.salesforce import salesforce_lines
from bot.checks.settings import setting_lines
from bot.checks.slack import app_token_line, slack_lines
from bot.checks.whmcs import whmcs_lines
from bot.clients.slack_web import SlackWeb
from bot.settings import Settings, load_settings

HELP = "Check settings, Slack, Salesforce and the database: a line each, with the way out. Changes nothing."
WIDTH = 44


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: it looks at everything."""


def run(_: argparse.Namespace) -> int:
    settings = load_settings()
    log.configure("text", "error")
    count: Counter[Level] = Counter()
    for line in _lines(settings):
        count[line.level] += 1
        says = " ".join(line.says.split())
        sys.stdout.write(f"{line.level:<8} {line.what:<{WIDTH}} {says}\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{count[Level.FAULT]} faults, {count[Level.WARNING]} warnings, {count[Level.OK]} ok\n")
    return 1 if count[Level.FAULT] else 0


def _lines(settings: Settings) -> Iterator[Line]:
    workflows = find_workflows()
    policy = load_policy(settings, workflows)
    slack = SlackWeb(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    token = settings.slack_app_token
    app = SlackWeb(token.get_secret_value(), settings.slack_api_url) if token else None
    salesforce = build_salesforce(settings)
    clock = settings.handoff_clock
    yield from setting_lines(settings)
    yield ok("handbook", f"{len(policy.roles)} roles, {len(policy.workflows)} workflows, version {policy.version}")
    yield from database_lines(settings.database_url.get_secret_value())
    yield app_token_line(app)
    yield from slack_lines(slack, policy, clock)
    yield from salesforce_lines(salesforce, policy, workflows, clock)
    yield from whmcs_lines(build_whmcs(settings))
