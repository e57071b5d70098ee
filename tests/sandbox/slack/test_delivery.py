"""What reaches the bot: signed requests in Slack's shapes, three seconds' patience, retries for events only."""

import hashlib
import hmac
import json
import time

from sandbox.slack.signing import sign
from tests.sandbox.slack.running import (
    SECRET,
    Bot,
    Received,
    Slack,
    button,
    button_row,
    modal,
    mrkdwn,
    plain,
    text_input,
)

CARD = [
    {"type": "section", "block_id": "head", "text": mrkdwn("*Review order*")},
    button_row(
        button("Approve", "orders.approve", style="primary", accessibility_label="Approve order 00012345"),
        button("Open", "orders.open", url="http://127.0.0.1:1/"),
        {
            "type": "overflow",
            "action_id": "orders.more",
            "options": [{"text": plain("Claim"), "value": "claim"}, {"text": plain("Reveal"), "value": "reveal"}],
        },
        {
            "type": "static_select",
            "action_id": "orders.assign",
            "options": [{"text": plain("cs.two"), "value": "two"}],
        },
    ),
]


def press(slack: Slack, ts: str, **asked: object) -> dict[str, object]:
    return slack.do("press", **({"user": "cs.one", "channel": "cs-orders", "ts": ts} | asked))["answer"]


def test_the_signature_of_the_documentation() -> None:
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert sign("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


def test_a_press_is_signed_over_its_raw_body_with_the_present_second(slack: Slack, bot: Bot) -> None:
    press(slack, slack.post(blocks=CARD)["ts"], action_id="orders.approve")
    got = bot.received[0]
    stamp = got.headers["x-slack-request-timestamp"]
    expected = hmac.new(SECRET.encode(), f"v0:{stamp}:{got.body}".encode(), hashlib.sha256).hexdigest()
    assert got.headers["x-slack-signature"] == f"v0={expected}"
    assert abs(time.time() - int(stamp)) < 5
    assert got.headers["content-type"] == "application/x-www-form-urlencoded"
    assert got.path == "/slack/events"


def test_a_press_tells_who_where_and_what(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=CARD)["ts"]
    answer = press(slack, ts, action_id="orders.approve")
    assert (answer["status"], answer["body"], answer["error"]) == (200, "", "")
    payload = bot.received[0].payload
    assert payload["type"] == "block_actions"
    assert payload["user"] == {"id": "U0CSONE", "username": "cs.one", "name": "cs.one", "team_id": "T0HANDOFF"}
    assert payload["team"]["id"] == "T0HANDOFF"
    assert payload["api_app_id"] == "A0HANDOFF"
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0CSORDERS",
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": "C0CSORDERS", "name": "cs-orders"}
    assert payload["message"]["ts"] == ts
    assert payload["trigger_id"]
    assert payload["response_url"].startswith(f"{slack.url}/actions/")
    (action,) = payload["actions"]
    assert (action["action_id"], action["block_id"], action["type"]) == ("orders.approve", "row", "button")
    assert (action["value"], action["style"], action["text"]["text"]) == ("o.1.f", "primary", "Approve")
    assert float(action["action_ts"])


def test_roles_are_not_in_the_payload(slack: Slack, bot: Bot) -> None:
    press(slack, slack.post(blocks=CARD)["ts"], user="guest", action_id="orders.approve")
    assert set(bot.received[0].payload["user"]) == {"id", "username", "name", "team_id"}


def test_an_external_member_can_press_and_the_team_id_tells(slack: Slack, bot: Bot) -> None:
    press(slack, slack.post(blocks=CARD)["ts"], user="external", action_id="orders.approve")
    payload = bot.received[0].payload
    assert (payload["user"]["team_id"], payload["team"]["id"]) == ("T0PARTNER", "T0HANDOFF")


def test_a_button_is_found_by_its_words_and_may_carry_an_old_value(slack: Slack, bot: Bot) -> None:
    press(slack, slack.post(blocks=CARD)["ts"], text="Approve", value="o.0.old")
    assert bot.received[0].payload["actions"][0]["value"] == "o.0.old"


def test_a_url_button_sends_its_payload_too(slack: Slack, bot: Bot) -> None:
    press(slack, slack.post(blocks=CARD)["ts"], text="Open")
    assert bot.received[0].payload["actions"][0]["url"] == "http://127.0.0.1:1/"


def test_menus_and_selects_tell_the_option_that_was_picked(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=CARD)["ts"]
    press(slack, ts, text="Reveal")
    press(slack, ts, action_id="orders.assign", value="two")
    assert bot.received[0].payload["actions"][0]["selected_option"] == {"text": plain("Reveal"), "value": "reveal"}
    assert bot.received[1].payload["actions"][0]["selected_option"]["value"] == "two"
    assert bot.received[1].payload["state"]["values"]["row"]["orders.assign"]["selected_option"] is None


def test_a_press_in_a_thread_names_the_thread(slack: Slack, bot: Bot) -> None:
    parent = slack.post()["ts"]
    press(slack, slack.post(blocks=CARD, thread_ts=parent)["ts"], text="Approve")
    assert bot.received[0].payload["container"]["thread_ts"] == parent


def test_a_press_on_a_private_message_tells_only_its_container(slack: Slack, bot: Bot) -> None:
    sent = slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="x", blocks=CARD)
    press(slack, sent["message_ts"], text="Approve")
    payload = bot.received[0].payload
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload


