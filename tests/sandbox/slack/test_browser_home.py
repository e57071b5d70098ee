"""Commands, shortcuts, the Home and the channel's menu in a real browser. Marked e2e, since it needs Chromium."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.sandbox.slack.browsing import PHONE, WIDE
from tests.sandbox.slack.running import MANIFEST, Bot, Received, Slack, button, button_row, modal, mrkdwn, plain

pytestmark = pytest.mark.e2e
EVENTS = ["app_home_opened"]


@pytest.fixture
def slack(slack: Slack) -> Slack:
    slack.do("settings", manifest=MANIFEST, scopes=None, bot_events=EVENTS)
    return slack


def listed(page: int) -> dict[str, Any]:
    """A private list of orders, as a bot may answer a command."""
    lines: list[dict[str, Any]] = [{"type": "header", "text": plain("Orders that wait")}]
    for number in range(page * 3 - 2, page * 3 + 1):
        text = mrkdwn(f"*Order 0000{number:04}* · Priority\ndue in {number * 20} minutes · Sakura Clinic")
        lines.append({"type": "section", "text": text, "accessory": button("Open", f"orders.open.{number}")})
    pages = button_row(button("Earlier", "orders.page.back"), button("Later", "orders.page.on", value=str(page + 1)))
    return {"text": f"page {page}", "blocks": [*lines, pages]}


def home(count: int = 6) -> dict[str, Any]:
    options = [{"text": plain("Mine"), "value": "mine"}, {"text": plain("Everything"), "value": "all"}]
    choose = {"type": "static_select", "action_id": "home.filter", "options": options, "initial_option": options[0]}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": plain("What waits for you")},
        {"type": "context", "elements": [mrkdwn("*12* orders · *3* late · *2* claimed by you")]},
        {"type": "actions", "block_id": "top", "elements": [choose, button("Refresh", "home.refresh")]},
        {"type": "divider"},
    ]
    for number in range(count):
        text = mrkdwn(f"*Order 0000{number:04}* · Priority\nSakura Clinic, Fibre 1 Gb · due 14:{number:02}")
        blocks.append({"type": "section", "text": text})
        approve = button("Approve", "home.approve", style="primary", value=f"o.{number}")
        row = button_row(approve, button("Reject", "home.reject", style="danger"))
        blocks.append(row | {"block_id": f"row-{number}"})
    return {"type": "home", "blocks": blocks}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1400", "390"])
def test_a_command_is_typed_and_its_private_list_is_paged(
    slack: Slack, bot: Bot, visit: Any, size: dict[str, int]
) -> None:
    def answer(got: Received) -> tuple[int, str]:
        if got.payload.get("command"):
            return 200, json.dumps(listed(1))
        slack.http.post(
            got.payload["response_url"].removeprefix(slack.url), json=listed(2) | {"replace_original": True}
        )
        return 200, ""

    bot.answer = answer
    page = visit("cs.one", size)
    page.get_by_label("Message #cs-orders").fill("/orders list")
    page.keyboard.press("Enter")
    answer_shown = page.locator(".ephemeral")
    expect(answer_shown).to_contain_text("Order 00000001")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    answer_shown.get_by_role("button", name="Later").click()
    expect(answer_shown).to_contain_text("Order 00000004")
    expect(answer_shown).to_have_count(1)
    page.get_by_label("Message #cs-orders").fill("/oders list")
    page.keyboard.press("Enter")
    expect(page.locator(".ephemeral").nth(1)).to_contain_text("/oders is not a valid command")


def test_a_shortcut_is_picked_and_opens_a_dialog(slack: Slack, bot: Bot, visit: Any) -> None:
    def answer(got: Received) -> tuple[int, str]:
        assert slack.api("views.open", trigger_id=got.payload["trigger_id"], view=modal())["ok"]
        return 200, ""

    bot.answer = answer
    page = visit("cs.one")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Waiting orders").click()
    expect(page.get_by_role("dialog", name="Reject")).to_be_visible()
    assert bot.received[0].payload["callback_id"] == "orders.list"


def test_a_shortcut_that_fails_is_told(slack: Slack, bot: Bot, visit: Any) -> None:
    bot.answer = lambda _: (500, "")
    page = visit("cs.one")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Waiting orders").click()
    expect(page.locator("#toast")).to_contain_text("http_service_error")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1400", "390"])
def test_the_home_is_opened_pressed_and_follows(slack: Slack, bot: Bot, visit: Any, size: dict[str, int]) -> None:
    def answer(got: Received) -> tuple[int, str]:
        if got.payload["type"] == "event_callback":
            slack.api("views.publish", user_id=got.payload["event"]["user"], view=home())
        return 200, ""

    bot.answer = answer
    page = visit("cs.one", size)
    if size == PHONE:
        page.get_by_role("button", name="Channels").click()
    page.get_by_role("link", name="Handoff", exact=True).click()
    shown = page.locator(".home-view")
    expect(shown).to_contain_text("What waits for you")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    bot.wait_for(1)
    shown.get_by_role("button", name="Approve").first.click()
    payload = bot.wait_for(2)[1].payload
    assert (payload["container"]["type"], payload["actions"][0]["value"]) == ("view", "o.0")
    shown.get_by_label("Choose").select_option("all")
    assert bot.wait_for(3)[2].payload["actions"][0]["selected_option"]["value"] == "all"
    slack.api("views.publish", user_id="U0CSONE", view=home(2))
    expect(shown.get_by_role("button", name="Approve")).to_have_count(2)


def test_the_channels_menu_removes_renames_and_archives(slack: Slack, bot: Bot, visit: Any) -> None:
    page = visit("cs.one")
    page.on("dialog", lambda asked: asked.accept("orders-of-today"))

    def pick(what: str) -> None:
        page.get_by_role("button", name="Channel menu").click()
        page.get_by_role("menuitem", name=what).click()

    pick("Remove Handoff from the channel")
    expect(page.locator(".state-tag")).to_have_text("Handoff is not in this channel")
    pick("Add Handoff to the channel")
    expect(page.locator(".state-tag")).to_have_count(0)
    pick("Rename the channel")
    expect(page.get_by_role("heading", name="orders-of-today")).to_be_visible()
    pick("Archive the channel")
    expect(page.locator("#archived-note")).to_be_visible()
    expect(page.get_by_role("button", name="Send message")).not_to_be_visible()
    pick("Unarchive the channel")
    expect(page.get_by_role("button", name="Send message")).to_be_visible()


def test_a_card_is_deleted_by_hand(slack: Slack, bot: Bot, visit: Any) -> None:
    ts = slack.post(text="a card")["ts"]
    page = visit("cs.one")
    article = page.locator("article.message")
    article.hover()
    article.get_by_role("button", name="Delete message").click()
    expect(article).to_have_count(0)
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="x")["error"] == "message_not_found"
