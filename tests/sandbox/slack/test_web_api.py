"""The Web API as facts/slack.md has it: who may call, what posting, editing, reading and listing answer and refuse."""

from typing import Any

import pytest

from tests.sandbox.slack.running import TOKEN, Slack, button_row, mrkdwn, start


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text)}


def key(value: str) -> dict[str, Any]:
    return {"event_type": "handoff_card", "event_payload": {"key": value}}


# --- who calls ------------------------------------------------------------------------------------------------------


def test_auth_test_names_the_demo_app(slack: Slack) -> None:
    answer = slack.api("auth.test")
    assert answer["ok"]
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0HANDOFF", "U0HANDOFF", "B0HANDOFF")


def test_without_a_token_or_with_a_wrong_one_nothing_happens(slack: Slack) -> None:
    assert slack.api("chat.postMessage", token=None, channel="cs-orders", text="x")["error"] == "not_authed"
    assert slack.api("chat.postMessage", token="xoxb-other", channel="cs-orders", text="x")["error"] == "invalid_auth"
    assert slack.look("messages", channel="cs-orders")["messages"] == []


def test_errors_are_http_200(slack: Slack) -> None:
    reply = slack.http.post("/api/auth.test")
    assert reply.status_code == 200
    assert reply.json() == {"ok": False, "error": "not_authed"}


def test_an_unknown_method_is_named(slack: Slack) -> None:
    assert slack.api("chat.shout")["error"] == "unknown_method"


def test_api_test_needs_no_token(slack: Slack) -> None:
    assert slack.api("api.test", token=None, foo="bar") == {"ok": True, "args": {"foo": "bar"}}


def test_a_form_a_query_and_json_mean_the_same(slack: Slack) -> None:
    form = {"token": TOKEN, "channel": "C0CSORDERS", "text": "form", "blocks": '[{"type":"divider"}]'}
    assert slack.http.post("/api/chat.postMessage", data=form).json()["message"]["blocks"][0]["type"] == "divider"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    query = {"channel": "C0CSORDERS", "limit": "1"}
    assert len(slack.http.get("/api/conversations.history", params=query, headers=headers).json()["messages"]) == 1


def test_a_body_that_is_no_json_is_refused(slack: Slack) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    assert slack.http.post("/api/chat.postMessage", content="{", headers=headers).json()["error"] == "invalid_json"
    assert slack.http.post("/api/chat.postMessage", content="[]", headers=headers).json()["error"] == "json_not_object"


def test_a_scope_that_was_not_granted_is_named(slack: Slack) -> None:
    slack.do("settings", scopes=["channels:read"])
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x")
    assert (refused["error"], refused["needed"], refused["provided"]) == (
        "missing_scope",
        "chat:write",
        "channels:read",
    )
    assert slack.api("conversations.list")["ok"]


def test_the_manifest_grants_its_scopes(tmp_path: Any) -> None:
    manifest = tmp_path / "app.yaml"
    manifest.write_text(
        "oauth_config: {scopes: {bot: [users:read]}}\nsettings: {event_subscriptions: {bot_events: []}}\n"
    )
    process = start("--manifest", str(manifest))
    slack = Slack(process.url)
    assert slack.api("users.list")["ok"]
    assert "email" not in slack.api("users.info", user="U0CSONE")["user"]["profile"]
    assert slack.api("chat.postMessage", channel="cs-orders", text="x")["error"] == "missing_scope"
    slack.http.close()
    assert process.end() == 0


# --- posting --------------------------------------------------------------------------------------------------------


def test_posting_needs_a_text_or_blocks(slack: Slack) -> None:
    assert slack.api("chat.postMessage", channel="cs-orders")["error"] == "no_text"
    assert slack.api("chat.postMessage", channel="cs-orders", text="  ")["error"] == "no_text"
    assert slack.api("chat.postMessage", channel="cs-orders", blocks=[section("x")])["ok"]


def test_a_channel_is_found_by_id_and_by_name(slack: Slack) -> None:
    assert slack.post("C0CSORDERS")["channel"] == slack.post("#cs-orders")["channel"] == "C0CSORDERS"
    assert slack.api("chat.postMessage", channel="cs-order", text="x")["error"] == "channel_not_found"


@pytest.mark.parametrize(
    "method", ["chat.update", "chat.delete", "conversations.history", "conversations.info", "conversations.members"]
)
def test_only_posting_understands_names(slack: Slack, method: str) -> None:
    assert slack.api(method, channel="cs-orders", ts="1.000001", text="x")["error"] == "channel_not_found"


