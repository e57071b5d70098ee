"""The two writes of a review: approve and reject, each once, and never over somebody else's change (promise 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.clients.salesforce import Salesforce, soql
from bot.domain.approvals import by
from bot.errors import ClientError, Permanent
from bot.workflow.contract import Clients, Errand, Forbidden
from bot.workflow.salesforce_write import (
    CHANGED,
    ReadBack,
    Stamp,
    is_refusal_of_the_pair,
    wait_until_trusted,
    write_and_read_back,
)
from commands.orders.evidence import look_up
from commands.orders.record import NAME, Found, own_line, read_order
from commands.orders.sentences import deciders

NOTES_ROOM = 32_000
"""Characters that Order.Description holds."""

APPROVERS_ROOM = 255
"""Characters that the field for who approved holds."""


@dataclass(frozen=True)
class Written:
    """``ours``: the order says what we wanted, and we wrote it. Otherwise nothing was written, and ``found`` is why."""

    ours: bool
    status: str = ""
    modified_at: datetime | None = None
    found: Found | None = None


def approve(clients: Clients, errand: Errand) -> Written | Forbidden:
    """Who approved it first, where the org has a field for that; then the Status alone: in an update that activates an
    order nothing else may change."""
    return _write(clients, errand, "approved")


def reject(clients: Clients, errand: Errand) -> Written | Forbidden:
    """The marked reason first, then the Status, both or none."""
    return _write(clients, errand, "rejected")


def _write(clients: Clients, errand: Errand, intended: str) -> Written | Forbidden:
    """
    1. The look-up's stamp is the condition, unless it is too fresh, too old, or an earlier attempt may have arrived:
       then the order is read again, and if what we wanted is there and provably ours, that is the answer.
    2. The write, on that condition, with the read-back in the same call.
    3. If the record moved, nothing was written: its fresh facts go back to the decision.
    """
    salesforce, policy = clients.salesforce, errand.policy
    record, payload = errand.request.external_id, errand.payload
    statuses = policy.workflow(NAME).statuses
    stamp, notes, approved_by = Stamp.from_payload(payload["stamp"]), str(payload["notes"]), ""
    if errand.again or errand.late or not stamp.trusted or not errand.allowed:
        found = read_order(salesforce, errand.request, policy)
        if found and errand.again and _is_ours(found, errand, statuses[intended], salesforce.user_id):
            return Written(ours=True, status=found.status, modified_at=found.modified_at)
        if not errand.allowed:
            return Forbidden()
        if found is None or found.status != statuses["open"] or found.fingerprint != payload["seen"]:
            return Written(ours=False, found=look_up(clients, errand))
        stamp, notes, approved_by = found.stamp, found.notes, found.approved_by
        wait_until_trusted(stamp)
    steps: list[dict[str, Any]] = [{"Status": statuses[intended]}]
    if intended == "rejected" and _reason(errand) not in notes:
        steps.insert(0, {policy.salesforce.fields.order.notes: _with_reason(notes, errand)})
    field = policy.salesforce.fields.order.approved_by
    if intended == "approved" and field and approved_by != _approvers(errand):
        steps.insert(0, {field: _approvers(errand)})
    read = soql("SELECT Status, SystemModstamp FROM Order WHERE Id = {record}", record=record)
    try:
        after = write_and_read_back(salesforce, "Order", record, steps, stamp.modified, read)
    except ClientError as error:
        if len(steps) == 1 or not is_refusal_of_the_pair(error):
            raise
        if _patch(salesforce, record, steps[0], stamp):
            return _write(clients, replace(errand, again=True), intended)
        after = ReadBack(None, changed=True)
    if after.changed:
        found = read_order(salesforce, errand.request, policy)
        if found and _is_ours(found, errand, statuses[intended], salesforce.user_id):
            # An attempt that was given up for lost arrived between our look and our write.
            return Written(ours=True, status=found.status, modified_at=found.modified_at)
        return Written(ours=False, found=look_up(clients, errand))
    if after.row is None or after.row.text("Status") == statuses["open"]:
        raise Permanent("Salesforce took the write, but the order still waits for review", code="NOT_WRITTEN")
    return Written(ours=True, status=after.row.text("Status"), modified_at=after.row.instant("SystemModstamp"))


def _patch(salesforce: Salesforce, record: str, step: Mapping[str, Any], stamp: Stamp) -> bool:
    """One step by itself, on condition. False: the record had moved and was left alone."""
    try:
        salesforce.patch("Order", record, step, unmodified_since=stamp.modified)
    except Permanent as error:
        if error.code != CHANGED:
            raise
        return False
    return True


def _is_ours(found: Found, errand: Errand, status: str, we: str) -> bool:
    """Whether a change is provably this errand's: our row of the history, our marked reason or approvers, or us as last
    modifier.

    A mark alone proves nothing: somebody may have decided between the reason and the status.
    """
    before = Stamp.from_payload(errand.payload["stamp"]).modified
    if any(value == status and by == we and at > before for value, by, at in found.history):
        return found.status != errand.policy.workflow(NAME).statuses["open"]
    marked = bool((errand.request.serving or {}).get("reason")) and _reason(errand) in found.notes
    if status == errand.policy.workflow(NAME).statuses["approved"]:
        marked |= found.approved_by == _approvers(errand)
    return found.status == status and (marked or found.by_id == we)


def _approvers(errand: Errand) -> str:
    """Everybody who approved it, and the request as a mark that it was written by us."""
    mark = f" (Handoff {errand.request.public_id})"
    return deciders(errand.request, "")[: APPROVERS_ROOM - len(mark)] + mark


def _reason(errand: Errand) -> str:
    """The line of the notes. It names request, instant and person, so each decision's line is its own."""
    serving = errand.request.serving or {}
    local = datetime.fromisoformat(serving["at"]).astimezone(errand.policy.calendar_of(NAME).zone)
    reason = errand.policy.workflow(NAME).reason(serving["reason"])
    note = " ".join(serving["note"].split())
    line = f"{own_line(errand.request.public_id)}{local:%Y-%m-%d %H:%M %Z} by {by(serving, '')}] {reason}"
    return f"{line}: {note}" if note else line


def _with_reason(notes: str, errand: Errand) -> str:
    line = _reason(errand)
    whole = f"{notes.rstrip()}\n{line}" if notes.strip() else line
    if len(whole) > NOTES_ROOM:
        raise Permanent(
            "there is no room left in the order's notes for the reason; shorten the notes in Salesforce", code="NO_ROOM"
        )
    return whole
