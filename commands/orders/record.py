"""An order as Salesforce holds it: which orders wait for a review, and everything that a reviewer must see of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.clients.salesforce import Page, Row, Salesforce, identifier, soql
from bot.domain import identity
from bot.domain.addresses import Address
from bot.domain.approvals import fingerprint
from bot.domain.eligibility import OrderLine
from bot.domain.evidence import Check
from bot.domain.triggers import Trigger
from bot.handbook.policy import Policy, ProductFields, normal_identity
from bot.workflow.contract import Opening
from bot.workflow.org import ADDRESS
from bot.workflow.salesforce_write import Stamp
from models import Request

NAME = "orders"
ELIGIBILITY = ("Account.Internet_Eligibility__c", "Account.Internet_Eligibility_Status__c")


def intake_fields(policy: Policy) -> list[str]:
    order = policy.salesforce.fields.order
    names = ["Id", "OrderNumber", "Status", "CreatedDate", "SystemModstamp", "LastModifiedBy.Name", "IsDeleted"]
    names += [identifier(name) for name in (order.priority, order.provisioning) if name]
    return [*names, *status_history(policy, "", 1)]


def status_history(policy: Policy, also: str, limit: int) -> list[str]:
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
    history = row.rows(policy.salesforce.fields.order.history or "")
    entered = next((entry for entry in history if entry.text("NewValue") == row.text("Status")), None)
    return Opening(
        number=row.text("OrderNumber"),
        target=target_of(is_priority(row, policy)),
        opened_at=(entered or row).instant("CreatedDate"),
    )


def target_of(priority: bool) -> str:
    return "priority" if priority else "standard"


def is_priority(row: Row, policy: Policy) -> bool:
    order = policy.salesforce.fields.order
    return bool(order.priority) and row.text(order.priority or "") == order.priority_value


@dataclass(frozen=True)
class Sources:
    """What the checks compare, of the order and its Account. All of it is personal."""

    account: identity.Account
    contact: identity.Person | None
    client_id: int | None
    """The Account's client in WHMCS."""
    installation: Address
    checked: Address | None
    eligibility: tuple[str, str]
    """(result, status)"""
    lines: Sequence[OrderLine]
    instructions: str


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
    approved_by: str
    """What the order's field says of who approved it, empty where the org has none."""
    by: str
    by_id: str
    history: Sequence[tuple[str, str, datetime]]
    """(status, user id, instant) of the latest changes of status."""
    checks: Sequence[Check] = ()
    """What the handbook's checks found; none where only the order was read."""
    triggers: Sequence[Trigger] = ()
    """What calls for the supervisors; none where only the order was read."""
    silent: bool = False
    """WHMCS does not answer, so some of it may be known later."""


def own_line(public_id: str) -> str:
    """How the line begins that a rejection of this request adds to the order's notes."""
    return f"[Handoff {public_id} rejected "


def others_words(notes: str, request: Request) -> str:
    """The notes without our own line: in an org that wants two calls it is there before the status is."""
    return "\n".join(line for line in notes.splitlines() if not line.startswith(own_line(request.public_id))).rstrip()


def read_order(salesforce: Salesforce, request: Request, policy: Policy) -> Found | None:
    """The order alone, in one call unless its lines fill more than a page. None: it is gone."""
    page = salesforce.query(order_query(request, policy))
    return found_in(page, salesforce, request, policy)[0] if page.rows else None


class _Columns:
    """Where the org keeps what is read of an order; empty names are left out."""

    def __init__(self, policy: Policy) -> None:
        order, account = policy.salesforce.fields.order, policy.salesforce.fields.account
        self.address = [f"{order.address}{part}" for part in ADDRESS]
        self.checked = [f"Account.{account.checked_address}{part}" for part in ADDRESS if account.checked_address]
        contact = _relationship(order.contact) if order.contact else ""
        self.contact = [f"{contact}.{part}" for part in ("Name", "FirstName", "LastName", "Email", "Phone") if contact]
        self.email, self.phone, self.client = (
            f"Account.{name}" if name else "" for name in (account.email, account.phone, account.whmcs_client)
        )
        self.number = f"Account.{account.number}"

    def all(self) -> list[str]:
        own = [self.email, self.phone, self.client, self.number, "Account.Name"]
        return [name for name in (*own, *self.address, *self.checked, *self.contact) if name]


def order_query(request: Request, policy: Policy) -> str:
    order, product = policy.salesforce.fields.order, policy.salesforce.fields.product
    names = [
        "Id",
        "Status",
        "TotalAmount",
        "CreatedDate",
        "LastModifiedDate",
        "SystemModstamp",
        "AccountId",
        order.notes,
    ]
    names += [name for name in (order.priority, order.provisioning, order.approved_by) if name]
    names += ["CreatedBy.Email", "LastModifiedBy.Name", "LastModifiedById", *ELIGIBILITY, *_Columns(policy).all()]
    lines = order_lines(product, "Quantity", "UnitPrice", "TotalPrice", "Product2.Billing_Cycle__c")
    columns = [*dict.fromkeys(map(identifier, names)), lines, *status_history(policy, ", CreatedById", 5)]
    query = f"SELECT {', '.join(columns)} FROM Order WHERE Id = {{record}}"
    return soql(query, record=request.external_id)


