"""Promises 11 and 13: what a killed replica had in hand is taken over, and a part that stands still is seen."""

import os
import signal
import statistics
import time
from datetime import datetime

import httpx
import pytest

from tests.figures import Figure
from tests.harness import Json, Town, handoff, outside, until
from tests.inside import Inside
from tests.promises.signed import body_of, headers_for, press
from tests.towns import ONE

POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def instant(event: Json) -> float:
    return datetime.fromisoformat(event["timestamp"]).timestamp()


@POSTGRESQL
@pytest.mark.promise(11)
@pytest.mark.timeout(300)
def test_what_a_killed_replica_had_in_hand_is_taken_over(town: Town, database_url: str, figure: Figure) -> None:
    orders = town.orders(24)
    town.org.post("clock", add_s=5)
    with outside(town, database_url, 3, HANDOFF_HANDBOOK=str(town.quick_handbook())) as bots:
        until(lambda: len(town.cards()) == len(orders), "all cards", 60)
        values = {
            town.record(order)["OrderNumber"]: element["value"]
            for order, card in ((order, _card(town, order)) for order in orders)
            for block in card["blocks"] if block["type"] == "actions"
            for element in block["elements"][:1]
        }  # fmt: skip
        town.org.post("latency", ms=400)  # so that each replica has several in hand
        victim, others = bots[1], (bots[0], bots[2])
        before = len(victim.seen("outbox.claimed"))
        with httpx.Client(trust_env=False, timeout=30) as http:
            for n, value in enumerate(values.values()):
                body = body_of(press("U0CSONE", "approve", value))
                url = f"{bots[n % 3].url}/slack/events"
                assert http.post(url, content=body, headers=headers_for(body)).status_code == 200
        until(lambda: len(victim.seen("outbox.claimed")) > before + 2, "the victim has something in hand", 30)
        victim.kill()
        killed = time.time()
        until(lambda: all(town.record(order)["Status"] == "Approved" for order in orders), "every effect", 120)
        until(lambda: all("Approved" in card["text"] for card in town.cards()), "every card", 120)
        ended = {event["id"] for event in victim.events if event["event"] in ("outbox.done", "outbox.postponed")}
        held = {event["id"] for event in victim.seen("outbox.claimed")} - ended
        taken = [
            instant(event) - killed
            for bot in others for event in bot.seen("outbox.claimed")
            if event["id"] in held and instant(event) > killed
        ]  # fmt: skip
    doubled = sum(len(town.written(order)) != 1 for order in orders)
    assert taken, "the victim had nothing in hand"
    figure("acked", len(orders))
    figure("taken_over", len(taken))
    figure("take_over_p50_s", round(statistics.median(taken), 1))
    figure("take_over_max_s", round(max(taken), 1))
    figure("lost", 0)
    figure("doubled", doubled)
    assert doubled == 0
    assert max(taken) < 90, "a lease is half a minute"


def _card(town: Town, order: str) -> Json:
    return town.cards(f"{town.record(order)['OrderNumber']}:")[0]


def faults(url: str) -> Json:
    found: Json = httpx.get(f"{url}/readyz", trust_env=False, timeout=10).json()["faults"]
    return found


@ONE
@pytest.mark.promise(13)
@pytest.mark.timeout(300)
def test_a_dead_clock_and_a_dead_worker_are_seen(bot: Inside, town: Town, figure: Figure) -> None:
    bot.bot.scheduler.start()
    url = bot.url.removesuffix("/slack/events")
    until(lambda: faults(url) == {}, "ready", 40)
    bot.bot.scheduler.stop()
    bot.bot.worker._stopping = True  # both threads end; nobody is told
    bot.bot.worker._wake.set()
    died, seen = time.monotonic(), {}

    def both() -> bool:
        for part in {"clock", "worker"} & set(faults(url)) - set(seen):
            seen[part] = time.monotonic() - died
        return len(seen) == 2

    until(both, "readiness says so", 90)
    figure("notice_clock_s", round(seen["clock"], 1))
    figure("notice_worker_s", round(seen["worker"], 1))
    assert max(seen.values()) < 60


@ONE
@pytest.mark.promise(13)
def test_a_queue_that_stands_still_is_seen(bot: Inside, town: Town, figure: Figure) -> None:
    claims = bot.bot.worker._round
    bot.bot.worker._round = lambda: 0.05  # type: ignore[method-assign]  # it goes round and takes nothing
    town.order()
    bot.poll()
    seconds = 0
    while "queue" not in bot.bot.faults() and seconds < 600:
        bot.pass_real_time(5)
        seconds += 5
    assert "nothing moves in look" in bot.bot.faults()["queue"]
    figure("notice_queue_s", seconds)
    assert seconds <= 150
    bot.bot.worker._round = claims  # type: ignore[method-assign]
    bot.quiet()
    assert "queue" not in bot.bot.faults()


@ONE
@pytest.mark.promise(13)
@pytest.mark.timeout(300)
def test_a_frozen_process_is_seen_by_another(town: Town, database_url: str, figure: Figure) -> None:
    with outside(town, database_url) as (bot,):
        until(lambda: _status(database_url) == 0, "status is fine", 60)
        os.kill(bot.process.pid, signal.SIGSTOP)
        frozen = time.monotonic()
        try:
            until(lambda: _status(database_url) == 1, "status says so", 120)
            noticed = time.monotonic() - frozen
        finally:
            os.kill(bot.process.pid, signal.SIGCONT)
        until(lambda: _status(database_url) == 0, "status is fine again", 60)
    figure("notice_frozen_s", round(noticed, 1))
    assert noticed < 90


def _status(database_url: str) -> int:
    return handoff(database_url, "status").returncode
