"""What customers write, and what may be seen of it: long, strange and hostile texts; details only by Reveal."""

import json

import pytest

from models import AuditLine, State
from tests.harness import Town, until
from tests.inside import Inside, blocks_text, buttons
from tests.towns import ONE

CANARIES = {
    "name": "Canaria Nomen", "email": "canary.mail@customers.example", "phone": "+81 99-CANARY",
    "street": "7-7-7 Canary Hill", "notes": "canarynote: ring the bell",
}  # fmt: skip
HOSTILE = (
    "<!channel> <@U0CSONE> *bold* _x_ ~y~ `z` <https://evil.example|click> & 日本語テキスト"
    " 🚀👩\u200d👩\u200d👧 \"q\" 'a' @{x.id} %s {0}"
)


def canary_order(town: Town) -> str:
    return town.order(
        account={"Name": CANARIES["name"], "Email__c": CANARIES["email"], "Phone": CANARIES["phone"]},
        contact={"FirstName": "Contactus", "LastName": "Canarius", "Email": "contact.canary@customers.example"},
        order={"ShippingStreet": CANARIES["street"], "Description": CANARIES["notes"]},
    )


def test_nothing_personal_is_on_the_card_in_the_log_or_in_the_audit(bot: Inside, town: Town) -> None:
    order = canary_order(town)
    card = bot.arrive(order)
    assert "Special instructions* unknown — read and tick" in blocks_text(card)
    town.press("cs.one", card, "Reveal customer details")
    town.view("cs.one")
    town.press("sales.one", card, "Reveal customer details")
    town.touch(order, ShippingStreet="8-8-8 Canary Valley", Description="another canarynote")
    town.reject("cs.one", card, "other", "canaryreason of the reviewer")
    bot.quiet()
    assert bot.request(order).state is State.HELD
    town.fault(path="composite", body='"PATCH"', status=400, errorCode="CANARY_CODE", message="canary 7-7-7", times=1)
    town.reject("cs.one", bot.card(order), "other", "canaryreason of the reviewer")
    bot.quiet()
    town.press("cs.one", bot.card(order), "Retry now")
    bot.quiet()
    assert bot.request(order).state is State.DONE
    told = [message["text"] for user in ("cs.one", "sales.one") for message in _private(town, user)]
    places = {
        "channel": json.dumps(town.messages(), ensure_ascii=False),
        "private sentences": json.dumps(told, ensure_ascii=False),
        "log": bot.log.text,
        "audit": json.dumps([[line.action, line.subject, line.detail] for line in bot.rows(AuditLine)]),
    }
    hits = [
        (place, canary)
        for place, text in places.items()
        for canary in (*CANARIES.values(), "Canary", "canarynote", "canaryreason", "Canarius", "contact.canary")
        if canary in text
    ]
    assert hits == []


def test_reveal_shows_the_details_privately_and_on_record(bot: Inside, town: Town) -> None:
    order = canary_order(town)
    card = bot.arrive(order)
    town.press("cs.one", card, "Reveal customer details")
    shown = json.dumps(town.view("cs.one")["blocks"], ensure_ascii=False)
    for value in (*CANARIES.values(), "contact.canary@customers.example"):
        assert value in shown
    assert bot.actions(bot.request(order).public_id)[-1] == "reveal.revealed"
    assert town.slack.get("views", user="cs.two")["views"] == []


def test_the_reject_dialog_shows_the_details_on_record_and_keeps_the_buttons(bot: Inside, town: Town) -> None:
    order = canary_order(town)
    card = bot.arrive(order)
    town.press("cs.one", card, "Reject")
    view = town.view("cs.one")
    assert CANARIES["street"] in json.dumps(view["blocks"], ensure_ascii=False)
    assert bot.actions(bot.request(order).public_id)[-1] == "reject.revealed"
    assert buttons(bot.card(order)) == ["Reject", "Approve with second person…"]
    metadata = json.loads(view["private_metadata"])
    assert set(metadata) <= {"id", "seen", "channel", "thread"}


