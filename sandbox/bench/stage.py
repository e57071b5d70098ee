"""Orders on the stage: made in the Salesforce stand-in, carried to cards by the running bot, and turned into the signed
clicks of people who may approve them. It knows what a card looks like from outside and nothing of the bot's inside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.bench.processes import Control, Failed, wait_for

CHANNEL = "cs-orders"
APPROVE = "orders.approve"
PEOPLE = ("cs.one", "cs.two", "cs.three")
SETTLED_WITHIN_S = 600.0


@dataclass(frozen=True)
class Card:
    """A card that waits for a decision, and the body of a click on its Approve, not signed yet."""

    ts: str
    body: bytes


class Stage:
    """The stand-ins between which a bot runs."""

    def __init__(self, slack: Control, salesforce: Control, whmcs: Control) -> None:
        self.slack = slack
        self.salesforce = salesforce
        self.whmcs = whmcs

    def open_orders(self, count: int, *, lines: int = 2) -> list[Card]:
        """``count`` new orders in review that pass every check, each with its card posted. The bot must be running."""
        seen = int(self.slack.see("state")["log_last"])
        known = {message["ts"] for message in self._messages()}
        self.whmcs.do("bulk-clients", first=self.salesforce.see("state")["next_customer"], count=count)
        self.salesforce.do("bulk-orders", count=count, status="Pending Review", lines=lines)
        wait_for(f"{count} cards", lambda: self._effects(seen, "chat.postMessage") >= count, SETTLED_WITHIN_S, 0.2)
        stamps = [message["ts"] for message in self._messages() if message["ts"] not in known and is_waiting(message)]
        return [self._card(ts, PEOPLE[number % len(PEOPLE)]) for number, ts in enumerate(stamps)]

    def answer_in(self, milliseconds: int) -> None:
        """How long all vendors take for each answer from now on."""
        self.slack.do("settings", latency_ms=milliseconds)
        self.salesforce.do("latency", ms=milliseconds)
        self.whmcs.do("latency", ms=milliseconds)

    def mark(self) -> Mapping[str, int]:
        """Where the stand-ins' logs end now."""
        return {
            "slack": int(self.slack.see("state")["log_last"]),
            "salesforce": int(self.salesforce.see("state")["last_seq"]),
            "whmcs": int(self.whmcs.see("state")["last_seq"]),
            "changes": max((change["n"] for change in self._changes(0)), default=0),
        }

    def approved(self, mark: Mapping[str, int]) -> int:
        """How many orders became Approved since ``mark``, as the org itself recorded it."""
        return sum(change["new"] == "Approved" for change in self._changes(mark["changes"]))

    def asked_of_whmcs(self, mark: Mapping[str, int]) -> int:
        """Calls to WHMCS since ``mark``."""
        return int(self.whmcs.see("counters", since=mark["whmcs"])["calls"])

    def settled(self, mark: Mapping[str, int], count: int) -> None:
        """Wait until ``count`` clicks since ``mark`` are approved in the org and told in their threads."""
        wait_for(
            f"{count} clicks carried out",
            lambda: self._effects(mark["slack"], "chat.postMessage") >= count,
            SETTLED_WITHIN_S,
            0.25,
        )
        if self.approved(mark) != count:
            raise Failed(f"{count} clicks were acked, {self.approved(mark)} orders approved")

    def cards_since(self, ts: str) -> Sequence[Any]:
        """The messages of the channel from ``ts`` on, as anybody sees them now."""
        found: Sequence[Any] = self.slack.see("messages", channel=CHANNEL, oldest=f"{float(ts) - 0.001:.6f}")[
            "messages"
        ]
        return found

    def _changes(self, since: int) -> Sequence[Any]:
        found: Sequence[Any] = self.salesforce.see("status-changes", since=since)["changes"]
        return found

    def _messages(self) -> Sequence[Any]:
        found: Sequence[Any] = self.slack.see("messages", channel=CHANNEL)["messages"]
        return found

    def _effects(self, since: int, method: str) -> int:
        return int(self.slack.see("log/counts", since=since)["effects"].get(method, 0))

    def _card(self, ts: str, user: str) -> Card:
        asked = self.slack.do("payload_for", user=user, channel=CHANNEL, ts=ts, action_id=APPROVE)
        return Card(ts, asked["body"].encode())


def is_waiting(message: Mapping[str, Any]) -> bool:
    return any(
        element.get("action_id") == APPROVE
        for block in message.get("blocks") or ()
        for element in block.get("elements", ())
    )


def is_final(message: Mapping[str, Any]) -> bool:
    """A card that says Approved and asks nobody any more."""
    return not is_waiting(message) and "Approved" in message.get("text", "")
