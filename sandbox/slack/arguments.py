"""Reads a Web API request's arguments as Slack does: a query, a form or JSON, the token in a header or among them, JSON
inside form fields. It owns parsing and the errors about it; it knows no method."""

import json
from typing import Any
from urllib.parse import parse_qsl

from sandbox.slack.errors import SlackError

Json = dict[str, Any]


def read_arguments(query: str, content_type: str, body: bytes) -> Json:
    """All arguments in one dict; form values stay strings, JSON ones keep their types."""
    arguments: Json = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return arguments
    if kind == "application/json":
        try:
            parsed = json.loads(body)
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(parsed, dict):
            raise SlackError("json_not_object")
        return arguments | parsed
    if kind == "application/x-www-form-urlencoded":
        try:
            return arguments | dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=False))
        except UnicodeDecodeError:
            raise SlackError("invalid_charset") from None
    raise SlackError("invalid_post_type")


def structure(arguments: Json, name: str, error: str) -> Any:
    """An argument that is JSON, given as such or as a string; None when absent or empty."""
    value = arguments.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None
    return value


def flag(arguments: Json, name: str, *, default: bool = False) -> bool:
    value = arguments.get(name, default)
    return value.lower() in ("1", "true") if isinstance(value, str) else bool(value)


def words(arguments: Json, name: str) -> str:
    """An argument that is text; a number is taken as its digits."""
    value = arguments.get(name)
    return "" if value is None else str(value)


def number(arguments: Json, name: str, default: int, most: int) -> int:
    """An integer in 1..most; ``invalid_limit``-like errors are all ``invalid_arguments`` here."""
    raw = arguments.get(name)
    if raw in (None, ""):
        return default
    try:
        value = int(str(raw))
    except ValueError:
        raise SlackError("invalid_arguments") from None
    if value < 0:
        raise SlackError("invalid_arguments")
    return min(value or default, most)
