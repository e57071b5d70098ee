"""GetClientsProducts and UpdateClientProduct (facts/whmcs.md 6.3, 6.4): a client's services. It owns how a service is
told, its passwords in clear and WHMCS's own misspellings included, and what may be set on it."""

import re
from datetime import date

from sandbox.whmcs.forms import Form, Value, flag, items, number, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.kinds import CYCLES, NO_DATE, SERVICE_STATUSES, Row
from sandbox.whmcs.paging import paged, wrapped
from sandbox.whmcs.replies import ActionError, Json

_DIRECT = (
    "regdate", "nextduedate", "terminationdate", "domain", "firstpaymentamount", "recurringamount", "paymentmethod",
    "billingcycle", "subscriptionid", "status", "notes", "overideautosuspend", "overidesuspenduntil", "ns1", "ns2",
    "dedicatedip", "assignedips", "pid", "serverid", "promoid", "diskusage", "disklimit", "bwusage", "bwlimit",
)  # fmt: skip
_RENAMED = {
    "serviceusername": "username",
    "servicepassword": "password",
    "suspendreason": "suspensionreason",
}
_NUMBERS = {"pid", "serverid", "promoid", "diskusage", "disklimit", "bwusage", "bwlimit"}
_DATES = {"regdate", "nextduedate", "terminationdate", "overidesuspenduntil"}
_AMOUNTS = {"firstpaymentamount", "recurringamount"}
_GATEWAYS = {"banktransfer": "Bank Transfer", "mailin": "Mail In Payment"}
_SEVERAL = ("customfields", "configoptions")


def get_clients_products(installation: Installation, form: Form) -> Json:
    """Ids are strings. Every filter is optional: with none of them it is everybody's services. An unknown id is no
    error, it finds nothing."""
    client, service, product = (number(form, name) for name in ("clientid", "serviceid", "pid"))
    domain, username = text(form, "domain"), text(form, "username2")
    found = [
        row
        for row in installation.owned_by("service", client)
        if (not service or row["id"] == service)
        and (not product or row["pid"] == product)
        and (not domain or row["domain"] == domain)
        and (not username or row["username"] == username)
    ]
    found.sort(key=lambda row: int(row["id"]))
    start, shown = paged(form, found)
    return {
        "result": "success",
        "clientid": _echo(form, "clientid"), "serviceid": _echo(form, "serviceid"), "pid": _echo(form, "pid"),
        "domain": domain, "totalresults": str(len(found)), "startnumber": start, "numreturned": len(shown),
        "products": wrapped("product", [_shown(installation, row) for row in shown]),
    }  # fmt: skip


def _echo(form: Form, name: str) -> Value | None:
    return form.get(name)


def _shown(installation: Installation, row: Row) -> Json:
    product = installation.rows["product"].get(row["pid"], {})
    name, group = product.get("name", ""), product.get("groupname", "")
    named = {str(one["id"]): one["name"] for one in product.get("customfields", ())}
    fields = [
        {"id": key, "name": named.get(key, ""), "translated_name": named.get(key, ""), "value": value}
        for key, value in sorted(row["customfields"].items())
    ]
    return {
        "id": str(row["id"]), "qty": str(row["qty"]), "clientid": str(row["clientid"]), "orderid": str(row["orderid"]),
        "ordernumber": f"{4_000_000_000 + row['orderid']}" if row["orderid"] else "", "pid": str(row["pid"]),
        "regdate": row["regdate"], "name": name, "translated_name": name, "groupname": group,
        "translated_groupname": group, "domain": row["domain"], "dedicatedip": row["dedicatedip"],
        "serverid": str(row["serverid"]), "servername": "", "serverip": None, "serverhostname": None,
        "suspensionreason": row["suspensionreason"], "firstpaymentamount": row["firstpaymentamount"],
        "recurringamount": row["recurringamount"], "paymentmethod": row["paymentmethod"],
        "paymentmethodname": _GATEWAYS.get(row["paymentmethod"], row["paymentmethod"]),
        "billingcycle": row["billingcycle"], "nextduedate": row["nextduedate"], "status": row["status"],
        "username": row["username"], "password": row["password"], "subscriptionid": row["subscriptionid"],
        "promoid": str(row["promoid"]), "overideautosuspend": row["overideautosuspend"],
        "overidesuspenduntil": row["overidesuspenduntil"], "ns1": row["ns1"], "ns2": row["ns2"],
        "assignedips": row["assignedips"], "notes": row["notes"], "diskusage": str(row["diskusage"]),
        "disklimit": str(row["disklimit"]), "bwusage": str(row["bwusage"]), "bwlimit": str(row["bwlimit"]),
        "lastupdate": row["lastupdate"], "customfields": {"customfield": fields},
        "configoptions": wrapped("configoption", row["configoptions"]),
    }  # fmt: skip


def update_client_product(installation: Installation, form: Form) -> Json:
    """Sets what is given, on the record only. An empty value changes nothing; ``unset[]`` clears. What cannot be set
    (a status that is none, a date that is none) is refused, in words of our own: none are documented."""
    number_ = number(form, "serviceid")
    row = installation.rows["service"].get(number_)
    if row is None:
        raise ActionError("Service ID Not Found")
    several = [name for name in _SEVERAL if name in form]
    if several:
        raise ActionError(f"This stand-in cannot set {', '.join(several)}")
    changes = {_RENAMED.get(name, name): _value(name, text(form, name)) for name in _given(form)}
    changes |= {_RENAMED.get(name, name): _cleared(name) for name in items(form, "unset") if _known(name)}
    if flag(form, "autorecalc"):
        changes |= _recalculated(installation, {**row, **changes})
    with installation.written():
        installation.put("service", {**changes, "id": number_})
    return {"result": "success", "serviceid": str(number_)}


def _known(name: str) -> bool:
    return name in _DIRECT or name in _RENAMED


def _given(form: Form) -> list[str]:
    return [name for name in form if _known(name) and text(form, name) != ""]


def _value(name: str, given: str) -> str | int:
    if name == "status":
        matching = [one for one in SERVICE_STATUSES if one == given]
        if not matching:
            raise ActionError(f"Invalid status {given}")
    if name in _DATES and given != NO_DATE:
        try:
            date.fromisoformat(given)
        except ValueError:
            raise ActionError(f"Invalid date in {name}") from None
    if name in _AMOUNTS:
        if not re.fullmatch(r"-?\d+(\.\d+)?", given):
            raise ActionError(f"Invalid amount in {name}")
        return f"{float(given):.2f}"
    if name == "overideautosuspend":
        return "" if given == "off" else given
    return int(given) if name in _NUMBERS and given.isdigit() else given


def _cleared(name: str) -> str | int:
    if name in _DATES:
        return NO_DATE
    return 0 if name in _NUMBERS else ""


def _recalculated(installation: Installation, row: Row) -> Row:
    product = installation.rows["product"].get(row["pid"])
    cycle = "".join(letter for letter in row["billingcycle"].lower() if letter.isalpha())
    cycle = "monthly" if cycle == "onetime" else cycle  # a one-time price sits under the monthly key
    if product is None or cycle not in CYCLES:
        return {}
    return {"recurringamount": product["prices"].get(cycle, "0.00")}
