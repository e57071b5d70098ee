"""When an order is due: its clock starts in Salesforce, runs in business or wall time, and its end is marked once."""

import re

from tests.harness import LOOK, SEEDED, Town, later
from tests.inside import Inside, blocks_text, inside
from tests.towns import ONE

pytestmark = ONE


def test_a_standard_order_is_due_two_business_hours_after_it_entered_review(bot: Inside, town: Town) -> None:
    order = town.order(at="2026-11-24T09:30:00+09:00")
    card = bot.arrive(order)
    assert "due Tue 24 Nov 11:30" in card["text"]
    assert "target 2 business hours" in card["text"]


def test_a_priority_order_is_due_in_thirty_minutes_by_the_wall_clock(bot: Inside, town: Town) -> None:
    order = town.order(order={"Priority__c": "Priority"}, at="2026-11-24T09:50:00+09:00")
    card = bot.arrive(order)
    assert "· Priority" in card["text"]
    assert "due Tue 24 Nov 10:20" in card["text"]


def test_the_clock_starts_with_the_entry_into_review_not_with_the_orders_creation(bot: Inside, town: Town) -> None:
    order = town.order(order={"Status": "Draft"}, at="2026-11-20T09:00:00+09:00")
    town.touch(order, Status="Pending Review")
    card = bot.arrive(order)
    assert "due Tue 24 Nov 12:00" in card["text"]


def test_without_history_the_clock_starts_with_the_creation(town: Town, database_url: str) -> None:
    town.org.post("switches", history="untracked")
    with inside(town, database_url) as bot:
        order = town.order(order={"Status": "Draft"}, at="2026-11-24T09:10:00+09:00")
        town.touch(order, Status="Pending Review")
        assert "due Tue 24 Nov 11:10" in bot.arrive(order)["text"]


def test_an_org_without_order_history_is_served_all_the_same(town: Town, database_url: str) -> None:
    town.org.post("switches", history="off")
    with inside(town, database_url) as bot:
        order = town.order()
        card = bot.arrive(order)
        town.press("cs.one", card, "Approve")
        bot.quiet()
        assert town.written(order) == ["Approved"]


def test_nights_weekends_and_holidays_do_not_count(bot: Inside, town: Town) -> None:
    # Friday evening before the holiday of Monday 23 November 2026.
    order = town.order(at="2026-11-20T17:30:00+09:00")
    assert "since" not in bot.arrive(order)["text"]
    assert "due Tue 24 Nov 10:30" in bot.card(order)["text"]


def test_an_order_past_its_due_time_is_marked_overdue_once(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    assert bot.tick() == 0
    bot.pass_time(89 * 60)
    assert bot.tick() == 2, "the two reminders before it"
    bot.pass_time(2 * 60)
    assert bot.tick() == 1
    assert bot.tick() == 0
    bot.quiet()
    after = bot.card(order)
    assert after["ts"] == card["ts"]
    assert "*Overdue* since" in blocks_text(after)
    assert "Overdue since Tue 24 Nov 11:30" in after["text"]
    assert bot.actions(bot.request(order).public_id).count("overdue") == 1
    assert "Waiting" not in after["text"]


def test_a_late_decision_says_by_how_much(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    bot.pass_time(3 * 60 * 60 + 5 * 60)  # 13:05, due 11:30
    bot.tick()
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert re.search(r"SLA missed by 1 h 3[45] min", blocks_text(bot.card(order)))
    assert re.search(r"SLA missed by 1 h 3[45] min", town.thread(card)[0])


def test_it_is_the_press_that_meets_the_target_however_long_the_vendor_takes(bot: Inside, town: Town) -> None:
    order = town.order(order={"Priority__c": "Priority"}, at=later(SEEDED, minutes=29))
    card = bot.arrive(order)
    town.fault(**LOOK, status=503, times=1)
    town.press("cs.one", card, "Approve")
    bot.pass_time(60 * 60)
    bot.tick()
    bot.quiet()
    assert "SLA met" in blocks_text(bot.card(order))
    assert "Overdue" not in blocks_text(bot.card(order))


def test_what_is_decided_never_becomes_overdue(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    bot.pass_time(10 * 60 * 60)
    bot.tick()
    bot.quiet()
    assert "overdue" not in bot.actions(bot.request(order).public_id)
    assert "Overdue" not in blocks_text(bot.card(order))


def test_an_order_that_comes_back_has_a_new_clock(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    bot.pass_time(60 * 60)
    town.touch(order, Status="Pending Review")
    second = bot.arrive(order)
    assert re.search(r"due Tue 24 Nov 13:0\d", second["text"])
