"""The sweep that ``handoff bench`` times: the oldest hundred, found by the index, each claimed once, and named after
what was really measured.
"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bot import deadlines
from bot.cli import bench
from bot.operations import sweeps
from bot.operations.sweeps import DUE, START, Round
from bot.store import Store
from models import Deadline, Ending

OPEN = 400


def count(store: Store, *conditions: Any) -> int:
    with store.reading() as session:
        return session.scalars(select(func.count()).select_from(Deadline).where(*conditions)).one()


def test_each_round_claims_the_oldest_and_leaves_as_many_open(store: Store) -> None:
    took = sweeps.measure({OPEN: store}, rounds=2, warm_up=1)
    assert took.keys() == {OPEN}
    assert 0 < took[OPEN].finding < took[OPEN].whole
    assert count(store, Deadline.closed_at.is_(None)) == OPEN
    oldest = Deadline.due_at < START + timedelta(seconds=3 * DUE)
    assert count(store, Deadline.ending == Ending.FIRED) == count(store, oldest) == 3 * DUE


def test_deadlines_belong_to_many_requests_and_come_due_in_another_order_than_they_were_written(store: Store) -> None:
    sweeps.fill(store, OPEN)
    with store.reading() as session:
        written = session.scalars(select(Deadline).order_by(Deadline.id)).all()
    due = [deadline.due_at for deadline in written]
    assert sorted(due) == [START + timedelta(seconds=second) for second in range(OPEN)]
    assert due != sorted(due)
    assert len({deadline.request_id for deadline in written}) == OPEN // sweeps.PER_REQUEST


def test_a_sweep_that_finds_too_few_is_no_figure(store: Store) -> None:
    with pytest.raises(RuntimeError, match="60 deadlines were claimed instead of 100"):
        sweeps.measure({60: store}, rounds=1, warm_up=0)


def test_among_ten_thousand_the_index_finds_what_is_due_in_its_order(store: Store) -> None:
    sweeps.fill(store, 10_000)
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    with store.reading() as session:
        assert len(deadlines.due(session, START + timedelta(hours=1), DUE)) == DUE
    event.remove(store.engine, "before_cursor_execute", note)
    ((statement, parameters),) = [one for one in asked if one[0].startswith("SELECT")]
    explain = "EXPLAIN QUERY PLAN " if store.dialect == "sqlite" else "EXPLAIN "
    with store.engine.connect() as connection:
        plan = "\n".join(str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters))
    assert "ix_deadline_due_at" in plan, plan
    assert "Sort" not in plan, plan
    assert "TEMP B-TREE" not in plan, plan


def test_growth_without_a_number_is_that_to_a_million() -> None:
    few = Round(finding=1, whole=40)
    assert bench.named({10_000: few, 1_000_000: Round(finding=2, whole=50)}) == {
        "sweep_ms_10k": 40,
        "sweep_ms_1m": 50,
        "sweep_finding_ms_10k": 1,
        "sweep_finding_ms_1m": 2,
        "sweep_growth": 1.25,
    }
    quick = bench.named({10_000: few, 100_000: Round(finding=2, whole=44)})
    assert quick["sweep_growth_100k"] == 1.1
    assert not quick.keys() & {"sweep_ms_1m", "sweep_growth"}
