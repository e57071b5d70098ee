"""One conditional write to a Salesforce record, with its read-back in the same call (A7).

``If-Unmodified-Since`` has a resolution of one second, so a stamp is trusted only when the org's own clock was well
past it at the time of reading: until then somebody could still write within the same second and not be seen. One
second would do if the ``Date`` of an answer were the instant of its reading; it is that of its sending, hence two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clients.salesforce import Call, Reply, Row, Salesforce, patch_call, query_call
from bot.errors import ClientError, Permanent, Transient, Unknown

MARGIN = timedelta(seconds=2)
CHANGED, HALTED = "PRECONDITION_FAILED", "PROCESSING_HALTED"


@dataclass(frozen=True)
class Stamp:
    """When a record was last modified, and the org's time at which we read that."""

    modified: datetime
    read_at: datetime

    @property
    def trusted(self) -> bool:
        return self.read_at - self.modified >= MARGIN

    def to_payload(self) -> dict[str, str]:
        return {"modified": self.modified.isoformat(), "read_at": self.read_at.isoformat()}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Stamp":
        return cls(datetime.fromisoformat(payload["modified"]), datetime.fromisoformat(payload["read_at"]))


@dataclass(frozen=True)
class ReadBack:
    """What the record said after the write, or, where ``changed``, after it was refused because the record moved."""

    row: Row | None
    changed: bool


def write_and_read_back(
    salesforce: Salesforce, obj: str, record: str, steps: Sequence[Mapping[str, Any]], since: datetime, read: str
) -> ReadBack:
    """PATCH ``steps`` in order, all or none, the first on condition that nothing moved after ``since``; then read.

    Only the first carries the condition: it moves the record's date itself. The read is a call of the same composite.
    Raises Permanent with the org's code when a step is refused, Unknown when the answer did not come.
    """
    calls: list[Call] = [
        patch_call(f"step{n}", obj, record, step, since if n == 0 else None) for n, step in enumerate(steps)
    ]
    calls.append(query_call("after", read, include_deleted=True))
    reply = salesforce.composite(calls, all_or_none=len(steps) > 1)
    refused = Reply({call.ref: reply.answers[call.ref] for call in calls[:-1]}, reply.server_time).error
    after = reply.answers["after"]
    if refused is not None and refused.code == HALTED and after.error is not None:
        raise after.error  # the reading failed, and with it the writing
    if refused is None:
        if after.page is None:
            raise Unknown("Salesforce took the write and could not be read.", code="NO_READ_BACK")
        return ReadBack(after.page.rows[0] if after.page.rows else None, changed=False)
    if refused.code == CHANGED:
        return ReadBack(None, changed=True)
    raise refused


def wait_until_trusted(stamp: Stamp) -> None:
    """Raise Transient if the stamp is too fresh to be a condition."""
    if not stamp.trusted:
        raise Transient("The record was modified this very second.", code="SETTLING", retry_after=1.0)


def is_refusal_of_the_pair(error: ClientError) -> bool:
    """Whether an org refuses two steps in one transaction that it may take one after the other."""
    return isinstance(error, Permanent) and error.code in {
        "FIELD_INTEGRITY_EXCEPTION",
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        "FAILED_ACTIVATION",
        "REFERENCE_IN_TEXT",
    }
