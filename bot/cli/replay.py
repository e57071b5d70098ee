"""``handoff replay``: how much of the past met its target, and how much would have by another calendar or target."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.app import find_workflows, load_policy
from bot.clock import Clock
from bot.domain.approvals import in_words, target_in_words
from bot.domain.replay import Attainment, Change, Comparison, Past, Rule, Rules, attained, compare, rules_if, rules_of
from bot.errors import ConfigError
from bot.handbook.policy import Policy, TargetClock
from bot.handbook.words import did_you_mean
from bot.operations.export import instant
from bot.settings import load_store_settings
from bot.store import opened
from bot.workflow.attainment import past

HELP = (
    "Say how much of the past met its target, and how much would have by another calendar or target. Changes nothing."
)
DAYS, MOST_DAYS = 30, 3_660
SHOWN = 50
COLUMNS = "{:<{width}}  {:<6}  {:>6}  {:>6}  {:>9}  {:>8}  {:>12}  {:>12}  {}"
HEAD = ("rules", "ended", "met", "open late", "attained", "p50", "p95", "time and clock")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workflow", default="orders", help="orders, if nothing else is said")
    parser.add_argument("--calendar", default="", metavar="ID", help="another calendar of the handbook")
    parser.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="TIME",
        help='such as 3h, "90m wall" or standard=3h; may be repeated, and without a name it is for every target',
    )
    parser.add_argument("--from", dest="since", help="a day of the company's zone, or an instant with its own")
    parser.add_argument("--to", dest="until", help="a day, which is included, or an instant; now, if nothing is said")
    parser.add_argument("--days", help=f"so many days until then, instead of --from; {DAYS}, if nothing is said")


def run(options: argparse.Namespace) -> int:
    settings = load_store_settings()
    policy, name, now = load_policy(settings, find_workflows()), options.workflow, Clock().business()
    if name not in policy.workflows:
        known = ", ".join(sorted(policy.workflows))
        raise ConfigError(f"--workflow: there is no {name!r}{did_you_mean(name, policy.workflows)}; write {known}")
    try:
        before, after = rules_of(policy, name), rules_if(policy, name, options.calendar, options.target)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    since, until = _span(options, policy, now)
    with opened(settings.database_url.get_secret_value()) as store, store.reading() as session:
        found = past(session, policy, name, since, until, now)
    lines = _compared(found, before, after) if options.calendar or options.target else _alone(found, before)
    for line in (_title(name, policy, since, until), "", *lines):
        sys.stdout.write(f"{line.rstrip()}\n")
    return 0


def _span(options: argparse.Namespace, policy: Policy, now: datetime) -> tuple[datetime, datetime]:
    zone = policy.company.zone
    until = instant(options.until, "--to", end=True, zone=zone) if options.until else now
    if options.since and options.days:
        raise ConfigError("--days: --from is there, too; keep one of the two")
    if not options.since:
        return _days_before(until, options.days or str(DAYS)), until
    since = instant(options.since, "--from", end=False, zone=zone)
    if since >= until:
        raise ConfigError("--from: is not before --to; without --to it must lie in the past")
    return since, until


def _days_before(until: datetime, days: str) -> datetime:
    try:
        if days.isascii() and days.isdigit() and 1 <= int(days) <= MOST_DAYS:
            return until - timedelta(days=int(days))
    except OverflowError:
        raise ConfigError("--to: so many days before it there is no date") from None
    raise ConfigError(f"--days: write a whole number from 1 to {MOST_DAYS}")


# --- what is printed -------------------------------------------------------------------------------------------------


def _title(workflow: str, policy: Policy, since: datetime, until: datetime) -> str:
    begin, end = (f"{at.astimezone(policy.company.zone):%Y-%m-%d %H:%M}" for at in (since, until))
    return f"{workflow} that ended from {begin} to {end} ({policy.company.timezone})"


def _alone(found: Past, rules: Rules) -> Iterator[str]:
    yield from _table([("now", attained(found, rules), rules)])
    yield ""
    yield "For the same by other rules add --calendar or --target."


def _compared(found: Past, before: Rules, after: Rules) -> Iterator[str]:
    comparison = compare(found, before, after)
    yield from _table([("before", comparison.before, before), ("after", comparison.after, after)])
    yield ""
    yield from _changes(comparison)


def _table(sides: Sequence[tuple[str, Mapping[str, Attainment], Rules]]) -> Iterator[str]:
    names = list(sides[0][1])
    width = max(map(len, ("target", *names)))
    yield COLUMNS.format("target", *HEAD, width=width)
    for name in names:
        for label, attainments, rules in sides:
            one = attainments[name]
            percent = "–" if one.percent is None else f"{one.percent:.1f} %"
            amounts = ["–" if amount is None else in_words(amount) for amount in (one.p50, one.p95)]
            counts = (one.count, one.met, one.open_breached)
            yield COLUMNS.format(name, label, *counts, percent, *amounts, _in_words(rules[name]), width=width)
    yield "attained: met, of what ended and what is open past its due time; p50, p95: of the time that was used"


def _in_words(rule: Rule) -> str:
    if rule.target.clock is TargetClock.WALL:
        return f"{target_in_words(rule.target)} by the wall clock"
    return f"{target_in_words(rule.target)}, {rule.calendar.name}"


def _changes(comparison: Comparison) -> Iterator[str]:
    changes = comparison.changes
    if not changes:
        yield "Nothing changes for any request."
        return
    yield "1 request changes:" if len(changes) == 1 else f"{len(changes):,} requests change:"
    shown = changes[:SHOWN]
    number, target, before = (max(map(len, column)) for column in zip(*map(_columns, shown), strict=True))
    for one in shown:
        yield f"  {one.number:<{number}}  {one.target:<{target}}  {one.before:<{before}}  → {one.after}"
    if len(changes) > SHOWN:
        yield f"  … and {len(changes) - SHOWN:,} more"


def _columns(one: Change) -> tuple[str, str, str]:
    return one.number, one.target, one.before
