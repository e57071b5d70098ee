"""GetClients and GetClientsDetails (facts/whmcs.md 6.1, 6.2). It owns what a client looks like to a caller."""

from sandbox.whmcs.forms import Form, flag, number, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.kinds import NO_DATE, NO_TIME, Row
from sandbox.whmcs.paging import paged, wrapped
from sandbox.whmcs.replies import ActionError, Json

_LISTED = ("id", "firstname", "lastname", "companyname", "email", "datecreated", "groupid", "status")
_COUNTRIES = {"JP": "Japan", "US": "United States"}
_CALLING_CODES = {"JP": "81", "US": "1"}


def get_clients(installation: Installation, form: Form) -> Json:
    """Numbers are numbers here. ``search`` is a prefix of e-mail, first, last, full or company name."""
    status, wanted = text(form, "status").lower(), text(form, "search").lower()
    found = [
        row
        for row in installation.rows["client"].values()
        if (not status or row["status"].lower() == status) and any(one.startswith(wanted) for one in _searched(row))
    ]
    order = text(form, "orderby").lower()
    column = order if order in _LISTED else "lastname"
    found.sort(key=lambda row: (row[column].lower() if isinstance(row[column], str) else row[column], row["id"]))
    if text(form, "sorting").upper() == "DESC":
        found.reverse()
    start, shown = paged(form, found)
    return {
        "result": "success", "totalresults": len(found), "startnumber": start, "numreturned": len(shown),
        "clients": wrapped("client", [{name: row[name] for name in _LISTED} for row in shown]),
    }  # fmt: skip


def _searched(row: Row) -> list[str]:
    full = f"{row['firstname']} {row['lastname']}"
    return [one.lower() for one in (row["email"], row["firstname"], row["lastname"], full, row["companyname"])]


def get_clients_details(installation: Installation, form: Form) -> Json:
    """The client under ``client``, and once more at the top, as before (deprecated there)."""
    wanted, email = number(form, "clientid"), text(form, "email").lower()
    if not wanted and not email:
        raise ActionError("Either clientid Or email Is Required")
    clients = installation.rows["client"]
    if wanted:
        row = clients.get(wanted)
    else:
        row = next((one for one in clients.values() if one["email"].lower() == email), None)
    if row is None:
        raise ActionError("Client Not Found")
    details = _details(row)
    stats = {"stats": _stats(installation, row)} if flag(form, "stats") else {}
    return {"result": "success", **details, "client": details, **stats}


def _details(row: Row) -> Json:
    country = row["country"]
    code = _CALLING_CODES.get(country, "")
    national = row["phonenumber"].removeprefix(f"+{code}").lstrip(" .") if code else row["phonenumber"]
    fields = [{"id": int(key), "value": value} for key, value in sorted(row["customfields"].items())]
    return {
        "userid": row["id"], "client_id": row["id"], "id": row["id"], "owner_user_id": row["id"],
        "uuid": f"00000000-0000-4000-8000-{row['id']:012d}",
        "firstname": row["firstname"], "lastname": row["lastname"],
        "fullname": f"{row['firstname']} {row['lastname']}", "companyname": row["companyname"], "email": row["email"],
        "address1": row["address1"], "address2": row["address2"], "city": row["city"], "fullstate": row["state"],
        "state": row["state"], "postcode": row["postcode"], "countrycode": country, "country": country,
        "phonenumber": row["phonenumber"], "tax_id": "", "email_preferences": {
            "general": "1", "product": "1", "domain": "1", "invoice": "1", "support": "1", "affiliate": "1"},
        "statecode": row["state"], "countryname": _COUNTRIES.get(country, country), "phonecc": code,
        "phonenumberformatted": f"+{code}.{national}" if national else "",
        "telephoneNumber": f"+{code}.{national}" if national else "", "billingcid": 0, "notes": row["notes"],
        "twofaenabled": False, "currency": row["currency"], "defaultgateway": row["defaultgateway"], "cctype": "",
        "cclastfour": "", "gatewayid": "", "securityqid": 0, "securityqans": "", "groupid": row["groupid"],
        "status": row["status"], "credit": row["credit"], "taxexempt": row["taxexempt"], "latefeeoveride": False,
        "overideduenotices": False, "separateinvoices": False, "disableautocc": False, "emailoptout": False,
        "marketing_emails_opt_in": True, "overrideautoclose": False, "allowSingleSignOn": 1, "email_verified": False,
        "language": row["language"], "isOptedInToMarketingEmails": True,
        "lastlogin": row["lastlogin"] or "No Login Logged",
        **{f"customfields{place}": one["value"] for place, one in enumerate(fields, 1)}, "customfields": fields,
        "users": {"user": [{
            "id": row["id"], "name": f"{row['firstname']} {row['lastname']}", "email": row["email"],
            "is_owner": True}]},
        "currency_code": row["currency_code"], "datecreated": row["datecreated"] or NO_DATE,
        "lastupdated": NO_TIME,
    }  # fmt: skip


def _stats(installation: Installation, row: Row) -> Json:
    """Amounts are text for people, with sign and currency."""
    invoices = list(installation.owned_by("invoice", row["id"]))
    services = list(installation.owned_by("service", row["id"]))
    unpaid = [one for one in invoices if one["status"] == "Unpaid"]
    total = sum(float(item["amount"]) for one in unpaid for item in one["items"])
    return {
        "numdueinvoices": str(len(unpaid)), "dueinvoicesbalance": f"¥{total:,.2f} {row['currency_code']}",
        "creditbalance": f"¥{float(row['credit']):,.2f} {row['currency_code']}",
        "numpaidinvoices": sum(one["status"] == "Paid" for one in invoices),
        "productsnumactive": sum(one["status"] == "Active" for one in services),
        "productsnumtotal": len(services),
    }  # fmt: skip
