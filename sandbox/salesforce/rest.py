"""The REST resources under ``/services/data/vNN.0``: queries with their pages, rows, external ids, describe, limits.
It owns what a path and method mean; it must not know connections, tokens or faults (that is ``server``). A call is
plain data, so that a composite's subrequests take the same way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sandbox.salesforce import describe, dml, flow
from sandbox.salesforce.clock import from_http_date, from_stamp
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import full_id
from sandbox.salesforce.objects import PLATFORM_EVENT
from sandbox.salesforce.org import Actor, Org
from sandbox.salesforce.paging import Cursor
from sandbox.salesforce.query import Compiler, attributes
from sandbox.salesforce.schema import Field, Row, SObject
from sandbox.salesforce.soql import malformed

NOT_FOUND = "The requested resource does not exist"


@dataclass
class Call:
    """One request of the data API. ``path`` follows the version; header names are in lower case."""

    method: str
    path: str
    version: str
    actor: Actor
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    effects: list[str] = field(default_factory=list)

    def reads(self) -> bool:
        return self.method in ("GET", "HEAD")


@dataclass
class Reply:
    """``body`` None is an empty body."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def split_url(url: str) -> tuple[str, str, dict[str, str]]:
    """Version, path after it, and parameters of a data API address. Raises ApiError 404."""
    parts = urlsplit(url)
    match = re.fullmatch(r"/services/data/(v\d\d\.0)(/.*)?", parts.path)
    if match is None:
        raise ApiError(404, "NOT_FOUND", NOT_FOUND)
    return match[1], (match[2] or "").rstrip("/"), dict(parse_qsl(parts.query, keep_blank_values=True))


