"""The customer portal's side of an order: it writes stories into an org through the REST API, as the portal's
integration user, after WHMCS knows the customer. It owns the calls and makes each of them repeatable, so that a restart
in the middle neither loses nor doubles an order; it must not invent anything (that is ``stories``)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from sandbox.salesforce import PORTAL_CLIENT_ID, PORTAL_CLIENT_SECRET, PORTAL_PRICEBOOK_ID, STANDARD_PRICEBOOK_ID
from sandbox.traffic.billing import Billing
from sandbox.traffic.catalogue import PRODUCTS
from sandbox.traffic.stories import Story

_DATA = "/services/data/v59.0"
_LINES_AT_ONCE = 20
DISPUTE = "Eligibility dispute"
"""Case.Type."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Placed:
    """What a story left in the org."""

    index: int
    kind: str
    customer: str
    account_id: str
    order_ids: tuple[str, ...]


class RefusedError(Exception):
    """The org refused a story. The message holds its answers (made-up data only)."""


class Portal:
    """A client of one org, and of one WHMCS if there is one. Raises httpx.TransportError while one is away,
    httpx.HTTPStatusError when it refuses."""

    def __init__(self, url: str, whmcs: str | None = None) -> None:
        self.http = httpx.Client(base_url=url, timeout=30)
        self.billing = Billing(whmcs) if whmcs else None
        self.entries: dict[str, str] = {}

    def close(self) -> None:
        self.http.close()
        if self.billing:
            self.billing.close()

    def now(self) -> datetime:
        """The org's story time."""
        return datetime.fromisoformat(self.http.get("/_control/state").raise_for_status().json()["now"])

    def rate(self) -> float:
        return float(self.http.get("/_control/state").raise_for_status().json()["rate"])

    def call(self, method: str, path: str, **more: Any) -> Any:
        """One data API call; logs in when there is no session, or no longer."""
        for last in (False, True):
            reply = self.http.request(method, _DATA + path, **more)
            if reply.status_code != 401 or last:
                break
            form = {"grant_type": "client_credentials", "client_id": PORTAL_CLIENT_ID}
            token = self.http.post("/services/oauth2/token", data={**form, "client_secret": PORTAL_CLIENT_SECRET})
            self.http.headers["Authorization"] = f"Bearer {token.raise_for_status().json()['access_token']}"
        reply.raise_for_status()
        return reply.json() if reply.content else None

    def query(self, soql: str, *values: str) -> list[dict[str, Any]]:
        """The first page. ``values`` are ours (ids, marks) and need no escaping."""
        records: list[dict[str, Any]] = self.call("GET", "/query", params={"q": soql.format(*values)})["records"]
        return records

    def stock(self) -> None:
        """Products, standard prices and portal prices, as far as they are missing."""
        known = {row["StockKeepingUnit"]: row["Id"] for row in self.query("SELECT Id, StockKeepingUnit FROM Product2")}
        soql = "SELECT Id, Pricebook2Id, Product2.StockKeepingUnit FROM PricebookEntry"
        priced = {(row["Pricebook2Id"], row["Product2"]["StockKeepingUnit"]): row["Id"] for row in self.query(soql)}
        for sku, product in PRODUCTS.items():
            product_id = known.get(sku) or self.call("POST", "/sobjects/Product2", json=product.fields())["id"]
            for book in (STANDARD_PRICEBOOK_ID, PORTAL_PRICEBOOK_ID):
                if (book, sku) not in priced:
                    entry = {"Pricebook2Id": book, "Product2Id": product_id, "UnitPrice": product.price}
                    reply = self.call("POST", "/sobjects/PricebookEntry", json={**entry, "IsActive": True})
                    priced[book, sku] = reply["id"]
            self.entries[sku] = priced[PORTAL_PRICEBOOK_ID, sku]

    def next_index(self, seed: int) -> int:
        """The first story of this seed that the org does not hold yet."""
        rows = self.query("SELECT PoNumber FROM Order WHERE PoNumber LIKE '{}'", f"STORY-{seed}-%")
        return max((int(row["PoNumber"].split("-")[2]) + 1 for row in rows), default=0)

    def place(self, story: Story) -> Placed:
        """Write one story. Repeating it after a failure completes what is missing. Raises RefusedError."""
        try:
            return self._place(story)
        except RefusedError:
            self.entries.clear()  # the org may have been emptied under us: its products are others now
            return self._place(story)

    def _place(self, story: Story) -> Placed:
        if not self.entries:
            self.stock()
        if self.billing:  # first, so that no reviewer meets an order whose client is not there yet
            self.billing.place(story, self.now().date())
        account_id = self._account(story)
        contact_id = self._contact(story, account_id)
        if (held := story.active_service) is not None:
            self._active_service(story, account_id, held)
        if story.dispute:
            self._dispute(story, account_id, contact_id)
        orders = tuple(self._order(story, mark, account_id, contact_id) for mark in story.orders)
        return Placed(story.index, story.kind, story.person.number, account_id, orders)

    def _account(self, story: Story) -> str:
        person = story.person
        body = {
            "Name": story.account_name, "Email__c": person.email, "Phone": person.phone, "Type": "Customer",
            "Internet_Eligibility__c": story.eligibility, "Internet_Eligibility_Status__c": story.eligibility_status,
            "WHMCS_Client_ID__c": person.client_id, **person.address.fields("Billing"),
        }  # fmt: skip
        reply = self.call("PATCH", f"/sobjects/Account/SF_Account_No__c/{person.number}", json=body)
        return str(reply["id"])

    def _contact(self, story: Story, account_id: str) -> str:
        found = self.query("SELECT Id FROM Contact WHERE AccountId = '{}'", account_id)
        if found:
            return str(found[0]["Id"])
        first, last = story.contact_name
        person = {
            "AccountId": account_id, "FirstName": first, "LastName": last, "Email": story.contact_email,
            "Phone": story.person.phone, **story.person.address.fields("Mailing"),
        }  # fmt: skip
        return str(self.call("POST", "/sobjects/Contact", json=person)["id"])

    def _active_service(self, story: Story, account_id: str, held: int) -> None:
        if self.query("SELECT Id FROM Opportunity WHERE AccountId = '{}'", account_id):
            return
        body = {
            "Name": f"Internet {story.person.number}", "AccountId": account_id, "StageName": "Active",
            "CloseDate": self.now().date().isoformat(),
            "WHMCS_Service_ID__c": story.person.service_id(held),
        }  # fmt: skip
        self.call("POST", "/sobjects/Opportunity", json=body)

    def _dispute(self, story: Story, account_id: str, contact_id: str) -> None:
        if self.query("SELECT Id FROM Case WHERE AccountId = '{}'", account_id):
            return
        case = {"AccountId": account_id, "ContactId": contact_id, "Type": DISPUTE, "Subject": story.dispute}
        self.call("POST", "/sobjects/Case", json={**case, "Status": "New", "Origin": "Phone"})

    def _order(self, story: Story, mark: str, account_id: str, contact_id: str) -> str:
        """Reviewers never meet half an order: it is a draft until all of its lines are there."""
        soql = "SELECT Id, Status FROM Order WHERE AccountId = '{}' AND PoNumber = '{}'"
        for found in self.query(soql, account_id, mark):
            if found["Status"] != "Draft":
                return str(found["Id"])
            self.call("DELETE", f"/sobjects/Order/{found['Id']}")
        order = {
            "AccountId": account_id, "BillToContactId": contact_id, "Pricebook2Id": PORTAL_PRICEBOOK_ID,
            "Status": "Draft", "Type": "New", "EffectiveDate": self.now().date().isoformat(), "PoNumber": mark,
            "Description": story.notes or None, "Priority__c": "Priority" if story.priority else "Standard",
            **story.installation.fields("Shipping"), **story.person.address.fields("Billing"),
        }  # fmt: skip
        lines = [
            {
                "Quantity": line.quantity, "PricebookEntryId": self.entries[line.sku],
                "UnitPrice": PRODUCTS[line.sku].price,
            }
            for line in story.orders[mark]
        ]  # fmt: skip
        few = len(lines) <= _LINES_AT_ONCE
        return self._in_one_call(order, lines) if few else self._in_several_calls(order, lines)

    def _in_one_call(self, order: Row, lines: list[Row]) -> str:
        steps = [
            ("POST", "order", "/sobjects/Order", order),
            *(
                ("POST", f"line{number}", "/sobjects/OrderItem", {"OrderId": "@{order.id}", **line})
                for number, line in enumerate(lines)
            ),
            ("PATCH", "submit", "/sobjects/Order/@{order.id}", {"Status": "Pending Review"}),
        ]
        subrequests = [
            {"method": method, "referenceId": name, "url": _DATA + path, "body": body}
            for method, name, path, body in steps
        ]
        reply = self.call("POST", "/composite", json={"allOrNone": True, "compositeRequest": subrequests})
        answers = reply["compositeResponse"]
        refused = [one["body"] for one in answers if one["httpStatusCode"] >= 400]
        if refused:
            raise RefusedError(f"the order was refused: {refused}")
        return str(answers[0]["body"]["id"])

    def _in_several_calls(self, order: Row, lines: list[Row]) -> str:
        order_id = str(self.call("POST", "/sobjects/Order", json=order)["id"])
        records = [{"attributes": {"type": "OrderItem"}, "OrderId": order_id, **line} for line in lines]
        results = self.call("POST", "/composite/sobjects", json={"allOrNone": True, "records": records})
        refused = [one["errors"] for one in results if not one["success"]]
        if refused:
            raise RefusedError(f"the order's lines were refused: {refused}")
        self.call("PATCH", f"/sobjects/Order/{order_id}", json={"Status": "Pending Review"})
        return order_id
