"""One real stand-in process for the whole session, emptied before each test; plain HTTP and no product code."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.whmcs import ENDPOINT, IDENTIFIER, SECRET
from tests.harness import Control
from tests.sandbox.salesforce.conftest import start, stop

NOON = "2025-12-02T12:00:00+09:00"
PAIR = {"identifier": IDENTIFIER, "secret": SECRET}
Json = dict[str, Any]


class Whmcs:
    """The API as a caller sees it, and the control API beside it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=20)
        self.control = Control(url)

    def close(self) -> None:
        self.http.close()
        self.control.http.close()

    def raw(self, content: str, kind: str = "application/x-www-form-urlencoded") -> httpx.Response:
        """A body as it stands."""
        return self.http.post(ENDPOINT, content=content.encode(), headers={"Content-Type": kind})

    def send(self, action: str, credentials: Json | None = None, **parameters: Any) -> httpx.Response:
        """One call; ``[0]`` in a parameter's name is written ``__0``."""
        named = {name.replace("__", "[", 1) + "]" if "__" in name else name: one for name, one in parameters.items()}
        pair = PAIR if credentials is None else credentials
        return self.http.post(ENDPOINT, data={"action": action, "responsetype": "json", **pair, **named})

    def call(self, action: str, **parameters: Any) -> Json:
        """One call that WHMCS answers with HTTP 200; its body."""
        reply = self.send(action, **parameters)
        assert reply.status_code == 200, reply.text
        found: Json = reply.json()
        return found

    def refusal(self, action: str, **parameters: Any) -> tuple[int, str]:
        """Status and message of a call that is refused in JSON."""
        reply = self.send(action, **parameters)
        assert reply.json()["result"] == "error", reply.text
        return reply.status_code, reply.json()["message"]

    def client(self, **fields: Any) -> int:
        told = {"firstname": "Hanako", "lastname": "Mihon", "email": "hanako@customers.example", **fields}
        return int(self.control.post("records", clients=[told])["clients"][0])

    def service(self, client: int, **fields: Any) -> int:
        told = {"clientid": client, "pid": 101, "status": "Active", **fields}
        return int(self.control.post("records", services=[told])["services"][0])

    def product(self, **fields: Any) -> int:
        told = {"pid": 101, "name": "Internet Home 1G", "groupname": "Internet", "prices": {"monthly": "5720.00"}}
        return int(self.control.post("records", products=[{**told, **fields}])["products"][0])

    def services(self, **parameters: Any) -> list[Json]:
        found = self.call("GetClientsProducts", **parameters)["products"]
        return found["product"] if found else []


@pytest.fixture(scope="session")
def stand_in() -> Iterator[Whmcs]:
    process, url = start("--port", "0", "--clock", f"{NOON}@0", module="sandbox.whmcs")
    found = Whmcs(url)
    yield found
    found.close()
    assert stop(process) == 0


@pytest.fixture
def whmcs(stand_in: Whmcs) -> Whmcs:
    stand_in.control.post("reset")
    stand_in.control.post("clock", instant=NOON, rate=0)
    stand_in.control.post("latency", ms=0)
    return stand_in
