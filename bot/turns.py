"""Whose turn it is to compute. All threads share one interpreter: beside a dozen that compute, a press of 3 ms took 40.

People come first: while a press is being taken in, background work begins nothing. Background work takes turns, one
thread at a time, and leaves its turn while it waits for a network, so that vendors are still asked side by side. Every
wait here is bounded: presses cannot starve the background, and two waits cannot lock each other.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

GIVE_WAY = 0.05
"""Seconds that background work waits at most for presses in flight."""
PATIENCE = 0.25
"""Seconds that background work waits at most for its turn."""

_taken = threading.local()


class Turns:
    """One for all threads that share a database."""

    def __init__(self) -> None:
        # Of the context, not the thread: a press is begun on the web server's thread and taken in on another.
        self._mine: ContextVar[bool] = ContextVar("taking_in_a_press", default=False)
        self._count = 0
        self._counting = threading.Lock()
        self._no_press = threading.Event()
        self._no_press.set()
        # Those who wait are served in the order in which they came: what is urgent was claimed first.
        self._turn = threading.Semaphore()

    @contextmanager
    def people_first(self) -> Iterator[None]:
        """Around a press, from its arrival until its answer has left."""
        token = self._mine.set(True)
        with self._counting:
            self._count += 1
            self._no_press.clear()
        try:
            yield
        finally:
            with self._counting:
                self._count -= 1
                if not self._count:
                    self._no_press.set()
            self._mine.reset(token)

    @contextmanager
    def background(self) -> Iterator[None]:
        """Around other work. Inside of a turn it gives way once more, inside of a press it is nothing."""
        if self._mine.get():
            yield
            return
        if getattr(_taken, "turns", None) is not None:
            self._no_press.wait(GIVE_WAY)
            yield
            return
        self.take()
        try:
            yield
        finally:
            self.leave()

    def take(self) -> None:
        self._no_press.wait(GIVE_WAY)
        _taken.turns, _taken.alone = self, self._turn.acquire(timeout=PATIENCE)

    def leave(self) -> None:
        _taken.turns = None
        if _taken.alone:
            self._turn.release()


@contextmanager
def elsewhere() -> Iterator[None]:
    """Around a wait for somebody else: whoever is in a turn leaves it for that long."""
    turns: Turns | None = getattr(_taken, "turns", None)
    if turns is None:
        yield
        return
    turns.leave()
    try:
        yield
    finally:
        turns.take()
