"""Starts racers as processes of their own, and makes requests that wait for a press without an org or cards behind."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.store import Store
from models import Request, State
from tests.harness import ROOT
from tests.promises.signed import body_of, headers_for

Shot = tuple[str, Any]
"""(address of the bot, payload)."""


def race(racers: Sequence[Sequence[Shot]], *, every_s: float, threads: int = 4) -> list[list[int]]:
    """Each racer is a process; their i-th shots leave at the same instant. Returns their statuses."""
    start = time.time() + 1.5
    running = []
    for shots in racers:
        plan = {
            "start": start,
            "every_s": every_s,
            "threads": threads,
            "shots": [(url, headers_for(body), body) for url, body in ((url, body_of(p)) for url, p in shots)],
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.promises.racer"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps(plan))
        process.stdin.close()
        running.append(process)
    found = []
    for process in running:
        assert process.stdout is not None
        found.append(json.loads(process.stdout.read()))
        process.stdout.close()
        assert process.wait(30) == 0
    return found


def waiting_requests(store: Store, count: int, value: str = "5720", **columns: Any) -> list[str]:
    """Rows that wait for a decision; the button values of their cards. ``value``: the order's total in yen."""
    now = datetime.now(UTC)
    with store.transaction() as session:
        rows = [
            Request(
                public_id=f"RACE{n:04d}", workflow="orders", external_id=f"801Ho{n:010d}IAA", number=f"{n:08d}",
                state=State.WAITING, opened_at=now, target="standard", due_at=now + timedelta(days=1), touched_at=now,
                fingerprint="f00", facts={"customer": "01", "value": value}, modified_at=now, **columns,
            )
            for n in range(count)
        ]  # fmt: skip
        session.add_all(rows)
    return [f"RACE{n:04d}.1.f00" for n in range(count)]
