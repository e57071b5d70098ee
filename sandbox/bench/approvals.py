"""What one approval costs: calls to each vendor, counted in the stand-ins' own request logs, and the time from a click
to the final card as the channel shows it.
"""

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import unquote_plus

from sandbox.bench.processes import Failed, wait_for
from sandbox.bench.stage import Card, Stage, is_final
from sandbox.bench.wire import Line, quantile

POLL_S = 1.0
CHANGED = (0, 10, 1000)
PAST_OVERLAP_S = 600.0
QUIET_S = 60.0
"""Nobody decides in the very second of an order's last change; who does costs one more call and a second."""
SPACING_S = 0.35
"""Between two clicks: one person after another, not a burst."""
Calls = Sequence[Mapping[str, Any]]


def calls_per_poll(stage: Stage) -> dict[str, Any]:
    """API calls of one poll after which 0, 10 and 1,000 records had changed. They are drafts: nothing else follows."""
    most: dict[str, int] = {}
    for changed in CHANGED:
        stage.salesforce.do("clock", add_s=PAST_OVERLAP_S)  # what changed before is out of the poll's overlap
        if changed:
            stage.salesforce.do("bulk-orders", count=changed, status="Draft", lines=0)
        since = stage.mark()["salesforce"]
        cycles = wait_for("three polls", lambda since=since: _whole_cycles(_calls(stage, since)), 60, 0.2)
        most[str(changed)] = max(sum(int(call["api_calls"]) for call in cycle) for cycle in cycles)
    return {"salesforce_calls_per_poll": most}


def _calls(stage: Stage, since: int) -> Calls:
    """The bot's finished API calls in the log, tokens left out."""
    found = stage.salesforce.see("requests", since=since, limit=100_000)["requests"]
    return [call for call in found if call["status"] is not None and "oauth2" not in call["kind"]]


def _whole_cycles(calls: Calls) -> list[list[Mapping[str, Any]]]:
    """The calls in groups with a pause between them, the last left out: it may not be whole. Empty before three."""
    groups = [[calls[0]]] if calls else []
    for before, call in pairwise(calls):
        if call["real_at"] - before["real_at"] > POLL_S / 2:
            groups.append([])
        groups[-1].append(call)
    return groups[:-1] if len(groups) > 3 else []


def measure(stage: Stage, port: int, count: int) -> dict[str, Any]:
    """Calls and times of ``count`` orders, from the order's arrival to its final card, nothing else going on."""
    before = stage.mark()
    cards = stage.open_orders(count)
    stage.salesforce.do("clock", add_s=QUIET_S)
    ready, opened = stage.mark(), _approval_calls(stage, before["salesforce"])
    looked_up = stage.asked_of_whmcs(before)
    seconds = _to_final_cards(stage, port, cards)
    stage.settled(ready, count)
    calls = _approval_calls(stage, ready["salesforce"])
    messages = [
        entry
        for entry in stage.slack.see("log", since=before["slack"])["entries"]
        if entry["method"].startswith("chat.")
    ]
    return {
        "card_p95_s": round(quantile(seconds, 0.95), 3),
        "card_p50_s": round(quantile(seconds, 0.5), 3),
        "salesforce_calls_per_approval": round(calls / count, 2),
        "salesforce_calls_per_new_order": round(opened / count, 2),
        "whmcs_calls_per_approval": round(stage.asked_of_whmcs(ready) / count, 2),
        "whmcs_calls_per_new_order": round(looked_up / count, 2),
        "slack_calls_per_order": round(len(messages) / count, 2),
    }


def _approval_calls(stage: Stage, since: int) -> int:
    """API calls that are no polls. A poll asks by ``SystemModstamp`` and writes nothing."""
    return sum(
        int(call["api_calls"])
        for call in _calls(stage, since)
        if not ("SystemModstamp >=" in unquote_plus(call["body"]) and "PATCH" not in call["body"])
    )


def _to_final_cards(stage: Stage, port: int, cards: Sequence[Card]) -> list[float]:
    """Seconds from each click to its card's final form. Clicks come one after another, cards are watched meanwhile."""
    line = Line(port)
    pressed: dict[str, float] = {}
    final: dict[str, float] = {}
    first, waiting = min(card.ts for card in cards), list(cards)
    begun = time.monotonic()

    def go_on() -> bool:
        if waiting and time.monotonic() >= begun + len(pressed) * SPACING_S:
            card = waiting.pop()
            pressed[card.ts] = time.monotonic()
            line.click(card.body)
        seen = stage.cards_since(first)
        now = time.monotonic()
        final.update(
            {card["ts"]: now for card in seen if card["ts"] in pressed and card["ts"] not in final and is_final(card)}
        )
        return len(final) == len(cards)

    wait_for("final cards", go_on, 60 + len(cards), every_s=0.03)
    line.close()
    if final.keys() != pressed.keys():
        raise Failed("a card became final that nobody had pressed")
    return [final[ts] - pressed[ts] for ts in pressed]
