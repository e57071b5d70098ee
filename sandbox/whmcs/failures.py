"""How WHMCS fails in its own words: the failures that a test asks for by name. It owns the names and what each answers;
when one strikes is ``sandbox.faults``'s."""

import re
from collections.abc import Callable

from starlette.responses import Response

from sandbox.controlling import Json
from sandbox.whmcs import access
from sandbox.whmcs.forms import Form, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.replies import page, render

_REFUSALS = ("authentication_failed", "invalid_credentials", "invalid_ip", "invalid_permissions")
_FATAL = "<br />\n<b>Fatal error</b>:  Uncaught Error in <b>api.php</b> on line <b>1</b><br />"
_PAGES: dict[str, Callable[[], Response]] = {
    "forbidden_html": lambda: page("403 Forbidden", 403),
    "forbidden_empty": lambda: Response(status_code=403),
    "html": lambda: page("Just a moment...", 200),
    "php_fatal": lambda: Response(_FATAL, 200, media_type="text/html"),
    "server_error": lambda: page("500 Internal Server Error", 500),
}
WORDS = (*_REFUSALS, *_PAGES)


def spelled(wanted: Json) -> Json:
    """A wanted fault with ``action`` (a name, or nothing for all) and, as its ``kind``, one of ``WORDS`` or a name of
    one's own."""
    plain = {key: value for key, value in wanted.items() if key != "action"}
    if wanted.get("action"):
        plain["path"] = f"^{re.escape(str(wanted['action']).lower())}$"
    return {"status": 200, **plain} if wanted.get("kind") in WORDS else plain


def answer(kind: str, installation: Installation, form: Form, address: str) -> Response | None:
    """What WHMCS says when it fails like that; None for a name that is not of ``WORDS``."""
    if kind in _PAGES:
        return _PAGES[kind]()
    match kind:
        case "authentication_failed":
            refusal = access.authentication_failed(installation)
        case "invalid_credentials":
            refusal = access.invalid_credentials(installation)
        case "invalid_ip":
            refusal = access.invalid_ip(address)
        case "invalid_permissions":
            refusal = access.invalid_permissions(text(form, "action"))
        case _:
            return None
    return render(refusal.body, refusal.status, text(form, "responsetype"))
