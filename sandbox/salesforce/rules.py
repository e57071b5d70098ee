"""What the org allows of a record: the Order's categories and locks, prices, Cases, Opportunities, users. It owns the
checks before a save and the values that the org computes; it must not store anything (that is ``dml``). Codes that the
vendor's documentation leaves open are marked as our choice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.org import Actor, Org
from sandbox.salesforce.schema import Row


@dataclass(frozen=True)
class Save:
    """One save to judge: the row before (None on insert), the row to be (mutable), and the fields the caller sent."""

    org: Org
    name: str
    old: Row | None
    new: Row
    given: frozenset[str]
    actor: Actor
    now: str

    def was(self, field: str) -> Any:
        return self.old.get(field) if self.old else None


LOCKED = "Unable to modify activated or superseded Order: changes to it, its products or its deletion are not allowed"


def locked() -> ApiError:
    return ApiError(400, "ENTITY_IS_LOCKED", LOCKED, [])


def order(save: Save) -> None:
    org, old, new, actor = save.org, save.old, save.new, save.actor
    category = org.category(new["Status"])
    before = org.category(old["Status"]) if old else "Draft"
    if old is None:
        if category != "Draft" and not actor.system:
            # The documentation says that it fails, not with which code: our choice.
            raise ApiError(400, "FAILED_ACTIVATION", "An order must be created with a draft status.", ["Status"])
        new["OrderNumber"] = new.get("OrderNumber") or f"{org.tables['Order'].last_number:08d}"
        new.setdefault("OwnerId", actor.user_id)
        new.setdefault("TotalAmount", 0.0)
    elif not actor.system:
        _order_update(save, before, category)
    new["StatusCode"] = category
    if category == "Activated" and before == "Draft":
        new["ActivatedDate"], new["ActivatedById"] = save.now, actor.user_id
    if category == "Draft":
        new.pop("ActivatedDate", None)
        new.pop("ActivatedById", None)


def _order_update(save: Save, before: str, category: str) -> None:
    org, actor, others = save.org, save.actor, save.given - {"Status"}
    assert save.old is not None  # noqa: S101 - an update
    if before == "Activated":
        if others and not actor.edits_activated:
            raise locked()
        if "AccountId" in save.given and save.new.get("AccountId") != save.old.get("AccountId"):
            raise ApiError(
                400, "FIELD_INTEGRITY_EXCEPTION", "The account of an activated order is fixed", ["AccountId"]
            )
    elif category == "Activated":
        if others:
            # Documented: on activation Status is the only field of the update. The code is our choice.
            raise ApiError(
                400, "FAILED_ACTIVATION", "When an order is activated, no other field can be changed.", sorted(others)
            )
        if not org.tables["OrderItem"].where("OrderId", save.old["Id"]):
            raise ApiError(400, "FAILED_ACTIVATION", "An order must have at least one product.", [])
    if save.old["Status"] != save.new["Status"] and save.old["Id"] in org.composite_touched:
        # An org's own automation can refuse this; the switch composite_activation=refuse plays it.
        raise ApiError(
            400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "Order Approval Flow: the order was changed in this transaction, its status can't change as well", [],
        )  # fmt: skip
    changed_book = save.old.get("Pricebook2Id") not in (None, save.new.get("Pricebook2Id"))
    if changed_book and org.tables["OrderItem"].where("OrderId", save.old["Id"]):
        raise ApiError(
            400, "FIELD_INTEGRITY_EXCEPTION", "The order has products: its price book is fixed", ["Pricebook2Id"]
        )


def order_item(save: Save) -> None:
    org, new = save.org, save.new
    parent = org.row("Order", new["OrderId"])
    if parent and org.category(parent["Status"]) == "Activated" and not save.actor.system:
        raise locked()
    entry = org.row("PricebookEntry", new["PricebookEntryId"])
    if parent and entry and entry["Pricebook2Id"] != parent.get("Pricebook2Id"):
        raise ApiError(
            400, "FIELD_INTEGRITY_EXCEPTION",
            "field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the order)",
            ["PricebookEntryId"],
        )  # fmt: skip
    if entry:
        new["Product2Id"] = entry["Product2Id"]
    new.setdefault("OrderItemNumber", f"{org.tables['OrderItem'].last_number:010d}")
    new["TotalPrice"] = float(new["Quantity"]) * float(new["UnitPrice"])


def case(save: Save) -> None:
    org, new = save.org, save.new
    new["CaseNumber"] = new.get("CaseNumber") or f"{org.tables['Case'].last_number:08d}"
    new.setdefault("OwnerId", save.actor.user_id)
    closed = any(row.get("IsClosed") for row in org.tables["CaseStatus"].where("ApiName", new.get("Status")))
    if closed != bool(save.was("IsClosed")) or save.old is None:
        new["IsClosed"] = closed
        new["ClosedDate"] = save.now if closed else None


def opportunity(save: Save) -> None:
    new = save.new
    new.setdefault("OwnerId", save.actor.user_id)
    found = save.org.tables["OpportunityStage"].where("ApiName", new["StageName"])
    stage = found[0] if found else {}  # an unknown stage is accepted silently: the picklist is not restricted
    new["IsClosed"], new["IsWon"] = bool(stage.get("IsClosed")), bool(stage.get("IsWon"))
    new["ForecastCategory"] = stage.get("ForecastCategory", "Pipeline")
    if "Probability" not in save.given and new["StageName"] != save.was("StageName"):
        new["Probability"] = stage.get("DefaultProbability", 0.0)


def pricebook_entry(save: Save) -> None:
    org, new = save.org, save.new
    for other in org.tables["PricebookEntry"].where("Product2Id", new["Product2Id"]):
        if other["Pricebook2Id"] == new["Pricebook2Id"] and other["Id"] != new["Id"]:
            raise ApiError(
                400, "DUPLICATE_VALUE", "This price definition already exists in this price book", ["Pricebook2Id"]
            )
    book = org.row("Pricebook2", new["Pricebook2Id"]) or {}
    standard = {row["Id"] for row in org.tables["Pricebook2"].rows.values() if row.get("IsStandard")}
    if not book.get("IsStandard") and not any(
        other["Pricebook2Id"] in standard
        for other in org.tables["PricebookEntry"].where("Product2Id", new["Product2Id"])
    ):
        raise ApiError(
            400, "STANDARD_PRICE_NOT_DEFINED",
            "Before creating a custom price, create a standard price.", [],
        )  # fmt: skip
    product = org.row("Product2", new["Product2Id"]) or {}
    new["Name"], new["ProductCode"] = product.get("Name"), product.get("ProductCode")


def person(save: Save) -> None:
    new = save.new
    new["Name"] = " ".join(part for part in (new.get("FirstName"), new.get("LastName")) if part)
    if save.name == "Contact":
        new.setdefault("OwnerId", save.actor.user_id)
        return
    new.setdefault("UserType", "Standard")
    if save.old and save.was("IsActive") and not new.get("IsActive"):
        blocked = save.org.switches["undeactivatable_users"]
        if new["Username"] in blocked:
            raise ApiError(
                400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                "This user is used in a hierarchy field and can't be deactivated.", ["IsActive"],
            )  # fmt: skip


def user_login(save: Save) -> None:
    if save.new.get("IsPasswordLocked") and not save.was("IsPasswordLocked") and not save.actor.system:
        raise ApiError(
            400, "INVALID_FIELD_FOR_INSERT_UPDATE", "IsPasswordLocked can only be set to false", ["IsPasswordLocked"]
        )


def owned(save: Save) -> None:
    save.new.setdefault("OwnerId", save.actor.user_id)


RULES: dict[str, Callable[[Save], None]] = {
    "Order": order,
    "OrderItem": order_item,
    "Case": case,
    "Opportunity": opportunity,
    "PricebookEntry": pricebook_entry,
    "Contact": person,
    "User": person,
    "UserLogin": user_login,
    "Account": owned,
}


def validation_rules(save: Save) -> None:
    """The rules that an administrator wrote: ``{object, when: {field: value}, message, field?, name?}``."""
    for rule in save.org.switches["validation_rules"]:
        if rule["object"] == save.name and all(save.new.get(name) == value for name, value in rule["when"].items()):
            fields = [rule["field"]] if rule.get("field") else []
            raise ApiError(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", rule["message"], fields)
