"""Slack drifts away from under a bot: it is thrown out of a channel, a channel is archived or renamed, a card is
deleted by hand or too old to edit. A line per fact, over plain HTTP, by the control API and by the page."""

import time
from typing import Any

import pytest

from tests.harness import until
from tests.sandbox.slack.running import Bot, Slack, button_row

CHANNEL = "C0CSORDERS"
EVENTS = [
    "member_left_channel",
    "member_joined_channel",
    "channel_left",
    "channel_archive",
    "channel_unarchive",
    "channel_rename",
    "group_archive",
    "message.channels",
]


@pytest.fixture
def told(slack: Slack, bot: Bot) -> Any:
    """The next so many events that the bot hears."""
    slack.do("settings", bot_events=EVENTS)
    quiet(slack)  # what an earlier test set off may still be on its way
    bot.received.clear()

    def wait(count: int) -> list[dict[str, Any]]:
        heard = [one.payload["event"] for one in bot.wait_for(count)]
        bot.received.clear()
        return heard

    return wait


def quiet(slack: Slack) -> None:
    """Wait until the stand-in has delivered everything it knows."""
    deadline, seen = time.monotonic() + 5, -1
    while (now := len(slack.look("deliveries")["deliveries"])) != seen and time.monotonic() < deadline:
        seen = now
        time.sleep(0.05)


def change(slack: Slack, user: str = "cs.one", **what: Any) -> dict[str, Any]:
    """As the page's menu does."""
    return slack.http.post(f"/act/channel?as={user}", json={"channel": CHANNEL, **what}).json()


def test_a_bot_that_was_removed_cannot_post_and_is_told(slack: Slack, told: Any) -> None:
    assert change(slack, bot_member=False) == {"ok": True}
    events = {event["type"]: event for event in told(2)}
    assert (events["member_left_channel"]["user"], events["member_left_channel"]["channel"]) == ("U0HANDOFF", CHANNEL)
    assert events["channel_left"]["channel"] == CHANNEL
    assert slack.api("chat.postMessage", channel=CHANNEL, text="x")["error"] == "not_in_channel"
    refused = slack.api("chat.postEphemeral", channel=CHANNEL, user="U0CSONE", text="x")
    assert refused["error"] == "not_in_channel"
    assert slack.api("conversations.info", channel=CHANNEL)["channel"]["is_member"] is False
    assert "Handoff is not in this channel" in slack.http.get("/?as=cs.one").text


def test_a_bot_that_was_invited_again_is_told_and_can_post(slack: Slack, told: Any) -> None:
    change(slack, bot_member=False)
    told(2)
    change(slack, bot_member=True)
    (event,) = told(1)
    assert (event["type"], event["user"], event["inviter"]) == ("member_joined_channel", "U0HANDOFF", "U0CSONE")
    assert slack.api("chat.postMessage", channel=CHANNEL, text="x")["ok"]


def test_outside_a_channel_the_bot_hears_nothing_of_it(slack: Slack, told: Any) -> None:
    change(slack, bot_member=False)
    told(2)
    slack.do("messages", user="cs.one", channel="cs-orders", text="nobody hears")
    slack.do("channels", channel="cs-orders", remove=["cs.two"])
    slack.do("messages", user="cs.one", channel="sales", text="heard")
    assert [event["text"] for event in told(1)] == ["heard"]


def test_a_press_on_a_card_still_comes_after_the_bot_was_removed(slack: Slack, bot: Bot) -> None:
    ts = slack.post(blocks=[button_row()])["ts"]
    change(slack, bot_member=False)
    slack.do("press", user="cs.one", channel=CHANNEL, ts=ts, action_id="orders.approve")
    (pressed,) = [seen.payload for seen in bot.received if seen.payload["type"] == "block_actions"]
    assert pressed["message"]["ts"] == ts