def test_a_press_on_what_is_gone_reaches_nobody(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=CARD)["ts"]
    slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="done")
    refused = slack.http.post(
        "/_control/press", json={"user": "cs.one", "channel": "cs-orders", "ts": ts, "text": "Approve"}
    )
    assert refused.json()["error"] == "action_not_found"
    assert bot.received == []


def test_payload_for_makes_the_same_request_and_sends_nothing(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=CARD)["ts"]
    made = slack.do("payload_for", user="cs.two", channel="cs-orders", ts=ts, text="Approve")
    assert bot.received == []
    sent = slack.http.post(made["url"], content=made["body"], headers=made["headers"])
    assert sent.status_code == 200
    got = bot.received[0]
    assert got.payload["user"]["id"] == "U0CSTWO"
    assert got.headers["x-slack-signature"] == sign(SECRET, got.headers["x-slack-request-timestamp"], got.body)


def test_a_payload_that_was_made_is_delivered_as_often_as_asked(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=CARD)["ts"]
    made = slack.do("payload_for", user="cs.one", channel="cs-orders", ts=ts, action_id="orders.approve")
    for count in (1, 2):
        assert slack.do("deliver", type=made["type"], payload=made["payload"])["answer"]["status"] == 200
        assert bot.received[count - 1].payload == made["payload"]
    bot.answer = lambda _: (500, "")
    assert slack.do("deliver", type=made["type"], payload=made["payload"])["answer"]["status"] == 500


def test_after_three_seconds_the_person_sees_a_time_out_and_nobody_retries(slack: Slack, bot: Bot) -> None:
    def slow(_: Received) -> tuple[int, str]:
        time.sleep(6.5)
        return 200, ""

    bot.answer = slow
    ts = slack.post(blocks=CARD)["ts"]
    answer = press(slack, ts, action_id="orders.approve")
    assert (answer["status"], answer["error"]) == (0, "timeout")
    assert 2900 < answer["elapsed_ms"] < 6000
    assert "operation_timeout" in slack.http.get("/?as=cs.one").text
    assert "operation_timeout" not in slack.http.get("/?as=cs.two").text
    bot.answer = lambda _: (200, "")
    press(slack, ts, action_id="orders.approve")
    assert "operation_timeout" not in slack.http.get("/?as=cs.one").text
    assert [d["kind"] for d in slack.look("deliveries")["deliveries"]] == ["block_actions", "block_actions"]


