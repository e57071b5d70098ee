"""A Socket Mode client as small as can be: it reads, keeps what came, and acknowledges as a test tells it to. Plain
WebSockets and nothing of the product."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import websocket

from tests.sandbox.slack.running import Slack

Json = dict[str, Any]
APP_TOKEN = "xapp-demo-handoff"
SILENT = object()


class Line:
    """``answer``: what to acknowledge an envelope with (None: without a payload), or SILENT."""

    def __init__(self, url: str) -> None:
        self.socket = websocket.create_connection(url, timeout=10)
        self.hello: Json = json.loads(self.socket.recv())
        self.envelopes: list[Json] = []
        self.farewells: list[str] = []
        self.pongs: list[bytes] = []
        self.pings = 0
        self.ended = threading.Event()
        self.answer: Callable[[Json], Any] = lambda _: None
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            while True:
                opcode, frame = self.socket.recv_data_frame(control_frame=True)
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    break
                if opcode == websocket.ABNF.OPCODE_PING:
                    self.pings += 1
                elif opcode == websocket.ABNF.OPCODE_PONG:
                    self.pongs.append(frame.data)
                else:
                    self._take(json.loads(frame.data))
        self.ended.set()

    def _take(self, message: Json) -> None:
        if message["type"] == "disconnect":
            self.farewells.append(message["reason"])
            return
        self.envelopes.append(message)
        payload = self.answer(message)
        if payload is not SILENT:
            told = {"envelope_id": message["envelope_id"]} | ({} if payload is None else {"payload": payload})
            self.socket.send(json.dumps(told))

    def close(self) -> None:
        with contextlib.suppress(OSError, AttributeError):  # it may have ended long ago
            self.socket.sock.shutdown(socket.SHUT_RDWR)  # wakes the reader
        self._reader.join(5)
        self.socket.shutdown()


def address(slack: Slack) -> str:
    answer = slack.api("apps.connections.open", token=APP_TOKEN)
    assert answer["ok"], answer
    return str(answer["url"])


def until(ask: Callable[[], Any], seconds: float = 5.0) -> Any:
    """The first true answer."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
    return answer