def found_in(page: Page, salesforce: Salesforce, request: Request, policy: Policy) -> tuple[Found, Sources]:
    """The order of a page that has one, and what the checks need of it."""
    row, columns = page.rows[0], _Columns(policy)
    order, product = policy.salesforce.fields.order, policy.salesforce.fields.product
    items = all_items(row, "OrderItems", salesforce)
    lines = _lines(items)
    notes = row.text(order.notes)
    theirs = others_words(notes, request)
    facts = {
        "customer": row.text(columns.number),
        "products": _products(lines),
        "price": _price(lines, row),
        "area": ", ".join(part for part in map(row.text, (columns.address[2], columns.address[1])) if part),
        "priority": is_priority(row, policy),
        "instructions": bool(theirs.strip()),
    }
    contact = dict(zip(("name", "given", "family", "email", "phone"), map(row.text, columns.contact), strict=False))
    emails = [columns.email, *columns.contact[3:4]]
    phones = [columns.phone, *columns.contact[4:]]
    details = {
        "name": _joined(row, "Account.Name", *columns.contact[:1]),
        "emails": _joined(row, *emails),
        "phones": _joined(row, *phones),
        "address": " ".join(part for part in map(row.text, columns.address) if part),
        "notes": notes,
        "owners": _owners(row, policy, "CreatedBy.Email", *emails),
    }
    found = Found(
        status=row.text("Status"),
        facts={**facts, "url": salesforce.record_url("Order", request.external_id), "value": _value(lines, row)},
        details=details,
        fingerprint=fingerprint({**facts, "lines": lines}, {**details, "notes": theirs}),
        stamp=Stamp(row.instant("LastModifiedDate"), page.server_time),
        modified_at=row.instant("SystemModstamp"),
        notes=notes,
        provisioning=row.text(order.provisioning or ""),
        approved_by=row.text(order.approved_by or ""),
        by=row.text("LastModifiedBy.Name"),
        by_id=row.text("LastModifiedById"),
        history=[
            (entry.text("NewValue"), entry.text("CreatedById"), entry.instant("CreatedDate"))
            for entry in row.rows(order.history or "")
        ],
    )
    sources = Sources(
        account=identity.Account(row.text("Account.Name"), row.text(columns.email), row.text(columns.phone)),
        contact=identity.Person(contact["given"], contact["family"], contact["email"], contact["phone"])
        if any(contact.values())
        else None,
        client_id=_whole_number(row.text(columns.client)),
        installation=_address(row, columns.address),
        checked=_address(row, columns.checked) if columns.checked else None,
        eligibility=(row.text(ELIGIBILITY[0]), row.text(ELIGIBILITY[1])),
        lines=[order_line(item, product) for item in items],
        instructions=theirs,
    )
    return found, sources


def order_lines(product: ProductFields, *also: str) -> str:
    """The subquery of an order's lines: what ``order_line`` reads of each, and these columns."""
    columns = [*also, *filter(None, _of_product(product))]
    return f"(SELECT {', '.join(map(identifier, columns))} FROM OrderItems ORDER BY Id)"


def order_line(item: Row, product: ProductFields) -> OrderLine:
    return OrderLine(*map(item.text, _of_product(product)))


def _of_product(product: ProductFields) -> list[str]:
    """Where the org keeps what an ``OrderLine`` says, in its order; empty where it has no field for it."""
    names = ("Name", product.family, "Item_Class__c", product.internet_type)
    return [f"Product2.{name}" if name else "" for name in names]


def _address(row: Row, columns: Sequence[str]) -> Address:
    return Address(*map(row.text, columns))


def _whole_number(text: str) -> int | None:
    """A WHMCS id as an Account holds it; None if it is no id of anybody."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 and int(text) > 0 else None


def _owners(row: Row, policy: Policy, *paths: str) -> list[str]:
    """Whose own order this is, by e-mail: its creator, its contact, its Account. A program is nobody."""
    programs = set(map(normal_identity, policy.salesforce.integration_users))
    found = [row.text(path) for path in paths if path]
    return [email for email in found if email and normal_identity(email) not in programs]


def _relationship(lookup: str) -> str:
    """The name under which a lookup field's record is reached: ``BillToContactId`` → ``BillToContact``."""
    return lookup.removesuffix("Id") if not lookup.endswith("__c") else f"{lookup.removesuffix('c')}r"


def all_items(row: Row, child: str, salesforce: Salesforce) -> list[Row]:
    """The rows of a child subquery, page by page."""
    items = list(row.rows(child))
    further = row.more(child)
    while further:
        page = salesforce.next_page(further)
        items += page.rows
        further = page.next_url
    return items


def _lines(items: Sequence[Row]) -> list[list[str]]:
    names = ("Product2.Name", "Quantity", "UnitPrice", "TotalPrice", "Product2.Billing_Cycle__c")
    return [[item.text(name) for name in names] for item in items]


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


def _value(lines: list[list[str]], row: Row) -> str:
    """The order's total in whole yen."""
    total = row.amount("TotalAmount")
    if total is None:
        total = sum((Decimal(each or 0) for *_, each, _ in lines), Decimal())
    return f"{total:.0f}"


def _joined(row: Row, *paths: str) -> str:
    return " · ".join(dict.fromkeys(text for text in map(row.text, paths) if text))
