"""One real stand-in process for the whole session, emptied before each test; its clock stands still unless moved."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.salesforce import CLIENT_ID, CLIENT_SECRET, PORTAL_PRICEBOOK_ID, STANDARD_PRICEBOOK_ID

DATA = "/services/data/v59.0"
NOON = "2025-12-02T12:00:00+00:00"


class Org:
    """Plain HTTP to the stand-in, as the bot's integration user."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=20)

    def log_in(self) -> None:
        form = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        token = self.http.post("/services/oauth2/token", data=form).json()["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.http.request(method, DATA + path, **more)

    def query(self, soql: str, *texts: str, resource: str = "query", **more: Any) -> httpx.Response:
        """Each ``?`` of the query is one of ``texts``, in quotes."""
        for one in texts:
            soql = soql.replace("?", f"'{one}'", 1)
        return self.call("GET", f"/{resource}", params={"q": soql}, **more)

    def records(self, soql: str, *texts: str) -> list[dict[str, Any]]:
        reply = self.query(soql, *texts)
        assert reply.status_code == 200, reply.text
        return reply.json()["records"]

    def column(self, soql: str, *texts: str) -> list[Any]:
        """The first selected field of each record."""
        return [list(record.values())[1] for record in self.records(soql, *texts)]

    def create(self, name: str, **fields: Any) -> str:
        reply = self.call("POST", f"/sobjects/{name}", json=fields)
        assert reply.status_code == 201, reply.text
        return reply.json()["id"]

    def control(self, name: str, **body: Any) -> Any:
        reply = self.http.post(f"/_control/{name}", json=body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def read(self, name: str, **query: Any) -> Any:
        reply = self.http.get(f"/_control/{name}", params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def later(self, seconds: float) -> None:
        self.control("clock", add_s=seconds)

    def composite(self, *steps: tuple[str, str, str, Any], whole: bool = True, **headers: dict[str, str]) -> Any:
        """Steps are (reference, method, path, body); ``headers`` by reference. Returns {reference: answer}."""
        subrequests = [
            {"referenceId": reference, "method": method, "url": DATA + path}
            | ({"body": body} if body is not None else {})
            | ({"httpHeaders": headers[reference]} if reference in headers else {})
            for reference, method, path, body in steps
        ]
        reply = self.call("POST", "/composite", json={"allOrNone": whole, "compositeRequest": subrequests})
        assert reply.status_code == 200, reply.text
        return {answer["referenceId"]: answer for answer in reply.json()["compositeResponse"]}

    # -- an ordinary customer

    def account(self, **fields: Any) -> str:
        return self.create("Account", **{"Name": "Hanako Mihon", **fields})

    def product(self, price: float = 5720, **fields: Any) -> str:
        """A product with its prices; the answer is the portal's price book entry."""
        product = self.create("Product2", **{"Name": "Home 1G", "Family": "Internet", "IsActive": True, **fields})
        body = {"Product2Id": product, "UnitPrice": price, "IsActive": True}
        self.create("PricebookEntry", Pricebook2Id=STANDARD_PRICEBOOK_ID, **body)
        return self.create("PricebookEntry", Pricebook2Id=PORTAL_PRICEBOOK_ID, **body)

    def order(self, *, lines: int = 1, **fields: Any) -> str:
        account = fields.pop("AccountId", None) or self.account()
        entry = self.product() if lines else ""
        body = {"AccountId": account, "EffectiveDate": "2025-12-02", "Status": "Pending Review"}
        order = self.create("Order", **{**body, "Pricebook2Id": PORTAL_PRICEBOOK_ID, **fields})
        for _ in range(lines):
            self.create("OrderItem", OrderId=order, PricebookEntryId=entry, Quantity=1, UnitPrice=5720)
        return order

    def patch(self, record_id: str, fields: dict[str, Any], name: str = "Order", **headers: str) -> httpx.Response:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return self.call("PATCH", f"/sobjects/{name}/{record_id}", json=fields, headers=named)

    def field(self, record_id: str, field: str, name: str = "Order") -> Any:
        return self.call("GET", f"/sobjects/{name}/{record_id}", params={"fields": field}).json()[field]


def start(*options: str, module: str = "sandbox.salesforce") -> tuple[subprocess.Popen[str], str]:
    """A stand-in process that is ready, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith("ready http://127.0.0.1:"):
        process.kill()
        raise AssertionError(f"not ready: {line} {process.communicate()[1]}")
    return process, line.split()[1]


def stop(process: subprocess.Popen[str]) -> int:
    process.terminate()
    try:
        process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return process.returncode


@pytest.fixture(scope="session")
def stand_in() -> Iterator[Org]:
    process, url = start("--port", "0", "--clock", f"{NOON}@0")
    client = Org(url)
    yield client
    client.http.close()
    assert stop(process) == 0


@pytest.fixture
def org(stand_in: Org) -> Org:
    stand_in.control("reset")
    stand_in.control("clock", instant=NOON, rate=0)
    stand_in.control("latency", ms=0)
    stand_in.log_in()
    return stand_in


def error(reply: httpx.Response) -> tuple[int, str]:
    """Status and errorCode; asserts that the body is an array of one."""
    body = reply.json()
    assert isinstance(body, list), body
    assert len(body) == 1
    assert body[0]["message"]
    return reply.status_code, body[0]["errorCode"]
