"""The installation as a whole: its records, switches and clock. It owns what survives a restart; it must not speak HTTP
nor know an action. Everything runs on one thread, the event loop's."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.clock import StoryClock
from sandbox.storage import Records
from sandbox.whmcs import ACCESS_KEY, IDENTIFIER, SECRET
from sandbox.whmcs.kinds import DEFAULTS, KEY, Row, completed

SERVER_ZONE = ZoneInfo("Asia/Tokyo")
"""What WHMCS writes carries no zone: it is the server's local time."""
SWITCHES: dict[str, Any] = {
    "identifier": IDENTIFIER,
    "secret": SECRET,
    "access_key": ACCESS_KEY,
    "allowed_ips": ["127.0.0.1"],
    "allowed_actions": None,  # all of them
    "credential_status": 403,  # not documented: 200 or 403
    "unknown_action": "recent",
    "version": "8.12.1-release.1",
}
CHOICES: dict[str, tuple[Any, ...]] = {"credential_status": (200, 403), "unknown_action": ("recent", "older")}
_OWNER = {"service": "clientid", "invoice": "userid"}
_CALLS = {
    "call": """
CREATE TABLE IF NOT EXISTS call (
    seq INTEGER PRIMARY KEY, at TEXT, real_at REAL, action TEXT, credentials TEXT, parameters TEXT, ids TEXT,
    status INTEGER, result TEXT, message TEXT, fault TEXT, dropped TEXT, milliseconds REAL);"""
}


@dataclass
class Installation:
    clock: StoryClock
    storage: Records
    rows: dict[str, dict[int, Row]] = field(default_factory=dict)
    owned: dict[str, dict[int, dict[int, None]]] = field(default_factory=dict)
    """Ids of services and invoices by their client, so that one client's are found among many."""
    last: dict[str, int] = field(default_factory=dict)
    """The highest id so far; one that was taken away comes not again."""
    switches: Row = field(default_factory=dict)

    @classmethod
    def open(cls, file: Path | None, clock: StoryClock) -> "Installation":
        found = cls(clock, Records(file, _CALLS))
        found.load()
        return found

    def load(self) -> None:
        self.rows = {kind: {} for kind in DEFAULTS}
        self.owned = {kind: {} for kind in _OWNER}
        self.last = dict.fromkeys(DEFAULTS, 0)
        self.switches = SWITCHES | self.storage.settings()
        for kind, row in self.storage.records():
            self._hold(kind, row)
        if not self.rows["admin"]:
            self._lay_admins()

    def forget(self) -> None:
        self.storage.forget()
        self.load()

    def _lay_admins(self) -> None:
        """The service admin behind the credential, two colleagues, and one who has left."""
        names = (("handoff.bot", 1, 0), ("devops.one", 1, 0), ("cs.one", 2, 0), ("left.long.ago", 2, 1))
        with self.written():
            for username, role, disabled in names:
                first, last = [*username.split("."), "Handoff"][:2]
                self.put("admin", {
                    "username": username, "firstname": first.capitalize(), "lastname": last.capitalize(),
                    "email": f"{username}@example.com", "roleId": role, "isDisabled": disabled,
                })  # fmt: skip

    # -- time

    def today(self) -> str:
        return f"{self.clock.now().astimezone(SERVER_ZONE):%Y-%m-%d}"

    def local_time(self) -> str:
        return f"{self.clock.now().astimezone(SERVER_ZONE):%Y-%m-%d %H:%M:%S}"

    # -- records

    @contextmanager
    def written(self) -> Iterator[None]:
        """What is put inside is written together. Whoever puts has judged before: nothing is undone in memory."""
        self.storage.begin()
        try:
            yield
        finally:
            self.storage.commit()

    def put(self, kind: str, fields: Row) -> int:
        """A new record, or the one with this id changed. The answer is its id. Raises ValueError."""
        key = KEY[kind]
        number = int(fields.get(key) or self.last[kind] + 1)
        old = self.rows[kind].get(number)
        row = completed(kind, old, {**fields, key: number})
        for column in ("datecreated", "regdate", "date", "duedate"):
            if row.get(column) == "":
                row[column] = self.today()
        self._hold(kind, row)
        self.storage.keep([(kind, f"{number:012d}", row)])
        return number

    def _hold(self, kind: str, row: Row) -> None:
        number = int(row[KEY[kind]])
        self._disown(kind, number)
        self.rows[kind][number] = row
        self.last[kind] = max(self.last[kind], number)
        if kind in _OWNER:
            self.owned[kind].setdefault(int(row[_OWNER[kind]]), {})[number] = None

    def _disown(self, kind: str, number: int) -> None:
        old = self.rows[kind].get(number)
        if old is not None and kind in _OWNER:
            self.owned[kind][int(old[_OWNER[kind]])].pop(number, None)

    def remove(self, kind: str, number: int) -> None:
        self._disown(kind, number)
        self.rows[kind].pop(number, None)
        self.storage.db.execute("DELETE FROM record WHERE object = ? AND id = ?", (kind, f"{number:012d}"))

    def owned_by(self, kind: str, client: int) -> Iterable[Row]:
        """One client's services or invoices; 0 is everybody's."""
        if not client:
            return self.rows[kind].values()
        return [self.rows[kind][number] for number in self.owned[kind].get(client, {})]

    # -- switches

    def switch(self, changes: Row) -> None:
        """Raises ValueError, naming the switch."""
        for name, value in changes.items():
            if name not in SWITCHES:
                raise ValueError(f"no switch {name}; there are {', '.join(SWITCHES)}")
            if name in CHOICES and value not in CHOICES[name]:
                raise ValueError(f"{name} is one of {', '.join(map(str, CHOICES[name]))}")
        for name, value in changes.items():
            self.switches[name] = value
            self.storage.set_setting(name, value)
