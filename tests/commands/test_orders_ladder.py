"""What is said while nobody decides: reminders in the thread, the breach in the channel, and whom it calls (X1-X8)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.operations.pausing import pause, resume
from bot.scheduler import TICKED
from models import Alert, Cursor, Fate, Request, State
from tests.commands.test_orders_waiting import pass_to, picks, wait
from tests.harness import ROOT, Json, Town, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.towns import ONE

MINUTE = 60
PRIORITY = {"Priority__c": "Priority"}
ESCALATIONS = "cs-escalations"


def pass_minutes(bot: Inside, *minutes: float) -> None:
    pass_to(bot, *(one / 60 for one in minutes))


def shown(card: Json) -> str:
    """What its blocks say, with each instant in the team's zone."""
    return re.sub(r"<!date\^\d+\^[^|]*\|([^>]*)>", r"\1", blocks_text(card))


def breaches(town: Town, channel: str = "cs-orders") -> list[str]:
    words = ("Breached", "Still waiting", "breached their target", "SLA missed")
    said = [one["text"] for one in town.messages(channel) if not one["is_reply"] and not one.get("blocks")]
    return [text for text in said if any(word in text for word in words)]


def alerts(bot: Inside, *fates: Fate) -> list[Alert]:
    with bot.store.reading() as session:
        found = select(Alert).where(Alert.fate.in_(fates or list(Fate))).order_by(Alert.id)
        return list(session.scalars(found))


# --- the rungs -------------------------------------------------------------------------------------------------------


def test_reminders_are_lines_in_the_cards_thread_and_say_what_comes_next(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())  # 09:30, due 11:30
    pass_minutes(bot, 31)
    (half,) = town.thread(card)
    assert half == "50 % of the time is used. Due 11:30. Next: a reminder here to CS agents at 11:00."
    pass_minutes(bot, 30)
    _, soon = town.thread(card)
    assert soon.endswith("75 % of the time is used. Due 11:30. Next: breach notice to CS managers at 11:30.")
    assert soon.count("<@U0CS") == 3, "everybody who may decide, no more than three"
    assert breaches(town) == []


def test_the_card_says_when_it_is_said_next(bot: Inside, town: Town) -> None:
    order = town.order()
    assert "next reminder Tue 24 Nov 10:30 in this thread" in shown(bot.arrive(order))
    pass_minutes(bot, 31)
    assert "next reminder Tue 24 Nov 11:00 in this thread" in shown(bot.card(order))
    pass_minutes(bot, 30)
    assert "breach notice Tue 24 Nov 11:30" in shown(bot.card(order))
    pass_minutes(bot, 30)
    assert "next call Tue 24 Nov 12:30" in shown(bot.card(order))


