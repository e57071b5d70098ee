"""One Socket Mode line where its library is silent: a handshake without end, a line without hello, a listener's bug."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from bot.clients import slack_socket
from bot.clients.slack_socket import Answer, Envelope, SlackSocket
from bot.clients.slack_wire import SlackWire
from tests.bot.clients.loopback_server import LoopbackServer, Says
from tests.harness import free_port, until
from tests.inside import Log, logging_to


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    with logging_to(log):
        yield log


@contextmanager
def line_to(address: str) -> Iterator[SlackSocket]:
    """A line whose Slack sends it to ``address``."""
    slack = LoopbackServer(lambda _: Says(200, {"ok": True, "url": address}))
    line = SlackSocket(SlackWire("xapp-t", f"{slack.url}/api/", 5), lambda *_: None, lambda _: None)
    try:
        line.start()
        yield line
    finally:
        line.retire(1)
        slack.close()


def test_a_handshake_that_nobody_answers_is_given_up_and_never_called_up(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_socket, "HELLO_WITHIN", 0.3)
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        came: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    came.append(mute.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        with line_to(f"ws://127.0.0.1:{mute.getsockname()[1]}/") as line:
            line.greeted.set()  # as a line is left whose end came while Slack gave no new address
            until(lambda: len(came) >= 2, "it tries anew", 20)
            assert not line.is_up
        for one in came:
            one.close()
    assert log.events("socket.failed")[0]["fault"] == "WebSocketTimeoutException"


def test_a_line_that_slack_never_greets_is_left(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_socket, "HELLO_WITHIN", 0.2)
    monkeypatch.setattr(slack_socket, "PING_EVERY", 0.5)
    monkeypatch.setattr(slack_socket, "PONG_WITHIN", 0.4)
    came: list[WebSocket] = []

    async def silent(line: WebSocket) -> None:
        await line.accept()
        came.append(line)
        async for _ in line.iter_text():
            pass

    port = free_port()
    app = Starlette(routes=[WebSocketRoute("/", silent)])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started, "the silent Slack")
        with line_to(f"ws://127.0.0.1:{port}/") as line:
            until(lambda: len(came) >= 2, "it tries anew", 20)
            assert not line.is_up
    finally:
        server.should_exit = True
        thread.join(15)
    assert log.events("socket.failed")[0]["fault"] == "no_hello"


def test_a_bug_while_something_is_taken_in_is_told(log: Log) -> None:
    def hear(envelope: Envelope, ack: object) -> None:
        raise ZeroDivisionError

    line = SlackSocket(SlackWire("xapp-t", "http://127.0.0.1:9/api/", 5), hear, lambda _: None)
    told: list[Answer] = []
    line.send_message = told.append  # type: ignore[method-assign,assignment]
    line.run_message_listeners({"type": "interactive", "envelope_id": "E1", "payload": {}}, "{}")
    line.retire(1)
    assert not told
    assert "ZeroDivisionError" in log.events("socket.bug")[0]["exception"]
