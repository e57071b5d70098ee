"""The page in a real browser: it follows by itself, keeps what a person types, and fits a phone. Marked e2e, since it
needs Chromium; it runs against the stand-in and a scripted bot, without the product."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.sandbox.slack.browsing import PHONE, WIDE
from tests.sandbox.slack.running import Bot, Received, Slack, button, button_row, modal, mrkdwn, plain, text_input

pytestmark = pytest.mark.e2e
CARD = [
    {"type": "section", "text": mrkdwn("*Review order 00012345 · Priority*\nWaiting")},
    button_row(
        button("Approve", "orders.approve", style="primary", accessibility_label="Approve order 00012345"),
        button(
            "Reject",
            "orders.reject",
            style="danger",
            confirm={
                "title": plain("Reject it?"),
                "text": mrkdwn("This *hurts*."),
                "confirm": plain("Reject"),
                "deny": plain("Keep"),
            },
        ),
        {
            "type": "overflow",
            "action_id": "orders.more",
            "options": [{"text": plain("Reveal"), "value": "reveal"}, {"text": plain("Claim"), "value": "claim"}],
        },
    ),
]


def test_what_is_posted_and_edited_appears_by_itself(slack: Slack, visit: Any) -> None:
    page = visit("cs.one")
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    ts = slack.post(blocks=CARD)["ts"]
    expect(page.locator(f"article.message[data-ts='{ts}']")).to_contain_text("Review order 00012345")
    slack.api(
        "chat.update", channel="C0CSORDERS", ts=ts, text="x", blocks=[{"type": "header", "text": plain("Approved")}]
    )
    expect(page.get_by_text("Approved")).to_be_visible()
    expect(page.get_by_role("button", name="Approve order 00012345")).to_have_count(0)
    slack.do("messages/delete", channel="cs-orders", ts=ts)
    expect(page.locator("article.message")).to_have_count(0)


def test_two_people_press_and_each_reads_their_own_private_answer(slack: Slack, bot: Bot, visit: Any) -> None:
    slack.post(blocks=CARD)

    def whisper(got: Received) -> tuple[int, str]:
        user = got.payload["user"]
        slack.api("chat.postEphemeral", channel="cs-orders", user=user["id"], text=f"only for {user['name']}")
        return 200, ""

    bot.answer = whisper
    one, two = visit("cs.one"), visit("cs.two")
    one.get_by_role("button", name="Approve order 00012345").click()
    two.get_by_role("button", name="Approve order 00012345").click()
    expect(one.locator(".ephemeral")).to_contain_text("only for cs.one")
    expect(two.locator(".ephemeral")).to_contain_text("only for cs.two")
    expect(one.locator(".ephemeral")).to_have_count(1)


def test_a_confirm_dialog_stands_before_the_press(slack: Slack, bot: Bot, visit: Any) -> None:
    slack.post(blocks=CARD)
    page = visit("cs.one")
    page.get_by_role("button", name="Reject").click()
    dialog = page.get_by_role("dialog", name="Reject it?")
    expect(dialog.get_by_role("button", name="Reject")).to_be_focused()
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog).to_have_count(0)
    assert bot.received == []
    page.get_by_role("button", name="Reject").click()
    dialog.get_by_role("button", name="Reject").click()
    assert bot.wait_for(1)[0].payload["actions"][0]["action_id"] == "orders.reject"


def test_an_overflow_menu_is_walked_with_the_keyboard(slack: Slack, bot: Bot, visit: Any) -> None:
    slack.post(blocks=CARD)
    page = visit("cs.one")
    page.get_by_role("button", name="More actions").press("Enter")
    expect(page.get_by_role("menuitem", name="Reveal")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert bot.wait_for(1)[0].payload["actions"][0]["selected_option"]["value"] == "claim"
    expect(page.get_by_role("menu")).to_have_count(0)


def test_a_dialog_takes_the_focus_keeps_what_was_typed_and_gives_the_focus_back(
    slack: Slack, bot: Bot, visit: Any
) -> None:
    slack.post(blocks=CARD)

    def answer(got: Received) -> tuple[int, str]:
        if got.payload["type"] == "block_actions":
            assert slack.api("views.open", trigger_id=got.payload["trigger_id"], view=modal(text_input()))["ok"]
            return 200, ""
        if got.payload["view"]["state"]["values"]["why"]["text"]["value"] == "short":
            return 200, json.dumps({"response_action": "errors", "errors": {"why": "Say more, please."}})
        return 200, ""

    bot.answer = answer
    page = visit("cs.one")
    page.get_by_role("button", name="Approve order 00012345").click()
    dialog = page.locator("[role=dialog]")
    field = dialog.get_by_label("Why")
    expect(field).to_be_focused()
    dialog.get_by_role("button", name="Reject").click()
    expect(dialog.locator(".field-error")).to_have_text("Please complete this required field.")
    field.fill("short")
    slack.post(text="something else happens meanwhile")
    expect(page.get_by_text("something else happens meanwhile")).to_be_attached()
    expect(field).to_have_value("short")
    dialog.get_by_role("button", name="Reject").click()
    expect(dialog.locator(".field-error")).to_have_text("Say more, please.")
    expect(field).to_have_value("short")
    expect(field).to_be_focused()
    field.fill("a longer reason")
    dialog.get_by_role("button", name="Reject").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Approve order 00012345")).to_be_focused()


def test_a_failed_press_shows_a_warning_beside_the_card(slack: Slack, bot: Bot, visit: Any) -> None:
    slack.post(blocks=CARD)
    bot.answer = lambda _: (500, "")
    page = visit("cs.one")
    page.get_by_role("button", name="Approve order 00012345").click()
    expect(page.locator("article.message .press-hint")).to_contain_text("something went wrong")
    bot.answer = lambda _: (200, "")
    page.get_by_role("button", name="Approve order 00012345").click()
    expect(page.locator(".press-hint")).to_have_count(0)


def test_an_input_on_a_message_keeps_its_value_while_the_page_moves(slack: Slack, bot: Bot, visit: Any) -> None:
    slack.post(blocks=[text_input(), button_row()])
    page = visit("cs.one")
    page.get_by_label("Why").fill("half a sentence")
    slack.post(text="news")
    expect(page.get_by_text("news")).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value("half a sentence")
    page.get_by_role("button", name="Approve").click()
    assert bot.wait_for(1)[0].payload["state"]["values"]["why"]["text"]["value"] == "half a sentence"


def test_the_selector_changes_who_acts(slack: Slack, bot: Bot, visit: Any) -> None:
    slack.post(blocks=CARD)
    page = visit("cs.one")
    page.locator("select#act-as").select_option("guest")
    expect(page.locator("body")).to_have_attribute("data-actor", "guest")
    page.get_by_role("button", name="Approve order 00012345").click()
    assert bot.wait_for(1)[0].payload["user"]["name"] == "guest"


def test_a_channel_becomes_unread_by_itself(slack: Slack, visit: Any) -> None:
    page = visit("cs.one")
    slack.post("sales")
    link = page.locator("a[data-channel-name='sales']")
    expect(link.locator(".unread-count")).to_have_text("1")
    link.click()
    expect(page.get_by_role("heading", name="sales")).to_be_visible()
    expect(page.locator("a[data-channel-name='sales'] .unread-count")).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1400", "390"])
def test_nothing_is_cut_off_or_wider_than_the_screen(slack: Slack, visit: Any, size: dict[str, int]) -> None:
    long = "Approve with a second person…"
    fields = [mrkdwn(f"*Field {number}*\nvalue {'x' * 60}") for number in range(4)]
    second_row = button_row(button(long), button("x" * 75, "b")) | {"block_id": "second"}
    slack.post(blocks=[*CARD, {"type": "section", "fields": fields}, second_row])
    ts = slack.post(text="日本語のとても長い文章" * 20 + "x" * 300)["ts"]
    slack.post(text="https://127.0.0.1/" + "y" * 200, thread_ts=ts)
    page = visit("cs.one", size)
    expect(page.locator(".reply")).to_be_visible()
    width = size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for shown in page.locator("main button:visible, .topbar button:visible").all():
        box = shown.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_on_a_phone_the_channels_are_in_a_drawer(slack: Slack, visit: Any) -> None:
    page = visit("cs.one", PHONE)
    expect(page.locator("a[data-channel-name='sales']")).not_to_be_visible()
    page.get_by_role("button", name="Channels").click()
    page.locator("a[data-channel-name='sales']").click()
    expect(page.get_by_role("heading", name="sales")).to_be_visible()
    expect(page.locator("a[data-channel-name='sales']")).not_to_be_visible()


def test_the_page_finds_its_way_back_after_the_workspace_was_away(slack: Slack, visit: Any) -> None:
    page = visit("cs.one")
    expect(page.locator("#messages")).to_be_visible()
    page.context.set_offline(True)
    slack.post(text="posted while away")
    page.context.set_offline(False)
    slack.post(text="posted after")
    expect(page.get_by_text("posted while away")).to_be_visible()


def test_the_top_bar_tells_the_storys_time_and_presses_the_consoles_buttons(
    slack: Slack, visit: Any, console: list[str]
) -> None:
    page = visit("cs.one")
    expect(page.locator("#story-clock")).to_contain_text("Tue")
    expect(page.locator("#bot-state")).to_contain_text("up")
    expect(page.get_by_role("link", name="Salesforce org")).to_be_visible()
    for name in ("+1 h", "+1 day", "Pull the plug", "Start again"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_be_enabled()
    assert console == ["/hour", "/day", "/pull", "/start"]