def test_the_breach_calls_the_escalation_in_the_teams_channel_once(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    pass_minutes(bot, 91)
    (told,) = breaches(town)
    number = town.record(order)["OrderNumber"]
    assert told.startswith(f"<@U0CSMANAGER> Breached: order {number} (Standard) has waited 2 h")
    assert "Target 2 business hours, due 11:30. Next: a call for CS managers at 12:30." in told
    assert "|Open card>" in told
    for _ in range(3):
        bot.tick()
    bot.quiet()
    assert breaches(town) == [told]


def test_of_rungs_that_came_together_only_the_highest_is_told_and_the_others_are_on_record(
    bot: Inside, town: Town
) -> None:
    card = bot.arrive(town.order())
    pass_minutes(bot, 95)
    assert town.thread(card) == []
    assert len(breaches(town)) == 1
    assert [one.key.rpartition(":")[2] for one in alerts(bot, Fate.SUPERSEDED)] == ["50", "75"]


def test_an_order_found_late_is_breached_already_and_says_by_how_much(bot: Inside, town: Town) -> None:
    bot.arrive(town.order(at="2026-11-20T16:00:00+09:00"))  # Friday; three hours of business time ago
    bot.tick()
    bot.quiet()
    (told,) = breaches(town)
    assert "has waited 3 h, 1 h too long. Target 2 business hours, due Fri 20 Nov 18:00. Next: " in told


def test_the_gaps_grow_and_the_last_rung_calls_the_next_level_elsewhere(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    pass_minutes(bot, 91, 60, 120)  # 11:31, 12:31, 14:31
    *before, last = breaches(town)
    assert "Still waiting" in last
    assert all(one.endswith("(told anew since)") for one in before)
    assert breaches(town, ESCALATIONS) == []
    pass_minutes(bot, 180)  # 17:31
    (elsewhere,) = breaches(town, ESCALATIONS)
    assert elsewhere.startswith("<@U0OPSLEAD> Still waiting: ")
    assert "Nobody else is called after this." in elsewhere


def test_after_a_decision_nothing_is_said_and_the_message_says_how_it_ended(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    pass_minutes(bot, 91)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    (told,) = breaches(town)
    assert "Approved by @cs.one · SLA missed by 1 min" in told
    before = len(town.messages())
    pass_minutes(bot, 120, 240)
    assert len(town.messages()) == before


def test_while_a_press_is_carried_out_nobody_is_called_and_after_an_undo_they_are(
    town: Town, database_url: str
) -> None:
    with inside(town, database_url, str(ROOT / "handbook.yaml")) as bot:
        order = town.order()
        card = bot.arrive(order)
        town.press("cs.one", card, "Approve")
        until(lambda: bot.request(order).state is State.DECIDED, "the decision")
        until(lambda: "Undo" in buttons(bot.card(order)), "its card")
        bot.pass_time(91 * MINUTE)
        bot.tick()
        assert breaches(town) == []
        town.press("cs.one", bot.card(order), "Undo")
        bot.quiet()
        bot.tick()
        bot.quiet()
        assert len(breaches(town)) == 1


# --- whom ------------------------------------------------------------------------------------------------------------


def test_who_has_claimed_it_is_called_alone(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    pass_minutes(bot, 55)
    town.press("cs.two", card, "Claim")
    bot.quiet()
    pass_minutes(bot, 10)
    assert next(line for line in town.thread(card) if "75 %" in line).startswith("<@U0CSTWO> 75 %")


def test_who_is_away_is_replaced_by_their_backup(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    town.slack.post("presence", user="cs.manager", presence="away")
    bot.bot.presence.refresh()
    pass_minutes(bot, 91)
    (told,) = breaches(town)
    assert told.startswith("<@U0OPSLEAD> Breached")
    assert "(CS managers: nobody else is there, so Ops leads are called.)" in told


# --- together --------------------------------------------------------------------------------------------------------


def test_many_breaches_are_one_message_which_calls_once(bot: Inside, town: Town) -> None:
    orders = town.orders(12)
    bot.poll()
    bot.quiet()
    pass_minutes(bot, 125)
    (told,) = breaches(town)
    assert told.startswith("<@U0CSMANAGER> 12 orders breached their target:")
    assert told.count("<@") == 1
    assert "… and 2 more." in told
    town.press("cs.one", bot.card(orders[0]), "Approve")
    bot.quiet()
    (told,) = breaches(town)
    assert "11 orders breached their target:" in told
    assert "Over since then:" in told


def test_a_breach_much_later_is_a_message_of_its_own(bot: Inside, town: Town) -> None:
    town.order(at="2026-11-24T09:50:00+09:00")
    bot.arrive(town.order())
    pass_minutes(bot, 91, 21)
    first, second = breaches(town)
    assert "00000002" in first
    assert "00000001" in second
    assert second.startswith("<@U0CSMANAGER> "), "an edit of the first would have called nobody"


# --- the clock stands, or is another ---------------------------------------------------------------------------------


def test_a_pause_moves_the_rungs_and_none_comes_in_it(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())
    pass_minutes(bot, 20)  # 10:20
    wait(bot, town, card, "half_day")  # until 14:20
    pass_minutes(bot, 200)
    assert not [line for line in town.thread(card) if "%" in line]
    pass_minutes(bot, 45)  # 14:25: ten minutes later it would be half
    assert not [line for line in town.thread(card) if "50 %" in line]
    pass_minutes(bot, 10)
    assert [line for line in town.thread(card) if "50 %" in line]


def test_an_order_that_becomes_priority_is_due_by_the_wall_clock_from_its_beginning(bot: Inside, town: Town) -> None:
    order = town.order(at="2026-11-24T09:50:00+09:00")
    bot.arrive(order)
    town.touch(order, **PRIORITY)
    bot.poll()
    bot.quiet()
    assert "due Tue 24 Nov 10:20" in bot.card(order)["text"]
    assert bot.request(order).target == "priority"
    pass_minutes(bot, 21)
    assert "(Priority) has waited 3" in breaches(town)[0]


@ONE
def test_another_target_in_the_handbook_moves_what_is_open_and_says_so(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    order = town.order()
    with inside(town, database_url) as bot:
        card = bot.arrive(order)
        wait(bot, town, card, "hour")
        number = town.record(order)["OrderNumber"]
    longer = tmp_path / "longer.yaml"
    text = (ROOT / "handbook.yaml").read_text("utf-8")
    assert "standard: {hours: 2," in text
    longer.write_text(text.replace("standard: {hours: 2,", "standard: {hours: 4,"), "utf-8")
    with inside(town, database_url, str(longer)) as bot:
        before = bot.request(order).due_at
        bot.reckon()
        bot.quiet()
        after = bot.request(order)
        assert before is not None
        assert after.due_at == before + timedelta(hours=2)
        assert [entry["why"] for entry in after.pauses] == ["documents"]
        (said,) = [one["text"] for one in town.messages() if "The handbook's times changed" in one["text"]]
        assert f"1 open order moved (1 later).\n• {number}: Tue 24 Nov 12:3" in said
        assert "reckoned" in bot.actions(after.public_id)
        bot.reckon()
        bot.quiet()
        assert len([one for one in town.messages() if "The handbook's times changed" in one["text"]]) == 1


# --- snooze ----------------------------------------------------------------------------------------------------------


def snooze(bot: Inside, town: Town, card: Json, how_long: str) -> None:
    town.press("cs.one", card, "Snooze the reminder")
    town.view("cs.one")
    assert town.slack.post("submit", user="cs.one", values=picks(until=how_long))["open"] is False
    bot.quiet()


@ONE
def test_a_snooze_puts_off_one_reminder_and_leaves_the_others_where_they_are(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    pass_minutes(bot, 20)  # 10:20
    snooze(bot, town, card, "quarter")
    assert "next reminder Tue 24 Nov 10:3" in shown(bot.card(order))
    pass_minutes(bot, 11)  # 10:31
    assert not [line for line in town.thread(card) if line.startswith("50 %")]
    (held,) = alerts(bot, Fate.SNOOZED)
    assert held.why == "snoozed by @cs.one"
    pass_minutes(bot, 6)  # 10:37
    assert [line for line in town.thread(card) if line.startswith("50 %")]
    pass_minutes(bot, 24)  # 11:01
    assert [line for line in town.thread(card) if "75 %" in line], "not put off"


@ONE
def test_a_snooze_never_passes_the_breach(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    pass_minutes(bot, 20)
    snooze(bot, town, card, "breach")
    pass_minutes(bot, 50)
    assert not [line for line in town.thread(card) if "%" in line and "waits until" not in line and "50 %" in line]
    pass_minutes(bot, 21)
    assert len(breaches(town)) == 1


# --- quiet hours, and a clock that did not run -----------------------------------------------------------------------


def test_at_night_a_priority_order_calls_who_is_on_call(bot: Inside, town: Town) -> None:
    pass_minutes(bot, 9 * 60)  # 19:00
    bot.arrive(town.order(order=PRIORITY, at="2026-11-24T18:55:00+09:00"))
    pass_minutes(bot, 31)
    (told,) = breaches(town)
    assert told.startswith("<@U0CSMANAGER> Breached")


@ONE
def test_without_anybody_on_call_it_waits_for_the_opening_as_the_first(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    book = tmp_path / "nobody.yaml"
    book.write_text((ROOT / "handbook.yaml").read_text("utf-8").replace("    on_call: cs_managers\n", ""), "utf-8")
    with inside(town, database_url, str(book)) as bot:
        pass_minutes(bot, 9 * 60)  # 19:00
        order = town.order(order=PRIORITY, at="2026-11-24T18:55:00+09:00")
        bot.arrive(order)
        pass_minutes(bot, 31)
        assert breaches(town) == []
        (held,) = [one for one in alerts(bot, Fate.QUIET) if one.cause == "breach"]
        assert held.why == "outside the team's hours"
        pass_minutes(bot, 30, 30, 60, 11 * 60 + 30)  # 09:01
        (digest,) = [one["text"] for one in town.messages() if "Good morning" in one["text"]]
        number = town.record(order)["OrderNumber"]
        assert "Since Tue 24 Nov 18:00 came 1 order (1 priority, due Tue 24 Nov 19:25)." in digest
        assert f"Oldest: {number}, since Tue 24 Nov 18:55. /orders list shows them." in digest
        assert "Held back until now: 1 alert, 1 of them urgent.\n• Nobody who may approve" in digest
        (elsewhere,) = [one["text"] for one in town.messages(ESCALATIONS)]
        assert f"• Still waiting: order {number} (Priority) has waited 2 h" in elsewhere
        assert elsewhere.startswith("<@U0OPSLEAD> Held back until now: 1 alert, 1 of them urgent.")


def test_what_came_at_night_is_one_good_morning_and_an_empty_one_is_none(bot: Inside, town: Town) -> None:
    pass_minutes(bot, 9 * 60)
    for minute in (5, 10):
        bot.arrive(town.order(at=f"2026-11-24T19:0{minute // 5}:00+09:00"))
    assert not [one for one in town.messages() if "Good morning" in one["text"]]
    pass_minutes(bot, 14 * 60 + 1)
    bot.tick()
    (digest,) = [one["text"] for one in town.messages() if "Good morning" in one["text"]]
    assert "came 2 orders. Oldest:" in digest
    assert "<@" not in digest
    for one in bot.rows(Request):
        town.reject("cs.one", town.cards(f"{one.number}:")[-1])
        bot.quiet()
    pass_minutes(bot, 24 * 60)
    assert len([one for one in town.messages() if "Good morning" in one["text"]]) == 1


@ONE
def test_after_a_time_without_a_clock_there_is_one_digest_and_no_line_for_each(bot: Inside, town: Town) -> None:
    later, card = town.order(at="2026-11-24T09:55:00+09:00"), bot.arrive(town.order())
    other = bot.card(later)
    bot.tick()
    late = bot.bot.clock.real() - timedelta(minutes=65)
    with bot.store.transaction() as session:
        row = session.get_one(Cursor, TICKED)
        row.place = {**row.place, "real": late.isoformat()}
    pass_minutes(bot, 95)  # 11:35: one breached, the other at 75 %
    assert town.thread(card) == town.thread(other) == []
    (digest,) = [one["text"] for one in town.messages() if "While Handoff did not run" in one["text"]]
    assert "2 alerts" in digest
    assert "Breached: order" in digest
    assert "75 % of the time is used" in digest
    assert digest.startswith("<@U0CSMANAGER> ")


@ONE
def test_while_handoff_is_read_only_nobody_is_reminded_of_what_they_cannot_do(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())
    pause(bot.store, bot.bot.clock, "cli:test", "Salesforce moves")
    bot.quiet()
    pass_minutes(bot, 31)
    assert [one.why for one in alerts(bot, Fate.INHIBITED)] == ["read-only says it already"]
    resume(bot.store, bot.bot.clock, "cli:test")
    bot.quiet()
    pass_minutes(bot, 2)
    assert [line for line in town.thread(card) if line.startswith("50 %")]


# --- why -------------------------------------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize("user", ["cs.one", "sales.one", "people.manager"])
def test_anybody_can_see_why_it_is_due_then(bot: Inside, town: Town, user: str) -> None:
    card = bot.arrive(town.order(at="2026-11-20T17:10:00+09:00"))
    town.press(user, card, "Why?")
    shown = str(town.view(user))
    for line in (
        "2 business hours (standard), calendar “CS Tokyo”",
        "Fri 20 Nov 17:10–18:00 · 50 min",
        "Sat 21 Nov – Sun 22 Nov · closed",
        "Mon 23 Nov · holiday: Labor Thanksgiving Day",
        "Tue 24 Nov 09:00–10:10 · 1 h 10 min",
        "→ due Tue 24 Nov 10:10",
        "Tue 24 Nov 10:10 · 100 % · breach, CS managers are called",
    ):
        assert line in shown, line


@ONE
def test_why_names_the_times_in_which_the_clock_stood(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    wait(bot, town, card, "hour")
    town.press("cs.one", bot.card(order), "Why?")
    assert "stood: The customer sends documents" in str(town.view("cs.one"))


@ONE
def test_a_guest_is_not_told_why(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())
    town.press("guest", card, "Why?")
    bot.quiet()
    assert "Only full members of this workspace can ask why orders are due" in town.privately("guest")[-1]
