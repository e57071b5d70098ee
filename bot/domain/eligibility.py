"""Whether the ordered internet types are the one that the Account is eligible for (E3, product eligibility)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.evidence import ELIGIBILITY, SALESFORCE, Check, Verdict, listed, seen
from bot.domain.scripts import folded

INTERNET = "Internet"
CHECKED, NOT_AVAILABLE = "Checked", "Not Available"
_SERVICE = "Service"


@dataclass(frozen=True)
class OrderLine:
    """``family``: Internet, SIM or VPN. ``item_class``: only a Service has an internet type of its own, a router or an
    activation follows it; an empty class is taken for a Service."""

    name: str
    family: str
    item_class: str
    internet_type: str


def check(lines: Sequence[OrderLine], result: str, status: str, read_at: datetime) -> Check:
    """The Account's ``result`` (``Home 1G``, ``Not Available``) counts only while its ``status`` is Checked."""
    services = [line for line in lines if _is_internet_service(line)]
    verdict, sentence = _judge(services, result.strip(), status.strip())
    detail = "\n".join(f"{line.name}: {line.internet_type.strip() or '–'}" for line in services)
    inputs = seen(sorted({(line.name, line.internet_type) for line in services}), result, status)
    return Check(ELIGIBILITY, verdict, sentence, detail, SALESFORCE, read_at, inputs)


def is_service(line: OrderLine) -> bool:
    return _kind(line.item_class) in {"", _kind(_SERVICE)}


def _is_internet_service(line: OrderLine) -> bool:
    """Internet by its family or its type; a service whose family nobody filled in may be one too."""
    return bool(line.internet_type.strip()) or (is_service(line) and _kind(line.family) in {"", _kind(INTERNET)})


def _judge(services: Sequence[OrderLine], result: str, status: str) -> tuple[Verdict, str]:
    if not services:
        return Verdict.PASS, "not applicable: no internet service is ordered"
    if _kind(status) != _kind(CHECKED):
        return Verdict.UNKNOWN, f"eligibility is {status or 'empty'}, not {CHECKED}"
    if not result:
        return Verdict.UNKNOWN, f"eligibility is {CHECKED}, but without a result"
    ordered = list({_kind(line.internet_type): line.internet_type.strip() for line in services}.values())
    known = [kind for kind in ordered if kind]
    if _kind(result) == _kind(NOT_AVAILABLE):
        return Verdict.FAIL, f"ordered {listed(known) or 'an internet service'}, but none is available at the address"
    if any(_kind(kind) != _kind(result) for kind in known):
        return Verdict.FAIL, f"ordered {listed(known)}, eligible for {result}"
    if len(known) < len(ordered):
        return Verdict.UNKNOWN, f"eligible for {result}, but a product names no internet type"
    return Verdict.PASS, f"ordered and eligible for {result}"


def _kind(text: str) -> str:
    """A type, class or status without case, width and blanks: ``Home 10G`` is ``home10g``."""
    return folded(text).replace(" ", "")
