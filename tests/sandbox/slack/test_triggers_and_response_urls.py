"""Short-lived permissions: trigger ids (3 s, once), the stack of views, response URLs (5 uses, 30 min)."""

import time

import httpx

from tests.sandbox.slack.running import Slack, button_row, modal, plain


def test_a_trigger_works_once(slack: Slack) -> None:
    trigger = slack.trigger()
    assert slack.api("views.open", trigger_id=trigger, view=modal())["ok"]
    assert slack.api("views.open", trigger_id=trigger, view=modal())["error"] == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds(slack: Slack) -> None:
    trigger = slack.trigger()
    slack.do("settings", trigger_lives_s=0.05)
    time.sleep(0.06)
    assert slack.api("views.open", trigger_id=trigger, view=modal())["error"] == "expired_trigger_id"


def test_a_made_up_or_missing_trigger_is_refused(slack: Slack) -> None:
    assert slack.api("views.open", trigger_id="1.2.x", view=modal())["error"] == "invalid_trigger_id"
    assert slack.api("views.open", view=modal())["error"] == "invalid_arguments"
    assert slack.api("views.open", trigger_id=slack.trigger())["error"] == "invalid_arguments"


def test_a_refused_view_leaves_the_trigger_usable(slack: Slack) -> None:
    trigger = slack.trigger()
    assert not slack.api("views.open", trigger_id=trigger, view=modal(title=plain("x" * 25)))["ok"]
    assert slack.api("views.open", trigger_id=trigger, view=modal())["ok"]


def test_a_view_opens_for_the_person_who_pressed(slack: Slack) -> None:
    slack.api("views.open", trigger_id=slack.trigger("cs.two"), view=modal())
    assert [view["user"] for view in slack.look("views")["views"]] == ["U0CSTWO"]


def test_a_stack_holds_three_views(slack: Slack) -> None:
    slack.api("views.open", trigger_id=slack.trigger(), view=modal())
    assert slack.api("views.push", trigger_id=slack.trigger(), view=modal())["ok"]
    assert slack.api("views.push", trigger_id=slack.trigger(), view=modal())["ok"]
    assert slack.api("views.push", trigger_id=slack.trigger(), view=modal())["error"] == "push_limit_reached"


def test_an_old_hash_loses(slack: Slack) -> None:
    view = slack.api("views.open", trigger_id=slack.trigger(), view=modal())["view"]
    first = slack.api("views.update", view_id=view["id"], hash=view["hash"], view=modal(title=plain("New")))
    assert first["view"]["title"]["text"] == "New"
    late = slack.api("views.update", view_id=view["id"], hash=view["hash"], view=modal())
    assert late["error"] == "hash_conflict"


def test_a_view_is_found_by_its_external_id_or_not_at_all(slack: Slack) -> None:
    slack.api("views.open", trigger_id=slack.trigger(), view=modal(external_id="mine"))
    assert slack.api("views.update", external_id="mine", view=modal(external_id="mine"))["ok"]
    assert slack.api("views.update", view_id="V0", view=modal())["error"] == "not_found"


# --- response URLs --------------------------------------------------------------------------------------------------


def response_url(slack: Slack, **post: object) -> tuple[str, str]:
    card = slack.post(**({"blocks": [button_row()]} | post))
    made = slack.do("payload_for", user="cs.one", channel="cs-orders", ts=card["ts"], text="Approve")
    return made["payload"]["response_url"], card["ts"]


def reply(slack: Slack, url: str, **body: object) -> httpx.Response:
    return slack.http.post(url, json={"text": "answer"} | body)


def test_an_answer_is_private_by_default(slack: Slack) -> None:
    url, _ = response_url(slack)
    assert reply(slack, url).status_code == 200
    assert [e["addressee"] for e in slack.look("ephemerals")["ephemerals"]] == ["U0CSONE"]
    assert len(slack.look("messages", channel="cs-orders")["messages"]) == 1


def test_an_answer_goes_to_channel_or_thread_on_request(slack: Slack) -> None:
    url, ts = response_url(slack)
    reply(slack, url, response_type="in_channel")
    reply(slack, url, response_type="in_channel", thread_ts=ts, replace_original=False)
    assert [m["is_reply"] for m in slack.look("messages", channel="cs-orders")["messages"]] == [False, False, True]


def test_it_works_where_the_bot_is_no_member(slack: Slack) -> None:
    url, _ = response_url(slack)
    slack.do("channels", channel="cs-orders", bot_member=False)
    assert reply(slack, url, response_type="in_channel").status_code == 200


def test_the_original_is_replaced_or_deleted(slack: Slack) -> None:
    url, ts = response_url(slack)
    reply(slack, url, text="replaced", replace_original=True)
    (message,) = slack.look("messages", channel="cs-orders")["messages"]
    assert (message["ts"], message["text"], message["edits"]) == (ts, "replaced", 1)
    reply(slack, url, delete_original=True)
    assert slack.look("messages", channel="cs-orders")["messages"] == []


def test_a_private_original_stays_private(slack: Slack) -> None:
    sent = slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="x", blocks=[button_row()])
    asked = {"user": "cs.one", "channel": "cs-orders", "ts": sent["message_ts"], "text": "Approve"}
    url = slack.do("payload_for", **asked)["payload"]["response_url"]
    reply(slack, url, text="new", replace_original=True, response_type="in_channel")
    assert slack.look("messages", channel="cs-orders")["messages"] == []
    assert [e["text"] for e in slack.look("ephemerals")["ephemerals"]] == ["new"]


def test_five_uses_and_no_more(slack: Slack) -> None:
    url, _ = response_url(slack)
    assert [reply(slack, url).status_code for _ in range(5)] == [200] * 5
    sixth = reply(slack, url)
    assert (sixth.status_code, sixth.json()["error"]) == (404, "used_url")
    assert len(slack.look("ephemerals")["ephemerals"]) == 5


def test_thirty_minutes_and_no_longer(slack: Slack) -> None:
    url, _ = response_url(slack)
    slack.do("settings", response_url_lives_s=0)
    assert reply(slack, url).json()["error"] == "expired_url"


def test_blocks_are_judged_here_too(slack: Slack) -> None:
    url, _ = response_url(slack)
    assert reply(slack, url, blocks=[{"type": "header"}]).json()["error"] == "invalid_blocks"
