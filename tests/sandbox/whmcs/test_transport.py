"""facts/whmcs.md section 4 and facts/stand-ins.md WHMCS 1-4, a line per fact: the endpoint, who may call, how a form is
read, and in which words a call is refused."""

import json
from urllib.parse import urlencode

import httpx
import pytest

from sandbox.whmcs import ACCESS_KEY, ENDPOINT, IDENTIFIER, SECRET
from tests.sandbox.whmcs.conftest import PAIR, Whmcs


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_section_4_one_endpoint_and_post_only(whmcs: Whmcs, method: str) -> None:
    reply = whmcs.http.request(method, ENDPOINT)
    assert (reply.status_code, reply.headers["Content-Type"]) == (405, "text/html; charset=utf-8")
    assert whmcs.http.post("/api.php", data={"action": "WhmcsDetails", **PAIR}).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"responsetype": "nvp"}, {"responsetype": "xml"}])
def test_section_4_without_responsetype_json_the_body_is_not_json(whmcs: Whmcs, asked: dict[str, str]) -> None:
    reply = whmcs.raw(urlencode({"action": "WhmcsDetails", **PAIR, **asked}))
    assert reply.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        reply.json()
    assert "success" in reply.text


def test_section_4_json_is_served_as_json(whmcs: Whmcs) -> None:
    reply = whmcs.send("WhmcsDetails")
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json()["result"] == "success"


def test_section_4_the_same_pair_is_taken_as_username_and_password(whmcs: Whmcs) -> None:
    reply = whmcs.send("WhmcsDetails", {"username": IDENTIFIER, "password": SECRET})
    assert reply.json()["result"] == "success"


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ({}, "Authentication Failed"),
        ({"identifier": IDENTIFIER}, "Authentication Failed"),
        ({"secret": SECRET}, "Authentication Failed"),
        ({"identifier": IDENTIFIER, "secret": "wrong"}, "Authentication Failed"),
        ({"identifier": "wrong", "secret": SECRET}, "Invalid or missing credentials"),
    ],
)
@pytest.mark.parametrize("status", [403, 200])
def test_section_4_bad_credentials_whichever_status_they_come_with(
    whmcs: Whmcs, pair: dict[str, str], message: str, status: int
) -> None:
    whmcs.control.post("switches", credential_status=status)
    assert whmcs.refusal("WhmcsDetails", credentials=pair) == (status, message)


def test_section_4_an_address_that_is_not_listed_is_refused_with_403_and_json(whmcs: Whmcs) -> None:
    whmcs.control.post("switches", allowed_ips=["203.0.113.9"])
    assert whmcs.refusal("WhmcsDetails") == (403, "Invalid IP 127.0.0.1")
    assert whmcs.refusal("WhmcsDetails", accesskey="wrong") == (403, "Invalid IP 127.0.0.1")


def test_section_4_the_access_key_passes_the_address_list(whmcs: Whmcs) -> None:
    whmcs.control.post("switches", allowed_ips=[])
    assert whmcs.call("WhmcsDetails", accesskey=ACCESS_KEY)["result"] == "success"
    assert whmcs.refusal("WhmcsDetails", credentials={}, accesskey=ACCESS_KEY) == (403, "Authentication Failed")


def test_section_4_an_empty_access_key_opens_nothing(whmcs: Whmcs) -> None:
    whmcs.control.post("switches", allowed_ips=[], access_key="")
    assert whmcs.refusal("WhmcsDetails", accesskey="") == (403, "Invalid IP 127.0.0.1")


def test_section_4_an_action_outside_the_role_is_refused_by_its_lower_cased_name(whmcs: Whmcs) -> None:
    whmcs.control.post("switches", allowed_actions=["GetClients", "getclientsdetails"])
    message = 'Invalid Permissions: API action "getclientsproducts" is not allowed'
    assert whmcs.refusal("GetClientsProducts") == (403, message)
    assert whmcs.call("GetClients")["result"] == "success"
    assert whmcs.refusal("GetClientsDetails", clientid=1) == (200, "Client Not Found")


@pytest.mark.parametrize("action", ["ModuleTerminate", "AddCancelRequest", "CreateInvoice", "AddCredit", "NoSuchThing"])
def test_section_4_an_action_that_is_not_there_is_named_in_lower_case(whmcs: Whmcs, action: str) -> None:
    message = f'Invalid API Action: "{action.lower()}" is not a valid API action'
    assert whmcs.refusal(action) == (200, message)
    whmcs.control.post("switches", unknown_action="older")
    assert whmcs.refusal(action) == (200, "Command Not Found")


