"""The stage of the scenes: a real ``handoff demo`` as a process, what its stand-ins say, and people at their browsers.

It owns starting, ending, finding and bounded waiting; it expects nothing but that things are there to be pressed.
"""

import contextlib
import itertools
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from sandbox.traffic import make_story
from sandbox.traffic.portal import Portal
from tests.harness import CHANNEL, ROOT, Control, Json, until

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, PHONE = (1400, 900), (390, 844)
SEED = 4
PATIENCE_MS = 20_000
READY = "Handoff demo ready: "
STARTED_WITHIN, ENDED_WITHIN = 90.0, 30.0
_stories, _starts = itertools.count(), itertools.count()


class Process:
    """``handoff demo`` as a person starts it, with its output in a file."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.output = folder.parent / f"{folder.name}-{next(_starts)}.out"
        # What the caller has set for a real workspace must not reach the demo: it would try to use it, or refuse it.
        leak = {"SLACK_BOT_TOKEN": "xoxb-real", "HANDOFF_NONSENSE": "1", "HTTP_PROXY": "http://127.0.0.1:9"}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", "--folder", str(folder)],
                cwd=ROOT, env={**os.environ, "PORT": "0", "SEED": str(SEED), "SPEED": "", "FRESH": "", "TRANSPORT": "",
                               **leak, **environment},
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.output.read_text("utf-8")

    def ready(self) -> str:
        """The page's address."""
        until(lambda: READY in self.said() or self.process.poll() is not None, "the demo is ready", STARTED_WITHIN)
        assert READY in self.said(), self.said()
        return self.said().split(READY)[1].split()[0]

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        return self.process.wait(ENDED_WITHIN)


@contextlib.contextmanager
def started(folder: Path, **environment: str) -> Iterator["Demo"]:
    """A running demo, ended afterwards."""
    process = Process(folder, **environment)
    demo = None
    try:
        demo = Demo.at(process)
        yield demo
    finally:
        if process.process.poll() is None:
            process.end()
        if demo:
            demo.hang_up()


@dataclass
class Demo:
    process: Process
    page_url: str
    salesforce_url: str
    slack: Control
    org: Control
    whmcs: Control

    @classmethod
    def at(cls, process: Process) -> "Demo":
        page_url = process.ready()
        slack = Control(page_url)
        state = slack.http.get(f"{page_url}/console/state").json()
        org, whmcs = Control(state["salesforce_url"]), Control(state["whmcs_url"])
        return cls(process, page_url, org.url, slack, org, whmcs)

    def hang_up(self) -> None:
        self.slack.http.close()
        self.org.http.close()
        self.whmcs.http.close()

    def state(self) -> Json:
        found: Json = self.slack.http.get(f"{self.page_url}/console/state").json()
        return found

    def without_undo(self) -> None:
        """From now on a decision is written at once: the bot starts again, on a handbook that says so."""
        handbook = self.process.folder / "handbook.yaml"
        text, undo = re.subn(r"\bundo_seconds: 20\b", "undo_seconds: 0", handbook.read_text("utf-8"))
        if undo:
            handbook.write_text(text, "utf-8")
            for button in ("pull", "start"):
                self.slack.http.post(f"{self.page_url}/console/{button}", timeout=60).raise_for_status()

    # --- the org

    def place(self, kind: str = "good") -> "Order":
        """A customer of this kind places an order, through the portal."""
        portal = Portal(self.salesforce_url, self.whmcs.url)
        placed = portal.place(make_story(60, next(_stories), kind))
        portal.close()
        return Order(self, placed.order_ids[0], placed.customer)

    def tidy_up(self) -> None:
        """No fault is left, no form is open, and the bot runs."""
        self.org.delete("faults")
        self.whmcs.delete("faults")
        self.slack.delete("faults")
        for view in self.slack.get("views")["views"]:
            self.slack.post("close", user=view["user"], view_id=view["id"])
        if self.state()["bot"] != "up":
            self.slack.http.post(f"{self.page_url}/console/start", timeout=60).raise_for_status()

    # --- Slack

    def private(self, person: str, number: str = "") -> list[str]:
        """What only this person was told, of all orders or of this one."""
        found = self.slack.get("ephemerals", user=person, channel=CHANNEL)["ephemerals"]
        return [message["text"] for message in found if number in str(message)]


@dataclass
class Order:
    demo: Demo
    id: str
    customer: str
    number: str = field(init=False)

    def __post_init__(self) -> None:
        self.number = self.record["OrderNumber"]

    @property
    def record(self) -> Json:
        return self.demo.org.get("record", id=self.id)

    @property
    def status(self) -> str:
        found: str = self.record["Status"]
        return found

    def changes_to(self, status: str) -> list[Json]:
        """Each time that somebody set the record to this status."""
        changes = self.demo.org.get("status-changes", order=self.id)["changes"]
        # Two ids may differ in nothing but the case of a letter.
        return [change for change in changes if change["new"] == status and change["order_id"] == self.id]


class Person:
    """One person at one browser, on the page of the local Slack."""

    def __init__(self, browser: Browser, demo: Demo, name: str, size: tuple[int, int] = WIDE) -> None:
        self.name, self._demo = name, demo
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(f"{demo.page_url}/c/{CHANNEL}?as={name}")

    def message(self, order: Order) -> Locator:
        """The order's card with its thread: other messages may speak of the order, too."""
        return self.page.locator("article.message", has_text=order.number).filter(has=self.page.locator(".card"))

    def card(self, order: Order) -> Locator:
        return self.message(order).locator("> .entry .card")

    def thread(self, order: Order) -> Locator:
        return self.message(order).locator("details.thread")

    def button(self, order: Order, verb: str) -> Locator:
        return self.card(order).get_by_role("button", name=f"{verb} order {order.number}", exact=True)

    def choose(self, order: Order, label: str) -> None:
        """Open the card's menu and choose."""
        self.card(order).get_by_role("button", name="More actions").click()
        self.card(order).get_by_role("menuitem", name=label).click()

    def told(self, order: Order) -> Locator:
        """The private sentences about this order that this person's browser shows."""
        return self.whispers(order.number)

    def whispers(self, words: str) -> Locator:
        return self.page.locator("article.ephemeral", has_text=words)

    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def types(self, line: str) -> None:
        self.page.locator("#composer-text").fill(line)
        self.page.keyboard.press("Enter")

    def goes_home(self) -> Page:
        """Their Home tab, in place of the channel."""
        self.page.goto(f"{self._demo.page_url}/home?as={self.name}")
        return self.page

    def press_console(self, name: str) -> None:
        self.page.locator(f"[data-console-act='{name}']").click()

    def bot_word(self) -> Locator:
        return self.page.locator("#bot-word")


def open_order_page(person: Person, order: Order) -> Page:
    """The order as the office sees it, in the local org."""
    page = person.context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{order.demo.salesforce_url}/lightning/r/Order/{order.id}/view")
    return page


def overflow_of(page: Page) -> Any:
    """Whatever is drawn past the right edge of the window, as text; empty when everything fits."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main *, header *")]
          .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => e.outerHTML.slice(0, 120))"""
    )
