"""Slash commands and global shortcuts as facts/slack.md tells them: a line per fact, over plain signed HTTP."""

import json
import time

import httpx
import pytest

from sandbox.slack.signing import sign
from tests.sandbox.slack.running import MANIFEST, SECRET, Bot, Received, Slack, button, button_row, modal, plain


@pytest.fixture
def slack(slack: Slack) -> Slack:
    slack.do("settings", manifest=MANIFEST)
    return slack


def typed(slack: Slack, line: str, **more: object) -> dict[str, object] | None:
    return slack.do("command", **({"user": "cs.one", "channel": "cs-orders", "line": line} | more))["answer"]


def private(slack: Slack, user: str = "cs.one") -> list[str]:
    return [message["text"] for message in slack.look("ephemerals", user=user)["ephemerals"]]


def test_a_command_is_a_signed_form(slack: Slack, bot: Bot) -> None:
    assert typed(slack, "/orders list 2")["status"] == 200
    got = bot.received[0]
    assert got.headers["content-type"] == "application/x-www-form-urlencoded"
    assert got.headers["x-slack-signature"] == sign(SECRET, got.headers["x-slack-request-timestamp"], got.body)
    form = got.form
    assert {name: form[name] for name in ("command", "text", "user_id", "user_name", "channel_id", "channel_name")} == {
        "command": "/orders",
        "text": "list 2",
        "user_id": "U0CSONE",
        "user_name": "cs.one",
        "channel_id": "C0CSORDERS",
        "channel_name": "cs-orders",
    }
    assert (form["team_id"], form["team_domain"], form["api_app_id"]) == ("T0HANDOFF", "handoff-internet", "A0HANDOFF")
    assert form["is_enterprise_install"] == "false"
    assert form["response_url"].startswith(f"{slack.url}/actions/")
    assert slack.api("views.open", trigger_id=form["trigger_id"], view=modal())["ok"]


def test_should_escape_turns_names_into_ids(slack: Slack, bot: Bot) -> None:
    typed(slack, "/orders for @cs.two in #sales of @cs-agents not @nobody.here & <b> see http://127.0.0.1/x")
    assert bot.received[0].form["text"] == (
        "for <@U0CSTWO|cs.two> in <#C0SALES|sales> of <!subteam^S0CSAGENTS|@cs-agents> not @nobody.here"
        " &amp; &lt;b&gt; see <http://127.0.0.1/x>"
    )


def test_without_should_escape_the_text_comes_as_it_was_typed(slack: Slack, bot: Bot) -> None:
    typed(slack, "/raw @cs.two & #sales")
    assert bot.received[0].form["text"] == "@cs.two & #sales"


def test_a_command_that_the_manifest_does_not_know_reaches_nobody(slack: Slack, bot: Bot) -> None:
    assert typed(slack, "/order list") is None
    assert bot.received == []
    assert "/order is not a valid command" in private(slack)[0]


def test_a_member_of_another_workspace_does_not_have_the_command(slack: Slack, bot: Bot) -> None:
    assert typed(slack, "/orders list", user="external") is None
    assert bot.received == []


def test_commands_do_not_run_in_threads(slack: Slack, bot: Bot) -> None:
    ts = slack.post()["ts"]
    assert typed(slack, "/orders list", thread_ts=ts) is None
    assert bot.received == []
    assert "not supported in threads" in private(slack)[0]


def test_the_answer_is_private_unless_it_says_otherwise(slack: Slack, bot: Bot) -> None:
    blocks = [{"type": "section", "text": plain("Two orders wait")}]
    bot.answer = lambda _: (200, json.dumps({"text": "two", "blocks": blocks}))
    typed(slack, "/orders list")
    assert private(slack) == ["two"]
    assert private(slack, "cs.two") == []
    assert slack.look("messages", channel="cs-orders")["messages"] == []
    assert "Two orders wait" in slack.http.get("/?as=cs.one").text


def test_in_channel_shows_the_answer_and_what_was_typed(slack: Slack, bot: Bot) -> None:
    bot.answer = lambda _: (200, json.dumps({"response_type": "in_channel", "text": "two"}))
    typed(slack, "/orders list")
    shown = slack.look("messages", channel="cs-orders")["messages"]
    assert [(message["user"], message["text"]) for message in shown] == [
        ("U0CSONE", "/orders list"),
        ("U0HANDOFF", "two"),
    ]


def test_plain_text_is_a_private_answer_and_an_empty_body_is_none(slack: Slack, bot: Bot) -> None:
    typed(slack, "/orders list")
    assert private(slack) == []
    bot.answer = lambda _: (200, "Nothing waits.")
    typed(slack, "/orders list")
    assert private(slack) == ["Nothing waits."]


def test_blocks_that_slack_refuses_are_told_to_the_typist(slack: Slack, bot: Bot) -> None:
    bot.answer = lambda _: (200, json.dumps({"text": "x", "blocks": [{"type": "alert"}]}))
    typed(slack, "/orders list")
    assert private(slack) == ["/orders failed with the error “invalid_blocks”"]


