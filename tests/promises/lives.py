"""The laws of a ladder, and the life of one request that they are held against (promises 7 and 9).

A life is what the test itself did to a request and when. What should have come of it is worked out here, without a line
of ``bot.workflow.ladder``; what did come of it is read from the rows of deadlines and alerts.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from models import Alert, Deadline, Ending, Fate
from tests.promises.minutes import Hours, Stretch

PERCENTS = (50, 75, 100, 150, 250, 400)
TARGETS = {"standard": timedelta(hours=2), "priority": timedelta(minutes=30)}
WALL = frozenset({"priority"})
ASKED, BUSY, OVER = "asked", "busy", "over"
"""Somebody is asked to decide, did and it is being carried out, or nobody is asked any more."""
MOST_TICKS = 1
"""How many ticks may leave a rung that had come: the one after them tells it."""
Instants = dict[int, datetime]


@dataclass(frozen=True)
class Change:
    """From ``at`` on a request stands so, and its rungs come at these instants."""

    at: datetime
    standing: str
    due: Instants


@dataclass
class Life:
    """One request. Whatever is done to it, ``changed`` is called."""

    number: int
    hours: Hours
    target: str
    opened: datetime
    pauses: list[Stretch] = field(default_factory=list)
    """The end of one that lasts is when it is meant to end."""
    changes: list[Change] = field(default_factory=list)
    request_id: int = 0

    @property
    def standing(self) -> str:
        return self.changes[-1].standing

    def changed(self, at: datetime, standing: str) -> None:
        self.changes.append(Change(at, standing, self._due()))

    def _due(self) -> Instants:
        amounts = [TARGETS[self.target] * percent / 100 for percent in PERCENTS]
        found = self.hours.reached(self.opened, amounts, self.pauses, wall=self.target in WALL)
        return dict(zip(PERCENTS, found, strict=True))

    def at(self, instant: datetime) -> Change | None:
        """How it stood just before an instant."""
        return next((one for one in reversed(self.changes) if one.at < instant), None)


@dataclass
class Ticked:
    """When processes looked, and from when to when there was none. A tick in which the process died is no tick."""

    at: list[datetime] = field(default_factory=list)
    gaps: list[Stretch] = field(default_factory=list)

    def between(self, begin: datetime, end: datetime) -> int:
        """How many ticks from ``begin`` on, before ``end``."""
        return max(0, bisect_left(self.at, end) - bisect_left(self.at, begin))

    def lived(self, begin: datetime, end: datetime) -> timedelta:
        """For how long in this time a process was up."""
        gone = (min(end, back) - max(begin, left) for left, back in self.gaps if left < end and back > begin)
        return end - begin - sum(gone, timedelta())


@dataclass
class Verdict:
    rungs: int = 0
    told: int = 0
    early: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    order_faults: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    after_decision: list[str] = field(default_factory=list)
    held_wrongly: list[str] = field(default_factory=list)
    on_the_dot: int = 0
    """Rungs that a tick told which looked at their very instant."""
    skipped: list[int] = field(default_factory=list)
    """Of each rung, how many ticks found it and left it."""
    late: list[float] = field(default_factory=list)
    """Of each rung, for how many seconds it had come, and a process was up, until it was told or held back."""

    @property
    def faults(self) -> dict[str, list[str]]:
        names = ("early", "doubled", "order_faults", "missing", "after_decision", "held_wrongly")
        return {name: found for name in names if (found := getattr(self, name))}


@dataclass
class Fired:
    """What came of a request's rungs at one moment."""

    at: datetime
    told: list[int] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)


def judge(
    life: Life, deadlines: Sequence[Deadline], alerts: Sequence[Alert], ticked: Ticked, now: datetime, said: Verdict
) -> None:
    """Hold the laws against what the rows say became of one request; faults and figures go into ``said``."""
    _Case(life, ticked, now, said).hear(_fired(deadlines), alerts)


def _fired(deadlines: Iterable[Deadline]) -> list[Fired]:
    found = dict[datetime, Fired]()
    for row in deadlines:
        if row.closed_at is None or row.ending is Ending.WITHDRAWN or not row.kind.startswith("rung:"):
            continue
        moment = found.setdefault(row.closed_at, Fired(row.closed_at))
        (moment.told if row.ending is Ending.FIRED else moment.superseded).append(_percent(row.kind))
    return [found[at] for at in sorted(found)]


def _percent(text: str) -> int:
    return int(text.rpartition("rung:")[2].partition("#")[0])