def test_an_archived_channel_is_told_and_takes_nothing(slack: Slack, told: Any) -> None:
    assert change(slack, archived=True) == {"ok": True}
    (event,) = told(1)
    assert (event["type"], event["channel"], event["user"]) == ("channel_archive", CHANNEL, "U0CSONE")
    assert slack.api("chat.postMessage", channel=CHANNEL, text="x")["error"] == "is_archived"
    assert slack.api("conversations.info", channel=CHANNEL)["channel"]["is_archived"]
    said = slack.http.post("/act/say?as=cs.one", json={"channel": CHANNEL, "text": "x"})
    assert said.status_code == 400
    assert "data-archived" in slack.http.get("/c/cs-orders?as=cs.one").text
    change(slack, archived=False)
    assert told(1)[0]["type"] == "channel_unarchive"
    assert slack.api("chat.postMessage", channel=CHANNEL, text="x")["ok"]


def test_of_a_private_channel_it_is_told_as_of_a_group(slack: Slack, told: Any) -> None:
    slack.do("channels", channel="cs-orders", private=True)
    change(slack, archived=True)
    assert told(1)[0]["type"] == "group_archive"


def test_a_renamed_channel_keeps_its_id_and_is_told(slack: Slack, told: Any) -> None:
    assert change(slack, name="Orders of today") == {"ok": True}
    (event,) = told(1)
    assert event["type"] == "channel_rename"
    assert (event["channel"]["id"], event["channel"]["name"]) == (CHANNEL, "orders-of-today")
    assert slack.post(CHANNEL)["channel"] == CHANNEL
    told(1)
    assert slack.api("chat.postMessage", channel="cs-orders", text="x")["error"] == "channel_not_found"
    assert change(slack, name="sales")["error"] == "name_taken"
    assert change(slack, name=" ")["error"] == "invalid_name"


def test_guests_and_strangers_change_no_channel_and_delete_nothing(slack: Slack) -> None:
    ts = slack.post()["ts"]
    for user in ("guest", "external"):
        assert change(slack, user, archived=True)["error"] == "restricted_action"
        deleted = slack.http.post(f"/act/delete?as={user}", json={"channel": CHANNEL, "ts": ts}).json()
        assert deleted["error"] == "cant_delete_message"
    assert "Channel menu" not in slack.http.get("/?as=guest").text
    assert "Channel menu" in slack.http.get("/?as=cs.one").text


def test_a_message_deleted_by_hand_is_gone_for_the_bot_too(slack: Slack, told: Any) -> None:
    ts = slack.post()["ts"]
    told(1)
    assert slack.http.post("/act/delete?as=cs.one", json={"channel": CHANNEL, "ts": ts}).json() == {"ok": True}
    (event,) = told(1)
    assert (event["type"], event["subtype"], event["deleted_ts"]) == ("message", "message_deleted", ts)
    assert event["previous_message"]["ts"] == ts
    for method in ("chat.update", "chat.delete"):
        assert slack.api(method, channel=CHANNEL, ts=ts, text="x")["error"] == "message_not_found"
    again = slack.http.post("/act/delete?as=cs.one", json={"channel": CHANNEL, "ts": ts}).json()
    assert again == {"ok": False, "error": "message_not_found"}


def test_a_deletion_is_not_told_to_who_did_not_subscribe(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=["channel_archive"])
    ts = slack.post()["ts"]
    slack.do("messages/delete", channel="cs-orders", ts=ts)
    change(slack, archived=True)

    def heard() -> list[Any]:
        return [seen.payload["event"] for seen in bot.received]

    # What an earlier test caused may still be on its way.
    until(lambda: [event for event in heard() if event["type"] == "channel_archive"], "the archived channel is told")
    assert ts not in str(heard())


def test_a_message_may_be_too_old_to_edit(slack: Slack) -> None:
    old = slack.post()["ts"]
    slack.do("settings", edit_window_s=0.05)
    while time.time() - float(old) < 0.06:
        time.sleep(0.01)
    assert slack.api("chat.update", channel=CHANNEL, ts=old, text="x")["error"] == "edit_window_closed"
    slack.do("settings", edit_window_s=60)
    assert slack.api("chat.update", channel=CHANNEL, ts=old, text="x")["ok"]
