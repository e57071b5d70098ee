"""A run on each of its databases, and what comes of them together: one JSON object. It neither kills nor judges."""

import shutil
from collections.abc import Callable
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
SUMMED = ("kills", "acked", "lost", "doubled", "stuck", "seconds")
WORST = ("recovery_p50_s", "recovery_p95_s")


def run(plan: Plan, report: Report) -> Figures:
    """``report`` hears a sentence per kill. The answer holds the totals, the worst times, and each database's own
    figures below ``databases``; ``ok`` says whether nothing was found anywhere."""
    # What a machine may lack comes first: nobody wants to hear it after ten minutes.
    kinds = [kind_of(plan.database)] if plan.database else [plan.only] if plan.only else [POSTGRESQL, SQLITE]
    each: dict[str, Figures] = {}
    for kind in kinds:
        with TemporaryDirectory(prefix="handoff-chaos-") as name:
            folder = Path(name)
            try:
                with nullcontext(plan.database) if plan.database else database(kind, folder) as url:
                    each[kind] = Campaign(plan, url, folder, partial(_prefixed, report, kind)).run()
            except (NoDatabaseError, ChaosError) as error:
                each[kind] = {"ok": False, "findings": [str(error)]}
            report(f"{kind}: {'; '.join(each[kind]['findings']) or 'nothing was found'}")
            if plan.keep:
                plan.keep.mkdir(parents=True, exist_ok=True)
                for log in folder.glob("*.log"):
                    shutil.copy(log, plan.keep / f"{kind}.{log.name}")
    return summary(each)


def _prefixed(report: Report, kind: str, words: str) -> None:
    report(f"{kind}: {words}")


def summary(each: dict[str, Figures]) -> Figures:
    total: Figures = {"ok": all(figures["ok"] for figures in each.values())}
    for name in SUMMED:
        total[name] = round(sum(figures.get(name, 0) for figures in each.values()), 1)
    for name in WORST:
        total[name] = max((figures.get(name, 0.0) for figures in each.values()), default=0.0)
    return {**total, "databases": each}