class _Case:
    """One request before the judge: which rungs nobody has heard of yet, and since when each has come."""

    def __init__(self, life: Life, ticked: Ticked, now: datetime, said: Verdict) -> None:
        self.life, self.ticked, self.now, self.said = life, ticked, now, said
        self.pending = set(PERCENTS)
        self.known = set[int]()
        """What was told or superseded at some time."""
        self.maybe = set[int]()
        """Of these: what lay ahead again for a while and then did no more. It need not be told anew, and may be."""
        self.due, self.since = Instants(), Instants()

    def hear(self, fired: list[Fired], alerts: Sequence[Alert]) -> None:
        end = Change(self.now, OVER, {})
        moments = iter(fired)
        moment = next(moments, None)
        while moment and moment.at <= self.life.changes[0].at:
            self._fault(self.said.early, f"{moment} before it was known")
            moment = next(moments, None)
        for change, following in pairwise([*self.life.changes, end]):
            self._begin(change)
            while moment and moment.at <= following.at:
                self._happened(change, moment)
                moment = next(moments, None)
            self._ended(following.at)
        self._heard(fired, alerts)

    def _begin(self, change: Change) -> None:
        for percent, instant in change.due.items():
            if instant > change.at:
                self.pending.add(percent)
            elif percent in self.known & self.pending and instant != self.due.get(percent):
                self.pending.discard(percent)
                self.maybe.add(percent)
        before, self.due = self.since, change.due
        self.since = {}
        if change.standing == ASKED:
            for percent, instant in change.due.items():
                begun = before.get(percent, self.now)
                has_come = begun <= change.at and instant <= change.at
                self.since[percent] = begun if has_come else max(instant, change.at)

    def _happened(self, change: Change, moment: Fired) -> None:
        fired = {*moment.told, *moment.superseded}
        come = {percent for percent in self.pending | self.maybe & fired if change.due[percent] <= moment.at}
        for percent in [*moment.superseded, *moment.told]:
            self.said.rungs += 1
            if change.standing != ASKED:
                self._fault(self.said.after_decision, f"{percent} % at {moment.at}, {change.standing}")
            elif change.due[percent] > moment.at:
                self._fault(self.said.early, f"{percent} % at {moment.at}, due {change.due[percent]}")
            elif percent not in self.pending | self.maybe:
                self._fault(self.said.doubled, f"{percent} % again at {moment.at}")
            elif percent in self.pending:
                self._measure(percent, moment.at)
        self.said.told += len(moment.told)
        if len(moment.told) != len(set(moment.told)) or len(moment.superseded) != len(set(moment.superseded)):
            self._fault(self.said.doubled, f"twice at once: {moment}")
        if moment.told and (moment.told != [max(come, default=0)] or come - fired):
            self._fault(self.said.order_faults, f"{moment}, though {sorted(come)} had come")
        if any(percent >= max(come, default=0) for percent in moment.superseded):
            self._fault(self.said.order_faults, f"{moment}: superseded by nothing, {sorted(come)} had come")
        self.pending -= fired
        self.maybe -= fired
        self.known |= fired

    def _measure(self, percent: int, at: datetime) -> None:
        since = self.since[percent]
        self.said.on_the_dot += at == since
        self.said.skipped.append(self.ticked.between(since, at))
        self.said.late.append(self.ticked.lived(since, at).total_seconds())

    def _ended(self, at: datetime) -> None:
        """What had come until a change and nobody was told."""
        for percent in sorted(self.pending & self.since.keys()):
            since = self.since[percent]
            skipped = self.ticked.between(since, at)
            if skipped > MOST_TICKS:
                self._fault(self.said.missing, f"{percent} %, come at {since}, {skipped} ticks before {at}")

    # --- the alerts --------------------------------------------------------------------------------------------------

    def _heard(self, fired: list[Fired], alerts: Sequence[Alert]) -> None:
        """Each rung that fired raised one alert, each that was superseded is on record, and none came of nothing."""
        raised = [(_percent(one.key), one.at) for one in alerts if not _is_record(one)]
        wanted = [(percent, moment.at) for moment in fired for percent in moment.told]
        for one in {*raised, *wanted}:
            if raised.count(one) > wanted.count(one):
                self._fault(self.said.doubled, f"an alert of {one[0]} % at {one[1]} that no deadline raised")
            elif raised.count(one) < wanted.count(one):
                self._fault(self.said.missing, f"no alert of {one[0]} % at {one[1]}")
        on_record = {_percent(one.key) for one in alerts}
        for moment in fired:
            for percent in set(moment.superseded) - on_record:
                self._fault(self.said.missing, f"no record of {percent} %, superseded at {moment.at}")
        for alert in alerts:
            if not _is_record(alert):
                self._told(alert)

    def _told(self, alert: Alert) -> None:
        percent = _percent(alert.key)
        held = alert.fate not in (Fate.TOLD, Fate.SUPERSEDED) or alert.told_at is None or alert.told_at > alert.at
        if held and not alert.why:
            self._fault(self.said.held_wrongly, f"{percent} % at {alert.at} without a reason")
        if alert.fate is Fate.QUIET and alert.until not in self.life.hours.openings:
            self._fault(self.said.held_wrongly, f"{percent} % until {alert.until}, when nobody comes")
        if alert.told_at is not None:
            stood, what = self.life.at(alert.told_at), f"{percent} % told at {alert.told_at}"
            if stood is None or stood.standing != ASKED:
                self._fault(self.said.after_decision, f"{what}, {stood and stood.standing}")
            elif stood.due[percent] > alert.told_at:
                self._fault(self.said.early, f"{what}, due {stood.due[percent]} by then")
        elif alert.ended_at is None and self.life.standing == ASKED and self._forgotten(alert):
            self._fault(self.said.missing, f"{percent} % held back until {alert.until} and never told")

    def _forgotten(self, alert: Alert) -> bool:
        since = max(alert.until or alert.at, self.life.changes[-1].at)
        return alert.fate is not Fate.INHIBITED and self.ticked.between(since, self.now) > MOST_TICKS

    def _fault(self, kind: list[str], what: str) -> None:
        kind.append(f"request {self.life.request_id}: {what}")


def _is_record(alert: Alert) -> bool:
    """Not an alert, but the note that a higher rung had come."""
    return alert.fate is Fate.SUPERSEDED and not alert.channel
