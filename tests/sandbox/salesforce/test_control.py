"""The control API: faults on the wire, the logs that judges read, and what survives kill -9."""

import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox import salesforce
from tests.sandbox.salesforce.conftest import NOON, Org, error, start, stop

SOQL = "SELECT Id FROM Order"


def test_a_fault_answers_with_status_code_and_retry_after_as_often_as_asked(org: Org) -> None:
    fault = {"method": "GET", "path": "/query", "status": 503, "errorCode": "SERVER_UNAVAILABLE", "retry_after": 7}
    org.control("faults", **fault, times=2)
    for _ in range(2):
        reply = org.query(SOQL)
        assert error(reply) == (503, "SERVER_UNAVAILABLE")
        assert reply.headers["Retry-After"] == "7"
    assert org.query(SOQL).status_code == 200
    assert org.read("faults")["injected"] == {"status_503": 2}


def test_a_fault_matches_by_method_path_and_body_only(org: Org) -> None:
    order = org.order(lines=0)
    org.control("faults", method="PATCH", path=f"/sobjects/Order/{order}", body='"Status"', status=500)
    assert org.patch(order, {"PoNumber": "1"}).status_code == 204
    assert org.call("GET", f"/sobjects/Order/{order}").status_code == 200
    assert org.patch(order, {"Status": "Cancelled"}).status_code == 500
    assert org.field(order, "Status") == "Pending Review"


