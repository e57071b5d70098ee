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
        while (await receive())["type"] != "http.disconnect":
            pass
