"""The Salesforce client: queries, composites, rows and describe, over simple-salesforce in direct mode.

It owns the shape of every request and the parsing of every answer; it knows no workflow and no policy. A write is sent
once: after an ambiguous failure it raises ``Unknown`` and leaves the looking to the caller. Names that callers need
(``Row``, ``Page``, ``Call``, ``soql`` …) can be imported from here.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.clients.addresses import origin_of
from bot.clients.salesforce_calls import (
    Call,
    checked,
    composite_body,
    condition,
    field_list,
    get_call,
    patch_call,
    query_call,
    row_path,
    soql,
)
from bot.clients.salesforce_errors import HALTED, bad_answer, error_for
from bot.clients.salesforce_login import Login
from bot.clients.salesforce_rows import Page, Row, identifier, next_url, page_from, record_id, simple_identifier
from bot.clients.salesforce_session import CALL_SECONDS, ApiUsage, OrgSession
from bot.clients.salesforce_wire import Timeouts
from bot.errors import ClientError

__all__ = [
    "CALL_SECONDS", "Answer", "ApiUsage", "Call", "Description", "Field", "Page", "Reply", "Row", "Salesforce",
    "get_call", "identifier", "patch_call", "query_call", "record_id", "soql",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One subrequest's outcome: ``error`` (mapped, scrubbed), or ``row``, or ``page``, or none of them for a 204."""

    ref: str
    status: int
    row: Row | None = None
    page: Page | None = None
    error: ClientError | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A composite's answers by ref. ``server_time`` is the org's clock when it answered, UTC."""

    answers: Mapping[str, Answer]
    server_time: datetime

    @property
    def error(self) -> ClientError | None:
        """The first failure with a reason of its own: not one that merely says that another subrequest failed."""
        errors = [answer.error for answer in self.answers.values() if answer.error is not None]
        return next((error for error in errors if error.code != HALTED), errors[0] if errors else None)

    def page(self, ref: str) -> Page:
        """The page of a query that must have worked: raises its error."""
        answer = self.answers[ref]
        if answer.error is not None:
            raise answer.error
        if answer.page is None:
            raise bad_answer(repeatable=True)
        return answer.page


@dataclass(frozen=True, slots=True)
class Field:
    """A field of ``describe``. ``length``: characters or 0. ``values``: the active picklist values."""

    type: str
    length: int
    updateable: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What the integration user may see of an object. ``children``: names of child relationships (``OrderItems``)."""

    fields: Mapping[str, Field]
    children: frozenset[str]