def test_an_error_answer_and_a_dead_bot_are_shown_to_the_presser(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=CARD)["ts"]
    bot.answer = lambda _: (500, "oops")
    answer = press(slack, ts, action_id="orders.approve")
    assert (answer["status"], answer["body"]) == (500, "oops")
    assert "press-hint" in slack.http.get("/?as=cs.one").text
    slack.do("settings", bot_url="http://127.0.0.1:1/slack/events")
    assert press(slack, ts, action_id="orders.approve")["error"] == "connection_failed"


# --- events ---------------------------------------------------------------------------------------------------------


def test_an_event_comes_in_its_envelope_as_signed_json(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None)
    slack.do("users", user="cs.one", email="new@example.com")
    got = bot.wait_for(1)[0]
    body = json.loads(got.body)
    assert (body["type"], body["team_id"], body["api_app_id"]) == ("event_callback", "T0HANDOFF", "A0HANDOFF")
    assert body["event"]["type"] == "user_change"
    assert body["event"]["user"]["profile"]["email"] == "new@example.com"
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["team_id"] == "T0HANDOFF"
    assert got.headers["x-slack-signature"] == sign(SECRET, got.headers["x-slack-request-timestamp"], got.body)
    assert "x-slack-retry-num" not in got.headers


def test_an_event_that_was_not_subscribed_is_not_sent(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=["subteam_updated"])
    slack.do("users", user="cs.one", email="new@example.com")
    slack.do("groups", group="cs-agents", remove=["cs.one"])
    assert bot.wait_for(1)[0].payload["event"]["type"] == "subteam_updated"


def test_a_failed_event_is_sent_again_three_times_with_number_and_reason(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None, retry_delays_s=[0, 0.05, 0.1])
    bot.answer = lambda _: (500, "")
    slack.do("event", event={"type": "app_home_opened", "user": "U0CSONE"})
    got = bot.wait_for(4)
    assert [one.headers.get("x-slack-retry-num") for one in got] == [None, "1", "2", "3"]
    assert {one.headers["x-slack-retry-reason"] for one in got[1:]} == {"http_error"}
    assert len({one.payload["event_id"] for one in got}) == 1


def test_no_retry_stops_the_retries(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None, retry_delays_s=[0, 0, 0])
    bot.answer, bot.headers["x-slack-no-retry"] = (lambda _: (404, "")), "1"
    slack.do("event", event={"type": "app_home_opened"})
    bot.wait_for(1)
    slack.do("event", event={"type": "app_home_opened"})
    assert [one.headers.get("x-slack-retry-num") for one in bot.wait_for(2)] == [None, None]


def test_leaving_a_group_is_told_with_who_left(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=["subteam_members_changed"])
    slack.do("users", user="cs.two", deleted=True)
    event = bot.wait_for(1)[0].payload["event"]
    assert (event["subteam_id"], event["removed_users"]) == ("S0CSAGENTS", ["U0CSTWO"])


# --- dialogs --------------------------------------------------------------------------------------------------------


def opened(slack: Slack, **view: object) -> str:
    answer = slack.api("views.open", trigger_id=slack.trigger(), view=modal(**view) | {"private_metadata": "o.1"})
    assert answer["ok"], answer
    return answer["view"]["id"]


def submit(slack: Slack, text: str = "because", **more: object) -> dict[str, object]:
    return slack.do("submit", user="cs.one", values={"why": {"text": text}}, **more)


def test_a_submission_carries_the_values_and_the_private_metadata(slack: Slack, bot: Bot) -> None:
    view_id = opened(slack)
    assert not submit(slack)["open"]
    payload = bot.received[0].payload
    assert payload["type"] == "view_submission"
    view = payload["view"]
    assert (view["id"], view["callback_id"], view["private_metadata"]) == (view_id, "orders.reject", "o.1")
    assert view["state"]["values"]["why"]["text"] == {"type": "plain_text_input", "value": "because"}
    assert view["hash"]
    assert slack.look("views", user="cs.one")["views"] == []


