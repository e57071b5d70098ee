"""The pages on which a person decides an order meanwhile in Salesforce."""

import pytest

from sandbox.salesforce import CLERK_USER
from tests.sandbox.salesforce.conftest import Org


def press(org: Org, order: str, do: str, **form: str) -> str:
    """Press a button; the answer is the page that follows."""
    reply = org.http.post(f"/lightning/r/Order/{order}/act", data={"do": do, **form}, follow_redirects=True)
    assert reply.status_code == 200
    return reply.text


def test_the_list_shows_orders_and_can_be_narrowed(org: Org) -> None:
    org.order(lines=0)
    org.order(lines=0, Status="Draft")
    assert {"00000001", "00000002"} <= set(org.http.get("/").text.replace("<", ">").split(">"))
    narrowed = org.http.get("/", params={"status": "Draft"}).text
    assert "00000002</a>" in narrowed
    assert "00000001</a>" not in narrowed


def test_the_record_page_shows_fields_lines_history_and_notes(org: Org) -> None:
    order = org.order(Description="Ring twice")
    page = org.http.get(f"/lightning/r/Order/{order}/view").text
    for words in ("00000001", "Hanako Mihon", "Home 1G", "¥5,720", "Ring twice", "Created"):
        assert words in page


@pytest.mark.parametrize(
    ("do", "status"), [("cancel", "Cancelled"), ("approve", "Approved"), ("reopen", "Pending Review")]
)
def test_a_button_acts_as_another_salesforce_user(org: Org, do: str, status: str) -> None:
    order = org.order(Status="Draft")
    page = press(org, order, do)
    assert f"as {CLERK_USER}" in page
    assert org.field(order, "Status") == status
    assert org.read("status-changes")["changes"][-1]["user"] == CLERK_USER


def test_the_installation_address_can_be_changed(org: Org) -> None:
    order = org.order()
    press(org, order, "address", Street="9-9-9 Mihon", City="Nagoya", State="Aichi", PostalCode="450-0000")
    row = org.call("GET", f"/sobjects/Order/{order}").json()
    assert (row["ShippingStreet"], row["ShippingCity"]) == ("9-9-9 Mihon", "Nagoya")


def test_delete_and_restore(org: Org) -> None:
    order = org.order()
    assert "In the recycle bin" in press(org, order, "delete")
    assert org.call("GET", f"/sobjects/Order/{order}").status_code == 404
    press(org, order, "undelete")
    assert org.field(order, "Status") == "Pending Review"


def test_what_the_org_refuses_is_said_on_the_page(org: Org) -> None:
    order = org.order()
    org.patch(order, {"Status": "Activated"})
    assert "Salesforce refused: ENTITY_IS_LOCKED" in press(org, order, "delete")


def test_customers_text_is_escaped(org: Org) -> None:
    order = org.order(Description="</textarea><script>alert(1)</script>", AccountId=org.account(Name="<b>x</b>"))
    for path in ("/", f"/lightning/r/Order/{order}/view"):
        page = org.http.get(path).text
        assert "<script" not in page
        assert "<b>x</b>" not in page


def test_nothing_outside_is_loaded(org: Org) -> None:
    page = org.http.get(f"/lightning/r/Order/{org.order()}/view")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_an_unknown_record_has_a_page_of_its_own(org: Org) -> None:
    for path in ("/lightning/r/Order/801000000000999/view", "/lightning/r/Order/nonsense/view"):
        assert org.http.get(path).status_code == 404


def test_an_account_link_opens_its_record(org: Org) -> None:
    account = org.account(SF_Account_No__c="1002934")
    assert "1002934" in org.http.get(f"/lightning/r/Account/{account}/view").text
