"""WHMCS as values of ours: a client and their services, parsed at the edge.

WHMCS sends ids as numbers in one action and as text in the next, an empty list as ``""``, a missing date as
``0000-00-00`` and, with every service, its password: what is read here is all that the rest of the house ever sees of
it. What cannot be read raises ``Permanent`` (``BAD_VALUE``).
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.clients.whmcs_wire import Parameter, WhmcsWire
from bot.errors import Permanent

PAGE = 100
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class WhmcsClient:
    """A customer as billing knows them. Not repeated in logs: everything but the id is personal."""

    id: int
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    company: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    status: str
    """Active, Inactive or Closed."""


@dataclass(frozen=True, slots=True)
class Service:
    """One product that a client has or had. ``product``: the WHMCS product id."""

    id: int
    product: int
    name: str
    group: str
    status: str
    """Pending, Active, Suspended, Terminated, Cancelled, Fraud or Completed."""
    registered: date | None


class Whmcs:
    """The actions that the bot needs. Raises Transient or Permanent."""

    def __init__(self, url: str, identifier: str, secret: str, access_key: str | None = None) -> None:
        self._wire = WhmcsWire(url, identifier, secret, access_key)

    def close(self) -> None:
        self._wire.close()

    def client(self, client_id: int) -> WhmcsClient | None:
        """None: there is no such client. ``client_id``: from 1 on, since WHMCS takes 0 for no filter at all."""
        answer = self._about("GetClientsDetails", client_id, stats=False)
        if answer is None:
            return None
        # The fields outside of ``client`` are deprecated copies.
        found = answer.get("client")
        details = found if isinstance(found, dict) else answer
        return WhmcsClient(
            id=number(details, "id"),
            first_name=_unescaped(details, "firstname"),
            last_name=_unescaped(details, "lastname"),
            company=_unescaped(details, "companyname"),
            email=_unescaped(details, "email"),
            phone=words(details, "phonenumber"),
            status=words(details, "status"),
        )

    def services(self, client_id: int) -> list[Service]:
        """Every service of a client, whatever its status, page by page. ``client_id``: from 1 on."""
        found: list[Service] = []
        for _ in range(MOST_PAGES):
            page = self._about("GetClientsProducts", client_id, limitstart=len(found), limitnum=PAGE)
            if page is None:  # no such client: most versions list nothing instead
                return []
            rows = list(wrapped(page, "products", "product"))
            found += map(_service, rows)
            if not rows or len(found) >= number(page, "totalresults"):
                return found
        raise Permanent("WHMCS lists more services of one client than can be read.", code="TOO_MANY")

    def _about(self, action: str, client_id: int, **parameters: Parameter) -> Mapping[str, Any] | None:
        """What an action answers about one client; None: there is no such client."""
        if client_id < 1:
            raise ValueError("a client's id begins at 1: for 0 WHMCS lists everybody's services")
        try:
            return self._wire.read(action, clientid=client_id, **parameters)
        except Permanent as error:
            if error.code == "NOT_FOUND":
                return None
            raise


def _unescaped(row: Mapping[str, Any], name: str) -> str:
    """WHMCS keeps what customers type as HTML: ``O&#039;Brien``."""
    return html.unescape(words(row, name))


def _service(row: Mapping[str, Any]) -> Service:
    return Service(
        id=number(row, "id"),
        product=number(row, "pid"),
        name=words(row, "name"),
        group=words(row, "groupname"),
        status=words(row, "status"),
        registered=day(row, "regdate"),
    )


def wrapped(answer: Mapping[str, Any], outer: str, inner: str) -> Iterator[Mapping[str, Any]]:
    """The rows of ``answer[outer][inner]``: a list, or one row alone; nothing at all is ``""``, ``[]`` or absent."""
    wrapper = answer.get(outer)
    if not wrapper:
        return
    rows = wrapper.get(inner) if isinstance(wrapper, dict) else wrapper
    if not rows:
        return
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            raise _unreadable(outer)
        yield row


def number(row: Mapping[str, Any], name: str) -> int:
    """A whole number, which may come as text."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _unreadable(name)
    try:
        return int(value)
    except ValueError:
        raise _unreadable(name) from None


def words(row: Mapping[str, Any], name: str) -> str:
    """Text; null, absent and numbers are text as well."""
    value = row.get(name)
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case int() if not isinstance(value, bool):
            return str(value)
        case _:
            raise _unreadable(name)


def day(row: Mapping[str, Any], name: str) -> date | None:
    """A day; ``0000-00-00`` and ``""`` are none."""
    text = words(row, name)[:10]
    if not text.strip("0-"):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _unreadable(name) from None


def _unreadable(name: str) -> Permanent:
    return Permanent(f"WHMCS sent a {name} that cannot be read.", code="BAD_VALUE")
