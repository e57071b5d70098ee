"""What the control API of a stand-in is made of: routes that take and give JSON, and the calls for time, latency and
faults that they share. It owns these; what else can be done to a vendor is its own control module's."""

import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import StoryClock, parse_instant
from sandbox.faults import Faults

Json = dict[str, Any]
Answer = Callable[[Json, Request], Awaitable[Any]]


class Refused(Exception):
    """A control call that cannot be done; ``more`` stands beside its sentence."""

    def __init__(self, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.more = more


def control_routes(table: Iterable[tuple[str, str, Answer]]) -> list[Route]:
    """Routes of (method, name, answer). A wrong request gets 400 with a sentence."""
    return [Route(f"/_control/{name}", _serve(answer), methods=[method]) for method, name, answer in table]


def _serve(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body() or b"{}")
            if not isinstance(body, dict):
                raise ValueError("the body is a JSON object")
            return JSONResponse(await answer(body, request))
        except KeyError as error:
            return JSONResponse({"error": f"{error} is missing"}, 400)
        except (ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        except Refused as error:
            return JSONResponse({"error": str(error), **error.more}, 400)

    return endpoint


class Conditions:
    """Time, latency and faults: the conditions that a stand-in works under. ``spell`` turns a wanted fault that is told
    in the vendor's words into one of ``Fault``'s."""

    def __init__(self, clock: StoryClock, latency_ms: float, spell: Callable[[Json], Json]) -> None:
        self.clock = clock
        self.latency_s = latency_ms / 1000
        self.faults = Faults()
        self._spell = spell

    def table(self) -> list[tuple[str, str, Answer]]:
        return [
            ("POST", "clock", self.set_clock),
            ("POST", "latency", self.set_latency),
            ("GET", "faults", self.list_faults),
            ("POST", "faults", self.add_fault),
            ("DELETE", "faults", self.clear_faults),
        ]

    async def set_clock(self, body: Json, _request: Request) -> Any:
        """``{instant?, rate?, add_s?}``"""
        instant = parse_instant(body["instant"]) if body.get("instant") else None
        self.clock.set(instant, float(body["rate"]) if body.get("rate") is not None else None)
        if body.get("add_s"):
            self.clock.add(float(body["add_s"]))
        return {"now": self.clock.now().isoformat(), "rate": self.clock.rate}

    async def set_latency(self, body: Json, _request: Request) -> Any:
        self.latency_s = float(body["ms"]) / 1000
        return {"ms": self.latency_s * 1000}

    async def list_faults(self, _body: Json, _request: Request) -> Any:
        return {"faults": [fault.shown() for fault in self.faults.active], "injected": dict(self.faults.injected)}

    async def add_fault(self, body: Json, _request: Request) -> Any:
        return self.faults.add(self._spell(body)).shown()

    async def clear_faults(self, _body: Json, request: Request) -> Any:
        one = request.query_params.get("id")
        self.faults.clear(int(one) if one else None)
        return {"injected": dict(self.faults.injected)}