@ONE
def test_a_dialog_that_slack_does_not_open_in_time_says_press_again(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    town.slack.post("faults", method="views.open", error="expired_trigger_id", times=1)
    town.press("cs.one", card, "Reject")
    bot.quiet()
    until(lambda: town.privately("cs.one"), "a private sentence")
    assert "please press again" in town.privately("cs.one")[0]
    town.press("cs.one", card, "Reject")
    assert town.view("cs.one")


@ONE
@pytest.mark.parametrize(
    "text",
    [HOSTILE, "日本語" * 6000, "🚀" * 9000, "x" * 20_000, "<!channel>\n" * 1500, "&" * 15_000],
    ids=["hostile", "cjk", "emoji", "long", "lines", "entities"],
)
def test_notes_of_any_length_and_content_are_shown_whole_and_kept_whole(bot: Inside, town: Town, text: str) -> None:
    order = town.order()
    town.touch(order, Description=text)
    bot.pass_time(5)
    card = bot.arrive(order)
    town.press("cs.one", card, "Reveal customer details")
    sections = [block for block in town.view("cs.one")["blocks"] if block["type"] == "section"]
    texts = [words for block in sections for words in block.get("fields", [block.get("text")])]
    whole = "".join(words["text"] for words in texts if words["type"] == "plain_text")
    assert text.strip() in whole
    town.slack.post("close", user="cs.one")
    town.reject("cs.one", card, "other", f"because {HOSTILE}")
    bot.quiet()
    notes = town.record(order)["Description"]
    assert notes.startswith(text.rstrip())
    assert notes.count("[Handoff") == 1
    assert notes.endswith(f"because {HOSTILE}")
    assert bot.request(order).state is State.DONE


@ONE
def test_notes_without_room_are_a_sentence_and_never_a_cut(bot: Inside, town: Town) -> None:
    text = "y" * 31_950
    order = town.order(order={"Description": text})
    card = bot.arrive(order)
    town.reject("cs.one", card)
    bot.quiet()
    assert town.record(order)["Description"] == text
    assert town.record(order)["Status"] == "Pending Review"
    assert "no room left in the order's notes" in town.privately("cs.one")[0]
    assert buttons(bot.card(order)) == ["Approve", "Reject"]
    town.approve("cs.one", bot.card(order))
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_hostile_texts_in_every_field_stay_texts(bot: Inside, town: Town) -> None:
    order = town.order(
        account={"Name": HOSTILE[:80], "Phone": "<!here>"},
        contact={"LastName": HOSTILE[:60]},
        order={"ShippingCity": "<!channel> *Kita*", "ShippingState": "<@U0CSONE>"},
        lines=[("<!channel> *Home* <https://e.example|x>", 1, 5720, "Monthly")],
    )
    card = bot.arrive(order)
    shown = blocks_text(card) + card["text"]
    for token in ("<!channel>", "<@U0CSONE>", "<https://e.example", "*Home*", "*Kita*"):
        assert token not in shown
    town.approve("cs.one", card)
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert town.slack.get("log/counts")["errors"] == {}


@ONE
def test_an_order_with_two_hundred_lines_is_read_to_its_end(bot: Inside, town: Town) -> None:
    lines = [(f"Product {n:03d} {'long name ' * 5}", 2, 200, "Monthly") for n in range(200)]
    order = town.order(lines=lines)
    card = bot.arrive(order)
    assert "…(197 more)" in blocks_text(card)
    assert "¥80,000/month" in blocks_text(card)
    last = town.record(order)["items"][-1]
    town.touch(last["Id"], Quantity=3)
    town.press("cs.one", card, "Approve")
    bot.quiet()
    assert bot.request(order).state is State.HELD
    assert "¥80,000/month → ¥80,200/month" in blocks_text(bot.card(order))
    town.press("cs.one", bot.card(order), "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


def _private(town: Town, user: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = town.slack.get("ephemerals", user=user)["ephemerals"]
    return found
