"""GetAdminDetails, GetAdminUsers and WhmcsDetails (facts/whmcs.md 6.12, 6.14): the installation's staff and version. It
owns these reads; nothing in the API changes staff."""

from sandbox.whmcs.forms import Form, flag, number, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.kinds import NO_TIME, Row
from sandbox.whmcs.replies import Json

_PERMISSIONS = ("List Clients", "View Clients Summary", "List Invoices", "View Products/Services", "API Access")


def get_admin_details(installation: Installation, _form: Form) -> Json:
    """The admin whom the credential hangs on: the first one."""
    row = next(iter(installation.rows["admin"].values()))
    return {
        "result": "success", "adminid": str(row["id"]), "name": f"{row['firstname']} {row['lastname']}",
        "notes": row["notes"], "signature": row["signature"], "allowedpermissions": ",".join(_PERMISSIONS),
        "departments": ",1,", "requesttime": installation.local_time(), "whmcs": _version(installation),
    }  # fmt: skip


def get_admin_users(installation: Installation, form: Form) -> Json:
    """No ``result`` here. An e-mail matches in part, and who is disabled is hidden unless asked for."""
    role, email, disabled = number(form, "roleid"), text(form, "email").lower(), flag(form, "include_disabled")
    found = [
        _shown(row)
        for row in installation.rows["admin"].values()
        if (not role or row["roleId"] == role) and email in row["email"].lower() and (disabled or not row["isDisabled"])
    ]
    return {"count": len(found), "admin_users": found}


def _shown(row: Row) -> Json:
    return {
        "id": row["id"], "uuid": row["uuid"] or f"00000000-0000-4000-9000-{row['id']:012d}", "roleId": row["roleId"],
        "username": row["username"], "twoFactorAuthModule": "", "firstname": row["firstname"],
        "lastname": row["lastname"], "email": row["email"], "signature": row["signature"], "notes": row["notes"],
        "template": "blend", "language": "english", "isDisabled": row["isDisabled"], "loginAttempts": 0,
        "supportDepartmentIds": [1], "receivesTicketNotifications": [], "homeWidgets": "", "hiddenWidgets": "",
        "widgetOrder": "", "created_at": NO_TIME, "updated_at": NO_TIME,
        "fullName": f"{row['firstname']} {row['lastname']}",
    }  # fmt: skip


def whmcs_details(installation: Installation, _form: Form) -> Json:
    return {"result": "success", "whmcs": _version(installation)}


def _version(installation: Installation) -> Json:
    whole = installation.switches["version"]
    return {"version": whole.partition("-")[0], "canonicalversion": whole}
