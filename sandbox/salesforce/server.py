"""HTTP around the org: one data API request from its bytes to its reply, with latency and faults on the way, and the
process that serves it. It owns the order log → fault → token → work → log; it must not know what a query or a row
means. All work runs on the event loop, one request at a time; only waiting overlaps."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sandbox.clock import StoryClock
from sandbox.controlling import Conditions
from sandbox.faults import Fault
from sandbox.salesforce.base import lay_base
from sandbox.salesforce.clock import http_date
from sandbox.salesforce.composite import Composite
from sandbox.salesforce.control import Control
from sandbox.salesforce.dml import run_flow
from sandbox.salesforce.errors import ApiError, OAuthError
from sandbox.salesforce.failures import spelled
from sandbox.salesforce.journal import Journal
from sandbox.salesforce.oauth import Tokens
from sandbox.salesforce.org import Actor, Org
from sandbox.salesforce.pages import Pages
from sandbox.salesforce.rest import Call, Reply, Rest, split_url
from sandbox.serving import Cut, cut, serve_app, struck

_URI_LIMIT = 16_384


class Server:
    def __init__(self, org: Org, latency_ms: float) -> None:
        self.org = org
        self.conditions = Conditions(org.clock, latency_ms, spelled)
        self.base_url = ""
        lay_base(org)
        self.tokens = Tokens(org)
        self.journal = Journal(org)
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
        self.conditions.faults.forget()
        self.rest.compiler.cursors.by_locator.clear()

    # -- one request

    async def services(self, request: Request) -> Response:
        started = time.perf_counter()
        body = (await request.body()).decode("utf-8", "replace")
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        readable = unquote(path.replace("+", " "))
        seq = self.journal.begin(request.method, readable, body)
        fault = self.conditions.faults.match(request.method, readable, body)
        log: dict[str, Any] = {"fault": fault.label() if fault else None}
        try:
            if self.conditions.latency_s:
                await asyncio.sleep(self.conditions.latency_s)
            response = await struck(
                request, fault, lambda: self._work(request, path, body, seq, log), self._injected
            )  # fmt: skip
            log["status"] = response.status_code
        except (Cut, asyncio.CancelledError) as end:  # cancelled: the process ends while a request still hangs
            log["dropped"] = end.when if isinstance(end, Cut) else "shutdown"
            if isinstance(end, Cut) and end.status:
                log["status"] = end.status
            response = await cut(request)
        finally:
            self.journal.finish(seq, milliseconds=round((time.perf_counter() - started) * 1000, 2), **log)
        return response

    def _injected(self, fault: Fault) -> Response:
        response = fault.reply()
        response.headers.update({**self._headers(), **response.headers})
        return response

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
    return Starlette(
        routes=[
            Route("/services/{path:path}", server.services, methods=methods),
            *Control(server).routes(),
            *Pages(server).routes(),
        ],
        lifespan=lifespan,
    )


def run(port: int, data: Path | None, clock: str | None, latency_ms: float) -> None:
    """Serve until SIGTERM or SIGINT. Raises ValueError for a bad clock, OSError for a port in use."""
    org = Org.open(data, StoryClock.parse(clock))
    server = Server(org, latency_ms)

    def build(base_url: str) -> ASGIApp:
        server.base_url = base_url
        return build_app(server)

    serve_app(port, build)
    org.storage.close()
