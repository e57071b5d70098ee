"""What the five checks of an order say of data that is read over the wire, from both stand-ins, and without the bot's
own way of asking Salesforce. It owns that reading; what should come of it is the tests'."""

from datetime import datetime
from typing import Any

import httpx

from bot.clients.whmcs import Whmcs
from bot.domain import addresses, duplicates, eligibility, identity
from bot.domain.duplicates import OtherOrder, Service
from bot.domain.eligibility import OrderLine
from bot.domain.evidence import Check, Silence, Verdict, special_instructions
from sandbox.whmcs import IDENTIFIER, SECRET
from tests.harness import BOT_USER, Control, Json

_PARENT = "BillToContact.FirstName, BillToContact.LastName, BillToContact.Email, BillToContact.Phone"
_ACCOUNT = (
    "Name",
    "Email__c",
    "Phone",
    "WHMCS_Client_ID__c",
    "Internet_Eligibility__c",
    "Internet_Eligibility_Status__c",
)
_ADDRESS = ("PostalCode", "State", "City", "Street")
_LINE = ("Name", "Family", "Item_Class__c", "Internet_Type__c")


def objections(org: Control, whmcs: Control, order: str) -> dict[str, str]:
    """The checks of an order that do not pass, by their keys, with their verdicts."""
    with _Rows(org) as rows:
        told = _checks(rows, org, whmcs, order)
    return {one.key: one.verdict.value for one in told if one.verdict is not Verdict.PASS}


def _checks(rows: "_Rows", org: Control, whmcs: Control, order: str) -> list[Check]:
    at = datetime.fromisoformat(org.get("state")["now"])
    fields = [f"Account.{name}" for name in (*_ACCOUNT, *(f"Billing{part}" for part in _ADDRESS))]
    fields += [f"Shipping{part}" for part in _ADDRESS]
    fields += ["Description", "AccountId", _PARENT]
    (found,) = rows.ask(", ".join(fields), f"Order WHERE Id = '{order}'")
    account, contact = found["Account"], found["BillToContact"]
    lines = [OrderLine(*(_text(one, name) for name in _LINE)) for one in rows.products(order)]
    client, services = _billing(whmcs, account["WHMCS_Client_ID__c"], rows.families())
    person = identity.Person(*(_text(contact, name) for name in ("FirstName", "LastName", "Email", "Phone")))
    holder = identity.Account(*(_text(account, name) for name in ("Name", "Email__c", "Phone")))
    result, status = (_text(account, f"Internet_Eligibility{end}") for end in ("__c", "_Status__c"))
    return [
        identity.check(holder, person, client, at),
        eligibility.check(lines, result, status, at),
        addresses.check(_address(found, "Shipping"), _address(account, "Billing"), at),
        duplicates.check([line.family for line in lines], services, rows.others(order, found["AccountId"]), at),
        special_instructions(_text(found, "Description"), at),
    ]


class _Rows:
    """What Salesforce answers to the bot's user."""

    def __init__(self, org: Control) -> None:
        token = org.post("token", user=BOT_USER)["access_token"]
        self._http = httpx.Client(base_url=org.url, headers={"Authorization": f"Bearer {token}"}, trust_env=False)

    def __enter__(self) -> "_Rows":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, what: str, where: str) -> list[Json]:
        """``SELECT what FROM where``, all pages."""
        query = {"q": f"SELECT {what} FROM {where}"}  # noqa: S608 - the tests' own words, and SOQL
        reply = self._http.get("/services/data/v59.0/query", params=query).raise_for_status().json()
        rows: list[Json] = reply["records"]
        while not reply["done"]:
            reply = self._http.get(reply["nextRecordsUrl"]).raise_for_status().json()
            rows += reply["records"]
        return rows

    def products(self, order: str) -> list[Json]:
        names = ", ".join(f"Product2.{name}" for name in _LINE)
        return [row["Product2"] for row in self.ask(names, f"OrderItem WHERE OrderId = '{order}'")]

    def families(self) -> dict[int, str]:
        rows = self.ask("WH_Product_ID__c, Family", "Product2 WHERE WH_Product_ID__c != null")
        return {int(row["WH_Product_ID__c"]): row["Family"] for row in rows}

    def others(self, order: str, account: str) -> list[OtherOrder]:
        found = self.ask("Id, OrderNumber", f"Order WHERE AccountId = '{account}' AND Status = 'Pending Review'")
        return [
            OtherOrder(row["OrderNumber"], tuple({one["Family"] for one in self.products(row["Id"])}), None)
            for row in found
            if row["Id"] != order
        ]


def _billing(
    whmcs: Control, client_id: Any, families: dict[int, str]
) -> tuple[identity.Person | Silence, list[Service] | Silence]:
    if not client_id:
        return Silence.NO_CLIENT, Silence.NO_CLIENT
    billing = Whmcs(whmcs.url, IDENTIFIER, SECRET)
    try:
        client, services = billing.client(int(client_id)), billing.services(int(client_id))
    finally:
        billing.close()
    if client is None:
        return Silence.NOT_FOUND, Silence.NOT_FOUND
    person = identity.Person(client.first_name, client.last_name, client.email, client.phone, client.company)
    return person, [
        Service(str(one.id), one.name, families.get(one.product), one.status, one.registered) for one in services
    ]


def _address(row: Json, kind: str) -> addresses.Address:
    return addresses.Address(*(_text(row, f"{kind}{part}") for part in _ADDRESS))


def _text(row: Json, name: str) -> str:
    return str(row[name] or "")
