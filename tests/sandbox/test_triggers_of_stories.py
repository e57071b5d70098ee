"""Each kind of story against what calls for a supervisor by itself: value, repeated orders, a failed address check, an
open dispute. It has its own and no other; that it passes the checks is ``whmcs/test_checks_of_stories``'s. All is read
back over the wire. The demo tells one of each within its first two minutes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise

import httpx
import pytest

from sandbox import traffic
from sandbox.demo.customers import BACKLOG, CALLING
from sandbox.demo.supervisor import ORDER_EVERY
from tests.harness import BOT_USER, STORY, Control, Json, Town, until
from tests.sandbox.wires import objections
from tests.towns import standing_town, town

__all__ = ["standing_town", "town"]

CALLS = {
    "high_value": {"value"},
    "many_lines": {"value"},  # 200 lines of little
    "other_address": {"address"},
    "repeated_orders": {"repeats"},
    "disputed": {"dispute"},
}
SEEDS = (1, 4, 60)
DAY = timedelta(hours=24)


def asked(org: Control, soql: str) -> list[Json]:
    token = org.post("token", user=BOT_USER)["access_token"]
    url, held = f"{org.url}/services/data/v59.0/query", {"Authorization": f"Bearer {token}"}
    reply = httpx.get(url, params={"q": soql}, headers=held, trust_env=False).raise_for_status()
    rows: list[Json] = reply.json()["records"]
    return rows


def calls(town: Town, placed: traffic.Placed) -> set[str]:
    """What a supervisor should hear of a customer, over all of his orders."""
    account = placed.account_id
    orders = asked(town.org, f"SELECT Id, TotalAmount, CreatedDate FROM Order WHERE AccountId = '{account}'")  # noqa: S608
    assert {row["Id"] for row in orders} == set(placed.order_ids)
    made = sorted(datetime.fromisoformat(row["CreatedDate"]) for row in orders)
    cases = asked(town.org, f"SELECT Type FROM Case WHERE AccountId = '{account}' AND IsClosed = false")  # noqa: S608
    assert {row["Type"] for row in cases} <= {"Eligibility dispute"}
    failed = [objections(town.org, town.whmcs, order).get("address") for order in placed.order_ids]
    return {
        what
        for what, is_so in {
            "value": any(row["TotalAmount"] > 100_000 for row in orders),
            "repeats": len(orders) >= 3 and made[-1] - made[0] <= DAY,
            "address": "fail" in failed,
            "dispute": bool(cases),
        }.items()
        if is_so
    }


@pytest.mark.parametrize("kind", traffic.KINDS)
def test_a_story_calls_for_a_supervisor_for_its_own_reason_and_no_other(town: Town, kind: str) -> None:
    kinds = [kind] * (1 if kind in traffic.RARE else 4)
    placed = [
        one for seed in SEEDS for one in traffic.place_kinds(town.org.url, *kinds, seed=seed, whmcs=town.whmcs.url)
    ]
    assert [calls(town, one) for one in placed] == [CALLS.get(kind, set())] * len(kinds) * len(SEEDS)


def test_the_demo_tells_each_of_them() -> None:
    assert set().union(*(CALLS[kind] for kind in CALLING)) == set().union(*CALLS.values())
    assert not CALLS.keys() & set(BACKLOG)


def test_a_dispute_is_told_once_however_often_its_story_is(town: Town) -> None:
    portal = traffic.Portal(town.org.url, town.whmcs.url)
    story = traffic.make_story(4, 0, "disputed")
    first, second = portal.place(story), portal.place(story)
    portal.close()
    assert first == second
    assert town.org.get("state")["rows"]["Case"] == 1


@contextmanager
def telling(town: Town, seed: int) -> Iterator[None]:
    """The demo's customers, as the demo starts them."""
    command = [sys.executable, "-m", "sandbox.demo.customers", "--salesforce", town.org.url, "--whmcs", town.whmcs.url]
    told = subprocess.Popen([*command, "--seed", str(seed), "--every", str(ORDER_EVERY)], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        told.terminate()
        told.wait(10)


def test_in_the_demo_they_come_within_two_minutes(town: Town) -> None:
    opening = sum(len(traffic.make_story(1, n, kind).orders) for n, kind in enumerate((*BACKLOG, *CALLING)))
    for vendor in (town.org, town.whmcs):
        vendor.post("clock", instant=STORY, rate=10)
    with telling(town, 1):
        until(lambda: town.org.get("state")["rows"].get("Order", 0) >= opening, "the opening is told", 30)
    rows = asked(town.org, "SELECT AccountId, CreatedDate FROM Order ORDER BY OrderNumber")[:opening]
    made = [datetime.fromisoformat(row["CreatedDate"]) for row in rows]
    assert made[-1] - made[0] < timedelta(seconds=110)
    customers = list(dict.fromkeys(row["AccountId"] for row in rows))
    assert len(customers) == len(BACKLOG) + len(CALLING)
    first = [next(at for at, row in zip(made, rows, strict=True) if row["AccountId"] == one) for one in customers]
    apart = [later - earlier for earlier, later in pairwise(first[len(BACKLOG) - 1 :])]
    assert all(gap > timedelta(seconds=10) for gap in apart)
