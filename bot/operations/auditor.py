"""Watches the machine's own clockwork (X7): every open request has its next rung, nothing due stands still, and what a
process cannot do for long is told once, and over once it has settled (N7).

While all is well somebody outside hears a heartbeat: a bot that is dead, deaf or stuck can tell nobody itself.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import deadlines, log, notices
from bot.clients.heartbeat import Heartbeat
from bot.domain.noise import OUTAGE
from bot.operations import beats
from bot.workflow.machine import Machine
from bot.workflow.reckoning import mend_ladders
from models import Deadline

EVERY = 30.0
OVERDUE = timedelta(seconds=60)
"""Of real time: a deadline that is so late was not only missed by a tick."""
TOLD: Mapping[str, tuple[str, str, str]] = {
    "salesforce": (OUTAGE, "Salesforce cannot be read", "Salesforce is read again"),
    "clock": ("clock", "Deadlines stand still", "Deadlines fire again"),
    "queue": ("queue", "Messages and writes stand still", "Messages and writes go on"),
}
"""Part → the matter of its notice, what is told when it fails, and when it is well again."""


class Auditor:
    """One for each process; used by one thread."""

    def __init__(self, machine: Machine, faults: Callable[[], Mapping[str, str]], heartbeat: Heartbeat | None) -> None:
        self._machine, self._faults, self._heartbeat = machine, faults, heartbeat
        self._since: dict[str, tuple[bool, datetime]] = {}
        """Part → whether it is well, and since when it has been so (real time)."""
        self._position = 0

    def look(self) -> None:
        """Raises ClientError when all is well and the watcher outside does not take the heartbeat."""
        machine = self._machine
        mended, self._position = mend_ladders(machine, self._position)
        faults = dict(self._faults())
        if late := self._late():
            faults["clock"] = f"{late} deadline{' is' if late == 1 else 's are'} late"
        for part in TOLD:
            self._tell(part, faults.get(part, ""))
        if faults or mended:
            log.get().warning("auditor.faults", parts=sorted(faults), mended=mended)
        elif self._heartbeat is not None:
            self._heartbeat.beat()

    def _late(self) -> int:
        """Deadlines that should have fired long ago."""
        clock = self._machine.clock
        before = clock.business() - OVERDUE * clock.rate
        found = select(Deadline.id).where(deadlines.OPEN_ROWS, Deadline.due_at < before).limit(1000).subquery()
        with self._machine.store.reading() as session:
            return session.scalar(select(func.count()).select_from(found)) or 0

    def _tell(self, part: str, fault: str) -> None:
        machine, now = self._machine, self._machine.clock.real()
        well = not fault and not self._elsewhere(part)
        known, since = self._since.get(part, (True, now))
        if known != well:
            since = now
        self._since[part] = (well, since)
        if now - since < timedelta(minutes=machine.policy.noise.settle_minutes) / machine.clock.rate:
            return
        matter, failing, over = TOLD[part]

        def say(session: Session) -> None:
            if well:
                notices.mend(session, now, matter, f"Mended: {over}.")
            elif not notices.stands(session, matter):
                notices.say(session, now, matter, f"{failing}: {fault or 'another process says so'}.")

        if not well or self._stands(matter):
            machine.store.run(say)

    def _stands(self, matter: str) -> bool:
        with self._machine.store.reading() as session:
            return notices.stands(session, matter)

    def _elsewhere(self, part: str) -> bool:
        """Whether another process that lives has this fault: one that is well must not say that all is."""
        now = self._machine.clock.real()
        with self._machine.store.reading() as session:
            return any(part in beat.faults for beat in beats.beats(session) if not beat.is_silent(now))
