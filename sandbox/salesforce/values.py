"""A caller's JSON value as the org stores it. It owns types, lengths, picklists and references of single values; it
must not look at the rest of the record."""

import re
from datetime import UTC, date, datetime
from typing import Any

from sandbox.salesforce.clock import precise_stamp
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import full_id
from sandbox.salesforce.org import Org
from sandbox.salesforce.schema import NUMBER_TYPES, TEXT_TYPES, Field, SObject

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def clean(org: Org, sobject: SObject, one: Field, value: Any) -> Any:
    """Empty text is null, as Salesforce stores it. Raises ApiError with the code that the vendor gives."""
    if value is None or value == "":
        if one.type == "boolean":
            raise _unreadable("boolean", value)
        return None
    if one.type in TEXT_TYPES:
        return _text(sobject, one, value)
    if one.type in NUMBER_TYPES:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise _unreadable("double", value)
        try:
            return float(value)
        except ValueError:
            raise _unreadable("double", value) from None
    if one.type == "boolean":
        if not isinstance(value, bool):
            raise _unreadable("boolean", value)
        return value
    if one.type == "date":
        return _date(value)
    if one.type == "datetime":
        return _datetime(value)
    return _reference(org, one, value)


def _unreadable(kind: str, value: Any) -> ApiError:
    name = "VALUE_STRING" if isinstance(value, str) else "VALUE_EMBEDDED_OBJECT"
    return ApiError(400, "JSON_PARSER_ERROR", f"Cannot deserialize instance of {kind} from {name} value {value!r}")


def _text(sobject: SObject, one: Field, value: Any) -> str:
    if isinstance(value, bool):
        value = "true" if value else "false"
    elif isinstance(value, int | float):
        value = str(value)
    if not isinstance(value, str):
        raise _unreadable("string", value)
    if one.length and len(value) > one.length:
        raise ApiError(
            400, "STRING_TOO_LONG",
            f"{sobject.name} {one.label}: data value too large: {value[:255]} (max length={one.length})", [one.name],
        )  # fmt: skip
    if one.type == "email" and not _EMAIL.fullmatch(value):
        raise ApiError(400, "INVALID_EMAIL_ADDRESS", f"{one.label}: invalid email address: {value}", [one.name])
    if one.restricted and one.values:
        match = next((known for known in one.values if known.lower() == value.lower()), None)
        if match is None:
            raise ApiError(
                400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                f"{one.label}: bad value for restricted picklist field: {value}", [one.name],
            )  # fmt: skip
        return match
    return value


def _date(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise _unreadable("date", value) from None


def _datetime(value: Any) -> str:
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError:
        raise _unreadable("datetime", value) from None
    return precise_stamp(instant if instant.tzinfo else instant.replace(tzinfo=UTC))


def _reference(org: Org, one: Field, value: Any) -> str:
    whole = full_id(value) if isinstance(value, str) else None
    target = one.refers_to
    if whole is None or target is None or whole[:3] != org.tables[target].sobject.prefix:
        raise ApiError(400, "MALFORMED_ID", f"{one.label}: id value of incorrect type: {value}", [one.name])
    row = org.row(target, whole)
    if row is None:
        raise ApiError(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    if row.get("IsDeleted"):
        raise ApiError(400, "ENTITY_IS_DELETED", "entity is deleted", [])
    return whole
