"""Starts the demo's processes in their order, keeps the story's time, carries out the page's four buttons, and ends
everything again. It owns the order of things; what the bot or the stand-ins do is theirs."""

import contextlib
import os
import signal
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from sandbox.demo import SOCKET, DemoError, Wanted
from sandbox.demo.children import STEP, Child, Guard, free_port
from sandbox.demo.console import Console
from sandbox.demo.folder import Ports, alone, forget, write_handbook
from sandbox.demo.story import Story
from sandbox.salesforce import CLIENT_ID, CLIENT_SECRET
from sandbox.whmcs import IDENTIFIER, SECRET

ROOT = Path(__file__).resolve().parents[2]
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-demo-handoff", "xapp-demo-handoff", "demo-signing-secret"
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""All that a child sees of the caller's environment: no setting, secret or proxy of theirs reaches the demo."""
ORDER_EVERY = 52.0
"""Real seconds between two new orders, on average, whatever the speed: a page that a person can follow."""
READY_WITHIN = 45.0
WATCH = 0.5


class Supervisor:
    def __init__(self, wanted: Wanted) -> None:
        self._wanted, self._folder = wanted, wanted.folder
        self._ended = threading.Event()
        self._bot_state = "down"
        self._salesforce_url = self._whmcs_url = ""
        self._http = httpx.Client(trust_env=False, timeout=5.0)

    def run(self) -> None:
        """Raises DemoError, with everything ended that was started."""
        if not (ROOT / "handbook.yaml").exists():
            raise DemoError(f"there is no handbook.yaml in {ROOT}; the demo runs from a checkout")
        if free_port(self._wanted.port) != self._wanted.port != 0:
            raise DemoError(
                f"port {self._wanted.port} is in use by another program; choose another: "
                f"make demo PORT={self._wanted.port + 1} (PORT=0 picks a free one)"
            )
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self._ended.set())
        with alone(self._folder):
            if self._wanted.fresh:
                forget(self._folder)
            self._ports = Ports(self._folder / "ports.json")
            self._story = Story(self._folder / "story.json", self._wanted.speed)
            self._guard = Guard(ROOT)
            environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            environment |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
            self._salesforce, self._whmcs, self._manifest, self._slack, self._customers, self._migrate, self._bot = (
                Child(self._guard, name, self._folder, environment)
                for name in ("salesforce", "whmcs", "manifest", "slack", "customers", "migrate", "bot")
            )
            try:
                self._start()
                self._watch()
            finally:
                self._end()

    # -- start and end

    def _start(self) -> None:
        page, bot = self._wanted.port or self._ports.take("page"), self._ports.take("bot")
        salesforce, console = self._ports.take("salesforce"), self._ports.take("console")
        self._bot_url = f"http://127.0.0.1:{bot}"
        self._console = Console(
            console,
            self._state,
            {
                "hour": lambda: self._move(timedelta(hours=1)),
                "day": lambda: self._move(timedelta(days=1)),
                "pull": self._pull,
                "start": self._start_again,
            },
        )
        for vendor, port in ((self._salesforce, salesforce), (self._whmcs, self._ports.take("whmcs"))):
            vendor.start(
                f"sandbox.{vendor.name}", "--port", str(port), "--data", str(self._folder / f"{vendor.name}.db"),
                "--clock", self._story.as_clock(),
            )  # fmt: skip
        self._migrate.start("bot", "migrate", DATABASE_URL=self._database)
        self._slack.start(
            "sandbox.slack", "--port", str(page), "--data", str(self._folder / "slack.db"),
            "--bot-url", f"{self._bot_url}/slack/events", "--console", self._console.url,
            "--manifest", str(self._write_manifest()),
        )  # fmt: skip
        self._salesforce_url, self._whmcs_url = self._salesforce.ready(), self._whmcs.ready()
        self._set_clocks()  # they took a moment to start, and the story went on
        self._customers.start(
            "sandbox.demo.customers", "--salesforce", self._salesforce_url, "--whmcs", self._whmcs_url,
            "--seed", str(self._wanted.seed), "--every", str(ORDER_EVERY * self._wanted.speed),
        )  # fmt: skip
        self._slack_url = self._slack.ready()
        self._migrate.ended()
        write_handbook(ROOT / "handbook.yaml", self._handbook)
        self._ports.save(page=page)
        self._start_bot()
        if self._ended.is_set():
            return
        self._say(f"Handoff demo ready: {self._slack_url}")
        self._say(f"  the Salesforce org: {self._salesforce_url}   (the same orders, as the office sees them)")
        self._say(
            f"  the story: {self._story.in_words()}, at {self._story.rate:g} × real time, seed {self._wanted.seed}"
        )
        if self._wanted.transport == SOCKET:
            self._say("  Slack reaches the bot in Socket Mode")
        self._say(f"  the bot's log: {self._bot.log}   (Ctrl-C ends the demo; FRESH=1 forgets its story)")

    def _write_manifest(self) -> Path:
        """The app as the bot needs it: what is missing there is missing here."""
        if self._wanted.transport != SOCKET:
            return ROOT / "app.yaml"
        self._manifest.start("bot", "manifest", "--socket-mode")
        self._manifest.ended()
        target = self._folder / "app.yaml"
        target.write_bytes(self._manifest.output())
        return target

    @property
    def _slack_secret(self) -> dict[str, str]:
        """What proves to the bot that it is Slack who speaks."""
        if self._wanted.transport == SOCKET:
            return {"SLACK_APP_TOKEN": APP_TOKEN}
        return {"SLACK_SIGNING_SECRET": SIGNING_SECRET}

    @property
    def _database(self) -> str:
        return f"sqlite:///{self._folder / 'handoff.db'}"

    @property
    def _handbook(self) -> Path:
        return self._folder / "handbook.yaml"

    def _start_bot(self) -> None:
        """Start the bot in the story's present and wait until it is ready. DemoError if it is not."""
        self._bot_state = "starting"
        self._bot.start(
            "sandbox.demo.launch", "bot.app", "bot", "run",
            DATABASE_URL=self._database,
            SLACK_BOT_TOKEN=BOT_TOKEN,
            **self._slack_secret,
            SLACK_API_URL=f"{self._slack_url}/api/",
            SALESFORCE_INSTANCE_URL=self._salesforce_url,
            SALESFORCE_CLIENT_ID=CLIENT_ID,
            SALESFORCE_CLIENT_SECRET=CLIENT_SECRET,
            WHMCS_URL=self._whmcs_url,
            WHMCS_IDENTIFIER=IDENTIFIER,
            WHMCS_SECRET=SECRET,
            HANDOFF_HANDBOOK=str(self._handbook),
            HANDOFF_HTTP=self._bot_url.removeprefix("http://"),
            STORY=f"{self._story.as_clock()}@{time.monotonic()}",
            HANDOFF_LOG="json",
        )  # fmt: skip
        until = time.monotonic() + READY_WITHIN
        while self._bot.running and time.monotonic() < until and not self._ended.is_set():
            if self._bot_is_ready():
                self._bot_state = "up"
                return
            time.sleep(STEP)
        if self._ended.is_set():
            return
        if not self._bot.running:
            self._bot_state = "down"
            raise self._bot.failure("did not start")
        raise self._bot.failure(f"is not ready after {READY_WITHIN:.0f} s")

    def _bot_is_ready(self) -> bool:
        try:
            return self._http.get(f"{self._bot_url}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def _end(self) -> None:
        vendors = (self._slack, self._salesforce, self._whmcs)
        children = (self._customers, self._bot, self._migrate, self._manifest, *vendors)
        try:
            if hasattr(self, "_console"):
                self._console.close()
            self._customers.terminate()
            self._bot.end()  # first, and alone: what is in flight may still need the others
            for child in children:
                child.terminate()
        finally:
            for child in children:
                child.end(within=5.0)
            self._story.save(ahead=0)
            self._guard.close()
            self._http.close()

    # -- while it runs

    def _watch(self) -> None:
        told = False
        while not self._ended.wait(WATCH):
            self._story.save()
            for child in (self._salesforce, self._whmcs, self._slack):
                if not child.running:
                    raise child.failure(f"ended by itself (code {child.code})")
            if self._bot_state == "up" and not self._bot.running and not self._console.busy:
                self._bot_state = "down"
                self._say(str(self._bot.failure(f"ended by itself (code {self._bot.code})")))
            if self._customers.code not in (None, 0) and not told:
                told = True
                self._say(str(self._customers.failure("place no more orders")))

    def _say(self, sentence: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # whoever read along has left; the page is still there
            sys.stdout.write(f"{sentence}\n")
            sys.stdout.flush()

    # -- the page's buttons

    def _state(self) -> dict[str, Any]:
        return {
            "story_now": self._story.now().isoformat(),
            "rate": self._story.rate,
            "speed": self._story.rate,
            "bot": self._bot_state,
            "salesforce_url": self._salesforce_url,
            "whmcs_url": self._whmcs_url,
        }

    def _set_clocks(self) -> None:
        for name, url in (("The Salesforce org", self._salesforce_url), ("WHMCS", self._whmcs_url)):
            clock = {"instant": self._story.now().isoformat(), "rate": self._story.rate}
            try:
                self._http.post(f"{url}/_control/clock", json=clock).raise_for_status()
            except httpx.HTTPError:
                raise DemoError(f"{name} does not answer.") from None

    def _move(self, by: timedelta) -> str:
        """The bot ends in good order, the vendors' clocks jump, and the bot starts in the new present."""
        unplugged = self._bot_state == "down"
        if not unplugged:
            self._bot_state = "starting"
            self._bot.end()
        self._story.jump(by)
        self._set_clocks()
        if unplugged:
            return f"Now it is {self._story.in_words()}. The bot is still unplugged."
        self._start_bot()
        return f"Now it is {self._story.in_words()}."

    def _pull(self) -> str:
        if self._bot_state == "down":
            return "The plug is out already."
        self._bot_state = "down"
        self._bot.kill()
        return "The bot was killed, as if somebody had pulled its plug."

    def _start_again(self) -> str:
        if self._bot_state == "up" and self._bot.running:
            return "The bot is running already."
        self._bot.end()
        self._start_bot()
        return "The bot runs again, and goes on where it was."
