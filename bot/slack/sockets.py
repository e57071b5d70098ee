"""Socket Mode: the same requests as over HTTP, heard on several connections that are kept up.

When Slack announces that a connection ends, its successor says hello, and the old one is heard until Slack closes it. A
request is acked only after the listener returned, as over HTTP; one that failed is not acked, so Slack tells the user.
"""

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from slack_bolt import BoltResponse

from bot import log
from bot.clients.slack_socket import Answer, Envelope, SlackSocket
from bot.clients.slack_wire import SlackWire

CONNECTIONS = 2
"""While one is replaced or lost, Slack delivers on the other."""
HELLO_WITHIN, ANSWERED_WITHIN = 10.0, 5.0
CLOSED_WITHIN = 12.0
"""Slack announces an end some ten seconds before. Whoever leaves earlier loses what is on its way to them."""


class Sockets:
    def __init__(
        self,
        wire: SlackWire,
        hear: Callable[[dict[str, Any], Mapping[str, str], str], BoltResponse],
        people_first: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._wire, self._hear, self._people_first = wire, hear, people_first
        self._lock = threading.Lock()
        self._stopping = False
        self._sockets: list[SlackSocket] = []

    def start(self) -> None:
        for _ in range(CONNECTIONS):
            self._open()

    def stop(self) -> None:
        """Take in nothing more, and let what is in flight be answered."""
        with self._lock:
            self._stopping = True
            sockets, self._sockets = self._sockets, []
        threads = [threading.Thread(target=socket.retire, args=(ANSWERED_WITHIN,)) for socket in sockets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def fault(self) -> str:
        """Why Slack cannot reach us, or nothing."""
        with self._lock:
            sockets = list(self._sockets)
        if any(socket.is_up for socket in sockets):
            return ""
        refused = next((socket.refused for socket in sockets if socket.refused), "")
        return f"Slack refuses the connection ({refused})" if refused else "no connection to Slack is up"

    def _open(self) -> SlackSocket | None:
        with self._lock:
            if self._stopping:
                return None
            socket = SlackSocket(self._wire, self._take_in, self._leave)
            self._sockets.append(socket)
        socket.start()
        return socket

    def _leave(self, old: SlackSocket) -> None:
        """Slack announced the end of ``old``. Called on a thread of its own, which must go on reading."""
        log.get().info("socket.leaving")
        threading.Thread(target=self._replace, args=(old,), name="socket-successor", daemon=True).start()

    def _replace(self, old: SlackSocket) -> None:
        successor = self._open()
        if successor is not None:
            successor.greeted.wait(HELLO_WITHIN)
        old.ended.wait(CLOSED_WITHIN)
        with self._lock:
            if old not in self._sockets:
                return  # ``stop`` has it
            self._sockets.remove(old)
        old.retire(ANSWERED_WITHIN)

    def _take_in(self, envelope: Envelope, ack: Callable[[Answer], None]) -> None:
        with self._people_first():
            response = self._hear(dict(envelope.payload), envelope.headers, "socket_mode")
            if response.status == 200:
                ack(_answer(response))


def _answer(response: BoltResponse) -> Mapping[str, object] | None:
    """What HTTP would have in its body."""
    if not response.body:
        return None
    if response.headers.get("content-type", [""])[0].startswith("application/json"):
        answer: Mapping[str, object] = json.loads(response.body)
        return answer
    return {"text": response.body}
