"""An order as Salesforce holds it: which orders wait for a review, and everything that a reviewer must see of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.clients.salesforce import Row, Salesforce, identifier, soql
from bot.domain.approvals import fingerprint
from bot.handbook.policy import Policy, normal_identity
from bot.workflow.contract import Opening
from bot.workflow.salesforce_write import Stamp
from models import Request

NAME = "orders"


def intake_fields(policy: Policy) -> list[str]:
    order = policy.salesforce.fields.order
    names = ["Id", "OrderNumber", "Status", "CreatedDate", "SystemModstamp", "LastModifiedBy.Name", "IsDeleted"]
    names += [identifier(name) for name in (order.priority, order.provisioning) if name]
    return [*names, *_history(policy, "", 1)]


def _history(policy: Policy, also: str, limit: int) -> list[str]:
    """The subquery of an order's latest changes of status; none where the org does not track them."""
    relationship = policy.salesforce.fields.order.history
    if relationship is None:
        return []
    columns = f"NewValue, CreatedDate{also}"
    source = f"{identifier(relationship)} WHERE Field = 'Status' ORDER BY CreatedDate DESC LIMIT {limit}"
    return [f"(SELECT {columns} FROM {source})"]


def open_filter(policy: Policy) -> str:
    return soql("Status = {status}", status=policy.workflow(NAME).statuses["open"])


def is_open(row: Row, policy: Policy) -> bool:
    return row.text("Status") == policy.workflow(NAME).statuses["open"] and not row.flag("IsDeleted")


def opening(row: Row, policy: Policy) -> Opening:
    """The clock starts when the order entered review: by its history where that is tracked, else at its creation."""
    priority = is_priority(row, policy)
    history = row.rows(policy.salesforce.fields.order.history or "")
    entered = next((entry for entry in history if entry.text("NewValue") == row.text("Status")), None)
    return Opening(
        number=row.text("OrderNumber"),
        target="priority" if priority else "standard",
        opened_at=(entered or row).instant("CreatedDate"),
    )


def is_priority(row: Row, policy: Policy) -> bool:
    order = policy.salesforce.fields.order
    return bool(order.priority) and row.text(order.priority or "") == order.priority_value


@dataclass(frozen=True)
class Found:
    """One reading of an order. ``facts`` may be shown to the channel; ``details`` only to who may decide."""

    status: str
    facts: Mapping[str, Any]
    details: Mapping[str, Any]
    fingerprint: str
    stamp: Stamp
    modified_at: datetime
    notes: str
    provisioning: str
    """What the order's field says of it, empty where the org has none."""
    by: str
    by_id: str
    history: Sequence[tuple[str, str, datetime]]
    """(status, user id, instant) of the latest changes of status."""


def own_line(public_id: str) -> str:
    """How the line begins that a rejection of this request adds to the order's notes."""
    return f"[Handoff {public_id} rejected "


