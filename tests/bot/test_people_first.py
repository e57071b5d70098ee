"""Promise 1: a press waits for no queue of background work, and no flood of presses starves that work."""

import threading
import time

import pytest
from sqlalchemy import text

from bot.store import Store


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
    monkeypatch.setattr("bot.store.GIVE_WAY", 30.0)


def test_background_work_begins_nothing_while_a_press_is_taken_in(store: Store, patient: None) -> None:
    with store.people_first():
        writer, wrote = in_background(store.transaction)
        reader, read = in_background(store.reading)
        with store.transaction() as session:
            session.execute(text("SELECT 1"))
        taken_in = time.monotonic()
    for thread in (writer, reader):
        thread.join(10)
    assert min(wrote[0], read[0]) >= taken_in


def test_one_of_two_presses_that_ends_does_not_end_the_other(store: Store, patient: None) -> None:
    with store.people_first():
        with store.people_first():
            pass
        reader, read = in_background(store.reading)
        reader.join(0.2)
        assert not read
    reader.join(10)
    assert read


def test_a_press_that_takes_long_holds_background_work_up_for_a_bounded_time(store: Store) -> None:
    with store.people_first():
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
    with store.people_first():
        for thread in queue:
            thread.start()
        threading.Timer(0.05, go_on.set).start()
        with store.transaction():
            order.append("press")
    for thread in (holder, *queue):
        thread.join(10)
    assert order == ["press", *["background"] * 5]
