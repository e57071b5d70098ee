"""The org as a whole: its rows, clock, switches and the one open transaction. It owns what survives a restart and what
a commit writes; it must not speak HTTP nor judge records (that is ``rules``). Everything runs on one thread, the event
loop's, so a transaction is never shared."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.clock import StoryClock
from sandbox.salesforce.clock import stamp
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import make_id
from sandbox.salesforce.schema import Field, Row, SObject
from sandbox.salesforce.storage import Storage
from sandbox.salesforce.tables import Tables

ORGANIZATION_ID = make_id("00D", 1)
SWITCHES: dict[str, Any] = {
    "approved_category": "Draft",
    "cancelled_category": "Draft",
    "item_touches_order": False,
    "history": "on",
    "composite_activation": "allow",
    "flow_mode": "normal",
    "flow_started_after_s": 20,
    "flow_finished_after_s": 40,
    "hidden_fields": [],
    "hidden_objects": [],
    "validation_rules": [],
    "undeactivatable_users": [],
    "api_max": 115_000,
    "child_page": 2000,
}
CHOICES: dict[str, tuple[Any, ...]] = {
    "approved_category": ("Draft", "Activated"),
    "cancelled_category": ("Draft", "Activated"),
    "item_touches_order": (False, True),
    "history": ("on", "off", "untracked"),
    "composite_activation": ("allow", "refuse"),
    "flow_mode": ("normal", "never", "failed", "moves_status_in_same_transaction", "inactive"),
}


@dataclass(frozen=True)
class Actor:
    """Who writes. ``system`` passes over locks and activation rules; ``via`` is api, flow, control, page or seed."""

    user_id: str
    via: str = "api"
    seq: int | None = None
    system: bool = False
    edits_activated: bool = False


@dataclass
class Savepoint:
    undo: int
    notes: int


@dataclass
class Note:
    """A line for a log, written with the commit. ``stays``: a published event outlives a rollback."""

    table: str
    values: dict[str, Any]
    stays: bool = False


@dataclass
class Org:
    clock: StoryClock
    storage: Storage
    tables: Tables = field(default_factory=Tables)
    switches: dict[str, Any] = field(default_factory=lambda: dict(SWITCHES))
    notes: list[Note] = field(default_factory=list)
    api_used: int = 0
    schema_version: int = 0
    composite_touched: set[str] = field(default_factory=set)
    """Orders that earlier subrequests of the running allOrNone composite have changed."""

    @classmethod
    def open(cls, file: Path | None, clock: StoryClock) -> "Org":
        org = cls(clock, Storage(file))
        org.load()
        return org

    def load(self) -> None:
        self.tables = Tables()
        self.switches = dict(SWITCHES)
        for name, value in self.storage.settings().items():
            if name in SWITCHES:
                self.switches[name] = value
        for name, row in self.storage.records():
            self.tables[name].put(row)
        for name, last in self.storage.settings().items():
            if name.startswith("last:"):
                self.tables[name.removeprefix("last:")].last_number = last
        self.schema_version += 1

    # -- time and ids

    def stamp(self) -> str:
        return stamp(self.clock.now())

    def next_id(self, name: str) -> tuple[str, int]:
        table = self.tables[name]
        table.last_number += 1
        return make_id(table.sobject.prefix, table.last_number), table.last_number

    # -- transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is committed together, or not at all if an exception leaves it."""
        self.tables.undo.clear()
        self.notes.clear()
        self.storage.begin()
        try:
            yield
        except BaseException:
            self.roll_back(Savepoint(0, 0))
            self.storage.commit()
            raise
        self._write()
        self.storage.commit()
        self.tables.undo.clear()

    def _write(self) -> None:
        rows = list(self.tables.changed())
        if rows:
            self.storage.save(rows)
            for name in {name for name, _ in rows}:
                self.storage.set_setting(f"last:{name}", self.tables[name].last_number)
        for note in self.notes:
            self.storage.insert(note.table, **note.values)

    def savepoint(self) -> Savepoint:
        return Savepoint(len(self.tables.undo), len(self.notes))

    def roll_back(self, to: Savepoint) -> None:
        self.tables.roll_back(to.undo)
        self.notes[to.notes :] = [note for note in self.notes[to.notes :] if note.stays]

    def note(self, table: str, *, stays: bool = False, **values: Any) -> None:
        self.notes.append(Note(table, values, stays))

    # -- reading

    def sobject(self, name: str) -> SObject | None:
        """The object of this name in any case; None when the org has none, or none that the caller may read."""
        table = self.tables.by_name.get(name)
        if table is None:
            table = next((t for key, t in self.tables.by_name.items() if key.lower() == name.lower()), None)
        if table is None or (table.sobject.name == "OrderHistory" and self.switches["history"] == "off"):
            return None
        if table.sobject.name in self.switches["hidden_objects"]:
            return None
        return table.sobject

    def hidden(self, sobject: SObject, one: Field) -> bool:
        return f"{sobject.name}.{one.name}" in self.switches["hidden_fields"]

    def find_field(self, sobject: SObject, name: str) -> Field | None:
        one = sobject.find(name)
        return None if one is None or self.hidden(sobject, one) else one

    def fields(self, sobject: SObject) -> list[Field]:
        return [one for one in sobject.fields.values() if not self.hidden(sobject, one)]

    def row(self, name: str, record_id: str) -> Row | None:
        return self.tables[name].rows.get(record_id)

    def user(self, username: str) -> str:
        """The id of a user by username. Raises ApiError 404."""
        found = self.tables["User"].where("Username", username)
        if not found:
            raise ApiError(404, "NOT_FOUND", f"no user {username}")
        return str(found[0]["Id"])

    def username(self, user_id: str) -> str:
        row = self.row("User", user_id)
        return str(row["Username"]) if row else user_id

    def category(self, status: str) -> str:
        """The StatusCode of an Order status: Draft or Activated."""
        if status == "Approved":
            return str(self.switches["approved_category"])
        if status == "Cancelled":
            return str(self.switches["cancelled_category"])
        return "Activated" if status in ("Activated", "Completed") else "Draft"

    # -- switches

    def switch(self, changes: dict[str, Any]) -> None:
        """Raises ValueError, naming the switch."""
        for name, value in changes.items():
            if name not in SWITCHES:
                raise ValueError(f"no switch {name}; there are {', '.join(SWITCHES)}")
            if name in CHOICES and value not in CHOICES[name]:
                raise ValueError(f"{name} is one of {', '.join(map(str, CHOICES[name]))}")
        with self.transaction():
            for name, value in changes.items():
                self.switches[name] = value
                self.storage.set_setting(name, value)
            self._recode()
        self.schema_version += 1

    def _recode(self) -> None:
        for name, status_field in (("OrderStatus", "ApiName"), ("Order", "Status")):
            for row in list(self.tables[name].rows.values()):
                code = self.category(row[status_field])
                if row.get("StatusCode") != code:
                    self.tables.put(name, {**row, "StatusCode": code})
