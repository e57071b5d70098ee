"""What is asked of Salesforce, as values: SOQL with safe quoting, and the subrequests of a composite.

It builds and checks, and never sends. Everything that comes from a record, a person or the handbook passes through
``soql`` (values) or ``identifier`` (names) before it is part of a query.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import format_datetime
from string import Formatter
from urllib.parse import urlencode

from bot.clients.salesforce_rows import record_id, simple_identifier
from bot.errors import Permanent

MAX_CALLS = 25
MAX_QUERIES = 5
_REF = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_READS = frozenset({"GET", "HEAD"})
_METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE"})
# Headers that a subrequest takes from the composite itself.
_INHERITED = frozenset({"accept", "authorization", "content-type"})


@dataclass(frozen=True, slots=True)
class Call:
    """One subrequest of a composite. ``url`` is relative to ``/services/data/vXX.0/``, e.g. ``sobjects/Order/801…``."""

    method: str
    url: str = field(repr=False)
    ref: str
    body: Mapping[str, object] | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def reads(self) -> bool:
        return self.method in _READS


def query_call(ref: str, soql: str, *, include_deleted: bool = False) -> Call:
    """A query as a subrequest. It may point at an earlier one's answer: ``'@{order.records[0].AccountId}'``."""
    # A pointer is found before the address is decoded, so its signs stay as they are.
    return Call("GET", f"{'queryAll' if include_deleted else 'query'}/?{urlencode({'q': soql}, safe='@{}[]')}", ref)


def patch_call(
    ref: str, obj: str, record: str, fields: Mapping[str, object], unmodified_since: datetime | None = None
) -> Call:
    """A PATCH as a subrequest.

    Raises Permanent ``REFERENCE_IN_TEXT`` when a text holds ``@{``: a composite would read it as a reference to
    another subrequest's answer, and no escape is documented. ``Salesforce.patch`` takes such a text as it is.
    """
    if any(isinstance(value, str) and "@{" in value for value in fields.values()):
        raise Permanent("The text holds @{, which a composite request cannot carry.", code="REFERENCE_IN_TEXT")
    return Call("PATCH", row_path(obj, record), ref, checked(fields), condition(unmodified_since))


def get_call(ref: str, obj: str, record: str, fields: Sequence[str]) -> Call:
    """A record's row as a subrequest: its ``Answer`` has a ``row``."""
    return Call("GET", f"{row_path(obj, record)}?fields={field_list(fields)}", ref)


def row_path(obj: str, record: str) -> str:
    return f"sobjects/{simple_identifier(obj)}/{record_id(record)}"


def field_list(fields: Sequence[str]) -> str:
    if not fields:
        raise ValueError("name at least one field")
    return ",".join(simple_identifier(name) for name in fields)


def checked(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields of a write, names checked, dates and amounts as Salesforce writes them."""
    if not fields:
        raise ValueError("a write needs at least one field")
    return {simple_identifier(name): _json_value(value) for name, value in fields.items()}


def condition(unmodified_since: datetime | None) -> dict[str, str]:
    """The header that makes a write conditional. Its resolution is one second; fractions are cut off."""
    if unmodified_since is None:
        return {}
    return {"If-Unmodified-Since": format_datetime(_aware(unmodified_since).astimezone(UTC), usegmt=True)}


def composite_body(calls: Sequence[Call], *, base: str, all_or_none: bool) -> dict[str, object]:
    """The body of a composite request; ``base`` is ``/services/data/vXX.0/``. Raises ValueError past its limits."""
    refs = [call.ref for call in calls]
    if not 1 <= len(calls) <= MAX_CALLS or len(set(refs)) != len(refs):
        raise ValueError(f"a composite takes 1 to {MAX_CALLS} subrequests with different refs")
    if sum(call.url.startswith(("query/", "queryAll/")) for call in calls) > MAX_QUERIES:
        raise ValueError(f"a composite takes at most {MAX_QUERIES} queries")
    requests: list[dict[str, object]] = []
    for call in calls:
        if not _REF.fullmatch(call.ref) or call.method not in _METHODS or call.url.startswith(("/", ".")):
            raise ValueError("a subrequest needs a plain ref, a method and a relative url")
        if _INHERITED & {name.lower() for name in call.headers}:
            raise ValueError("a subrequest cannot set Accept, Authorization or Content-Type")
        request: dict[str, object] = {"method": call.method, "url": base + call.url, "referenceId": call.ref}
        if call.body is not None:
            request["body"] = dict(call.body)
        if call.headers:
            request["httpHeaders"] = dict(call.headers)
        requests.append(request)
    return {"allOrNone": all_or_none, "compositeRequest": requests}


def soql(template: str, **values: object) -> str:
    """``template`` with every ``{name}`` quoted and escaped, every ``{name:like}`` escaped for use inside LIKE quotes.

    Takes text, numbers, booleans, None, dates, aware datetimes (written as UTC with Z) and non-empty lists of them.
    Raises ValueError for an empty list (``IN ()`` is malformed), for any other format or conversion (the library
    prints those raw), for look-ups inside a value; KeyError for a name without value; TypeError for other kinds.
    """
    parts: list[str] = []
    for text, name, spec, conversion in Formatter().parse(template):
        parts.append(text)
        if name is None:
            continue
        if spec not in ("", "like") or conversion is not None or not name.isidentifier():
            raise ValueError("a SOQL template knows only {name} and {name:like}")
        parts.append(_like(values[name]) if spec else _literal(values[name]))
    return "".join(parts)


def _like(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("only text goes into LIKE")
    return _written("{:like}", value)


def _literal(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return _written("{}", value)
        case int():
            return str(int(value))
        case float() | Decimal():
            number = Decimal(str(value))
            if not number.is_finite():
                raise ValueError("a SOQL number is finite")
            return format(number, "f")
        case datetime():
            # The library cuts fractions and writes +00:00, which has to survive URL encoding.
            instant = _aware(value).astimezone(UTC)
            precision = "milliseconds" if instant.microsecond else "seconds"
            return instant.replace(tzinfo=None).isoformat(timespec=precision) + "Z"
        case date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            if not value:
                raise ValueError("an empty list is no SOQL value")
            if any(isinstance(member, list | tuple | set | frozenset) for member in value):
                raise TypeError("a SOQL list holds no lists")
            return "(" + ",".join(_literal(member) for member in value) + ")"
        case _:
            raise TypeError("that kind of value has no place in SOQL")


def _json_value(value: object) -> object:
    match value:
        case datetime():
            return _aware(value).astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
        case date():
            return value.isoformat()
        case Decimal():
            # JSON has no decimals of its own: text would be refused by a number field, so the nearest double goes.
            return float(value)
        case None | str() | bool() | int() | float():
            return value
        case _:
            raise TypeError("that kind of value has no place in a record")


def _written(template: str, text: str) -> str:
    from simple_salesforce.format import format_soql  # noqa: PLC0415  costs 120 ms at start

    text.encode()  # half a surrogate pair is a ValueError here, not a crash while the request is written
    return str(format_soql(template, text))


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant
