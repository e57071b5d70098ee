"""All vendors fail one request in twenty before its effect and lose one reply in fifty after it, in every way that is
known of them. It owns the mixture and the proof that each kind occurred; carrying faults out is the stand-ins'."""

from collections import Counter
from itertools import cycle
from typing import Any

from sandbox.chaos.control import Control
from sandbox.chaos.plan import SOCKET

Rule = dict[str, Any]
HELD_S = 12.0
"""A reply that is held longer than the bot's patience: to it, the vendor hangs."""

SLACK: tuple[Rule, ...] = (
    {"kind": "slack 503", "status": 503, "probability": 0.013},
    {"kind": "slack internal_error", "error": "internal_error", "probability": 0.01},
    {"kind": "slack 429", "status": 429, "retry_after": 1, "probability": 0.01},
    {"kind": "slack drop before", "drop": "before", "probability": 0.01},
    {"kind": "slack slow then 500", "delay_s": 1.0, "status": 500, "probability": 0.004},
    {"kind": "slack hang before", "delay_s": HELD_S, "drop": "before", "probability": 0.003},
    {"kind": "slack drop after", "drop": "after", "probability": 0.014},
    {"kind": "slack 500 after", "status": 500, "when": "after", "probability": 0.004},
    {"kind": "slack hang after", "delay_s": HELD_S, "drop": "after", "probability": 0.002},
)
SALESFORCE: tuple[Rule, ...] = (
    {"kind": "salesforce 503", "status": 503, "probability": 0.015},
    {"kind": "salesforce 500", "status": 500, "probability": 0.01},
    {"kind": "salesforce 401", "status": 401, "errorCode": "INVALID_SESSION_ID", "probability": 0.007},
    {
        "kind": "salesforce 502 html",
        "status": 502,
        "html": "<html><body>Bad Gateway</body></html>",
        "probability": 0.005,
    },
    {"kind": "salesforce drop before", "drop": "before", "probability": 0.01},
    {"kind": "salesforce hang before", "delay_s": HELD_S, "drop": "before", "probability": 0.003},
    {"kind": "salesforce drop after", "drop": "after", "probability": 0.014},
    {"kind": "salesforce 500 after", "status": 500, "when": "after", "probability": 0.004},
    {"kind": "salesforce hang after", "hold_s": HELD_S, "drop": "after", "probability": 0.002},
)
WHMCS: tuple[Rule, ...] = (
    {"kind": "whmcs 503", "status": 503, "probability": 0.012},
    {"kind": "whmcs 500 html", "status": 500, "html": "<html><body>Oops</body></html>", "probability": 0.01},
    {"kind": "whmcs 200 html", "status": 200, "html": "<html><body>Just a moment</body></html>", "probability": 0.01},
    {"kind": "whmcs drop before", "drop": "before", "probability": 0.012},
    {"kind": "whmcs slow then 500", "delay_s": 1.0, "status": 500, "probability": 0.005},
    {"kind": "whmcs hang", "delay_s": HELD_S, "drop": "before", "probability": 0.0005},
)
"""WHMCS is only read, so no reply is lost after an effect. After a hang nobody asks it for a while: there are few."""
LINES: dict[str, tuple[str, Rule]] = {
    "line dropped": ("sockets/drop", {}),
    "line warned": ("sockets/disconnect", {"reason": "warning"}),
    "line refreshed": ("sockets/disconnect", {"reason": "refresh_requested"}),
    "line deaf": ("sockets/freeze", {}),
}
"""What befalls a Socket Mode connection: fault → (the stand-in's word for it, how)."""
IN_TURN = ("line dropped", "line warned", "line refreshed") * 8 + ("line deaf",)
"""A deaf line swallows every other click for ten seconds, until the bot notices: one in 25."""


class Trouble:
    """The faults of one run, in all stand-ins."""

    def __init__(self, slack: Control, salesforce: Control, whmcs: Control, transport: str, seed: int) -> None:
        self._slack, self._seed = slack, seed
        self._vendors = ((slack, SLACK), (salesforce, SALESFORCE), (whmcs, WHMCS))
        self.struck = Counter(dict.fromkeys(LINES, 0) if transport == SOCKET else {})
        self._next = cycle(IN_TURN)

    def start(self) -> None:
        for control, rules in self._vendors:
            for number, rule in enumerate(rules):
                control.post("faults", {**rule, "seed": self._seed * 100 + number})

    def demand_the_missing(self) -> None:
        """Each kind that the dice have not shown yet strikes the next request: a run in which one is missing proves
        nothing about it."""
        seen = self.injected()
        for control, rules in self._vendors:
            for rule in rules:
                if not seen[rule["kind"]]:
                    control.post("faults", {**rule, "probability": 1.0, "times": 1})

    def strike_a_line(self, *, only_missing: bool = False) -> None:
        """In Socket Mode, one connection meets a fault that is still missing, or the next; another stays as it is."""
        missing = next((kind for kind, count in self.struck.items() if not count), None)
        if not self.struck or (only_missing and missing is None):
            return
        lines = [line["id"] for line in self._slack.get("sockets")["connections"] if not line["deaf"]]
        if len(lines) > 1:
            kind = missing or next(self._next)
            how, words = LINES[kind]
            self._slack.post(how, {**words, "id": lines[-1]})
            self.struck[kind] += 1

    def injected(self) -> Counter[str]:
        """How often each kind occurred; zero for those that did not."""
        counted = Counter({rule["kind"]: 0 for _, rules in self._vendors for rule in rules})
        for control, _ in self._vendors:
            told = control.get("faults")
            counted.update(told["counts"] if control is self._slack else told["injected"])
        counted.update(self.struck)
        return counted

    def end(self) -> None:
        for control, _ in self._vendors:
            control.delete("faults")
