"""The page over plain HTTP: who sees what, the hooks that browser tests hold on to, the stream, the console's relay."""

import json
import re
import threading
from typing import Any

import httpx
import pytest

from tests.sandbox.slack.running import Bot, Slack, button, button_row, modal, mrkdwn, plain, start


def page(slack: Slack, person: str = "cs.one", channel: str = "cs-orders") -> str:
    return slack.http.get(f"/c/{channel}", params={"as": person}).raise_for_status().text


def test_a_message_carries_its_channel_and_ts(slack: Slack) -> None:
    ts = slack.post(text="hello")["ts"]
    assert re.search(rf'<article class="message"[^>]* data-ts="{ts}" data-channel="C0CSORDERS"', page(slack))


def test_buttons_are_real_and_say_their_record(slack: Slack) -> None:
    slack.post(blocks=[button_row(button("Approve", accessibility_label="Approve order 00012345", style="primary"))])
    shown = re.search(r"<button[^>]*data-press[^>]*>Approve</button>", page(slack))
    assert shown
    assert 'aria-label="Approve order 00012345"' in shown[0]
    assert "primary" in shown[0]


def test_a_private_message_is_on_one_persons_page_only(slack: Slack) -> None:
    slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="for you alone")
    assert 'class="ephemeral"' in page(slack, "cs.one")
    assert "Only visible to you" in page(slack, "cs.one")
    assert "for you alone" not in page(slack, "cs.two")


def test_replies_stand_below_their_message(slack: Slack) -> None:
    ts = slack.post()["ts"]
    slack.post(text="one", thread_ts=ts)
    slack.post(text="two", thread_ts=ts)
    html = page(slack)
    assert html.count('class="reply"') == 2
    assert "2 replies" in html
    assert html.count('<article class="message"') == 1


def test_a_private_message_in_a_thread_stands_in_it(slack: Slack) -> None:
    ts = slack.post()["ts"]
    slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="psst", thread_ts=ts)
    assert "psst" in page(slack, "cs.one")
    assert "psst" not in page(slack, "cs.two")


def test_a_customers_text_is_shown_and_never_run(slack: Slack) -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt;"
    slack.post(text=evil, blocks=[{"type": "section", "text": mrkdwn(evil)}, {"type": "header", "text": plain("<b>x")}])
    html = page(slack)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt;" in html
    assert "&lt;b&gt;x" in html
    assert "<script>alert" not in html
    assert "broadcast" not in html


RICH = [
    {"type": "text", "text": "bold ", "style": {"bold": True}},
    {"type": "link", "url": "http://127.0.0.1:1/x", "text": "link"},
    {"type": "user", "user_id": "U0CSTWO"},
    {"type": "channel", "channel_id": "C0SALES"},
    {"type": "usergroup", "usergroup_id": "S0SALES"},
    {"type": "emoji", "name": "eyes"},
    {"type": "broadcast", "range": "here"},
]


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": RICH}]},
            ["<strong>bold </strong>", ">link</a>", "@cs.two", "#sales", "@sales", "👀", "@here"],
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_list", "style": "ordered", "elements": [{"elements": RICH[:1]}]},
                    {"type": "rich_text_quote", "elements": RICH[:1]},
                    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a < b"}]},
                ],
            },
            ["<ol><li>", "<blockquote", "<pre>a &lt; b</pre>"],
        ),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "Order"}]]}, ["<td>Order</td>"]),
        ({"type": "video", "alt_text": "A film", "title": plain("Film")}, ["A film", "Film"]),
        ({"type": "task_card", "task_id": "1", "title": "Look it up"}, ["task card", "Look it up"]),
        ({"type": "plan", "title": "Plan", "tasks": [{"title": "First"}]}, ["Plan", "First"]),
        ({"type": "card", "title": plain("Order 1"), "body": mrkdwn("*waits*")}, ["Order 1", "<strong>waits</strong>"]),
        ({"type": "carousel", "elements": [{"type": "card", "title": plain("One")}]}, ["carousel", "One"]),
        ({"type": "container", "elements": [{"type": "card", "title": plain("In it")}]}, ["In it"]),
        ({"type": "call", "call_id": "R1"}, ["call"]),
        (
            button_row({"type": "workflow_button", "text": plain("Run it"), "workflow": {}, "action_id": "w"}),
            ["Run it"],
        ),
        (
            {
                "type": "context_actions",
                "elements": [
                    {
                        "type": "feedback_buttons",
                        "action_id": "f",
                        "positive_button": {"text": plain("Good"), "value": "good"},
                        "negative_button": {"text": plain("Bad"), "value": "bad"},
                    }
                ],
            },
            [">Good</button>", ">Bad</button>"],
        ),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else "",
)
def test_every_block_of_a_message_is_drawn(slack: Slack, block: dict[str, Any], shown: list[str]) -> None:
    slack.post(blocks=[block])
    html = page(slack)
    assert "unknown-block" not in html
    for part in shown:
        assert part in html


