"""Promises 7 and 9: six weeks of ladders in simulated time, with processes that die at random moments.

The real machine and the real tick run over Christmas, New Year's closure and two Japanese holidays. What should have
happened is worked out by an oracle that counts open minutes one by one and shares no code with the product.
"""

import random
import statistics
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.app import find_workflows
from bot.clock import Clock
from bot.deadlines import OPEN_ROWS
from bot.handbook.loader import load
from bot.scheduler import tick
from bot.store import Store
from bot.workflow import ladder
from bot.workflow.contract import SYSTEM, Outcome
from bot.workflow.machine import Machine, locked
from models import Alert, Deadline, Fate, Request, State
from tests.figures import Figure
from tests.harness import ROOT

pytestmark = [pytest.mark.promise(7), pytest.mark.timeout(600)]
TOKYO = ZoneInfo("Asia/Tokyo")
BEGIN = datetime(2026, 12, 14, tzinfo=TOKYO)
WEEKS = 6
END = BEGIN + timedelta(weeks=WEEKS)
HOLIDAYS = {date(2027, 1, 1), date(2027, 1, 11)}
CLOSED = {date(2026, 12, 29) + timedelta(days=number) for number in range(6)}
PERCENTS = (50, 75, 100, 150, 250, 400)
TARGET_MINUTES = {"standard": 120, "priority": 30}
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
SEED, REQUESTS = 1, 120
MOST_LATE = 2.0
"""Seconds: two ticks."""


# --- the oracle ------------------------------------------------------------------------------------------------------


def _is_open(minute: datetime) -> bool:
    day = minute.date()
    return minute.weekday() < 5 and 9 <= minute.hour < 18 and day not in HOLIDAYS and day not in CLOSED


OPEN_MINUTES = [
    minute
    for number in range((WEEKS + 2) * 7 * 24 * 60)
    if _is_open(minute := BEGIN - timedelta(days=3) + number * MINUTE)
]


@dataclass
class Life:
    """What the story does to one request. Instants are whole minutes; ``busy``: somebody's press is carried out."""

    target: str
    opened: datetime
    arrives: datetime
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    decided: datetime | None = None
    request_id: int = 0

    def instant(self, percent: int) -> datetime:
        """When a rung comes, counted minute by minute."""
        wanted = TARGET_MINUTES[self.target] * percent / 100
        if self.target == "priority":
            at = self.opened
            left = timedelta(minutes=wanted)
            for begun, ended in self.pauses:
                if at + left <= begun:
                    break
                left -= begun - at
                at = ended
            return at + left
        count = 0
        for minute in OPEN_MINUTES[bisect_left(OPEN_MINUTES, self.opened) :]:
            if any(begun <= minute < ended for begun, ended in self.pauses):
                continue
            count += 1
            if count == wanted:
                return minute + MINUTE
        return END + timedelta(weeks=9)


# --- the story -------------------------------------------------------------------------------------------------------


