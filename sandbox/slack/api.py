"""The Web API over HTTP: token, scopes, rates, faults, log, then the method. It owns the order of these and how a fault
shows on the wire; the methods know nothing of it. A delayed or hanging request holds up no other one."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.slack.arguments import read_arguments, structure
from sandbox.slack.errors import SlackError
from sandbox.slack.faults import Fault, Faults
from sandbox.slack.lines import CutLine, Silence
from sandbox.slack.methods import METHODS, Call, Method
from sandbox.slack.rates import Rates
from sandbox.slack.replies import reply
from sandbox.slack.requestlog import RequestLog
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]


@dataclass
class Api:
    workspace: Workspace
    settings: Settings
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(default_factory=Rates)
    log: RequestLog = field(default_factory=RequestLog)

    async def endpoint(self, request: Request) -> Response:
        """``/api/<method>``."""
        name = request.path_params["method"]
        try:
            arguments = read_arguments(request.url.query, request.headers.get("content-type", ""), await request.body())
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code})
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        arguments.setdefault("token", token)
        return await self._answer(name, arguments, lambda entry: self._perform(name, arguments, entry))

    async def response_url(self, request: Request) -> Response:
        """``/actions/...``: the answers to presses, with the same faults and the same log."""
        try:
            body = read_arguments("", request.headers.get("content-type", ""), await request.body())
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code}, 400)
        if isinstance(body.get("payload"), str):
            body = structure(body, "payload", "invalid_payload")
        return await self._answer("response_url", body, lambda entry: self._reply(request.url.path, body, entry))

    async def _answer(self, name: str, arguments: Json, perform: Callable[[Json], Response]) -> Response:
        channel = self._channel_id(arguments)
        entry = self.log.begin(_entry(name, channel, arguments))
        try:
            return await self._with_faults(name, channel, entry, perform)
        finally:
            entry["pending"] = False

    async def _with_faults(self, name: str, channel: str, entry: Json, perform: Callable[[Json], Response]) -> Response:
        fault = self.faults.strike(name, channel)
        half = self.settings.latency_ms / 2000
        if half:
            await self._pause(half)
        if fault is not None and fault.when == "before":
            entry["fault"] = fault.kind
            early = await self._suffer(fault, entry)
            if early is not None:
                return early
        response = perform(entry)
        if fault is not None and fault.when == "after":
            entry["fault"] = fault.kind
            late = await self._suffer(fault, entry)
            if late is not None:
                return late
        if half:
            await self._pause(half)
        return response

    def _reply(self, path: str, body: Json, entry: Json) -> Response:
        try:
            ts = reply(self.workspace, self.settings, path, body)
        except SlackError as refusal:
            entry |= {"error": refusal.code, "status": 404}
            return JSONResponse({"ok": False, "error": refusal.code, **refusal.extra}, 404)
        entry |= {"ok": True, "effect": True, "ts": ts}
        return JSONResponse({"ok": True})

    def _perform(self, name: str, arguments: Json, entry: Json) -> Response:
        """The method itself, in one go: nothing else runs between its checks and its effect."""
        method = METHODS.get(name)
        headers = {}
        if self.settings.scopes is not None:
            headers["x-oauth-scopes"] = ",".join(sorted(self.settings.scopes))
        try:
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            self._admit(method, arguments)
            wait = self.rates.wait(name, entry["channel"])
            if wait:
                entry |= {"error": "ratelimited", "status": 429}
                return JSONResponse(
                    {"ok": False, "error": "ratelimited"}, 429, headers=headers | {"Retry-After": str(wait)}
                )
            call = Call(self.workspace, arguments, self.settings)
            answer: Json = {"ok": True} | method.handler(call)
        except SlackError as refusal:
            entry["error"] = refusal.code
            return JSONResponse({"ok": False, "error": refusal.code, **refusal.extra}, headers=headers)
        entry |= {"ok": True, "effect": method.changes}
        entry["ts"] = entry["ts"] or answer.get("ts") or answer.get("message_ts") or ""
        return JSONResponse(answer, headers=headers)

    def _admit(self, method: Method, arguments: Json) -> None:
        if method.open_to_all:
            return
        token = arguments.get("token")
        if not token:
            raise SlackError("not_authed")
        app = self.workspace.app
        if token not in (app.bot_token, app.app_token):
            raise SlackError("invalid_auth")
        if (token == app.app_token) != method.app_token:
            raise SlackError("not_allowed_token_type")
        scopes = self.settings.scopes
        if scopes is not None and method.scopes and not scopes.intersection(method.scopes):
            raise SlackError("missing_scope", needed=method.scopes[0], provided=",".join(sorted(scopes)))

    async def _suffer(self, fault: Fault, entry: Json) -> Response | None:
        """What the fault does in place of a normal answer; None when it only delayed."""
        if fault.delay_s:
            await self._pause(fault.delay_s)
        if fault.hang:
            entry["dropped"] = True
            return Silence(self.workspace.bus.closing)
        if fault.drop:
            entry["dropped"] = True
            return CutLine()
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        if fault.error is not None:
            entry |= {"ok": False, "error": fault.error, "status": fault.status or 200}
            return JSONResponse({"ok": False, "error": fault.error}, fault.status or 200, headers=headers)
        if fault.status is not None:
            entry |= {"ok": False, "error": f"http_{fault.status}", "status": fault.status}
            if fault.body is None and fault.status == 429:
                return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": "1"} | headers)
            return Response(fault.body or "", fault.status, headers=headers, media_type="text/html")
        return None

    async def _pause(self, seconds: float) -> None:
        """Sleep, but let go when the server ends."""
        try:
            await asyncio.wait_for(self.workspace.bus.closing.wait(), seconds)
        except TimeoutError:
            return

    def _channel_id(self, arguments: Json) -> str:
        key = arguments.get("channel")
        if not isinstance(key, str) or not key:
            return ""
        try:
            return self.workspace.channel(key).id
        except SlackError:
            return key


def _entry(name: str, channel: str, arguments: Json) -> Json:
    try:
        metadata = structure(arguments, "metadata", "")
    except SlackError:
        metadata = None
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return {
        "seq": 0,
        "at": time.time(),
        "method": name,
        "channel": channel,
        "ts": str(arguments.get("ts") or ""),
        "thread_ts": str(arguments.get("thread_ts") or ""),
        "user": str(arguments.get("user") or ""),
        "trigger": str(arguments.get("trigger_id") or ""),
        "metadata": metadata,
        "metadata_key": payload.get("key", "") if isinstance(payload, dict) else "",
        "ok": False,
        "error": "",
        "status": 200,
        "effect": False,
        "dropped": False,
        "fault": "",
        "pending": True,
    }
