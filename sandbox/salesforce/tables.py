"""Rows in memory, with the indexes that keep queries quick and an undo log that makes composites roll back. It owns
where a row is found; it must not judge a row (that is ``rules``) nor write files (that is ``storage``)."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import Any

from sandbox.salesforce.objects import OBJECTS
from sandbox.salesforce.schema import TEXT_TYPES, Row, SObject

_EQUALITY_PICKLISTS = {
    "Status", "StageName", "StockKeepingUnit", "Username", "ApiName", "Provisioning_Status__c", "WHMCS_Service_ID__c",
}  # fmt: skip
_ORDERED = {"SystemModstamp", "LastModifiedDate", "CreatedDate"}


def index_key(value: Any) -> Any:
    """Text is found without case, as SOQL compares it."""
    return value.lower() if isinstance(value, str) else value


class StampIndex:
    """Ids by a time. Old entries stay until enough have gathered; whoever reads checks the row again."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str]] = []
        self.stale = 0

    def add(self, value: str, record_id: str) -> None:
        insort(self.entries, (value, record_id))

    def between(self, low: str | None, high: str | None) -> tuple[int, int]:
        start = bisect_left(self.entries, (low, "")) if low is not None else 0
        end = bisect_right(self.entries, (high, "~")) if high is not None else len(self.entries)
        return start, max(start, end)


class Table:
    """All rows of one object, deleted ones included."""

    def __init__(self, sobject: SObject) -> None:
        self.sobject = sobject
        self.rows: dict[str, Row] = {}
        self.last_number = 0
        self.equal: dict[str, dict[Any, dict[str, None]]] = {
            name: {}
            for name, field in sobject.fields.items()
            if field.refers_to or field.unique or field.external_id or name in _EQUALITY_PICKLISTS
        }
        self.text_keys = {name for name in self.equal if sobject.fields[name].type in TEXT_TYPES}
        self.ordered = {name: StampIndex() for name in sobject.fields if name in _ORDERED}

    def put(self, row: Row) -> None:
        record_id: str = row["Id"]
        old = self.rows.get(record_id, {})
        self.rows[record_id] = row
        for name, buckets in self.equal.items():
            before, after = old.get(name), row.get(name)
            if before != after:
                self._leave(buckets, name, before, record_id)
                if after is not None:
                    buckets.setdefault(self.key(name, after), {})[record_id] = None
        for name, index in self.ordered.items():
            before, after = old.get(name), row.get(name)
            if before != after:
                index.stale += before is not None
                if after is not None:
                    index.add(after, record_id)
                if index.stale > 1000 + len(self.rows):
                    index.entries = sorted({(r[name], r["Id"]) for r in self.rows.values() if r.get(name)})
                    index.stale = 0

    def remove(self, record_id: str) -> None:
        old = self.rows.pop(record_id)
        for name, buckets in self.equal.items():
            self._leave(buckets, name, old.get(name), record_id)

    def key(self, name: str, value: Any) -> Any:
        return index_key(value) if name in self.text_keys else value

    def _leave(self, buckets: dict[Any, dict[str, None]], name: str, value: Any, record_id: str) -> None:
        if value is None:
            return
        bucket = buckets.get(self.key(name, value))
        if bucket is not None:
            bucket.pop(record_id, None)
            if not bucket:
                del buckets[self.key(name, value)]

    def where(self, name: str, value: Any) -> list[Row]:
        """Living rows whose indexed field has this value."""
        ids = self.equal[name].get(self.key(name, value), {})
        return [row for record_id in ids if not (row := self.rows[record_id]).get("IsDeleted")]


class Tables:
    """Every table, and the one open transaction: what it changed, so that it can be undone to a savepoint."""

    def __init__(self) -> None:
        self.by_name = {name: Table(sobject) for name, sobject in OBJECTS.items()}
        self.undo: list[tuple[str, str, Row | None]] = []

    def __getitem__(self, name: str) -> Table:
        return self.by_name[name]

    def put(self, name: str, row: Row) -> None:
        table = self.by_name[name]
        self.undo.append((name, row["Id"], table.rows.get(row["Id"])))
        table.put(row)

    def roll_back(self, savepoint: int) -> None:
        while len(self.undo) > savepoint:
            name, record_id, old = self.undo.pop()
            if old is None:
                self.by_name[name].remove(record_id)
            else:
                self.by_name[name].put(old)

    def changed(self) -> Iterable[tuple[str, Row]]:
        """The rows that the open transaction leaves behind."""
        for name, record_id in dict.fromkeys((name, record_id) for name, record_id, _ in self.undo):
            row = self.by_name[name].rows.get(record_id)
            if row is not None:
                yield name, row
