"""Whom a card reaches, and what follows where nobody who may approve is on shift."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models import Member, Notice, State
from tests.harness import Json, Town
from tests.inside import Inside, blocks_text, lend
from tests.towns import ONE

APPROVERS = ("cs.one", "cs.two", "cs.three", "cs.manager")
NOBODY = "Nobody who may approve order {} is on shift. Its card reaches 4 people."
PRIORITY: Json = {"order": {"Priority__c": "Priority"}}
SIX_PM = 8 * 3600.0
EMPTY = "Reaches 4 people, nobody on shift now"


def staff(bot: Inside, presence: str, *names: str, **more: Any) -> None:
    """What Slack says of these people, learnt this moment."""
    changes = {"presence": presence, "presence_at": bot.bot.clock.real(), **more}

    def learn(session: Session) -> None:
        session.execute(update(Member).where(Member.name.in_(names or APPROVERS)).values(**changes))

    bot.store.run(learn)


def order(town: Town, **made: Any) -> str:
    """An order of this moment of the story."""
    return town.order(at=town.org.get("state")["now"], **made)


def abandoned(bot: Inside, town: Town) -> tuple[str, str]:
    """An order while all who may approve it are away, and its number."""
    staff(bot, "away")
    found = order(town)
    assert EMPTY in blocks_text(bot.arrive(found))
    return found, town.record(found)["OrderNumber"]


def alarms(town: Town, number: str) -> tuple[list[str], list[str]]:
    """What the supervisors and the operators read about its reach."""
    said = f"approve order {number} is on shift", f"Order {number} is decided; nobody"
    supervisors, operators = (
        [m["text"] for m in town.messages(channel) if not m["is_reply"] and any(text in m["text"] for text in said)]
        for channel in ("cs-orders", "handoff-ops")
    )
    return supervisors, operators


def look_again(bot: Inside, town: Town, found: str) -> str:
    card = bot.card(found)
    town.press("cs.one", card, "Check again")
    bot.quiet()
    return blocks_text(bot.card(found))


# --- the line on the card --------------------------------------------------------------------------------------------


def test_the_card_says_how_many_it_reaches_and_how_many_are_there(bot: Inside, town: Town) -> None:
    staff(bot, "active", "cs.one", "cs.two")
    staff(bot, "away", "cs.three", "cs.manager")
    found = order(town)
    card = bot.arrive(found)
    assert "Reaches 4 people, 2 on shift" in blocks_text(card)
    assert "not known" not in blocks_text(card)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert "Reaches" not in blocks_text(bot.card(found))
    assert alarms(town, town.record(found)["OrderNumber"]) == ([], [])


@ONE
@pytest.mark.parametrize(
    ("known", "words"),
    [
        ((), "Reaches 4 people, 4 on shift; whether they are there is not known"),
        (("cs.one", "cs.two", "cs.three"), "Reaches 4 people, 1 on shift; whether they are there is not known"),
    ],
)
def test_who_is_not_known_counts_as_there_and_the_card_says_so(
    bot: Inside, town: Town, known: tuple[str, ...], words: str
) -> None:
    if known:
        staff(bot, "away", *known)
    assert words in blocks_text(bot.arrive(order(town)))


@ONE
def test_it_says_how_many_of_those_on_shift_are_not_known(bot: Inside, town: Town) -> None:
    staff(bot, "active", "cs.one", "cs.two")
    staff(bot, "away", "cs.three")
    words = "Reaches 4 people, 3 on shift; whether 1 of them is there is not known"
    assert words in blocks_text(bot.arrive(order(town)))


@ONE
def test_whose_own_order_it_is_is_not_counted(bot: Inside, town: Town) -> None:
    staff(bot, "active")
    own = order(town, contact={"Email": "cs.two@example.com"})
    assert "Reaches 3 people, 3 on shift" in blocks_text(bot.arrive(own))
    assert "Reaches 4 people, 4 on shift" in blocks_text(bot.arrive(order(town)))


@ONE
def test_whoever_decides_in_somebodys_place_is_reached_too(bot: Inside, town: Town) -> None:
    staff(bot, "away")
    staff(bot, "active", "sales.one")
    lend(bot)
    assert "Reaches 5 people, 1 on shift" in blocks_text(bot.arrive(order(town)))


# --- nobody ----------------------------------------------------------------------------------------------------------


def test_nobody_on_shift_is_told_once_and_ends_with_the_decision(bot: Inside, town: Town) -> None:
    found, number = abandoned(bot, town)
    supervisors, operators = alarms(town, number)
    assert [NOBODY.format(number) in one for one in operators] == [True]
    assert len(supervisors) == 1
    assert NOBODY.format(number) in supervisors[0]
    assert sorted(notice.role for notice in bot.rows(Notice)) == ["", "cs_managers"]
    assert EMPTY in look_again(bot, town, found)
    assert alarms(town, number) == (supervisors, operators)
    town.press("cs.one", bot.card(found), "Approve")
    bot.quiet()
    assert bot.request(found).state is State.DONE
    over = f"Order {number} is decided; nobody who may approve it had been on shift."
    supervisors, operators = alarms(town, number)
    assert (len(supervisors), len(operators)) == (1, 1)
    assert over in supervisors[0]
    assert operators == [over]


@ONE
def test_it_ends_when_a_later_look_finds_somebody_and_is_not_told_again(bot: Inside, town: Town) -> None:
    found, number = abandoned(bot, town)
    staff(bot, "active", "cs.two")
    assert "Reaches 4 people, 1 on shift" in look_again(bot, town, found)
    supervisors, operators = alarms(town, number)
    over = f"Somebody who may approve order {number} is on shift now."
    assert operators == [over]
    assert len(supervisors) == 1
    assert over in supervisors[0]
    staff(bot, "away")
    assert EMPTY in look_again(bot, town, found)
    assert alarms(town, number) == (supervisors, operators)


@ONE
def test_that_slack_says_nothing_any_more_ends_no_alarm(bot: Inside, town: Town) -> None:
    found, number = abandoned(bot, town)
    before = alarms(town, number)
    staff(bot, "")
    assert "4 on shift; whether they are there is not known" in look_again(bot, town, found)
    assert alarms(town, number) == before
    staff(bot, "active", "cs.two")
    look_again(bot, town, found)
    assert alarms(town, number)[1] == [f"Somebody who may approve order {number} is on shift now."]


@ONE
def test_it_ends_when_the_order_is_closed_outside(bot: Inside, town: Town) -> None:
    found, number = abandoned(bot, town)
    town.touch(found, Status="Cancelled")
    bot.poll()
    bot.quiet()
    assert bot.request(found).state is State.ELSEWHERE
    assert "is decided" in alarms(town, number)[1][0]


@ONE
@pytest.mark.parametrize(("made", "told"), [({}, 0), (PRIORITY, 1)])
def test_at_night_only_an_order_whose_clock_runs_at_night_is_told(
    bot: Inside, town: Town, made: Json, told: int
) -> None:
    bot.pass_time(SIX_PM)
    staff(bot, "active")
    found = order(town, **made)
    card = blocks_text(bot.arrive(found))
    assert "Reaches 4 people, nobody on shift until " in card
    assert "|Wed 25 Nov 09:00>" in card
    assert [len(one) for one in alarms(town, town.record(found)["OrderNumber"])] == [told, told]


@ONE
def test_an_order_that_reaches_nobody_at_all_is_told_at_any_time(bot: Inside, town: Town) -> None:
    bot.pass_time(SIX_PM)

    def leave(session: Session) -> None:
        session.execute(update(Member).values(roles=[]))

    bot.store.run(leave)
    found = order(town)
    assert "Reaches nobody who may approve it" in blocks_text(bot.arrive(found))
    (supervisors, operators) = alarms(town, town.record(found)["OrderNumber"])
    assert "Its card reaches nobody at all" in operators[0]
    assert len(supervisors) == 1