class World:
    """Simulated time, a machine that can die, and what happens to the requests."""

    def __init__(self, store: Store, seed: int, requests: int) -> None:
        self.store, self.dice, self.now = store, random.Random(seed), BEGIN.astimezone(UTC)
        self.machine = self._machine()
        self.gaps: list[tuple[datetime, datetime]] = []
        """From when to when no process lived."""
        self.lives = [self._life() for _ in range(requests)]
        self.events = sorted(self._events(), key=lambda event: event[0])

    def _machine(self) -> Machine:
        policy, clock = load(ROOT / "handbook.yaml"), Clock(now=lambda: self.now)
        return Machine(self.store, clock, policy, find_workflows(), "T0HANDOFF")

    def _life(self) -> Life:
        dice = self.dice
        opened = BEGIN + dice.randrange((WEEKS - 1) * 7 * 24 * 60) * MINUTE
        late = dice.randrange(60 * 30) if dice.random() < 0.1 else 0
        life = Life(dice.choice(["standard", "standard", "priority"]), opened, opened + late * MINUTE)
        at = life.arrives + dice.randrange(1, 90) * MINUTE
        while dice.random() < 0.4 and len(life.pauses) < 3:
            ended = at + dice.randrange(1, 60 * 20) * MINUTE
            life.pauses.append((at, ended))
            at = ended + dice.randrange(1, 120) * MINUTE
        if dice.random() < 0.3:
            life.busy.append((at, at + dice.randrange(1, 90) * MINUTE))
            at = life.busy[0][1]
        if dice.random() < 0.8:
            life.decided = at + dice.randrange(1, 60 * 24 * 2) * MINUTE
        return life

    def _events(self) -> Iterator[tuple[datetime, str, Life, int]]:
        for life in self.lives:
            yield life.arrives, "arrive", life, 0
            for number, (begun, ended) in enumerate(life.pauses):
                yield begun, "pause", life, number
                yield ended, "resume", life, number
            for begun, ended in life.busy:
                yield begun, "press", life, 0
                yield ended, "undo", life, 0
            if life.decided:
                yield life.decided, "decide", life, 0

    def run(self) -> None:
        while self.events or self._next_deadline():
            upcoming = [at for at in (self.events[0][0] if self.events else None, self._next_deadline()) if at]
            following = min(upcoming)
            if following > END:
                return
            if self.dice.random() < 0.02:
                self._dies(following)
                continue
            if following - SECOND > self.now:
                self.now = following.astimezone(UTC) - SECOND
                self.tick()
            self.now = max(self.now, following.astimezone(UTC)) + self.dice.random() * SECOND
            while self.events and self.events[0][0] <= self.now:
                self._happens(*self.events.pop(0)[1:])
            self.tick()

    def tick(self) -> None:
        tick(self.machine)

    def _dies(self, following: datetime) -> None:
        """For minutes or hours nobody ticks and nobody can press: what people wanted to do they do afterwards."""
        back = max(self.now, following.astimezone(UTC)) + timedelta(
            seconds=self.dice.choice([3, 40, 300, 3600, 40_000])
        )
        self.gaps.append((self.now, back))
        self.now = back
        self.machine = self._machine()
        while self.events and self.events[0][0] <= self.now:
            self._happens(*self.events.pop(0)[1:])
        self.tick()

    def _next_deadline(self) -> datetime | None:
        with self.store.reading() as session:
            found: datetime | None = session.scalar(select(func.min(Deadline.due_at)).where(OPEN_ROWS))
            return found

    def _happens(self, what: str, life: Life, number: int) -> None:
        if what == "arrive":
            self.store.run(lambda session: self._arrives(session, life))
            return

        def write(session: object) -> None:
            request = locked(session, life.request_id)  # type: ignore[arg-type]
            self.machine.recorder.apply(session, request, self._outcome(what, life, number), SYSTEM)  # type: ignore[arg-type]

        self.store.run(write)

    def _arrives(self, session, life: Life) -> None:  # type: ignore[no-untyped-def]
        name = f"R{self.lives.index(life)}"
        request = Request(
            public_id=name, workflow="orders", external_id=name, number=name, state=State.WAITING,
            opened_at=life.opened, target=life.target, touched_at=self.now, facts={},
        )  # fmt: skip
        session.add(request)
        session.flush()
        life.request_id = request.id
        ladder.follow(session, request, self.machine.policy, self.now, self.now)

    def _outcome(self, what: str, life: Life, number: int) -> Outcome:
        ledger = [
            {"at": begun.isoformat(), "until": (ended + timedelta(hours=5)).isoformat(), "why": "documents",
             "name": "a", "ended": ended.isoformat()}
            for begun, ended in life.pauses[: number + 1]
        ]  # fmt: skip
        match what:
            case "pause":
                return Outcome("paused", set={"pauses": [*ledger[:-1], {**ledger[-1], "ended": ""}]})
            case "resume":
                return Outcome("resumed", set={"pauses": ledger})
            case "press":
                return Outcome("pressed", State.CHECKING)
            case "undo":
                return Outcome("undone", State.WAITING)
        return Outcome("decided", State.DONE)


# --- what must be true -----------------------------------------------------------------------------------------------


@dataclass
class Judged:
    fired: int = 0
    early: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    order_faults: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    after_the_end: list[str] = field(default_factory=list)
    while_busy: list[str] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


