"""One run: start everything, kill and start the bot again under load until every planned kill was made, let it settle,
judge. It owns the order of these, every time limit, and the figures."""

import random
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from sandbox.chaos.databases import refuse_unless_empty
from sandbox.chaos.history import History
from sandbox.chaos.judge import Evidence, Verdict, judge
from sandbox.chaos.load import CHANNEL
from sandbox.chaos.plan import Plan
from sandbox.chaos.steps import STEPS, Step, landed
from sandbox.chaos.world import ChaosError, World, wait_for, world

Figures = dict[str, Any]
ACKS_S, STEP_S, FIRST_ACK_S, FAULTS_S = 150.0, 35.0, 90.0, 60.0
"""How long the load may take for a kill's acks, a step to occur, a started bot to ack, every kind of fault to occur."""
KNOCKS = 8
"""Deliveries under way at once to a bot that starts: over a socket, one that nobody answers takes three seconds."""
MOST_MISSES = 12
"""Kills aimed at one step that came too late, beyond which the run goes on without it."""
Report = Callable[[str], None]


class Campaign:
    def __init__(self, plan: Plan, url: str, transport: str, folder: Path, report: Report) -> None:
        self._plan, self._url, self._transport = plan, url, transport
        self._folder, self._report = folder, report
        self._dice = random.Random(plan.seed)
        self._history = History()
        self._kills: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self._failed_starts = 0
        self._crashes = 0
        self._recoveries: list[float] = []
        self._world: World

    def run(self) -> Figures:
        refuse_unless_empty(self._url)
        began = time.monotonic()
        with world(self._plan, self._url, self._transport, self._folder, self._history) as self._world:
            self._world.load.start()
            self._world.trouble.start()
            try:
                self._kill_everything()
                self._world.trouble.demand_the_missing()
                self._await_acks(self._plan.acked_per_kill)
                self._await_every_fault()
            finally:
                self._world.load.stop()
            faults = self._world.trouble.injected()
            self._world.trouble.end()
            cleared = time.monotonic()
            self._report("load and faults ended; settling")
            verdict = self._settle(cleared)
        return self._figures(verdict, faults, time.monotonic() - began)

    # --- killing ---------------------------------------------------------------------------------------------------

    def _kill_everything(self) -> None:
        """Every planned kill, in a random order; a kill that missed its step is planned again."""
        aims: deque[Step | None] = deque([None] * self._plan.kills)
        aims += [step for step in STEPS if step.name in self._plan.steps for _ in range(self._plan.per_step)]
        shuffled = list(aims)
        self._dice.shuffle(shuffled)
        aims = deque(shuffled)
        until = time.monotonic() + self._plan.longest_load_s
        while aims and time.monotonic() < until:
            aim = aims.popleft()
            if aim is not None and self._kills[aim.name] >= self._plan.per_step:
                continue  # kills that were aimed elsewhere landed here
            self._world.trouble.strike_a_line()
            self._await_acks(self._plan.acked_per_kill)
            landed_at = self._kill_at(aim) if aim else self._kill_at_random()
            if landed_at is not None:
                self._kills[landed_at] += 1
            if aim is not None and landed_at != aim.name:
                self._missed[aim.name] += 1
                if self._missed[aim.name] < MOST_MISSES:
                    aims.append(aim)
            self._start_again()
            words = f"{landed_at or f'missed {aim and aim.name}'}, recovered in {self._recoveries[-1]:.2f} s"
            self._report(f"{len(aims)} kills left; {words}; {self._history.acked} acked")

    def _kill_at_random(self) -> str:
        time.sleep(self._dice.uniform(0.0, 1.0))
        self._world.bot.kill()
        self._await_end()
        return "random"

    def _kill_at(self, aim: Step) -> str | None:
        """The name of the step at which the kill landed; None: it came too late, or the step did not occur."""
        self._world.bot.trap.arm(aim)
        if not self._world.bot.gone(STEP_S):
            self._world.bot.trap.disarm()
            self._world.bot.kill()
            self._await_end()
        elif self._world.bot.trap.sprung is None:
            self._crashes += 1
        if self._world.bot.trap.sprung is None:
            return None
        step = landed(aim, self._world.bot.trap.lines)
        wanted = step is not None and step.name in self._plan.steps
        return step.name if step is not None and wanted and self._kills[step.name] < self._plan.per_step else None

    def _await_end(self) -> None:
        if not self._world.bot.gone(10.0):
            raise ChaosError("a killed bot did not end")

    def _start_again(self) -> None:
        """At once, as a supervisor would; measured from the start of the process to its first ack."""
        self._world.load.open.clear()
        self._world.bot.start()
        first, until = self._world.bot.started_at, time.monotonic() + FIRST_ACK_S
        known, knocks = self._history.last_acked(), list[Future[bool]]()
        while time.monotonic() < until:
            if not self._world.bot.running and self._world.bot.gone(1.0):
                self._failed_starts += 1
                self._world.bot.start()
            if known is None or any(knock.exception() is None and knock.result() for knock in knocks if knock.done()):
                return self._recovered(time.time() - first)
            # A click that was acked before is acked again, as a repetition: it costs a transaction like any other.
            knocks = [knock for knock in knocks if not knock.done()]
            if len(knocks) < KNOCKS:
                knocks.append(self._world.load.knock(known))
            time.sleep(0.02)
        raise ChaosError(f"the bot did not ack within {FIRST_ACK_S:g} s of its start")

    def _recovered(self, seconds: float) -> None:
        self._recoveries.append(seconds)
        self._world.load.open.set()

    def _await_acks(self, more: int) -> None:
        wanted = self._history.acked + more

        def enough() -> bool:
            if not self._world.bot.running:
                self._crashes += 1
                self._start_again()
            return self._history.acked >= wanted

        wait_for(enough, ACKS_S, f"{more} clicks were not acked; {self._world.load.troubles[-3:]}")

    def _await_every_fault(self) -> None:
        """A kind that was asked for a moment ago gets its time to occur: some hold a request for ten seconds."""
        until = time.monotonic() + FAULTS_S
        while not all(self._world.trouble.injected().values()) and time.monotonic() < until:
            self._world.trouble.strike_a_line(only_missing=True)
            time.sleep(0.2)

    # --- judging ---------------------------------------------------------------------------------------------------

    def _settle(self, cleared: float) -> Verdict:
        """Judge once every lease of a killed process has run out, and again until nothing is open or time is up."""
        time.sleep(self._plan.quiet_s)
        while True:
            verdict = judge(self._evidence())
            if not (verdict.lost or verdict.stuck) or time.monotonic() - cleared > self._plan.settle_s:
                return verdict
            time.sleep(2.0)

    def _evidence(self) -> Evidence:
        return Evidence(
            clicks=self._history.clicks(),
            orders=[self._world.salesforce.get("record", id=order) for order in self._world.load.orders],
            changes=self._world.salesforce.get("status-changes")["changes"],
            events=self._world.salesforce.get("events")["events"],
            messages=self._world.slack.get("messages", channel=CHANNEL)["messages"],
            sentences=self._world.slack.get("ephemerals", channel=CHANNEL)["ephemerals"],
            asked=frozenset(
                entry["trigger"]
                for entry in self._world.slack.get("log", method="views.open", limit=1_000_000)["entries"]
            ),
            bot_user="U0HANDOFF",
            integration_user="handoff.bot@example.com",
            people=self._world.slack.get("state")["users"],
        )

    def _figures(self, verdict: Verdict, faults: Counter[str], seconds: float) -> Figures:
        recoveries = sorted(self._recoveries)
        per_step = {name: self._kills[name] for name in ("random", *self._plan.steps)}
        findings = verdict.findings()
        wanted = {"random": self._plan.kills, **dict.fromkeys(self._plan.steps, max(1, self._plan.per_step))}
        findings += [f"missing: only {per_step[name]} kills at {name}" for name in wanted
                     if per_step[name] < wanted[name]]  # fmt: skip
        findings += [f"missing: the fault {kind} did not occur" for kind, count in faults.items() if not count]
        findings += [f"the bot ended by itself {self._crashes} times"] if self._crashes else []
        kills = sum(per_step.values())
        if self._history.acked < kills * self._plan.acked_per_kill:
            findings.append(f"missing: only {self._history.acked} acked clicks for {kills} kills")
        return {
            "ok": not findings,
            "kills": kills,
            "kills_that_missed_their_step": sum(self._missed.values()),
            "acked": self._history.acked,
            "deliveries": {str(status or "unanswered"): n for status, n in sorted(self._history.statuses.items())},
            "orders": len(self._world.load.orders),
            "decided": verdict.done,
            "lost": len(verdict.lost),
            "doubled": len(verdict.doubled),
            "stuck": len(verdict.stuck),
            "unasked": len(verdict.unasked),
            "held": verdict.held,
            "held_and_asked_again": verdict.healed,
            "presses_held": self._world.load.held,
            "parked": verdict.parked,
            "recovery_p50_s": _quantile(recoveries, 0.5),
            "recovery_p95_s": _quantile(recoveries, 0.95),
            "recovery_max_s": _quantile(recoveries, 1.0),
            "errors_logged": dict(Counter(str(line.get("event")) for line in self._world.bot.faults)),
            "starts_that_failed": self._failed_starts,
            "dialogs_not_opened": self._history.unopened,
            "kills_per_step": per_step,
            "faults": dict(faults),
            "seconds": round(seconds, 1),
            "findings": findings[:40],
        }


def _quantile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed; 0 of none."""
    if not values:
        return 0.0
    return round(values[max(0, -(-int(share * 1000) * len(values) // 1000) - 1)], 3)
