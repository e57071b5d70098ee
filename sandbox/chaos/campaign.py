"""One run: start everything, kill and start the bot again under load until every planned kill was made, let it settle,
judge. It owns the order of these, every time limit, and the figures."""

import contextlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sandbox.chaos.control import Control
from sandbox.chaos.databases import POSTGRESQL, SQLITE, NoDatabaseError, database, kind_of, refuse_unless_empty
from sandbox.chaos.faults import Trouble
from sandbox.chaos.history import History
from sandbox.chaos.judge import Evidence, Verdict, judge
from sandbox.chaos.load import CHANNEL, Addresses, Load
from sandbox.chaos.plan import Plan
from sandbox.chaos.processes import READY_S, Bot, free_port, stand_in
from sandbox.chaos.steps import STEPS, Step, landed

Figures = dict[str, Any]
STORY = "2026-11-24T10:00:00+09:00@1"
SIGNING_SECRET = "demo-signing-secret"
LATENCY_MS = "15"
"""Of both vendors: without any, a step between two calls would be over before a kill could land in it."""
ACKS_S, STEP_S, FIRST_ACK_S = 60.0, 35.0, 90.0
"""How long the load may take for a kill's acks, a step to occur, a started bot to ack."""
MOST_MISSES = 12
"""Kills aimed at one step that came too late, beyond which the run goes on without it."""
Report = Callable[[str], None]


class ChaosError(Exception):
    """The run itself came to nothing; the sentence says where."""


def run(plan: Plan, report: Report) -> Figures:
    """Run ``plan`` on each of its databases. The answer is one JSON object: totals, worst times, and each database's
    own figures below ``databases``; ``ok`` says whether nothing was found."""
    kinds = [kind_of(plan.database)] if plan.database else [plan.only] if plan.only else [SQLITE, POSTGRESQL]
    each: dict[str, Figures] = {}
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="handoff-chaos-") as name:
            folder = Path(name)
            try:
                with contextlib.nullcontext(plan.database) if plan.database else database(kind, folder) as url:
                    each[kind] = Campaign(plan, url, folder, partial(_prefixed, report, kind)).run()
            except (NoDatabaseError, ChaosError) as error:
                each[kind] = {"ok": False, "findings": [str(error)]}
            if plan.keep:
                for log in folder.glob("*.log"):
                    plan.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(log, plan.keep / f"{kind}.{log.name}")
    return summary(each)


def _prefixed(report: Report, kind: str, words: str) -> None:
    report(f"{kind}: {words}")


def summary(each: dict[str, Figures]) -> Figures:
    total: Figures = {"ok": all(figures["ok"] for figures in each.values())}
    for name in ("kills", "acked", "lost", "doubled", "stuck", "seconds"):
        total[name] = sum(figures.get(name, 0) for figures in each.values())
    for name in ("recovery_p50_s", "recovery_p95_s"):
        total[name] = max((figures.get(name, 0.0) for figures in each.values()), default=0.0)
    return {**total, "databases": each}


