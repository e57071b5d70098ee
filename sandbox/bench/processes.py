"""The processes of a benchmark: started, waited for with a bound, asked for their memory, and ended by their own pid.

It owns the settings that the bot gets. It does not know what is measured; every process is a group of its own, so that
an interrupted run leaves nothing behind.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx

from sandbox.whmcs import IDENTIFIER, SECRET

ROOT = Path(__file__).resolve().parents[2]
STORY = "2026-11-24T10:00:00+09:00@1"
READY_WITHIN_S = 60.0
SIGNING_SECRET = "demo-signing-secret"


class Failed(Exception):
    """The benchmark cannot go on; the sentence says why."""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for(what: str, condition: Any, within_s: float, every_s: float = 0.05) -> Any:
    """The first true answer of ``condition()``. Failed when it does not come in time."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(every_s)
    raise Failed(f"{what}: not within {within_s:g} s")


@contextmanager
def _process(
    command: list[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Runs until the block ends, then SIGTERM; output goes to ``log``."""
    env = {**(os.environ if environment is None else environment), "PYTHONPATH": str(ROOT)}
    with log.open("a") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, text=True, env=env, cwd=log.parent)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _announced(process: subprocess.Popen[str], log: Path) -> str:
    """The address on a process's line ``ready http://127.0.0.1:<port>``."""

    def look() -> str:
        found = re.search(r"^ready (http://\S+)$", log.read_text(), re.MULTILINE)
        if found is None and process.poll() is not None:
            raise Failed(f"{log.stem} ended at its start: {log.read_text()[-500:]}")
        return found[1] if found else ""

    return str(wait_for(f"{log.stem} ready", look, READY_WITHIN_S))


class Control:
    """A stand-in's control API. A refused request is Failed: the benchmark asked for nonsense."""

    def __init__(self, url: str) -> None:
        self.url = url
        # No line is kept: a stand-in may close an idle one in the very moment in which it is used.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._http = httpx.Client(base_url=f"{url}/_control", timeout=120, limits=limits, trust_env=False)

    def do(self, name: str, **body: Any) -> Any:
        return self._answer(self._http.post(f"/{name}", json=body))

    def see(self, name: str, **query: Any) -> Any:
        return self._answer(self._http.get(f"/{name}", params=query))

    def withdraw(self, name: str) -> Any:
        return self._answer(self._http.delete(f"/{name}"))

    def close(self) -> None:
        self._http.close()

    @staticmethod
    def _answer(reply: httpx.Response) -> Any:
        if reply.status_code != 200:
            raise Failed(f"{reply.request.url.path}: {reply.status_code} {reply.text[:200]}")
        return reply.json()


@contextmanager
def stand_in(name: str, folder: Path, *options: str) -> Iterator[Control]:
    """``slack``, ``salesforce`` or ``whmcs``, in memory, until the block ends."""
    log = folder / f"{name}.log"
    with _process([sys.executable, "-m", f"sandbox.{name}", "--port", "0", *options], log) as process:
        control = Control(_announced(process, log))
        try:
            yield control
        finally:
            control.close()


@contextmanager
def bare(folder: Path, *options: str) -> Iterator[int]:
    """A bare Bolt app until the block ends; yields its port."""
    log = folder / f"bare{''.join(options)}.log"
    with _process([sys.executable, "-m", "sandbox.bench.bare", *options], log) as process:
        yield int(_announced(process, log).rsplit(":", 1)[1])


class Bot:
    """One running ``handoff run``."""

    def __init__(self, pid: int, port: int, start_s: float) -> None:
        self.port = port
        self.start_s = start_s
        """From the start of the process to ready."""
        self._pid = pid

    def taken_in(self) -> int:
        """How many presses it says it has committed so far, one by one."""
        text = httpx.get(f"http://127.0.0.1:{self.port}/metrics", timeout=10, trust_env=False).text
        found = re.search(r'^handoff_presses_total\{outcome="committed"\} (\S+)$', text, re.MULTILINE)
        return int(float(found[1])) if found else 0

    def resident_mb(self) -> float:
        """Resident memory now, in MB of 1,000,000 bytes."""
        pages = int(Path(f"/proc/{self._pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Vendors(Protocol):
    """Where the vendors are."""

    slack: Control
    salesforce: Control
    whmcs: Control


def environment(folder: Path, database: str, vendors: Vendors, poll_s: float, port: int) -> dict[str, str]:
    """The bot's whole environment: the shipped handbook with another poll interval and no undo, logs as in
    production."""
    handbook = folder / f"handbook-{poll_s:g}.yaml"
    text, found = re.subn(r"(?m)^(\s*poll_seconds:).*$", rf"\1 {poll_s:g}", (ROOT / "handbook.yaml").read_text("utf-8"))
    text, cards = re.subn(r"(?m)^(\s*most_cards:).*$", r"\1 100000", text)
    text, undo = re.subn(r"\bundo_seconds: \d+", "undo_seconds: 0", text)
    if (found, cards) != (1, 1) or undo > 2:
        raise Failed("handbook.yaml: no line poll_seconds or most_cards, or undo_seconds for more than two targets")
    handbook.write_text(text, "utf-8")
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ},
        "DATABASE_URL": database,
        "SLACK_BOT_TOKEN": "xoxb-demo-handoff",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"{vendors.slack.url}/api/",
        "SALESFORCE_INSTANCE_URL": vendors.salesforce.url,
        "SALESFORCE_CLIENT_ID": "handoff-demo",
        "SALESFORCE_CLIENT_SECRET": "demo-client-secret",
        "WHMCS_URL": vendors.whmcs.url,
        "WHMCS_IDENTIFIER": IDENTIFIER,
        "WHMCS_SECRET": SECRET,
        "HANDOFF_HANDBOOK": str(handbook),
        "HANDOFF_HTTP": f"127.0.0.1:{port}",
        "HANDOFF_CLOCK": STORY,
        "HANDOFF_LOG": "json",
    }


def migrate(settings: Mapping[str, str], folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        env={**settings, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode:
        raise Failed(f"handoff migrate: {done.stderr.strip()[-500:]}")


@contextmanager
def bot(settings: Mapping[str, str], folder: Path) -> Iterator[Bot]:
    """``handoff run`` until the block ends; yielded when it is ready."""
    port = int(settings["HANDOFF_HTTP"].rsplit(":", 1)[1])
    log = folder / f"bot-{port}.log"
    begun = time.monotonic()
    with _process([sys.executable, "-m", "bot", "run"], log, settings) as process:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5, trust_env=False) as http:

            def ready() -> bool:
                if process.poll() is not None:
                    raise Failed(f"the bot ended at its start: {log.read_text()[-500:]}")
                try:
                    return http.get("/readyz").status_code == 200
                except httpx.TransportError:
                    return False

            wait_for("the bot ready", ready, READY_WITHIN_S, every_s=0.01)
        yield Bot(process.pid, port, time.monotonic() - begun)
