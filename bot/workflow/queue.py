"""What waits, by due time: one page of it, its counts, and a request by what people call it.

It reads and changes nothing. Pages and counts come from one index in its own order and stop after ``MOST`` rows, so a
backlog of ten thousand costs what one of a thousand does; what is beyond is reached by a filter or by its number.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, true, union_all
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.handbook.words import likely
from bot.workflow.contract import Workflow
from models import ASKING, LISTED, LISTED_ROWS, Card, Filter, Request, State

PAGE, MOST = 10, 1_000
SOON = timedelta(hours=1)
LONGEST_NUMBER, LONGEST_WORD = 20, 40
NEAR = 3


@dataclass(frozen=True)
class Counts:
    """Of what asks for a decision: how many wait, are due within the hour, are past their due time. All up to MOST."""

    waiting: int
    soon: int
    overdue: int


@dataclass(frozen=True)
class Row:
    """A request, and where its newest card stands, if it does."""

    request: Request
    card: tuple[str, str] | None


@dataclass(frozen=True)
class Listing:
    """One page of open work. ``total`` is what the filter leaves, up to MOST."""

    workflows: Sequence[Workflow]
    at: datetime
    counts: Counts
    filter: Filter
    page: int
    pages: int
    total: int
    rows: Sequence[Row]


def listing(
    session: Session, workflows: Sequence[Workflow], filter: Filter, page: int, user: str, at: datetime
) -> Listing:
    """Page ``page``, or the last one if there are fewer. ``at`` is business time, ``user`` is who reads it."""
    chosen = union_all(*(_chosen(workflow, filter, user, at) for workflow in workflows)).subquery("chosen").c
    total = min(session.scalar(select(func.count()).select_from(select(chosen.id).subquery())) or 0, MOST)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    ids = select(chosen.id).order_by(chosen.due_at, chosen.id).limit(PAGE).offset(PAGE * (page - 1)).subquery()
    found = session.scalars(
        select(Request).where(Request.id.in_(select(ids.c.id))).order_by(Request.due_at, Request.id)
    ).all()
    cards = places(session, [request.id for request in found])
    rows = [Row(request, cards.get(request.id)) for request in found]
    return Listing(workflows, at, _counts(session, workflows, at), filter, page, pages, total, rows)


def places(session: Session, requests: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Request → (channel, ts) of its newest card that stands."""
    standing = select(Card).where(Card.request_id.in_(requests), Card.gone.is_(False)).order_by(Card.id)
    return {card.request_id: (card.channel, card.ts) for card in session.scalars(standing)}


def _chosen(workflow: Workflow, filter: Filter, user: str, at: datetime) -> Select[int, datetime | None]:
    rows = select(Request.id, Request.due_at).where(Request.workflow == workflow.name)
    match filter:
        case Filter.ALL:
            rows = rows.where(LISTED_ROWS)
        case Filter.OVERDUE:
            rows = rows.where(LISTED_ROWS, Request.due_at <= at)
        case Filter.PRIORITY:
            rows = rows.where(LISTED_ROWS, Request.target.in_(sorted(workflow.urgent)))
        case Filter.MINE:  # the index by state: few are being served at a time
            served = sorted(LISTED - {State.WAITING})
            rows = rows.where(Request.state.in_(served), Request.serving["user"].as_string() == user)
    first = rows.order_by(Request.due_at, Request.id).limit(MOST).subquery()
    return select(first.c.id, first.c.due_at)


def _counts(session: Session, workflows: Sequence[Workflow], at: datetime) -> Counts:
    parts = []
    for workflow in workflows:
        asking = select(Request.due_at).where(
            LISTED_ROWS, Request.workflow == workflow.name, Request.state.in_(sorted(ASKING))
        )
        first = asking.order_by(Request.due_at, Request.id).limit(MOST).subquery()
        parts.append(select(first.c.due_at))
    due = union_all(*parts).subquery("asking").c.due_at
    counted = select(
        func.count().filter(true()),
        func.count().filter((due > at) & (due <= at + SOON)),
        func.count().filter(due <= at),
    )
    waiting, soon, overdue = session.execute(counted.select_from(due.table)).one()
    return Counts(waiting, soon, overdue)


# --- one request by what people call it ------------------------------------------------------------------------------


def find(session: Session, workflow: Workflow, word: str) -> Request:
    """The request whose number (leading zeros or not) or public id is ``word``; of several rounds the newest.

    Raises the Refusal that the person reads when there is none or more than one, with what they may have meant.
    """
    noun = workflow.slash.noun
    asked = "".join(filter(str.isprintable, unicodedata.normalize("NFKC", word))).strip(" #")[:LONGEST_WORD]
    found = _spelled_like(session, workflow, asked.upper())
    if len(found) > 1 and found[0].number != asked:
        numbers = [request.number for request in found]
        raise Refusal(f"{asked} can be {noun} {' or '.join(numbers)}. Type the whole number.", code="ambiguous")
    if not found:
        near = _near(session, workflow, asked)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise Refusal(f"No {noun} {asked} is known here.{meant} Nothing was changed.", code="unknown_number")
    return found[0]


def _spelled_like(session: Session, workflow: Workflow, word: str) -> list[Request]:
    """Each record that ``word`` can mean, by its newest round: the exact number first, a public id last."""
    bare = word.lstrip("0")
    spellings = {word, *(bare.rjust(length, "0") for length in range(len(bare), LONGEST_NUMBER + 1))}
    ours = select(Request).where(Request.workflow == workflow.name)
    numbered = session.scalars(
        ours.where(Request.number.in_(sorted(spellings))).order_by(Request.round.desc()).limit(9)
    )
    found: dict[str, Request] = {}
    for request in [*numbered, *session.scalars(ours.where(Request.public_id == word))]:
        found.setdefault(request.external_id, request)
    return sorted(found.values(), key=lambda request: request.number != word)


def _near(session: Session, workflow: Workflow, number: str) -> list[str]:
    """Numbers of open requests: those that end in what was typed, else those that look like it."""
    listed = select(Request.number).where(LISTED_ROWS, Request.workflow == workflow.name)
    numbers = list(session.scalars(listed.order_by(Request.due_at, Request.id).limit(MOST)))
    ending = [known for known in numbers if len(number) >= NEAR and known.endswith(number)]
    return ending[:NEAR] or likely(number, numbers, NEAR)
