"""Lists of open work: their pages, filters, counts and cost, and how a request is found by what people call it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from bot.app import find_workflows
from bot.errors import Refusal
from bot.store import Store
from bot.workflow import queue
from models import LISTED, LISTED_ROWS, OPEN, Card, Filter, Request, State

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ORDERS = find_workflows()["orders"]


def rows(count: int, start: int = 0, **more: Any) -> list[dict[str, Any]]:
    """Requests due a minute apart, the first half an hour ago."""
    return [
        {
            "public_id": f"P{start + n:05d}",
            "workflow": "orders",
            "external_id": f"801{start + n:08d}",
            "round": 1,
            "number": f"{start + n:08d}",
            "state": State.WAITING,
            "version": 1,
            "opened_at": NOW,
            "target": "standard",
            "due_at": NOW + timedelta(minutes=start + n - 30),
            "overdue": False,
            "facts": {"customer": "1", "area": "Setagaya, Tokyo"},
            "fingerprint": "f",
            "touched_at": NOW,
            "correlation": "C",
            **more,
        }
        for n in range(count)
    ]


def fill(store: Store, *groups: list[dict[str, Any]]) -> None:
    with store.transaction() as session:
        for group in groups:
            if group:
                session.execute(insert(Request), group)


def look(store: Store, filter: Filter = Filter.ALL, page: int = 1, user: str = "U1") -> queue.Listing:
    with store.reading() as session:
        return queue.listing(session, [ORDERS], filter, page, user, NOW)


def numbers(listing: queue.Listing) -> list[int]:
    return [int(row.request.number) for row in listing.rows]


@pytest.mark.parametrize(
    ("count", "page", "shown", "pages", "now_at"),
    [
        (0, 1, [], 1, 1),
        (1, 1, [0], 1, 1),
        (10, 1, list(range(10)), 1, 1),
        (11, 1, list(range(10)), 2, 1),
        (11, 2, [10], 2, 2),
        (11, 9, [10], 2, 2),
        (11, 0, list(range(10)), 2, 1),
    ],
)
def test_pages(store: Store, count: int, page: int, shown: list[int], pages: int, now_at: int) -> None:
    fill(store, rows(count))
    found = look(store, page=page)
    assert (numbers(found), found.pages, found.page, found.total) == (shown, pages, now_at, count)


def test_what_has_no_card_or_is_over_is_not_listed(store: Store) -> None:
    fill(store, *(rows(1, n, state=state, serving={"user": "U1"}) for n, state in enumerate(State)))
    states = {row.request.state for row in look(store).rows}
    assert states == set(LISTED) == set(OPEN) - {State.ARRIVED}
    assert str(LISTED_ROWS) == "request.state IN ('waiting', 'checking', 'held', 'decided', 'failed')"
    assert look(store).counts == queue.Counts(waiting=3, soon=0, overdue=3)


def test_filters_and_counts(store: Store) -> None:
    fill(
        store,
        rows(100),
        rows(3, 200, target="priority"),
        rows(2, 300, state=State.DECIDED, serving={"user": "U1"}),
        rows(1, 400, state=State.HELD, serving={"user": "U2"}),
    )
    assert look(store).counts == queue.Counts(waiting=104, soon=60, overdue=31)
    assert look(store, Filter.OVERDUE).total == 31
    assert numbers(look(store, Filter.PRIORITY)) == [200, 201, 202]
    assert numbers(look(store, Filter.MINE)) == [300, 301]
    assert numbers(look(store, Filter.MINE, user="U2")) == [400]
    assert look(store, Filter.MINE, user="U3").rows == []


def test_the_newest_card_that_stands_is_linked(store: Store) -> None:
    fill(store, rows(2))
    with store.transaction() as session:
        first = look(store).rows[0].request.id
        for ts, gone in (("1.1", True), ("2.2", False), ("3.3", False)):
            session.add(Card(request_id=first, channel="C1", ts=ts, gone=gone))
    assert [row.card for row in look(store).rows] == [("C1", "3.3"), None]


# --- cost ------------------------------------------------------------------------------------------------------------


def test_ten_thousand_rows_are_read_through_the_index_in_its_order(store: Store) -> None:
    fill(store, rows(9_990), rows(10, 9_990, target="priority"))
    with store.transaction() as session:
        session.execute(text("ANALYZE"))
    statements: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        found = look(store, page=100)
        assert numbers(found) == list(range(990, 1_000))
        assert (found.total, found.pages, found.counts.waiting) == (queue.MOST, 100, queue.MOST)
        assert numbers(look(store, Filter.PRIORITY)) == list(range(9_990, 10_000))
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
    asked = [(statement, parameters) for statement, parameters in statements if statement.startswith("SELECT")]
    assert len(asked) == 2 * 4, "the same few queries however many rows there are"
    for statement, parameters in asked:
        if "FROM card" not in statement:
            plan = explain(store, statement, parameters)
            assert "ix_request_listed" in plan, plan
            assert "SCAN request\n" not in plan, plan
            assert "Seq Scan on request" not in plan, plan
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan.split("ix_request_listed")[0], plan


def explain(store: Store, statement: str, parameters: Any) -> str:
    """The plan of a statement as it was sent."""
    explain = "EXPLAIN QUERY PLAN " if store.dialect == "sqlite" else "EXPLAIN "
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(explain + statement, parameters).all()
    return "\n".join(str(row[-1]) for row in found) + "\n"


# --- one by what people call it --------------------------------------------------------------------------------------


def find(session: Session, word: str) -> str:
    return queue.find(session, ORDERS, word).number


def test_a_number_with_or_without_its_zeros_and_an_id(store: Store) -> None:
    fill(store, rows(3, 41))
    with store.reading() as session:
        for word in ("00000042", "42", "042", " #42 ", "４２", "p00042", "P00042"):
            assert find(session, word) == "00000042", word
        for word in ("", "0", "4", "420", "P0004", "\x00", "%", "' OR 1=1 --", "9" * 500, "日本", "👩‍👩‍👧"):
            with pytest.raises(Refusal, match="is known here"):
                find(session, word)


def test_of_several_rounds_the_newest_is_meant_and_an_id_means_its_own(store: Store) -> None:
    again = [{**row, "public_id": "P00099", "round": 2} for row in rows(1, 42)]
    fill(store, rows(1, 42, state=State.DONE), again)
    with store.reading() as session:
        assert queue.find(session, ORDERS, "42").round == 2
        assert queue.find(session, ORDERS, "P00099").round == 2


def test_what_can_mean_two_is_asked_back_and_the_exact_number_wins(store: Store) -> None:
    twin = [{**row, "number": "42"} for row in rows(1, 77)]
    by_id = [{**row, "public_id": "43"} for row in rows(1, 78)]
    fill(store, rows(2, 42), twin, by_id)
    with store.reading() as session:
        assert find(session, "42") == "42"
        assert find(session, "00000042") == "00000042"
        with pytest.raises(Refusal, match="042 can be order 00000042 or 42") as caught:
            find(session, "042")
        assert caught.value.code == "ambiguous"
        with pytest.raises(Refusal, match="43 can be order 00000043 or 00000078"):
            find(session, "43")


def test_near_numbers_are_named_those_with_the_same_end_first(store: Store) -> None:
    fill(store, rows(5, 12_340))
    with store.reading() as session:
        with pytest.raises(Refusal, match=r"No order 342 is known here. Did you mean 00012342\? Nothing was changed."):
            find(session, "342")
        with pytest.raises(Refusal, match="Did you mean 0001234"):
            find(session, "00012359")
        with pytest.raises(Refusal, match=r"No order ZZZZ is known here. Nothing was changed."):
            find(session, "ZZZZ")
