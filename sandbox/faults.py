"""Faults by pattern: which request is refused, delayed, held, hung or cut off, and how often. It owns the matching and
the counts; carrying a fault out is ``serving``'s, and in which words a vendor fails is its stand-in's. With a
seed, a probability repeats itself exactly."""

import random
import re
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from starlette.responses import JSONResponse, Response


@dataclass
class Fault:
    """Matches by ``method``, ``path`` (regex over the address with its query, decoded) and ``body`` (regex).

    Before the work: ``delay_s``; then ``hang`` or ``drop`` = "before", or a reply of ``status`` with ``json``, ``text``
    or ``html`` (``when`` = "after": the work is done, then this reply is given).
    After the commit: ``hold_s``; then ``hang`` or ``drop`` = "after". ``retry_after`` adds that header.
    ``skip`` lets the first matches pass, ``times`` ends it, ``probability`` with ``seed`` throws a die.
    """

    id: int = 0
    kind: str = ""
    method: str | None = None
    path: str | None = None
    body: str | None = None
    status: int | None = None
    json: Any = None
    text: str | None = None
    html: str | None = None
    when: str = "before"
    retry_after: float | None = None
    times: int | None = None
    skip: int = 0
    probability: float = 1.0
    seed: int = 0
    delay_s: float = 0.0
    hold_s: float = 0.0
    hang: str | None = None
    drop: str | None = None
    injected: int = 0
    matched: int = 0
    die: random.Random = field(default_factory=random.Random, repr=False)

    def label(self) -> str:
        if self.kind:
            return self.kind
        if self.drop:
            return f"drop_{self.drop}"
        if self.hang:
            return f"hang_{self.hang}"
        if self.status:
            return f"status_{self.status}" + ("_after" if self.when == "after" else "")
        return "hold" if self.hold_s else "delay"

    def shown(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "die"} | {"kind": self.label()}

    def reply(self) -> Response:
        """What the caller gets, if this fault says something."""
        headers = {"Retry-After": f"{self.retry_after:g}"} if self.retry_after is not None else {}
        status = self.status or 500
        if self.html is not None:
            return Response(self.html, status, headers, "text/html")
        if self.text is not None:
            return Response(self.text, status, headers, "text/plain")
        return JSONResponse(self.json, status, headers)


class Faults:
    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.injected: Counter[str] = Counter()
        self._last = 0

    def add(self, wanted: dict[str, Any]) -> Fault:
        """Raises ValueError for an unknown key, a bad pattern or word."""
        known = {one.name for one in fields(Fault)} - {"id", "injected", "matched", "die"}
        unknown = sorted(wanted.keys() - known)
        if unknown:
            raise ValueError(f"unknown fault keys {', '.join(unknown)}; known are {', '.join(sorted(known))}")
        for name in ("hang", "drop", "when"):
            if wanted.get(name) is True:
                wanted = {**wanted, name: "before"}
            if wanted.get(name) not in (None, False, "before", "after"):
                raise ValueError(f'{name} is "before" or "after"')
        for name in ("path", "body"):
            if wanted.get(name) is not None:
                try:
                    re.compile(wanted[name])
                except re.error as error:
                    raise ValueError(f"{name}: {error}") from None
        if any(wanted.get(name) is not None for name in ("json", "text", "html")):
            wanted = {"status": 500, **wanted}
        self._last += 1
        fault = Fault(id=self._last, **wanted)
        fault.die = random.Random(fault.seed)
        self.active.append(fault)
        return fault

    def clear(self, fault_id: int | None = None) -> None:
        """Take away one fault or all; what was counted stays until ``forget``."""
        self.active = [] if fault_id is None else [fault for fault in self.active if fault.id != fault_id]

    def forget(self) -> None:
        self.active = []
        self.injected.clear()

    def match(self, method: str, path: str, body: str) -> Fault | None:
        """The first fault that strikes this request; it is counted."""
        for fault in self.active:
            if fault.method and fault.method.upper() != method:
                continue
            if (fault.path and not re.search(fault.path, path)) or (
                fault.body and not re.search(fault.body, body, re.DOTALL)
            ):
                continue
            if fault.times is not None and fault.injected >= fault.times:
                continue
            fault.matched += 1
            if fault.matched <= fault.skip or fault.die.random() >= fault.probability:
                continue
            fault.injected += 1
            self.injected[fault.label()] += 1
            return fault
        return None
