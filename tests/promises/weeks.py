"""A house in simulated time: the real machine and the real tick, processes that die, and people who press.

Nothing of Slack and Salesforce is here: orders come in by ``arrived``, what people do goes through the workflow or,
where a vendor would have answered first, through the recorder with the outcome that follows.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import find_workflows
from bot.clients.salesforce import Row
from bot.clock import Clock
from bot.handbook.policy import Policy
from bot.scheduler import tick
from bot.store import Store
from bot.workflow.arrivals import arrived
from bot.workflow.contract import NOWHERE, SYSTEM, Actor, Outcome, Submission
from bot.workflow.machine import Machine, locked
from models import Alert, Deadline, Request, State
from tests.promises.lives import ASKED, BUSY, OVER, Life, Ticked, Verdict, judge
from tests.promises.minutes import Hours

ONE = Actor("U0CSONE", "cs.one", "cs.one@example.com")
WAITS = {"hour": timedelta(hours=1), "half_day": timedelta(hours=4), "day": timedelta(days=1)}
MOMENT = timedelta(milliseconds=1)


class Died(BaseException):
    """kill -9, as far as the database sees it."""


class MortalStore(Store):
    """A store whose process dies in one of its next transactions, or just after it."""

    left = 0
    """Transactions until then; 0: it lives on."""
    committed = False

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with super().transaction() as session:
            yield session
            dies, self.left = self.left == 1, max(0, self.left - 1)
            if dies and not self.committed:
                raise Died
        if dies:
            raise Died


class House:
    """Processes on one database, the time, and what is done to requests: each thing at an instant of its own."""

    def __init__(self, url: str, policy: Policy, hours: Hours, now: datetime) -> None:
        self.url, self.policy, self.hours, self.now = url, policy, hours, now.astimezone(UTC)
        self.ticked, self.lives = Ticked(), list[Life]()
        self._workflows = find_workflows()
        self.store, self.machine = self._process()
        self._replica: tuple[MortalStore, Machine] | None = None

    def _process(self) -> tuple[MortalStore, Machine]:
        store = MortalStore(self.url)
        return store, Machine(store, Clock(now=lambda: self.now), self.policy, self._workflows, "T0HANDOFF")

    def close(self) -> None:
        self.store.close()
        if self._replica:
            self._replica[0].close()
            self._replica = None

    # --- time --------------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        tick(self.machine)
        self.ticked.at.append(self.now)
        self.now += MOMENT

    def tick_twice(self) -> None:
        """Two processes at the same moment: on PostgreSQL."""
        self._replica = self._replica or self._process()
        threads = [threading.Thread(target=tick, args=(one,)) for one in (self.machine, self._replica[1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.ticked.at.append(self.now)
        self.now += MOMENT

    def dies_in_a_tick(self, transactions: int, committed: bool) -> bool:
        """Tick, and die in one of its transactions; False if it had not so many."""
        self.store.left, self.store.committed = transactions, committed
        try:
            self.tick()
        except Died:
            self.now += MOMENT
            return True
        finally:
            self.store.left = 0
        return False

    def is_gone(self, away: timedelta) -> None:
        """Every process is dead; after a while another begins, and ticks at once and again."""
        self.close()
        gone = self.now
        self.now += away
        self.ticked.gaps.append((gone, self.now))
        self.store, self.machine = self._process()
        self.tick()
        self.now += timedelta(seconds=1)
        self.tick()

    # --- what is done to a request -----------------------------------------------------------------------------------

    def arrives(self, target: str, opened: datetime) -> Life:
        life = Life(len(self.lives), self.hours, target, opened)
        status = self.policy.workflow("orders").statuses["open"]
        stamp = opened.isoformat()
        row = Row(
            {
                "OrderNumber": f"{life.number:08d}", "Status": status, "CreatedDate": stamp, "SystemModstamp": stamp,
                self.policy.salesforce.fields.order.priority: self.policy.salesforce.fields.order.priority_value
                if target == "priority" else None,
            }
        )  # fmt: skip
        record = f"801{life.number:015d}"
        arrived(self.machine, self._workflows["orders"], record, row, self.now)
        with self.store.reading() as session:
            life.request_id = session.scalars(select(Request.id).where(Request.external_id == record)).one()
        life.changed(self.now, ASKED)
        self.lives.append(life)
        self.now += MOMENT
        return life

    def request(self, life: Life) -> Request:
        with self.store.reading() as session:
            return session.get_one(Request, life.request_id)

    def claim(self, life: Life) -> None:
        self._press(life, "claim")
        self.now += MOMENT

    def release(self, life: Life) -> None:
        self._press(life, "release")
        self.now += MOMENT

    def snooze(self, life: Life, until: str) -> None:
        self._press(life, "snooze", until=until)
        self.now += MOMENT

    def wait(self, life: Life, until: str) -> None:
        self._press(life, "wait", why=next(iter(self.policy.workflow("orders").waits)), until=until)
        life.pauses.append((self.now, self.now + WAITS[until]))
        self._changed(life, ASKED)

    def resume(self, life: Life) -> None:
        self._press(life, "resume")
        life.pauses[-1] = life.pauses[-1][0], self.now
        self._changed(life, ASKED)

    def retarget(self, life: Life) -> None:
        """The record says that it is of the other kind now."""
        life.target = "standard" if life.target == "priority" else "priority"
        self._apply(life, Outcome("seen", set={"target": life.target}))
        self._changed(life, life.standing)

    def is_read(self, life: Life) -> None:
        self._apply(life, Outcome("asked", State.WAITING))
        self._changed(life, ASKED)

    def press(self, life: Life) -> None:
        self._apply(life, Outcome("approve.accepted", State.CHECKING))
        self._changed(life, BUSY)

    def decide(self, life: Life) -> None:
        self._apply(life, Outcome("approve", State.DECIDED))
        self._changed(life, BUSY)

    def comes_back(self, life: Life, state: State) -> None:
        """The press came to nothing, was undone, or the vendor refused it."""
        self._apply(life, Outcome("undone", state))
        self._changed(life, ASKED)

    def ends(self, life: Life, state: State) -> None:
        self._apply(life, Outcome("ended", state, say="Approved by @cs.one"))
        self._changed(life, OVER)

    def _changed(self, life: Life, standing: str) -> None:
        life.changed(self.now, standing)
        self.now += MOMENT

    def _press(self, life: Life, verb: str, **values: str) -> None:
        def write(session: Session) -> None:
            request = locked(session, life.request_id)
            place = {"team": "T0HANDOFF", "delivery": "", "correlation": "", "place": NOWHERE}
            click = Submission(verb, request.public_id, "", user=ONE.user, values=values, **place)  # type: ignore[arg-type]
            self.machine.hear(session, self._workflows["orders"], request, click, ONE, {})

        self.store.run(write)

    def _apply(self, life: Life, outcome: Outcome) -> None:
        def write(session: Session) -> None:
            self.machine.recorder.apply(session, locked(session, life.request_id), outcome, SYSTEM)

        self.store.run(write)

    # --- what became of it -------------------------------------------------------------------------------------------

    def judged(self) -> Verdict:
        said = Verdict()
        with self.store.reading() as session:
            for life in self.lives:
                deadlines = session.scalars(select(Deadline).where(Deadline.request_id == life.request_id)).all()
                mine = Alert.request_id == life.request_id, Alert.key.contains(":rung:")
                alerts = session.scalars(select(Alert).where(*mine).order_by(Alert.id)).all()
                judge(life, deadlines, alerts, self.ticked, self.now, said)
        return said


class Story:
    """Six weeks by a seed: when orders come, what people do with each, when processes die."""

    def __init__(self, house: House, seed: int, begin: datetime, weeks: int, orders: int, *, several: bool) -> None:
        self.house, self.dice, self.several = house, random.Random(seed), several
        begin = begin.astimezone(UTC)
        self.end = begin + timedelta(weeks=weeks)
        self.deaths = self.deaths_in_ticks = 0
        opened = sorted(begin + self._some(timedelta(weeks=weeks - 1)) for _ in range(orders))
        self.plans: list[tuple[datetime, int, Callable[[], None]]] = []
        for one in opened:
            late = self._some(timedelta(hours=30)) if self.dice.random() < 0.15 else self._some(timedelta(seconds=20))
            target = self.dice.choice(["standard", "standard", "priority"])
            self._plan(one + late, partial(self._arrives, target, one.replace(microsecond=0)))

    def _some(self, most: timedelta) -> timedelta:
        return most * self.dice.random()

    def _plan(self, at: datetime, what: Callable[[], None]) -> None:
        self.plans.append((at, len(self.plans), what))

    def run(self) -> None:
        """From one moment at which something is to happen to the next; the seconds around it pass in small steps."""
        house = self.house
        while (moment := self._next_moment()) < self.end:
            if house.now + timedelta(seconds=2) < moment:
                house.now = moment - self._some(timedelta(seconds=1)) - MOMENT
                self._tick()
            if house.now <= moment and self.dice.random() < 0.5:
                house.now = moment  # to the microsecond
                self._tick()
            house.now = max(house.now, moment)
            house.now += self._some(timedelta(seconds=1.5)) + MOMENT
            self._what_is_planned()
            self._tick()
            if self.dice.random() < 0.015:
                self._dies()

    def _next_moment(self) -> datetime:
        """When the story, the oracle or the product's own rows want something to happen."""
        now, house = self.house.now, self.house
        found = [at for at, _, _ in self.plans]
        found += [due for life in house.lives if life.standing != OVER for due in life.changes[-1].due.values()]
        found += house.hours.openings
        with house.store.reading() as session:
            rows = select(Deadline.due_at).where(Deadline.closed_at.is_(None)).order_by(Deadline.due_at)
            following = session.scalars(rows.limit(1)).all()
            if following and following[0] <= now:
                return now + timedelta(seconds=1)  # a tick left it
            found += following
            held = select(Alert.until).where(Alert.ended_at.is_(None), Alert.until > now)
            found += session.scalars(held.order_by(Alert.until).limit(1))
        return min((at for at in found if at > now), default=self.end)

    def _tick(self) -> None:
        if self.several and self.dice.random() < 0.1:
            self.house.tick_twice()
        elif self.dice.random() < 0.03 and self.house.dies_in_a_tick(
            self.dice.randrange(1, 5), self.dice.random() < 0.5
        ):
            self.deaths_in_ticks += 1
            self._dies()
        else:
            self.house.tick()

    def _dies(self) -> None:
        self.deaths += 1
        away = self.dice.choice([1, 20, 85, 95, 600, 5_000, 40_000, 100_000])
        self.house.is_gone(timedelta(seconds=away) + self._some(timedelta(seconds=away)))

    def _what_is_planned(self) -> None:
        ready = sorted(one for one in self.plans if one[0] <= self.house.now)
        self.plans = [one for one in self.plans if one[0] > self.house.now]
        for _, _, what in ready:
            what()

    # --- what people do ----------------------------------------------------------------------------------------------

    def _arrives(self, target: str, opened: datetime) -> None:
        life = self.house.arrives(target, opened)
        self._goes_on(life, timedelta(seconds=5))

    def _goes_on(self, life: Life, within: timedelta) -> None:
        self._plan(self.house.now + self._some(within), partial(self._somebody_acts, life))

    def _somebody_acts(self, life: Life) -> None:
        house, request = self.house, self.house.request(life)
        match request.state:
            case State.ARRIVED:
                house.is_read(life)
            case State.CHECKING:
                self._is_checked(life)
            case State.DECIDED if self.dice.random() < 0.5:
                house.ends(life, State.DONE)
                return
            case State.DECIDED:
                house.comes_back(life, self.dice.choice([State.WAITING, State.FAILED]))
            case _ if self.dice.random() < 0.12:
                house.ends(life, State.ELSEWHERE)
                return
            case _:
                self._is_asked(life, request)
        # Mostly soon, now and then much later: a vendor is down, or nobody looks.
        self._goes_on(life, timedelta(minutes=self.dice.choice([1, 30, 90, 90, 240, 1500])))

    def _is_checked(self, life: Life) -> None:
        if self.dice.random() < 0.6:
            self.house.decide(life)
        else:
            self.house.comes_back(life, self.dice.choice([State.WAITING, State.HELD]))

    def _is_asked(self, life: Life, request: Request) -> None:
        house, dice = self.house, self.dice
        waits = bool(request.pauses) and not request.pauses[-1]["ended"]
        can: list[Callable[[], None]] = [partial(house.press, life), partial(house.retarget, life)]
        if waits:
            can += [partial(house.resume, life)] * 3
        else:
            can += [partial(house.wait, life, dice.choice(["hour", "half_day", "day"]))] * 2
        can.append(partial(house.release if request.claimed_by else house.claim, life))
        if request.next_rung and request.next_rung["percent"] < 100:
            can += [partial(house.snooze, life, dice.choice(["quarter", "half", "hour", "breach"]))] * 2
        dice.choice(can)()
