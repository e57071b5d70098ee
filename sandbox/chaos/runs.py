"""A run on each of its databases over each of its transports, and what comes of them together: one JSON object. It
neither kills nor judges."""

import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sandbox.chaos.campaign import Campaign
from sandbox.chaos.databases import POSTGRESQL, SQLITE, NoDatabaseError, database, kind_of
from sandbox.chaos.plan import Plan
from sandbox.chaos.world import ChaosError

Figures = dict[str, Any]
Report = Callable[[str], None]
SUMMED = ("kills", "acked", "lost", "doubled", "stuck")
WORST = ("recovery_p50_s", "recovery_p95_s")


def run(plan: Plan, report: Report) -> Figures:
    """``report`` hears a sentence per kill. The answer holds the totals, the worst times, and below ``databases`` each
    database's own figures by transport; ``ok`` says whether nothing was found anywhere."""
    kinds = [kind_of(plan.database)] if plan.database else [plan.only] if plan.only else [POSTGRESQL, SQLITE]
    each: dict[str, dict[str, Figures]] = {kind: {} for kind in kinds}
    interrupted, began = threading.Event(), time.monotonic()

    def told(name: str, words: str) -> None:
        if interrupted.is_set():
            raise ChaosError("interrupted")
        report(f"{name}: {words}")

    def one_after_the_other(kind: str) -> None:
        for transport in plan.transports:
            name = f"{kind} over {transport}"
            each[kind][transport] = found = _one(plan, kind, transport, partial(told, name))
            told(name, "; ".join(found["findings"]) or "nothing was found")

    # The databases side by side: a run mostly waits for a bot that starts.
    with ThreadPoolExecutor(len(kinds)) as pool:
        try:
            list(pool.map(one_after_the_other, kinds))
        except KeyboardInterrupt:
            interrupted.set()  # each run ends at the next thing that it has to say, and ends its processes
            raise
    return {**summary(each), "seconds": round(time.monotonic() - began, 1)}


def _one(plan: Plan, kind: str, transport: str, report: Report) -> Figures:
    with TemporaryDirectory(prefix="handoff-chaos-") as name:
        folder = Path(name)
        try:
            with nullcontext(plan.database) if plan.database else database(kind, folder) as url:
                return Campaign(plan, url, transport, folder, report).run()
        except (NoDatabaseError, ChaosError) as error:
            return {"ok": False, "findings": [str(error)]}
        finally:
            if plan.keep:
                plan.keep.mkdir(parents=True, exist_ok=True)
                for log in folder.glob("*.log"):
                    shutil.copy(log, plan.keep / f"{kind}.{transport}.{log.name}")


def summary(each: dict[str, dict[str, Figures]]) -> Figures:
    runs = [figures for by_transport in each.values() for figures in by_transport.values()]
    total: Figures = {"ok": all(figures["ok"] for figures in runs)}
    for name in SUMMED:
        total[name] = sum(figures.get(name, 0) for figures in runs)
    for name in WORST:
        total[name] = max((figures.get(name, 0.0) for figures in runs), default=0.0)
    return {**total, "databases": each}
