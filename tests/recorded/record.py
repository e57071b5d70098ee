"""``python -m tests.recorded.record NAME [--code FOLDER]``: let a release begin every kind of work, kill it, keep it.

Run once at the end of each issue and before each release, or later with ``--code`` naming a checkout (its bot runs,
with the stand-ins from here). What was kept is never made anew: later commits must go on from it.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from sandbox.postgres import find_binaries, running
from tests.harness import ROOT, STORY, Control, Outside, Town, environment, serving, until
from tests.recorded.state import FOLDER, Recording, salesforce_rows, slack_documents, write

OLD = "2026-11-20T14:00:00+09:00"
NAMES = (
    *("approved", "rejected", "elsewhere", "failed", "held", "parked_card", "dialog", "line", "sent", "decided"),
    *("checking_approve", "checking_reject", "waiting_approve", "waiting_reject", "waiting_twin", "overdue"),
)
"""What each order is for: the state in which the kill finds it. ``arrived`` comes last."""
BUSY = [{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "x"}]


class Recorder:
    """One release's bot beside the stand-ins; ``orders`` as they come to be."""

    def __init__(self, town: Town, url: str, code: Path, handbook: Path) -> None:
        self.town, self.code, self.engine = town, code, create_engine(url)
        self.bot = Outside(town, url, folder=code, HANDOFF_HANDBOOK=str(handbook))
        self.orders: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.dialog: dict[str, Any] = {}

    def close(self) -> None:
        self.bot.close()
        self.engine.dispose()

    def ask(self, query: str, **values: Any) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(text(query), values).scalar()

    def state(self, name: str) -> str:
        return str(self.ask("SELECT state FROM request WHERE external_id = :id", id=self.orders[name]))

    def reach(self, name: str, *states: str) -> None:
        until(lambda: self.state(name) in states, f"{name} is {' or '.join(states)}", 30)

    def quiet(self) -> None:
        until(lambda: self.ask("SELECT count(*) FROM outbox WHERE state = 'waiting'") == 0, "nothing waits", 30)

    def card(self, name: str) -> dict[str, Any]:
        return self.town.cards(f"{self.town.record(self.orders[name])['OrderNumber']}:")[-1]

    def press(self, name: str, button: str = "Approve") -> None:
        assert self.town.press("cs.one", self.card(name), button)["status"] == 200, name

    def open_dialog(self, name: str) -> dict[str, Any]:
        self.press(name, "Reject")
        return self.town.view("cs.one")

    def begin(self) -> None:
        """Cards for all, then each order into its state; ends with a kill."""
        town = self.town
        for name in NAMES:
            self.orders[name] = town.order(at=OLD) if name == "overdue" else town.order()
        self.bot.ready()
        town.slack.post("settings", bot_url=f"{self.bot.url}/slack/events")
        until(lambda: len(town.cards()) == len(NAMES), "all cards", 30)
        self.quiet()
        for name in NAMES:
            blocks = self.card(name)["blocks"]
            self.values[name] = next(block for block in blocks if block["type"] == "actions")["elements"][0]["value"]
        if "app_home_opened" in (self.code / "app.yaml").read_text("utf-8"):
            town.looks_home("cs.two")
            until(lambda: town.home("cs.two"), "a Home", 30)
        self._finished()
        self._troubled()
        self._in_flight()
        self.bot.kill()

    def _finished(self) -> None:
        town = self.town
        self.press("approved")
        self.open_dialog("rejected")
        town.submit("cs.one", "not_available", "The customer asked for it.")
        town.touch(self.orders["elsewhere"], Status="Cancelled")
        self.reach("approved", "done")
        self.reach("rejected", "done")
        self.reach("elsewhere", "elsewhere")
        self.quiet()

    def _troubled(self) -> None:
        town = self.town
        town.fault(path="composite", body='"PATCH"', errorCode="CUSTOM_REFUSAL", status=400, times=1)
        self.press("failed")
        self.reach("failed", "failed")
        pressed = town.payload("cs.one", self.card("held"), "Approve")
        town.touch(self.orders["held"], ShippingCity="Meguro")
        assert town.post(pressed).status_code == 200
        self.reach("held", "held")
        self.quiet()
        town.slack.post("faults", method="chat.update", error="invalid_blocks", when="before", times=2)
        self.press("parked_card")
        parked = "SELECT count(*) FROM outbox WHERE state = 'parked' AND kind = 'slack.card'"
        until(lambda: self.ask(parked) > 0, "a card that Slack refused", 30)
        self.quiet()
        town.slack.delete("faults")
        self.dialog = self.open_dialog("dialog")
        town.slack.post("close", user="cs.one", everything=True)
        self.quiet()

    def _in_flight(self) -> None:
        town = self.town
        town.slack.post("faults", method="chat.postMessage", error="ratelimited", status=429, retry_after=3)
        self.press("line")
        self.reach("line", "done")
        both = f'(?s)"PATCH".*{self.orders["decided"]}|{self.orders["decided"]}.*"PATCH"'
        town.fault(path="composite", body=both, json=BUSY, status=500)
        self.press("decided")
        self.reach("decided", "decided")
        until(lambda: not self.ask("SELECT count(*) FROM outbox WHERE state = 'waiting' AND lane = 'look'"), "looked")
        town.fault(path="query", status=503, skip=1)
        town.fault(path="composite", body='"PATCH"', drop="after", times=1)
        self.press("sent")
        until(lambda: town.written(self.orders["sent"]), "the effect")
        self.press("checking_approve")
        self.open_dialog("checking_reject")
        town.submit("cs.one", "not_available", "Half of a click.")
        self.reach("checking_approve", "checking")
        self.reach("checking_reject", "checking")
        self.orders["arrived"] = town.order(at=town.org.get("state")["now"])
        until(lambda: self.state("arrived") == "arrived", "the last one arrives", 30)


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("tests.recorded.record: needs PostgreSQL's binaries")
    with running(binaries) as url:
        yield {"sqlite": f"sqlite:///{folder}/handoff.db", "postgresql": url.format(name="postgres")}


