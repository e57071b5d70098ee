"""A request's form as PHP reads it: ``a[0]=x`` makes an array, a bare name given twice keeps the last value, and a flag
is off only when it is absent, empty or "0". It owns this reading; what a parameter means is its action's."""

import re
from urllib.parse import parse_qsl

Value = str | dict[str, "Value"]
Form = dict[str, Value]

_KEY = re.compile(r"\[([^\[\]]*)\]")
_LEADING = re.compile(r"\s*[+-]?\d+")


def parse_form(content_type: str, body: bytes) -> Form:
    """Nothing of a body that is no form, as ``$_POST`` would hold nothing."""
    if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return {}
    form: Form = {}
    for name, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True):
        _put(form, name, value)
    return form


def _put(form: Form, name: str, value: str) -> None:
    root, bracket, rest = name.partition("[")
    root = root.strip().replace(".", "_").replace(" ", "_")
    keys = _KEY.findall(bracket + rest)
    if not root:
        return
    into, key = form, root
    for inner in keys:
        held = into.get(key)
        if not isinstance(held, dict):
            held = into[key] = {}
        into, key = held, inner or str(_next(held))
    into[key] = value


def _next(array: Form) -> int:
    return max((int(key) + 1 for key in array if key.isdigit()), default=0)


def text(form: Form, name: str) -> str:
    """A parameter as text; empty when it is missing or an array."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def number(form: Form, name: str) -> int:
    """A parameter as PHP casts it: the digits that it begins with, else 0."""
    found = _LEADING.match(text(form, name))
    return int(found[0]) if found else 0


def flag(form: Form, name: str) -> bool:
    """On unless absent, empty or "0": the word "false" is on."""
    value = form.get(name, "")
    return bool(value) if isinstance(value, dict) else value not in ("", "0")


def items(form: Form, name: str) -> list[str]:
    """An array parameter's texts in the order sent; a bare value is no array and gives none."""
    value = form.get(name)
    return [one for one in value.values() if isinstance(one, str)] if isinstance(value, dict) else []
