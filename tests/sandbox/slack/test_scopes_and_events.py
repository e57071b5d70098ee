"""What the manifest grants and subscribes to, and nothing else: scopes, events, the changes of people and groups. A
line per fact of facts/slack.md, over plain HTTP."""

from typing import Any

import pytest

from tests.sandbox.slack.lines import until
from tests.sandbox.slack.running import MANIFEST, Bot, Received, Slack

PEOPLE = ["user_change", "team_join", "subteam_updated", "subteam_members_changed"]


def granted(slack: Slack, *scopes: str, events: list[str] | None = None) -> None:
    slack.do("settings", manifest=MANIFEST, scopes=list(scopes), bot_events=events or [])


def events_of(received: list[Received]) -> list[dict[str, Any]]:
    return [one.payload["event"] for one in received]


# --- scopes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "scope"),
    [
        ("chat.postMessage", "chat:write"),
        ("chat.postEphemeral", "chat:write"),
        ("chat.update", "chat:write"),
        ("chat.delete", "chat:write"),
        ("conversations.list", "channels:read"),
        ("conversations.info", "channels:read"),
        ("conversations.members", "channels:read"),
        ("conversations.history", "channels:history"),
        ("conversations.replies", "channels:history"),
        ("users.list", "users:read"),
        ("users.info", "users:read"),
        ("users.getPresence", "users:read"),
        ("users.lookupByEmail", "users:read.email"),
        ("dnd.teamInfo", "dnd:read"),
        ("usergroups.list", "usergroups:read"),
        ("usergroups.users.list", "usergroups:read"),
    ],
)
def test_each_method_names_the_scope_that_is_missing(slack: Slack, method: str, scope: str) -> None:
    granted(slack, "im:read", "im:history", "commands")
    refused = slack.api(method, channel="C0CSORDERS", user="U0CSONE", text="x", ts="1.0", email="x@example.com")
    assert (refused["error"], refused["needed"]) == ("missing_scope", scope)
    assert refused["provided"] == "commands,im:history,im:read"


def test_a_private_channel_needs_the_scopes_of_groups(slack: Slack) -> None:
    slack.do("channels", channel="cs-orders", private=True)
    granted(slack, "channels:read", "channels:history")
    for method, scope in (("conversations.info", "groups:read"), ("conversations.history", "groups:history")):
        assert slack.api(method, channel="C0CSORDERS")["needed"] == scope
    assert slack.api("conversations.list", types="public_channel,private_channel")["needed"] == "groups:read"
    granted(slack, "groups:read", "groups:history")
    assert slack.api("conversations.info", channel="C0CSORDERS")["ok"]
    assert slack.api("conversations.history", channel="C0CSORDERS")["ok"]


def test_views_need_no_scope_and_commands_need_theirs(slack: Slack, bot: Bot) -> None:
    granted(slack)
    assert slack.api("views.publish", user_id="U0CSONE", view={"type": "home", "blocks": []})["ok"]
    assert slack.do("command", user="cs.one", channel="cs-orders", line="/orders list")["answer"] is None
    granted(slack, "commands")
    assert slack.do("command", user="cs.one", channel="cs-orders", line="/orders list")["answer"]["status"] == 200


def test_an_e_mail_is_for_who_may_read_it(slack: Slack, bot: Bot) -> None:
    granted(slack, "users:read", events=["user_change"])
    slack.do("users", user="cs.one", email="new@example.com")
    assert "email" not in bot.wait_for(1)[0].payload["event"]["user"]["profile"]
    granted(slack, "users:read", "users:read.email", events=["user_change"])
    slack.do("users", user="cs.one", email="newer@example.com")
    assert bot.wait_for(2)[1].payload["event"]["user"]["profile"]["email"] == "newer@example.com"


def test_an_event_needs_its_scope(slack: Slack, bot: Bot) -> None:
    granted(slack, "users:read", events=PEOPLE)
    slack.do("groups", group="cs-agents", remove=["cs.one"])
    slack.do("users", user="cs.one", title="Lead")
    assert [event["type"] for event in events_of(bot.wait_for(1))] == ["user_change"]


# --- people and groups ----------------------------------------------------------------------------------------------


def test_who_joins_is_told_and_listed(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=PEOPLE)
    slack.do("users/add", name="new.one", title="CS agent")
    (event,) = events_of(bot.wait_for(1))
    assert (event["type"], event["user"]["id"]) == ("team_join", "U0NEWONE")
    assert slack.api("users.lookupByEmail", email="new.one@example.com")["user"]["id"] == "U0NEWONE"
    twice = slack.http.post("/_control/users/add", json={"name": "new.one"})
    assert twice.status_code == 400


@pytest.mark.parametrize("change", [{"is_restricted": True}, {"is_ultra_restricted": True, "is_restricted": True}])
def test_who_becomes_a_guest_is_told(slack: Slack, bot: Bot, change: dict[str, bool]) -> None:
    slack.do("settings", bot_events=PEOPLE)
    slack.do("users", user="cs.one", **change)
    (event,) = events_of(bot.wait_for(1))
    assert {name: event["user"][name] for name in change} == change
    assert slack.api("users.info", user="U0CSONE")["user"]["is_restricted"]


