"""The call log and what was counted from it. It owns sequence numbers and what is written of a call: the action, which
credentials came, the names of its parameters and the ids among them, never another value. It decides nothing."""

import json
import time
from typing import Any

from sandbox.whmcs.forms import Form, text
from sandbox.whmcs.installation import Installation

CREDENTIALS = ("identifier", "secret", "username", "password", "accesskey")
_IDS = ("clientid", "serviceid", "pid", "userid", "invoiceid", "gid", "roleid", "limitstart", "limitnum", "status")
_NAME = 60


class Journal:
    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.load()

    def load(self) -> None:
        row = self.installation.storage.all("SELECT max(seq) AS last FROM call")[0]
        self.last = int(row["last"] or 0)

    def begin(self, form: Form) -> int:
        """A line for a call that has arrived; the answer is its sequence number."""
        self.last += 1
        told = [name for name in form if name not in CREDENTIALS]
        ids = {name: text(form, name)[:_NAME] for name in _IDS if text(form, name)}
        self.installation.storage.insert(
            "call", seq=self.last, at=self.installation.clock.now().isoformat(), real_at=time.time(),
            action=text(form, "action")[:_NAME], credentials=",".join(name for name in CREDENTIALS if name in form),
            parameters=",".join(one[:_NAME] for one in told), ids=json.dumps(ids),
        )  # fmt: skip
        return self.last

    def finish(self, seq: int, **values: Any) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        self.installation.storage.db.execute(
            f"UPDATE call SET {columns} WHERE seq = ?",  # noqa: S608 - names are ours
            [*values.values(), seq],
        )

    def calls(self, since: int, limit: int, action: str | None) -> list[dict[str, Any]]:
        rows = self.installation.storage.all(
            "SELECT * FROM call WHERE seq > ? AND (? IS NULL OR action = ? COLLATE NOCASE) ORDER BY seq LIMIT ?",
            since, action, action, limit,
        )  # fmt: skip
        for row in rows:
            row["ids"] = json.loads(row["ids"])
            for name in ("credentials", "parameters"):
                row[name] = row[name].split(",") if row[name] else []
        return rows

    def counters(self, since: int) -> dict[str, Any]:
        """Calls after a sequence number, in all and by action."""
        rows = self.installation.storage.all(
            "SELECT action, count(*) AS calls, sum(result = 'error') AS errors, sum(dropped IS NOT NULL) AS dropped, "
            "sum(fault IS NOT NULL) AS faults FROM call WHERE seq > ? GROUP BY action ORDER BY action",
            since,
        )
        names = ("calls", "errors", "dropped", "faults")
        counted = {row["action"]: {name: row[name] or 0 for name in names} for row in rows}
        return {**{name: sum(one[name] for one in counted.values()) for name in names}, "by_action": counted}
