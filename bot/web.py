"""The HTTP face: Slack's requests, whether this process is alive and ready, and its metrics. It calls nobody.

Slack's requests run in the thread pool, so a slow database holds up that request and nothing else.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.errors import ConfigError

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own payloads are far smaller: a view holds at most 100 blocks."""

Dispatch = Callable[[str, dict[str, str]], tuple[int, dict[str, str], str]]
"""(body, headers) of a request of Slack's → (status, headers, body) of the answer."""
Probe = Callable[[], dict[str, str]]
"""Component → what is wrong with it; an empty answer means ready."""
Metrics = Callable[[], bytes]
"""The text that Prometheus reads."""
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def build(readiness: Probe, metrics: Metrics, slack: "Slack | None") -> Starlette:
    """``slack`` None: Slack is heard in Socket Mode, and nobody may knock here."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        faults = await run_in_threadpool(readiness)
        return JSONResponse({"ready": not faults, "faults": faults}, status_code=503 if faults else 200)

    async def figures(_: Request) -> Response:
        return Response(await run_in_threadpool(metrics), media_type=METRICS_TYPE)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", figures)]
    if slack is not None:
        routes.append(Route("/slack/events", slack, methods=["POST"]))
    return Starlette(routes=routes)


def bind(config: uvicorn.Config) -> Any:
    """The port's socket, taken before anything begins. Raises ConfigError if it cannot be had."""
    try:
        return config.bind_socket()
    except SystemExit as ended:  # uvicorn would end the program itself
        reason = ended.__context__.strerror if isinstance(ended.__context__, OSError) else "refused"
        raise ConfigError(f"HANDOFF_HTTP: cannot listen on {config.host}:{config.port} ({reason})") from None


class Slack:
    """Slack's requests. ``people_first`` is entered for each, from its last byte until the answer has left."""

    def __init__(self, dispatch: Dispatch, people_first: Callable[[], AbstractContextManager[None]]) -> None:
        self._dispatch, self._people_first = dispatch, people_first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await _body(request)
        with self._people_first():
            answer = await _answer(self._dispatch, body, dict(request.headers.items()))
            await answer(scope, receive, send)


async def _answer(dispatch: Dispatch, body: bytes | None, headers: dict[str, str]) -> Response:
    if body is None:
        return PlainTextResponse("too large", status_code=413)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return PlainTextResponse("not UTF-8", status_code=400)
    status, headers, answer = await run_in_threadpool(dispatch, text, headers)
    return Response(content=answer, status_code=status, headers=headers)


async def _body(request: Request) -> bytes | None:
    """The whole body, or None past the limit: nobody may fill our memory before the signature is looked at."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
