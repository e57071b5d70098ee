"""The records that the installation keeps, with what a new one holds where nothing is said. It owns their columns as
WHMCS names them in its reads; who may see or change one is the actions' and the control API's."""

from typing import Any

Row = dict[str, Any]

NO_DATE = "0000-00-00"
NO_TIME = "0000-00-00 00:00:00"
SERVICE_STATUSES = ("Pending", "Active", "Suspended", "Terminated", "Cancelled", "Fraud", "Completed")
CLIENT_STATUSES = ("Active", "Inactive", "Closed")
INVOICE_STATUSES = ("Draft", "Unpaid", "Paid", "Cancelled", "Refunded", "Collections", "Payment Pending")
CYCLES = ("monthly", "quarterly", "semiannually", "annually", "biennially", "triennially")

DEFAULTS: dict[str, Row] = {
    "client": {
        "firstname": "", "lastname": "", "companyname": "", "email": "", "address1": "", "address2": "", "city": "",
        "state": "", "postcode": "", "country": "JP", "phonenumber": "", "status": "Active", "groupid": 0,
        "datecreated": "", "credit": "0.00", "currency": 1, "currency_code": "JPY", "defaultgateway": "banktransfer",
        "language": "", "lastlogin": "", "taxexempt": False, "notes": "", "customfields": {},
    },
    "service": {
        "clientid": 0, "pid": 0, "orderid": 0, "qty": 1, "regdate": "", "domain": "", "firstpaymentamount": "0.00",
        "recurringamount": "0.00", "paymentmethod": "banktransfer", "billingcycle": "Monthly", "nextduedate": NO_DATE,
        "terminationdate": NO_DATE, "status": "Pending", "username": "", "password": "", "serverid": 0,
        "suspensionreason": "", "subscriptionid": "", "promoid": 0, "overideautosuspend": "",
        "overidesuspenduntil": NO_DATE, "dedicatedip": "", "ns1": "", "ns2": "", "assignedips": "", "notes": "",
        "diskusage": 0, "disklimit": 0, "bwusage": 0, "bwlimit": 0, "lastupdate": NO_TIME, "customfields": {},
        "configoptions": [],
    },
    "product": {
        "gid": 1, "groupname": "", "name": "", "type": "other", "description": "", "module": "", "paytype": "recurring",
        "allowqty": 0, "quantity_available": 0, "prices": {}, "currency_code": "JPY", "customfields": [],
        "configoptions": [],
    },
    "invoice": {
        "userid": 0, "invoicenum": "", "date": "", "duedate": "", "datepaid": NO_TIME, "credit": "0.00", "tax": "0.00",
        "tax2": "0.00", "taxrate": "0.00", "taxrate2": "0.00", "status": "Unpaid", "paymentmethod": "banktransfer",
        "notes": "", "items": [],
    },
    "admin": {
        "uuid": "", "roleId": 1, "username": "", "firstname": "", "lastname": "", "email": "", "isDisabled": 0,
        "notes": "", "signature": "",
    },
}  # fmt: skip
"""``prices``: cycle to price text. ``items`` of an invoice: type, relid, description, amount, taxed."""
KEY = {"client": "id", "service": "id", "product": "pid", "invoice": "id", "admin": "id"}
_CHOICES = {"client": CLIENT_STATUSES, "service": SERVICE_STATUSES, "invoice": INVOICE_STATUSES}


def completed(kind: str, old: Row | None, fields: Row) -> Row:
    """``old`` (or a new record) with these fields. Raises ValueError for a column or status that is not there."""
    unknown = sorted(fields.keys() - DEFAULTS[kind].keys() - {KEY[kind]})
    if unknown:
        raise ValueError(f"a {kind} has no {', '.join(unknown)}; it has {', '.join(DEFAULTS[kind])}")
    row = {**(DEFAULTS[kind] if old is None else old), **fields}
    if kind in _CHOICES and row["status"] not in _CHOICES[kind]:
        raise ValueError(f"status of a {kind} is one of {', '.join(_CHOICES[kind])}")
    return row
