"""The "Order Approval Flow": Status becomes Approved, the event is published once, and provisioning shows a little
later in story time. It owns what follows an approval by itself and its pending effects, which survive a restart; it
must not be called by anything but a changed status and the passing of time."""

import json
import uuid
from datetime import timedelta

from sandbox.salesforce.clock import stamp
from sandbox.salesforce.objects import PLATFORM_EVENT
from sandbox.salesforce.org import Actor, Org
from sandbox.salesforce.schema import Row

AUTOMATED_PROCESS = "autoproc@handoff.example.com"
_ALIVE = ("Approved", "Activated", "Completed")


def publish(org: Org, payload: Row, actor: Actor, *, order_id: str | None, stays: bool) -> str:
    """Queue one platform event; the answer is its uuid."""
    event = str(uuid.uuid4())
    org.note(
        "event", stays=stays, uuid=event, name=PLATFORM_EVENT, order_id=order_id, via=actor.via, at=org.stamp(),
        seq=actor.seq, payload=json.dumps(payload),
    )  # fmt: skip
    return event


def approved(org: Org, row: Row, actor: Actor) -> str | None:
    """Called once per change to Approved. Returns the status that the Flow moves the order to, if it does."""
    mode = org.switches["flow_mode"]
    if mode == "inactive" or actor.via == "seed":
        return None
    payload = {"OrderId__c": row["Id"], "OrderNumber__c": row["OrderNumber"]}
    publish(org, payload, actor, order_id=row["Id"], stays=False)
    if mode != "never":
        finished = "Failed" if mode == "failed" else "Provisioned"
        for outcome, seconds in (("Started", "flow_started_after_s"), (finished, "flow_finished_after_s")):
            due = stamp(org.clock.now() + timedelta(seconds=float(org.switches[seconds])))
            org.note("flow_effect", due=due, order_id=row["Id"], outcome=outcome)
    return "Activated" if mode == "moves_status_in_same_transaction" else None


def due_effects(org: Org) -> list[tuple[int, str, str]]:
    """(number, order id, outcome) of what provisioning has reached by now."""
    rows = org.storage.all("SELECT n, order_id, outcome FROM flow_effect WHERE due <= ? ORDER BY due, n", org.stamp())
    return [(row["n"], row["order_id"], row["outcome"]) for row in rows]


def still_wanted(row: Row | None) -> bool:
    return row is not None and not row.get("IsDeleted") and row["Status"] in _ALIVE
