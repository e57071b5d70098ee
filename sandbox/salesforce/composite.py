"""The resources that carry several requests: composite, batch, sObject collections. It owns references between
subrequests and what is rolled back; each subrequest takes the same way as a request of its own (``rest``)."""

import re
from typing import Any
from urllib.parse import quote

from sandbox.salesforce import dml
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import full_id
from sandbox.salesforce.objects import OBJECTS
from sandbox.salesforce.org import Org
from sandbox.salesforce.rest import Call, Reply, Rest, split_url
from sandbox.salesforce.schema import Row

_REFERENCE = re.compile(r"@\{(\w+)((?:\.\w+|\[\d+\])*)\}")
_HALTED = "The transaction was rolled back since another operation in the same transaction failed."
_HEAVY = re.compile(r"/(query|queryAll|composite/sobjects)(/.*)?")


class _NoValueError(Exception):
    """A reference to something that an earlier subrequest did not give."""


class Composite:
    def __init__(self, org: Org, rest: Rest) -> None:
        self.org = org
        self.rest = rest
        rest.route(r"/composite", {"POST": self.composite})
        rest.route(r"/composite/batch", {"POST": self.batch})
        rest.route(
            r"/composite/sobjects", {"POST": self.create_all, "PATCH": self.update_all, "DELETE": self.delete_all}
        )

    # -- composite

    def composite(self, call: Call) -> Reply:
        subrequests = _list(call.body, "compositeRequest")
        _check(subrequests)
        whole = bool(call.body.get("allOrNone"))
        start, replies, answers = self.org.savepoint(), dict[str, Reply](), list[Row]()
        refuse = whole and self.org.switches["composite_activation"] == "refuse"
        failed = None
        for sub in subrequests:
            reference = sub["referenceId"]
            before = self.org.savepoint()
            inner: Call | None = None
            try:
                inner = self._inner(call, sub, replies)
                reply = self.rest.handle(inner)
            except _NoValueError as error:
                halted = {
                    "errorCode": "PROCESSING_HALTED",
                    "message": f"Invalid reference specified. No value for {error}",
                }
                reply = Reply(400, [halted])
            except ApiError as error:
                self.org.roll_back(before)
                reply = Reply(error.status, error.body)
            else:
                if refuse and inner.method == "PATCH" and inner.path.startswith("/sobjects/Order/"):
                    self.org.composite_touched.add(str(full_id(inner.path.rsplit("/", 1)[1])))
            replies[reference] = reply
            answers.append(_answer(reference, reply))
            if whole and reply.status >= 400:
                failed = reference
                break
            if inner is not None and reply.status < 300:
                call.effects.extend(inner.effects)
        self.org.composite_touched.clear()
        if failed is not None:
            self.org.roll_back(start)
            call.effects.clear()
            undone = Reply(400, [{"errorCode": "PROCESSING_HALTED", "message": _HALTED}])
            failure = _answer(failed, replies[failed])
            answers = [
                failure if sub["referenceId"] == failed else _answer(sub["referenceId"], undone) for sub in subrequests
            ]
        return Reply(200, {"compositeResponse": answers})

    def _inner(self, call: Call, sub: Row, replies: dict[str, Reply]) -> Call:
        version, path, query = split_url(fill_references(sub["url"], replies, in_url=True))
        headers = {name.lower(): str(value) for name, value in (sub.get("httpHeaders") or {}).items()}
        if headers.keys() & {"accept", "authorization", "content-type"}:
            raise ApiError(400, "INVALID_HTTP_HEADER", "Accept, Authorization and Content-Type can't be set here")
        if path in ("/composite", "/composite/batch"):
            raise ApiError(400, "INVALID_REQUEST", "composite calls can't be nested")
        body = fill_references(sub.get("body"), replies)
        return Call(sub["method"].upper(), path, version, call.actor, query, headers, body)

    # -- batch: independent requests, each counts

    def batch(self, call: Call) -> Reply:
        requests = _list(call.body, "batchRequests")
        if len(requests) > 25:
            raise ApiError(400, "LIMIT_EXCEEDED", "A batch takes at most 25 requests")
        self.org.api_used += len(requests) - 1
        results: list[Row] = []
        for one in requests:
            before = self.org.savepoint()
            try:
                if call.body.get("haltOnError") and any(result["statusCode"] >= 400 for result in results):
                    raise ApiError(412, "BATCH_PROCESSING_HALTED", "Batch processing halted as requested.")
                url = one["url"] if one["url"].startswith("/services") else f"/services/data/{one['url']}"
                version, path, query = split_url(url)
                inner = Call(one["method"].upper(), path, version, call.actor, query, body=one.get("richInput"))
                reply = self.rest.handle(inner)
                call.effects.extend(inner.effects)
            except ApiError as error:
                self.org.roll_back(before)
                reply = Reply(error.status, error.body)
            results.append({"statusCode": reply.status, "result": reply.body})
        return Reply(200, {"hasErrors": any(one["statusCode"] >= 400 for one in results), "results": results})

    # -- collections: up to 200 records, one result each

    def create_all(self, call: Call) -> Reply:
        return self._each(call, _list(call.body, "records"), self._create)

    def update_all(self, call: Call) -> Reply:
        return self._each(call, _list(call.body, "records"), self._update)

    def delete_all(self, call: Call) -> Reply:
        call.body = {"allOrNone": call.query.get("allOrNone") == "true"}
        return self._each(call, [{"id": one} for one in call.query.get("ids", "").split(",")], self._delete)

    def _create(self, call: Call, record: Row) -> str:
        record_id = dml.insert(self.org, self._type(record), record, call.actor)
        call.effects.append(f"{self._type(record)}/{record_id}:insert")
        return record_id

    def _update(self, call: Call, record: Row) -> str:
        record_id = _id_of(record)
        fields = {name: value for name, value in record.items() if name.lower() != "id"}
        dml.update(self.org, self._type(record), record_id, fields, call.actor)
        call.effects.append(f"{self._type(record)}/{record_id}:update")
        return record_id

    def _delete(self, call: Call, record: Row) -> str:
        record_id = _id_of(record)
        name = next((one.name for one in OBJECTS.values() if one.prefix == record_id[:3]), "")
        dml.delete(self.org, self.rest.sobject(name).name, record_id, call.actor)
        call.effects.append(f"{name}/{record_id}:delete")
        return record_id

    def _type(self, record: Row) -> str:
        return self.rest.sobject(str((record.get("attributes") or {}).get("type"))).name

    def _each(self, call: Call, records: list[Row], write: Any) -> Reply:
        if len(records) > 200:
            raise ApiError(400, "LIMIT_EXCEEDED", "record limit reached. cannot submit more than 200 records")
        start, results = self.org.savepoint(), list[Row]()
        for record in records:
            before = self.org.savepoint()
            try:
                results.append({"id": write(call, record), "success": True, "errors": []})
            except ApiError as error:
                self.org.roll_back(before)
                results.append(_failure(error.code, error.message, error.fields))
        if call.body.get("allOrNone") and not all(result["success"] for result in results):
            self.org.roll_back(start)
            call.effects.clear()
            undone = "Record rolled back because not all records were valid and the request was using AllOrNone header"
            results = [
                _failure("ALL_OR_NONE_OPERATION_ROLLED_BACK", undone, []) if result["success"] else result
                for result in results
            ]
        return Reply(200, results)