def judge(world: World) -> Judged:
    found = Judged()
    with world.store.reading() as session:
        alerts = defaultdict[int, dict[int, list[Alert]]](lambda: defaultdict(list))
        for alert in session.scalars(select(Alert).where(Alert.cause.in_(["reminder", "breach"])).order_by(Alert.id)):
            alerts[alert.request_id or 0][ladder.percent_of(alert.key)].append(alert)
    for life in filter(lambda one: one.request_id, world.lives):
        _judge_life(world, life, alerts[life.request_id], found)
    return found


def _judge_life(world: World, life: Life, alerts: dict[int, list[Alert]], found: Judged) -> None:
    known = {percent: rows[0] for percent, rows in alerts.items()}
    found.doubled += [f"{life} {percent}" for percent, rows in alerts.items() if len(rows) > 1]
    told = [known[percent].at for percent in PERCENTS if percent in known]
    aloud = [rows[0].at for rows in alerts.values() if rows[0].fate is not Fate.SUPERSEDED]
    if told != sorted(told) or len(set(aloud)) < len(aloud):  # of those that came together the highest alone is told
        found.order_faults.append(f"{life}")
    for percent in PERCENTS:
        instant, alert = life.instant(percent), known.get(percent)
        if alert is None:
            if _should_have_come(world, life, instant):
                found.missing.append(f"{percent} % at {instant}: {life}")
            continue
        found.fired += 1
        if alert.at < instant:
            found.early.append(f"{percent} % told {alert.at}, due {instant}: {life}")
        if life.decided and alert.at > _when(world, life.decided) + SECOND:
            found.after_the_end.append(f"{percent} % at {alert.at}: {life}")
        busy = [(_when(world, begun) + SECOND, _when(world, ended) - SECOND) for begun, ended in life.busy]
        if alert.fate is not Fate.SUPERSEDED and any(begun < alert.at < ended for begun, ended in busy):
            found.while_busy.append(f"{percent} % at {alert.at}: {life}")
        found.late.append((alert.at - _earliest(world, life, instant)).total_seconds())


def _should_have_come(world: World, life: Life, instant: datetime) -> bool:
    end = min(world.now, life.decided or world.now) - 5 * SECOND
    return _earliest(world, life, instant) < end and instant < end


def _earliest(world: World, life: Life, instant: datetime) -> datetime:
    """The first moment at which a process could tell it: one is up, and nobody's press is being carried out."""
    at = max(instant, life.arrives)
    at = _when(world, at)
    for begun, ended in life.busy:
        if _when(world, begun) - SECOND <= at < _when(world, ended):
            at = _when(world, ended)
    return at


def _when(world: World, at: datetime) -> datetime:
    """When what the story wanted at ``at`` could happen: at once, or when a process came back."""
    for gone, back in world.gaps:
        if gone < at <= back:
            return back
    return at


def test_six_weeks_of_ladders(store: Store, figure: Figure) -> None:
    world = World(store, SEED, REQUESTS)
    world.run()
    found = judge(world)
    figure("rungs", found.fired)
    figure("restarts", len(world.gaps))
    figure("early", len(found.early))
    figure("doubled", len(found.doubled))
    figure("order_faults", len(found.order_faults))
    figure("missing", len(found.missing))
    figure("after_a_decision", len(found.after_the_end) + len(found.while_busy))
    ordered = sorted(found.late)
    figure("lateness_p50_s", round(statistics.median(ordered), 2))
    figure("lateness_p99_s", round(ordered[len(ordered) * 99 // 100], 2))
    figure("lateness_max_s", round(ordered[-1], 2))
    assert found.fired > 250
    assert len(world.gaps) > 5
    wrong = [found.early, found.doubled, found.order_faults, found.missing, found.after_the_end, found.while_busy]
    assert not any(wrong), wrong
    assert ordered[-1] <= MOST_LATE
    with store.reading() as session:
        fates = set(session.scalars(select(Alert.fate).distinct()))
    assert {Fate.TOLD, Fate.SUPERSEDED} <= fates
