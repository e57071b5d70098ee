"""The request log and what was counted from it. It owns sequence numbers, the kinds of calls and the counters that
benchmarks and judges read; it must not decide anything. Secrets and tokens are never written to it."""

import re
import time
from typing import Any

from sandbox.salesforce.org import Org

_BODY = 4000
_SECRET = re.compile(r"(client_secret|assertion|token|password)=[^&]*")
_ID = re.compile(r"/[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?(?=/|$)")
_LOCATOR = re.compile(r"/0r8[^/]*$")


def kind_of(method: str, path: str) -> str:
    """``PATCH sobjects/Order/{id}``, ``GET query``, ``POST composite``, ``POST oauth2/token``."""
    path = re.sub(r"^/services/(data/v\d\d\.0)?", "", path.partition("?")[0]).strip("/")
    path = _LOCATOR.sub("/{locator}", f"/{path}")
    path = re.sub(r"^(/sobjects/\w+/\w+__c)/.*", r"\1/{value}", path)
    return f"{method} {_ID.sub('/{id}', path).strip('/')}"


class Journal:
    def __init__(self, org: Org) -> None:
        self.org = org
        self.load()

    def load(self) -> None:
        row = self.org.storage.all("SELECT max(seq) AS last FROM request")[0]
        self.last = int(row["last"] or 0)

    def begin(self, method: str, path: str, body: str) -> int:
        """A line for a request that has arrived; the answer is its sequence number."""
        self.last += 1
        self.org.storage.insert(
            "request", seq=self.last, at=self.org.stamp(), real_at=time.time(), method=method, path=path[:2000],
            kind=kind_of(method, path), body=_SECRET.sub(r"\1=…", body)[:_BODY],
        )  # fmt: skip
        return self.last

    def finish(self, seq: int, **values: Any) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        self.org.storage.db.execute(
            f"UPDATE request SET {columns} WHERE seq = ?",  # noqa: S608 - names are ours
            [*values.values(), seq],
        )

    def requests(
        self, since: int, limit: int, kind: str | None, order_id: str | None, user: str | None = None
    ) -> list[dict[str, Any]]:
        conditions, values = ["seq > ?"], list[Any]([since])
        if kind:
            conditions.append("kind LIKE ?")
            values.append(f"%{kind}%")
        if order_id:
            conditions.append("(path LIKE ? OR body LIKE ? OR effects LIKE ?)")
            values += [f"%{order_id[:15]}%"] * 3
        if user:
            conditions.append("user = ?")
            values.append(user)
        where = " AND ".join(conditions)
        rows = self.org.storage.all(
            f"SELECT * FROM request WHERE {where} ORDER BY seq LIMIT ?",  # noqa: S608 - fixed words
            *values,
            limit,
        )
        for row in rows:
            row["effects"] = row["effects"].split(",") if row["effects"] else []
        return rows

    def counters(self, since: int, user: str | None = None) -> dict[str, Any]:
        """HTTP requests and API calls (as the org's limit counts them) after a sequence number, in all and by kind."""
        rows = self.org.storage.all(
            "SELECT kind, count(*) AS requests, sum(api_calls) AS api_calls, sum(dropped IS NOT NULL) AS dropped, "
            "sum(fault IS NOT NULL) AS faults FROM request WHERE seq > ? AND (? IS NULL OR user = ?) "
            "GROUP BY kind ORDER BY kind",
            since,
            user,
            user,
        )
        names = ("requests", "api_calls", "dropped", "faults")
        total = {name: sum(row[name] for row in rows) for name in names}
        return {**total, "by_kind": {row["kind"]: {name: row[name] for name in names} for row in rows}}

    def status_changes(self, since: int, order_id: str | None) -> list[dict[str, Any]]:
        if order_id:
            return self.org.storage.all(
                "SELECT * FROM status_change WHERE n > ? AND order_id LIKE ? ORDER BY n", since, f"{order_id[:15]}%"
            )
        return self.org.storage.all("SELECT * FROM status_change WHERE n > ? ORDER BY n", since)

    def events(self, since: int) -> list[dict[str, Any]]:
        return self.org.storage.all("SELECT * FROM event WHERE n > ? ORDER BY n", since)