def _failure(code: str, message: str, fields: list[str] | None) -> Row:
    return {"success": False, "errors": [{"statusCode": code, "message": message, "fields": fields or []}]}


def _id_of(record: Row) -> str:
    whole = full_id(str(record.get("id") or record.get("Id") or ""))
    if whole is None:
        raise ApiError(400, "MALFORMED_ID", "malformed id", ["Id"])
    return whole


def _list(body: Any, name: str) -> list[Row]:
    found = body.get(name) if isinstance(body, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise ApiError(400, "JSON_PARSER_ERROR", f"The request body needs a list of objects named {name}")
    return found


def _check(subrequests: list[Row]) -> None:
    """The documented limits; their codes are our choice."""
    if len(subrequests) > 25:
        raise ApiError(400, "LIMIT_EXCEEDED", "A composite takes at most 25 subrequests")
    seen: set[str] = set()
    heavy = 0
    for sub in subrequests:
        if not all(isinstance(sub.get(name), str) for name in ("method", "url", "referenceId")):
            raise ApiError(400, "JSON_PARSER_ERROR", "Each subrequest needs method, url and referenceId")
        if sub["referenceId"] in seen:
            raise ApiError(400, "INVALID_REQUEST", f"duplicate referenceId {sub['referenceId']}")
        seen.add(sub["referenceId"])
        path = re.sub(r"^/services/data/v\d\d\.0", "", sub["url"].partition("?")[0]).rstrip("/")
        heavy += bool(_HEAVY.fullmatch(path))
    if heavy > 5:
        raise ApiError(400, "LIMIT_EXCEEDED", "A composite takes at most 5 query or collection operations")


def _answer(reference: str, reply: Reply) -> Row:
    return {
        "body": reply.body, "httpHeaders": reply.headers, "httpStatusCode": reply.status, "referenceId": reference
    }  # fmt: skip


def fill_references(value: Any, replies: dict[str, Reply], *, in_url: bool = False) -> Any:
    """Put the values of earlier subrequests in place of ``@{reference.field}``."""
    if isinstance(value, dict):
        return {key: fill_references(one, replies) for key, one in value.items()}
    if isinstance(value, list):
        return [fill_references(one, replies) for one in value]
    if not isinstance(value, str):
        return value
    alone = _REFERENCE.fullmatch(value)
    if alone and not in_url:
        return _look_up(alone, replies)
    return _REFERENCE.sub(lambda m: quote(str(_look_up(m, replies))) if in_url else str(_look_up(m, replies)), value)


def _look_up(match: re.Match[str], replies: dict[str, Reply]) -> Any:
    name, path = match[1], match[2]
    found: Any = replies[name].body if name in replies and replies[name].status < 300 else None
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        try:
            found = found[int(index)] if index else found[key]
        except (KeyError, IndexError, TypeError):
            found = None
        if found is None:
            raise _NoValueError(f"{name}{path}")
    if found is None:
        raise _NoValueError(name)
    return found