class Rest:
    def __init__(self, org: Org) -> None:
        self.org = org
        self.compiler = Compiler(org)
        self.routes: list[tuple[re.Pattern[str], dict[str, Callable[..., Reply]]]] = [
            (re.compile(pattern), methods)
            for pattern, methods in (
                (r"", {"GET": self.resources}),
                (r"/query", {"GET": self.run_query}),
                (r"/queryAll", {"GET": self.run_query_all}),
                (r"/query(?:All)?/([^/]+)", {"GET": self.more}),
                (r"/tooling/query", {"GET": self.run_tooling}),
                (r"/limits", {"GET": self.limits}),
                (r"/sobjects", {"GET": self.all_objects}),
                (rf"/sobjects/({PLATFORM_EVENT})", {"POST": self.publish}),
                (r"/sobjects/([^/]+)", {"GET": self.one_object, "POST": self.create}),
                (r"/sobjects/([^/]+)/describe", {"GET": self.describe}),
                (r"/sobjects/([^/]+)/([^/]+)", {"GET": self.get, "PATCH": self.patch, "DELETE": self.delete}),
                (
                    r"/sobjects/([^/]+)/([^/]+)/([^/]+)",
                    {"GET": self.get_external, "PATCH": self.upsert, "DELETE": self.delete_external},
                ),
            )
        ]

    def route(self, pattern: str, methods: dict[str, Callable[..., Reply]]) -> None:
        """A further resource, served before the others."""
        self.routes.insert(0, (re.compile(pattern), methods))

    def handle(self, call: Call) -> Reply:
        for pattern, methods in self.routes:
            match = pattern.fullmatch(call.path)
            if match:
                serve = methods.get("GET" if call.method == "HEAD" else call.method)
                if serve is None:
                    allowed = ",".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))
                    raise ApiError(
                        405, "METHOD_NOT_ALLOWED", f"HTTP Method '{call.method}' not allowed. Allowed are {allowed}"
                    )
                return serve(call, *(unquote(part) for part in match.groups()))
        raise ApiError(404, "NOT_FOUND", NOT_FOUND)

    # -- queries

    def run_query(self, call: Call) -> Reply:
        return self._query(call, deleted=False)

    def run_query_all(self, call: Call) -> Reply:
        return self._query(call, deleted=True)

    def run_tooling(self, call: Call) -> Reply:
        return self._query(call, deleted=False, tooling=True)

    def _query(self, call: Call, *, deleted: bool, tooling: bool = False) -> Reply:
        text = call.query.get("q", "")
        if not text.strip():
            raise malformed("A query string has to be specified")
        plan, params = self.compiler.plan(text, tooling=tooling)
        rows = plan.run(params, deleted=deleted)
        if plan.shape is None:
            return Reply(200, {"totalSize": len(rows), "done": True, "records": []})
        match = re.search(r"batchSize\s*=\s*(\d+)", call.headers.get("sforce-query-options", ""))
        size = min(max(int(match[1]), 200), 2000) if match else 2000
        cursor = Cursor(plan, params, rows, size, deleted)
        return Reply(200, self.compiler.cursors.first(cursor, call.version))

    def more(self, call: Call, address: str) -> Reply:
        return Reply(200, self.compiler.cursors.following(address, call.version))

    # -- what there is

    def resources(self, call: Call) -> Reply:
        names = ("query", "queryAll", "sobjects", "limits", "composite", "tooling")
        return Reply(200, {name: f"/services/data/{call.version}/{name}" for name in names})

    def limits(self, call: Call) -> Reply:
        most = self.org.switches["api_max"]
        daily = {"Max": most, "Remaining": max(0, most - self.org.api_used)}
        return Reply(200, {"DailyApiRequests": daily, "DataStorageMB": {"Max": 5120, "Remaining": 5000}})

    def all_objects(self, call: Call) -> Reply:
        return Reply(200, describe.describe_global(self.org, call.version))

    def one_object(self, call: Call, name: str) -> Reply:
        return Reply(200, describe.basic(self.sobject(name), call.version))

    def describe(self, call: Call, name: str) -> Reply:
        return Reply(200, describe.describe(self.org, self.sobject(name), call.version))

    def sobject(self, name: str) -> SObject:
        sobject = self.org.sobject(name)
        if sobject is None or sobject.tooling:
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        return sobject

    # -- rows

    def create(self, call: Call, name: str) -> Reply:
        sobject = self.sobject(name)
        record_id = dml.insert(self.org, sobject.name, _body(call), call.actor)
        call.effects.append(f"{sobject.name}/{record_id}:insert")
        return Reply(201, {"id": record_id, "success": True, "errors": []})

    def publish(self, call: Call, _name: str) -> Reply:
        payload = _body(call)
        event = flow.publish(self.org, payload, call.actor, order_id=payload.get("OrderId__c"), stays=True)
        call.effects.append(f"{PLATFORM_EVENT}:publish")
        queued = {"statusCode": "OPERATION_ENQUEUED", "message": event, "fields": []}
        return Reply(201, {"id": "e00xx000000000" + "1AAA", "success": True, "errors": [queued]})

    def _found(self, sobject: SObject, record_id: str) -> Row:
        whole = full_id(record_id)
        row = self.org.row(sobject.name, whole) if whole else None
        if row is None:
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        if row.get("IsDeleted"):
            raise ApiError(404, "ENTITY_IS_DELETED", "entity is deleted", [])
        return row

    def get(self, call: Call, name: str, record_id: str) -> Reply:
        sobject = self.sobject(name)
        return self._show(call, sobject, self._found(sobject, record_id))

    def _show(self, call: Call, sobject: SObject, row: Row) -> Reply:
        if "LastModifiedDate" in row:
            changed = from_stamp(row["LastModifiedDate"])
            since = _condition(call, "if-modified-since", strict=False)
            if since is not None and changed <= since:
                return Reply(304)
            _unmodified(call, row, strict=False)
        chosen = self.org.fields(sobject)
        if "fields" in call.query:
            chosen = [self._column(sobject, one.strip()) for one in call.query["fields"].split(",")]
        shown = {one.name: row.get(one.name) for one in chosen}
        return Reply(200, {"attributes": attributes(sobject.name, row["Id"], call.version), **shown, "Id": row["Id"]})

    def _column(self, sobject: SObject, name: str) -> Field:
        one = self.org.find_field(sobject, name)
        if one is None:
            raise ApiError(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}")
        return one

    def patch(self, call: Call, name: str, record_id: str) -> Reply:
        sobject, body = self.sobject(name), _body(call)
        whole = full_id(record_id)
        if whole is None:
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        if any(key.lower() == "id" for key in body):
            raise ApiError(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.")
        row = self.org.row(sobject.name, whole)
        if row is not None and not row.get("IsDeleted"):
            _unmodified(call, row, strict=True)
        dml.update(self.org, sobject.name, whole, body, call.actor)
        call.effects.append(f"{sobject.name}/{whole}:update")
        return Reply(204)

    def delete(self, call: Call, name: str, record_id: str) -> Reply:
        sobject = self.sobject(name)
        whole = full_id(record_id)
        if whole is None:
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        dml.delete(self.org, sobject.name, whole, call.actor)
        call.effects.append(f"{sobject.name}/{whole}:delete")
        return Reply(204)

    # -- external ids

    def _external(self, sobject: SObject, field_name: str, value: str) -> tuple[Field, list[Row]]:
        one = self.org.find_field(sobject, field_name)
        if one is None or not one.external_id:
            raise ApiError(
                404, "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {field_name}"
            )
        wanted: Any = value
        if one.type == "double":
            try:
                wanted = float(value)
            except ValueError:
                raise ApiError(404, "NOT_FOUND", NOT_FOUND) from None
        return one, self.org.tables[sobject.name].where(one.name, wanted)

    def _single(self, call: Call, sobject: SObject, rows: list[Row]) -> Reply | None:
        """The 300 with the list of addresses, when more than one record matches."""
        if len(rows) < 2:
            return None
        return Reply(300, [attributes(sobject.name, row["Id"], call.version)["url"] for row in rows])

    def get_external(self, call: Call, name: str, field_name: str, value: str) -> Reply:
        sobject = self.sobject(name)
        _, rows = self._external(sobject, field_name, value)
        if not rows:
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        return self._single(call, sobject, rows) or self._show(call, sobject, rows[0])

    def upsert(self, call: Call, name: str, field_name: str, value: str) -> Reply:
        sobject, body = self.sobject(name), _body(call)
        one, rows = self._external(sobject, field_name, value)
        if any(key.lower() in (one.name.lower(), "id") for key in body):
            raise ApiError(400, "INVALID_FIELD", f"The {one.name} field should not be specified in the sobject data.")
        several = self._single(call, sobject, rows)
        if several:
            return several
        if rows:
            _unmodified(call, rows[0], strict=True)
            record_id = rows[0]["Id"]
            dml.update(self.org, sobject.name, record_id, body, call.actor)
            call.effects.append(f"{sobject.name}/{record_id}:update")
            return Reply(200, {"id": record_id, "success": True, "errors": [], "created": False})
        if call.query.get("updateOnly", "").lower() == "true":
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        reply = self.create(Call("POST", "", call.version, call.actor, body={**body, one.name: value}), sobject.name)
        call.effects.append(f"{sobject.name}/{reply.body['id']}:insert")
        return Reply(201, {**reply.body, "created": True})

    def delete_external(self, call: Call, name: str, field_name: str, value: str) -> Reply:
        sobject = self.sobject(name)
        _, rows = self._external(sobject, field_name, value)
        if not rows:
            raise ApiError(404, "NOT_FOUND", NOT_FOUND)
        return self._single(call, sobject, rows) or self.delete(call, sobject.name, rows[0]["Id"])


def _body(call: Call) -> Row:
    if not isinstance(call.body, dict):
        raise ApiError(
            400, "JSON_PARSER_ERROR", "The HTTP entity body is required, but this request has no JSON object."
        )
    return call.body


def _condition(call: Call, header: str, *, strict: bool) -> Any:
    value = call.headers.get(header)
    if value is None:
        return None
    try:
        return from_http_date(value).astimezone(UTC)
    except (ValueError, TypeError):
        if strict:
            # Documented: a malformed value on PATCH is 400. The code is our choice.
            raise ApiError(400, "MALFORMED_HEADER", f"{header} is not a valid HTTP date") from None
        return None


def _unmodified(call: Call, row: Row, *, strict: bool) -> None:
    since = _condition(call, "if-unmodified-since", strict=strict)
    if since is not None and "LastModifiedDate" in row and from_stamp(row["LastModifiedDate"]) > since:
        # The body of a 412 could not be confirmed: decide on the status.
        raise ApiError(412, "PRECONDITION_FAILED", "The record was modified after the given date")
