"""Separation of duties: when one person's approval is not enough, and who must join it (S2 to S5).

A demand is a rule of the handbook that applies to what is shown now. Whoever approves counts as one person, whatever
their identities, and an approval counts only for exactly what its person saw.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.evidence import Check, Verdict, listed, title
from bot.handbook.eyes import Hazard, SecondApproval

ASKED = {Hazard.FAILED: Verdict.FAIL, Hazard.WARNED: Verdict.WARN}
SAID = {Hazard.FAILED: "failed", Hazard.WARNED: "warns"}


@dataclass(frozen=True)
class Approval:
    """One person's approval. ``facts`` and ``checks`` are fingerprints of what they saw; ``at`` is business time."""

    user: str
    name: str
    at: datetime
    facts: str
    checks: Mapping[str, str]
    verb: str = "approve"
    lent: Mapping[str, str] = field(default_factory=dict)
    """Whose right it was, as ``Actor.lent`` says it; empty: their own."""

    def holds(self, facts: str, checks: Iterable[Check]) -> bool:
        """Whether it counts for what is there now. A check that passes by now is no reason to ask again."""
        return self.facts == facts and all(
            self.checks.get(check.key) == sight(check) for check in checks if check.verdict is not Verdict.PASS
        )

    def to_payload(self) -> dict[str, Any]:
        payload = {**asdict(self), "at": self.at.isoformat()}
        lent = payload.pop("lent")
        return {**payload, "for": lent} if lent else payload

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Approval":
        plain = {name: value for name, value in payload.items() if name != "for"}
        return cls(**{**plain, "at": datetime.fromisoformat(payload["at"]), "lent": payload.get("for") or {}})


def sight(check: Check) -> str:
    return f"{check.verdict}.{check.seen}"


@dataclass(frozen=True)
class Demand:
    """Beside the first person so many more must approve, and so many at least who hold one of these roles."""

    why: str
    by: tuple[str, ...]
    approvals: int


def demands(rules: Iterable[SecondApproval], value: int, checks: Sequence[Check]) -> list[Demand]:
    """What the handbook wants beside one approval. ``value``: the order's total in whole units of its currency."""
    found = []
    for rule in rules:
        why = _why(rule, value, checks)
        if why:
            found.append(Demand(why, rule.by, rule.approvals))
    return found


def _why(rule: SecondApproval, value: int, checks: Sequence[Check]) -> str:
    """In words for the channel; empty where the rule does not apply."""
    if rule.when is Hazard.VALUE:
        over = rule.over or 0
        return f"its value of ¥{value:,} is over ¥{over:,}" if value > over else ""
    asked = [title(one.key) for one in checks if one.verdict is ASKED[rule.when] and _about(rule, one)]
    return f"{listed(asked)} {SAID[rule.when]}" if asked else ""


def hopeless(rules: Iterable[SecondApproval], checks: Iterable[Check]) -> tuple[str, ...]:
    """The keys of the failed checks past which nobody may approve, with however many others."""
    past = [rule for rule in rules if rule.when is Hazard.FAILED]
    return tuple(
        one.key for one in checks if one.verdict is Verdict.FAIL and not any(_about(rule, one) for rule in past)
    )


def _about(rule: SecondApproval, check: Check) -> bool:
    return not rule.checks or check.key in rule.checks


@dataclass(frozen=True)
class Missing:
    """``people``: how many more must approve. ``by``: the roles of which somebody must be among them, for each demand,
    with how many."""

    people: int = 0
    by: tuple[tuple[tuple[str, ...], int], ...] = ()

    @property
    def nothing(self) -> bool:
        return not self.people

    def is_helped_by(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles brings it further: the last places are kept for whom a demand wants."""
        kept = max((number for _, number in self.by), default=0)
        return self.people > kept or any(set(wanted) & set(roles) for wanted, _ in self.by)


def missing(wanted: Sequence[Demand], approvers: Sequence[Collection[str]]) -> Missing:
    """What is left to do. ``approvers``: the roles of each person whose approval counts."""
    short = [
        (demand.by, demand.approvals - sum(1 for roles in approvers if set(demand.by) & set(roles)))
        for demand in wanted
    ]
    by = tuple((roles, number) for roles, number in short if number > 0)
    people = 1 + max((demand.approvals for demand in wanted), default=0) - len(approvers)
    return Missing(max(people, *(number for _, number in by), 0), by)
