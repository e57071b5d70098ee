"""An order waits for its customer: who says so, until when, and how its clock stands meanwhile and goes on after it."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models import State
from tests.harness import Json, Town
from tests.inside import Inside, menu
from tests.towns import ONE

PRIORITY = {"Priority__c": "Priority"}
HOUR = 3600


def picks(**values: str) -> Json:
    """What a person chooses in the dialog."""
    return {name: {name: value} for name, value in values.items()}


def wait(bot: Inside, town: Town, card: Json, until: str = "hour", why: str = "documents", who: str = "cs.one") -> None:
    assert town.press(who, card, "Waiting for customer")["status"] == 200
    town.view(who)
    assert town.slack.post("submit", user=who, values=picks(why=why, until=until))["open"] is False
    bot.quiet()


def resume(bot: Inside, town: Town, order: str, who: str = "cs.two") -> None:
    assert town.press(who, bot.card(order), "Resume")["status"] == 200
    bot.quiet()


def due(bot: Inside, order: str) -> str:
    """When it is due now, in Tokyo, to the nearest minute: a test takes some seconds itself."""
    at = bot.request(order).due_at
    assert at is not None
    return f"{(at + timedelta(seconds=30)).astimezone(ZoneInfo('Asia/Tokyo')):%a %H:%M}"


def pass_to(bot: Inside, *hours: float) -> None:
    """Let so much of the story pass, looking at the clock after each part."""
    for part in hours:
        bot.pass_time(part * HOUR)
        bot.tick()
        bot.quiet()


# --- saying so -------------------------------------------------------------------------------------------------------


def test_the_card_says_why_it_waits_and_until_when(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    wait(bot, town, card)
    after = bot.card(order)
    assert "Waiting for the customer until Tue 24 Nov 11:0" in after["text"]
    assert "The customer sends documents · the clock stands" in after["text"]
    assert "due" not in after["text"]
    assert "Resume" in menu(after)
    assert "Waiting for customer" not in menu(after)
    assert town.thread(card) == ["Waits for the customer, said @cs.one: The customer sends documents"]
    assert "Waiting for the customer" in town.types("cs.two", "/orders list")["text"]
    (entry,) = bot.request(order).pauses
    assert (entry["why"], entry["name"], entry["ended"]) == ("documents", "cs.one", "")
    assert bot.actions(bot.request(order).public_id)[-1] == "paused"


@ONE
def test_why_and_how_long_must_be_chosen_from_the_handbooks(bot: Inside, town: Town) -> None:
    order = town.order()
    town.press("cs.one", bot.arrive(order), "Waiting for customer")
    offered = [
        [option["value"] for option in block["element"]["options"]]
        for block in town.view("cs.one")["blocks"]
        if "element" in block
    ]
    assert offered == [["documents", "call_back", "confirmation"], ["hour", "half_day", "day", "three_days", "week"]]
    reply = town.slack.post("submit", user="cs.one", values={}, force=True)
    assert reply["errors"] == {"why": "Choose a reason", "until": "Choose a time"}
    forged: Json = {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "x"}}}
    forged["selected_option"]["value"] = "for_ever"
    values = {**picks(why="documents"), "until": {"until": forged}}
    assert set(town.slack.post("submit", user="cs.one", values=values, force=True)["errors"]) == {"until"}
    assert bot.request(order).pauses == []


@ONE
def test_a_second_one_cannot_be_said_while_it_waits(bot: Inside, town: Town) -> None:
    order = town.order()
    wait(bot, town, bot.arrive(order))
    said = town.types("cs.two", f"/orders wait {town.record(order)['OrderNumber']}")["text"]
    assert "waits for the customer already" in said
    assert len(bot.request(order).pauses) == 1


@ONE
def test_what_does_not_wait_cannot_be_resumed(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    said = town.types("cs.two", f"/orders resume {town.record(order)['OrderNumber']}")["text"]
    assert "does not wait for the customer" in said


# --- the clock stands, and goes on -----------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize(
    ("kind", "at", "until", "then", "expected"),
    [
        ({}, "2026-11-24T09:30:00+09:00", "half_day", 0.75, "Tue 12:15"),
        (PRIORITY, "2026-11-24T09:50:00+09:00", "half_day", 0.75, "Tue 11:05"),
        # Over night: of two business hours half an hour had passed when it stopped.
        ({}, "2026-11-24T09:30:00+09:00", "day", 23, "Wed 10:30"),
        (PRIORITY, "2026-11-24T09:50:00+09:00", "day", 23, "Wed 09:20"),
        # Resumed at 20:00, outside office hours: it goes on when they open.
        ({}, "2026-11-24T09:30:00+09:00", "day", 10, "Wed 10:30"),
        (PRIORITY, "2026-11-24T09:50:00+09:00", "day", 10, "Tue 20:20"),
        # Resumed on Saturday: on Monday.
        ({}, "2026-11-24T09:30:00+09:00", "week", 4 * 24, "Mon 10:30"),
    ],
)
def test_the_due_time_moves_by_what_was_left(
    bot: Inside, town: Town, kind: Json, at: str, until: str, then: float, expected: str
) -> None:
    order = town.order(order=kind, at=at)
    wait(bot, town, bot.arrive(order), until)
    pass_to(bot, then)
    resume(bot, town, order)
    assert due(bot, order) == expected
    assert f"due {expected[:3]} 2" in bot.card(order)["text"] or f"due {expected[:3]} 3" in bot.card(order)["text"]
    assert town.thread(bot.card(order))[-1] == "Resumed by @cs.two"
    assert bot.request(order).pauses[-1]["ended"]


@ONE
def test_it_stands_over_a_weekend_and_a_holiday(bot: Inside, town: Town) -> None:
    """Monday 11 January 2027 is a holiday: a wait of Friday evening that ends on it goes on on Tuesday."""
    pass_to(bot, 45 * 24)  # Friday 8 January, 10:00
    order = town.order(at="2027-01-08T09:30:00+09:00")
    wait(bot, town, bot.arrive(order), "week")
    pass_to(bot, 3 * 24)
    resume(bot, town, order)
    assert due(bot, order) == "Tue 10:30"


@ONE
def test_it_goes_on_by_itself_when_the_time_is_over(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    wait(bot, town, card)
    pass_to(bot, 0.9)
    assert bot.request(order).pauses[-1]["ended"] == ""
    pass_to(bot, 0.2)
    (entry,) = bot.request(order).pauses
    assert entry["ended"] == entry["until"]
    assert town.thread(card)[-1] == "The time to wait for the customer is over"
    assert "due Tue 24 Nov 12:30" in bot.card(order)["text"]
    assert bot.actions(bot.request(order).public_id)[-1] == "resumed"


@ONE
def test_a_bot_that_was_away_when_the_time_was_over_gives_nobody_more_time(bot: Inside, town: Town) -> None:
    order = town.order()
    wait(bot, town, bot.arrive(order))
    bot.pass_time(4 * HOUR)
    bot.tick()
    bot.tick()
    bot.quiet()
    assert due(bot, order) == "Tue 12:30"
    assert "Overdue since Tue 24 Nov 12:30" in bot.card(order)["text"]


@ONE
def test_a_wait_that_was_resumed_early_is_not_ended_again_at_its_time(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    wait(bot, town, card)
    pass_to(bot, 0.5)
    resume(bot, town, order)
    wait(bot, town, bot.card(order), "half_day", "call_back")
    pass_to(bot, 0.6)  # the end of the first one
    first, second = bot.request(order).pauses
    assert first["ended"]
    assert second["ended"] == ""
    assert bot.actions(bot.request(order).public_id).count("resumed") == 1
    resume(bot, town, order)
    assert due(bot, order) == "Tue 12:36"


@ONE
def test_nothing_becomes_overdue_while_it_waits_and_everything_after(bot: Inside, town: Town) -> None:
    order = town.order()
    wait(bot, town, bot.arrive(order), "half_day")
    pass_to(bot, 1, 1, 1)  # 13:00; it was due at 11:30
    assert bot.request(order).overdue is False
    assert "Overdue" not in town.types("cs.one", "/orders list")["text"]
    assert "0 breached" in town.types("cs.one", "/orders list")["text"]
    resume(bot, town, order)
    pass_to(bot, 1.4)
    assert bot.request(order).overdue is False
    pass_to(bot, 0.2)
    assert bot.request(order).overdue is True
    assert "Overdue since Tue 24 Nov 14:30" in bot.card(order)["text"]
    assert bot.actions(bot.request(order).public_id).count("overdue") == 1


@ONE
def test_what_was_overdue_already_stays_so(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    pass_to(bot, 1.75)
    wait(bot, town, bot.card(order))
    assert "Waiting for the customer" in bot.card(order)["text"]
    pass_to(bot, 0.5)
    resume(bot, town, order)
    assert "Overdue since Tue 24 Nov 11:30" in bot.card(order)["text"]
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert "SLA missed by 15 min" in bot.card(order)["text"]  # the half hour that it waited is nobody's fault


@ONE
def test_what_is_past_due_before_anybody_marked_it_is_marked_all_the_same(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    bot.pass_time(1.75 * HOUR)
    wait(bot, town, bot.card(order))
    bot.tick()
    resume(bot, town, order)
    bot.tick()
    bot.quiet()
    assert "Overdue since Tue 24 Nov 11:30" in bot.card(order)["text"]


# --- deciding --------------------------------------------------------------------------------------------------------


@ONE
def test_an_approval_while_it_waits_ends_the_wait_and_the_pause_is_in_no_figure(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    wait(bot, town, card, "half_day")
    pass_to(bot, 2)
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    request = bot.request(order)
    assert request.state is State.DONE
    assert request.pauses[-1]["ended"] == (request.serving or {})["at"]
    assert "30 min, SLA met" in bot.card(order)["text"] or "30 min · SLA met" in bot.card(order)["text"]
    pass_to(bot, 5)
    assert "resumed" not in bot.actions(request.public_id)


@ONE
def test_after_two_waits_the_outcome_counts_neither(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    for _ in range(2):
        wait(bot, town, bot.card(order))
        pass_to(bot, 1.01)
        pass_to(bot, 0.25)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    outcome: dict[str, Any] = bot.request(order).outcome or {}
    assert outcome["met"] is True
    assert outcome["took"] in {"1 h 1 min", "1 h"}
    assert [bool(entry["ended"]) for entry in bot.request(order).pauses] == [True, True]


@ONE
def test_a_late_decision_after_a_wait_is_late_by_the_moved_time(bot: Inside, town: Town) -> None:
    order = town.order(order=PRIORITY, at="2026-11-24T09:50:00+09:00")
    bot.arrive(order)
    wait(bot, town, bot.card(order))
    pass_to(bot, 0.5)
    resume(bot, town, order)
    pass_to(bot, 0.5)  # 11:00, due 10:50
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert "SLA missed by 10 min" in bot.card(order)["text"]


@ONE
def test_a_press_that_is_held_leaves_it_waiting(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    wait(bot, town, bot.card(order))
    town.touch(order, ShippingStreet="9-9-9 Elsewhere")
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert bot.request(order).state is State.HELD
    assert bot.request(order).pauses[-1]["ended"] == ""
    resume(bot, town, order)
    assert due(bot, order) == "Tue 11:30"


@ONE
def test_claim_and_wait_go_together(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    town.press("cs.one", bot.card(order), "Claim")
    bot.quiet()
    wait(bot, town, bot.card(order))
    pass_to(bot, 0.6)
    assert bot.request(order).claimed_by == ""
    assert bot.request(order).pauses[-1]["ended"] == ""


def test_an_order_that_is_closed_elsewhere_stops_waiting_then(bot: Inside, town: Town) -> None:
    order = town.order()
    wait(bot, town, bot.arrive(order), until="day")
    pass_to(bot, 1)
    town.touch(order, Status="Cancelled")
    bot.poll()
    bot.quiet()
    request = bot.request(order)
    assert request.state is State.ELSEWHERE
    assert request.modified_at is not None
    assert request.pauses[-1]["ended"] == request.modified_at.isoformat()
