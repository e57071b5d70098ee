"""Intake: one call a cycle whatever changed, nothing missed, nothing taken in twice."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ClientError
from models import AuditLine, Cursor, Lease, Request, State
from tests.harness import Town
from tests.inside import Inside, inside
from tests.towns import ONE


@pytest.mark.parametrize("changed", [0, 10, 1000])
@ONE
def test_a_poll_is_one_call_however_much_changed(town: Town, database_url: str, changed: int) -> None:
    with inside(town, database_url, working=False) as bot:
        bot.poll()
        if changed:
            town.orders(changed)
        since = town.last_call()
        bot.poll()
        assert len(town.calls(since)) == 1
        assert len(bot.rows(Request)) == changed
        since = town.last_call()
        bot.poll()
        assert len(town.calls(since)) == 1
        assert len([line for line in bot.rows(AuditLine) if line.action == "opened"]) == changed


@ONE
def test_a_first_start_with_more_than_a_page_takes_in_every_order(town: Town, database_url: str) -> None:
    town.orders(2020)
    with inside(town, database_url, working=False) as bot:
        bot.poll()
        assert len(bot.rows(Request)) < 2020
        for _ in range(4):
            bot.poll()
        assert len(bot.rows(Request)) == 2020
        assert len({request.external_id for request in bot.rows(Request)}) == 2020


@ONE
def test_a_page_whose_locator_expired_is_read_from_the_mark_on(town: Town, database_url: str) -> None:
    town.orders(2020)
    with inside(town, database_url, working=False) as bot:
        bot.poll()
        town.fault(path=r"query/0r8", status=400, errorCode="INVALID_QUERY_LOCATOR", times=1)
        for _ in range(5):
            bot.poll()
        assert len(bot.rows(Request)) == 2020


def test_a_failing_poll_moves_no_mark_and_the_next_one_catches_up(bot: Inside, town: Town) -> None:
    bot.poll()
    order = town.order(at="2026-11-24T09:59:00+09:00")
    place = bot.rows(Cursor)
    for fault in ({"status": 503}, {"html": "<p>no</p>", "status": 200}, {"drop": "after"}):
        town.fault(path="composite", **fault)
        with pytest.raises(ClientError):
            bot.poll()
        town.org.delete("faults")
    assert [row.place for row in bot.rows(Cursor)] == [row.place for row in place]
    assert bot.arrive(order)


def test_an_order_that_shows_up_late_is_found_by_the_overlap(bot: Inside, town: Town) -> None:
    bot.poll()
    town.order(at="2026-11-24T10:00:00+09:00")
    bot.poll()
    late = town.order(at="2026-11-24T09:59:00+09:00")  # committed a minute after its stamp
    bot.poll()
    bot.quiet()
    assert bot.request(late).state is State.WAITING


def test_a_decision_that_no_mark_shows_is_found_by_reading_open_orders_again(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    town.touch(order, Status="Cancelled")
    far = (datetime.now(UTC) + timedelta(days=3650)).isoformat()
    with bot.store.transaction() as session:  # as if the mark had run ahead
        cursor = session.get_one(Cursor, "intake.orders")
        cursor.place = {**cursor.place, "mark": far}
    bot.poll()
    bot.quiet()
    assert bot.request(order).state is State.ELSEWHERE


def test_a_deleted_order_is_noticed_and_an_undeleted_one_comes_back(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    town.org.post("delete", id=order)
    bot.poll()
    bot.quiet()
    assert bot.request(order).state is State.ELSEWHERE
    bot.pass_time(5)
    town.org.post("undelete", id=order)
    bot.poll()
    bot.quiet()
    assert bot.request(order).round == 2
    assert bot.request(order).state is State.WAITING


def test_while_another_replica_polls_this_one_does_not(bot: Inside, town: Town) -> None:
    until = datetime.now(UTC) + timedelta(seconds=60)
    with bot.store.transaction() as session:
        session.merge(Lease(name="intake", owner="another", until=until))
    since = town.last_call()
    assert bot.poll() == 0
    assert town.calls(since) == []
    with bot.store.transaction() as session:
        session.merge(Lease(name="intake", owner="another", until=datetime.now(UTC) - timedelta(seconds=1)))
    bot.poll()
    assert len(town.calls(since)) == 1


def test_orders_of_other_statuses_are_nobodys_business(bot: Inside, town: Town) -> None:
    for status in ("Draft", "Approved", "Cancelled", "Activated"):
        town.order(order={"Status": status})
    bot.poll()
    bot.quiet()
    assert bot.rows(Request) == []
    assert town.cards() == []


def test_a_change_that_is_not_yet_read_is_asked_for_once(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    town.touch(order, ShippingCity="Kita")
    town.fault(path="query/", status=503, times=3)
    for _ in range(4):
        bot.poll()
    bot.quiet()
    assert "Kita" in str(bot.card(order)["blocks"])
    assert bot.actions(bot.request(order).public_id).count("changed") == 1
