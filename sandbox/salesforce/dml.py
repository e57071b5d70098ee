"""Insert, update, delete, undelete: one record at a time, with everything that a save brings along (audit fields,
history, totals, the Flow). It owns the order of these steps; checks are in ``rules`` and ``values``."""

from typing import Any

from sandbox.salesforce import flow
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.org import Actor, Org
from sandbox.salesforce.rules import RULES, Save, locked, validation_rules
from sandbox.salesforce.schema import Row, SObject
from sandbox.salesforce.values import clean


def _read(org: Org, sobject: SObject, body: Row, *, insert: bool, system: bool) -> Row:
    """The caller's values by their proper field names. Raises for unknown and read-only fields."""
    values: Row = {}
    for name, value in body.items():
        if name == "attributes":
            continue
        one = org.find_field(sobject, name)
        if one is None:
            raise ApiError(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}")
        if not (one.create if insert else one.update) and not (system and one.name not in ("Id", "IsDeleted")):
            raise ApiError(
                400, "INVALID_FIELD_FOR_INSERT_UPDATE",
                f"Unable to create/update fields: {one.name}. Please check the security settings of this field and "
                "verify that it is read/write for your profile or permission set.", [one.name],
            )  # fmt: skip
        values[one.name] = clean(org, sobject, one, value)
    return values