def test_a_late_a_failed_and_a_missing_answer_are_told_to_the_typist(slack: Slack, bot: Bot) -> None:
    bot.answer = lambda _: (500, "oops")
    typed(slack, "/orders list")
    slack.do("settings", bot_url="http://127.0.0.1:1/slack/events")
    assert typed(slack, "/orders list")["error"] == "connection_failed"
    slack.do("settings", bot_url=f"{bot.url}/slack/events")

    def slow(_: Received) -> tuple[int, str]:
        time.sleep(3.5)
        return 200, ""

    bot.answer = slow
    assert typed(slack, "/orders list")["error"] == "timeout"
    words = [sentence.split("“")[1].rstrip("”") for sentence in private(slack)]
    assert words == ["http_service_error", "dispatch_failed", "operation_timeout"]


def test_its_response_url_pages_a_private_list_in_place(slack: Slack, bot: Bot) -> None:
    page_one = {"text": "page 1", "blocks": [button_row(button("Next", "orders.page", value="2"))]}
    bot.answer = lambda _: (200, json.dumps(page_one))
    typed(slack, "/orders list")
    (listed,) = slack.look("ephemerals", user="cs.one")["ephemerals"]
    bot.answer = lambda _: (200, "")
    slack.do("press", user="cs.one", channel="cs-orders", ts=listed["ts"], action_id="orders.page")
    pressed = bot.received[1].payload
    assert pressed["container"]["is_ephemeral"]
    replaced = httpx.post(
        pressed["response_url"], json={"replace_original": True, "text": "page 2"}, timeout=5, trust_env=False
    )
    assert replaced.json() == {"ok": True}
    assert private(slack) == ["page 2"]


def test_its_response_url_answers_five_times_and_replaces_nothing_by_itself(slack: Slack, bot: Bot) -> None:
    typed(slack, "/orders list")
    url = bot.received[0].form["response_url"]
    answers = [
        httpx.post(url, json={"replace_original": True, "text": f"n{turn}"}, timeout=5, trust_env=False).status_code
        for turn in range(6)
    ]
    assert answers == [200, 200, 200, 200, 200, 404]
    assert private(slack) == ["n0", "n1", "n2", "n3", "n4"]


def test_the_message_box_of_the_page_runs_commands(slack: Slack, bot: Bot) -> None:
    bot.answer = lambda _: (200, "Nothing waits.")
    said = slack.http.post("/act/say?as=cs.one", json={"channel": "C0CSORDERS", "text": "/orders list"})
    assert said.json() == {"ok": True}
    assert bot.received[0].form["command"] == "/orders"
    assert slack.look("messages", channel="cs-orders")["messages"] == []
    slack.http.post("/act/say?as=cs.one", json={"channel": "C0CSORDERS", "text": "/nothing"})
    page = slack.http.get("/?as=cs.one").text
    assert "Slackbot" in page
    assert "/nothing is not a valid command" in page


def test_a_global_shortcut_has_a_trigger_and_no_response_url(slack: Slack, bot: Bot) -> None:
    assert slack.do("shortcut", user="cs.one", callback_id="orders.list")["answer"]["status"] == 200
    payload = bot.received[0].payload
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "orders.list")
    assert payload["user"] == {"id": "U0CSONE", "username": "cs.one", "team_id": "T0HANDOFF"}
    assert not {"response_url", "channel", "message", "container"} & set(payload)
    assert float(payload["action_ts"])
    assert slack.api("views.open", trigger_id=payload["trigger_id"], view=modal())["ok"]


def test_the_page_offers_the_global_shortcuts_of_the_manifest(slack: Slack, bot: Bot) -> None:
    page = slack.http.get("/?as=cs.one").text
    assert 'data-shortcut="orders.list"' in page
    assert "of-a-message" not in page
    bot.answer = lambda _: (500, "")
    told = slack.http.post("/act/shortcut?as=cs.one", json={"callback_id": "orders.list"}).json()
    assert told == {"ok": False, "error": "http_service_error"}


def test_payload_for_makes_commands_and_shortcuts_ready_to_send(slack: Slack, bot: Bot) -> None:
    made = [
        slack.do("payload_for", user="cs.one", channel="cs-orders", command="/orders", text="list"),
        slack.do("payload_for", user="cs.one", shortcut="orders.list"),
    ]
    assert [one["type"] for one in made] == ["slash_commands", "interactive"]
    assert bot.received == []
    for one in made:
        slack.http.post(one["url"], content=one["body"], headers=one["headers"])
    assert bot.received[0].form["text"] == "list"
    assert bot.received[1].payload["callback_id"] == "orders.list"
    for got in bot.received:
        assert got.headers["x-slack-signature"] == sign(SECRET, got.headers["x-slack-request-timestamp"], got.body)
