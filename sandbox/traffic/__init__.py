"""Traffic: clearly made-up customers who place orders in the local org, good ones and ones with each fault that a
reviewer must catch. A seed repeats its story exactly. It speaks to the org like the portal does, through its REST API.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import TypeVar

import httpx

from sandbox.traffic.portal import Placed, Portal
from sandbox.traffic.stories import FAULTS, KINDS, NOTABLE, RARE, Story, kind_of, make_story

T = TypeVar("T")
__all__ = [
    "FAULTS", "KINDS", "NOTABLE", "RARE", "Placed", "Portal", "Story", "bulk", "kind_of", "make_story",
    "pause", "place_kinds", "run",
]  # fmt: skip


def place_kinds(url: str, *kinds: str, seed: int = 1, start: int = 0, whmcs: str | None = None) -> list[Placed]:
    """One order of each of these kinds, at once (for tests). ``whmcs``: where the customers are clients too."""
    portal = Portal(url, whmcs)
    try:
        return [portal.place(make_story(seed, start + number, kind)) for number, kind in enumerate(kinds)]
    finally:
        portal.close()


def bulk(url: str, count: int, **options: object) -> list[str]:
    """``count`` plain orders in one go, by the control API; their ids. Options: status, lines, accounts, notes,
    priority_every."""
    reply = httpx.post(f"{url}/_control/bulk-orders", json={"count": count, **options}, timeout=300)
    ids: list[str] = reply.raise_for_status().json()["ids"]
    return ids


def run(
    url: str, seed: int, *, backlog: int = 0, every: float = 0.0, count: int | None = None,
    stopped: Callable[[], bool] = lambda: False, whmcs: str | None = None,
) -> Iterator[Placed]:  # fmt: skip
    """Place stories and yield each: ``backlog`` of them at once, then one every ``every`` seconds of story time (0: no
    more), ``count`` in all at most. An org that already holds some of this seed's stories gets the ones that follow.
    While the org (or the WHMCS at ``whmcs``) is away it waits and goes on."""
    portal = Portal(url, whmcs)
    try:
        found = _patiently(lambda: portal.next_index(seed), stopped)
        if found is None:
            return
        index = found
        end = None if count is None else index + count
        while not stopped() and (end is None or index < end):
            if index >= backlog:
                if every <= 0:
                    return
                pause(portal, every * Random(f"{seed}:pause:{index}").uniform(0.6, 1.4), stopped)
                if stopped():
                    return
            story = make_story(seed, index)
            placed = _patiently(partial(portal.place, story), stopped)
            if placed is None:
                return
            yield placed
            index += 1
    finally:
        portal.close()


def _patiently(what: Callable[[], T], stopped: Callable[[], bool]) -> T | None:
    """The result, however often the org is away meanwhile; None once stopped."""
    while not stopped():
        try:
            return what()
        except httpx.TransportError:
            time.sleep(0.5)
        except httpx.HTTPStatusError as error:
            if error.response.status_code not in (403, 429) and error.response.status_code < 500:
                raise
            time.sleep(0.5)
    return None


def pause(portal: Portal, seconds: float, stopped: Callable[[], bool]) -> None:
    """Wait in story time, which may run faster than ours or jump."""
    start = _patiently(portal.now, stopped)
    while start is not None and not stopped():
        now, rate = _patiently(portal.now, stopped), _patiently(portal.rate, stopped)
        if now is None or rate is None:
            return
        left = seconds - (now - start).total_seconds()
        if left <= 0:
            return
        time.sleep(min(1.0, max(0.02, left / max(rate, 0.001))))
