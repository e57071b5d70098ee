"""Makes what Slack would never send: mutated payloads of every kind, by a seed, so that any of them can be sent again.

It imports nothing of the product. Each request says which answers are right: a forged one gets 401, a signed one
anything but a failure of the server. No request, mutated or not, is one that may change a request's state.
"""

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.promises.signed import (
    FORM,
    JSON,
    Json,
    from_home,
    headers_for,
    new_trigger,
    on_home,
    press,
    shortcut,
    submission,
    turn,
    typed,
)

NASTY: list[Any] = [
    *(None, True, False, 0, -1, 7, 2**31, 2**63, 10**400, 1e308, float("nan"), float("inf"), -0.0, 1.5),
    *("", " ", "x", "0", "null", "true", "-1", "²", "٣", "1e3", "\x00", "a\x00b", "\r\n", "\u2028", "\ufeff", "\u202e"),
    *("\ud800", "\udfff\ud800", "😀" * 50, "ﷺ" * 300, "e\u0301" * 100, "日本語", "ﬃ", "Ⅷ", "ı", "x" * 300, "x" * 5000),
    *("'; DROP TABLE request; --", "%s%n", "{{7*7}}", "${x}", "../../etc/passwd", "<!channel>", "<@U0CSONE>"),
    *("approve", "orders.approve", "orders.menu", "list.next", "=cmd|' /C'!A0", "http://127.0.0.1:9/x", "file:///x"),
    *([], [[]], [None], [{}], ["x"] * 50, {}, {"": ""}, {"id": None}, {"id": {}}, {"value": []}, {"type": "x"}),
]  # fmt: skip
STRANGERS = ("U0SALESONE", "U0GUEST", "U0GONE", "U0EXTERNAL", "U0HANDOFF", "U0UNKNOWN", "W0ENTERPRISE")
WORDS = (
    *("list", "list 2", "list overdue", "list 99999999999", "help", "show {}", "show 99999999", "approve {}"),
    *("reject {}", "reveal {}", "retry {}", "aprove {}", "approve", "approve {} {}", "ｌｉｓｔ", "<!channel>", ""),
)  # fmt: skip
DESK = ("status", "outbox", "audit", "help", "retry 99999999", "park 99999999", "retry x", "resum", "")
EVENTS = (
    *("user_change", "team_join", "subteam_updated", "subteam_members_changed", "channel_archive", "channel_rename"),
    *("member_left_channel", "group_left", "app_home_opened", "message", "url_verification", "nothing"),
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One request. ``right``: the statuses that it may get; empty means any below 500."""

    body: bytes
    headers: dict[str, str]
    right: tuple[int, ...] = ()
    payload: Any = None


class Fuzz:
    """``open`` and ``done``: the button values of a request that waits and of one that is over; ``number``: of the
    first. Who may decide presses only what is over, in any shape; what waits is pressed by those who may not."""

    def __init__(self, seed: int, waiting: str, done: str, number: str) -> None:
        self.dice = random.Random(seed)
        self.waiting, self.done, self.number = waiting, done, number
        self._sent: list[Sent] = []

    def requests(self, count: int) -> Iterator[Sent]:
        for _ in range(count):
            throw = self.dice.random()
            if throw < 0.10:
                yield self.forged()
            elif throw < 0.15 and self._sent:
                yield self.dice.choice(self._sent[-200:])  # a replay
            else:
                sent = self.signed()
                self._sent.append(sent)
                yield sent

    def payloads(self, count: int) -> Iterator[tuple[str, Any]]:
        """(envelope type, payload) for Socket Mode."""
        for _ in range(count):
            kind, payload = self.payload()
            yield kind, self.mutated(payload)

    def wrapped(self, key: str, kind: str, payload: Any) -> Any:
        """An envelope, now and then one that is none. Its id stays, or nobody could answer it."""
        envelope: Json = {"type": kind, "envelope_id": key, "payload": payload, "accepts_response_payload": False}
        if self.dice.random() < 0.1:
            name = self.dice.choice(["type", "payload", "retry_attempt", "retry_reason", "accepts_response_payload"])
            envelope[name] = self.nasty()
        return envelope if envelope["type"] != "disconnect" else {}

    # --- whole requests ----------------------------------------------------------------------------------------------

    def forged(self) -> Sent:
        """A press that would be carried out, were it Slack's."""
        body = urlencode({"payload": json.dumps(press("U0CSONE", "approve", self.waiting))}).encode()
        good = headers_for(body)
        mac = good["x-slack-signature"]
        wrong = self.dice.choice(
            [
                {"x-slack-signature": f"v0={self.dice.randrange(16**64):064x}"},
                {"x-slack-signature": mac[:-1] + ("0" if mac[-1] != "0" else "1")},
                {"x-slack-signature": mac.upper()},
                {"x-slack-signature": self.dice.choice(["", "v0=", "v1" + mac[2:], "v0", "\xff", "v0=" + "é"])},
                headers_for(body, secret=self.dice.choice(["", "x", "demo-signing-secret ", "DEMO-SIGNING-SECRET"])),
                headers_for(body, age=self.dice.choice([301, 3600, 10**6, -4000, -(10**6)])),
                {"x-slack-request-timestamp": self.dice.choice(["", "now", "-1", "9" * 30, "1.5", "0x10", "\xb2"])},
                headers_for(body + b"&x=1"),
            ]
        )
        return Sent(body, {**good, **wrong}, (401,))

    def signed(self) -> Sent:
        kind, payload = self.payload()
        if kind == "event":
            body = self.broken(json.dumps(self.mutated(payload))).encode()
            return self._signed(body, JSON, payload)
        if kind == "command":
            fields = self.mutated(payload)
            if not isinstance(fields, dict):
                fields = {"x": fields}
            pairs = [(name, self._as_text(value)) for name, value in fields.items()]
            if self.dice.random() < 0.1:
                pairs += self.dice.sample(pairs, min(len(pairs), 2))
            return self._signed(urlencode(pairs, errors="surrogatepass").encode(), FORM, payload)
        text = self.broken(json.dumps(self.mutated(payload)))
        name = "payload" if self.dice.random() < 0.98 else self.dice.choice(["Payload", "payload[]", ""])
        pairs = [(name, text)] * (2 if self.dice.random() < 0.02 else 1)
        return self._signed(urlencode(pairs, errors="surrogatepass").encode(), FORM, payload)

    def _signed(self, body: bytes, kind: str, payload: Any) -> Sent:
        throw = self.dice.random()
        if throw < 0.02:
            body = body[: self.dice.randrange(len(body) + 1)]
        elif throw < 0.04:
            at = self.dice.randrange(len(body) + 1)
            body = body[:at] + self.dice.randbytes(4) + body[at:]
        elif throw < 0.041:
            body += b"&x=" + b"x" * 1_100_000
        if self.dice.random() < 0.02:
            kind = self.dice.choice(
                [FORM, JSON, "text/plain", "multipart/form-data", "", "application/json; charset=x"]
            )
        return Sent(body, headers_for(body, kind=kind), payload=payload)

    # --- payloads ----------------------------------------------------------------------------------------------------

    def payload(self) -> tuple[str, Json]:
        who, value = self.dice.choice([("U0CSONE", self.done), (self.dice.choice(STRANGERS), self.waiting)])
        team = "T0HANDOFF" if self.dice.random() < 0.8 else self.dice.choice(["T0OTHER", "T0PARTNER", "E0GRID"])
        verb = self.dice.choice(["approve", "reject", "reveal", "retry"])
        match self.dice.randrange(9):
            case 0 | 1:
                return "interactive", press(who, verb, value, team=team)
            case 2:
                return "interactive", on_home(press(who, verb, value, team=team))
            case 3:
                return "interactive", turn(who, self.dice.choice(["1", "2", "999"]), team=team)
            case 4:
                sent = submission(who, value, team=team, note="x")
                return "interactive", self.dice.choice([sent, from_home(sent)])
            case 5:
                return "interactive", shortcut(who, team=team)
            case 6:
                words = self.dice.choice(WORDS).replace("{}", self.number) if who != "U0CSONE" else "help"
                return "command", self._command("/orders", who, words, team)
            case 7:
                operator = self.dice.choice(["U0OPSLEAD", who])
                return "command", self._command("/handoff", operator, self.dice.choice(DESK), team)
            case _:
                event = {"type": self.dice.choice(EVENTS), "user": who, "channel": "C0CSORDERS", "tab": "home"}
                envelope = {"type": "event_callback", "team_id": team, "event": event, "event_id": new_trigger()}
                return "event", {**envelope, "api_app_id": "A0HANDOFF", "event_time": 1}

    def _command(self, command: str, user: str, text: str, team: str) -> Json:
        fields = dict(pair.split("=", 1) for pair in typed(user, "x", team=team).split("&"))
        return {**fields, "command": command, "text": text, "response_url": "http://127.0.0.1:9/x"}

    # --- mutations ---------------------------------------------------------------------------------------------------

    def mutated(self, payload: Json) -> Any:
        """One to three changes anywhere, sometimes none. Who presses may turn into nobody, never into somebody else."""
        found: Any = copy.deepcopy(payload)
        for _ in range(self.dice.choice([0, 1, 1, 1, 2, 3])):
            spots = list(_spots(found))
            if not spots:
                return self.nasty()
            parent, key = self.dice.choice(spots)
            match self.dice.randrange(6):
                case 0:
                    del parent[key]
                case 1 if isinstance(parent, dict):
                    parent[self.dice.choice(["", "x", "user_id", "actions", "\x00", "type"])] = self.nasty()
                case 2:
                    parent[key] = [parent[key]]
                case _:
                    parent[key] = self.nasty()
        return found if self.dice.random() > 0.01 else self.nasty()

    def nasty(self) -> Any:
        if self.dice.random() < 0.01:
            deep: Any = []
            for _ in range(self.dice.choice([50, 900])):
                deep = [deep] if self.dice.random() < 0.5 else {"x": deep}
            return deep
        return copy.deepcopy(self.dice.choice(NASTY))

    def broken(self, text: str) -> str:
        """JSON that is none, now and then."""
        throw = self.dice.random()
        if throw < 0.03:
            return text[: self.dice.randrange(len(text) + 1)]
        if throw < 0.05:
            at = self.dice.randrange(len(text) + 1)
            return text[:at] + self.dice.choice(['"', "{", "]", ",", "\\", "\x00", "\\u12", "1"]) + text[at:]
        if throw < 0.055:
            return "[" * 100_000
        return text

    @staticmethod
    def _as_text(value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value)


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a tree, the outermost too."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in list(pairs):
        yield value, key
        yield from _spots(child)
