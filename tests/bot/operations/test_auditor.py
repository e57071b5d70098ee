"""The auditor of the clockwork: mends what is missing, tells once what lasts, is heard outside while all is well."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import delete, update

from bot.clients.heartbeat import Heartbeat
from bot.errors import Transient
from bot.operations.auditor import Auditor
from bot.workflow.ladder import RUNG
from models import Deadline
from tests.harness import Town
from tests.inside import Inside
from tests.towns import ONE, bot, standing_town, town

__all__ = ["bot", "standing_town", "town"]
pytestmark = ONE
OPS = "handoff-ops"


class Watcher:
    """Whoever is outside and waits for heartbeats."""

    def __init__(self) -> None:
        self.beats: list[str] = []
        self.status = 200
        watcher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                watcher.beats.append(self.path)
                self.send_response(watcher.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret-of-ours"


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    found = Watcher()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture
def auditor(bot: Inside, watcher: Watcher) -> Iterator[Auditor]:
    heartbeat = Heartbeat(watcher.url)
    yield Auditor(bot.machine, lambda: bot.faults, heartbeat)
    heartbeat.close()


def told(town: Town) -> list[str]:
    return [message["text"] for message in town.messages(OPS)]


def later(bot: Inside, minutes: float) -> None:
    """Real time passes for the auditor."""
    bot.pass_real_time(minutes * 60)


def test_while_all_is_well_it_is_heard_outside(auditor: Auditor, watcher: Watcher) -> None:
    auditor.look()
    auditor.look()
    assert watcher.beats == ["/secret-of-ours"] * 2


def test_a_missing_rung_is_hung_again_and_nothing_is_heard_meanwhile(
    bot: Inside, town: Town, auditor: Auditor, watcher: Watcher
) -> None:
    order = town.order()
    bot.arrive(order)
    with bot.store.transaction() as session:
        session.execute(delete(Deadline).where(Deadline.kind.startswith(RUNG)))
    auditor.look()
    assert watcher.beats == []
    assert {row.kind for row in bot.rows(Deadline)} >= {"rung:50", "rung:75", "rung:100"}
    auditor.look()
    assert len(watcher.beats) == 1


def test_a_clock_that_stands_still_is_told_once_and_over_once(
    bot: Inside, town: Town, auditor: Auditor, watcher: Watcher
) -> None:
    bot.arrive(town.order())
    with bot.store.transaction() as session:
        late = bot.bot.clock.business() - timedelta(minutes=5)
        session.execute(update(Deadline).where(Deadline.kind == "rung:50").values(due_at=late))
    auditor.look()
    bot.quiet()
    assert told(town) == [], "it may be over in a moment"
    later(bot, 3)
    for _ in range(3):
        auditor.look()
    bot.quiet()
    assert told(town) == ["Deadlines stand still: 1 deadline is late."]
    assert watcher.beats == []
    bot.tick()
    auditor.look()
    bot.quiet()
    assert told(town) == ["Deadlines stand still: 1 deadline is late."], "nor is that sure at once"
    later(bot, 3)
    auditor.look()
    bot.quiet()
    assert told(town) == ["Mended: Deadlines fire again."]
    assert len(watcher.beats) == 2


def test_what_comes_and_goes_is_not_told(bot: Inside, town: Town, auditor: Auditor) -> None:
    for _ in range(5):
        bot.faults = {"salesforce": "Salesforce was not read for too long"}
        auditor.look()
        later(bot, 1)
        bot.faults = {}
        auditor.look()
        later(bot, 1)
    bot.quiet()
    assert told(town) == []


def test_an_outage_is_one_message(bot: Inside, town: Town, auditor: Auditor) -> None:
    bot.faults = {"salesforce": "Salesforce was not read for too long"}
    for _ in range(4):
        auditor.look()
        later(bot, 1.5)
    bot.quiet()
    assert told(town) == ["Salesforce cannot be read: Salesforce was not read for too long."]


def test_a_watcher_that_does_not_answer_is_no_fault_of_the_bot_and_its_address_is_no_word_of_ours(
    bot: Inside, auditor: Auditor, watcher: Watcher
) -> None:
    watcher.status = 500
    with pytest.raises(Transient) as refused:
        auditor.look()
    assert "secret" not in f"{refused.value} {refused.value.code} {bot.log.text}"
