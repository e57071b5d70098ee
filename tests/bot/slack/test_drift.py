"""What people do to Slack itself: told once in the operators' channel, mended, and no click is lost by it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.slack import watch
from models import Card, Delivery, DeliveryState, Lane, Member, Standing
from tests.harness import CHANNEL, Town, until
from tests.inside import Inside
from tests.towns import ONE

OPERATORS = "handoff-ops"
pytestmark = ONE


@pytest.fixture(autouse=True)
def channel_as_it_was(town: Town) -> Iterator[None]:
    yield
    town.slack.post("reset")


def told(bot: Inside, town: Town) -> list[str]:
    """What stands in the operators' channel, the audit's head left out."""
    bot.quiet()
    return [message["text"] for message in town.messages(OPERATORS) if "udit" not in message["text"]]


def waiting_card(bot: Inside, order: str, town: Town) -> None:
    """Its card was tried and put off."""
    bot.poll()
    number = town.record(order)["OrderNumber"]
    until(
        lambda: [row for row in bot.rows(Delivery) if row.lane is Lane.CARD and row.fault],
        f"the card of {number} is put off",
    )


@pytest.mark.parametrize(
    ("change", "mended", "words"),
    [
        ({"bot_member": False}, {"bot_member": True}, "invite Handoff"),
        ({"archived": True}, {"archived": False}, "archived"),
    ],
)
def test_a_channel_that_is_lost_is_told_once_and_what_waited_is_posted_when_it_is_mended(
    bot: Inside, town: Town, change: dict[str, bool], mended: dict[str, bool], words: str
) -> None:
    town.slack.post("channels", channel=CHANNEL, **change)
    order = town.order()
    waiting_card(bot, order, town)
    for _ in range(3):
        bot.bot.channels.refresh()
    until(lambda: town.messages(OPERATORS), "the warning")
    warnings = [text for text in (m["text"] for m in town.messages(OPERATORS)) if "cannot post" in text]
    assert len(warnings) == 1
    assert words in warnings[0]

    town.slack.post("channels", channel=CHANNEL, **mended)
    bot.bot.channels.refresh()
    card = until(lambda: town.cards(f"{town.record(order)['OrderNumber']}:"), "the card is posted at once", 10)[-1]
    assert [text for text in told(bot, town) if "Mended" in text]
    assert not [text for text in told(bot, town) if "cannot post" in text]
    town.press("cs.one", card, "Approve")
    until(lambda: town.record(order)["Status"] == "Approved", "approved")


def test_a_line_below_a_card_waits_too_until_the_channel_is_mended(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.slack.post("channels", channel=CHANNEL, bot_member=False)
    bot.bot.channels.refresh()
    town.press("cs.one", card, "Approve")
    until(lambda: town.record(order)["Status"] == "Approved", "approved")
    until(lambda: [row for row in bot.rows(Delivery) if row.kind == "slack.say" and row.fault], "the line is put off")
    town.slack.post("channels", channel=CHANNEL, bot_member=True)
    bot.bot.channels.refresh()
    until(lambda: town.thread(card), "the line stands", 20)
    assert [line.split(" · ")[0] for line in town.thread(card)] == ["Approved by @cs.one"]


def test_a_renamed_channel_goes_on_and_the_operators_are_asked_to_write_the_new_name(bot: Inside, town: Town) -> None:
    town.slack.post("channels", channel=CHANNEL, name="cs-desk")
    bot.bot.channels.refresh()
    order = town.order()
    bot.poll()
    number = town.record(order)["OrderNumber"]
    until(lambda: [m for m in town.messages("cs-desk") if m["text"].startswith(f"{number}:")], "its card", 10)
    (text,) = told(bot, town)
    assert "cs-desk" in text
    assert "workflows.orders.channel" in text


def test_the_bots_removal_is_heard_as_an_event(bot: Inside, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.events.SOON", timedelta())
    town.slack.post("channels", channel=CHANNEL, bot_member=False)
    until(lambda: any("cannot post" in m["text"] for m in town.messages(OPERATORS)), "told without any look of ours")


def test_a_card_that_was_deleted_by_hand_stands_again(bot: Inside, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "YOUNGEST_CARD", timedelta())
    orders = [town.order() for _ in range(3)]
    cards = [bot.arrive(order) for order in orders]
    town.slack.post("messages/delete", channel=cards[0]["channel"], ts=cards[0]["ts"])
    assert bot.bot.cards.look() == 1
    bot.quiet()
    again = bot.card(orders[0])
    assert again["ts"] != cards[0]["ts"]
    assert bot.bot.cards.look() == 0
    assert len(town.cards()) == 3
    assert len([text for text in told(bot, town) if "deleted" in text]) == 1
    town.press("cs.one", again, "Approve")
    until(lambda: town.record(orders[0])["Status"] == "Approved", "approved from the new card")


def test_a_channel_that_cannot_be_read_hides_no_deleted_card_of_another(
    bot: Inside, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "YOUNGEST_CARD", timedelta())
    order = town.order()
    card = bot.arrive(order)
    with bot.store.transaction() as session:  # of a time when the handbook named another channel
        session.add(Card(request_id=bot.request(order).id, channel="C00GONE", ts=card["ts"]))
    town.slack.post("messages/delete", channel=card["channel"], ts=card["ts"])
    assert bot.bot.cards.look() == 1
    assert [event["channel"] for event in bot.log.events("cards.unseen")] == ["C00GONE"]


def test_a_card_moves_from_a_channel_that_is_gone_to_the_one_that_the_handbook_names_now(
    bot: Inside, town: Town
) -> None:
    order = town.order()
    former = bot.arrive(order)
    with bot.store.transaction() as session:
        for row in session.query(Card):
            row.channel = "C00FORMER"
    town.press("cs.one", former, "Approve")
    until(lambda: town.record(order)["Status"] == "Approved", "approved")
    bot.quiet()
    assert "Approved" in bot.card(order)["text"]
    assert len(bot.cards(order)) == 2


def test_a_card_too_old_to_edit_is_continued_in_its_thread_and_told_once(bot: Inside, town: Town) -> None:
    orders = [town.order() for _ in range(2)]
    cards = [bot.arrive(order) for order in orders]
    bot.pass_time(60)
    town.slack.post("settings", edit_window_s=0.01)
    try:
        for card in cards:
            assert town.press("cs.one", card, "Approve")["status"] == 200
        until(lambda: {town.record(order)["Status"] for order in orders} == {"Approved"}, "both approved")
        bot.quiet()
        for card in cards:
            assert any("Approved order" in line for line in town.thread(card))
        warnings = [text for text in told(bot, town) if "older messages" in text]
        assert len(warnings) == 1
        assert "#cs-orders" in warnings[0]
    finally:
        town.slack.post("settings", edit_window_s=None)


def test_a_card_of_this_minute_is_not_taken_for_deleted(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())
    town.slack.post("messages/delete", channel=card["channel"], ts=card["ts"])
    assert bot.bot.cards.look() == 0


def test_a_click_on_a_card_whose_row_was_given_up_still_works(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    with bot.store.transaction() as session:
        for row in session.query(Card):
            row.gone = True
    town.press("cs.one", card, "Approve")
    until(lambda: town.record(order)["Status"] == "Approved", "approved")
    bot.quiet()
    assert len(bot.cards(order)) == 2


def test_people_and_groups_that_change_are_heard(bot: Inside, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.events.SOON", timedelta())
    town.slack.post("users", user="cs.one", deleted=True)

    def standing() -> Standing:
        return next(member for member in bot.rows(Member) if member.email == "cs.one@example.com").standing

    until(lambda: standing() is Standing.DEACTIVATED, "cs.one is known to be gone")
    town.slack.post("users", user="cs.one", deleted=False)
    until(lambda: standing() is Standing.MEMBER, "and to be back")


def test_a_burst_of_events_is_one_look(bot: Inside, town: Town) -> None:
    for number in range(20):
        town.slack.post("users", user="cs.two", real_name=f"Two {number}")
    rows = [row for row in bot.rows(Delivery) if row.kind == "slack.member" and row.state is DeliveryState.WAITING]
    assert len(rows) <= 1


@pytest.mark.parametrize(("method", "kind"), [("users.list", "slack.member"), ("conversations.list", "slack.channels")])
def test_looks_that_slack_refuses_are_one_delivery_that_waits_for_the_operator(
    bot: Inside, town: Town, monkeypatch: pytest.MonkeyPatch, method: str, kind: str
) -> None:
    monkeypatch.setattr("bot.slack.events.SOON", timedelta())
    town.slack.post("faults", method=method, error="missing_scope")

    def rows() -> list[DeliveryState]:
        return [row.state for row in bot.rows(Delivery) if row.kind == kind and row.state is not DeliveryState.DONE]

    for number in range(5):
        if kind == "slack.member":
            town.slack.post("users", user="cs.two", real_name=f"Two {number}")
        else:
            town.slack.post("channels", channel=CHANNEL, archived=number % 2 == 0)
        until(lambda: [row for row in bot.rows(Delivery) if row.kind == kind and row.fault], "it was tried")
    assert rows() == [DeliveryState.WAITING]
