"""What goes back to a caller: JSON when JSON was asked for, else the old name=value text or XML; and the one exception
by which an action refuses. It owns these shapes and must not know an action."""

import json
from typing import Any
from xml.sax.saxutils import escape

from starlette.responses import Response

Json = dict[str, Any]


class ActionError(Exception):
    """A refusal: HTTP 200 unless it says otherwise, and ``{"result": "error", "message": ...}``. WHMCS has no codes."""

    def __init__(self, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.message = message
        self.status = status

    @property
    def body(self) -> Json:
        return {"result": "error", "message": self.message}


def page(title: str, status: int) -> Response:
    """An HTML page of the web server or a firewall before it, not of the API."""
    return Response(f"<!DOCTYPE html><html><body><h1>{title}</h1></body></html>", status, media_type="text/html")


def render(body: Json, status: int, responsetype: str) -> Response:
    match responsetype.lower():
        case "json":
            text = json.dumps(body, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/")  # as PHP writes it
            return Response(text, status, media_type="application/json")
        case "xml":
            document = '<?xml version="1.0" encoding="utf-8"?>\n<whmcsapi version="8.12.0">\n'
            return Response(document + _xml(body) + "</whmcsapi>", status, media_type="application/xml")
        case _:
            pairs = "".join(f"{name}={value};" for name, value in _flat(body, ""))
            return Response(pairs, status, media_type="text/html")


def _xml(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(
            f"<{name}>{_xml(one)}</{name}>\n"
            for name, held in value.items()
            for one in (held if isinstance(held, list) else [held])
        )
    return escape("" if value is None else str(value))


def _flat(value: Any, prefix: str) -> list[tuple[str, Any]]:
    """``a[b][0]`` and its value, for everything inside."""
    if not isinstance(value, dict | list):
        return [(prefix, "" if value is None else value)]
    named = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        pair for name, one in named for pair in _flat(one, f"{prefix}[{name}]" if prefix else str(name))
    ]  # fmt: skip