def test_a_bot_outside_the_channel_is_refused(slack: Slack) -> None:
    slack.do("channels", channel="cs-orders", bot_member=False)
    assert slack.api("chat.postMessage", channel="cs-orders", text="x")["error"] == "not_in_channel"
    assert slack.api("conversations.history", channel="C0CSORDERS")["error"] == "not_in_channel"
    slack.do("channels", channel="cs-orders", private=True)
    assert slack.api("chat.postMessage", channel="cs-orders", text="x")["error"] == "channel_not_found"


def test_an_archived_channel_takes_nothing(slack: Slack) -> None:
    ts = slack.post()["ts"]
    slack.do("channels", channel="cs-orders", archived=True)
    assert slack.api("chat.postMessage", channel="cs-orders", text="x")["error"] == "is_archived"
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="x")["error"] == "is_archived"


def test_a_text_over_40_000_is_cut(slack: Slack) -> None:
    assert len(slack.post(text="x" * 40_001)["message"]["text"]) == 40_000


def test_whether_links_unfold_is_kept_for_tests_to_see(slack: Slack) -> None:
    slack.post(unfurl_links=False, unfurl_media=False)
    (message,) = slack.look("messages", channel="cs-orders")["messages"]
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


def test_ts_are_unique_and_rise(slack: Slack) -> None:
    stamps = [slack.post()["ts"] for _ in range(20)]
    assert stamps == sorted(set(stamps))


def test_a_thread_needs_its_parent(slack: Slack) -> None:
    assert (
        slack.api("chat.postMessage", channel="cs-orders", text="x", thread_ts="1.000001")["error"]
        == "thread_not_found"
    )


@pytest.mark.parametrize(
    "metadata", ["[1", [], {"event_type": "x"}, {"event_type": "x", "event_payload": []}, {"event_payload": {}}]
)
def test_malformed_metadata_is_refused(slack: Slack, metadata: Any) -> None:
    answer = slack.api("chat.postMessage", channel="cs-orders", text="x", metadata=metadata)
    assert answer["error"] == "invalid_metadata_format"


def test_metadata_may_be_too_large(slack: Slack) -> None:
    assert slack.api("chat.postMessage", channel="cs-orders", text="x", metadata=key("x" * 20_000))["error"] == (
        "metadata_too_large"
    )


# --- editing and deleting -------------------------------------------------------------------------------------------


def test_an_update_keeps_the_metadata_unless_it_sends_its_own(slack: Slack) -> None:
    ts = slack.post(metadata=key("one"))["ts"]
    slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="two")
    assert slack.look("messages", channel="cs-orders")["messages"][0]["metadata"] == key("one")
    slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="three", metadata=key("two"))
    assert slack.look("messages", channel="cs-orders")["messages"][0]["metadata"] == key("two")


def test_an_update_over_4_000_characters_is_too_long(slack: Slack) -> None:
    ts = slack.post()["ts"]
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="x" * 4000)["ok"]
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="x" * 4001)["error"] == "msg_too_long"


def test_an_update_with_text_alone_takes_the_blocks_away(slack: Slack) -> None:
    ts = slack.post(blocks=[section("x")])["ts"]
    assert "blocks" not in slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="plain")["message"]


def test_the_edited_mark_is_only_on_messages_without_blocks(slack: Slack) -> None:
    ts = slack.post(blocks=[section("x")])["ts"]
    assert (
        "edited"
        not in slack.api("chat.update", channel="C0CSORDERS", ts=ts, blocks=[section("y")], text="y")["message"]
    )
    assert "edited" in slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="z")["message"]
    assert slack.look("messages", channel="cs-orders")["messages"][0]["edits"] == 2


def test_what_is_gone_cannot_be_edited(slack: Slack) -> None:
    ts = slack.post()["ts"]
    slack.do("messages/delete", channel="cs-orders", ts=ts)
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="x")["error"] == "message_not_found"


def test_other_peoples_messages_are_not_the_bots(slack: Slack) -> None:
    ts = slack.do("messages", user="cs.one", channel="cs-orders", text="hello")["ts"]
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="x")["error"] == "cant_update_message"
    assert slack.api("chat.delete", channel="C0CSORDERS", ts=ts)["error"] == "cant_delete_message"


def test_a_deleted_message_is_gone(slack: Slack) -> None:
    ts = slack.post()["ts"]
    assert slack.api("chat.delete", channel="C0CSORDERS", ts=ts)["ok"]
    assert slack.api("conversations.history", channel="C0CSORDERS")["messages"] == []
    assert slack.api("chat.delete", channel="C0CSORDERS", ts=ts)["error"] == "message_not_found"


