"""The control API under ``/_control/``: what a test, benchmark or demo does to the org that no API caller could. It
owns these routes only; none of them is written to the request log. A wrong request gets 400 with a sentence."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.clock import parse_instant
from sandbox.controlling import Answer, Refused, control_routes
from sandbox.salesforce import CLERK_USER, PORTAL_USER, dml
from sandbox.salesforce.bulk import Bulk, next_customer
from sandbox.salesforce.clock import stamp
from sandbox.salesforce.composite import fill_references
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import full_id
from sandbox.salesforce.org import SWITCHES, Actor
from sandbox.salesforce.rest import Reply
from sandbox.salesforce.schema import Row

if TYPE_CHECKING:
    from sandbox.salesforce.server import Server


def _told(answer: Answer) -> Answer:
    """The org's refusals as the control API's."""

    async def told(body: Row, request: Request) -> Any:
        try:
            return await answer(body, request)
        except ApiError as error:
            raise Refused(error.message, errorCode=error.code) from None

    return told


class Control:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.org = server.org

    def routes(self) -> list[Route]:
        table: list[tuple[str, str, Answer]] = [
            ("POST", "reset", self.reset),
            ("POST", "seed", self.seed),
            ("POST", "bulk-orders", self.bulk),
            ("GET", "state", self.state),
            ("POST", "switches", self.set_switches),
            ("POST", "token", self.token),
            ("POST", "expire-tokens", self.expire_tokens),
            ("POST", "touch", self.touch),
            ("POST", "delete", self.delete),
            ("POST", "undelete", self.undelete),
            ("GET", "record", self.record),
            ("POST", "validation-rules", self.add_rule),
            ("DELETE", "validation-rules", self.clear_rules),
            ("POST", "api-limit", self.api_limit),
            ("POST", "run-flow", self.run_flow),
            ("GET", "requests", self.requests),
            ("GET", "counters", self.counters),
            ("GET", "status-changes", self.status_changes),
            ("GET", "events", self.events),
        ]
        return control_routes([*self.server.conditions.table(), *((how, name, _told(do)) for how, name, do in table)])

    # -- the org as a whole

    async def reset(self, _body: Row, _request: Request) -> Any:
        """Forget everything but the base rows; switches, faults, tokens and logs too. The clock goes on."""
        self.server.restart()
        return {"ok": True}

    async def state(self, _body: Row, _request: Request) -> Any:
        org = self.org
        return {
            "now": org.clock.now().isoformat(),
            "rate": org.clock.rate,
            "rows": {name: len(table.rows) for name, table in org.tables.by_name.items()},
            "next_customer": next_customer(org),
            "switches": org.switches,
            "api_used": org.api_used,
            "last_seq": self.server.journal.last,
            "tokens": len(self.server.tokens.alive),
            "pending_flow_effects": org.storage.all("SELECT due, order_id, outcome FROM flow_effect ORDER BY due, n"),
        }

    async def set_switches(self, body: Row, _request: Request) -> Any:
        self.org.switch(body)
        return self.org.switches

    async def api_limit(self, body: Row, _request: Request) -> Any:
        """``{max?, used?}``"""
        if "max" in body:
            self.org.switch({"api_max": int(body["max"])})
        if "used" in body:
            self.org.api_used = int(body["used"])
        return {"max": self.org.switches["api_max"], "used": self.org.api_used}

    # -- rows

    async def seed(self, body: Row, _request: Request) -> Any:
        """``{rows: [{object, ref?, fields, user?, at?}]}``; ``@{ref.id}`` points at an earlier row. Returns ids."""
        done: dict[str, Reply] = {}
        ids: list[str] = []
        with self.org.transaction():
            for row in body["rows"]:
                actor = Actor(self.org.user(row.get("user", PORTAL_USER)), "seed", system=True)
                at = stamp(parse_instant(row["at"])) if row.get("at") else None
                record_id = dml.insert(self.org, row["object"], fill_references(row["fields"], done), actor, at=at)
                ids.append(record_id)
                if row.get("ref"):
                    done[row["ref"]] = Reply(201, {"id": record_id})
        return {"ids": ids, "refs": {name: reply.body["id"] for name, reply in done.items()}}

    async def bulk(self, body: Row, _request: Request) -> Any:
        """``{count, status?, lines?, accounts?, notes?, priority_every?}``: made-up orders at once. Returns their ids.
        Customers are numbered from the state's ``next_customer`` on, in WHMCS too if its ``bulk-clients`` was asked."""
        bulk, more = Bulk(self.org, int(body.pop("count")), **body), True
        while more:
            with self.org.transaction():
                more = bulk.go_on(500)
            await asyncio.sleep(0)
        return {"ids": bulk.ids}

    def _target(self, body: Row) -> tuple[str, str]:
        record_id = full_id(str(body["id"]))
        if record_id is None:
            raise ValueError(f"{body['id']} is no record id")
        named = body.get("object")
        for name, table in self.org.tables.by_name.items():
            if name == named or (named is None and table.sobject.prefix == record_id[:3]):
                return name, record_id
        raise ValueError(f"no object for {body['id']}")

    def _actor(self, body: Row) -> Actor:
        return Actor(self.org.user(body.get("user", CLERK_USER)), "control", system=True)

    async def touch(self, body: Row, _request: Request) -> Any:
        """``{id, object?, fields, user?}``: a change by somebody else, in story time, past all locks."""
        name, record_id = self._target(body)
        with self.org.transaction():
            dml.update(self.org, name, record_id, body.get("fields", {}), self._actor(body))
        return self.org.row(name, record_id)

    async def delete(self, body: Row, _request: Request) -> Any:
        name, record_id = self._target(body)
        with self.org.transaction():
            dml.delete(self.org, name, record_id, self._actor(body))
        return self.org.row(name, record_id)

    async def undelete(self, body: Row, _request: Request) -> Any:
        name, record_id = self._target(body)
        with self.org.transaction():
            dml.undelete(self.org, name, record_id, self._actor(body))
        return self.org.row(name, record_id)

    async def record(self, _body: Row, request: Request) -> Any:
        """``?id=``: the row as it is, deleted or not, without an API call. Its lines and history come along."""
        name, record_id = self._target(dict(request.query_params))
        row = self.org.row(name, record_id)
        if row is None:
            raise ValueError(f"no record {record_id}")
        if name != "Order":
            return row
        children = {
            key: [table.rows[child] for child in table.equal["OrderId"].get(record_id, {})]
            for key, table in (("items", self.org.tables["OrderItem"]), ("history", self.org.tables["OrderHistory"]))
        }
        return {**row, **children}

    # -- who may come in, and what goes wrong

    async def token(self, body: Row, _request: Request) -> Any:
        """``{user}``: a token of that user, without credentials."""
        return {"access_token": self.server.tokens.issue(self.org.user(body.get("user", PORTAL_USER)))}

    async def expire_tokens(self, _body: Row, _request: Request) -> Any:
        return {"expired": self.server.tokens.expire_all()}

    async def add_rule(self, body: Row, _request: Request) -> Any:
        """``{object, when: {field: value}, message, field?}``: refuses a save whose row matches."""
        rule = {"object": body["object"], "when": dict(body["when"]), "message": str(body["message"])}
        rules = [*self.org.switches["validation_rules"], {**rule, "field": body.get("field")}]
        self.org.switch({"validation_rules": rules})
        return rules

    async def clear_rules(self, _body: Row, _request: Request) -> Any:
        self.org.switch({"validation_rules": SWITCHES["validation_rules"]})
        return []

    async def run_flow(self, _body: Row, _request: Request) -> Any:
        """Let every pending effect of the Flow happen now, whatever its due time."""
        self.org.storage.db.execute("UPDATE flow_effect SET due = ?", (self.org.stamp(),))
        return {"effects": dml.run_flow(self.org)}

    # -- logs

    async def requests(self, _body: Row, request: Request) -> Any:
        """``?since=SEQ&limit=&kind=&order=&user=``: log lines; ``user`` is a username (token requests too)."""
        query = request.query_params
        rows = self.server.journal.requests(
            int(query.get("since", 0)),
            int(query.get("limit", 1000)),
            query.get("kind"),
            query.get("order"),
            query.get("user"),
        )
        return {"requests": rows, "last_seq": self.server.journal.last}

    async def counters(self, _body: Row, request: Request) -> Any:
        """``?since=SEQ&user=``: HTTP requests and API calls, in all and by kind."""
        query = request.query_params
        counted = self.server.journal.counters(int(query.get("since", 0)), query.get("user"))
        return {
            **counted,
            "injected": dict(self.server.conditions.faults.injected),
            "last_seq": self.server.journal.last,
        }

    async def status_changes(self, _body: Row, request: Request) -> Any:
        """``?since=N&order=``"""
        query = request.query_params
        return {"changes": self.server.journal.status_changes(int(query.get("since", 0)), query.get("order"))}

    async def events(self, _body: Row, request: Request) -> Any:
        rows = self.server.journal.events(int(request.query_params.get("since", 0)))
        return {"events": [{**row, "payload": json.loads(row["payload"])} for row in rows]}
