"""The machine between a press and the world: cards that vanish, rows that are late, people with several identities."""

import threading
from pathlib import Path

import httpx
import pytest
from sqlalchemy import delete, update

from models import Card, Delivery, DeliveryState, Personal, State
from tests.harness import Town, handbook_text, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.promises.signed import body_of, headers_for, press
from tests.towns import ONE


def test_a_card_deleted_by_hand_comes_back_with_the_next_change(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.slack.post("messages/delete", channel=card["channel"], ts=card["ts"])
    town.move(order, City="Kita")
    bot.poll()
    bot.quiet()
    (again,) = bot.cards(order)
    assert again["ts"] != card["ts"]
    assert buttons(again) == ["Approve", "Reject"]
    town.press("cs.one", again, "Approve")
    bot.quiet()
    assert town.thread(again) == ["Approved by @cs.one · SLA met"]
    assert [row.gone for row in bot.rows(Card)] == [True, False]


def test_a_line_waits_for_the_card_whose_place_is_not_known_yet(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    with bot.store.transaction() as session:  # as a kill leaves it between Slack's answer and our commit
        session.execute(delete(Card))
        posted = update(Delivery).where(Delivery.kind == "slack.card")
        session.execute(
            posted.values(state=DeliveryState.WAITING, leased_until=bot.bot.clock.real().replace(year=2099))
        )
    town.press("cs.one", card, "Approve")
    until(lambda: bot.request(order).state is State.DONE, "the decision is written")
    assert town.thread(card) == []
    with bot.store.transaction() as session:
        session.execute(update(Delivery).where(Delivery.state == DeliveryState.WAITING).values(leased_until=None))
    bot.quiet(30)
    assert town.thread(card) == ["Approved by @cs.one · SLA met"]
    assert len(bot.cards(order)) == 1, "the card that stands was found, not posted again"


def test_concurrent_presses_of_five_people_have_one_winner(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    people = ["cs.one", "cs.two", "cs.three", "cs.manager"]
    requests = [town.payload(user, card, "Approve") for user in people]
    threads = [threading.Thread(target=town.post, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    bot.quiet()
    actions = bot.actions(bot.request(order).public_id)
    assert actions.count("approve.accepted") == 1
    assert actions.count("approve.refused") == 3
    assert sum(bool(town.privately(user)) for user in people) == 3
    assert town.written(order) == ["Approved"]


@ONE
def test_a_press_on_a_card_of_a_forgotten_database_says_so(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    body = body_of(press("U0CSONE", "approve", "GHST23.1.f00"))
    assert httpx.post(bot.url, content=body, headers=headers_for(body), trust_env=False).status_code == 200
    bot.quiet()
    assert "not known here any more" in town.privately("cs.one")[0]


@ONE
@pytest.mark.parametrize("email", ["private@elsewhere.example", "PRIVATE@Elsewhere.example"])
def test_a_second_identity_by_the_handbook_is_the_same_person(
    town: Town, database_url: str, tmp_path: Path, email: str
) -> None:
    text = handbook_text()
    entry = "people:\n  - name: CS One\n    emails: [cs.one@example.com, ｐrivate@elsewhere.example]\n"
    path = tmp_path / "handbook.yaml"
    path.write_text(text.replace("people: []\n", entry), "utf-8")
    with inside(town, database_url, str(path)) as bot:
        order = town.order(contact={"Email": email})
        card = bot.arrive(order)
        town.press("cs.one", card, "Approve")
        bot.quiet()
        assert "it is your own" in town.privately("cs.one")[0]
        assert town.record(order)["Status"] == "Pending Review"


@ONE
def test_whose_order_it_is_holds_though_the_details_have_expired(bot: Inside, town: Town) -> None:
    order = town.order(contact={"Email": "cs.one@example.com"})
    card = bot.arrive(order)
    with bot.store.transaction() as session:
        session.execute(delete(Personal))
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"
    assert "own" in town.privately("cs.one")[0]
    assert "Approved" not in blocks_text(bot.card(order))
