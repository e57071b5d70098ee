"""HTTP around the installation: one API call from its bytes to its reply, with latency and faults on the way. It owns
the order log → fault → credential → action → role → work → log; it must not know what an action does."""

import asyncio
import time
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sandbox.clock import StoryClock
from sandbox.controlling import Conditions
from sandbox.faults import Fault
from sandbox.serving import Cut, cut, serve_app, struck
from sandbox.whmcs import ENDPOINT, access, actions, failures
from sandbox.whmcs.control import Control
from sandbox.whmcs.forms import Form, parse_form, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.journal import CREDENTIALS, Journal
from sandbox.whmcs.replies import ActionError, page, render


class Server:
    def __init__(self, installation: Installation, latency_ms: float) -> None:
        self.installation = installation
        self.conditions = Conditions(installation.clock, latency_ms, failures.spelled)
        self.journal = Journal(installation)

    def restart(self) -> None:
        """After a reset: an installation with nothing but its admins."""
        self.installation.forget()
        self.conditions.faults.forget()
        self.journal.load()

    async def endpoint(self, request: Request) -> Response:
        if request.method != "POST":
            return page("405 Method Not Allowed", 405)
        started = time.perf_counter()
        form = parse_form(request.headers.get("content-type", ""), await request.body())
        address = request.client.host if request.client else ""
        seq = self.journal.begin(form)
        fault = self.conditions.faults.match("POST", text(form, "action").lower(), _told(form))
        log: dict[str, Any] = {"fault": fault.label() if fault else None}
        try:
            if self.conditions.latency_s:
                await asyncio.sleep(self.conditions.latency_s)
            response = await struck(
                request, fault, lambda: self._work(form, address, log), lambda one: self._injected(one, form, address)
            )
            log["status"] = response.status_code
        except (Cut, asyncio.CancelledError) as end:  # cancelled: the process ends while a request still hangs
            log["dropped"] = end.when if isinstance(end, Cut) else "shutdown"
            log["status"] = end.status if isinstance(end, Cut) else None
            response = await cut(request)
        finally:
            self.journal.finish(seq, milliseconds=round((time.perf_counter() - started) * 1000, 2), **log)
        return response

    def _injected(self, fault: Fault, form: Form, address: str) -> Response:
        said = (fault.json, fault.text, fault.html)
        own = failures.answer(fault.kind, self.installation, form, address) if said == (None, None, None) else None
        return own or fault.reply()

    def _work(self, form: Form, address: str, log: dict[str, Any]) -> Response:
        """Everything between the form and the reply; nothing else runs meanwhile."""
        try:
            access.judge(self.installation, form, address)
            name, action = actions.find(self.installation, text(form, "action"))
            access.permit(self.installation, name)
            body, status = action(self.installation, form), 200
        except ActionError as error:
            body, status = error.body, error.status
            log["message"] = error.message
        log["result"] = body.get("result")
        return render(body, status, text(form, "responsetype"))


def _told(form: Form) -> str:
    """The parameters as a fault's pattern sees them: ``name=value`` lines, without credentials."""
    return "\n".join(f"{name}={text(form, name)}" for name in form if name not in CREDENTIALS)


async def _missing(_request: Request) -> Response:
    return page("404 Not Found", 404)


def build_app(server: Server) -> ASGIApp:
    methods = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
    return Starlette(
        routes=[
            Route(ENDPOINT, server.endpoint, methods=methods),
            *Control(server).routes(),
            Route("/{path:path}", _missing, methods=methods),
        ]
    )


def run(port: int, data: Path | None, clock: str | None, latency_ms: float) -> None:
    """Serve until SIGTERM or SIGINT. Raises ValueError for a bad clock, OSError for a port in use."""
    installation = Installation.open(data, StoryClock.parse(clock))
    serve_app(port, lambda _: build_app(Server(installation, latency_ms)))
    installation.storage.close()
