"""HTTP around the org: one data API request from its bytes to its reply, with latency and faults on the way, and the
process that serves it. It owns connections (also cutting them) and the order log → fault → token → work → log; it must
not know what a query or a row means. All work runs on the event loop, one request at a time; only waiting overlaps."""

import asyncio
import contextlib
import json
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.salesforce.base import lay_base
from sandbox.salesforce.clock import StoryClock, http_date
from sandbox.salesforce.composite import Composite
from sandbox.salesforce.control import Control
from sandbox.salesforce.dml import run_flow
from sandbox.salesforce.errors import ApiError, OAuthError
from sandbox.salesforce.faults import Fault, Faults
from sandbox.salesforce.journal import Journal
from sandbox.salesforce.oauth import Tokens
from sandbox.salesforce.org import Actor, Org
from sandbox.salesforce.pages import Pages
from sandbox.salesforce.rest import Call, Reply, Rest, split_url

_URI_LIMIT = 16_384


class _Cut(Exception):
    """The connection ends here, without a reply. ``when``: before or after the work."""

    def __init__(self, when: str) -> None:
        super().__init__(when)
        self.when = when


class Wire:
    """The outermost layer: hands each request the means to cut its own TCP connection."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["handoff.transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await self.app(scope, receive, send)


class Server:
    def __init__(self, org: Org, latency_ms: float) -> None:
        self.org = org
        self.latency_s = latency_ms / 1000
        self.base_url = ""
        lay_base(org)
        self.tokens = Tokens(org)
        self.journal = Journal(org)
        self.faults = Faults()
        self.rest = Rest(org)
        Composite(org, self.rest)

    def restart(self) -> None:
        """After a reset: an org with nothing but its base."""
        self.org.storage.forget()
        self.org.load()
        self.org.api_used = 0
        lay_base(self.org)
        self.tokens.load()
        self.journal.load()
        self.faults.forget()
        self.rest.compiler.cursors.by_locator.clear()

    # -- one request

    async def services(self, request: Request) -> Response:
        started = time.perf_counter()
        body = (await request.body()).decode("utf-8", "replace")
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        readable = unquote(path.replace("+", " "))
        seq = self.journal.begin(request.method, readable, body)
        fault = self.faults.match(request.method, readable, body)
        log: dict[str, Any] = {"fault": fault.label() if fault else None}
        try:
            response = await self._with_fault(request, path, body, fault, seq, log)
            log["status"] = response.status_code
        except (_Cut, asyncio.CancelledError) as cut:  # cancelled: the process ends while a request still hangs
            log["dropped"] = cut.when if isinstance(cut, _Cut) else "shutdown"
            response = Response(status_code=500)
            transport = request.scope["handoff.transport"]
            if transport is not None:
                transport.abort()
                await asyncio.sleep(0)
        finally:
            self.journal.finish(seq, milliseconds=round((time.perf_counter() - started) * 1000, 2), **log)
        return response

    async def _with_fault(
        self, request: Request, path: str, body: str, fault: Fault | None, seq: int, log: dict[str, Any]
    ) -> Response:
        if self.latency_s:
            await asyncio.sleep(self.latency_s)
        if fault is None:
            return self._work(request, path, body, seq, log)
        await asyncio.sleep(fault.delay_s)
        if fault.hang == "before":
            await _until_gone(request)
        if "before" in (fault.hang, fault.drop):
            raise _Cut("before")
        if fault.status and fault.when == "before":
            return self._injected(fault)
        response = self._work(request, path, body, seq, log)
        await asyncio.sleep(fault.hold_s)
        if fault.hang == "after":
            await _until_gone(request)
        if "after" in (fault.hang, fault.drop):
            log["status"] = response.status_code
            raise _Cut("after")
        return self._injected(fault) if fault.status else response

    def _injected(self, fault: Fault) -> Response:
        status, kind, text, headers = fault.reply()
        if kind:
            return Response(text, status, {**self._headers(), **headers}, kind)
        return self._json(Reply(status, fault.json_body(), headers))

    def _work(self, request: Request, path: str, body: str, seq: int, log: dict[str, Any]) -> Response:
        """Everything between the bytes in and the bytes out; nothing else runs meanwhile."""
        run_flow(self.org)
        if len(path) > _URI_LIMIT:
            return Response("<html><body><h1>414 URI Too Long</h1></body></html>", 414, self._headers(), "text/html")
        try:
            if request.url.path.startswith("/services/oauth2/"):
                return self._oauth(request, body, log)
            if request.url.path.rstrip("/") == "/services/data":
                version = {"label": "Winter '24", "url": "/services/data/v59.0", "version": "59.0"}
                return self._json(Reply(200, [version]))
            return self._json(self._data(request, path, body, seq, log))
        except OAuthError as error:
            return self._json(Reply(error.status, error.body))
        except ApiError as error:
            return self._json(Reply(error.status, error.body))

    def _oauth(self, request: Request, body: str, log: dict[str, Any]) -> Response:
        if request.method != "POST":
            raise OAuthError(400, "invalid_request", "must use HTTP POST")
        if request.url.path.rstrip("/").endswith("/revoke"):
            token = dict(pair.split("=", 1) for pair in unquote(body).split("&") if "=" in pair).get("token", "")
            self.tokens.revoke(token)
            return Response(status_code=200, headers=self._headers())
        granted = self.tokens.grant(body, request.headers.get("authorization", ""), self.base_url)
        log["user"] = self.org.username(granted["id"].rsplit("/", 1)[1])
        return self._json(Reply(200, granted))

    def _data(self, request: Request, path: str, body: str, seq: int, log: dict[str, Any]) -> Reply:
        user_id = self.tokens.user(request.headers.get("authorization", ""))
        log["user"] = self.org.username(user_id)
        if self.org.api_used >= self.org.switches["api_max"]:
            raise ApiError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
        used = self.org.api_used
        self.org.api_used += 1
        version, rest_path, query = split_url(path)
        headers = {name.lower(): value for name, value in request.headers.items()}
        actor = Actor(user_id, "api", seq)
        call = Call(request.method, rest_path, version, actor, query, headers, _parse(request, body))
        if call.reads():
            reply = self.rest.handle(call)
        else:
            with self.org.transaction():
                reply = self.rest.handle(call)
        log["api_calls"] = self.org.api_used - used
        log["effects"] = ",".join(call.effects)
        return reply

    def _headers(self) -> dict[str, str]:
        usage = f"api-usage={self.org.api_used}/{self.org.switches['api_max']}"
        return {"Date": http_date(self.org.clock.now()), "Sforce-Limit-Info": usage}

    def _json(self, reply: Reply) -> Response:
        headers = {**self._headers(), **reply.headers}
        if reply.body is None:
            return Response(status_code=reply.status, headers=headers)
        text = json.dumps(reply.body, ensure_ascii=False, separators=(",", ":"))
        return Response(text, reply.status, headers, "application/json;charset=UTF-8")


def _parse(request: Request, body: str) -> Any:
    if request.method not in ("POST", "PATCH", "PUT"):
        return None
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/json":
        raise ApiError(415, "UNSUPPORTED_MEDIA_TYPE", f"Content type {kind or 'missing'} is not supported")
    try:
        return json.loads(body)
    except ValueError as error:
        raise ApiError(400, "JSON_PARSER_ERROR", f"Unexpected character at {error}") from None


async def _until_gone(request: Request) -> None:
    """Wait for the caller to give up, at most ten minutes (the vendor's own time-out)."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(600):
            while (await request.receive())["type"] != "http.disconnect":
                pass


def build_app(server: Server) -> ASGIApp:
    async def tick() -> None:
        while True:
            await asyncio.sleep(0.25)
            run_flow(server.org)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(tick())
        yield
        task.cancel()

    methods = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
    app = Starlette(
        routes=[
            Route("/services/{path:path}", server.services, methods=methods),
            *Control(server).routes(),
            *Pages(server).routes(),
        ],
        lifespan=lifespan,
    )
    return Wire(app)


class _Announcing(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        sys.stdout.write(f"ready http://{host}:{port}\n")
        sys.stdout.flush()


def run(port: int, data: Path | None, clock: str | None, latency_ms: float) -> None:
    """Serve until SIGTERM or SIGINT. Raises ValueError for a bad clock, OSError for a port in use."""
    org = Org.open(data, StoryClock.parse(clock))
    server = Server(org, latency_ms)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: None)  # uvicorn ends on them, then raises them again: the exit stays clean
    # The protocol is named because asyncio switches Nagle's algorithm off only then: else every reply waits 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        server.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            build_app(server), log_level="error", access_log=False, date_header=False, server_header=False,
            proxy_headers=False, timeout_keep_alive=75, timeout_graceful_shutdown=2, backlog=2048,
        )  # fmt: skip
        _Announcing(config).run(sockets=[listener])
    org.storage.close()
