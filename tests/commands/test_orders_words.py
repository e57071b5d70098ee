"""Orders reached by words: the same verbs, the same judgement and the same effects as the card's buttons."""

import json
import re

import pytest

from models import Decision, Delivery, State
from tests.harness import LOOK, Town, until
from tests.inside import Inside, blocks_text, buttons
from tests.towns import ONE


def number_of(town: Town, order: str) -> str:
    number: str = town.record(order)["OrderNumber"]
    return number


# --- verbs -----------------------------------------------------------------------------------------------------------


def test_an_order_is_approved_by_words(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    number = number_of(town, order)
    said = town.types("cs.one", f"/orders approve {number}")
    assert said["text"].startswith(f"Approve order {number}: taken in.")
    assert f"/archives/{card['channel']}/p{card['ts'].replace('.', '')}|Open card>" in blocks_text(said)
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert "Approved order" in blocks_text(bot.card(order))
    assert town.thread(card) == ["Approved by @cs.one · SLA met"]
    (decision,) = bot.rows(Decision)
    assert (decision.verb, decision.user, decision.seen) == ("approve", "U0CSONE", bot.request(order).fingerprint)


def test_a_rejection_by_words_opens_the_same_dialog(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    assert town.types("cs.two", f"/orders reject {number_of(town, order)}")["text"] == ""
    assert town.view("cs.two")["callback_id"] == "orders.reject"
    town.submit("cs.two", "address_incomplete", "no house number")
    bot.quiet()
    assert town.record(order)["Status"] == "Cancelled"
    assert "no house number" in town.record(order)["Description"]


@ONE
def test_details_are_revealed_and_retries_begun_by_words(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    number = number_of(town, order)
    town.types("cs.one", f"/orders reveal {number}")
    assert "hanako@customers.example" in json.dumps(town.view("cs.one"))
    assert bot.actions(bot.request(order).public_id)[-1] == "reveal.revealed"
    assert "There is nothing to retry" in town.types("cs.one", f"/orders retry {number}")["text"]
    town.org.post("validation-rules", object="Order", when={"Status": "Approved"}, message="No")
    town.types("cs.one", f"/orders approve {number}")
    bot.quiet()
    assert bot.request(order).state is State.FAILED
    town.org.delete("validation-rules")
    assert "taken in" in town.types("cs.two", f"/orders retry {number}")["text"]
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
@pytest.mark.parametrize("spelling", ["{number}", "{bare}", "#{bare}", "{wide}", "{public_id}", "{small}"])
def test_an_order_has_a_number_and_an_id_in_several_spellings(bot: Inside, town: Town, spelling: str) -> None:
    order = town.order()
    bot.arrive(order)
    number, public_id = number_of(town, order), bot.request(order).public_id
    wide = number.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    words = {"number": number, "bare": number.lstrip("0"), "wide": wide, "public_id": public_id}
    typed = spelling.format(**words, small=public_id.lower())
    town.types("cs.one", f"/orders approve {typed}")
    bot.quiet()
    assert town.written(order) == ["Approved"]


def test_a_repeated_command_has_no_second_effect(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    sent = town.typed("cs.one", f"approve {number_of(town, order)}")
    answers = [town.post(sent) for _ in range(3)]
    bot.quiet()
    answers.append(town.post(sent))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["text"] for answer in answers} == {answers[0].json()["text"]}
    assert town.written(order) == ["Approved"]
    assert bot.actions(bot.request(order).public_id).count("approve.accepted") == 1
    assert town.privately("cs.one") == []


def test_a_second_approval_by_words_learns_who_was_first(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    said = town.types("cs.two", f"/orders approve {number_of(town, order)}")["text"]
    assert re.fullmatch(r"Already approved by @cs.one at 10:\d\d. Nothing was changed.", said)
    bot.quiet()
    assert town.privately("cs.two") == [said], "once, in the answer itself"
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.refused"


# --- who may not -----------------------------------------------------------------------------------------------------


def test_nobody_without_the_role_does_or_sees_anything_by_words(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    number, public_id = number_of(town, order), bot.request(order).public_id
    for verb in ("approve", "reject"):
        said = town.types("sales.one", f"/orders {verb} {number}")["text"]
        assert said == f"Only CS agents and CS managers can {verb} orders. This press was recorded."
        assert bot.actions(public_id)[-1] == f"{verb}.refused"
    for line in ("list", f"show {number}", "help", "nonsense", "show 9", ""):
        said = town.types("sales.one", f"/orders {line}")["text"]
        assert said == "Only CS agents, CS managers and Ops leads can see orders. This press was recorded.", line
    assert bot.actions("orders") == ["see.refused"] * 6
    said = town.types("sales.one", "/orders approve 999")["text"]
    assert said.startswith("Only CS agents"), "no hint of what numbers there are"
    assert town.types("sales.one", "/orders approve")["text"].startswith("Only CS agents")
    for line in ("list", f"approve {number}"):
        assert "Only full members" in town.types("guest", f"/orders {line}")["text"]
    bot.quiet()
    assert bot.request(order).state is State.WAITING
    assert town.slack.get("views")["views"] == []


@ONE
def test_nobody_approves_their_own_order_by_words(bot: Inside, town: Town) -> None:
    order = town.order(contact={"Email": "cs.one@example.com"})
    bot.arrive(order)
    for verb in ("approve", "reject"):
        said = town.types("cs.one", f"/orders {verb} {number_of(town, order)}")["text"]
        assert "it is your own. Ask CS managers. This press was recorded." in said
    bot.quiet()
    assert town.record(order)["Status"] == "Pending Review"


@ONE
def test_a_sentence_finds_the_person_where_the_bot_is_not(bot: Inside, town: Town) -> None:
    """Typed in a channel without the bot; what comes later cannot be whispered there and is sent directly."""
    order = town.order()
    bot.arrive(order)
    town.slack.post("channels", channel="sales", remove=["handoff"])
    town.fault(**LOOK, delay_s=0.5, times=1)
    town.types("cs.one", f"/orders approve {number_of(town, order)}", channel="sales")
    town.touch(order, ShippingCity="Kita")
    bot.quiet()
    assert bot.request(order).state is State.HELD
    assert any("changed while you looked" in text for text in town.directly("cs.one"))


# --- words that are nearly right -------------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("aprove 1", "There is no “aprove” here. Did you mean approve? Nothing was changed."),
        ("lst", "Did you mean list?"),
        ("list overdu", "There is no “overdu” here. Did you mean overdue?"),
        ("list 1 sideways", "There is all, overdue, priority, mine, and the number of a page."),
        ("approve", "Name one order: /orders approve N, where N is its number."),
        ("approve 1 2", "Name one order: /orders approve N"),
        ("xyzzy", "Type /orders help for what there is."),
        ("approve 日本", "No order 日本 is known here."),
        ("<!channel> *now*", "There is no “&lt;!channel&gt;” here."),
        ("A" * 2000, "A…” here."),
    ],
)
def test_words_that_are_nearly_right_are_answered_with_what_was_meant(
    bot: Inside, town: Town, line: str, said: str
) -> None:
    answer = town.types("cs.one", f"/orders {line}")
    # Slack escapes what is typed, and so do we what we quote.
    assert said.replace("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;") in answer["text"]
    assert len(answer["text"]) < 400
    assert "<!" not in json.dumps(answer)
    assert bot.rows(Delivery) == []


def test_a_number_that_is_nearly_right_is_answered_with_the_near_ones(bot: Inside, town: Town) -> None:
    orders = [town.order() for _ in range(3)]
    bot.poll()
    bot.quiet()
    numbers = [number_of(town, order) for order in orders]
    wrong = f"{numbers[1][:-1]}99"
    said = town.types("cs.one", f"/orders approve {wrong}")["text"]
    assert said.startswith(f"No order {wrong} is known here. Did you mean ")
    assert numbers[1] in said
    assert numbers[2] in town.types("cs.one", f"/orders show 9{numbers[2][-4:]}")["text"]
    bot.quiet()
    assert {bot.request(order).state for order in orders} == {State.WAITING}


# --- looking ---------------------------------------------------------------------------------------------------------


@ONE
def test_show_is_the_card_itself_for_one_pair_of_eyes(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    said = town.types("cs.one", f"/orders show {number_of(town, order)}")
    assert said["text"] == card["text"]
    assert buttons(said) == ["Approve", "Reject"]
    ours = [block for block in said["blocks"] if block["type"] != "context"]
    assert [block["block_id"] for block in ours] == [block["block_id"] for block in card["blocks"]]
    assert "Open card" in blocks_text(said)
    (shown,) = town.slack.get("ephemerals", user="cs.one")["ephemerals"]
    town.slack.post("press", user="cs.one", channel=shown["channel"], ts=shown["ts"], text="Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_help_names_every_word(bot: Inside, town: Town) -> None:
    said = town.types("cs.one", "/orders help")["text"]
    for word in ("list", "show N", "approve N", "reject N", "reveal N", "retry N", "help"):
        assert f"/orders {word} — " in said


@ONE
def test_the_list_is_by_due_time_with_the_cards_buttons(bot: Inside, town: Town) -> None:
    late = town.order(at="2026-11-24T09:10:00+09:00")
    urgent = town.order(order={"Priority__c": "Priority"}, at="2026-11-24T09:45:00+09:00")
    soon = town.order(at="2026-11-24T09:20:00+09:00")
    bot.poll()
    bot.quiet()
    said = town.types("cs.one", "/orders")
    lines = [block["text"]["text"] for block in said["blocks"] if ".line@" in block.get("block_id", "")]
    assert [line[1:9] for line in lines] == [number_of(town, order) for order in (urgent, late, soon)]
    assert re.fullmatch(
        rf"\*{number_of(town, urgent)} · Priority\* · Waiting · due <!date\^\d+\^[^|]+\|Tue 24 Nov 10:15> · "
        r"Customer \d+ · Setagaya, Tokyo · <http[^|]+\|Open card>",
        lines[0],
    )
    assert said["text"].startswith("3 wait for you · 1 due within the hour · 0 breached\n")
    assert said["text"].endswith("1–3 of 3, by due time")
    card = bot.card(urgent)
    on_card = next(block for block in card["blocks"] if block["type"] == "actions")["elements"]
    on_list = next(block for block in said["blocks"] if ".do@" in block.get("block_id", ""))["elements"]
    assert on_list == on_card


@ONE
def test_texts_of_customers_are_only_text_in_a_list(bot: Inside, town: Town) -> None:
    order = town.order(
        account={"SF_Account_No__c": "<!channel>*1*"},
        order={"ShippingCity": "世田谷区 👩‍👩‍👧 <!channel> & <@U0CSONE>", "ShippingState": "東" * 60},
    )
    bot.arrive(order)
    for said in (town.types("cs.one", "/orders list"), town.types("cs.one", f"/orders show {number_of(town, order)}")):
        text = json.dumps(said, ensure_ascii=False)
        assert "<!channel" not in text
        assert "<@" not in text
        assert "世田谷区 👩‍👩‍👧 &lt;!channel&gt; &amp; &lt;@U0CSONE&gt;" in text


@ONE
def test_pages_are_turned_in_place_and_a_press_shows_the_list_anew(bot: Inside, town: Town) -> None:
    orders = town.orders(11)
    bot.poll()
    bot.quiet(30)
    town.types("cs.one", "/orders list")
    (shown,) = town.slack.get("ephemerals", user="cs.one")["ephemerals"]
    assert buttons(shown).count("Approve") == 10
    assert buttons(shown)[0] == "Next"

    def now() -> str:
        (message,) = town.slack.get("ephemerals", user="cs.one")["ephemerals"]
        return json.dumps(message, ensure_ascii=False)

    def press(**what: str) -> None:
        town.slack.post("press", user="cs.one", channel=shown["channel"], ts=shown["ts"], **what)

    press(text="Next")
    until(lambda: "11–11 of 11" in now(), "the second page")
    assert "Previous" in now()
    press(text="Approve")
    until(lambda: "Approving — @cs.one" in now(), "the list says what became of the press")
    bot.quiet(30)
    assert sum(town.written(order) == ["Approved"] for order in orders) == 1
    press(text="Previous")
    until(lambda: "1–10 of 10" in now(), "the first page")
    press(action_id="list.filter", value="overdue")
    until(lambda: "under “Overdue”" in now(), "nothing is overdue")


@ONE
def test_a_list_that_slack_does_not_replace_is_told(bot: Inside, town: Town) -> None:
    town.orders(11)
    bot.poll()
    bot.quiet(30)
    town.types("cs.one", "/orders list")
    (shown,) = town.slack.get("ephemerals", user="cs.one")["ephemerals"]
    town.slack.post("settings", response_url_lives_s=0.0)
    town.slack.post("press", user="cs.one", channel=shown["channel"], ts=shown["ts"], text="Next")
    until(lambda: any("did not show the list anew" in text for text in town.privately("cs.one")), "it is told")
    town.slack.post("settings", response_url_lives_s=1800.0)


@ONE
def test_the_shortcut_opens_the_list_and_its_buttons_work(bot: Inside, town: Town) -> None:
    orders = [town.order(), town.order()]
    bot.poll()
    bot.quiet()
    assert town.slack.post("shortcut", user="cs.one", callback_id="orders.list")["answer"]["status"] == 200
    view = town.view("cs.one")
    assert view["title"]["text"] == "Open orders"
    assert "2 wait for you" in json.dumps(view)
    town.slack.post("press", user="cs.one", view_id=view["id"], text="Approve")
    until(lambda: "Approving — @cs.one" in json.dumps(town.view("cs.one"), ensure_ascii=False), "the list anew")
    bot.quiet()
    town.slack.post("press", user="cs.one", view_id=view["id"], action_id="list.filter", value="all")
    until(lambda: "1 waits for you" in json.dumps(town.view("cs.one")), "one is left")
    town.slack.post("press", user="cs.one", view_id=view["id"], text="Reject")
    until(lambda: town.view("cs.one")["callback_id"] == "orders.reject", "the dialog lies on the list")
    town.submit("cs.one")
    bot.quiet()
    assert sorted(town.record(order)["Status"] for order in orders) == ["Approved", "Cancelled"]


@ONE
def test_the_shortcut_tells_others_why_not(bot: Inside, town: Town) -> None:
    town.slack.post("shortcut", user="sales.one", callback_id="orders.list")
    assert "Only CS agents, CS managers and Ops leads can see orders" in json.dumps(town.view("sales.one"))
    assert bot.actions("orders") == ["see.refused"]
    bot.quiet()
    assert town.directly("sales.one") == []