# --- private messages -----------------------------------------------------------------------------------------------


def test_an_ephemeral_message_is_seen_by_one_person_and_never_in_history(slack: Slack) -> None:
    answer = slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="for you")
    assert answer["message_ts"]
    assert slack.api("conversations.history", channel="C0CSORDERS")["messages"] == []
    assert slack.look("ephemerals", user="cs.one")["ephemerals"][0]["text"] == "for you"
    assert slack.look("ephemerals", user="cs.two")["ephemerals"] == []


def test_an_ephemeral_message_needs_a_member_of_the_channel(slack: Slack) -> None:
    answer = slack.api("chat.postEphemeral", channel="sales", user="U0EXTERNAL", text="x")
    assert answer["error"] == "user_not_in_channel"


def test_a_deactivated_account_is_in_no_channel(slack: Slack) -> None:
    slack.do("users", user="leaver", deleted=True)
    assert "U0LEAVER" not in slack.api("conversations.members", channel="C0SALES")["members"]
    answer = slack.api("chat.postEphemeral", channel="sales", user="U0LEAVER", text="x")
    assert answer["error"] == "user_not_in_channel"


def test_an_ephemeral_messages_ts_is_no_use_for_an_update(slack: Slack) -> None:
    ts = slack.api("chat.postEphemeral", channel="cs-orders", user="U0CSONE", text="x")["message_ts"]
    assert slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="y")["error"] == "message_not_found"


# --- reading --------------------------------------------------------------------------------------------------------


