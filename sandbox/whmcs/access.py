"""Who may call what: the credential pair, the caller's address and the API role. It owns the order of these refusals
and their words; facts/whmcs.md 4 has their sources."""

from sandbox.whmcs.forms import Form, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.replies import ActionError


def authentication_failed(installation: Installation) -> ActionError:
    return ActionError("Authentication Failed", installation.switches["credential_status"])


def invalid_credentials(installation: Installation) -> ActionError:
    return ActionError("Invalid or missing credentials", installation.switches["credential_status"])


def invalid_ip(address: str) -> ActionError:
    return ActionError(f"Invalid IP {address}", 403)


def invalid_permissions(action: str) -> ActionError:
    return ActionError(f'Invalid Permissions: API action "{action.lower()}" is not allowed', 403)


def judge(installation: Installation, form: Form, address: str) -> None:
    """Credential, then address. Raises ActionError."""
    switches = installation.switches
    # The same pair is taken under the old names too.
    identifier = text(form, "identifier") or text(form, "username")
    secret = text(form, "secret") or text(form, "password")
    if not identifier or not secret:
        raise authentication_failed(installation)
    if identifier != switches["identifier"]:
        raise invalid_credentials(installation)
    if secret != switches["secret"]:
        raise authentication_failed(installation)
    key = text(form, "accesskey")
    if address not in switches["allowed_ips"] and not (key and key == switches["access_key"]):
        raise invalid_ip(address)


def permit(installation: Installation, action: str) -> None:
    """Raises ActionError when the credential's API role does not name this action."""
    allowed = installation.switches["allowed_actions"]
    if allowed is not None and action.lower() not in {one.lower() for one in allowed}:
        raise invalid_permissions(action)
