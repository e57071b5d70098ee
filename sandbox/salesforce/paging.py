"""Pages of a query: the rows found once, shown piece by piece under a locator. It owns the locators, which live in
memory only (after a restart they are invalid, as after the vendor's two days); it must not find rows itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.schema import Row
from sandbox.salesforce.soql import Literal

if TYPE_CHECKING:
    from sandbox.salesforce.query import Plan

_KEPT = 500


@dataclass
class Cursor:
    plan: Plan
    params: list[Literal]
    rows: list[Row]
    size: int
    deleted: bool


class Cursors:
    """The open cursors, the latest ones only."""

    def __init__(self) -> None:
        self.by_locator: dict[str, Cursor] = {}

    def first(self, cursor: Cursor, version: str) -> Row:
        """The first page; a cursor is kept only if there is a second one."""
        locator = ""
        if len(cursor.rows) > cursor.size:
            locator = "0r8" + secrets.token_hex(8)[:15]
            self.by_locator[locator] = cursor
            while len(self.by_locator) > _KEPT:
                del self.by_locator[next(iter(self.by_locator))]
        return _page(cursor, locator, 0, version)

    def following(self, address: str, version: str) -> Row:
        """The page behind ``<locator>-<start>``. Raises ApiError INVALID_QUERY_LOCATOR."""
        locator, _, start = address.partition("-")
        cursor = self.by_locator.get(locator)
        if cursor is None or not start.isdigit() or int(start) > len(cursor.rows):
            raise ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
        return _page(cursor, locator, int(start), version)


def _page(cursor: Cursor, locator: str, start: int, version: str) -> Row:
    end = start + cursor.size
    shown = cursor.rows[start:end]
    records = [cursor.plan.render(row, cursor.params, version, deleted=cursor.deleted) for row in shown]
    body: Row = {"totalSize": len(cursor.rows), "done": end >= len(cursor.rows)}
    if not body["done"]:
        body["nextRecordsUrl"] = f"/services/data/{version}/query/{locator}-{end}"
    return {**body, "records": records}
