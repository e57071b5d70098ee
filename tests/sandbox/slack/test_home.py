"""The App Home as facts/slack.md tells it: published, looked at, pressed. A line per fact, over plain signed HTTP."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from sandbox.slack.signing import sign
from tests.sandbox.slack.running import (
    MANIFEST,
    SECRET,
    Bot,
    Slack,
    button,
    button_row,
    modal,
    plain,
    start,
    text_input,
)


def home(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks) or [button_row(button("Open", "home.open"))], **more}


def publish(slack: Slack, user: str = "U0CSONE", view: Any = None, **more: Any) -> dict[str, Any]:
    return slack.api("views.publish", user_id=user, view=view or home(), **more)


def test_a_published_home_is_one_persons(slack: Slack, bot: Bot) -> None:
    answer = publish(slack, view=home(private_metadata="p", callback_id="c"))
    view = answer["view"]
    assert (view["type"], view["private_metadata"], view["callback_id"]) == ("home", "p", "c")
    assert view["root_view_id"] == view["id"]
    assert ">Open</button>" in slack.http.get("/home?as=cs.one").text
    assert "not put anything on its Home" in slack.http.get("/home?as=cs.two").text


def test_publishing_again_keeps_the_id_and_changes_the_hash(slack: Slack, bot: Bot) -> None:
    first, second = publish(slack)["view"], publish(slack)["view"]
    assert first["id"] == second["id"]
    assert first["hash"] != second["hash"]


def test_an_old_hash_is_a_conflict(slack: Slack, bot: Bot) -> None:
    old = publish(slack)["view"]["hash"]
    assert publish(slack, hash=old)["ok"]
    assert publish(slack, hash=old)["error"] == "hash_conflict"


def test_a_home_holds_a_hundred_blocks_and_no_more(slack: Slack, bot: Bot) -> None:
    lines = [{"type": "section", "text": plain(f"line {number}")} for number in range(101)]
    assert publish(slack, view=home(*lines[:100]))["ok"]
    refused = publish(slack, view=home(*lines))
    assert refused["error"] == "invalid_arguments"
    assert "no more than 100 items" in refused["response_metadata"]["messages"][0]


def test_each_surface_has_its_blocks(slack: Slack, bot: Bot) -> None:
    """markdown, table, plan, task_card, container: messages alone; card and carousel: not in a modal."""
    for kind in ("markdown", "table", "plan", "task_card", "container"):
        assert publish(slack, view=home({"type": kind}))["error"] == "invalid_arguments", kind
    for kind in ("card", "alert"):
        assert publish(slack, view=home({"type": kind}))["ok"], kind
    card = slack.api("views.open", trigger_id=slack.trigger(), view=modal(text_input(), {"type": "card"}))
    assert card["error"] == "invalid_arguments"
    alert = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=[{"type": "alert"}])
    assert alert["error"] == "invalid_blocks"


def test_a_home_is_not_a_modal_and_a_modal_is_not_a_home(slack: Slack, bot: Bot) -> None:
    assert slack.api("views.open", trigger_id=slack.trigger(), view=home())["error"] == "invalid_arguments"
    assert publish(slack, view=modal())["error"] == "invalid_arguments"
    assert publish(slack, view=home(title=plain("x")))["error"] == "invalid_arguments"


def test_nobody_and_strangers_have_no_home(slack: Slack, bot: Bot) -> None:
    assert publish(slack, user="U0NOBODY")["error"] == "user_not_found"
    assert publish(slack, user="U0EXTERNAL")["error"] == "user_not_found"


def test_without_the_home_tab_nothing_is_published(slack: Slack, bot: Bot) -> None:
    slack.do("settings", manifest={"features": {"app_home": {"home_tab_enabled": False}}}, scopes=None)
    assert publish(slack)["error"] == "not_enabled"
    assert 'href="/home' not in slack.http.get("/?as=cs.one").text


def test_looking_at_it_is_told_with_the_view_once_there_is_one(slack: Slack, bot: Bot) -> None:
    slack.do("settings", manifest=MANIFEST)
    slack.http.get("/home?as=cs.one")
    event = bot.wait_for(1)[0].payload["event"]
    assert (event["type"], event["user"], event["tab"]) == ("app_home_opened", "U0CSONE", "home")
    assert event["channel"].startswith("D")
    assert "view" not in event
    shown = publish(slack)["view"]
    slack.do("home", user="cs.one")
    event = bot.wait_for(2)[1].payload["event"]
    assert (event["view"]["id"], event["view"]["hash"]) == (shown["id"], shown["hash"])


def test_looking_is_told_only_to_who_subscribed(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=["user_change"])
    slack.do("home", user="cs.one")
    slack.do("users", user="cs.one", title="Lead")
    assert bot.wait_for(1)[0].payload["event"]["type"] == "user_change"


def test_a_press_on_the_home_has_no_channel_no_message_and_no_response_url(slack: Slack, bot: Bot) -> None:
    view = publish(slack)["view"]
    slack.do("press", user="cs.one", home=True, action_id="home.open")
    payload = bot.received[0].payload
    assert payload["type"] == "block_actions"
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert (payload["view"]["id"], payload["view"]["hash"], payload["view"]["type"]) == (
        view["id"],
        view["hash"],
        "home",
    )
    assert not {"channel", "message", "response_url"} & set(payload)
    assert payload["actions"][0]["value"] == "o.1.f"
    assert slack.api("views.open", trigger_id=payload["trigger_id"], view=modal())["ok"]


def test_a_filter_on_the_home_tells_its_state(slack: Slack, bot: Bot) -> None:
    options = [{"text": plain("Mine"), "value": "mine"}, {"text": plain("All"), "value": "all"}]
    select = {"type": "static_select", "action_id": "home.filter", "options": options}
    publish(slack, view=home({"type": "actions", "block_id": "filter", "elements": [select]}))
    slack.do("press", user="cs.one", home=True, action_id="home.filter", value="all")
    payload = bot.received[0].payload
    assert payload["actions"][0]["selected_option"]["value"] == "all"
    assert payload["view"]["state"]["values"]["filter"]["home.filter"]["selected_option"]["value"] == "all"


def test_payload_for_makes_a_press_on_the_home(slack: Slack, bot: Bot) -> None:
    publish(slack)
    made = slack.do("payload_for", user="cs.one", home=True, text="Open")
    assert bot.received == []
    slack.http.post(made["url"], content=made["body"], headers=made["headers"])
    got = bot.received[0]
    assert got.payload["container"]["type"] == "view"
    assert got.headers["x-slack-signature"] == sign(SECRET, got.headers["x-slack-request-timestamp"], got.body)


def test_a_press_that_nobody_answers_is_told_above_the_home(slack: Slack, bot: Bot) -> None:
    publish(slack)
    bot.answer = lambda _: (500, "")
    slack.do("press", user="cs.one", home=True, action_id="home.open")
    assert "press-hint" in slack.http.get("/home?as=cs.one").text
    bot.answer = lambda _: (200, "")
    slack.do("press", user="cs.one", home=True, action_id="home.open")
    assert "press-hint" not in slack.http.get("/home?as=cs.one").text


def test_a_home_can_be_updated_by_its_id(slack: Slack, bot: Bot) -> None:
    view = publish(slack)["view"]
    changed = slack.api("views.update", view_id=view["id"], hash=view["hash"], view=home(button_row(button("Later"))))
    assert changed["view"]["id"] == view["id"]
    assert ">Later</button>" in slack.http.get("/home?as=cs.one").text


def test_the_page_follows_the_home(slack: Slack, bot: Bot) -> None:
    publish(slack)
    parts = slack.http.get("/fragment/home?as=cs.one").json()
    assert "data-view-id" in parts["messages"]
    assert 'aria-current="page"' in parts["channels"]


def test_a_home_outlives_the_workspaces_own_restart(tmp_path: Path) -> None:
    ids = []
    for _ in range(2):
        process = start("--data", str(tmp_path / "slack.db"))
        slack = Slack(process.url)
        ids.append(slack.look("home", user="cs.one")["view"] or publish(slack)["view"])
        slack.http.close()
        assert process.end() == 0
    assert ids[0]["id"] == ids[1]["id"]
    assert ids[0]["hash"] == ids[1]["hash"]


def test_what_is_not_a_manifest_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "app.yaml"
    path.write_text("features: {slash_commands: [{description: no name}]}\n")
    ended = subprocess.run(
        [sys.executable, "-m", "sandbox.slack", "--manifest", str(path)], capture_output=True, text=True, timeout=30
    )
    assert ended.returncode == 2
    assert "is not an app's manifest" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_action_id_is_unique_in_its_block_only(slack: Slack, bot: Bot) -> None:
    rows = [{**button_row(button("Open", "order.open", value=f"v{n}")), "block_id": f"row{n}"} for n in (1, 2)]
    publish(slack, view=home(*rows))
    slack.do("press", user="cs.one", home=True, action_id="order.open", block_id="row2")
    pressed = bot.received[0].payload["actions"][0]
    assert (pressed["block_id"], pressed["value"]) == ("row2", "v2")