class Campaign:
    def __init__(self, plan: Plan, url: str, folder: Path, report: Report) -> None:
        self._plan, self._url, self._folder, self._report = plan, url, folder, report
        self._dice = random.Random(plan.seed)
        self._history = History()
        self._kills: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self._failed_starts = 0
        self._recoveries: list[float] = []

    def run(self) -> Figures:
        refuse_unless_empty(self._url)
        began = time.monotonic()
        with self._world():
            self._load.start()
            self._trouble.start()
            try:
                self._kill_everything()
                self._trouble.demand_the_missing()
                self._await_acks(self._plan.acked_per_kill)
            finally:
                self._load.stop()
            faults = self._missing_faults()
            self._trouble.end()
            cleared = time.monotonic()
            self._report("load and faults ended; settling")
            verdict = self._settle(cleared)
        return self._figures(verdict, faults, time.monotonic() - began)

    @contextlib.contextmanager
    def _world(self) -> Iterator[None]:
        """Stand-ins and bot, as processes of their own; all of them are gone at the end."""
        port = free_port()
        bot_url = f"http://127.0.0.1:{port}/slack/events"
        with contextlib.ExitStack() as stack:
            latency = ("--latency-ms", LATENCY_MS)
            salesforce = stand_in(stack, self._folder, "sandbox.salesforce", "--clock", STORY, *latency)
            slack = stand_in(stack, self._folder, "sandbox.slack", "--bot-url", bot_url, *latency)
            self._slack, self._salesforce = Control(slack), Control(salesforce)
            environment = self._environment(port, slack, salesforce)
            command = [sys.executable, "-m", "bot", "migrate"]
            migrated = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
            if migrated.returncode:
                raise ChaosError(f"handoff migrate failed: {migrated.stderr.decode()[-400:]}")
            self._trouble = Trouble(self._slack, self._salesforce, self._plan.seed)
            addresses = Addresses(bot_url, SIGNING_SECRET)
            self._load = Load(
                self._slack, self._salesforce, addresses, self._history, self._plan.clients, self._plan.seed
            )
            self._bot = Bot(environment, self._folder)
            stack.callback(self._bot.end)
            self._bot.start()
            self._await(self._bot.serving, READY_S, "the bot did not start")
            yield

    def _environment(self, port: int, slack: str, salesforce: str) -> dict[str, str]:
        handbook = self._folder / "handbook.yaml"
        text = self._plan.handbook.read_text("utf-8")
        text, polls = re.subn(r"^( +poll_seconds:).*$", r"\1 1", text, flags=re.MULTILINE)
        text, overlaps = re.subn(r"^( +overlap_seconds:).*$", r"\1 20", text, flags=re.MULTILINE)
        if polls != 1 or overlaps != 1:
            raise ChaosError(f"{self._plan.handbook} sets no poll_seconds or overlap_seconds")
        handbook.write_text(text, "utf-8")
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
        return inherited | {
            "DATABASE_URL": self._url,
            "SLACK_BOT_TOKEN": "xoxb-demo-handoff",
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": f"{slack}/api/",
            "SALESFORCE_INSTANCE_URL": salesforce,
            "SALESFORCE_CLIENT_ID": "handoff-demo",
            "SALESFORCE_CLIENT_SECRET": "demo-client-secret",
            "HANDOFF_HTTP": f"127.0.0.1:{port}",
            "HANDOFF_HANDBOOK": str(handbook),
            "HANDOFF_CLOCK": STORY,
            "HANDOFF_LOG": "json",
        }

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
            self._await_acks(self._plan.acked_per_kill)
            landed_at = self._kill_at(aim) if aim else self._kill_at_random()
            if landed_at is None and aim is not None:
                self._missed[aim.name] += 1
                if self._missed[aim.name] < MOST_MISSES:
                    aims.append(aim)
            elif landed_at is not None:
                self._kills[landed_at] += 1
            self._start_again()
            words = f"{landed_at or f'missed {aim and aim.name}'}, recovered in {self._recoveries[-1]:.2f} s"
            self._report(f"{len(aims)} kills left; {words}; {self._history.acked} acked")

    def _kill_at_random(self) -> str:
        time.sleep(self._dice.uniform(0.0, 1.0))
        self._bot.kill()
        self._await_end()
        return "random"

    def _kill_at(self, aim: Step) -> str | None:
        """The name of the step at which the kill landed; None: it came too late, or the step did not occur."""
        self._bot.trap.arm(aim)
        if not self._bot.gone(STEP_S):
            self._bot.trap.disarm()
            self._bot.kill()
            self._await_end()
        if self._bot.trap.sprung is None:
            return None
        step = landed(aim, self._bot.trap.lines)
        wanted = step is not None and step.name in self._plan.steps
        return step.name if step is not None and wanted and self._kills[step.name] < self._plan.per_step else None

    def _await_end(self) -> None:
        if not self._bot.gone(10.0):
            raise ChaosError("a killed bot did not end")

    def _start_again(self) -> None:
        """At once, as a supervisor would; measured from the start of the process to its first ack."""
        self._load.open.clear()
        self._bot.start()
        first, until = self._bot.started_at, time.monotonic() + FIRST_ACK_S
        known = self._history.last_acked()
        while time.monotonic() < until:
            if not self._bot.running and self._bot.gone(1.0):
                self._failed_starts += 1
                self._bot.start()
            # A click that was acked before is acked again, as a repetition: it costs a transaction like any other.
            if known is not None and self._load.deliver(known):
                return self._recovered(time.time() - first)
            acked = self._history.first_ack(first)
            if acked is not None:
                return self._recovered(acked - first)
            time.sleep(0.02)
        raise ChaosError(f"the bot did not ack within {FIRST_ACK_S:g} s of its start")

    def _recovered(self, seconds: float) -> None:
        self._recoveries.append(seconds)
        self._load.open.set()

    def _await_acks(self, more: int) -> None:
        wanted = self._history.acked + more

        def enough() -> bool:
            if not self._bot.running:
                self._start_again()
            return self._history.acked >= wanted

        self._await(enough, ACKS_S, f"{more} clicks were not acked; {self._load.troubles[-3:]}")

    @staticmethod
    def _await(condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                raise ChaosError(otherwise)
            time.sleep(0.02)

    # --- judging ---------------------------------------------------------------------------------------------------

    def _missing_faults(self) -> Counter[str]:
        """What was injected; a kind that was asked for a moment ago gets a little time to occur."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            injected = self._trouble.injected()
            if all(injected.values()):
                break
            time.sleep(0.2)
        return injected

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
            orders=[self._salesforce.get("record", id=order) for order in self._load.orders],
            changes=self._salesforce.get("status-changes")["changes"],
            events=self._salesforce.get("events")["events"],
            messages=self._slack.get("messages", channel=CHANNEL)["messages"],
            sentences=self._slack.get("ephemerals", channel=CHANNEL)["ephemerals"],
            bot_user="U0HANDOFF",
            integration_user="handoff.bot@example.com",
            people=self._slack.get("state")["users"],
        )

    def _figures(self, verdict: Verdict, faults: Counter[str], seconds: float) -> Figures:
        recoveries = sorted(self._recoveries)
        per_step = {name: self._kills[name] for name in ("random", *self._plan.steps)}
        findings = verdict.findings()
        findings += [f"missing: only {per_step[name]} kills at {name}" for name in self._plan.steps
                     if per_step[name] < self._plan.per_step]  # fmt: skip
        findings += [f"missing: the fault {kind} did not occur" for kind, count in faults.items() if not count]
        kills = sum(per_step.values())
        if self._history.acked < kills * self._plan.acked_per_kill:
            findings.append(f"missing: only {self._history.acked} acked clicks for {kills} kills")
        return {
            "ok": not findings,
            "kills": kills,
            "kills_that_missed_their_step": sum(self._missed.values()),
            "acked": self._history.acked,
            "deliveries": {str(status or "unanswered"): n for status, n in sorted(self._history.statuses.items())},
            "orders": len(self._load.orders),
            "decided": verdict.done,
            "lost": len(verdict.lost),
            "doubled": len(verdict.doubled),
            "stuck": len(verdict.stuck),
            "unasked": len(verdict.unasked),
            "held": verdict.held,
            "parked": verdict.parked,
            "recovery_p50_s": _quantile(recoveries, 0.5),
            "recovery_p95_s": _quantile(recoveries, 0.95),
            "recovery_max_s": _quantile(recoveries, 1.0),
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
