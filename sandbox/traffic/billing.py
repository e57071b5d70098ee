"""A customer's side in WHMCS: the client behind the Account, and the services that it has or had. It owns what is
written there, by the control API since no action creates clients; writing it again changes nothing."""

from datetime import date, timedelta
from typing import Any

import httpx

from sandbox.traffic.catalogue import PRODUCTS, Product
from sandbox.traffic.stories import Story

_GROUPS = {"Internet": 1, "SIM": 2, "VPN": 3}


class Billing:
    """A client of one WHMCS. Raises httpx.TransportError while it is away, httpx.HTTPStatusError when it refuses."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=f"{url}/_control/", trust_env=False, timeout=30)
        self.stocked = False

    def close(self) -> None:
        self.http.close()

    def stock(self) -> None:
        """The products that are missing; one that somebody changed stays as it is."""
        known = self.http.get("records", params={"kind": "product"}).raise_for_status().json()["records"]
        there = {row["pid"] for row in known}
        self._put(products=[_product(one) for one in PRODUCTS.values() if one.whmcs_id not in there])
        self.stocked = True

    def place(self, story: Story, today: date) -> None:
        if not self.stocked:
            self.stock()
        person, (first, last) = story.person, story.billing_name
        client = {
            "id": person.client_id, "firstname": first, "lastname": last, "companyname": story.company,
            "email": person.email, "phonenumber": person.phone, "address1": person.address.street,
            "city": person.address.city,
            "state": person.address.state, "postcode": person.address.postal_code, "customfields": {"1": person.number},
            "datecreated": (today - timedelta(days=900)).isoformat(),
        }  # fmt: skip
        services = [
            {
                "id": person.service_id(place), "clientid": person.client_id, "pid": PRODUCTS[held.sku].whmcs_id,
                "status": held.status, "regdate": (today - timedelta(days=held.days)).isoformat(),
                "recurringamount": f"{PRODUCTS[held.sku].price}.00", "username": f"u{person.number}",
                "password": f"made-up-{person.number}",
            }
            for place, held in enumerate(story.services)
        ]  # fmt: skip
        self._put(clients=[client], services=services)

    def _put(self, **records: list[dict[str, Any]]) -> None:
        self.http.post("records", json=records).raise_for_status()


def _product(one: Product) -> dict[str, Any]:
    return {
        "pid": one.whmcs_id, "gid": _GROUPS[one.family], "groupname": one.family, "name": one.name,
        "paytype": "recurring" if one.cycle == "Monthly" else "onetime", "prices": {"monthly": f"{one.price}.00"},
    }  # fmt: skip
