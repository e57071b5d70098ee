"""What calls for the supervisors by itself: the handbook's four escalation triggers of an order (X4).

Each is found on what Salesforce says this moment, and says why in a sentence for the channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.evidence import Check, Verdict, title
from bot.handbook.eyes import Escalation

VALUE, REPEATS, FAILED, DISPUTED = "value", "repeats", "failed", "disputed"


@dataclass(frozen=True)
class Trigger:
    """``why`` holds nothing personal."""

    key: str
    why: str


@dataclass(frozen=True)
class Account:
    """What is known of an order's customer. ``ordered``: when each of their orders was created, this one among them.
    ``case``: the number of an open Case that disputes the eligibility."""

    created_at: datetime
    ordered: Sequence[datetime] = ()
    case: str = ""


def find(rules: Escalation | None, value: int, account: Account, checks: Sequence[Check]) -> list[Trigger]:
    """``value``: the order's total in whole yen."""
    if rules is None:
        return []
    found = []
    if rules.value_over is not None and value > rules.value_over:
        found.append(Trigger(VALUE, f"its value of ¥{value:,} is over ¥{rules.value_over:,}"))
    if rules.repeats is not None:
        hours = rules.repeats.hours
        orders = most_within(account.ordered, account.created_at, timedelta(hours=hours))
        if orders >= rules.repeats.orders:
            found.append(Trigger(REPEATS, f"{orders} orders of this customer within {hours} hours"))
    found += [
        Trigger(f"{FAILED}:{check.key}", f"{title(check.key)} failed")
        for check in checks
        if check.verdict is Verdict.FAIL and check.key in rules.failed_checks
    ]
    if rules.disputed_case is not None and account.case:
        found.append(Trigger(DISPUTED, f"the customer disputes the eligibility (Case {account.case})"))
    return found


def most_within(instants: Sequence[datetime], mine: datetime, length: timedelta) -> int:
    """How many of the instants lie in the fullest window of that length, its ends included, that holds ``mine``."""
    near = sorted(at for at in instants if abs(at - mine) <= length)
    return max((sum(start <= at <= start + length for at in near) for start in near if start <= mine), default=0)
