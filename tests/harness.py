"""What the tests of the machine stand on: the stand-ins as processes of their own, and the bot beside them.

It owns starting, stopping, pressing, seeding and bounded waiting; it expects nothing. ``Town`` is the world outside
(one per test session, emptied before each test). The bot is either ``Inside`` (this process: its clock, polls and ticks
are the test's to move) or ``Outside`` (a real ``handoff run``).
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

import httpx
from ruamel.yaml import YAML

from sandbox.customers import INTERNET_TYPE, PRODUCT_ID
from sandbox.whmcs import IDENTIFIER, SECRET

ROOT = Path(__file__).resolve().parent.parent
STORY = "2026-11-24T10:00:00+09:00"
"""A Tuesday in Tokyo, an hour after the opening."""
SEEDED = "2026-11-24T09:30:00+09:00"
CHANNEL = "cs-orders"
BOT_USER, PORTAL_USER, CLERK = "handoff.bot@example.com", "portal.integration@example.com", "sf.clerk@example.com"
BOOK = "01sHo0000000002IAA"
STANDARD_BOOK = "01sHo0000000001IAA"
MINE = ("HANDOFF_", "SALESFORCE_", "WHMCS_")
"""Settings of whoever runs the tests; no bot of theirs sees them."""
Json = dict[str, Any]
T = TypeVar("T")


LOOK = {"path": "composite", "body": "OrderItems"}
"""The bot's look at one order, for a fault."""
HOUSE = {
    "ShippingStreet": "1-2-3 Taishido", "ShippingCity": "Setagaya", "ShippingState": "Tokyo",
    "ShippingPostalCode": "154-0004", "ShippingCountry": "Japan",
}  # fmt: skip
ELIGIBLE = {"Internet_Eligibility__c": INTERNET_TYPE, "Internet_Eligibility_Status__c": "Checked"}
SERVICE = {"Item_Class__c": "Service", "Internet_Type__c": INTERNET_TYPE, "WH_Product_ID__c": PRODUCT_ID}
FIRST_CUSTOMER = 200_000
"""Ids of the WHMCS clients behind ``Town.order``: above those of ``Town.client`` and of bulk orders."""


def handbook_text() -> str:
    """The shipped handbook, in which a decision is final at once: nobody waits for the end of undo."""
    text, undo = re.subn(r"\bundo_seconds: 20\b", "undo_seconds: 0", (ROOT / "handbook.yaml").read_text("utf-8"))
    assert undo in (0, 1)
    return text


def final_handbook() -> Path:
    """``handbook_text`` as a file."""
    path = Path(tempfile.gettempdir()) / f"handoff-final-{os.getpid()}.yaml"
    path.write_text(handbook_text(), "utf-8")
    return path


def until(ask: Callable[[], T], what: str, seconds: float = 15.0) -> T:
    """The first true answer of ``ask``; fails with ``what`` when it does not come in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Control:
    """A stand-in's control API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=f"{url}/_control/", trust_env=False, timeout=30)

    def get(self, path: str, /, **query: Any) -> Json:
        return self._read(self.http.get(path, params=query))

    def post(self, path: str, /, **body: Any) -> Json:
        return self._read(self.http.post(path, json=body))

    def delete(self, path: str) -> Json:
        return self._read(self.http.delete(path))

    @staticmethod
    def _read(reply: httpx.Response) -> Json:
        assert reply.status_code == 200, reply.text
        found: Json = reply.json()
        return found


