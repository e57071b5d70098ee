"""Salesforce's records as values of ours: ``Row`` and ``Page``, ids, names and instants, parsed at the edge.

Nothing below the client sees a vendor's dictionary. What cannot be read raises ``Permanent`` (``BAD_VALUE``), because
the same record would read the same way again; nothing here speaks to the network, and no repr shows a customer's data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from bot.errors import Permanent

_ID = re.compile(r"[A-Za-z0-9]{15}([A-Za-z0-9]{3})?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
_NEXT_URL = re.compile(r"/services/data/v[0-9]{1,3}\.[0-9]/query(?:All)?/[A-Za-z0-9_-]{1,100}")
_CHECKSUM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def record_id(value: str) -> str:
    """``value`` as an 18-character id. Raises Permanent ``INVALID_ID`` for anything but 15 or 18 letters and digits.

    simple-salesforce joins ids into URLs: one that holds a slash or a scheme would take the token to another address.
    """
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Permanent("That is not a Salesforce record id.", code="INVALID_ID")
    return value if len(value) == 18 else value + _checksum(value)


def identifier(name: str) -> str:
    """``name`` if it is the API name of an object or field, with up to five parents (``Account.Owner.Name``).

    Raises Permanent ``INVALID_NAME`` otherwise: names come from the handbook and go into SOQL unquoted.
    """
    parts = name.split(".") if isinstance(name, str) else []
    if not 1 <= len(parts) <= 6 or not all(_NAME.fullmatch(part) for part in parts):
        raise Permanent("That is not the name of a Salesforce object or field.", code="INVALID_NAME")
    return name


def simple_identifier(name: str) -> str:
    """Like ``identifier`` but without parents, as the rows resource and describe want it."""
    if "." in identifier(name):
        raise Permanent("That is not the name of a Salesforce object or field.", code="INVALID_NAME")
    return name


def next_url(value: str) -> str:
    """``value`` if it is a query locator's path on this org; anything else could carry the token elsewhere."""
    if not isinstance(value, str) or not _NEXT_URL.fullmatch(value):
        raise Permanent("That is not the address of a query's next page.", code="INVALID_QUERY_LOCATOR")
    return value


def parse_instant(value: str) -> datetime:
    """``2026-01-31T15:00:00.000+0000`` as aware UTC. Raises ValueError for anything else, naive instants too."""
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One record. A ``path`` is a field's API name, after the relationships to it: ``Account.SF_Account_No__c``.

    A null, an unselected field and a missing parent are all the same: the default.
    """

    fields: Mapping[str, object] = field(repr=False)

    def has(self, path: str) -> bool:
        """Whether the value is there and not null."""
        return self._value(path) is not None

    def text(self, path: str, default: str = "") -> str:
        """The value as text; a number without trailing zeros (``123.0`` is ``"123"``), a checkbox as true or false."""
        match self._value(path):
            case None:
                return default
            case str(value):
                # JSON may hold half a surrogate pair, which no database and no other vendor would take.
                return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            case bool(value):
                return "true" if value else "false"
            case int() | Decimal() as value:
                number = Decimal(value)
                return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number, "f")
            case _:
                raise _bad_value(path)

    def id(self, path: str = "Id") -> str:
        """The 18-character id at ``path``. Raises Permanent when there is none: ask ``has`` first for a lookup."""
        value = self._value(path)
        if not isinstance(value, str):
            raise _bad_value(path)
        return record_id(value)

    def instant(self, path: str) -> datetime:
        """A date and time as aware UTC. Raises Permanent when there is none."""
        instant = self.instant_or_none(path)
        if instant is None:
            raise _bad_value(path)
        return instant

    def instant_or_none(self, path: str) -> datetime | None:
        value = self._value(path)
        if value is None:
            return None
        try:
            return parse_instant(value if isinstance(value, str) else "")
        except ValueError:
            raise _bad_value(path) from None

    def day(self, path: str) -> date | None:
        """A date field such as ``EffectiveDate``: a day without a zone."""
        value = self._value(path)
        if value is None:
            return None
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise _bad_value(path) from None

    def amount(self, path: str) -> Decimal | None:
        """A number or currency, exact. A text field holding a number counts."""
        value = self._value(path)
        if value is None:
            return None
        try:
            amount = Decimal(value) if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite():
            raise _bad_value(path)
        return amount

    def flag(self, path: str) -> bool:
        """A checkbox; null is False."""
        value = self._value(path)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise _bad_value(path)

    def rows(self, child: str) -> tuple["Row", ...]:
        """The rows of a child subquery such as ``OrderItems``: its first page only, see ``more``."""
        value = self._value(child)
        if value is None:
            return ()
        records = value.get("records") if isinstance(value, dict) else None
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise _bad_value(child)
        return tuple(Row(record) for record in records)

    def more(self, child: str) -> str | None:
        """Where the child subquery goes on (for ``next_page``), or None if ``rows(child)`` is all."""
        value = self._value(child)
        if not isinstance(value, dict) or value.get("done") is not False:
            return None
        return next_url(value.get("nextRecordsUrl", ""))

    def _value(self, path: str) -> object:
        value: object = self.fields
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a query. ``next_url`` goes to ``Salesforce.next_page``; ``server_time`` is the org's clock, UTC."""

    rows: tuple[Row, ...]
    next_url: str | None
    server_time: datetime


def page_from(body: object, server_time: datetime) -> Page:
    """A query's answer. Raises ValueError when it is anything else."""
    records = body.get("records") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(records, list):
        raise ValueError("not a page of records")
    if not all(isinstance(record, dict) for record in records):
        raise ValueError("not a page of records")
    following = None
    if body.get("done") is False:
        following = body.get("nextRecordsUrl")
        if not isinstance(following, str) or not _NEXT_URL.fullmatch(following):
            raise ValueError("no address of the next page")
    return Page(tuple(Row(record) for record in records), following, server_time)


def _bad_value(path: str) -> Permanent:
    return Permanent(f"Salesforce's {path} does not hold what is expected there.", code="BAD_VALUE")


def _checksum(short: str) -> str:
    """Three letters that make the 15 case-sensitive characters safe where case is lost: one bit per capital."""
    suffix = ""
    for start in (0, 5, 10):
        bits = sum(1 << place for place, letter in enumerate(short[start : start + 5]) if "A" <= letter <= "Z")
        suffix += _CHECKSUM_LETTERS[bits]
    return suffix