class Salesforce:
    """One org, for all threads. Nothing is sent before the first call; the login happens then.

    Every call raises Transient, Permanent or (writes only) Unknown. ``timeouts``: seconds to connect, seconds without
    a byte. A whole call, login and repeats included, ends after ``CALL_SECONDS``, or one read limit later when bytes
    were still dripping in. ``version`` has no v. Raises ConfigError for addresses and credentials that cannot work.
    """

    def __init__(
        self,
        *,
        instance_url: str,
        token_url: str,
        client_id: str,
        client_secret: str | None = None,
        username: str | None = None,
        private_key: str | None = None,
        version: str = "59.0",
        timeouts: tuple[float, float] = (5, 10),
    ) -> None:
        from simple_salesforce.api import Salesforce as Direct  # noqa: PLC0415  costs 120 ms at start

        origin = origin_of(instance_url, setting="SALESFORCE_INSTANCE_URL")
        limits = Timeouts(*timeouts)
        self._origin = origin
        self._login = Login(
            token_url=token_url,
            client_id=client_id,
            client_secret=client_secret,
            username=username,
            private_key=private_key,
            timeouts=limits,
        )
        self._base = f"/services/data/v{version}/"
        self._session = OrgSession(origin, self._login, limits)
        # `instance` and not `instance_url`, which loses the brackets of an IPv6 host. The session replaces the token.
        self._direct = Direct(
            instance=origin.partition("://")[2],
            session_id="set-by-the-session",
            session=self._session,
            version=version,
            parse_float=Decimal,
            object_pairs_hook=dict,
        )
        del self._direct.headers["X-PrettyPrint"]

    @property
    def user_id(self) -> str:
        """The integration user's id, 18 characters, from the login's reply (logs in if that has not happened)."""
        user_id = self._login.grant(time.monotonic() + CALL_SECONDS).user_id
        if user_id is None:
            raise bad_answer(repeatable=True)
        return record_id(user_id)

    @property
    def api_usage(self) -> ApiUsage | None:
        """Calls used and allowed in the rolling 24 hours, as the last answer said."""
        return self._session.api_usage

    @property
    def server_time(self) -> datetime | None:
        """The org's clock at the last answer that this thread got, UTC."""
        return self._session.server_time

    def record_url(self, obj: str, record: str) -> str:
        """Where a person opens a record in a browser."""
        return f"{self._origin}/lightning/r/{simple_identifier(obj)}/{record_id(record)}/view"

    def query(self, soql: str, *, include_deleted: bool = False) -> Page:
        """The first page (up to 2,000 rows, perhaps fewer); go on with ``next_page``."""
        return self._page(lambda: self._direct.query(soql, include_deleted=include_deleted))

    def next_page(self, next_url_: str) -> Page:
        path = next_url(next_url_)
        return self._page(lambda: self._direct.query_more(path, identifier_is_url=True))

    def composite(self, calls: Sequence[Call], *, all_or_none: bool, repeatable: bool = False) -> Reply:
        """Up to 25 subrequests, at most 5 of them queries, in one API call.

        ``repeatable=True`` only for pure reads: a failure is Transient then, and a 5xx is tried again. A subrequest's
        failure is in its ``Answer``, not raised.
        """
        if repeatable and not all(call.reads for call in calls):
            raise ValueError("a composite that writes is not repeatable")
        body = composite_body(calls, base=self._base, all_or_none=all_or_none)
        answer = self._ask(
            lambda: self._direct.restful("composite", method="POST", json=body, repeatable=repeatable),
            repeatable=repeatable,
        )
        server_time = self._server_time(repeatable=repeatable)
        found = answer.get("compositeResponse") if isinstance(answer, dict) else None
        parts = {part.get("referenceId"): part for part in found or () if isinstance(part, dict)}
        if not isinstance(found, list) or any(call.ref not in parts for call in calls):
            raise bad_answer(repeatable=repeatable)
        return Reply({call.ref: _answer(call, parts[call.ref], server_time) for call in calls}, server_time)

    def get(self, obj: str, record: str, fields: Sequence[str]) -> tuple[Row, datetime]:
        """A record's fields (no parents' fields here) and the org's clock at that moment."""
        path, params = row_path(obj, record), {"fields": field_list(fields)}
        body = self._ask(lambda: self._direct.restful(path, params=params), repeatable=True)
        if not isinstance(body, dict):
            raise bad_answer(repeatable=True)
        return Row(body), self._server_time(repeatable=True)

    def patch(
        self, obj: str, record: str, fields: Mapping[str, object], *, unmodified_since: datetime | None = None
    ) -> None:
        """Write ``fields``. With ``unmodified_since`` only if nobody changed the record after that second.

        Raises Permanent ``PRECONDITION_FAILED`` if somebody did, Permanent ``NOT_FOUND`` if it is gone, Unknown if
        the answer was lost.
        """
        path, headers, body = row_path(obj, record), condition(unmodified_since), checked(fields)
        self._ask(lambda: self._direct.restful(path, method="PATCH", json=body, headers=headers), repeatable=False)

    def describe(self, obj: str) -> Description:
        path = f"sobjects/{simple_identifier(obj)}/describe"
        body = self._ask(lambda: self._direct.restful(path), repeatable=True)
        try:
            fields = {str(entry["name"]): _field(entry) for entry in body["fields"]}
            children = [entry["relationshipName"] for entry in body.get("childRelationships") or ()]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise bad_answer(repeatable=True) from None
        return Description(fields, frozenset(str(name) for name in children if name))

    def close(self) -> None:
        self._session.close()
        self._login.close()

    def _page(self, ask: Callable[[], Any]) -> Page:
        body = self._ask(ask, repeatable=True)
        try:
            return page_from(body, self._server_time(repeatable=True))
        except ValueError:
            raise bad_answer(repeatable=True) from None

    def _ask(self, ask: Callable[[], Any], *, repeatable: bool) -> Any:
        """The parsed body of a good answer; what the library cannot parse (200 with HTML) is a bad answer."""
        try:
            return ask()
        except (ValueError, TypeError, RecursionError):
            raise bad_answer(repeatable=repeatable) from None

    def _server_time(self, *, repeatable: bool) -> datetime:
        server_time = self._session.server_time
        if server_time is None:
            raise bad_answer(repeatable=repeatable)
        return server_time


def _answer(call: Call, part: Mapping[str, Any], server_time: datetime) -> Answer:
    status, body = part.get("httpStatusCode"), part.get("body")
    if not isinstance(status, int):
        return Answer(call.ref, 0, error=bad_answer(repeatable=call.reads))
    if status >= 300:
        return Answer(call.ref, status, error=error_for(status, body, repeatable=call.reads))
    if call.url.startswith(("query/", "queryAll/")):
        try:
            return Answer(call.ref, status, page=page_from(body, server_time))
        except ValueError:
            return Answer(call.ref, status, error=bad_answer(repeatable=True))
    return Answer(call.ref, status, row=Row(body) if isinstance(body, dict) else None)


def _field(entry: Mapping[str, Any]) -> Field:
    values = tuple(str(value["value"]) for value in entry.get("picklistValues") or () if value.get("active", True))
    return Field(str(entry["type"]), int(entry.get("length") or 0), bool(entry["updateable"]), values)
