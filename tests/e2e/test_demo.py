"""The demo as a program: it says what is wrong, goes on where it stopped, and leaves nothing behind. No browser."""

import os
import re
import signal
import socket
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.stage import READY, Demo, Process, started
from tests.harness import Json, until

TOKYO = ZoneInfo("Asia/Tokyo")


def processes_of(folder: Path) -> list[int]:
    """Every process whose command line or environment names this demo's folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            where = str((entry / "cwd").readlink())
        except OSError:
            continue
        if str(folder).encode() in told or where == str(folder):
            found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_behind_however_the_demo_ends(tmp_path: Path, number: signal.Signals) -> None:
    process = Process(tmp_path / "demo")
    process.ready()
    assert len(processes_of(tmp_path / "demo")) >= 5
    code = process.end(number)
    assert code == (-signal.SIGKILL if number is signal.SIGKILL else 0)
    until(lambda: not processes_of(tmp_path / "demo"), "every process has ended", 30)


def test_a_killed_demo_goes_on_where_it_stopped_and_fresh_forgets(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    process = Process(folder)
    first = Demo.at(process)
    first.slack.http.post(f"{first.page_url}/console/day", timeout=60).raise_for_status()
    order = first.place()
    until(lambda: messages_of(first, order.number), "its card is there")
    stopped = story(first)
    process.end(signal.SIGKILL)
    first.hang_up()
    until(lambda: not processes_of(folder), "every process has ended", 30)
    with started(folder) as second:
        assert second.page_url == first.page_url
        assert second.salesforce_url == first.salesforce_url
        assert second.whmcs.url == first.whmcs.url
        assert stopped <= story(second)
        assert (story(second) - stopped).total_seconds() < 120
        in_whmcs = datetime.fromisoformat(second.whmcs.get("state")["now"])
        assert abs((story(second) - in_whmcs).total_seconds()) < 10
        assert second.org.get("record", id=order.id)["Status"] == "Pending Review"
        assert second.whmcs.get("record", kind="client", id=int(order.customer))
        assert len(messages_of(second, order.number)) == 1
    with started(folder, FRESH="1") as third:
        assert story(third).isoformat().startswith("2026-11-24T01:0")
        assert messages_of(third, order.number) == []
        clients = third.whmcs.get("records", kind="client")["records"]
        assert order.customer not in {client["customfields"]["1"] for client in clients}


def test_the_same_seed_tells_the_same_story(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        with started(tmp_path / name, SEED="77") as demo:
            until(lambda: len(reviews(demo)) >= 4, "the backlog has its cards")
            told.append(reviews(demo)[:4])
    assert told[0] == told[1]


def reviews(demo: Demo) -> list[str]:
    """What the cards say of customers, products and prices, without the link: each demo's org has its own address."""
    found = demo.slack.get("messages", channel="cs-orders")["messages"]
    said = (message["blocks"][1]["text"]["text"] for message in found if len(message["blocks"] or []) > 1)
    return sorted(facts.partition(" · <http")[0] for facts in said)


def test_no_setting_of_the_caller_reaches_the_demo(tmp_path: Path) -> None:
    theirs = {"DATABASE_URL": "sqlite:////nowhere/x.db", "SALESFORCE_INSTANCE_URL": "https://example.com"}
    with started(tmp_path / "demo", **theirs) as demo:
        assert demo.state()["bot"] == "up"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SPEED": "fast"}, "SPEED: is not a number"),
        ({"SPEED": "0"}, "SPEED: must be above 0"),
        ({"PORT": "70000"}, "PORT: must be a port's number"),
        ({"SEED": "-1"}, "SEED: must be a whole number"),
        ({"TRANSPORT": "pigeon"}, "TRANSPORT: must be http or socket"),
    ],
)
def test_a_wrong_wish_is_named(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    process = Process(tmp_path / "demo", **environment)
    assert process.wait() == 2
    assert process.said().startswith(f"handoff: {sentence}")


def test_a_port_in_use_is_said_plainly_and_nothing_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = Process(tmp_path / "demo", PORT=str(port))
        assert process.wait() == 2
    assert f"port {port} is in use by another program; choose another: make demo PORT={port + 1}" in process.said()
    assert READY not in process.said()


def test_page_org_and_bot_agree_on_the_time_however_fast_it_goes(tmp_path: Path) -> None:
    with started(tmp_path / "demo", SPEED="300") as demo:
        demo.without_undo()
        order = demo.place()
        card = until(lambda: messages_of(demo, order.number), "its card is there")[0]
        before = story(demo)
        press = {"channel": "cs-orders", "ts": card["ts"], "action_id": "orders.approve"}
        demo.slack.post("press", user="cs.one", **press)
        after = story(demo)
        until(lambda: "Approved" in messages_of(demo, order.number)[0]["text"], "the card says so")
        said = re.search(r"@cs\.one, (\d\d:\d\d)", messages_of(demo, order.number)[0]["text"])
    minute = timedelta(minutes=1)
    assert said
    assert f"{(before - minute).astimezone(TOKYO):%H:%M}" <= said[1] <= f"{(after + minute).astimezone(TOKYO):%H:%M}"


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with started(tmp_path / "demo"):
        second = Process(tmp_path / "demo")
        assert second.wait() == 2
        assert "another demo is running" in second.said()


def test_the_bot_reads_the_shipped_handbook_with_only_its_poll_changed(tmp_path: Path) -> None:
    with started(tmp_path / "demo") as demo:
        shipped = (Path(__file__).parents[2] / "handbook.yaml").read_text("utf-8").splitlines()
        copied = (demo.process.folder / "handbook.yaml").read_text("utf-8").splitlines()
    differing = [(old, new) for old, new in zip(shipped, copied, strict=True) if old != new]
    assert [new.strip() for _, new in differing] == ["poll_seconds: 2"]


def story(demo: Demo) -> datetime:
    return datetime.fromisoformat(demo.state()["story_now"])


def messages_of(demo: Demo, number: str) -> list[Json]:
    """The cards of one order."""
    found = demo.slack.get("messages", channel="cs-orders")["messages"]
    return [message for message in found if message["text"].startswith(number)]