def record(name: str, database: str, url: str, code: Path, folder: Path) -> None:
    files = folder / f"{database}.org", folder / f"{database}.slack"
    handbook = folder / "handbook.yaml"
    shipped = (code / "handbook.yaml").read_text("utf-8")
    shipped = shipped.replace("undo_seconds: 20", "undo_seconds: 0")
    handbook.write_text(shipped.replace("poll_seconds: 15", "poll_seconds: 0.5"), "utf-8")
    with ExitStack() as stack:
        org = stack.enter_context(serving("sandbox.salesforce", "--clock", f"{STORY}@1", "--data", str(files[0])))
        slack = stack.enter_context(serving("sandbox.slack", "--data", str(files[1])))
        whmcs = stack.enter_context(serving("sandbox.whmcs", "--clock", f"{STORY}@1"))
        town = Town(Control(slack), Control(org), Control(whmcs))
        subprocess.run(
            [sys.executable, "-m", "bot", "migrate"], cwd=code, env=environment(town, url, 9), check=True, timeout=60
        )
        recorder = Recorder(town, url, code, handbook)
        stack.callback(recorder.close)
        recorder.begin()
        now = town.org.get("state")["now"]
        orders = {
            one: {
                "id": order,
                "number": town.record(order)["OrderNumber"],
                "value": recorder.values.get(one, ""),
                "written": town.written(order),
            }
            for one, order in recorder.orders.items()
        }
        dialog = {key: recorder.dialog[key] for key in ("callback_id", "private_metadata")}
    rows, documents = list(salesforce_rows(files[0])), list(slack_documents(files[1]))
    write(Recording(name, database, now, orders, dialog, rows, documents), url)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.recorded.record", description=__doc__.partition("\n")[0])
    parser.add_argument("name", help="the folder to write, such as issue-3")
    parser.add_argument("--code", type=Path, default=ROOT, help="the checkout whose bot is recorded")
    options = parser.parse_args()
    if (FOLDER / options.name).exists():
        parser.exit(2, f"tests.recorded.record: {options.name} is there already, and is never made anew\n")
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as urls:
        for database, url in urls.items():
            record(options.name, database, url, options.code.resolve(), Path(folder))


if __name__ == "__main__":
    main()