def test_errors_stay_beside_their_field(slack: Slack, bot: Bot) -> None:
    opened(slack)
    bot.answer = lambda _: (200, json.dumps({"response_action": "errors", "errors": {"why": "Say more, please."}}))
    assert submit(slack)["errors"] == {"why": "Say more, please."}
    page = slack.http.get("/?as=cs.one").text
    assert 'class="field-error"' in page
    assert "Say more, please." in page
    assert "Say more, please." not in slack.http.get("/?as=cs.two").text


def test_errors_for_a_field_that_is_not_there_are_trouble(slack: Slack, bot: Bot) -> None:
    opened(slack)
    bot.answer = lambda _: (200, json.dumps({"response_action": "errors", "errors": {"other": "x"}}))
    assert submit(slack)["trouble"]


def test_update_push_and_clear_change_the_stack(slack: Slack, bot: Bot) -> None:
    opened(slack)
    bot.answer = lambda _: (200, json.dumps({"response_action": "push", "view": modal(title=plain("Second"))}))
    submit(slack)
    assert [view["title"]["text"] for view in slack.look("views")["views"]] == ["Reject", "Second"]
    bot.answer = lambda _: (200, json.dumps({"response_action": "update", "view": modal(title=plain("Changed"))}))
    submit(slack)
    views = slack.look("views")["views"]
    assert [view["title"]["text"] for view in views] == ["Reject", "Changed"]
    assert views[1]["previous_view_id"] == views[1]["root_view_id"] == views[0]["id"]
    bot.answer = lambda _: (200, "")
    submit(slack)
    assert [view["title"]["text"] for view in slack.look("views")["views"]] == ["Reject"]
    bot.answer = lambda _: (200, json.dumps({"response_action": "clear"}))
    submit(slack)
    assert slack.look("views")["views"] == []


def test_a_submission_that_nobody_answers_keeps_the_dialog_and_what_was_typed(slack: Slack, bot: Bot) -> None:
    opened(slack)
    bot.answer = lambda _: (500, "")
    result = submit(slack, "a long story")
    assert result["open"]
    assert result["trouble"] == "We had some trouble connecting. Try again?"
    assert "a long story" in slack.http.get("/?as=cs.one").text


def test_an_empty_required_field_never_reaches_the_bot(slack: Slack, bot: Bot) -> None:
    opened(slack)
    result = submit(slack, "")
    assert result["errors"] == {"why": "Please complete this required field."}
    assert bot.received == []
    assert submit(slack, "", force=True)["answer"]["status"] == 200


def test_the_length_of_a_text_is_held_by_slack_itself(slack: Slack, bot: Bot) -> None:
    slack.api("views.open", trigger_id=slack.trigger(), view=modal(text_input(max_length=5, min_length=2)))
    assert submit(slack, "123456")["answer"] is None
    assert submit(slack, "1")["answer"] is None
    assert submit(slack, "12345")["answer"]["status"] == 200


def test_closing_is_told_only_on_request(slack: Slack, bot: Bot) -> None:
    opened(slack)
    slack.do("close", user="cs.one")
    assert bot.received == []
    opened(slack, notify_on_close=True)
    slack.do("close", user="cs.one")
    assert (bot.received[0].payload["type"], bot.received[0].payload["is_cleared"]) == ("view_closed", False)


def test_a_press_in_a_dialog_names_the_view_and_has_no_response_url(slack: Slack, bot: Bot) -> None:
    view = slack.api("views.open", trigger_id=slack.trigger(), view=modal(button_row(), text_input()))["view"]
    slack.do("press", user="cs.one", view_id=view["id"], text="Approve", state={"why": {"text": "half"}})
    payload = bot.received[0].payload
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["state"]["values"]["why"]["text"]["value"] == "half"
    assert "response_url" not in payload
