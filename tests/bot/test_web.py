"""The HTTP face: what it refuses, what readiness says, and that an ack waits for no vendor."""

import time
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from bot.clock import Clock
from bot.operations import pausing
from models import State
from tests.harness import Town
from tests.inside import Inside
from tests.promises.signed import body_of, headers_for, press
from tests.towns import ONE


@pytest.fixture
def http(bot: Inside) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{bot.port}", trust_env=False, timeout=20) as client:
        yield client


@ONE
def test_a_living_process_says_so_and_nothing_else(http: httpx.Client) -> None:
    assert http.get("/healthz").text == "ok"
    assert http.get("/").status_code == 404
    assert http.get("/slack/events").status_code == 405


@ONE
def test_readiness_names_what_is_missing(bot: Inside, http: httpx.Client) -> None:
    reply = http.get("/readyz")
    assert reply.status_code == 503
    assert set(reply.json()["faults"]) == {"clock", "salesforce"}, "nothing ticked and nothing was polled yet"
    bot.poll()
    assert set(http.get("/readyz").json()["faults"]) == {"clock"}
    bot.bot.scheduler.beats["tick"] = Clock().real()
    assert http.get("/readyz").json() == {"ready": True, "faults": {}}
    bot.bot.scheduler.beats["tick"] -= timedelta(seconds=31)
    assert "clock" in http.get("/readyz").json()["faults"]
    bot.bot.intake.read_at = Clock().real() - timedelta(seconds=31 + 45)
    assert "salesforce" in http.get("/readyz").json()["faults"]


@ONE
def test_a_body_is_refused_before_it_fills_the_memory(http: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 100_000

    try:
        status = http.post("/slack/events", content=endless()).status_code
    except httpx.TransportError:
        status = 413  # cut off while still sending
    assert status == 413
    assert http.get("/healthz").status_code == 200


@ONE
def test_an_ack_does_not_wait_for_a_vendor(bot: Inside, town: Town, http: httpx.Client) -> None:
    order = town.order()
    bot.arrive(order)
    request = bot.request(order)
    town.org.post("latency", ms=3000)
    town.slack.post("settings", latency_ms=3000)
    body = body_of(press("U0CSONE", "approve", f"{request.public_id}.{request.version}.{request.fingerprint}"))
    started = time.monotonic()
    assert http.post("/slack/events", content=body, headers=headers_for(body)).status_code == 200
    assert time.monotonic() - started < 2.5
    assert bot.request(order).state in {State.CHECKING, State.DECIDED}
    town.org.post("latency", ms=0)
    town.slack.post("settings", latency_ms=0)
    bot.quiet(30)


def test_metrics_count_presses_and_calls_and_show_the_rows(bot: Inside, town: Town, http: httpx.Client) -> None:
    before = metrics(http)
    order = town.order(account={"Name": "Canary Customer"})
    card = bot.arrive(order)
    stale = town.payload("guest", card, "Approve")
    town.press("cs.one", card, "Approve")
    bot.quiet()
    town.post(stale)
    bot.quiet()
    after = metrics(http)
    grown = {name: after[name] - before.get(name, 0.0) for name in after}
    assert grown['handoff_presses_total{outcome="committed"}'] == 1
    assert grown['handoff_presses_total{outcome="refused_no_member"}'] == 1
    assert grown['handoff_vendor_calls_total{outcome="ok",vendor="salesforce"}'] >= 3
    assert grown['handoff_vendor_calls_total{outcome="ok",vendor="slack"}'] >= 2
    assert after["handoff_poll_age_seconds"] < 30
    assert after['handoff_fault{part="clock"}'] == 1
    assert (after["handoff_ready"], after["handoff_paused"], after["handoff_shadow"]) == (0, 0, 0)
    assert after['handoff_requests_open{state="waiting"}'] == 0
    assert {name for name in after if name.startswith("handoff_outbox_parked")} == {
        f'handoff_outbox_parked{{lane="{lane}"}}' for lane in ("look", "write", "card", "say")
    }
    text = http.get("/metrics").text
    for canary in ("Canary", "cs.one", "U0CSONE", town.record(order)["OrderNumber"], order):
        assert canary not in text
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Canary reason")
    text = http.get("/metrics").text
    assert "handoff_paused 1.0" in text
    assert "Canary" not in text


def metrics(http: httpx.Client) -> dict[str, float]:
    reply = http.get("/metrics")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = (line.rpartition(" ") for line in reply.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}
