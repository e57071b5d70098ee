"""The clock's hand: jobs that fail, jobs with a bug, and the audit's head."""

import threading
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers.base import STATE_STOPPED

from bot import audit
from bot.clock import Clock
from bot.errors import Transient
from bot.scheduler import Job, Scheduler, publish_audit_head
from bot.store import Store
from models import Notice
from tests.harness import until
from tests.inside import Log, logging_to


def test_jobs_repeat_a_failed_one_soon_and_a_bug_stops_no_other() -> None:
    ran: dict[str, int] = {"good": 0, "bad": 0, "late": 0}

    def good() -> None:
        ran["good"] += 1

    def bad() -> None:
        ran["bad"] += 1
        raise ZeroDivisionError

    def late() -> None:
        ran["late"] += 1
        if ran["late"] == 1:
            raise Transient("x", code="X")

    log = Log()
    with logging_to(log):
        scheduler = Scheduler(Clock(), [Job("good", 0.1, good), Job("bad", 0.1, bad), Job("late", 3.0, late)])
        scheduler.start()
        try:
            until(lambda: ran["good"] >= 3 and ran["bad"] >= 3 and ran["late"] >= 2, "all jobs ran", 15)
        finally:
            scheduler.stop()
    assert set(scheduler.beats) == {"good", "late"}
    assert log.events("job.failed")
    assert log.events("job.delayed")[0]["code"] == "X"


def test_a_stop_waits_for_a_job_whose_vendor_fails_meanwhile_and_for_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, stopping = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        assert stopping.wait(10)
        raise Transient("x", code="timeout")

    scheduler = Scheduler(Clock(), [Job("slow", 60.0, slow)])
    scheduler.start()
    assert begun.wait(10)
    stop = threading.Thread(target=scheduler.stop, daemon=True)
    stop.start()
    until(lambda: scheduler._scheduler.state == STATE_STOPPED, "it begins to stop")
    stopping.set()
    stop.join(10)
    assert not stop.is_alive(), "the scheduler and its job wait for each other"
    assert not caplog.records, "a vendor that is down is one line of our own log, and no trace"


def test_the_audit_chains_head_is_told_to_the_log_and_to_the_operators(store: Store) -> None:
    at = Clock().real()
    with store.transaction() as session:
        audit.record(session, at, audit.Entry(actor="U1", action="approve", subject="K7Q2M9"))
        verdict = audit.verify(session)
    log = Log()
    with logging_to(log):
        publish_audit_head(store, Clock(), ZoneInfo("Asia/Tokyo"))
    [event] = log.events("audit.head")
    assert (event["lines"], event["hash"]) == (1, verdict.head)
    with store.reading() as session:
        [notice] = session.query(Notice)
    assert f"1 lines, the last has the hash {verdict.head}" in notice.text
