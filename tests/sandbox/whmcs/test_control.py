"""The control API: faults on the wire, the call log that judges read, and what survives kill -9."""

import signal
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.whmcs import SECRET
from tests.harness import until
from tests.sandbox.salesforce.conftest import start, stop
from tests.sandbox.whmcs.conftest import NOON, PAIR, Whmcs

PERMISSION = 'Invalid Permissions: API action "getclients" is not allowed'


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("authentication_failed", 403, "Authentication Failed"),
        ("invalid_credentials", 403, "Invalid or missing credentials"),
        ("invalid_ip", 403, "Invalid IP 127.0.0.1"),
        ("invalid_permissions", 403, PERMISSION),
    ],
)
def test_a_named_refusal_comes_as_often_as_asked(whmcs: Whmcs, kind: str, status: int, message: str) -> None:
    whmcs.control.post("faults", kind=kind, times=2)
    assert [whmcs.refusal("GetClients") for _ in range(2)] == [(status, message)] * 2
    assert whmcs.call("GetClients")["result"] == "success"
    assert whmcs.control.get("faults")["injected"] == {kind: 2}


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("forbidden_html", 403, "<h1>403 Forbidden</h1>"),
        ("forbidden_empty", 403, ""),
        ("html", 200, "<h1>Just a moment...</h1>"),
        ("php_fatal", 200, "<b>Fatal error</b>"),
        ("server_error", 500, "<h1>500 Internal Server Error</h1>"),
    ],
)
def test_stand_ins_2_what_is_no_json_at_all(whmcs: Whmcs, kind: str, status: int, said: str) -> None:
    whmcs.control.post("faults", kind=kind, times=1)
    reply = whmcs.send("GetClients")
    assert reply.status_code == status
    assert said in reply.text
    with pytest.raises(ValueError, match="Expecting value"):
        reply.json()


def test_a_fault_may_be_one_actions_only(whmcs: Whmcs) -> None:
    whmcs.control.post("faults", kind="invalid_permissions", action="GetClientsProducts")
    assert whmcs.refusal("getclientsproducts")[0] == 403
    assert whmcs.call("GetClients")["result"] == "success"


def test_a_share_of_calls_fails_and_a_seed_repeats_it(whmcs: Whmcs) -> None:
    told = []
    for _ in range(2):
        whmcs.control.delete("faults")
        whmcs.control.post("faults", kind="server_error", probability=0.3, seed=5)
        told.append([whmcs.send("GetClients").status_code for _ in range(30)])
    assert told[0] == told[1]
    assert 2 <= told[0].count(500) <= 18


def test_skip_lets_the_first_calls_pass(whmcs: Whmcs) -> None:
    whmcs.control.post("faults", kind="server_error", skip=2, times=1)
    assert [whmcs.send("GetClients").status_code for _ in range(4)] == [200, 200, 500, 200]


@pytest.mark.parametrize(("when", "status"), [("before", "Active"), ("after", "Cancelled")])
def test_stand_ins_2_a_reply_is_lost_before_or_after_the_effect(whmcs: Whmcs, when: str, status: str) -> None:
    service = whmcs.service(whmcs.client())
    whmcs.control.post("faults", action="UpdateClientProduct", drop=when, times=1)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        whmcs.send("UpdateClientProduct", serviceid=service, status="Cancelled")
    assert whmcs.services(serviceid=service)[0]["status"] == status
    (logged,) = whmcs.control.get("calls", action="updateclientproduct")["calls"]
    assert (logged["dropped"], logged["status"]) == (when, 200 if when == "after" else None)


def test_a_500_may_come_after_the_effect(whmcs: Whmcs) -> None:
    service = whmcs.service(whmcs.client())
    whmcs.control.post("faults", kind="server_error", when="after", times=1)
    assert whmcs.send("UpdateClientProduct", serviceid=service, status="Cancelled").status_code == 500
    assert whmcs.services(serviceid=service)[0]["status"] == "Cancelled"


def test_a_hanging_call_holds_nobody_else_up(whmcs: Whmcs) -> None:
    whmcs.control.post("faults", action="GetClientsDetails", hang="before", times=1)
    outcome: list[httpx.ReadTimeout] = []

    def patient() -> None:
        try:
            httpx.post(f"{whmcs.url}/includes/api.php", data={**PAIR, "action": "GetClientsDetails"}, timeout=1.0)
        except httpx.ReadTimeout as timeout:
            outcome.append(timeout)

    thread = threading.Thread(target=patient)
    thread.start()
    until(lambda: whmcs.control.get("calls", action="GetClientsDetails")["calls"], "the call has arrived", 5)
    assert whmcs.call("GetClients")["result"] == "success"
    assert thread.is_alive()
    thread.join(5)
    assert len(outcome) == 1


def test_latency_is_added_to_every_call(whmcs: Whmcs) -> None:
    whmcs.control.post("latency", ms=60)
    assert whmcs.send("GetClients").elapsed.total_seconds() >= 0.06


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("faults", {"nope": 1}),
        ("faults", {"drop": "sideways"}),
        ("switches", {"nope": 1}),
        ("switches", {"credential_status": 500}),
        ("records", {"things": []}),
        ("records", {"clients": [{"nope": 1}]}),
        ("records", {"services": [{"status": "Gone"}]}),
        ("delete", {"kind": "client", "id": 5}),
        ("bulk-clients", {}),
    ],
)
def test_a_wrong_control_call_is_refused_with_a_sentence(whmcs: Whmcs, call: str, body: dict[str, Any]) -> None:
    reply = whmcs.control.http.post(call, json=body)
    assert reply.status_code == 400
    assert reply.json()["error"]


# -- records


