"""What serving a stand-in over HTTP takes, whoever it stands for: one loopback port, the ``ready`` line, the order of a
fault around the work, and cutting a connection. It owns no route and must not know what a request means."""

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Callable

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.faults import Fault


class Cut(Exception):
    """The connection ends here, without a reply. ``when``: before or after the work; ``status``: of the reply that was
    never sent."""

    def __init__(self, when: str, status: int | None = None) -> None:
        super().__init__(when)
        self.when = when
        self.status = status


class Wire:
    """The outermost layer: hands each request the means to cut its own TCP connection."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["handoff.transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await self.app(scope, receive, send)


async def cut(request: Request) -> Response:
    """Abort the request's line. The answer reaches nobody."""
    transport = request.scope["handoff.transport"]
    if transport is not None:
        transport.abort()
        await asyncio.sleep(0)
    return Response(status_code=500)


async def struck(
    request: Request, fault: Fault | None, work: Callable[[], Response], injected: Callable[[Fault], Response]
) -> Response:
    """Do the work with a fault around it. ``work`` runs on the event loop in one piece; only waiting overlaps. Raises
    Cut when the line has to be cut."""
    if fault is None:
        return work()
    await asyncio.sleep(fault.delay_s)
    if fault.hang == "before":
        await _until_gone(request)
    if "before" in (fault.hang, fault.drop):
        raise Cut("before")
    if fault.status and fault.when == "before":
        return injected(fault)
    response = work()
    await asyncio.sleep(fault.hold_s)
    if fault.hang == "after":
        await _until_gone(request)
    if "after" in (fault.hang, fault.drop):
        raise Cut("after", response.status_code)
    return injected(fault) if fault.status else response


async def _until_gone(request: Request) -> None:
    """Wait for the caller to give up, at most ten minutes."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(600):
            while (await request.receive())["type"] != "http.disconnect":
                pass


class _Announcing(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        sys.stdout.write(f"ready http://{host}:{port}\n")
        sys.stdout.flush()


def serve_app(port: int, build: Callable[[str], ASGIApp]) -> None:
    """Serve until SIGTERM or SIGINT what ``build`` makes of its own address. Raises OSError for a port in use."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: None)  # uvicorn ends on them, then raises them again: the exit stays clean
    # The protocol is named because asyncio switches Nagle's algorithm off only then: else every reply waits 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        config = uvicorn.Config(
            Wire(build(f"http://127.0.0.1:{listener.getsockname()[1]}")), log_level="error", access_log=False,
            date_header=False, server_header=False, proxy_headers=False, timeout_keep_alive=75,
            timeout_graceful_shutdown=2, backlog=2048,
        )  # fmt: skip
        _Announcing(config).run(sockets=[listener])