def read_order(salesforce: Salesforce, request: Request, policy: Policy) -> Found | None:
    """Everything about an order, in one call unless its lines fill more than a page. None: it is gone."""
    fields = policy.salesforce.fields
    order, account = fields.order, fields.account
    address = [f"{order.address}{part}" for part in ("PostalCode", "State", "City", "Street")]
    contact = _relationship(order.contact) if order.contact else ""
    contacts = [f"{contact}.{part}" for part in ("Name", "Email", "Phone")] if contact else []
    emails = [f"Account.{account.email}" if account.email else "", *contacts[1:2]]
    phones = [f"Account.{account.phone}" if account.phone else "", *contacts[2:]]
    names = ["Id", "Status", "TotalAmount", "LastModifiedDate", "SystemModstamp", order.notes]
    names += [name for name in (order.priority, order.provisioning) if name]
    names += ["CreatedBy.Email", "LastModifiedBy.Name", "LastModifiedById", "Account.Name", f"Account.{account.number}"]
    names = [name for name in (*names, *address, *contacts[:1], *emails, *phones) if name]
    lines_of = "Quantity, UnitPrice, TotalPrice, Product2.Name, Product2.Billing_Cycle__c FROM OrderItems ORDER BY Id"
    columns = [*map(identifier, names), f"(SELECT {lines_of})", *_history(policy, ", CreatedById", 5)]
    query = f"SELECT {', '.join(columns)} FROM Order WHERE Id = {{record}}"
    page = salesforce.query(soql(query, record=request.external_id))
    if not page.rows:
        return None
    row = page.rows[0]
    lines = _lines(row, salesforce)
    notes = row.text(order.notes)
    # Our own line is no change of the facts: in an org that wants two calls it is there before the status is.
    theirs = "\n".join(line for line in notes.splitlines() if not line.startswith(own_line(request.public_id)))
    facts = {
        "customer": row.text(f"Account.{account.number}"),
        "products": _products(lines),
        "price": _price(lines, row),
        "area": ", ".join(part for part in (row.text(address[2]), row.text(address[1])) if part),
        "priority": is_priority(row, policy),
        "instructions": bool(theirs.strip()),
    }
    details = {
        "name": _joined(row, "Account.Name", *contacts[:1]),
        "emails": _joined(row, *emails),
        "phones": _joined(row, *phones),
        "address": " ".join(part for part in map(row.text, address) if part),
        "notes": notes,
        "owners": _owners(row, policy, "CreatedBy.Email", *emails),
    }
    return Found(
        status=row.text("Status"),
        facts={**facts, "url": salesforce.record_url("Order", request.external_id)},
        details=details,
        fingerprint=fingerprint({**facts, "lines": lines}, {**details, "notes": theirs.rstrip()}),
        stamp=Stamp(row.instant("LastModifiedDate"), page.server_time),
        modified_at=row.instant("SystemModstamp"),
        notes=notes,
        provisioning=row.text(order.provisioning or ""),
        by=row.text("LastModifiedBy.Name"),
        by_id=row.text("LastModifiedById"),
        history=[
            (entry.text("NewValue"), entry.text("CreatedById"), entry.instant("CreatedDate"))
            for entry in row.rows(order.history or "")
        ],
    )


def _owners(row: Row, policy: Policy, *paths: str) -> list[str]:
    """Whose own order this is, by e-mail: its creator, its contact, its Account. A program is nobody."""
    programs = set(map(normal_identity, policy.salesforce.integration_users))
    found = [row.text(path) for path in paths if path]
    return [email for email in found if email and normal_identity(email) not in programs]


def _relationship(lookup: str) -> str:
    """The name under which a lookup field's record is reached: ``BillToContactId`` → ``BillToContact``."""
    return lookup.removesuffix("Id") if not lookup.endswith("__c") else f"{lookup.removesuffix('c')}r"


def _lines(row: Row, salesforce: Salesforce) -> list[list[str]]:
    items = list(row.rows("OrderItems"))
    further = row.more("OrderItems")
    while further:
        page = salesforce.next_page(further)
        items += page.rows
        further = page.next_url
    return [
        [
            item.text("Product2.Name"),
            item.text("Quantity"),
            item.text("UnitPrice"),
            item.text("TotalPrice"),
            item.text("Product2.Billing_Cycle__c"),
        ]
        for item in items
    ]


def _products(lines: list[list[str]]) -> str:
    names = [f"{name} × {quantity}" if quantity not in {"", "1"} else name for name, quantity, *_ in lines]
    shown = " + ".join(names[:3])
    return f"{shown} …({len(names) - 3} more)" if len(names) > 3 else shown or "no products"


def _price(lines: list[list[str]], row: Row) -> str:
    """What is paid each month and what once, in yen; without readable lines the order's own total."""
    monthly = sum((Decimal(total or 0) for *_, total, cycle in lines if cycle.lower() == "monthly"), Decimal())
    whole = sum((Decimal(total or 0) for *_, total, _ in lines), Decimal()) if lines else row.amount("TotalAmount")
    once = (whole or Decimal()) - monthly
    parts = [f"¥{monthly:,.0f}/month" if monthly else "", f"¥{once:,.0f} once" if once else ""]
    return " + ".join(part for part in parts if part) or "¥0"


def _joined(row: Row, *paths: str) -> str:
    return " · ".join(dict.fromkeys(text for text in map(row.text, paths) if text))
