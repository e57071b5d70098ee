"""Deadlines: found when business time reaches them, fired once, withdrawn with their request."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot import deadlines
from bot.store import Store
from models import Deadline, Ending, Request, State

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def request_id(store: Store) -> int:
    with store.transaction() as session:
        row = Request(public_id="R", workflow="orders", external_id="E", number="1", state=State.WAITING,
                      opened_at=NOW, target="standard", touched_at=NOW, facts={})  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def add(store: Store, request_id: int, *minutes: int) -> None:
    with store.transaction() as session:
        for minute in minutes:
            deadlines.schedule(session, request_id, "due", NOW + timedelta(minutes=minute))


def due(store: Store, at: datetime, limit: int = 100) -> list[Deadline]:
    with store.reading() as session:
        return list(deadlines.due(session, at, limit))


def test_nothing_is_due_a_microsecond_early(store: Store, request_id: int) -> None:
    add(store, request_id, 10)
    instant = NOW + timedelta(minutes=10)
    assert due(store, instant - timedelta(microseconds=1)) == []
    assert len(due(store, instant)) == 1


def test_the_oldest_come_first_and_no_more_than_asked_for(store: Store, request_id: int) -> None:
    add(store, request_id, 30, 10, 20, 40)
    found = due(store, NOW + timedelta(hours=1), 3)
    assert [row.due_at for row in found] == [NOW + timedelta(minutes=m) for m in (10, 20, 30)]


def test_a_deadline_fires_once(store: Store, request_id: int) -> None:
    add(store, request_id, 0)
    (row,) = due(store, NOW)
    for expected in (True, False):
        with store.transaction() as session:
            assert deadlines.close(session, row.id, NOW) is expected
    assert due(store, NOW) == []
    with store.reading() as session:
        assert session.get_one(Deadline, row.id).ending is Ending.FIRED


def test_of_many_who_fire_at_once_one_does(store: Store, request_id: int) -> None:
    add(store, request_id, 0)
    (row,) = due(store, NOW)
    fired: list[bool] = []

    def fire() -> None:
        with store.transaction() as session:
            fired.append(deadlines.close(session, row.id, NOW))

    threads = [threading.Thread(target=fire) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(fired) == [False] * 7 + [True]


def test_what_is_withdrawn_never_fires(store: Store, request_id: int) -> None:
    add(store, request_id, 0, 5)
    (first, _) = due(store, NOW + timedelta(hours=1))
    with store.transaction() as session:
        deadlines.close(session, first.id, NOW)
        deadlines.withdraw(session, request_id, NOW)
    assert due(store, NOW + timedelta(hours=1)) == []
    with store.reading() as session:
        endings = [row.ending for row in session.query(Deadline).order_by(Deadline.due_at)]
    assert endings == [Ending.FIRED, Ending.WITHDRAWN]
