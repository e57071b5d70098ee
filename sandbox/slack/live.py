"""Tells open pages that something changed: a channel, a person's view, the directory. It carries only the names of what
changed, never content, so that each page fetches what its own person may see."""

import asyncio


class Listener:
    """One open page: what changed since it last looked, as a set, so that a burst costs one signal."""

    def __init__(self) -> None:
        self.changed: set[str] = set()
        self.woken = asyncio.Event()


class Bus:
    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self.closing = asyncio.Event()

    def subscribe(self) -> Listener:
        listener = Listener()
        self._listeners.add(listener)
        return listener

    def unsubscribe(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def signal(self, *names: str) -> None:
        """``channel:C…``, ``person:U…`` (ephemerals, hints, views of one person) or ``directory``."""
        for listener in self._listeners:
            listener.changed.update(names)
            listener.woken.set()

    def close(self) -> None:
        """The server ends: every stream and every held reply lets go."""
        self.closing.set()
        for listener in self._listeners:
            listener.woken.set()
