"""Faults on demand: which requests fail, how, how often, and whether before or after their effect. It owns the choice
and the count of each kind; what a fault does to a connection is api.py's."""

import itertools
import random
from collections import Counter
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

Json = dict[str, Any]


@dataclass
class Fault:
    """One rule. Without ``error``, ``status``, ``hang`` or ``drop`` it only delays."""

    method: str = "*"
    """A pattern of method names (``chat.*``), or ``response_url``."""
    error: str | None = None
    status: int | None = None
    body: str | None = None
    retry_after: int | None = None
    drop: str | None = None
    """``before`` or ``after``: the line is cut without a reply, the effect undone or done."""
    hang: bool = False
    delay_s: float = 0.0
    when: str = "before"
    """``after``: the effect is committed first, then the error, delay or hang comes."""
    times: int | None = None
    probability: float = 1.0
    seed: int | None = None
    kind: str = ""
    channel: str | None = None
    id: int = 0
    injected: int = 0
    _random: random.Random = field(default_factory=random.Random, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        if self.drop not in (None, "before", "after") or self.when not in ("before", "after"):
            raise ValueError("drop and when are 'before' or 'after'")
        if self.drop:
            self.when = self.drop
        if self.body is not None and self.status is None:
            self.status = 200
        if not self.kind:
            what = (
                "drop" if self.drop else "hang" if self.hang else self.error or (self.status and f"http_{self.status}")
            )
            self.kind = f"{what or 'delay'}_{self.when}"

    def strikes(self, method: str, channel: str) -> bool:
        if self.times is not None and self.injected >= self.times:
            return False
        if not fnmatchcase(method, self.method) or (self.channel and self.channel != channel):
            return False
        return self._random.random() < self.probability

    def described(self) -> Json:
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}


class Faults:
    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._ids = itertools.count(1)
        self.counts: Counter[str] = Counter()

    def add(self, fault: Fault) -> Fault:
        fault.id = next(self._ids)
        self._rules.append(fault)
        return fault

    def remove(self, key: int) -> None:
        self._rules = [rule for rule in self._rules if rule.id != key]

    def clear(self) -> None:
        """Forget the rules; the counts of what was injected stay."""
        self._rules.clear()

    def reset(self) -> None:
        self._rules.clear()
        self.counts.clear()

    def strike(self, method: str, channel: str) -> Fault | None:
        """The first rule that hits this request, counted."""
        for rule in self._rules:
            if rule.strikes(method, channel):
                rule.injected += 1
                self.counts[rule.kind] += 1
                return rule
        return None

    def described(self) -> list[Json]:
        return [rule.described() for rule in self._rules]
