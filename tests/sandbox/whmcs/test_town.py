"""The harness's WHMCS: it runs at the town's time, and is empty for each test."""

from datetime import datetime

import httpx
import pytest

from sandbox.whmcs import ENDPOINT
from tests.harness import Json, Town
from tests.sandbox.wires import objections
from tests.towns import standing_town, town

__all__ = ["standing_town", "town"]


def test_a_client_of_the_town_is_there_with_its_services(town: Town) -> None:
    client = town.client({"status": "Cancelled"}, {"pid": 103}, lastname="Kakuu")
    settings = town.whmcs_settings()
    told = {"identifier": settings["WHMCS_IDENTIFIER"], "secret": settings["WHMCS_SECRET"], "responsetype": "json"}
    form = {**told, "action": "GetClientsProducts", "clientid": str(client)}
    found = httpx.post(settings["WHMCS_URL"] + ENDPOINT, data=form, trust_env=False).json()
    assert [(one["pid"], one["status"]) for one in found["products"]["product"]] == [
        ("101", "Cancelled"),
        ("103", "Active"),
    ]
    org, whmcs = (datetime.fromisoformat(one.get("state")["now"]) for one in (town.org, town.whmcs))
    assert abs((whmcs - org).total_seconds()) < 5


def test_the_next_test_finds_it_empty(town: Town) -> None:
    town.client()
    url = town.whmcs.url
    town.clear()
    assert town.whmcs.get("state")["rows"]["client"] == 0
    assert town.whmcs.url == url


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"order": {"ShippingStreet": "9-9 Kakuu", "ShippingCity": "Uji", "ShippingState": "Kyoto"}},
        {"contact": {"Email": "cs.two@example.com"}},
        {"account": {"Email__c": "cs.two@example.com"}},
        {"account": {"Phone": "03-9999-0000"}},
        {"account": {"Name": "Kakuu Shoji"}},
        {"contact": {"FirstName": "Taro", "LastName": "Mihon"}},
        {"lines": [("Home 1G", 1, 5720, "Monthly"), ("Router", 2, 3000, "One Time")]},
        {"services": [{"status": "Cancelled"}]},
    ],
)
def test_an_order_of_the_town_passes_every_check(town: Town, how: Json) -> None:
    town.order()
    assert objections(town.org, town.whmcs, town.order(**how)) == {}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"client": {"email": "taro@customers.example"}}, {"identity": "fail"}),
        ({"client": {"phonenumber": "03-9999-0000"}}, {"identity": "warn"}),
        ({"client": False}, {"identity": "unknown", "duplicates": "unknown"}),
        ({"services": [{}]}, {"duplicates": "fail"}),
        ({"account": {"Internet_Eligibility_Status__c": "Pending"}}, {"eligibility": "unknown"}),
        ({"account": {"BillingCity": "Nerima"}}, {"address": "fail"}),
        ({"order": {"Description": "Ring twice"}}, {"instructions": "unknown"}),
    ],
)
def test_an_order_of_the_town_has_the_fault_that_was_asked_for(town: Town, how: Json, said: dict[str, str]) -> None:
    assert objections(town.org, town.whmcs, town.order(**how)) == said


def test_orders_at_once_pass_every_check_whatever_was_made_before(town: Town) -> None:
    town.client()
    orders = [town.order(), *town.orders(3), town.order(), *town.orders(3, lines=2), town.order()]
    assert [objections(town.org, town.whmcs, order) for order in orders] == [{}] * 9
    first, _ = town.orders(2, accounts=1)
    assert objections(town.org, town.whmcs, first) == {"duplicates": "fail"}


def test_a_customer_orders_again_and_the_checks_pass(town: Town) -> None:
    first = town.order(services=[{"status": "Cancelled"}])
    second = town.again(first, at="2026-11-24T09:45:00+09:00")
    third = town.again(second, family="VPN", PoNumber="PO-3")
    found = [town.record(order) for order in (first, second, third)]
    assert len({row["AccountId"] for row in found}) == 1
    assert [row["CreatedDate"] for row in found] == [f"2026-11-24T00:{n}:00.000+0000" for n in (30, 45, 30)]
    assert [objections(town.org, town.whmcs, row["Id"]) for row in found] == [{}] * 3
    again = town.again(third)
    assert objections(town.org, town.whmcs, again) == {"duplicates": "fail"}


def test_a_case_of_an_order_is_its_accounts_and_open_until_closed(town: Town) -> None:
    order = town.order()
    account = town.record(order)["AccountId"]
    cases = [town.case(order), town.case(account, Type="Eligibility Check"), town.case(order, Status="Closed")]
    found = [town.record(case) for case in cases]
    assert {row["AccountId"] for row in found} == {account}
    assert [(row["Type"], row["IsClosed"]) for row in found] == [
        ("Eligibility dispute", False),
        ("Eligibility Check", False),
        ("Eligibility dispute", True),
    ]
    town.touch(cases[0], Status="Closed")
    assert town.record(cases[0])["IsClosed"] is True
