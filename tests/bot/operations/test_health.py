"""``handoff status`` from another process tells the truth: running, dead, ended, late, paused."""

from datetime import timedelta
from pathlib import Path

from bot import outbox
from bot.clock import Clock
from bot.operations import beats
from bot.operations.beats import FORGOTTEN, SILENT, Beat
from bot.operations.health import STUCK, Line, health, in_words
from bot.store import Store
from models import Delivery, Lane, Pause
from tests.harness import Town, handoff, outside, until


def lines(store: Store, later: timedelta = timedelta()) -> dict[str, Line]:
    with store.reading() as session:
        return {line.part: line for line in health(session, Clock().real() + later)}


def beat(store: Store, owner: str = "one", **more: object) -> None:
    fields = {"at": Clock().real(), "ticked": Clock().real(), "faults": {}, "shadow": False, **more}
    with store.transaction() as session:
        beats.record(session, Beat(owner, **fields))  # type: ignore[arg-type]


def test_a_running_bot_is_told_from_a_killed_and_an_ended_one(town: Town, database_url: str) -> None:
    before = handoff(database_url, "status")
    assert before.returncode == 1
    assert "no handoff run is running\n" in before.stdout
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        # The first beat comes before the first poll; the second one knows better.
        until(lambda: handoff(database_url, "status").returncode == 0, "status says that all is well", 40)
        said = handoff(database_url, "status").stdout
        assert "1 running, version 0.1.0" in said
        assert "fault" not in said
        bot.kill()
        with_row = handoff(database_url, "status")
        assert "1 running" in with_row.stdout, "it was heard a moment ago"
        bot.start()
        bot.ready()
        assert "fell silent" not in handoff(database_url, "status").stdout, "it is alone on its database"
        assert bot.end() == 0
    store = Store(database_url)
    assert lines(store, SILENT)["bot"].fault, "on PostgreSQL the killed one counts until it was silent for a while"
    store.close()
    if database_url.startswith("sqlite"):
        assert "no handoff run is running\n" in handoff(database_url, "status").stdout


def test_silence_faults_and_late_work_are_wrong(store: Store) -> None:
    beat(store)
    assert not any(line.fault for line in lines(store).values())
    assert lines(store)["salesforce"].words == "not read yet"
    silent = lines(store, SILENT + timedelta(seconds=5))["bot"]
    assert (silent.fault, silent.words) == (True, "no handoff run is running; the last was heard 50 s ago")
    beat(store, "two", faults={"worker": "the worker stands still"}, shadow=True)
    found = lines(store)
    assert (found["worker"].fault, found["worker"].words) == (True, "the worker stands still")
    assert found["shadow mode"].words.startswith("on")
    assert found["bot"].words == "2 running, version 0.1.0"
    beat(store, "two")
    now = Clock().real()
    with store.transaction() as session:
        outbox.enqueue(session, now, "C", outbox.Order("a", "orders.approve", Lane.WRITE, {}))
        session.flush()
        session.query(Delivery).update({"created_at": now - STUCK - timedelta(minutes=1)})
    assert lines(store)["outbox write"] == Line(
        "outbox write", "1 waiting, 0 parked, the oldest for 16 min", fault=True
    )
    with store.transaction() as session:
        session.add(Pause(standing=True, why="Because", at=now, actor="cli:x"))
    assert not lines(store)["outbox write"].fault, "it waits because somebody said so"
    assert lines(store)["paused"].words.endswith("by cli:x: Because")


def test_who_fell_silent_long_ago_is_forgotten(store: Store) -> None:
    beat(store, "old", at=Clock().real() - FORGOTTEN - timedelta(seconds=1))
    beat(store, "new")
    with store.reading() as session:
        assert [known.owner for known in beats.beats(session)] == ["new"]
    with store.transaction() as session:
        beats.end(session, "new")
        assert beats.beats(session) == []


def test_a_database_that_is_not_there_is_a_finding_in_words(tmp_path: Path) -> None:
    said = handoff(f"sqlite:///{tmp_path}/none.db", "status")
    assert (said.returncode, said.stderr) == (1, "")
    assert said.stdout.startswith("fault  database")
    assert "run: handoff migrate" in said.stdout


def test_amounts_are_told_by_their_largest_unit() -> None:
    told = [in_words(timedelta(seconds=seconds)) for seconds in (-3, 0, 59, 60, 3599, 3600, 172_799, 172_800, 900_000)]
    assert told == ["0 s", "0 s", "59 s", "1 min", "59 min", "1 h", "47 h", "2 days", "10 days"]