def test_a_fault_may_answer_html_or_any_json(org: Org) -> None:
    org.control("faults", status=503, html="<h1>Maintenance</h1>", times=1)
    reply = org.query(SOQL)
    assert (reply.status_code, reply.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert reply.text == "<h1>Maintenance</h1>"
    org.control("faults", status=200, json={"error": "odd"}, times=1)
    assert org.query(SOQL).json() == {"error": "odd"}


def test_a_fault_may_come_after_the_work(org: Org) -> None:
    order = org.order(lines=0)
    org.control("faults", method="PATCH", status=503, when="after")
    assert org.patch(order, {"Status": "Cancelled"}).status_code == 503
    assert org.field(order, "Status") == "Cancelled"


@pytest.mark.parametrize(("code", "status"), [("UNABLE_TO_LOCK_ROW", 400), ("REQUEST_LIMIT_EXCEEDED", 403)])
def test_a_fault_named_by_its_code_has_that_codes_status(org: Org, code: str, status: int) -> None:
    org.control("faults", errorCode=code)
    assert error(org.query(SOQL)) == (status, code)


def test_skip_lets_the_first_requests_pass(org: Org) -> None:
    org.control("faults", path="/query", status=500, skip=2, times=1)
    assert [org.query(SOQL).status_code for _ in range(4)] == [200, 200, 500, 200]


def test_a_probability_with_a_seed_repeats_itself(org: Org) -> None:
    rounds = []
    for _ in range(2):
        org.http.delete("/_control/faults")
        org.control("faults", path="/query", status=500, probability=0.3, seed=5)
        rounds.append([org.query(SOQL).status_code for _ in range(30)])
    assert rounds[0] == rounds[1]
    assert 2 <= rounds[0].count(500) <= 18


@pytest.mark.parametrize(("when", "status"), [("before", "Pending Review"), ("after", "Cancelled")])
def test_a_dropped_line_gives_no_reply_and_the_effect_is_there_or_not(org: Org, when: str, status: str) -> None:
    order = org.order(lines=0)
    seq = org.read("state")["last_seq"]
    org.control("faults", method="PATCH", drop=when, times=1)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        org.patch(order, {"Status": "Cancelled"})
    (logged,) = org.read("requests", since=seq)["requests"]
    assert (logged["dropped"], logged["fault"]) == (when, f"drop_{when}")
    assert logged["status"] == (204 if when == "after" else None)
    assert org.field(order, "Status") == status


@pytest.mark.parametrize(("when", "status"), [("before", "Pending Review"), ("after", "Cancelled")])
def test_a_hanging_request_holds_nobody_else_up(org: Org, when: str, status: str) -> None:
    order = org.order(lines=0)
    org.control("faults", method="PATCH", hang=when, times=1)
    outcome: list[Any] = []

    def patient() -> None:
        path = f"{org.url}/services/data/v59.0/sobjects/Order/{order}"
        try:
            httpx.patch(path, json={"Status": "Cancelled"}, headers=org.http.headers, timeout=1.0)
        except httpx.ReadTimeout as timeout:
            outcome.append(timeout)

    thread = threading.Thread(target=patient)
    thread.start()
    started = time.monotonic()
    while not any(row["method"] == "PATCH" for row in org.read("requests")["requests"]):
        assert time.monotonic() - started < 5
    assert org.query(SOQL).status_code == 200
    assert thread.is_alive()
    thread.join(5)
    assert len(outcome) == 1
    assert org.field(order, "Status") == status


def test_delay_and_hold_are_before_and_after_the_work(org: Org) -> None:
    order = org.order(lines=0)
    org.control("faults", method="PATCH", delay_s=0.1, hold_s=0.1, times=1)
    reply = org.patch(order, {"PoNumber": "1"})
    assert reply.status_code == 204
    assert reply.elapsed.total_seconds() >= 0.2


def test_latency_can_be_set_for_every_request(org: Org) -> None:
    org.control("latency", ms=60)
    assert org.query(SOQL).elapsed.total_seconds() >= 0.06


@pytest.mark.parametrize("fault", [{"nope": 1}, {"path": "("}, {"drop": "sideways"}])
def test_a_wrong_fault_is_refused_with_a_sentence(org: Org, fault: dict[str, Any]) -> None:
    reply = org.http.post("/_control/faults", json=fault)
    assert reply.status_code == 400
    assert reply.json()["error"]


def test_faults_on_the_token_endpoint(org: Org) -> None:
    org.control("faults", path="/oauth2/token", status=400, json={"error": "invalid_grant", "error_description": "no"})
    reply = org.http.post("/services/oauth2/token", data={})
    assert reply.json()["error"] == "invalid_grant"


# -- logs


def test_the_request_log_tells_what_each_request_did(org: Org) -> None:
    order = org.order(lines=0)
    seq = org.read("state")["last_seq"]
    org.patch(order, {"Status": "Cancelled"})
    org.patch(order, {"Nope": 1})
    first, second = org.read("requests", since=seq)["requests"]
    assert (first["seq"], second["seq"]) == (seq + 1, seq + 2)
    assert (first["kind"], first["status"], first["api_calls"]) == ("PATCH sobjects/Order/{id}", 204, 1)
    assert first["body"] == '{"Status":"Cancelled"}'
    assert first["effects"] == [f"Order/{order}:update"]
    assert first["user"] == "handoff.bot@example.com"
    assert (second["status"], second["effects"]) == (400, [])


def test_control_calls_and_pages_are_not_in_the_log(org: Org) -> None:
    seq = org.read("state")["last_seq"]
    org.http.get("/")
    org.control("touch", id=org.order(lines=0), fields={})
    kinds = {row["kind"] for row in org.read("requests", since=seq)["requests"]}
    assert kinds == {"POST sobjects/Account", "POST sobjects/Order"}


def test_counters_tell_api_calls_by_kind_and_user(org: Org) -> None:
    seq = org.read("state")["last_seq"]
    org.query(SOQL)
    org.composite(*[(f"r{n}", "GET", "/limits", None) for n in range(5)])
    org.log_in()
    counted = org.read("counters", since=seq)
    assert (counted["requests"], counted["api_calls"]) == (3, 2)
    assert counted["by_kind"]["POST composite"] == {"requests": 1, "api_calls": 1, "dropped": 0, "faults": 0}
    assert counted["by_kind"]["POST oauth2/token"]["api_calls"] == 0
    assert org.read("counters", since=seq, user="portal.integration@example.com")["requests"] == 0


def test_status_changes_tell_each_committed_change_with_its_request(org: Org) -> None:
    order = org.order()
    org.patch(order, {"Status": "Approved"})
    seq = org.read("state")["last_seq"]
    org.patch(order, {"Status": "Approved"})
    org.control("touch", id=order, fields={"Status": "Cancelled"}, user="sf.clerk@example.com")
    approved, cancelled = org.read("status-changes", order=order)["changes"]
    assert (approved["old"], approved["new"], approved["seq"]) == ("Pending Review", "Approved", seq)
    assert (approved["user"], approved["via"]) == ("handoff.bot@example.com", "api")
    assert (cancelled["user"], cancelled["via"], cancelled["seq"]) == ("sf.clerk@example.com", "control", None)


def test_seeded_rows_may_be_older_and_point_at_each_other(org: Org) -> None:
    rows = [
        {"object": "Account", "ref": "a", "fields": {"Name": "A"}},
        {"object": "Order", "at": "2025-12-01T09:00:00+09:00",
         "fields": {"AccountId": "@{a.id}", "Status": "Approved", "EffectiveDate": "2025-12-01"}},
    ]  # fmt: skip
    seeded = org.control("seed", rows=rows)
    assert org.field(seeded["ids"][1], "CreatedDate") == "2025-12-01T00:00:00.000+0000"
    assert org.field(seeded["ids"][1], "AccountId") == seeded["refs"]["a"]
    assert org.read("events")["events"] == []


def test_the_clock_can_be_set_and_run(org: Org) -> None:
    org.control("clock", instant="2026-03-01T00:00:00+09:00", rate=1000)
    before = org.read("state")["now"]
    assert before.startswith("2026-02-28T15:")
    deadline = time.monotonic() + 5
    while org.read("state")["now"] == before:
        assert time.monotonic() < deadline


# -- the process


def test_sigterm_ends_it_cleanly_even_while_a_request_hangs() -> None:
    process, url = start("--port", "0")
    org = Org(url)
    org.control("faults", hang="before")
    outcome: list[httpx.TransportError] = []

    def hang() -> None:
        try:
            org.http.get("/services/data")
        except httpx.TransportError as problem:
            outcome.append(problem)

    thread = threading.Thread(target=hang)
    thread.start()
    with httpx.Client(base_url=url) as other:
        deadline = time.monotonic() + 5
        while not other.get("/_control/faults").json()["injected"]:
            assert time.monotonic() < deadline
    assert stop(process) == 0
    thread.join(5)
    org.http.close()
    assert len(outcome) == 1


# -- persistence


def snapshot(org: Org) -> dict[str, Any]:
    return {
        "orders": org.records("SELECT Id, Status, LastModifiedDate, (SELECT Id FROM Histories) FROM Order ORDER BY Id"),
        "changes": org.read("status-changes")["changes"],
        "events": org.read("events")["events"],
        "pending": org.read("state")["pending_flow_effects"],
        "switches": org.read("state")["switches"],
    }


def test_what_was_answered_survives_kill_9_and_pending_provisioning_goes_on(tmp_path: Path) -> None:
    options = ("--port", "0", "--data", str(tmp_path / "org.db"), "--clock", f"{NOON}@0")
    process, url = start(*options)
    org = Org(url)
    org.log_in()
    org.control("switches", history="on", flow_started_after_s=30)
    order, other = org.order(), org.order(lines=0)
    org.patch(order, {"Status": "Approved"})
    org.call("DELETE", f"/sobjects/Order/{other}")
    before, seq = snapshot(org), org.read("state")["last_seq"]
    process.send_signal(signal.SIGKILL)
    process.communicate()

    process, url = start(*options)
    try:
        again = Org(url)
        again.http.headers["Authorization"] = org.http.headers["Authorization"]
        assert snapshot(again) == before
        assert again.read("state")["last_seq"] > seq
        assert len(again.read("requests", since=0, limit=seq)["requests"]) == seq
        fresh = again.order(lines=0)
        assert fresh not in (order, other)
        assert again.field(fresh, "OrderNumber") == "00000003"
        again.later(31)
        assert again.field(order, "Provisioning_Status__c") == "Started"
        again.http.close()
    finally:
        org.http.close()
        assert stop(process) == 0


def test_a_bad_clock_stops_the_start_with_a_sentence() -> None:
    with pytest.raises(AssertionError, match="not <ISO instant>@<rate>"):
        start("--port", "0", "--clock", "yesterday")


def test_the_constants_for_callers_are_the_orgs(org: Org) -> None:
    assert org.column("SELECT Id FROM Pricebook2 ORDER BY Id") == [
        salesforce.STANDARD_PRICEBOOK_ID,
        salesforce.PORTAL_PRICEBOOK_ID,
    ]
