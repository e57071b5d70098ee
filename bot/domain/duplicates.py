"""Whether the customer has, or is about to get, a service of the ordered family already (E3, duplicate services).

A service counts as active unless it has ended. Suspended is one that comes back as soon as it is paid, and Pending is
one that is being set up: a second of either would be a duplicate like any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.evidence import BOTH, DUPLICATES, SALESFORCE, Check, Silence, Verdict, listed, seen, worst
from bot.domain.scripts import folded

ENDED = frozenset({"terminated", "cancelled", "fraud", "completed"})
RECENT = timedelta(days=30)
_TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Service:
    """A service of the WHMCS client. ``family`` is None if no product tells it, ``started`` if WHMCS has no date."""

    id: str
    name: str
    family: str | None
    status: str
    started: date | None

    @property
    def is_active(self) -> bool:
        return folded(self.status) not in ENDED


@dataclass(frozen=True)
class OtherOrder:
    """Another order of the Account: still in review, or ``approved_at`` an instant. Orders that ended don't count."""

    number: str
    families: tuple[str, ...]
    approved_at: datetime | None


@dataclass(frozen=True)
class _Case:
    """What there is to judge, at the instant of judging."""

    families: frozenset[str]
    services: Sequence[Service]
    others: Sequence[OtherOrder]
    silence: Silence | None
    at: datetime


def check(
    families: Sequence[str], services: Sequence[Service] | Silence, others: Sequence[OtherOrder], at: datetime
) -> Check:
    """``families`` are those of the order under review; ``services`` says why if WHMCS says nothing; ``at`` is now."""
    silence, known = (services, []) if isinstance(services, Silence) else (None, services)
    findings = list(_findings(_Case(_folded(families), known, others, silence, at)))
    findings.sort(key=lambda finding: -finding[0].rank)
    sentence = "; ".join(words for _, words in findings) or "no other service or order of the family"
    detail = [f"Service {one.id} {one.name}: {one.status}, {one.family or 'family not known'}" for one in known]
    detail += [f"Order {one.number}: {_standing(one)}, {listed(one.families) or 'family not known'}" for one in others]
    inputs = seen(
        sorted(families),
        silence,
        sorted((one.id, one.family or "", one.status, str(one.started)) for one in known),
        sorted((one.number, sorted(one.families), str(one.approved_at)) for one in others),
    )
    source = SALESFORCE if silence else BOTH
    verdict = worst(verdict for verdict, _ in findings)
    return Check(DUPLICATES, verdict, sentence, "\n".join(detail), source, at, inputs)


def _findings(case: _Case) -> Iterator[tuple[Verdict, str]]:
    """What speaks against a pass, in words without personal values. While WHMCS is silent nobody knows whether a
    recently approved order has its service, which would fail, or waits for it, which is a warning: that is unknown."""
    active = [one for one in case.services if one.is_active]
    if same := [one for one in active if one.family and folded(one.family) in case.families]:
        yield Verdict.FAIL, f"{_count(same)} of the family"
    related = [one for one in case.others if case.families & _folded(one.families)]
    if in_review := [one for one in related if one.approved_at is None]:
        yield Verdict.FAIL, f"{_orders(in_review)} of the family in review too"
    if waiting := [one for one in related if _waits_for_service(one, case)]:
        words = f"{_orders(waiting)} of the family approved less than {RECENT.days} days ago"
        yield (Verdict.UNKNOWN, words) if case.silence else (Verdict.WARN, f"{words}, no service yet")
    if case.silence:
        yield Verdict.UNKNOWN, case.silence.value
    if not case.families:
        yield Verdict.UNKNOWN, "the order's family is not known"
    if unclear := [one for one in active if not _folded([one.family or ""])]:
        yield Verdict.UNKNOWN, f"{_count(unclear)} of a family that is not known"
    if hidden := [one for one in case.others if not _folded(one.families) and _is_recent(one, case.at)]:
        yield Verdict.UNKNOWN, f"{_orders(hidden)} of a family that is not known"


def _is_recent(order: OtherOrder, at: datetime) -> bool:
    return order.approved_at is None or at - order.approved_at < RECENT


def _waits_for_service(order: OtherOrder, case: _Case) -> bool:
    """Approved lately, and for one of the families no service began on that day in Japan or later."""
    if order.approved_at is None or not _is_recent(order, case.at):
        return False
    day = order.approved_at.astimezone(_TOKYO).date()
    began = _folded(one.family or "" for one in case.services if one.started and one.started >= day)
    return not (case.families & _folded(order.families)) <= began


def _folded(families: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(folded, families)))


def _count(services: Sequence[Service]) -> str:
    return f"{len(services)} active {'service' if len(services) == 1 else 'services'}"


def _orders(orders: Sequence[OtherOrder]) -> str:
    numbers = sorted(one.number for one in orders)
    return f"{'order' if len(numbers) == 1 else 'orders'} {listed(numbers)}"


def _standing(order: OtherOrder) -> str:
    if order.approved_at is None:
        return "in review"
    return f"approved {order.approved_at.astimezone(_TOKYO):%Y-%m-%d}"
