"""Pages of a list, and the wrapper that a list comes in. It owns limitstart, limitnum and the empty wrapper's odd form;
which rows there are is the action's."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sandbox.whmcs.forms import Form, number
from sandbox.whmcs.replies import Json

PAGE = 25
T = TypeVar("T")


def paged(form: Form, rows: Sequence[T]) -> tuple[int, Sequence[T]]:
    """Where the page starts, and its rows. A limit that is no number is none."""
    start, limit = max(0, number(form, "limitstart")), number(form, "limitnum")
    return start, rows[start : start + (limit if limit > 0 else PAGE)]


def wrapped(name: str, rows: Sequence[Any]) -> Json | str:
    """``{"product": [...]}``, one match in a list too; without any match the wrapper is an empty text."""
    return {name: list(rows)} if rows else ""
