"""Promises 1, 5 and 6 in small: kills, a failing Slack and lost replies lose nothing and double nothing.

The big run over every named step is ``handoff chaos``; here a click is followed through one fault at a time. What
happened is judged from the stand-ins, never from our own store.
"""

import random

import pytest

from tests.figures import Figure
from tests.harness import Json, Town, outside, until
from tests.inside import Inside


@pytest.mark.promise(1)
def test_an_acked_click_survives_kill_9(town: Town, database_url: str, figure: Figure) -> None:
    orders = town.orders(8)
    town.org.post("clock", add_s=5)
    acked: dict[str, str] = {}
    kills = 0
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        until(lambda: len(town.cards()) == len(orders), "all cards", 60)
        numbers = {town.record(order)["OrderNumber"]: order for order in orders}
        for card in town.cards():
            if town.press("cs.one", card, "Approve")["status"] == 200:
                acked[numbers[card["text"].partition(":")[0]]] = "Approved"
            if random.random() < 0.35 or len(acked) == len(orders):
                bot.kill()
                kills += 1
                bot.start()
                bot.ready()
        # What a kill interrupted waits for its lease of half a minute.
        until(lambda: all(_status(town, order) == wanted for order, wanted in acked.items()), "every effect", 60)
        until(lambda: _outcomes(town) == len(acked), "every outcome", 60)
    lost = sum(_status(town, order) != wanted for order, wanted in acked.items())
    doubled = sum(len(town.written(order)) > 1 for order in orders) + (len(town.cards()) - len(orders))
    figure("acked", len(acked))
    figure("kills", kills)
    figure("lost", lost)
    figure("doubled", doubled)
    assert (lost, doubled) == (0, 0)
    assert acked
    assert kills


SLACK_FAULTS: list[Json] = [
    {"method": "chat.postMessage", "error": "internal_error", "status": 500, "when": "before"},
    {"method": "chat.postMessage", "error": "internal_error", "status": 500, "when": "after"},
    {"method": "chat.postMessage", "drop": "before"},
    {"method": "chat.postMessage", "drop": "after"},
    {"method": "chat.postMessage", "error": "ratelimited", "status": 429, "retry_after": 1},
    {"method": "chat.update", "error": "internal_error", "status": 500, "when": "after"},
    {"method": "chat.update", "drop": "before"},
    {"method": "chat.update", "drop": "after"},
    {"method": "chat.*", "status": 200, "body": "<html>no</html>"},
    {"method": "conversations.*", "error": "ratelimited", "status": 429, "retry_after": 1},
]


@pytest.mark.promise(5)
@pytest.mark.parametrize(("database_url", "times"), [("sqlite", 2), ("postgresql", 1)], indirect=["database_url"])
def test_a_failing_slack_loses_and_doubles_no_message(bot: Inside, town: Town, times: int, figure: Figure) -> None:
    orders = [town.order() for _ in SLACK_FAULTS]
    lost = doubled = 0
    for order, fault in zip(orders, SLACK_FAULTS, strict=True):
        number = town.record(order)["OrderNumber"]
        town.slack.post("faults", **fault, times=times)
        if fault["method"] == "conversations.*":  # a post whose reply was lost, and then the look for it fails
            town.slack.post("faults", method="chat.postMessage", drop="after", times=1)
        bot.poll()
        bot.quiet(40)
        card = town.cards(f"{number}:")[0]
        town.slack.post("faults", **fault, times=times)
        town.press("cs.one", card, "Approve")
        bot.quiet(40)
        town.slack.delete("faults")
        cards = town.cards(f"{number}:")
        lines = town.thread(card)
        doubled += len(cards) - 1 + max(0, len(lines) - 1)
        lost += ("Approved" not in cards[0]["text"]) + (not lines)
    figure("faults", len(SLACK_FAULTS) * times * 2)
    figure("lost", lost)
    figure("doubled", doubled)
    assert (lost, doubled) == (0, 0)


WRITE_FAULTS: list[Json] = [
    {"drop": "before"},
    {"drop": "after"},
    {"status": 500, "html": "<p>no</p>"},
    {"status": 503, "when": "after"},
    {"status": 200, "html": "<p>no</p>", "when": "after"},
    {"json": [{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "x"}], "status": 400},
    {"json": [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "x"}], "status": 403},
]


@pytest.mark.promise(6)
@pytest.mark.parametrize(
    ("database_url", "button", "meanwhile"),
    [
        ("sqlite", "Approve", "touched"),
        ("sqlite", "Approve", "cancelled"),
        ("sqlite", "Reject", ""),
        ("postgresql", "Approve", ""),
        ("postgresql", "Reject", "touched"),
        ("postgresql", "Reject", "cancelled"),
    ],
    indirect=["database_url"],
)
def test_a_write_happens_once_and_never_over_somebody_elses(
    bot: Inside, town: Town, button: str, meanwhile: str, figure: Figure
) -> None:
    orders = [town.order() for _ in WRITE_FAULTS]
    bot.poll()
    bot.quiet()
    wrong = 0
    for order, fault in zip(orders, WRITE_FAULTS, strict=True):
        card = bot.card(order)
        town.fault(path="composite", body='"PATCH"', delay_s=0.3 if meanwhile else 0, times=1, **fault)
        asked = len(town.calls(kind="composite", order=order))
        if button == "Approve":
            town.press("cs.one", card, "Approve")
        else:
            town.reject("cs.one", card)
            town.slack.post("close", user="cs.one", everything=True) if town.slack.get("views")["views"] else None
        if meanwhile:
            until(lambda o=order, n=asked: len(town.calls(kind="composite", order=o)) > n, "the write is on its way")
            town.touch(order, **({"Status": "Cancelled"} if meanwhile == "cancelled" else {"Type": "Change"}))
        bot.quiet(40)
        wanted = "Approved" if button == "Approve" else "Cancelled"
        written, record = town.written(order), town.record(order)
        notes = (record.get("Description") or "").count("[Handoff")
        if meanwhile == "cancelled":
            wrong += (record["Status"] != "Cancelled") + bool(written) + notes
        else:
            wrong += (record["Status"] != wanted) + (written != [wanted]) + (notes != (button == "Reject"))
            wrong += bot.request(order).state != "done"
    figure("faults", len(WRITE_FAULTS))
    figure("wrong_or_doubled", wrong)
    assert wrong == 0


def _outcomes(town: Town) -> int:
    """How many cards say Approved, with exactly one line below them."""
    return sum("Approved" in card["text"] and len(town.thread(card)) == 1 for card in town.cards())


def _status(town: Town, order: str) -> str:
    return str(town.record(order)["Status"])
