"""Traffic with a WHMCS beside the org: each customer is a client there, and each fault can be told from it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from sandbox import traffic
from sandbox.traffic.catalogue import PRODUCTS
from tests.harness import Control, Json, serving
from tests.sandbox.whmcs.conftest import NOON, Whmcs


@pytest.fixture(scope="module")
def standing_org() -> Iterator[Control]:
    with serving("sandbox.salesforce", "--clock", f"{NOON}@0") as url:
        control = Control(url)
        yield control
        control.http.close()


@pytest.fixture
def org(standing_org: Control) -> Control:
    standing_org.post("reset")
    return standing_org


def placed(org: Control, whmcs: Whmcs, kind: str, start: int = 0) -> tuple[Json, Json, Json]:
    """The Account and the order's contact in Salesforce, and the client in WHMCS, of a story of this kind."""
    (story,) = traffic.place_kinds(org.url, kind, seed=3, start=start, whmcs=whmcs.url)
    account = org.get("record", id=story.account_id)
    order = org.get("record", id=story.order_ids[0])
    contact = org.get("record", id=order["BillToContactId"])
    client = whmcs.call("GetClientsDetails", clientid=int(account["WHMCS_Client_ID__c"]))["client"]
    return account, contact, client


@pytest.mark.parametrize("kind", ["good", "priority", "own_order", "high_value", "other_address", "awkward_text"])
def test_a_customer_is_the_same_person_in_both(org: Control, whmcs: Whmcs, kind: str) -> None:
    account, contact, client = placed(org, whmcs, kind)
    assert client["email"] == account["Email__c"] == contact["Email"]
    assert (client["firstname"], client["lastname"]) == (contact["FirstName"], contact["LastName"])
    assert client["phonenumber"] == account["Phone"]
    assert client["address1"] == account["BillingStreet"]
    assert client["customfields1"] == account["SF_Account_No__c"]


def test_a_contact_who_is_not_the_client_can_be_told_from_whmcs(org: Control, whmcs: Whmcs) -> None:
    account, contact, client = placed(org, whmcs, "identity_mismatch")
    assert f"{client['firstname']} {client['lastname']}" == account["Name"]
    assert client["email"] == account["Email__c"]
    assert client["email"] != contact["Email"]
    assert client["firstname"] != contact["FirstName"]


def test_an_active_service_is_of_the_ordered_products_family(org: Control, whmcs: Whmcs) -> None:
    _, _, client = placed(org, whmcs, "active_service")
    (row,) = whmcs.services(clientid=client["id"])
    story = traffic.make_story(3, 0, "active_service")
    assert (row["pid"], row["status"]) == (str(PRODUCTS[story.lines[0].sku].whmcs_id), "Active")
    assert (row["groupname"], row["name"]) == ("Internet", PRODUCTS[story.lines[0].sku].name)


def test_some_customers_without_fault_have_ended_services_and_none_a_duplicate(org: Control, whmcs: Whmcs) -> None:
    traffic.place_kinds(org.url, *["good"] * 12, seed=3, whmcs=whmcs.url)
    held = [(row["groupname"], row["status"]) for row in whmcs.services(limitnum=100)]
    assert {("Internet", "Cancelled"), ("Internet", "Terminated"), ("SIM", "Active")} == set(held)
    clients = {row["clientid"] for row in whmcs.services(limitnum=100)}
    assert 3 <= len(clients) < 12


def test_no_two_customers_of_whatever_seed_share_a_client_and_none_is_number_0(org: Control, whmcs: Whmcs) -> None:
    for seed in (1, 2, 60):
        traffic.place_kinds(org.url, "good", "active_service", seed=seed, whmcs=whmcs.url)
    clients = whmcs.control.get("records", kind="client")["records"]
    assert len({row["email"] for row in clients}) == len({row["id"] for row in clients}) == 6
    assert all(row["id"] > 0 for row in clients)


def test_a_seed_repeats_exactly_in_whmcs_too(org: Control, whmcs: Whmcs) -> None:
    told = []
    for _ in range(2):
        org.post("reset")
        whmcs.control.post("reset")
        list(traffic.run(org.url, 11, backlog=12, count=12, whmcs=whmcs.url))
        told.append([whmcs.control.get("records", kind=kind) for kind in ("client", "service", "product")])
    assert told[0] == told[1]


def test_the_products_are_those_of_salesforce_and_a_changed_one_stays(org: Control, whmcs: Whmcs) -> None:
    traffic.place_kinds(org.url, "good", whmcs=whmcs.url)
    sold = whmcs.call("GetProducts")["products"]["product"]
    assert {one["pid"]: one["pricing"]["JPY"]["monthly"] for one in sold} == {
        one.whmcs_id: f"{one.price}.00" for one in PRODUCTS.values()
    }
    whmcs.control.post("records", products=[{"pid": 101, "prices": {"monthly": "1.00"}}])
    traffic.place_kinds(org.url, "good", start=1, whmcs=whmcs.url)
    assert whmcs.call("GetProducts", pid=101)["products"]["product"][0]["pricing"]["JPY"]["monthly"] == "1.00"


def test_traffic_leaves_no_call_in_the_log(org: Control, whmcs: Whmcs) -> None:
    traffic.place_kinds(org.url, "good", whmcs=whmcs.url)
    assert whmcs.control.get("calls")["calls"] == []


def test_the_program_takes_a_whmcs(org: Control, whmcs: Whmcs) -> None:
    command = [sys.executable, "-m", "sandbox.traffic", "--salesforce", org.url, "--whmcs", whmcs.url]
    subprocess.run([*command, "--backlog", "2"], capture_output=True, text=True, timeout=30, check=True)
    assert whmcs.call("GetClients")["totalresults"] == 2