def test_stand_ins_3_action_names_are_taken_in_any_case(whmcs: Whmcs) -> None:
    assert whmcs.call("gETcLIENTS")["totalresults"] == 0


def test_section_4_a_business_error_is_http_200(whmcs: Whmcs) -> None:
    reply = whmcs.send("GetClientsDetails", clientid=404)
    assert reply.status_code == 200
    assert reply.json() == {"result": "error", "message": "Client Not Found"}


def test_section_4_errors_have_no_codes_and_their_spelling_varies(whmcs: Whmcs) -> None:
    told = [
        whmcs.refusal("GetClientsDetails"),
        whmcs.refusal("GetClientsDetails", clientid=9),
        whmcs.refusal("UpdateClientProduct", serviceid=9),
        whmcs.refusal("GetInvoice", invoiceid=9),
    ]
    assert told == [
        (200, "Either clientid Or email Is Required"),
        (200, "Client Not Found"),
        (200, "Service ID Not Found"),
        (200, "Invoice ID Not Found"),
    ]


def test_section_4_httpx_writes_lists_true_and_none_as_php_does_not_want_them(whmcs: Whmcs) -> None:
    """[MEAS] The client has to flatten: this is what a naive one sends."""
    request = httpx.Request("POST", "http://x", data={"a": [1, 2], "b": True, "c": None})
    assert request.content == b"a=1&a=2&b=true&c="


def test_stand_ins_4_a_bare_repeated_key_keeps_only_its_last_value(whmcs: Whmcs) -> None:
    one, other = whmcs.client(), whmcs.client(firstname="Taro")
    found = whmcs.raw(urlencode([*PAIR.items(), ("responsetype", "json"), ("action", "GetClientsDetails"),
                                 ("clientid", one), ("clientid", other)]))  # fmt: skip
    assert found.json()["client"]["firstname"] == "Taro"


def test_stand_ins_4_arrays_need_their_index(whmcs: Whmcs) -> None:
    service = whmcs.service(whmcs.client(), notes="Old", ns1="a.example")
    whmcs.call("UpdateClientProduct", serviceid=service, unset="notes")
    assert whmcs.services(serviceid=service)[0]["notes"] == "Old"
    whmcs.call("UpdateClientProduct", serviceid=service, unset__0="notes", unset__1="ns1")
    row = whmcs.services(serviceid=service)[0]
    assert (row["notes"], row["ns1"]) == ("", "")


def test_stand_ins_4_empty_brackets_append(whmcs: Whmcs) -> None:
    service = whmcs.service(whmcs.client(), notes="Old", ns1="a.example")
    told = {"action": "UpdateClientProduct", "responsetype": "json", **PAIR, "serviceid": str(service)}
    whmcs.raw(urlencode([*told.items(), ("unset[]", "notes"), ("unset[]", "ns1")]))
    row = whmcs.services(serviceid=service)[0]
    assert (row["notes"], row["ns1"]) == ("", "")


@pytest.mark.parametrize(
    ("flag", "shown"), [("1", True), ("true", True), ("false", True), ("0", False), ("", False), (None, False)]
)
def test_section_4_the_word_false_counts_as_on(whmcs: Whmcs, flag: str | None, shown: bool) -> None:
    given = {} if flag is None else {"include_disabled": flag}
    emails = [one["email"] for one in whmcs.call("GetAdminUsers", **given)["admin_users"]]
    assert ("left.long.ago@example.com" in emails) is shown


def test_a_json_body_is_no_form_so_nothing_of_it_arrives(whmcs: Whmcs) -> None:
    """[GEN] PHP fills $_POST from forms only; with no responsetype either, the refusal is not JSON."""
    reply = whmcs.raw(json.dumps({"action": "WhmcsDetails", "responsetype": "json", **PAIR}), "application/json")
    assert reply.status_code == 403
    assert reply.text == "result=error;message=Authentication Failed;"


def test_section_4_no_rate_limit_etag_or_date_is_there(whmcs: Whmcs) -> None:
    headers = {name.lower() for name in whmcs.send("WhmcsDetails").headers}
    assert not headers & {"etag", "retry-after", "x-ratelimit-remaining"}
