"""May the bot ask WHMCS what a review needs: the credential, and each action that its API role must allow."""

from collections.abc import Callable, Iterator

from bot.checks.line import Line, fault, ok, warning
from bot.clients.whmcs import Whmcs
from bot.errors import ClientError

NOBODY = 2**31 - 1
"""A client id that no installation has come to: a question that is cheap and shows nobody."""
WAYS_OUT = {
    "AUTHENTICATION_FAILED": "make a new API credential and set WHMCS_IDENTIFIER and WHMCS_SECRET",
    "IP_NOT_ALLOWED": "add this machine under General Settings, Security, API IP Access, or set WHMCS_ACCESS_KEY",
    "http_403": "let this machine through the firewall or proxy that answers for WHMCS",
    "NOT_PERMITTED": "allow the action in the credential's API role",
    "WRONG_ADDRESS": "WHMCS_URL must be the root of WHMCS, without includes/api.php",
    "UNKNOWN_ACTION": "WHMCS_URL must be the root of a WHMCS of version 7.2 or newer",
}


def whmcs_lines(whmcs: Whmcs | None) -> Iterator[Line]:
    if whmcs is None:
        yield warning(
            "WHMCS", "not connected: identity and duplicate services are unknown on every order; set WHMCS_URL"
        )
        return
    asked: dict[str, Callable[[], object]] = {
        "GetClientsDetails": lambda: whmcs.client(NOBODY),
        "GetClientsProducts": lambda: whmcs.services(NOBODY),
    }
    for action, ask in asked.items():
        what = f"WHMCS {action}"
        try:
            ask()
        except ClientError as error:
            yield fault(what, f"{error} {WAYS_OUT.get(error.code, '')}")
        else:
            yield ok(what, "is allowed")
