"""The clock's hand: APScheduler calls the same few functions again and again. It holds no truth of its own.

What is due stands in rows; a tick only finds it, so a tick that came late or never was changes nothing for good. Jobs
are declared here, kept in memory, and never run twice at the same time.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.orm import Session

from bot import audit, deadlines, log, notices
from bot.clock import Clock
from bot.domain.noise import Weighed
from bot.errors import ClientError
from bot.operations import silences
from bot.store import Store
from bot.workflow import digests
from bot.workflow.machine import Machine
from models import Cursor, Deadline, Fate

TICK = 1.0
BATCH = 100
TICKED = "ticked"
MARK, STANDSTILL = timedelta(seconds=5), timedelta(seconds=90)
"""Of real time: how often the clock says that it ticks, and how long a silence of all clocks is one to speak of."""
AUDIT_HEAD = "audit_head"
SOON = 5.0
"""Seconds after which a job whose vendor failed runs again, at the earliest: a rare one waits a tenth of its time."""


@dataclass(frozen=True)
class Job:
    """``work`` every ``seconds`` of real time, once at the start."""

    name: str
    seconds: float
    work: Callable[[], object]


class Scheduler:
    def __init__(self, clock: Clock, jobs: list[Job]) -> None:
        self._clock = clock
        self.beats: dict[str, datetime] = {}
        """Job → when it last ended well."""
        self._every = {job.name: job.seconds for job in jobs}
        self._stopping = False
        self._pool = ThreadPoolExecutor(max(2, len(jobs)))
        # It would tell each failed job a second time, with a trace for every vendor that is down.
        logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": self._pool},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(self._ended, EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)
        for job in jobs:
            self._scheduler.add_job(job.work, "interval", seconds=job.seconds, id=job.name, next_run_time=clock.real())

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Begin no job any more, and let those that run end."""
        self._stopping = True
        self._scheduler.shutdown(wait=False)
        # Its own waiting holds the lock that the end of a failed job asks for: neither would ever go on.
        self._pool.shutdown(wait=True)

    def _ended(self, event: JobExecutionEvent) -> None:
        if event.exception is None:
            self.beats[event.job_id] = self._clock.real()
        elif isinstance(event.exception, ClientError):
            log.get().warning("job.delayed", job=event.job_id, code=event.exception.code)
            if not self._stopping:
                every = self._every[event.job_id]
                soon = timedelta(seconds=min(every, max(SOON, every / 10)))
                self._scheduler.modify_job(event.job_id, next_run_time=self._clock.real() + soon)
        else:
            log.get().error("job.failed", job=event.job_id, exc_info=event.exception)


def tick(machine: Machine) -> int:
    """Fire every deadline that business time has reached, and tell what was held back until now; how many fired."""
    total, stood = 0, _standstill(machine)
    while True:
        with machine.store.reading() as session:
            due = deadlines.due(session, machine.clock.business(), BATCH)
        fired = sum(_fire(machine, deadline, stood) for deadline in due)
        total += fired
        if not fired or len(due) < BATCH:
            break
    silences.expire(machine)
    digests.release(machine)
    return total


def _standstill(machine: Machine) -> tuple[datetime, datetime] | None:
    """From when to when (business time) no process's clock ticked, if that was long; marks that this one does."""
    now, at = machine.clock.real(), machine.clock.business()
    with machine.store.reading() as session:
        row = session.get(Cursor, TICKED)
    last, ticked = (datetime.fromisoformat(row.place[key]) for key in ("real", "at")) if row else (now, at)
    if row is not None and now - last < MARK:
        return None
    place = {"real": now.isoformat(), "at": at.isoformat()}
    machine.store.run(lambda session: session.merge(Cursor(name=TICKED, place=place)))
    return (ticked, at) if now - last > STANDSTILL else None


def _fire(machine: Machine, deadline: Deadline, stood: tuple[datetime, datetime] | None) -> bool:
    held = None
    if stood is not None and stood[0] < deadline.due_at <= stood[1]:
        held = Weighed(Fate.LATE, "it came while Handoff did not run")
    try:
        machine.fire(deadline, held)
    except Exception:  # noqa: BLE001  (one deadline with a bug must not hold up all the others)
        log.get().exception("deadline.bug", id=deadline.id, kind=deadline.kind)
        return False
    return True


def publish_audit_head(store: Store, clock: Clock, zone: ZoneInfo) -> None:
    """Tell the log and the operators' channel how long the audit chain is and its last hash (promise 15).

    Neither can be reached by whoever cuts the chain's tail off in the database.
    """

    def tell(session: Session) -> tuple[int, str]:
        lines, last = audit.head(session)
        at = f"{clock.business().astimezone(zone):%Y-%m-%d %H:%M %Z}"
        text = f"Audit trail at {at}: {lines} lines, the last has the hash {last}. It is told anew every hour."
        notices.say(session, clock.real(), AUDIT_HEAD, text)
        return lines, last

    lines, last = store.run(tell)
    log.get().info("audit.head", lines=lines, hash=last)