def test_what_is_not_drawn_is_a_red_box(slack: Slack) -> None:
    slack.post(blocks=[{"type": "context_actions", "elements": [{"type": "hologram", "action_id": "h"}]}])
    assert "unknown-block" in page(slack)


def test_every_block_that_is_drawn_leaves_no_red_box(slack: Slack) -> None:
    options = [{"text": plain("One"), "value": "1"}]
    slack.post(
        blocks=[
            {"type": "header", "text": plain("Head")},
            {"type": "section", "text": mrkdwn("x"), "accessory": button()},
            {"type": "section", "fields": [mrkdwn("a"), plain("b")]},
            {
                "type": "context",
                "elements": [mrkdwn("x"), {"type": "image", "image_url": "http://x/", "alt_text": "A"}],
            },
            {"type": "divider"},
            {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "A chart that rises"},
            button_row(
                button(action_id="a"),
                {"type": "overflow", "action_id": "b", "options": options},
                {"type": "static_select", "action_id": "c", "options": options},
                {"type": "checkboxes", "action_id": "d", "options": options},
                {"type": "radio_buttons", "action_id": "e", "options": options},
                {"type": "datepicker", "action_id": "f", "initial_date": "2026-11-24"},
                {"type": "timepicker", "action_id": "g"},
                {"type": "users_select", "action_id": "h"},
                {"type": "multi_static_select", "action_id": "i", "options": options},
            ),
            {"type": "markdown", "text": "x"},
        ]
    )
    html = page(slack)
    assert "unknown-block" not in html
    assert "https://example.com/x.png" not in html, "no picture may come from outside"
    assert "A chart that rises" in html


def test_the_selector_offers_everybody_with_a_title(slack: Slack) -> None:
    html = page(slack, "cs.two")
    assert '<select id="act-as">' in html
    assert '<option value="cs.two" selected>cs.two · CS agent</option>' in html
    assert re.search(r'<option value="gone" disabled>', html)
    assert '<option value="handoff"' not in html


def test_two_browsers_are_two_people_by_cookie_or_address(slack: Slack) -> None:
    with httpx.Client(base_url=slack.url, trust_env=False) as browser:
        browser.get("/?as=cs.manager")
        assert 'data-actor="cs.manager"' in browser.get("/").text
        assert 'data-actor="guest"' in browser.get("/?as=guest").text


def test_an_unknown_person_acts_as_the_first(slack: Slack) -> None:
    assert 'data-actor="cs.one"' in slack.http.get("/?as=nobody").text


def test_a_guest_sees_only_the_channels_of_a_guest(slack: Slack) -> None:
    assert re.findall(r'data-channel-name="([^"]+)"', page(slack, "guest")) == ["cs-orders"]
    assert slack.http.get("/c/sales?as=guest").status_code == 303
    assert slack.http.get("/fragment/C0SALES?as=guest").json()["messages"] == ""


def test_unread_channels_stand_out_until_they_are_read(slack: Slack) -> None:
    slack.post("sales")
    assert re.search(r'class="channel unread" data-channel-name="sales"', page(slack))
    page(slack, "cs.one", "sales")
    assert not re.search(r'class="channel unread" data-channel-name="sales"', page(slack))
    assert re.search(r'class="channel unread" data-channel-name="sales"', page(slack, "cs.two"))


def test_a_dialog_is_on_the_page_of_its_person(slack: Slack) -> None:
    slack.api("views.open", trigger_id=slack.trigger(), view=modal())
    html = page(slack, "cs.one")
    assert 'role="dialog"' in html
    assert "<textarea" not in html
    assert 'aria-label="Why"' in html
    assert 'role="dialog"' not in page(slack, "cs.two")


