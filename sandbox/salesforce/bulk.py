"""Many made-up orders at once, for benchmarks and bursts. It owns their plain shape: valid, dull, all alike, and
without anything that a reviewer would object to once WHMCS has the same customers (its ``bulk-clients``); people with
names and stories are ``sandbox.traffic``'s."""

from typing import Any

from sandbox.customers import (
    CITY,
    COUNTRY,
    FIRST,
    INTERNET_TYPE,
    PHONE,
    POSTAL_CODE,
    PRODUCT_ID,
    STATE,
    STREET,
    Customer,
)
from sandbox.salesforce import PORTAL_PRICEBOOK_ID, PORTAL_USER, STANDARD_PRICEBOOK_ID, dml
from sandbox.salesforce.org import Actor, Org

_SKU = "BULK-HOME-1G"


def next_customer(org: Org) -> int:
    """The number of the first new customer of whoever asks for orders next."""
    return FIRST + len(org.tables["Account"].rows)


class Bulk:
    """One request for orders. Their customers are new ones: one for each order, or ``accounts`` of them in turn."""

    def __init__(self, org: Org, count: int, *, accounts: int = 0, **plain: Any) -> None:
        """``plain``: how each order is, see ``_order``. Raises TypeError for another word."""
        self._org, self._count, self._plain = org, count, plain
        self._first = next_customer(org)
        self._accounts = min(accounts or count, count)
        self._known: list[tuple[str, str]] = []
        self._actor = Actor(org.user(PORTAL_USER), "seed", system=True)
        self.ids: list[str] = []

    def go_on(self, most: int) -> bool:
        """Make some more, in a transaction of the caller's; whether that was not all."""
        entry = _price(self._org, self._actor)
        for number in range(len(self.ids), min(len(self.ids) + most, self._count)):
            place = number % self._accounts
            if place == len(self._known):
                self._known.append(_customer(self._org, self._actor, Customer(self._first + place)))
            self.ids.append(_order(self._org, self._actor, number, self._known[place], entry, **self._plain))
        return len(self.ids) < self._count


def _order(
    org: Org,
    actor: Actor,
    number: int,
    customer: tuple[str, str],
    entry: str,
    *,
    status: str = "Pending Review",
    lines: int = 1,
    notes: str = "",
    price: int = 5720,
    priority_every: int = 0,
) -> str:
    """An order of the portal's integration user, each line at this price; every n-th one is a priority."""
    account, contact = customer
    body = {
        "AccountId": account, "BillToContactId": contact, "Pricebook2Id": PORTAL_PRICEBOOK_ID,
        "EffectiveDate": org.stamp()[:10], "Status": status, "Description": notes, "Type": "New",
        "Priority__c": "Priority" if priority_every and number % priority_every == 0 else "Standard",
        **_address("Shipping"),
    }  # fmt: skip
    order_id = dml.insert(org, "Order", body, actor)
    for _ in range(lines):
        item = {"OrderId": order_id, "PricebookEntryId": entry, "Quantity": 1, "UnitPrice": price}
        dml.insert(org, "OrderItem", item, actor)
    return order_id


def _address(kind: str) -> dict[str, str]:
    return {
        f"{kind}Street": STREET, f"{kind}City": CITY, f"{kind}State": STATE, f"{kind}PostalCode": POSTAL_CODE,
        f"{kind}Country": COUNTRY,
    }  # fmt: skip


def _price(org: Org, actor: Actor) -> str:
    found = org.tables["Product2"].where("StockKeepingUnit", _SKU)
    if found:
        entries = org.tables["PricebookEntry"].where("Product2Id", found[0]["Id"])
        return str(next(row["Id"] for row in entries if row["Pricebook2Id"] == PORTAL_PRICEBOOK_ID))
    product = {
        "Name": "Home 1G (bulk)", "StockKeepingUnit": _SKU, "Family": "Internet", "IsActive": True,
        "Internet_Type__c": INTERNET_TYPE, "Item_Class__c": "Service", "Billing_Cycle__c": "Monthly",
        "WH_Product_ID__c": PRODUCT_ID,
    }  # fmt: skip
    product_id = dml.insert(org, "Product2", product, actor)
    entry = ""
    for book in (STANDARD_PRICEBOOK_ID, PORTAL_PRICEBOOK_ID):
        body = {"Pricebook2Id": book, "Product2Id": product_id, "UnitPrice": 5720, "IsActive": True}
        entry = dml.insert(org, "PricebookEntry", body, actor)
    return entry


def _customer(org: Org, actor: Actor, person: Customer) -> tuple[str, str]:
    """The ids of a new Account and its contact."""
    account = {
        "Name": f"{person.first_name} {person.last_name}", "SF_Account_No__c": person.account_number,
        "Email__c": person.email, "Phone": PHONE, "WHMCS_Client_ID__c": person.number,
        "Internet_Eligibility__c": INTERNET_TYPE, "Internet_Eligibility_Status__c": "Checked", **_address("Billing"),
    }  # fmt: skip
    account_id = dml.insert(org, "Account", account, actor)
    contact = {
        "AccountId": account_id, "FirstName": person.first_name, "LastName": person.last_name, "Email": person.email,
        "Phone": PHONE,
    }  # fmt: skip
    return account_id, dml.insert(org, "Contact", contact, actor)
