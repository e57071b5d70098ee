"""One Socket Mode connection, kept up by slack_sdk's client over websocket-client, with what that client lacks.

It notices a line that no longer answers pings, never opens two connections at once after one drop, and lets its owner
open the next connection before this one is left. It knows nothing of what an envelope says.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.socket_mode.interval_runner import IntervalRunner
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import WebSocketException, setdefaulttimeout

from bot import log
from bot.clients.addresses import is_loopback
from bot.clients.slack_wire import REFUSED_TOKEN, SlackWire, silent
from bot.errors import ClientError, Permanent

PING_EVERY, PONG_WITHIN = 5.0, 4.0
"""Seconds. A deaf line is given up within the sum of the two, and a lost one is looked for as often."""
HELLO_WITHIN = 10.0
"""Seconds to connect, and again until Slack's hello: pings begin only after the first, and mean nothing without it."""
FAREWELL = 0.5
"""Seconds for Slack to say goodbye too: the thread that reads mostly hears it first."""
READ_WITHIN, AGAIN_AFTER = 0.02, 0.5
"""Seconds until a new connection is read from, and until a lost one is looked for again if none could be opened."""
THREADS = 8


@dataclass(frozen=True)
class Envelope:
    """One delivery of Slack's. ``headers`` are those that HTTP would have brought: which repeat of an event it is."""

    id: str
    payload: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, str]


Answer = Mapping[str, Any] | None
Hear = Callable[[Envelope, Callable[[Answer], None]], None]
"""Takes an envelope in, then calls the second argument with its answer: that is the ack. Not calling it is none."""


class SlackSocket(SocketModeClient):
    """``hear`` is called on threads of this connection. ``leave`` is called once when Slack announces its end."""

    def __init__(self, wire: SlackWire, hear: Hear, leave: Callable[["SlackSocket"], None]) -> None:
        super().__init__("kept in the wire", logger=silent, ping_interval=PING_EVERY, concurrency=THREADS)
        self._wire, self._hear, self._leave = wire, hear, leave
        self.current_session_runner.event.set()  # the library's looks twice a second
        self.current_session_runner = IntervalRunner(self._run_current_session, READ_WITHIN)
        self._flying = 0
        self._landed = threading.Condition()
        self._left = False
        self._begun = 0.0
        """When (monotonic) the line that is there now was begun."""
        self.greeted = threading.Event()
        """Slack has said hello on the connection that is up now."""
        self.ended = threading.Event()
        """The connection whose end Slack had announced is closed."""
        self.refused = ""
        """The code with which Slack refuses to open a connection at all."""
        self.message_listeners.append(self._listen)
        self.socket_mode_request_listeners.append(self._take_in)
        self.on_close_listeners.append(self._closed)
        self.on_error_listeners.append(self._failed)
        setdefaulttimeout(HELLO_WITHIN)  # its only way to bound a handshake

    def start(self) -> None:
        """Connect, and connect again whenever the line is lost, until ``retire``."""
        self.current_session_runner.start()
        self.current_app_monitor_started = True
        self.current_app_monitor.start()

    def retire(self, within: float) -> None:
        """Take nothing more in, let what is in flight be answered for at most ``within`` seconds, and close."""
        self._left = True
        with self._landed:
            self._landed.wait_for(lambda: not self._flying, within)
        self.close()

    @property
    def is_up(self) -> bool:
        return self.greeted.is_set() and self.is_connected()

    # --- what slack_sdk's client calls -------------------------------------------------------------------------------

    def issue_new_wss_url(self) -> str:
        try:
            url = self._wire.write("apps.connections.open", {}, repeatable=True).get("url")
        except ClientError as error:
            self.refused = error.code if isinstance(error, Permanent) or error.code in REFUSED_TOKEN else ""
            log.get().warning("socket.unopened", code=error.code)
            raise
        parts = urlsplit(str(url))
        if parts.scheme != "wss" and not (parts.scheme == "ws" and is_loopback(parts.hostname or "")):
            log.get().error("socket.unopened", code="bad_address")
            raise self._wire.bad_answer(repeatable=True)
        self.refused = ""
        return str(url)

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        if force:  # Slack announces the end: the owner opens another connection before this one is left
            if not self._left:
                self._left = True
                self.auto_reconnect_enabled = self.default_auto_reconnect_enabled = False
                self._leave(self)
        elif not self._left:
            super().connect_to_new_endpoint()

    def connect(self) -> None:
        self.greeted.clear()
        self._begun = time.monotonic()
        super().connect()

    def _monitor_current_session(self) -> None:
        if self.is_connected() and not self.greeted.is_set() and time.monotonic() - self._begun > 2 * HELLO_WITHIN:
            log.get().warning("socket.failed", fault="no_hello")
            self.disconnect()
        super()._monitor_current_session()  # type: ignore[no-untyped-call]

    def disconnect(self) -> None:
        if self.current_session is not None:
            self.current_session.close(timeout=FAREWELL)

    def _run_current_session(self) -> None:
        session = self.current_session
        if session is None or self._left:
            return
        # The library's own call has no ping_timeout: a line that is open and deaf would be kept for ever.
        session.run_forever(ping_interval=PING_EVERY, ping_timeout=PONG_WITHIN)
        if self.current_session is session:
            self.current_session_runner.event.wait(AGAIN_AFTER)

    # --- what comes in -----------------------------------------------------------------------------------------------

    def _listen(self, _: object, message: Mapping[str, Any], __: object = None) -> None:
        if message.get("type") == "hello":
            self.greeted.set()
            log.get().info("socket.hello", connections=message.get("num_connections"))

    def _closed(self, _: object) -> None:
        if self.greeted.is_set() and not self._left:
            log.get().warning("socket.closed")
        self.greeted.clear()
        if self._left:
            self.ended.set()

    def _failed(self, _: object, error: Exception) -> None:
        if not self.greeted.is_set() and not self._left:  # else its end is told, or wanted
            log.get().warning("socket.failed", fault=type(error).__name__)

    def _take_in(self, _: object, request: SocketModeRequest) -> None:
        if self.closed:
            return
        headers = {}
        if request.retry_attempt:
            headers = {
                "x-slack-retry-num": str(request.retry_attempt),
                "x-slack-retry-reason": str(request.retry_reason),
            }
        with self._landed:
            self._flying += 1
        heard = False
        try:
            envelope = Envelope(request.envelope_id, request.payload, headers)
            self._hear(envelope, lambda answer: self._ack(envelope, answer))
            heard = True
        finally:
            if not heard:  # the library would swallow it without a word
                log.get().error("socket.bug", exc_info=True)
            with self._landed:
                self._flying -= 1
                self._landed.notify_all()

    def _ack(self, envelope: Envelope, answer: Answer) -> None:
        told = {"envelope_id": envelope.id, **({"payload": answer} if answer is not None else {})}
        try:
            self.send_message(json.dumps(told))
        except (
            WebSocketException,
            OSError,
            AttributeError,
        ) as lost:  # the library forgets its line while it changes it
            # What was taken in stays taken in; Slack tells the user that no answer came.
            log.get().warning("socket.ack_lost", fault=type(lost).__name__)
