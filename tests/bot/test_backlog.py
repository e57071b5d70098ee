"""What waits beyond the cards is one list: a first start with a backlog, and a thousand orders at once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.workflow import backlog
from models import LISTED, Card, Delivery, DeliveryState, Request
from tests.harness import Json, Outside, Town, outside, until
from tests.inside import Inside
from tests.towns import ONE

MOST = 30


def lists(town: Town) -> list[Json]:
    return [m for m in town.messages() if not m["is_reply"] and "without a card of their own" in m["text"]]


def cards(town: Town) -> list[Json]:
    return [m for m in town.messages() if not m["is_reply"] and re.match(r"\d+:", m["text"])]


def settle(bot: Inside) -> None:
    bot.quiet(120)
    backlog.refresh(bot.machine)
    bot.quiet(60)


def test_a_first_start_with_five_hundred_open_orders_is_one_list_and_the_most_urgent_cards(
    bot: Inside, town: Town
) -> None:
    urgent = [town.order(order={"Priority__c": "Priority"}) for _ in range(3)]
    oldest = [town.order(at="2026-11-24T09:05:00+09:00") for _ in range(4)]
    town.orders(493)
    bot.poll()
    settle(bot)
    standing = {card["text"].partition(":")[0] for card in cards(town)}
    assert {town.record(order)["OrderNumber"] for order in (*urgent, *oldest)} <= standing
    assert MOST <= len(standing) <= MOST + len(urgent)
    (one,) = lists(town)
    assert f"{500 - len(standing)} more orders" in one["text"]
    assert len(one["text"]) < 4000


def test_the_next_one_moves_up_when_a_card_is_decided_and_the_list_is_rewritten(bot: Inside, town: Town) -> None:
    town.orders(MOST + 3)
    bot.poll()
    settle(bot)
    assert len(cards(town)) == MOST
    bot.pass_time(60)  # nobody decides in the second of an order's last change
    town.press("cs.one", cards(town)[0], "Approve")
    settle(bot)
    assert len(cards(town)) == MOST + 1
    (one,) = lists(town)
    assert one["text"].startswith("2 more orders")
    for card in cards(town)[1:4]:
        town.press("cs.one", card, "Approve")
    settle(bot)
    assert not lists(town)
    assert [m for m in town.messages() if m["text"].startswith("Every order that waits has a card")]


@ONE
def test_a_list_that_comes_and_goes_is_one_message(bot: Inside, town: Town) -> None:
    town.orders(MOST)
    bot.poll()
    settle(bot)
    bot.pass_time(60)
    for card in cards(town)[:3]:
        late = town.order(at=town.org.get("state")["now"])
        bot.poll()
        settle(bot)
        assert not bot.cards(late)
        assert len(lists(town)) == 1
        town.press("cs.one", card, "Approve")
        settle(bot)
        assert bot.cards(late)
    assert not lists(town)
    assert len([m for m in town.messages() if m["text"].startswith("Every order that waits has a card")]) == 1


@ONE
def test_priority_always_has_a_card(bot: Inside, town: Town) -> None:
    town.orders(MOST + 5)
    bot.poll()
    settle(bot)
    late = town.order(order={"Priority__c": "Priority"}, at=town.org.get("state")["now"])
    bot.poll()
    settle(bot)
    assert bot.cards(late)


@ONE
def test_what_is_decided_by_words_gets_its_card(bot: Inside, town: Town) -> None:
    ids = town.orders(MOST + 2)
    bot.poll()
    settle(bot)
    bot.pass_time(60)
    (listed, *_) = [order for order in ids if not bot.cards(order)]
    number = town.record(listed)["OrderNumber"]
    town.slack.post("command", user="cs.one", channel="cs-orders", line=f"/orders approve {number}")
    until(lambda: town.record(listed)["Status"] == "Approved", "approved")
    bot.quiet()
    assert "Approved" in bot.card(listed)["text"]


@ONE
def test_what_is_decided_elsewhere_before_its_turn_needs_no_card(bot: Inside, town: Town) -> None:
    ids = town.orders(MOST + 2)
    bot.poll()
    settle(bot)
    (listed, *_) = [order for order in ids if not bot.cards(order)]
    town.touch(listed, Status="Cancelled")
    bot.pass_time(60)
    bot.poll()
    settle(bot)
    assert not bot.cards(listed)
    assert lists(town)[0]["text"].startswith("1 more order ")


@ONE
@pytest.mark.timeout(500)
def test_a_thousand_orders_in_a_minute_within_slacks_rates(
    town: Town, database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    handbook = tmp_path / "handbook.yaml"
    handbook.write_text(
        town.quick_handbook().read_text("utf-8").replace("most_cards: 100000", f"most_cards: {MOST}"), "utf-8"
    )
    town.orders(990)
    urgent = [town.order(order={"Priority__c": "Priority"}) for _ in range(10)]
    numbers = [town.record(order)["OrderNumber"] for order in urgent]
    town.slack.post("rates", mode="real")
    try:
        with outside(town, database_url, HANDOFF_HANDBOOK=str(handbook)) as (bot,):
            before = resident_mb(bot)
            until(lambda: len(named(town, numbers)) == len(urgent), "every priority order has its card", 240)
            until(lambda: len(cards(town)) + listed(town) == 1000, "the rest is on the list", 240)
            grown = resident_mb(bot) - before
    finally:
        town.slack.post("rates", mode="off")
    last = max(card["ts"] for card in named(town, numbers))
    others = [card for card in cards(town) if card["ts"] < last and card not in named(town, numbers)]
    record_property("standard_cards_before_the_last_priority_card", len(others))
    record_property("rss_grown_mb", round(grown, 1))
    assert len(others) <= 12  # those that were on their way: four looks, four cards, and what had been looked at
    assert grown < 60
    assert MOST <= len(cards(town)) <= MOST + len(urgent)


def listed(town: Town) -> int:
    """How many orders the list speaks of."""
    found = [re.match(r"([\d,]+) more", message["text"]) for message in lists(town)]
    return sum(int(match[1].replace(",", "")) for match in found if match)


def named(town: Town, numbers: list[str]) -> list[Json]:
    return [card for card in cards(town) if card["text"].partition(":")[0] in numbers]


def resident_mb(bot: Outside) -> float:
    pages = int(Path(f"/proc/{bot.process.pid}/statm").read_text().split()[1])
    return round(pages * 4096 / 1e6, 1)


def test_nothing_is_lost_when_most_of_it_is_listed(bot: Inside, town: Town) -> None:
    town.orders(MOST + 20)
    bot.poll()
    settle(bot)
    with bot.store.reading() as session:
        assert session.scalar(select(func.count()).where(Request.state.in_(LISTED))) == MOST + 20
        assert session.scalar(select(func.count()).select_from(Card)) == MOST
        assert session.scalar(select(func.count()).where(Delivery.state == DeliveryState.PARKED)) == 0
