"""Cutting a TCP line without a reply, which no web framework offers: the server's protocol notes each connection's
transport, and ``CutLine`` is a response that aborts its own. It exists for faults and for nothing else."""

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

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