def _required(sobject: SObject, row: Row) -> None:
    missing = [one.name for one in sobject.fields.values() if one.required and row.get(one.name) is None]
    if missing:
        raise ApiError(400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: [{', '.join(missing)}]", missing)


def _unique(org: Org, sobject: SObject, row: Row) -> None:
    for one in sobject.fields.values():
        if one.unique and row.get(one.name) is not None:
            for other in org.tables[sobject.name].where(one.name, row[one.name]):
                if other["Id"] != row["Id"]:
                    raise ApiError(
                        400, "DUPLICATE_VALUE",
                        f"duplicate value found: {one.name} duplicates value on record with id: {other['Id'][:15]}",
                        [one.name],
                    )  # fmt: skip


def insert(org: Org, name: str, body: Row, actor: Actor, *, at: str | None = None) -> str:
    """Create one record; the answer is its id. ``at`` (a stamp): seeded rows may be older than now."""
    sobject = org.tables[name].sobject
    if not sobject.create and not actor.system:
        raise ApiError(400, "INVALID_TYPE_FOR_OPERATION", f"entity type {name} does not support create")
    now = at or org.stamp()
    defaults = {f.name: f.default for f in sobject.fields.values() if f.default is not None}
    values = _read(org, sobject, body, insert=True, system=actor.system)
    record_id, _ = org.next_id(name)
    audit = {
        "Id": record_id, "CreatedDate": now, "CreatedById": actor.user_id, "LastModifiedDate": now,
        "LastModifiedById": actor.user_id, "SystemModstamp": now,
    }  # fmt: skip
    row = {**defaults, **{k: v for k, v in audit.items() if k in sobject.fields}, **values}
    _required(sobject, row)
    save = Save(org, name, None, row, frozenset(values), actor, now)
    _judge(save)
    org.tables.put(name, _compact(row))
    _after(save)
    return record_id


def update(org: Org, name: str, record_id: str, body: Row, actor: Actor) -> None:
    """Change one living record. An update without a difference still moves LastModifiedDate."""
    sobject = org.tables[name].sobject
    if not sobject.update and not actor.system:
        raise ApiError(400, "INVALID_TYPE_FOR_OPERATION", f"entity type {name} does not support update")
    old = org.row(name, record_id)
    if old is None:
        raise ApiError(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    if old.get("IsDeleted"):
        raise ApiError(404, "ENTITY_IS_DELETED", "entity is deleted", [])
    now = org.stamp()
    values = _read(org, sobject, body, insert=False, system=actor.system)
    row = {**old, **values, **_touched(sobject, actor.user_id, now)}
    _required(sobject, row)
    save = Save(org, name, old, row, frozenset(values), actor, now)
    _judge(save)
    org.tables.put(name, _compact(row))
    _after(save)


def _touched(sobject: SObject, user_id: str, now: str) -> Row:
    audit = {"LastModifiedDate": now, "LastModifiedById": user_id, "SystemModstamp": now}
    return {name: value for name, value in audit.items() if name in sobject.fields}


def _compact(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _judge(save: Save) -> None:
    rule = RULES.get(save.name)
    if rule:
        rule(save)
    if not save.actor.system:
        validation_rules(save)
    _unique(save.org, save.org.tables[save.name].sobject, save.new)


def _after(save: Save) -> None:
    if save.name == "Order":
        _order_saved(save)
    elif save.name == "OrderItem":
        total(save.org, save.new["OrderId"], save.actor)
    elif save.name == "Opportunity":
        watched = ("StageName", "Amount", "Probability", "CloseDate")
        if save.old is None or any(save.was(name) != save.new.get(name) for name in watched):
            shown = {name: save.new.get(name) for name in watched}
            history(save, "OpportunityHistory", {"OpportunityId": save.new["Id"], **shown})
    elif save.name == "User" and save.old is None:
        login, _ = save.org.next_id("UserLogin")
        row = {"Id": login, "UserId": save.new["Id"], "IsFrozen": False, "IsPasswordLocked": False, "IsDeleted": False}
        save.org.tables.put("UserLogin", row)


def history(save: Save, name: str, values: Row) -> None:
    record_id, _ = save.org.next_id(name)
    row = {"Id": record_id, "IsDeleted": False, "CreatedDate": save.now, "CreatedById": save.actor.user_id, **values}
    save.org.tables.put(name, _compact(row))


def _order_saved(save: Save) -> None:
    org, new, actor = save.org, save.new, save.actor
    old_status, status = save.was("Status"), new["Status"]
    tracked = org.switches["history"] == "on"
    if save.old is None:
        if tracked:
            history(save, "OrderHistory", {"OrderId": new["Id"], "Field": "created"})
    elif old_status != status:
        if tracked:
            change = {"OrderId": new["Id"], "Field": "Status", "OldValue": old_status, "NewValue": status}
            history(save, "OrderHistory", change)
        org.note(
            "status_change", seq=actor.seq, order_id=new["Id"], number=new["OrderNumber"], old=old_status, new=status,
            user_id=actor.user_id, user=org.username(actor.user_id), via=actor.via, at=save.now,
        )  # fmt: skip
    if status == "Approved" and old_status != "Approved":
        moved = flow.approved(org, new, actor)
        if moved:
            by_flow = Actor(actor.user_id, "flow", actor.seq, system=True)
            update(org, "Order", new["Id"], {"Status": moved}, by_flow)


def total(org: Org, order_id: str, actor: Actor) -> None:
    """The order's amount follows its lines; whether its dates follow too is the switch ``item_touches_order``."""
    order = org.row("Order", order_id)
    if order is None:
        return
    amount = sum(float(item["TotalPrice"]) for item in org.tables["OrderItem"].where("OrderId", order_id))
    row = {**order, "TotalAmount": amount}
    if org.switches["item_touches_order"]:
        row |= _touched(org.tables["Order"].sobject, actor.user_id, org.stamp())
    org.tables.put("Order", row)


def delete(org: Org, name: str, record_id: str, actor: Actor) -> None:
    """Into the recycle bin, with the records that belong to it."""
    sobject = org.tables[name].sobject
    row = org.row(name, record_id)
    if not sobject.delete and not actor.system:
        raise ApiError(400, "INSUFFICIENT_ACCESS_OR_READONLY", f"entity type {name} does not support delete", [])
    if row is None:
        raise ApiError(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    if row.get("IsDeleted"):
        raise ApiError(404, "ENTITY_IS_DELETED", "entity is deleted", [])
    if name == "Order" and org.category(row["Status"]) == "Activated" and not actor.system:
        raise locked()
    if name == "OrderItem" and not actor.system:
        parent = org.row("Order", row["OrderId"])
        if parent and org.category(parent["Status"]) == "Activated":
            raise locked()
    _mark(org, name, row, True, actor)
    if name == "OrderItem":
        total(org, row["OrderId"], actor)


def undelete(org: Org, name: str, record_id: str, actor: Actor) -> None:
    row = org.row(name, record_id)
    if row is None or not row.get("IsDeleted"):
        raise ApiError(400, "UNDELETE_FAILED", "Entity is not in the recycle bin", [])
    _mark(org, name, row, False, actor)


def _mark(org: Org, name: str, row: Row, deleted: bool, actor: Actor) -> None:
    touched = _touched(org.tables[name].sobject, actor.user_id, org.stamp())
    org.tables.put(name, {**row, "IsDeleted": deleted, **touched})
    for child_name, table in org.tables.by_name.items():
        for one in table.sobject.fields.values():
            if one.cascade and one.refers_to == name:
                ids = list(table.equal[one.name].get(row["Id"], {}))
                for child in (table.rows[child_id] for child_id in ids):
                    if bool(child.get("IsDeleted")) != deleted:
                        _mark(org, child_name, child, deleted, actor)


def run_flow(org: Org) -> int:
    """Let provisioning do what is due by now; the number of effects."""
    effects = flow.due_effects(org)
    if not effects:
        return 0
    actor = Actor(org.user(flow.AUTOMATED_PROCESS), "flow", system=True)
    with org.transaction():
        for number, order_id, outcome in effects:
            if flow.still_wanted(org.row("Order", order_id)):
                changes: dict[str, Any] = {"Provisioning_Status__c": outcome}
                if outcome == "Failed":
                    changes["Provisioning_Error__c"] = "PROV-503: the provisioning system does not answer"
                update(org, "Order", order_id, changes, actor)
            org.storage.db.execute("DELETE FROM flow_effect WHERE n = ?", (number,))
    return len(effects)