def test_a_record_is_changed_by_its_id_and_an_id_comes_never_again(whmcs: Whmcs) -> None:
    client = whmcs.client()
    whmcs.control.post("records", clients=[{"id": client, "email": "other@customers.example"}])
    found = whmcs.call("GetClientsDetails", clientid=client)["client"]
    assert (found["email"], found["firstname"]) == ("other@customers.example", "Hanako")
    whmcs.control.post("delete", kind="client", id=client)
    assert whmcs.refusal("GetClientsDetails", clientid=client) == (200, "Client Not Found")
    assert whmcs.client() == client + 1


def test_a_service_that_moves_to_another_client_is_found_there_only(whmcs: Whmcs) -> None:
    one, other = whmcs.client(), whmcs.client()
    service = whmcs.service(one)
    whmcs.control.post("records", services=[{"id": service, "clientid": other}])
    assert whmcs.services(clientid=one) == []
    assert [row["id"] for row in whmcs.services(clientid=other)] == [str(service)]


def test_one_wrong_record_stops_them_all(whmcs: Whmcs) -> None:
    rows = [{"firstname": "A"}, {"nope": 1}]
    assert whmcs.control.http.post("records", json={"clients": rows}).status_code == 400
    assert whmcs.call("GetClients")["totalresults"] == 0


def test_bulk_makes_many_clients_with_services(whmcs: Whmcs) -> None:
    ids = whmcs.control.post("bulk-clients", count=500, first=1000, services=2, status="Cancelled")["ids"]
    assert ids == list(range(1000, 1500))
    assert [row["status"] for row in whmcs.services(clientid=1499)] == ["Cancelled", "Cancelled"]
    assert whmcs.control.get("state")["rows"]["service"] == 1000


def test_reset_forgets_everything_but_the_admins(whmcs: Whmcs) -> None:
    whmcs.service(whmcs.client())
    whmcs.control.post("switches", allowed_ips=[])
    whmcs.control.post("faults", kind="server_error")
    whmcs.control.post("reset")
    state = whmcs.control.get("state")
    assert state["rows"] == {"client": 0, "service": 0, "product": 0, "invoice": 0, "admin": 4}
    assert (state["last_seq"], state["switches"]["allowed_ips"]) == (0, ["127.0.0.1"])
    assert whmcs.call("GetClients")["totalresults"] == 0


# -- the log


def test_stand_ins_10_the_log_holds_names_and_ids_and_no_credential(whmcs: Whmcs) -> None:
    client = whmcs.client()
    mark = whmcs.control.get("state")["last_seq"]
    whmcs.call("GetClientsProducts", clientid=client, limitnum=5, accesskey="canary-key")
    whmcs.send("GetClientsDetails", email="canary@customers.example")
    whmcs.send("UpdateClientProduct", {"username": "canary-name", "password": "canary-pass"}, serviceid=3)
    reply = whmcs.control.http.get("calls", params={"since": mark})
    first, second, third = reply.json()["calls"]
    assert (first["seq"], first["action"], first["status"], first["result"]) == (
        mark + 1, "GetClientsProducts", 200, "success",
    )  # fmt: skip
    assert first["ids"] == {"clientid": str(client), "limitnum": "5"}
    assert first["parameters"] == ["action", "responsetype", "clientid", "limitnum"]
    assert first["credentials"] == ["identifier", "secret", "accesskey"]
    assert (second["result"], second["message"]) == ("error", "Client Not Found")
    assert (third["status"], third["credentials"]) == (403, ["username", "password"])
    assert "canary" not in reply.text
    assert SECRET not in reply.text


def test_counters_tell_calls_since_a_mark_by_action(whmcs: Whmcs) -> None:
    whmcs.call("GetClients")
    mark = whmcs.control.get("state")["last_seq"]
    whmcs.control.post("faults", kind="server_error", action="GetClients", times=1)
    whmcs.send("GetClients")
    whmcs.refusal("GetClientsDetails")
    whmcs.call("GetClientsProducts")
    counted = whmcs.control.get("counters", since=mark)
    assert (counted["calls"], counted["errors"], counted["faults"]) == (3, 1, 1)
    assert counted["by_action"]["GetClientsProducts"] == {"calls": 1, "errors": 0, "dropped": 0, "faults": 0}
    assert counted["last_seq"] == mark + 3


def test_the_switches_are_shown_without_secrets(whmcs: Whmcs) -> None:
    assert not {"secret", "access_key"} & set(whmcs.control.get("state")["switches"])


# -- the process


def test_what_was_answered_survives_kill_9(tmp_path: Path) -> None:
    options = ("--port", "0", "--data", str(tmp_path / "whmcs.db"), "--clock", f"{NOON}@0")
    process, url = start(*options, module="sandbox.whmcs")
    first = Whmcs(url)
    client = first.client()
    service = first.service(client)
    first.control.post("switches", allowed_actions=["GetClientsProducts", "UpdateClientProduct"])
    first.call("UpdateClientProduct", serviceid=service, status="Suspended")
    seq = first.control.get("state")["last_seq"]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    first.close()

    process, url = start(*options, module="sandbox.whmcs")
    again = Whmcs(url)
    try:
        assert again.services(clientid=client)[0]["status"] == "Suspended"
        assert again.refusal("GetClients")[0] == 403
        assert again.control.get("state")["last_seq"] == seq + 2
        assert again.client() == client + 1
    finally:
        again.close()
        assert stop(process) == 0


def test_a_bad_clock_stops_the_start_with_a_sentence() -> None:
    with pytest.raises(AssertionError, match="not <ISO instant>@<rate>"):
        start("--port", "0", "--clock", "yesterday", module="sandbox.whmcs")
