"""How a workflow's requests met their targets, from the store: what ended in a span, what is missed so far, and by day.

An end is a decision that was written, whether approved or rejected, at the moment of its press; or one elsewhere, at
the moment that the record says. What was deleted did not end: nobody decided it, and no record says when it went. Nor
is a decision in shadow mode an end: nothing was written, and the request waits on. Open requests are looked at, too,
since those past their due time are missed so far. All times are business time.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from bot.domain.calendar import days_between
from bot.domain.replay import Ended, Past, judge, rules_of
from bot.domain.sla import pauses_of
from bot.handbook.policy import Policy
from bot.workflow.ladder import BUSY
from models import OPEN, Request, State

PAGE = 1_000
_SECOND = "2026-11-24T10:00:00"
_PRESSED, _ELSEWHERE = Request.serving["at"].as_string(), Request.outcome["at"].as_string()
_ENDED: ColumnElement[str] = case((Request.state == State.DONE, _PRESSED), else_=_ELSEWHERE)


@dataclass(frozen=True)
class Day:
    """What ended on one day of the company's zone, of one target."""

    day: date
    target: str
    count: int
    met: int


def past(session: Session, policy: Policy, workflow: str, since: datetime, until: datetime, now: datetime) -> Past:
    """What ended from ``since`` to just before ``until``, in order of time; and what is open ``now``.

    Of a span that is over, what is open now is looked at as of its end.
    """
    ended = sorted(_ended(session, policy, workflow, since, until), key=lambda one: (one.ended_at, one.number))
    waiting = sorted(_waiting(session, policy, workflow, min(until, now)), key=lambda one: (one.opened_at, one.number))
    return Past(ended, waiting)


def by_day(session: Session, policy: Policy, workflow: str, days: int, now: datetime) -> list[Day]:
    """The last days, today's included, in order: each has every target of the handbook, by whose rules it is judged."""
    zone, rules = policy.company.zone, rules_of(policy, workflow)
    last = now.astimezone(zone).date()
    found = {(last - timedelta(days=back), name): [0, 0] for back in reversed(range(days)) for name in sorted(rules)}
    since, until = days_between(last - timedelta(days=days - 1), last, zone)
    for one in _ended(session, policy, workflow, since, until):
        sums = found[one.ended_at.astimezone(zone).date(), one.target]
        sums[0] += 1
        sums[1] += judge(one, rules[one.target]).met
    return [Day(day, target, count, met) for (day, target), (count, met) in found.items()]


def _ended(session: Session, policy: Policy, workflow: str, since: datetime, until: datetime) -> Iterator[Ended]:
    # To the second by the database: two instants as text are in order only as far as both have the same digits.
    second = func.substr(_ENDED, 1, len(_SECOND))
    query = _columns(policy, workflow, _ENDED).where(
        Request.state.in_([State.DONE, State.ELSEWHERE]), second.between(_second(since), _second(until))
    )
    for row in _streamed(session, query):
        one = _as_ended(row, datetime.fromisoformat(row.at))
        if since <= one.ended_at < until:
            yield one


def _waiting(session: Session, policy: Policy, workflow: str, at: datetime) -> Iterator[Ended]:
    """A press that is being carried out counts as the end that it will be."""
    query = _columns(policy, workflow, _PRESSED).where(Request.state.in_(sorted(OPEN)), Request.opened_at < at)
    for row in _streamed(session, query):
        pressed = datetime.fromisoformat(row.at) if row.state in BUSY and row.at else at
        yield _as_ended(row, min(pressed, at))


def _columns(policy: Policy, workflow: str, at: ColumnElement[str]) -> Select[Any]:
    """Of requests whose target the handbook has."""
    targets = Request.target.in_(sorted(policy.workflow(workflow).targets))
    columns = (Request.number, Request.target, Request.opened_at, Request.pauses, Request.state, at.label("at"))
    return select(*columns).where(Request.workflow == workflow, targets)


def _streamed(session: Session, query: Select[Any]) -> Iterator[Row[Any]]:
    with closing(session.execute(query.execution_options(yield_per=PAGE))) as rows:
        yield from rows


def _as_ended(row: Row[Any], at: datetime) -> Ended:
    return Ended(row.number, row.target, row.opened_at, pauses_of(row.pauses), at)


def _second(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()[: len(_SECOND)]