def test_who_is_deactivated_is_told_leaves_the_groups_and_is_not_found_by_e_mail(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=PEOPLE)
    slack.do("users", user="cs.one", deleted=True)
    told = events_of(bot.wait_for(3))
    assert {event["type"] for event in told} == {"user_change", "subteam_updated", "subteam_members_changed"}
    assert slack.api("users.info", user="U0CSONE")["user"]["deleted"]
    assert slack.api("users.lookupByEmail", email="cs.one@example.com")["error"] == "users_not_found"
    assert "U0CSONE" not in slack.api("usergroups.users.list", usergroup="S0CSAGENTS")["users"]


def test_the_members_of_a_group_change_with_both_events(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=PEOPLE)
    slack.do("groups", group="cs-managers", add=["cs.one"], remove=["cs.manager"])
    told = {event["type"]: event for event in events_of(bot.wait_for(2))}
    changed = told["subteam_members_changed"]
    assert (changed["added_users"], changed["removed_users"]) == (["U0CSONE"], ["U0CSMANAGER"])
    assert told["subteam_updated"]["subteam"]["users"] == ["U0CSONE"]
    assert slack.api("usergroups.users.list", usergroup="S0CSMANAGERS")["users"] == ["U0CSONE"]


def test_a_disabled_group_is_told_and_listed_only_on_request(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=PEOPLE)
    slack.do("groups", group="sales", disabled=True)
    (event,) = events_of(bot.wait_for(1))
    assert (event["type"], event["subteam"]["id"]) == ("subteam_updated", "S0SALES")
    assert event["subteam"]["date_delete"] > 0
    assert "S0SALES" not in {group["id"] for group in slack.api("usergroups.list")["usergroups"]}
    everything = slack.api("usergroups.list", include_disabled=True, include_users=True)["usergroups"]
    assert "S0SALES" in {group["id"] for group in everything}
    assert slack.api("usergroups.users.list", usergroup="S0SALES")["error"] == "no_such_subteam"


# --- messages -------------------------------------------------------------------------------------------------------


def test_messages_are_told_only_to_who_subscribed(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None)
    slack.do("messages", user="cs.one", channel="cs-orders", text="hello")
    slack.do("users", user="cs.one", title="Lead")
    assert [event["type"] for event in events_of(bot.wait_for(1))] == ["user_change"]


def test_messages_are_told_by_kind_of_channel(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=["message.channels"])
    slack.do("channels", channel="sales", private=True)
    slack.do("messages", user="sales.one", channel="sales", text="secret")
    ts = slack.post()["ts"]
    slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="changed")
    told = events_of(bot.wait_for(2))
    assert {event["channel"] for event in told} == {"C0CSORDERS"}
    kinds = {event.get("subtype", ""): event for event in told}
    assert kinds[""]["bot_id"] == "B0HANDOFF"
    assert kinds["message_changed"]["message"]["text"] == "changed"
    assert kinds["message_changed"]["previous_message"]["text"] == "hello"


# --- Delayed Events -------------------------------------------------------------------------------------------------


def test_delayed_events_come_again_after_the_retries(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None, retry_delays_s=[0, 0, 0], delayed_events=True, delayed_every_s=0.01)
    bot.answer = lambda _: (500, "")
    slack.do("home", user="cs.one")
    got = bot.wait_for(28, 10)
    assert [one.headers.get("x-slack-retry-num") for one in got[:6]] == [None, "1", "2", "3", "4", "5"]
    assert len({one.payload["event_id"] for one in got}) == 1


def test_a_delayed_event_ends_when_it_is_taken_or_refused(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None, retry_delays_s=[0, 0, 0], delayed_events=True, delayed_every_s=0.01)
    bot.answer = lambda _: (200 if len(bot.received) > 5 else 500, "")
    slack.do("home", user="cs.one")
    bot.wait_for(6)
    bot.received.clear()
    bot.answer, bot.headers["x-slack-no-retry"] = (lambda _: (500, "")), "1"
    slack.do("home", user="cs.two")
    slack.do("home", user="cs.three")
    assert {event["user"] for event in events_of(bot.wait_for(2))} == {"U0CSTWO", "U0CSTHREE"}


def test_without_delayed_events_four_tries_are_all(slack: Slack, bot: Bot) -> None:
    slack.do("settings", bot_events=None, retry_delays_s=[0, 0, 0], delayed_every_s=0.01)
    bot.answer = lambda got: (500 if got.payload["event"]["user"] == "U0CSONE" else 200, "")
    slack.do("home", user="cs.one")
    bot.wait_for(4)
    slack.do("home", user="cs.two")
    assert [event["user"] for event in events_of(bot.wait_for(5))][-1] == "U0CSTWO"
    until(lambda: len(slack.look("deliveries")["deliveries"]) == 5)