def test_history_is_newest_first_pages_by_cursor_and_hides_replies(slack: Slack) -> None:
    stamps = [slack.post(text=str(number))["ts"] for number in range(5)]
    slack.post(thread_ts=stamps[0])
    first = slack.api("conversations.history", channel="C0CSORDERS", limit=2)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = slack.api("conversations.history", channel="C0CSORDERS", limit=10, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["2", "1", "0"]
    assert not second["has_more"]
    assert second["messages"][-1]["reply_count"] == 1


def test_history_between_two_ts_leaves_the_ends_out_unless_asked(slack: Slack) -> None:
    stamps = [slack.post(text=str(number))["ts"] for number in range(4)]
    between = {"channel": "C0CSORDERS", "oldest": stamps[0], "latest": stamps[3]}
    texts = [m["text"] for m in slack.api("conversations.history", **between)["messages"]]
    assert texts == ["2", "1"]
    texts = [m["text"] for m in slack.api("conversations.history", **between, inclusive=True)["messages"]]
    assert texts == ["3", "2", "1", "0"]


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_metadata_is_told_only_on_request(slack: Slack, method: str) -> None:
    ts = slack.post(metadata=key("one"))["ts"]
    hidden = slack.api(method, channel="C0CSORDERS", ts=ts)["messages"][0]
    assert "metadata" not in hidden
    shown = slack.api(method, channel="C0CSORDERS", ts=ts, include_all_metadata=True)["messages"][0]
    assert shown["metadata"] == key("one")


def test_replies_begin_with_the_parent(slack: Slack) -> None:
    ts = slack.post(text="parent")["ts"]
    reply = slack.post(text="one", thread_ts=ts)["ts"]
    slack.post(text="two", thread_ts=ts)
    for asked in (ts, reply):
        answer = slack.api("conversations.replies", channel="C0CSORDERS", ts=asked)
        assert [message["text"] for message in answer["messages"]] == ["parent", "one", "two"]
    assert slack.api("conversations.replies", channel="C0CSORDERS", ts="1.000001")["error"] == "thread_not_found"


def test_a_made_up_cursor_is_refused(slack: Slack) -> None:
    assert slack.api("conversations.list", cursor="nonsense")["error"] == "invalid_cursor"


def test_all_channels_of_the_demo_are_listed_page_by_page(slack: Slack) -> None:
    names, cursor = [], ""
    while True:
        answer = slack.api("conversations.list", limit=5, cursor=cursor)
        assert len(answer["channels"]) <= 5
        names += [channel["name"] for channel in answer["channels"]]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == [
        "cs-orders",
        "cs-eligibility",
        "cs-cancellations",
        "cs-escalations",
        "sales",
        "development",
        "devops",
        "devops-alerts",
        "sf-admin",
        "partner-relations",
        "access-requests",
        "handoff-ops",
    ]


def test_the_shared_channel_says_so(slack: Slack) -> None:
    assert slack.api("conversations.info", channel="C0CSORDERS")["channel"]["is_ext_shared"]
    assert not slack.api("conversations.info", channel="C0SALES")["channel"]["is_ext_shared"]
    assert "U0EXTERNAL" in slack.api("conversations.members", channel="C0CSORDERS")["members"]


# --- people ---------------------------------------------------------------------------------------------------------


def test_guests_strangers_bots_and_the_deactivated_are_told_apart(slack: Slack) -> None:
    people = {user["name"]: user for user in slack.api("users.list")["members"]}
    assert people["cs.one"]["profile"]["email"] == "cs.one@example.com"
    assert people["guest"]["is_restricted"]
    assert people["gone"]["deleted"]
    assert "is_restricted" not in people["gone"]
    assert people["external"]["team_id"] == "T0PARTNER"
    assert people["handoff"]["is_bot"]
    assert "is_stranger" not in people["cs.one"]


def test_users_are_listed_page_by_page(slack: Slack) -> None:
    first = slack.api("users.list", limit=10)
    rest = slack.api("users.list", limit=100, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"]) == 10
    assert len({user["id"] for user in first["members"] + rest["members"]}) == 19
    assert rest["response_metadata"]["next_cursor"] == ""


def test_one_person_is_found_by_id_or_by_mail(slack: Slack) -> None:
    assert slack.api("users.info", user="U0CSONE")["user"]["name"] == "cs.one"
    assert slack.api("users.info", user="U0NOBODY")["error"] == "user_not_found"
    assert slack.api("users.lookupByEmail", email="CS.one@example.com")["user"]["id"] == "U0CSONE"
    assert slack.api("users.lookupByEmail", email="gone@example.com")["error"] == "users_not_found"


def test_user_groups_are_the_roles_of_the_demo(slack: Slack) -> None:
    groups = {g["handle"]: g for g in slack.api("usergroups.list", include_users=True)["usergroups"]}
    assert groups["cs-agents"]["users"] == ["U0CSONE", "U0CSTWO", "U0CSTHREE"]
    assert set(groups) == {
        "cs-agents",
        "cs-managers",
        "sales",
        "sales-managers",
        "devops",
        "ops-leads",
        "operators",
        "sf-admins",
        "it-managers",
        "developers",
        "tech-leads",
        "partner-relations",
        "people-managers",
    }
    assert "users" not in slack.api("usergroups.list")["usergroups"][0]
    assert slack.api("usergroups.users.list", usergroup=groups["cs-managers"]["id"])["users"] == ["U0CSMANAGER"]


def test_a_disabled_group_is_listed_only_on_request(slack: Slack) -> None:
    slack.do("groups", group="cs-agents", disabled=True)
    assert "cs-agents" not in [g["handle"] for g in slack.api("usergroups.list")["usergroups"]]
    groups = slack.api("usergroups.list", include_disabled=True)["usergroups"]
    assert next(g for g in groups if g["handle"] == "cs-agents")["date_delete"] > 0


# --- keeping --------------------------------------------------------------------------------------------------------


def test_everything_is_there_after_a_kill(tmp_path: Any) -> None:
    data = tmp_path / "slack.sqlite"
    process = start("--data", str(data))
    slack = Slack(process.url)
    ts = slack.post(blocks=[button_row()], metadata=key("one"))["ts"]
    slack.post(text="reply", thread_ts=ts)
    slack.do("groups", group="cs-agents", remove=["cs.three"])
    before = slack.look("messages", channel="cs-orders")
    process.popen.kill()
    process.end()
    slack.http.close()

    process = start("--data", str(data))
    slack = Slack(process.url)
    assert slack.look("messages", channel="cs-orders") == before
    assert slack.post()["ts"] > before["messages"][-1]["ts"]
    assert len(slack.api("usergroups.users.list", usergroup="S0CSAGENTS")["users"]) == 2
    slack.http.close()
    assert process.end() == 0


def test_a_persons_id_as_a_channel_means_direct_messages_with_them(slack: Slack) -> None:
    first = slack.api("chat.postMessage", channel="U0CSONE", text="only you")
    again = slack.api("chat.postMessage", channel="U0CSONE", text="and again")
    assert first["channel"] == again["channel"] == "D0CSONE"
    listed = slack.api("conversations.list", types="public_channel,private_channel", limit=100)["channels"]
    assert "D0CSONE" not in {channel["id"] for channel in listed}
    assert slack.api("chat.postMessage", channel="U0EXTERNAL", text="x")["error"] == "channel_not_found"
    assert "only you" in slack.http.get("/c/dm-cs.one?as=cs.one").text
