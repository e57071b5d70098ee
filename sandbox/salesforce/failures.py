"""How the org fails in its own words: an injected error named by its errorCode becomes a status and an error body. It
owns these words; when a fault strikes is ``sandbox.faults``'s."""

from typing import Any

_STATUS = {"INVALID_SESSION_ID": 401, "REQUEST_LIMIT_EXCEEDED": 403, "SERVER_UNAVAILABLE": 503}
_CODE = {503: "SERVER_UNAVAILABLE", 401: "INVALID_SESSION_ID"}


def spelled(wanted: dict[str, Any]) -> dict[str, Any]:
    """A wanted fault with ``errorCode`` and ``message`` as the org's own answer; the status follows from the code where
    it is left out, and the code from the status."""
    named, message = wanted.get("errorCode"), wanted.get("message")
    plain = {key: value for key, value in wanted.items() if key not in ("errorCode", "message")}
    speaks = any(plain.get(name) is not None for name in ("json", "text", "html"))
    if speaks or not (named or plain.get("status")):
        return plain
    code = named or _CODE.get(plain["status"], "UNKNOWN_EXCEPTION")
    status = plain.get("status") or _STATUS.get(code, 400)
    return {**plain, "status": status, "json": [{"message": message or f"injected {code}", "errorCode": code}]}
