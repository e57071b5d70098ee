"""Everything that a run needs running: the stand-ins and the bot as processes, the load, the faults. It owns how they
are started and told of each other, and that all of them are gone at the end."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.chaos.control import Control
from sandbox.chaos.databases import POSTGRESQL, SQLITE, kind_of
from sandbox.chaos.faults import Trouble
from sandbox.chaos.history import History
from sandbox.chaos.load import Load
from sandbox.chaos.plan import HTTP, SOCKET, Plan
from sandbox.chaos.processes import Bot, free_port, stand_in
from sandbox.whmcs import IDENTIFIER, SECRET

STORY = "2026-11-24T10:00:00+09:00@1"
SECRETS = {
    HTTP: {"SLACK_SIGNING_SECRET": "demo-signing-secret"},
    SOCKET: {"SLACK_APP_TOKEN": "xapp-demo-handoff"},
}
"""What proves to the bot that it is Slack who speaks, by transport."""
LATENCY_MS = "15"
"""Of every vendor: without any, a step between two calls would be over before a kill could land in it."""
READY = {SQLITE: 100, POSTGRESQL: 300}
"""Orders kept ready. On PostgreSQL other replicas may poll, so a killed one's lease holds new orders back for up to
half a minute, in which the next kills want their clicks too."""
READY_S = 30.0
MIGRATED_S = 60.0


class ChaosError(Exception):
    """The run itself came to nothing; the sentence says where."""


@dataclass(frozen=True)
class World:
    slack: Control
    salesforce: Control
    trouble: Trouble
    load: Load
    bot: Bot


@contextmanager
def world(plan: Plan, url: str, transport: str, folder: Path, history: History) -> Iterator[World]:
    """The bot serves when this yields; nobody presses yet and nothing fails yet."""
    port = free_port()
    bot_url = f"http://127.0.0.1:{port}/slack/events"
    with ExitStack() as stack:
        latency = ("--latency-ms", LATENCY_MS)
        salesforce = Control(stand_in(stack, folder, "sandbox.salesforce", "--clock", STORY, *latency))
        whmcs = Control(stand_in(stack, folder, "sandbox.whmcs", "--clock", STORY, *latency))
        how = ("--socket-mode",) if transport == SOCKET else ("--bot-url", bot_url)
        slack = Control(stand_in(stack, folder, "sandbox.slack", *how, *latency))
        environment = {
            **_inherited(),
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": "xoxb-demo-handoff",
            **SECRETS[transport],
            "SLACK_API_URL": f"{slack.address}/api/",
            "SALESFORCE_INSTANCE_URL": salesforce.address,
            "SALESFORCE_CLIENT_ID": "handoff-demo",
            "SALESFORCE_CLIENT_SECRET": "demo-client-secret",
            "WHMCS_URL": whmcs.address,
            "WHMCS_IDENTIFIER": IDENTIFIER,
            "WHMCS_SECRET": SECRET,
            "HANDOFF_HTTP": f"127.0.0.1:{port}",
            "HANDOFF_HANDBOOK": str(_handbook(plan.handbook, folder)),
            "HANDOFF_CLOCK": STORY,
            "HANDOFF_LOG": "json",
        }
        _migrate(environment)
        bot = Bot(environment, folder)
        stack.callback(bot.end)
        bot.start()
        wait_for(bot.serving, READY_S, "the bot did not start")
        ready = READY[kind_of(url)]
        load = Load(slack, salesforce, whmcs, history, clients=plan.clients, ready=ready, seed=plan.seed)
        trouble = Trouble(slack, salesforce, whmcs, transport, plan.seed)
        yield World(slack, salesforce, trouble, load, bot)


def wait_for(condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """ChaosError with that sentence if the condition does not come true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise ChaosError(otherwise)
        time.sleep(0.02)


def _handbook(shipped: Path, folder: Path) -> Path:
    """A copy that polls every second, looks back no further than this org's commits can be late, lists nothing, and
    leaves a second to undo, so that kills land in it too."""
    text = shipped.read_text("utf-8")
    text, polls = re.subn(r"^( +poll_seconds:).*$", r"\1 1", text, flags=re.MULTILINE)
    text, overlaps = re.subn(r"^( +overlap_seconds:).*$", r"\1 20", text, flags=re.MULTILINE)
    text, cards = re.subn(r"^( +most_cards:).*$", r"\1 100000", text, flags=re.MULTILINE)
    text, undo = re.subn(r"\bundo_seconds: [1-9]\d*", "undo_seconds: 1", text)
    if (polls, overlaps, cards) != (1, 1, 1) or undo != 1:
        raise ChaosError(
            f"{shipped} sets no poll_seconds, overlap_seconds or most_cards, or not one target with undo_seconds"
        )
    copy = folder / "handbook.yaml"
    copy.write_text(text, "utf-8")
    return copy


def _inherited() -> dict[str, str]:
    """What a process needs of its surroundings; no setting of a real bot among it."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}


def _migrate(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bot", "migrate"]
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=MIGRATED_S, check=False)
    if ended.returncode:
        raise ChaosError(f"handoff migrate failed: {ended.stderr.decode()[-400:]}")