@contextlib.contextmanager
def serving(module: str, *arguments: str) -> Iterator[str]:
    """A stand-in as a process, by its module; yields its address."""
    command = [sys.executable, "-m", module, "--port", "0", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("ready "), f"{module} did not start: {line!r}"
        yield line.split()[1]
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()


@dataclass
class Town:
    """Slack, Salesforce and WHMCS, and the short ways to make things happen there."""

    slack: Control
    org: Control
    whmcs: Control
    rate: float = field(default=1.0, init=False)
    """How fast the story runs."""
    _clients: int = field(default=0, init=False)

    def close(self) -> None:
        for vendor in (self.slack, self.org, self.whmcs):
            vendor.http.close()

    def clear(self, rate: float = 1.0) -> None:
        """Nothing has happened yet, and it is ten o'clock on the story's Tuesday."""
        for vendor in (self.org, self.whmcs):
            vendor.post("latency", ms=0)
            vendor.post("reset")
            vendor.post("clock", instant=STORY, rate=rate)
        self._clients, self.rate = 0, rate
        self.slack.post("reset")
        manifest = YAML(typ="safe").load(ROOT / "app.yaml")
        self.slack.post(
            "settings", latency_ms=0, trigger_lives_s=3.0, bot_url="http://127.0.0.1:9/", manifest=manifest,
            refused_blocks=[],
        )  # fmt: skip

    def quick_handbook(self) -> Path:
        """The shipped handbook, polling twice a second, with a card for everything."""
        text = handbook_text()
        assert "poll_seconds: 15" in text
        path = Path(tempfile.gettempdir()) / f"handoff-quick-{os.getpid()}.yaml"
        text = text.replace("most_cards: 30", "most_cards: 100000")
        path.write_text(text.replace("poll_seconds: 15", "poll_seconds: 0.5"), "utf-8")
        return path

    # --- Salesforce --------------------------------------------------------------------------------------------------

    def order(
        self,
        *,
        account: Json | None = None,
        contact: Json | None = None,
        order: Json | None = None,
        lines: list[tuple[str, int, int, str]] | None = None,
        client: Json | Literal[False] | None = None,
        services: list[Json] | None = None,
        user: str = PORTAL_USER,
        at: str = SEEDED,
    ) -> str:
        """A customer's order in Pending Review, half an hour old, which all five checks pass.

        ``lines``: (product, quantity, price, cycle). The WHMCS client is who ``account`` and ``contact`` say, and the
        checked address the ordered one. ``client``: what WHMCS says otherwise; False: the Account names no client.
        ``services``: what the client has, see ``client()``. An ``account`` with a WHMCS_Client_ID__c brings its own.
        """
        count = self.org.get("state")["rows"].get("Account", 0)
        ordered = {**HOUSE, **_only(order, *HOUSE)}
        customer = {
            "Name": "Yamada Hanako", "SF_Account_No__c": f"0{count:07d}", "Email__c": "hanako@customers.example",
            "Phone": "+81 3-1234-5678", **ELIGIBLE,
            **{name.replace("Shipping", "Billing"): value for name, value in ordered.items()},
            **_unsaid(account, contact), **(account or {})}  # fmt: skip
        person = {"FirstName": "Hanako", "LastName": "Yamada", "Email": "hanako@customers.example",
                  **_unsaid(contact, account), **(contact or {})}  # fmt: skip
        if client is not False and "WHMCS_Client_ID__c" not in customer:
            customer["WHMCS_Client_ID__c"] = FIRST_CUSTOMER + count
            self._bill(FIRST_CUSTOMER + count, {**_as_client(customer, person), **(client or {})}, services or [])
        rows: list[Json] = [
            {"object": "Account", "ref": "account", "at": at, "fields": customer},
            {"object": "Contact", "ref": "contact", "at": at, "fields": {"AccountId": "@{account.id}", **person}},
            {"object": "Order", "ref": "order", "at": at, "user": user, "fields": {
                "AccountId": "@{account.id}", "BillToContactId": "@{contact.id}", "Pricebook2Id": BOOK,
                "EffectiveDate": "2026-11-24", "Status": "Pending Review", "Type": "New", **HOUSE, **(order or {})}},
        ]  # fmt: skip
        for position, (product, quantity, price, cycle) in enumerate(lines or [("Home 1G", 1, 5720, "Monthly")]):
            rows += _line(position, product, quantity, price, cycle, at)
        refs: dict[str, str] = self.org.post("seed", rows=rows)["refs"]
        return refs["order"]

    def orders(self, count: int, **how: Any) -> list[str]:
        """Plain orders at once, made a little while ago, which all five checks pass; each of its own customer."""
        first = self.org.get("state")["next_customer"]  # clients come first: a bot may be polling
        self.whmcs.post("bulk-clients", first=first, count=min(how.get("accounts") or count, count))
        ids: list[str] = self.org.post("bulk-orders", count=count, **how)["ids"]
        return ids

    def again(self, order: str, *, at: str = SEEDED, family: str = "SIM", **fields: Any) -> str:
        """The customer of an order places a further one, of a family in which the checks find no duplicate."""
        kept = ("AccountId", "BillToContactId", "Pricebook2Id", "EffectiveDate", "Type", *HOUSE)
        told = {**_only(self.record(order), *kept), "Status": "Pending Review", **fields}
        rows: list[Json] = [{"object": "Order", "ref": "order", "at": at, "user": PORTAL_USER, "fields": told}]
        rows += _line(0, f"{family} service", 1, 2178, "Monthly", at, {"Family": family, "Item_Class__c": "Service"})
        refs: dict[str, str] = self.org.post("seed", rows=rows)["refs"]
        return refs["order"]

    def case(self, record: str, **fields: Any) -> str:
        """A Case of an Account, or of an order's: an open dispute where nothing else is said."""
        account = self.record(record).get("AccountId", record)
        told = {"AccountId": account, "Type": "Eligibility dispute", "Status": "New", **fields}
        ids: list[str] = self.org.post("seed", rows=[{"object": "Case", "fields": told}])["ids"]
        return ids[0]

    def move(self, order: str, **house: str) -> None:
        """The customer lives elsewhere, and that address was checked (``City=…``)."""
        account = self.record(order)["AccountId"]
        self.touch(account, **{f"Billing{part}": text for part, text in house.items()})
        self.touch(order, **{f"Shipping{part}": text for part, text in house.items()})

    def vouch(self, order: str) -> None:
        """What today's checks read of an order that was made before there were any: now all five pass."""
        found = self.record(order)
        account, contact = self.record(found["AccountId"]), self.record(found["BillToContactId"])
        number = self._bill(FIRST_CUSTOMER + int(account["SF_Account_No__c"]), _as_client(account, contact), [])
        checked = {name.replace("Shipping", "Billing"): found[name] for name in HOUSE}
        self.touch(account["Id"], **ELIGIBLE, **checked, WHMCS_Client_ID__c=number)
        for item in found["items"]:
            self.touch(self.record(item["PricebookEntryId"])["Product2Id"], **SERVICE)

    def record(self, order: str) -> Json:
        return self.org.get("record", id=order)

    def touch(self, record: str, user: str = CLERK, **fields: Any) -> None:
        """Somebody else's change, this moment of the story."""
        self.org.post("touch", id=record, fields=fields, user=user)

    def fault(self, **fault: Any) -> int:
        number: int = self.org.post("faults", **fault)["id"]
        return number

    def written(self, order: str) -> list[str]:
        """The statuses that the bot gave an order, in turn."""
        changes: list[Json] = self.org.get("status-changes", order=order)["changes"]
        # Two ids may differ in nothing but the case of a letter.
        return [change["new"] for change in changes if change["via"] == "api" and change["order_id"] == order]

    def calls(self, since: int = 0, **query: Any) -> list[Json]:
        """The bot's API requests, without logins."""
        found: list[Json] = self.org.get("requests", since=since, limit=100_000, **query)["requests"]
        return [call for call in found if "oauth2" not in call["kind"]]

    def last_call(self) -> int:
        last: int = self.org.get("state")["last_seq"]
        return last

    # --- Slack -------------------------------------------------------------------------------------------------------

    def messages(self, channel: str = CHANNEL) -> list[Json]:
        found: list[Json] = self.slack.get("messages", channel=channel)["messages"]
        return found

    def cards(self, number: str = "") -> list[Json]:
        """The cards of one order (all orders), oldest first."""
        return [m for m in self.messages() if not m["is_reply"] and m["text"].startswith(number)]

    def thread(self, card: Json) -> list[str]:
        """The lines below a card."""
        return [m["text"] for m in self.messages() if m["is_reply"] and m["thread_ts"] == card["ts"]]

    def privately(self, user: str) -> list[str]:
        """The private sentences that a person got, oldest first."""
        return [message["text"] for message in self.slack.get("ephemerals", user=user)["ephemerals"]]

    def directly(self, user: str) -> list[str]:
        """The direct messages that a person got from the bot."""
        name = f"dm-{user}"
        known: Json = self.slack.get("state")["channels"]
        return [message["text"] for message in self.messages(name)] if name in known else []

    def press(self, user: str, card: Json, button: str, **more: Any) -> Json:
        """A person presses; the bot's answer (``status``, ``body``)."""
        answer: Json = self.slack.post("press", user=user, channel=card["channel"], ts=card["ts"], text=button, **more)[
            "answer"
        ]
        return answer

    def payload(self, user: str, card: Json, button: str, **more: Any) -> Json:
        """The signed request of a press, not sent."""
        return self.slack.post("payload_for", user=user, channel=card["channel"], ts=card["ts"], text=button, **more)

    def view(self, user: str, seconds: float = 10.0) -> Json:
        """The dialog that a person has open; waits for it."""
        found: list[Json] = until(lambda: self.slack.get("views", user=user)["views"], f"a dialog for {user}", seconds)
        return found[-1]

    def submit(self, user: str, reason: str = "not_available", note: str = "", *, force: bool = False) -> Json:
        values: Json = {"reason": {"reason": reason}, "note": {"note": note}}
        return self.slack.post("submit", user=user, values=values, force=force)

    def answer(self, user: str, words: str = "looked at the passport") -> Json:
        """Fill in every field of the open dialog and send it: boxes are ticked, texts say ``words``."""
        values: Json = {}
        for block in self.view(user)["blocks"]:
            element = block.get("element", {})
            if element.get("type") == "checkboxes":
                values[block["block_id"]] = {
                    element["action_id"]: {"type": "checkboxes", "selected_options": element["options"]}
                }
            elif element:
                values[block["block_id"]] = {element["action_id"]: words}
        return self.slack.post("submit", user=user, values=values)

    def approve(self, user: str, card: Json, words: str = "looked at the passport") -> Json:
        """Press Approve where the checks ask something, and answer it."""
        assert self.press(user, card, "Approve")["status"] == 200
        return self.answer(user, words)

    def reject(self, user: str, card: Json, reason: str = "not_available", note: str = "") -> Json:
        """Press Reject, fill in the dialog, send it."""
        assert self.press(user, card, "Reject")["status"] == 200
        self.view(user)
        return self.submit(user, reason, note)

    def types(self, user: str, line: str, channel: str = CHANNEL) -> Json:
        """A person types a slash command; what the bot says to them in its answer (``text``, ``blocks``)."""
        answer: Json = self.slack.post("command", user=user, channel=channel, line=line)["answer"]
        assert answer["status"] == 200, answer
        said: Json = json.loads(answer["body"]) if answer["body"] else {"text": "", "blocks": []}
        assert said.get("response_type", "ephemeral") == "ephemeral"
        return said

    def typed(self, user: str, text: str, command: str = "/orders") -> Json:
        """The signed request of a command, not sent."""
        return self.slack.post("payload_for", user=user, channel=CHANNEL, command=command, text=text)

    def looks_home(self, user: str) -> None:
        """A person opens their Home tab."""
        self.slack.post("home", user=user)

    def home(self, user: str) -> Json | None:
        """What the bot has put there."""
        found: Json | None = self.slack.get("home", user=user)["view"]
        return found

    def presses_home(self, user: str, button: str, **more: Any) -> Json:
        answer: Json = self.slack.post("press", user=user, home=True, text=button, **more)["answer"]
        return answer

    def post(self, request: Json) -> httpx.Response:
        """Send a signed request of ``payload`` once more."""
        return httpx.post(
            request["url"], content=request["body"].encode(), headers=request["headers"], timeout=30, trust_env=False
        )

    # --- WHMCS -------------------------------------------------------------------------------------------------------

    def client(self, *services: Json, **fields: Any) -> int:
        """The default customer as a WHMCS client, with these services (pid 101 and Active where nothing is said); its
        id, for an Account's WHMCS_Client_ID__c."""
        self._clients += 1
        told = {"firstname": "Hanako", "lastname": "Yamada", "email": "hanako@customers.example",
                "phonenumber": "+81 3-1234-5678", **fields}  # fmt: skip
        return self._bill(self._clients, told, services)

    def _bill(self, number: int, client: Json, services: Sequence[Json]) -> int:
        rows = [{"clientid": number, "pid": PRODUCT_ID, "status": "Active", **service} for service in services]
        self.whmcs.post("records", clients=[{"id": number, **client}], services=rows)
        return number

    def whmcs_settings(self) -> dict[str, str]:
        """What a bot needs to know of this town's WHMCS."""
        return {
            "WHMCS_URL": self.whmcs.url,
            "WHMCS_IDENTIFIER": IDENTIFIER,
            "WHMCS_SECRET": SECRET,
        }


def _only(fields: Json | None, *names: str) -> Json:
    return {name: value for name, value in (fields or {}).items() if name in names}


def _unsaid(own: Json | None, other: Json | None) -> Json:
    """If only the other of Account and contact is given an e-mail or a phone number, this one has none: it would be
    somebody else's."""
    return {
        mine: None
        for names in (("Email__c", "Email"), ("Phone", "Phone"))
        for mine, theirs in (names, names[::-1])
        if theirs in (other or {}) and mine not in (own or {})
    }


def _as_client(account: Json, contact: Json) -> Json:
    """The customer as WHMCS has them; an Account that bears another name than its contact is a company."""
    names = {contact.get("FirstName") or "", contact["LastName"]}
    return {
        "firstname": contact.get("FirstName") or "", "lastname": contact["LastName"],
        "companyname": "" if set(account["Name"].split()) == names else account["Name"],
        "email": contact.get("Email") or account.get("Email__c") or "",
        "phonenumber": contact.get("Phone") or account.get("Phone") or "",
    }  # fmt: skip


def _line(
    position: int, product: str, quantity: int, price: int, cycle: str, at: str, sold: Json | None = None
) -> list[Json]:
    ref = f"p{position}"
    return [
        {"object": "Product2", "ref": ref, "at": at, "fields": {
            "Name": product, "IsActive": True, "Billing_Cycle__c": cycle,
            "StockKeepingUnit": f"SKU-{time.monotonic_ns()}-{position}",
            **(sold or {"Family": "Internet", **SERVICE})}},
        *({"object": "PricebookEntry", "ref": f"{ref}b{n}", "at": at, "fields": {
            "Pricebook2Id": book, "Product2Id": f"@{{{ref}.id}}", "UnitPrice": price, "IsActive": True}}
          for n, book in enumerate((STANDARD_BOOK, BOOK))),
        {"object": "OrderItem", "at": at, "fields": {
            "OrderId": "@{order.id}", "PricebookEntryId": f"@{{{ref}b1.id}}", "Quantity": quantity,
            "UnitPrice": price}},
    ]  # fmt: skip


@contextlib.contextmanager
def town() -> Iterator[Town]:
    with (
        serving("sandbox.salesforce", "--clock", f"{STORY}@1") as org,
        serving("sandbox.whmcs", "--clock", f"{STORY}@1") as whmcs,
        serving("sandbox.slack") as slack,
    ):
        found = Town(Control(slack), Control(org), Control(whmcs))
        yield found
        found.close()


def environment(town: Town, database_url: str, port: int, **more: str) -> dict[str, str]:
    """The settings of a bot in this town."""
    return {
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": "xoxb-demo-handoff",
        "SLACK_SIGNING_SECRET": "demo-signing-secret",
        "SLACK_API_URL": f"{town.slack.url}/api/",
        "SALESFORCE_INSTANCE_URL": town.org.url,
        "SALESFORCE_CLIENT_ID": "handoff-demo",
        "SALESFORCE_CLIENT_SECRET": "demo-client-secret",
        **town.whmcs_settings(),
        "HANDOFF_HANDBOOK": str(final_handbook()),
        "HANDOFF_HTTP": f"127.0.0.1:{port}",
        "HANDOFF_LOG": "json",
        "MALLOC_ARENA_MAX": "2",  # as in deploy/
        **more,
    }


class Outside:
    """A real ``handoff run``; its log lines are kept as they come."""

    def __init__(self, town: Town, database_url: str, port: int = 0, folder: Path = ROOT, **more: str) -> None:
        """``folder``: the checkout whose bot it is."""
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        self.events: list[Json] = []
        self.more = more
        self._town = town
        self._database = database_url
        self.start()

    def start(self) -> None:
        now = datetime.fromisoformat(self._town.org.get("state")["now"])
        settings = {"HANDOFF_CLOCK": f"{now.isoformat()}@{self._town.rate:g}", **self.more}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(MINE)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=self.folder,
            env={**clean, **environment(self._town, self._database, self.port, **settings)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line)
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    self.events.append(event)
        process.stdout.close()

    def ready(self, seconds: float = 60.0) -> "Outside":
        def answers() -> bool:
            assert self.process.poll() is None, "".join(self.lines)
            try:
                return httpx.get(f"{self.url}/readyz", trust_env=False, timeout=5).status_code == 200
            except httpx.TransportError:
                return False

        until(answers, "the bot is ready", seconds)
        return self

    def seen(self, event: str, **fields: Any) -> list[Json]:
        """Log events of this name so far."""
        return [e for e in list(self.events) if e.get("event") == event and fields.items() <= e.items()]

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait(10)
        self._reader.join(10)

    def end(self, seconds: float = 20.0) -> int:
        """SIGTERM; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
            raise
        self._reader.join(10)
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()


@contextlib.contextmanager
def outside(town: Town, database_url: str, replicas: int = 1, **more: str) -> Iterator[list[Outside]]:
    """So many ``handoff run`` on one database, ready; Slack delivers to the first."""
    bots: list[Outside] = []
    try:
        for _ in range(replicas):
            bots.append(Outside(town, database_url, **more))
        for bot in bots:
            bot.ready()
        town.slack.post("settings", bot_url=f"{bots[0].url}/slack/events")
        yield bots
    finally:
        for bot in bots:
            bot.close()


def handoff(database_url: str, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """A command of the program as an operator types it: a process of its own that knows the database and no secret."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(MINE)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**clean, "DATABASE_URL": database_url, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def later(instant: str, **amount: float) -> str:
    """``instant`` moved on, e.g. ``minutes=31``."""
    return (datetime.fromisoformat(instant) + timedelta(**amount)).isoformat()
