"""GetInvoices and GetInvoice (facts/whmcs.md 6.8): what was billed. It owns totals, which are sums of the lines, and
the statuses that are asked for; making and paying an invoice is not here."""

from decimal import Decimal

from sandbox.whmcs.forms import Form, number, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.kinds import NO_TIME, Row
from sandbox.whmcs.paging import paged, wrapped
from sandbox.whmcs.replies import ActionError, Json

_ORDERS = ("id", "invoicenumber", "date", "duedate", "total", "status")


def get_invoices(installation: Installation, form: Form) -> Json:
    """Without lines and balance. ``Overdue`` is no invoice's status but a question: unpaid, and its date is past."""
    status, client = text(form, "status").lower(), number(form, "userid")
    found = [_headed(installation, row) for row in installation.owned_by("invoice", client) if _is(row, status)]
    if status == "overdue":
        found = [row for row in found if row["duedate"] < installation.today()]
    order = text(form, "orderby").lower()
    column = {"invoicenumber": "invoicenum"}.get(order, order) if order in _ORDERS else "id"
    found.sort(key=lambda row: Decimal(row["total"]) if column == "total" else row[column])
    if text(form, "order").lower() == "desc":
        found.reverse()
    start, shown = paged(form, found)
    return {
        "result": "success", "totalresults": len(found), "startnumber": start, "numreturned": len(shown),
        "invoices": wrapped("invoice", shown),
    }  # fmt: skip


def _is(row: Row, status: str) -> bool:
    wanted = "unpaid" if status == "overdue" else status
    return not wanted or row["status"].lower() == wanted


def get_invoice(installation: Installation, form: Form) -> Json:
    row = installation.rows["invoice"].get(number(form, "invoiceid"))
    if row is None:
        raise ActionError("Invoice ID Not Found")
    head = _headed(installation, row)
    balance = "0.00" if row["status"] in ("Paid", "Cancelled", "Refunded") else head["total"]
    lines = [
        {
            "id": place, "type": item.get("type", ""), "relid": item.get("relid", 0),
            "description": item.get("description", ""), "amount": _money(item["amount"]),
            "taxed": item.get("taxed", 0),
        }
        for place, item in enumerate(row["items"], 1)
    ]  # fmt: skip
    return {
        "result": "success", "invoiceid": head["id"], **{name: value for name, value in head.items() if name != "id"},
        "balance": balance, "ccgateway": False, "items": wrapped("item", lines), "transactions": "",
    }  # fmt: skip


def _headed(installation: Installation, row: Row) -> Json:
    client = installation.rows["client"].get(row["userid"], {})
    subtotal = sum((Decimal(str(item["amount"])) for item in row["items"]), Decimal(0))
    total = subtotal + Decimal(row["tax"]) + Decimal(row["tax2"]) - Decimal(row["credit"])
    code = client.get("currency_code", "JPY")
    return {
        "id": row["id"], "userid": row["userid"], "firstname": client.get("firstname", ""),
        "lastname": client.get("lastname", ""), "companyname": client.get("companyname", ""),
        "invoicenum": row["invoicenum"], "date": row["date"], "duedate": row["duedate"], "datepaid": row["datepaid"],
        "last_capture_attempt": NO_TIME, "date_refunded": NO_TIME, "date_cancelled": NO_TIME,
        "subtotal": _money(subtotal), "credit": row["credit"], "tax": row["tax"], "tax2": row["tax2"],
        "total": _money(total), "taxrate": row["taxrate"], "taxrate2": row["taxrate2"], "status": row["status"],
        "paymentmethod": row["paymentmethod"], "paymethodid": None, "notes": row["notes"],
        "created_at": f"{row['date']} 00:00:00", "updated_at": f"{row['date']} 00:00:00", "currencycode": code,
        "currencyprefix": "¥", "currencysuffix": f" {code}",
    }  # fmt: skip


def _money(amount: object) -> str:
    return f"{Decimal(str(amount)):.2f}"
