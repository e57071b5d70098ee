"""What no web framework offers and faults need: cutting a TCP line without a reply (``CutLine``), holding one open
without any (``Silence``), and a WebSocket that goes deaf. The server's protocols note each connection by its client."""

import asyncio
from typing import ClassVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.wsproto_impl import WSProtocol
from wsproto.events import Ping, Pong

_OPEN: dict[tuple[str, int], asyncio.Transport] = {}


class NotedProtocol(H11Protocol):
    """uvicorn's protocol, with a register of open lines by the client's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self.client is not None:
            _OPEN[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self.client is not None:
            _OPEN.pop(self.client, None)
        super().connection_lost(exc)


class CutLine(Response):
    """No answer at all: the client sees its connection end."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = _OPEN.get(tuple(scope["client"]))
        if transport is not None:
            transport.abort()
        await _gone(receive)


class Silence(CutLine):
    """No answer while the client waits; the line is cut when the server ends."""

    def __init__(self, closing: asyncio.Event) -> None:
        super().__init__()
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        waits = [asyncio.ensure_future(_gone(receive)), asyncio.ensure_future(self._closing.wait())]
        _, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in left:
            wait.cancel()
        if self._closing.is_set():
            await super().__call__(scope, receive, send)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class WebSocketLine(WSProtocol):
    """uvicorn's WebSocket protocol with its pings, which can go deaf: the line stays open and swallows everything."""

    _lines: ClassVar[dict[tuple[str, int], "WebSocketLine"]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.deaf, self.pings_answered, self.pongs_received = False, 0, 0
        if self.client is not None:
            self._lines[self.client] = self

    def connection_lost(self, exc: Exception | None) -> None:
        if self.client is not None:
            self._lines.pop(self.client, None)
        super().connection_lost(exc)

    @classmethod
    def of(cls, websocket: WebSocket) -> "WebSocketLine":
        return cls._lines[tuple(websocket.scope["client"])]

    def data_received(self, data: bytes) -> None:
        if not self.deaf:
            super().data_received(data)

    def handle_ping(self, event: Ping) -> None:
        self.pings_answered += 1
        super().handle_ping(event)

    def handle_pong(self, event: Pong) -> None:
        self.pongs_received += 1
        super().handle_pong(event)

    def send_keepalive_ping(self) -> None:
        if self.deaf:
            self.schedule_ping()
        else:
            super().send_keepalive_ping()