def test_nothing_is_loaded_from_outside_and_no_script_is_inline(slack: Slack) -> None:
    slack.post()
    reply = slack.http.get("/")
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', reply.text)
    scripts = ['<script src="/static/page.js" defer>', '<script src="/static/console.js" defer>']
    assert re.findall(r"<script[^>]*>", reply.text) == scripts
    for name in ("page.js", "console.js", "page.css"):
        assert slack.http.get(f"/static/{name}").status_code == 200


def test_what_a_person_writes_is_escaped_as_slack_does(slack: Slack) -> None:
    slack.http.post("/act/say?as=cs.one", json={"channel": "C0CSORDERS", "text": "<!channel> & <b>"})
    assert slack.look("messages", channel="cs-orders")["messages"][0]["text"] == "&lt;!channel&gt; &amp; &lt;b&gt;"


def test_a_press_from_the_page_reaches_the_bot_with_the_state_of_the_message(slack: Slack, bot: Bot) -> None:
    box = {"type": "checkboxes", "action_id": "read", "options": [{"text": plain("I have read them"), "value": "yes"}]}
    ts = slack.post(blocks=[button_row(button(), box)])["ts"]
    asked = {
        "channel": "C0CSORDERS",
        "ts": ts,
        "action_id": "orders.approve",
        "state": {"row": {"read": ["yes"]}},
    }
    assert slack.http.post("/act/press?as=cs.two", json=asked).json() == {"ok": True, "error": ""}
    payload = bot.received[0].payload
    assert payload["user"]["name"] == "cs.two"
    assert payload["state"]["values"]["row"]["read"]["selected_options"][0]["value"] == "yes"


def test_the_stream_names_what_changed_and_nothing_private_of_others(slack: Slack) -> None:
    with slack.http.stream("GET", "/events?as=cs.one") as stream:
        lines = (line for line in stream.iter_lines() if line.startswith("data: "))
        assert next(lines) == "data: {}"
        slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSTWO", text="secret")
        slack.post()
        assert json.loads(next(lines).removeprefix("data: ")) == ["channel:C0CSORDERS"]
        slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="mine")
        assert json.loads(next(lines).removeprefix("data: ")) == ["person:U0CSONE"]


def test_sigterm_ends_at_once_with_streams_and_hanging_requests_open() -> None:
    process = start()
    slack = Slack(process.url)
    slack.do("faults", method="users.list", hang=True)
    with httpx.Client(base_url=process.url, trust_env=False, timeout=20) as other:

        def hang() -> None:
            with pytest.raises(httpx.TransportError):
                other.post("/api/users.list", data={"token": "xoxb-demo-handoff"})

        thread = threading.Thread(target=hang)
        thread.start()
        with slack.http.stream("GET", "/events") as stream:
            assert next(stream.iter_lines()) == "retry: 500"
            while not slack_log(process.url):
                pass
            assert process.end() == 0
        thread.join(5)
    slack.http.close()


def slack_log(url: str) -> list[dict[str, Any]]:
    return httpx.get(f"{url}/_control/log", trust_env=False).json()["entries"]


# --- the console's relay ----------------------------------------------------------------------------------------------


def test_without_a_console_its_buttons_are_disabled(slack: Slack) -> None:
    html = page(slack)
    for label in ("+1 h", "+1 day", "Pull the plug", "Start again"):
        assert re.search(rf'<button[^>]*aria-label="{re.escape(label)}[^"]*" disabled>', html)
    assert slack.http.get("/console/state").json() == {"bot": "unknown"}
    assert slack.http.post("/console/hour").status_code == 409


def test_with_a_console_the_buttons_reach_it(slack: Slack, console: list[str]) -> None:
    assert not re.search(r"data-console-act[^>]*disabled", page(slack))
    assert slack.http.get("/console/state").json()["bot"] == "up"
    for act in ("hour", "day", "pull", "start"):
        assert slack.http.post(f"/console/{act}").status_code == 200
    assert console == ["/hour", "/day", "/pull", "/start"]
    assert slack.http.post("/console/destroy").status_code == 404


def test_today_is_the_storys_today(slack: Slack, console: list[str]) -> None:
    slack.post(text="due <!date^1795484520^{date_short_pretty}|x>")
    assert ">today</time>" in page(slack)


def test_a_console_that_is_gone_is_told_in_words(slack: Slack) -> None:
    slack.do("settings", console="http://127.0.0.1:1")
    assert slack.http.get("/console/state").json() == {"bot": "unknown"}
    assert slack.http.post("/console/hour").json()["detail"] == "The demo console does not answer."
    slack.do("settings", console=None)
