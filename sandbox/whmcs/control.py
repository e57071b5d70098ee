"""The control API under ``/_control/``: what a test or demo does to the installation that no API caller could. It owns
these routes only; none of them is written to the call log. A wrong request gets 400 with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.controlling import Answer, Json, control_routes
from sandbox.customers import PHONE, PRODUCT_ID, Customer
from sandbox.whmcs.kinds import DEFAULTS, completed

if TYPE_CHECKING:
    from sandbox.whmcs.server import Server


class Control:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.installation = server.installation

    def routes(self) -> list[Route]:
        table: list[tuple[str, str, Answer]] = [
            *self.server.conditions.table(),
            ("POST", "reset", self.reset),
            ("GET", "state", self.state),
            ("POST", "switches", self.set_switches),
            ("POST", "records", self.put_records),
            ("GET", "records", self.list_records),
            ("POST", "bulk-clients", self.bulk_clients),
            ("POST", "delete", self.delete),
            ("GET", "record", self.record),
            ("GET", "calls", self.calls),
            ("GET", "counters", self.counters),
        ]
        return control_routes(table)

    async def reset(self, _body: Json, _request: Request) -> Any:
        """Forget everything but the admins; switches, faults and the log too. The clock goes on."""
        self.server.restart()
        return {"ok": True}

    async def state(self, _body: Json, _request: Request) -> Any:
        at = self.installation
        return {
            "now": at.clock.now().isoformat(),
            "rate": at.clock.rate,
            "rows": {kind: len(rows) for kind, rows in at.rows.items()},
            "switches": {name: value for name, value in at.switches.items() if name not in ("secret", "access_key")},
            "last_seq": self.server.journal.last,
        }

    async def set_switches(self, body: Json, _request: Request) -> Any:
        self.installation.switch(body)
        return (await self.state({}, _request))["switches"]

    # -- records

    async def put_records(self, body: Json, _request: Request) -> Any:
        """``{clients?, services?, products?, invoices?, admins?: [{...}]}``: new ones, or those with such an id
        changed. All of them or none. Returns ids by the same names."""
        at = self.installation
        kinds = {f"{kind}s": kind for kind in DEFAULTS}
        unknown = sorted(body.keys() - kinds.keys())
        if unknown:
            raise ValueError(f"no {', '.join(unknown)}; there are {', '.join(kinds)}")
        for several, rows in body.items():
            for fields in rows:
                completed(kinds[several], None, fields)
        with at.written():
            return {several: [at.put(kinds[several], fields) for fields in rows] for several, rows in body.items()}

    async def list_records(self, _body: Json, request: Request) -> Any:
        """``?kind=client|service|product|invoice|admin``: all of them, as they are kept."""
        kind = request.query_params["kind"]
        if kind not in DEFAULTS:
            raise ValueError(f"no {kind}; there are {', '.join(DEFAULTS)}")
        return {"records": list(self.installation.rows[kind].values())}

    async def bulk_clients(self, body: Json, _request: Request) -> Any:
        """``{count, first?, services?, pid?, status?}``: made-up clients from id ``first`` on, each with so many
        services. Returns the clients' ids."""
        at, count = self.installation, int(body["count"])
        first = int(body.get("first") or at.last["client"] + 1)
        with at.written():
            for number in range(first, first + count):
                person = Customer(number)
                at.put("client", {
                    "id": number, "firstname": person.first_name, "lastname": person.last_name, "email": person.email,
                    "phonenumber": PHONE,
                })  # fmt: skip
                for _ in range(int(body.get("services", 0))):
                    at.put("service", {
                        "clientid": number, "pid": int(body.get("pid", PRODUCT_ID)),
                        "status": body.get("status", "Active"),
                    })  # fmt: skip
        return {"ids": list(range(first, first + count))}

    def _target(self, wanted: Json) -> tuple[str, int]:
        kind, number = str(wanted["kind"]), int(wanted["id"])
        if number not in self.installation.rows.get(kind, {}):
            raise ValueError(f"no {kind} {number}")
        return kind, number

    async def delete(self, body: Json, _request: Request) -> Any:
        """``{kind, id}``"""
        kind, number = self._target(body)
        self.installation.remove(kind, number)
        return {"ok": True}

    async def record(self, _body: Json, request: Request) -> Any:
        """``?kind=client|service|product|invoice|admin&id=``: the record as it is kept."""
        kind, number = self._target(dict(request.query_params))
        return self.installation.rows[kind][number]

    # -- logs

    async def calls(self, _body: Json, request: Request) -> Any:
        """``?since=SEQ&limit=&action=``"""
        query = request.query_params
        found = self.server.journal.calls(
            int(query.get("since", 0)), int(query.get("limit", 1000)), query.get("action")
        )
        return {"calls": found, "last_seq": self.server.journal.last}

    async def counters(self, _body: Json, request: Request) -> Any:
        """``?since=SEQ``"""
        counted = self.server.journal.counters(int(request.query_params.get("since", 0)))
        injected = dict(self.server.conditions.faults.injected)
        return {**counted, "injected": injected, "last_seq": self.server.journal.last}
