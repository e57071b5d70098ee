"""A press waits for no queue of background work (promise 1), and a vendor that hangs slows nothing else (12)."""

import socket
import threading
import time
from contextlib import suppress

import pytest
from sqlalchemy import text

from bot.clients.slack_wire import SlackWire
from bot.errors import ClientError
from bot.store import Store
from bot.turns import elsewhere


def in_background(work) -> tuple[threading.Thread, list[float]]:
    """Start ``work``; the list gets the instant at which it came into the store."""
    came: list[float] = []

    def run() -> None:
        with work():
            came.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    return thread, came


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Background work gives way for as long as a slow machine may need."""
    monkeypatch.setattr("bot.turns.GIVE_WAY", 30.0)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody comes in because the time for waiting is over."""
    monkeypatch.setattr("bot.turns.PATIENCE", 30.0)


def test_background_work_begins_nothing_while_a_press_is_taken_in(store: Store, patient: None) -> None:
    with store.turns.people_first():
        writer, wrote = in_background(store.transaction)
        reader, read = in_background(store.reading)
        with store.transaction() as session:
            session.execute(text("SELECT 1"))
        taken_in = time.monotonic()
    for thread in (writer, reader):
        thread.join(10)
    assert min(wrote[0], read[0]) >= taken_in


def test_one_of_two_presses_that_ends_does_not_end_the_other(store: Store, patient: None) -> None:
    with store.turns.people_first():
        with store.turns.people_first():
            pass
        reader, read = in_background(store.reading)
        reader.join(0.2)
        assert not read
    reader.join(10)
    assert read


def test_a_press_that_takes_long_holds_background_work_up_for_a_bounded_time(store: Store) -> None:
    with store.turns.people_first():
        thread, came = in_background(store.transaction)
        thread.join(10)
        assert came, "it must come in although the press is still being taken in"


def test_a_press_passes_the_background_work_that_queues(store: Store, patient: None) -> None:
    order: list[str] = []
    inside, go_on = threading.Event(), threading.Event()

    def holding() -> None:
        with store.transaction():
            inside.set()
            go_on.wait(10)

    def queued() -> None:
        with store.transaction():
            order.append("background")

    holder = threading.Thread(target=holding)
    holder.start()
    assert inside.wait(10)
    queue = [threading.Thread(target=queued) for _ in range(5)]
    with store.turns.people_first():
        for thread in queue:
            thread.start()
        threading.Timer(0.05, go_on.set).start()
        with store.transaction():
            order.append("press")
    for thread in (holder, *queue):
        thread.join(10)
    assert order == ["press", *["background"] * 5]


def test_background_threads_compute_one_at_a_time(store: Store, slow: None) -> None:
    with store.turns.background():
        other, came = in_background(store.turns.background)
        other.join(0.05)
        assert not came
    other.join(10)
    assert came


def test_a_turn_is_left_while_its_thread_waits_for_a_network(store: Store, slow: None) -> None:
    with store.turns.background(), elsewhere():
        other, came = in_background(store.turns.background)
        other.join(10)
        assert came


def test_who_waits_elsewhere_comes_back_into_the_turn(store: Store, slow: None) -> None:
    with store.turns.background():
        with elsewhere():
            pass
        other, came = in_background(store.reading)
        other.join(0.05)
        assert not came
    other.join(10)
    assert came


def test_a_turn_inside_of_a_turn_is_the_same_one(store: Store, slow: None) -> None:
    with store.turns.background():
        with store.transaction() as session:
            session.execute(text("SELECT 1"))
        other, came = in_background(store.turns.background)
        other.join(0.05)
        assert not came
    other.join(10)
    assert came


def test_a_turn_that_is_never_left_holds_the_others_up_for_a_bounded_time(store: Store) -> None:
    with store.turns.background():
        other, came = in_background(store.turns.background)
        other.join(10)
        assert came


def test_a_vendor_that_hangs_holds_nobodys_turn(store: Store, slow: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        wire = SlackWire("xoxb-x", f"http://127.0.0.1:{server.getsockname()[1]}/api/", 10.0)

        def ask() -> None:
            with store.turns.background(), suppress(ClientError):
                wire.read("auth.test")

        asking = threading.Thread(target=ask)
        asking.start()
        line, _ = server.accept()  # it has been asked, and says nothing
        with line:
            other, came = in_background(store.turns.background)
            other.join(10)
            assert came
            assert asking.is_alive()
        asking.join(10)
