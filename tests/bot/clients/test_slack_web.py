"""The Slack client against a real server on this machine: posting once, finding, updating, pauses, nonsense."""

import ssl
import time
import traceback
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme

from bot.clients.slack_web import Channel, Group, Identity, Person, Posted, Quiet, SlackWeb
from bot.clients.slack_wire import SlackWire
from bot.errors import ClientError, ConfigError, Permanent, Transient, Unknown
from tests.bot.clients.conftest import BOT_TOKEN
from tests.bot.clients.loopback_server import DROPPED, LoopbackServer, Says

FOREVER = {"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 10**18}
SINCE = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "△ 山田 🚀 &lt;!channel&gt;", "verbatim": True}}]
VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "Reject"}}

# Everything that the client can ask: name, call, Slack's method, whether a repeat shows nothing twice.
CALLS: list[tuple[str, Any, str, bool]] = [
    ("identity", lambda slack: slack.identity(), "auth.test", True),
    ("people", lambda slack: list(slack.people()), "users.list", True),
    ("person", lambda slack: slack.person("U1"), "users.info", True),
    ("presence", lambda slack: slack.presence("U1"), "users.getPresence", True),
    ("quiet", lambda slack: slack.quiet(["U1", "U2"]), "dnd.teamInfo", True),
    ("groups", lambda slack: slack.groups(), "usergroups.list", True),
    ("channels", lambda slack: slack.channels(), "conversations.list", True),
    ("find", lambda slack: slack.find("C1", "k", since=SINCE), "conversations.history", True),
    (
        "find in thread",
        lambda slack: slack.find("C1", "k", since=SINCE, thread_ts="1.2"),
        "conversations.replies",
        True,
    ),
    ("update", lambda slack: slack.update("C1", "1.2", "t", BLOCKS), "chat.update", True),
    ("update_view", lambda slack: slack.update_view("V1", VIEW), "views.update", True),
    ("post", lambda slack: slack.post("C1", "t", BLOCKS, key="k"), "chat.postMessage", False),
    ("tell", lambda slack: slack.tell("C1", "U1", "t"), "chat.postEphemeral", False),
    ("open_view", lambda slack: slack.open_view("trigger", VIEW), "views.open", False),
    ("push_view", lambda slack: slack.push_view("trigger", VIEW), "views.push", False),
    ("publish_home", lambda slack: slack.publish_home("U1", {"type": "home", "blocks": BLOCKS}), "views.publish", True),
]
every_call = pytest.mark.parametrize(
    ("call", "method", "repeatable"), [row[1:] for row in CALLS], ids=[r[0] for r in CALLS]
)


def failure(call, *args, **kwargs) -> ClientError:
    with pytest.raises(ClientError) as caught:
        call(*args, **kwargs)
    return caught.value


def message(ts: str, key: str | None = None, **changes: Any) -> dict[str, Any]:
    metadata = {"event_type": "handoff_delivery", "event_payload": {"key": key}}
    return {"ts": ts, "bot_id": "B0HANDOFF", "user": "U0HANDOFF", "metadata": metadata, **changes}


def page(*messages: dict[str, Any], cursor: str = "") -> Says:
    return Says(200, {"ok": True, "messages": list(messages), "response_metadata": {"next_cursor": cursor}})


class TestPosting:
    def test_carries_the_key_as_metadata_and_unfurls_nothing(self, workspace, slack) -> None:
        posted = slack.post("C1", "SO-1 △", BLOCKS, key="orders:abc:card")
        assert posted == Posted("C1", "100.000100")
        (seen,) = workspace.calls("chat.postMessage")
        assert seen.headers["authorization"] == f"Bearer {BOT_TOKEN}"
        assert seen.json == {
            "channel": "C1",
            "text": "SO-1 △",
            "blocks": BLOCKS,
            "metadata": {"event_type": "handoff_delivery", "event_payload": {"key": "orders:abc:card"}},
            "unfurl_links": False,
            "unfurl_media": False,
        }

    def test_goes_into_a_thread_when_asked(self, workspace, slack) -> None:
        slack.post("C1", "t", (), key="k", thread_ts="1.2")
        payload = workspace.calls("chat.postMessage")[0].json
        assert payload["thread_ts"] == "1.2"
        assert "blocks" not in payload

    def test_an_update_replaces_text_and_blocks_without_parsing(self, workspace, slack) -> None:
        slack.update("C1", "1.2", "t", BLOCKS)
        expected = {"channel": "C1", "ts": "1.2", "text": "t", "blocks": BLOCKS, "parse": "none"}
        assert workspace.calls("chat.update")[0].json == expected

    def test_a_private_sentence_names_its_reader(self, workspace, slack) -> None:
        slack.tell("C1", "U1", "Too late: 山田 approved it.", thread_ts="1.2")
        expected = {"channel": "C1", "user": "U1", "text": "Too late: 山田 approved it.", "thread_ts": "1.2"}
        assert workspace.calls("chat.postEphemeral")[0].json == expected

    def test_a_view_is_opened_and_replaced(self, workspace, slack) -> None:
        workspace.will_say("views.open", Says(200, {"ok": True, "view": {"id": "V1", "hash": "h"}}))
        assert slack.open_view("trigger", VIEW) == "V1"
        slack.update_view("V1", VIEW, hash="h")
        slack.update_view("V1", VIEW)
        assert workspace.calls("views.open")[0].json == {"trigger_id": "trigger", "view": VIEW}
        first, second = workspace.calls("views.update")
        assert first.json == {"view_id": "V1", "view": VIEW, "hash": "h"}
        assert "hash" not in second.json

    def test_a_view_has_less_time_than_the_rest(self, workspace) -> None:
        slack = workspace.client(timeout=5)
        workspace.will_say("views.open", Says(200, {"ok": True}, delay=30))
        began = time.monotonic()
        error = failure(slack.open_view, "trigger", VIEW, timeout=0.3)
        assert (type(error), error.code) == (Unknown, "timeout")
        assert time.monotonic() - began < 20

    def test_what_is_no_json_is_a_mistake_of_the_caller(self, workspace, slack) -> None:
        with pytest.raises(TypeError):
            slack.post("C1", "t", [{"type": object()}], key="k")
        assert workspace.server.seen == []


class TestLookingBeforeSendingAgain:
    def test_finds_the_message_with_the_key(self, workspace, slack) -> None:
        workspace.will_say("conversations.history", page(message("3.0", "other"), message("2.0", "k"), message("1.0")))
        assert slack.find("C1", "k", since=SINCE) == Posted("C1", "2.0")
        (seen,) = workspace.calls("conversations.history")
        assert seen.form["channel"] == "C1"
        assert seen.form["include_all_metadata"] == "1"
        assert float(seen.form["oldest"]) == SINCE.timestamp() - 60
        assert "latest" not in seen.form

    def test_goes_through_all_pages(self, workspace, slack) -> None:
        workspace.will_say(
            "conversations.history",
            page(*(message(f"9.{n}", f"other-{n}") for n in range(200)), cursor="two"),
            page(message("8.0", "other"), cursor="three"),
            page(message("7.0", "k")),
        )
        assert slack.find("C1", "k", since=SINCE) == Posted("C1", "7.0")
        assert [seen.form.get("cursor") for seen in workspace.calls("conversations.history")] == [None, "two", "three"]

    def test_none_means_that_every_page_was_read(self, workspace, slack) -> None:
        workspace.will_say("conversations.history", page(message("2.0", "x"), cursor="two"), page(message("1.0", "y")))
        assert slack.find("C1", "k", since=SINCE) is None
        assert len(workspace.calls("conversations.history")) == 2

    def test_too_much_to_read_is_not_taken_for_not_there(self, workspace, slack) -> None:
        workspace.will_say("conversations.history", *(page(message("9.0", "x"), cursor=f"c{n}") for n in range(30)))
        error = failure(slack.find, "C1", "k", since=SINCE)
        assert (type(error), error.code) == (Transient, "search_unfinished")
        assert len(workspace.calls("conversations.history")) == 25

    def test_a_cursor_that_stands_still_is_not_followed(self, workspace, slack) -> None:
        workspace.will_say("conversations.history", *[page(message("9.0", "x"), cursor="same")] * 9)
        assert failure(slack.find, "C1", "k", since=SINCE).code == "bad_answer"
        assert len(workspace.calls("conversations.history")) == 2

    @pytest.mark.parametrize(
        "imitation",
        [
            message("2.0", "k", bot_id="B0OTHER", user="U0OTHER"),
            message("2.0", "k", bot_id=None, user="U1"),
            message("2.0", "k", metadata={"event_type": "other_app", "event_payload": {"key": "k"}}),
            message("2.0", "k", metadata={"event_type": "handoff_delivery", "event_payload": "k"}),
            message("2.0", "k", metadata=None),
            {"ts": "2.0", "text": "k"},
            message("2.0", "K"),
            message("2.0", "k "),
        ],
    )
    def test_only_the_bots_own_messages_with_exactly_that_key_count(self, workspace, slack, imitation) -> None:
        workspace.will_say("conversations.history", page(imitation))
        assert slack.find("C1", "k", since=SINCE) is None

    def test_looks_into_the_thread_when_it_was_posted_there(self, workspace, slack) -> None:
        workspace.will_say(
            "conversations.replies", page(message("1.2", "card"), cursor="two"), page(message("5.0", "k"))
        )
        assert slack.find("C1", "k", since=SINCE, thread_ts="1.2") == Posted("C1", "5.0")
        assert workspace.calls("conversations.replies")[0].form["ts"] == "1.2"
        assert workspace.calls("conversations.history") == []

    def test_a_key_of_any_script_is_found_again(self, workspace, slack) -> None:
        key = "orders:△山田🚀:card"
        slack.post("C1", "t", (), key=key)
        sent = workspace.calls("chat.postMessage")[0].json["metadata"]
        workspace.will_say("conversations.history", page(message("2.0", metadata=sent)))
        assert slack.find("C1", key, since=SINCE) == Posted("C1", "2.0")

    def test_asks_who_the_bot_is_only_once(self, workspace, slack) -> None:
        for _ in range(3):
            workspace.will_say("conversations.history", page())
            slack.find("C1", "k", since=SINCE)
        assert len(workspace.calls("auth.test")) == 1


class TestPauses:
    def limit(self, seconds: str) -> Says:
        return Says(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": seconds})

    @every_call
    def test_after_a_429_nothing_is_sent_until_slacks_pause_is_over(
        self, workspace, slack, call, method, repeatable
    ) -> None:
        workspace.will_say(method, self.limit("30"))
        first, second = failure(call, slack), failure(call, slack)
        assert (type(first), first.code, first.retry_after) == (Transient, "ratelimited", 30)
        assert (type(second), second.code) == (Transient, "ratelimited")
        assert 0 < second.retry_after <= 30
        assert len(workspace.calls(method)) == 1

    def test_it_goes_on_when_the_pause_is_over(self, workspace, slack) -> None:
        workspace.will_say("chat.postMessage", self.limit("0.2"))
        error = failure(slack.post, "C1", "t", (), key="k")
        deadline = time.monotonic() + 5
        while True:
            try:
                slack.post("C1", "t", (), key="k")
                break
            except Transient as again:
                assert time.monotonic() < deadline
                time.sleep(again.retry_after)
        assert error.retry_after == 0.2
        assert len(workspace.calls("chat.postMessage")) == 2

    def test_only_that_channel_waits_for_posts(self, workspace, slack) -> None:
        workspace.will_say("chat.postMessage", self.limit("30"))
        failure(slack.post, "C1", "t", (), key="k")
        assert slack.post("C2", "t", (), key="k").channel == "C2"

    def test_only_that_method_waits(self, workspace, slack) -> None:
        workspace.will_say("chat.update", self.limit("30"))
        failure(slack.update, "C1", "1.2", "t", ())
        slack.tell("C1", "U1", "t")
        slack.post("C1", "t", (), key="k")

    @pytest.mark.parametrize(
        "answer",
        [
            Says(429, "<html>slow down</html>"),
            Says(429),
            Says(200, {"ok": False, "error": "ratelimited"}),
            Says(429, {"ok": False, "error": "rate_limited"}, {"Retry-After": "soon"}),
        ],
    )
    def test_a_limit_that_names_no_time_is_respected_too(self, workspace, slack, answer) -> None:
        workspace.will_say("chat.postMessage", answer)
        error = failure(slack.post, "C1", "t", (), key="k")
        assert (type(error), error.code, error.retry_after) == (Transient, "ratelimited", 30)


AMBIGUOUS = [
    (Says(200, {"ok": False, "error": "fatal_error"}), "fatal_error"),
    (Says(200, {"ok": False, "error": "internal_error"}), "internal_error"),
    (Says(200, {"ok": False, "error": "service_unavailable"}), "service_unavailable"),
    (Says(500, {"ok": False, "error": "internal_error"}), "internal_error"),
    (Says(500, "<html>canary-body</html>"), "http_500"),
    (Says(502, "<html>canary-body</html>"), "http_502"),
    (Says(503), "http_503"),
    (Says(504, {"canary": "body"}), "http_504"),
    (Says(200, "<html>canary-body</html>"), "bad_answer"),
    (Says(200), "bad_answer"),
    (Says(200, "null"), "bad_answer"),
    (Says(200, []), "bad_answer"),
    (Says(200, ["canary-body"]), "bad_answer"),
    (Says(200, "5"), "bad_answer"),
    (Says(200, {}), "bad_answer"),
    (Says(200, {"ok": False}), "bad_answer"),
    (Says(200, {"ok": False, "error": "Canary body: 山田"}), "bad_answer"),
    (Says(200, {"ok": False, "error": {"canary": 1}}), "bad_answer"),
    (Says(200, b"\xff\xfe\xfa", {"Content-Type": "application/json; charset=utf-8"}), "bad_answer"),
    (Says(200, "{}", {"Content-Type": "text/plain; charset=canary"}), "bad_answer"),
    (Says(200, {"ok": True, "x": "canary" * 99}, cut=20), "connection_lost"),
    (DROPPED, "connection_lost"),
]

REFUSALS = [
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "invalid_blocks",
    "msg_too_long",
    "message_not_found",
    "cant_update_message",
    "missing_scope",
    "user_not_found",
    "user_not_in_channel",
    "expired_trigger_id",
    "trigger_expired",
    "trigger_exchanged",
    "hash_conflict",
    "no_text",
    "metadata_too_large",
    "thread_not_found",
    "restricted_action",
    "invalid_arguments",
    "paid_teams_only",
    "ekm_access_denied",
    "message_limit_exceeded",
]


REFUSED_TOKENS = ["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"]


class TestWhatAnAnswerMeans:
    @every_call
    def test_a_refused_token_is_an_operators_to_mend_so_the_work_waits(
        self, workspace, slack, call, method, repeatable
    ) -> None:
        for code in REFUSED_TOKENS:
            workspace.will_say(method, Says(200, {"ok": False, "error": code}))
            error = failure(call, slack)
            assert (type(error), error.code) == (Transient, code)
            assert error.retry_after

    @every_call
    def test_no_usable_answer_is_an_open_question_for_posts_only(
        self, workspace, slack, call, method, repeatable
    ) -> None:
        for sent, (answer, code) in enumerate(AMBIGUOUS, start=1):
            workspace.will_say(method, answer)
            error = failure(call, slack)
            assert (type(error), error.code) == (Transient if repeatable else Unknown, code), answer
            assert len(workspace.calls(method)) == sent

    @every_call
    def test_silence_is_an_open_question_for_posts_only(self, workspace, call, method, repeatable) -> None:
        slack = workspace.client()
        slack.identity()
        slack._wire._timeout = 0.3
        if method == "views.open":
            call = lambda slack: slack.open_view("trigger", VIEW, timeout=0.3)  # noqa: E731
        workspace.will_say(method, Says(200, {"ok": True}, delay=30))
        error = failure(call, slack)
        assert (type(error), error.code) == (Transient if repeatable else Unknown, "timeout")

    @every_call
    def test_a_refused_connection_is_transient(self, refusing_url, call, method, repeatable) -> None:
        error = failure(call, SlackWeb(BOT_TOKEN, refusing_url))
        assert (type(error), error.code) == (Transient, "connection_refused")

    @every_call
    def test_a_refusal_is_permanent_and_has_slacks_code(self, workspace, slack, call, method, repeatable) -> None:
        for code in REFUSALS:
            workspace.will_say(method, Says(200, {"ok": False, "error": code, "needed": "canary-body"}))
            error = failure(call, slack)
            assert (type(error), error.code) == (Permanent, code)

    @pytest.mark.parametrize("code", ["request_timeout", "team_added_to_org", "external_channel_migrating"])
    def test_slack_saying_that_it_did_nothing_for_now_is_transient(self, workspace, slack, code) -> None:
        workspace.will_say("chat.postMessage", Says(200, {"ok": False, "error": code}))
        error = failure(slack.post, "C1", "t", (), key="k")
        assert (type(error), error.code) == (Transient, code)

    @pytest.mark.parametrize(
        ("status", "kind"), [(403, Transient), (404, Transient), (407, Transient), (413, Permanent)]
    )
    def test_something_in_between_that_refuses_means_that_nothing_was_posted(
        self, workspace, slack, status, kind
    ) -> None:
        workspace.will_say("chat.postMessage", Says(status, "<html>canary-body</html>"))
        error = failure(slack.post, "C1", "t", (), key="k")
        assert (type(error), error.code) == (kind, f"http_{status}")

    def test_a_post_whose_place_is_not_named_is_an_open_question(self, workspace, slack) -> None:
        workspace.will_say("chat.postMessage", Says(200, {"ok": True, "channel": "C1"}))
        assert type(failure(slack.post, "C1", "t", (), key="k")) is Unknown

    def test_a_redirect_takes_the_token_nowhere(self, workspace, slack) -> None:
        elsewhere = LoopbackServer(lambda _: Says(200, {"ok": True}))
        try:
            for status in (301, 302, 303, 307, 308):
                workspace.will_say("chat.update", Says(status, headers={"Location": f"{elsewhere.url}/steal"}))
                error = failure(slack.update, "C1", "1.2", "t", ())
                assert (type(error), error.code) == (Transient, f"http_{status}")
        finally:
            elsewhere.close()
        assert elsewhere.seen == []

    @every_call
    def test_nothing_of_tokens_or_bodies_is_in_an_error_its_traceback_or_the_log(
        self, workspace, slack, call, method, repeatable, caplog
    ) -> None:
        refused = Says(200, {"ok": False, "error": "missing_scope", "needed": "canary-body"})
        for answer in [answer for answer, _ in AMBIGUOUS] + [refused]:
            workspace.will_say(method, answer)
            with caplog.at_level(0):
                error = failure(call, slack)
            shown = "".join(traceback.format_exception(error, chain=True, limit=0)) + repr(error) + repr(vars(error))
            for text in (shown, caplog.text):
                assert "canary" not in text.lower()
                assert BOT_TOKEN not in text
                assert "山田" not in text

    def test_an_answer_that_drips_is_given_up(self, workspace, slack, monkeypatch) -> None:
        monkeypatch.setattr("bot.clients.slack_wire.ANSWER_SECONDS", 0.3)
        workspace.will_say("chat.postMessage", Says(200, {"ok": True, "x": "x" * 3000}, drip=0.02))
        began = time.monotonic()
        error = failure(slack.post, "C1", "t", (), key="k")
        assert (type(error), error.code) == (Unknown, "timeout")
        assert time.monotonic() - began < 20

    def test_answers_may_come_in_chunks(self, workspace, slack) -> None:
        user = {"id": "U1", "team_id": "T1", "name": "△" * 9000}
        workspace.will_say("users.info", Says(200, {"ok": True, "user": user}, chunked=True))
        assert slack.person("U1").name == "△" * 9000
        workspace.will_say("users.info", Says(200, {"ok": True, "user": user}, chunked=True, cut=1))
        assert failure(slack.person, "U1").code == "connection_lost"


class TestAnsweringAPress:
    def test_the_pressed_message_is_replaced_and_the_token_stays_at_home(self, workspace, slack) -> None:
        workspace.will_say("address", Says(200, "ok"), Says(200, {"ok": True}))
        for _ in range(2):
            slack.respond(f"{workspace.server.url}/actions/T1/1/address", "△ 山田", BLOCKS)
        seen = workspace.server.seen[-1]
        assert (seen.method, seen.path) == ("POST", "/actions/T1/1/address")
        expected = {"text": "△ 山田", "blocks": BLOCKS, "response_type": "ephemeral", "replace_original": True}
        assert seen.json == expected
        assert "authorization" not in seen.headers

    @pytest.mark.parametrize(
        ("answer", "kind", "code"),
        [
            (Says(404, {"ok": False, "error": "used_url canary"}), Transient, "http_404"),
            (Says(200, {"ok": False, "error": "canary"}), Permanent, "response_refused"),
            (Says(500, "canary"), Transient, "http_500"),
            (Says(302, headers={"Location": "http://127.0.0.1:9/"}), Transient, "http_302"),
            (Says(200, "ok", delay=30), Transient, "timeout"),
        ],
    )
    def test_what_slack_does_not_take_is_an_error_without_the_address(
        self, workspace, slack, answer, kind, code
    ) -> None:
        workspace.will_say("secret", answer)
        error = failure(slack.respond, f"{workspace.server.url}/actions/T1/1/secret", "t", (), timeout=0.5)
        assert (type(error), error.code) == (kind, code)
        shown = "".join(traceback.format_exception(error, chain=True, limit=0)) + repr(vars(error))
        assert "secret" not in shown
        assert "canary" not in shown

    @pytest.mark.parametrize(
        "address",
        [
            "https://hooks.slack.com.evil.example/actions/1",
            "https://evil.example/hooks.slack.com",
            "http://hooks.slack.com/actions/1",
            "http://127.0.0.1:1/actions",
            "https://169.254.169.254/latest/meta-data",
            "https://slack.com@evil.example/",
        ],
    )
    def test_an_answer_goes_to_slack_and_nowhere_else(self, address) -> None:
        slack = SlackWeb("xoxb-t", "https://slack.com/api/")
        error = failure(slack.respond, address, "t", ())
        assert (type(error), error.code) == (Permanent, "response_elsewhere")

    def test_slacks_own_hosts_are_spoken_to_and_a_local_slack_is_local(self, slack) -> None:
        wire = SlackWire("xoxb-t", "https://slack.com/api/", 10)
        assert all(map(wire._is_slacks, ("https://hooks.slack.com/actions/T1/1/x", "https://slack.com/x")))
        assert failure(slack.respond, "https://hooks.slack.com/actions/T1/1/x", "t", ()).code == "response_elsewhere"

    def test_an_address_where_nobody_is(self, slack, refusing_url) -> None:
        error = failure(slack.respond, f"{refusing_url}/x", "t", ())
        assert (type(error), error.code) == (Transient, "connection_refused")


class TestWhoIsThere:
    def test_the_bot_itself(self, workspace, slack) -> None:
        answer = {"ok": True, "team_id": "T1", "bot_id": "B1", "user_id": "U1", "url": "https://t.slack.com/"}
        workspace.will_say("auth.test", Says(200, answer), Says(200, {**answer, "enterprise_id": "E1"}))
        assert slack.identity() == Identity("T1", "B1", "U1", "https://t.slack.com/", None)
        assert slack.identity().enterprise_id == "E1"

    def test_people_come_page_by_page(self, workspace, slack) -> None:
        guest = {
            "id": "U1",
            "team_id": "T1",
            "name": "guest",
            "is_restricted": True,
            "profile": {"email": "g@example.com"},
        }
        single = {"id": "U2", "team_id": "T1", "is_ultra_restricted": True, "deleted": True, "tz": "Asia/Tokyo"}
        other = {"id": "W3", "team_id": "T2", "is_stranger": True, "is_bot": True, "profile": {"real_name": "山田"}}
        workspace.will_say(
            "users.list",
            Says(200, {"ok": True, "members": [guest, single], "response_metadata": {"next_cursor": "two"}}),
            Says(200, {"ok": True, "members": [other]}),
        )
        people = slack.people()
        assert next(people) == Person(
            team_id="T1", user_id="U1", name="guest", real_name="", email="g@example.com", tz="", is_bot=False,
            deleted=False, restricted=True, stranger=False,
        )  # fmt: skip
        assert len(workspace.calls("users.list")) == 1
        second, third = people
        assert (second.restricted, second.deleted, second.tz) == (True, True, "Asia/Tokyo")
        assert (third.stranger, third.is_bot, third.real_name, third.team_id) == (True, True, "山田", "T2")
        assert workspace.calls("users.list")[1].form["cursor"] == "two"

    def test_do_not_disturb_is_an_interval_or_none(self, workspace, slack) -> None:
        none = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
        some = {"dnd_enabled": True, "next_dnd_start_ts": 1_450_387_800, "next_dnd_end_ts": 1_450_423_800}
        workspace.will_say("dnd.teamInfo", Says(200, {"ok": True, "users": {"U1": none, "U2": some}}))
        start, end = (datetime.fromtimestamp(some[f"next_dnd_{what}_ts"], UTC) for what in ("start", "end"))
        assert slack.quiet(["U1", "U2", "U3"]) == {"U1": None, "U2": Quiet(start, end)}

    @pytest.mark.parametrize(
        "users", [None, [], {"U1": None}, {"U1": {"dnd_enabled": True}}, {"U1": {**FOREVER, "next_dnd_end_ts": 1e99}}]
    )
    def test_a_do_not_disturb_that_is_none_is_a_bad_answer(self, workspace, slack, users) -> None:
        workspace.will_say("dnd.teamInfo", Says(200, {"ok": True, "users": users}))
        assert failure(slack.quiet, ["U1"]).code == "bad_answer"

    @pytest.mark.parametrize("presence", [None, "", "busy", 1])
    def test_somebody_is_active_or_away(self, workspace, slack, presence) -> None:
        workspace.will_say("users.getPresence", Says(200, {"ok": True, "presence": presence}))
        assert failure(slack.presence, "U1").code == "bad_answer"

    def test_one_person(self, workspace, slack) -> None:
        workspace.will_say("users.info", Says(200, {"ok": True, "user": {"id": "U1", "team_id": "T1"}}))
        assert slack.person("U1").user_id == "U1"
        assert workspace.calls("users.info")[0].form == {"user": "U1"}

    def test_groups_with_their_users_the_disabled_marked(self, workspace, slack) -> None:
        groups = [
            {"id": "S1", "handle": "cs-agents", "users": ["U1", "U2"], "date_delete": 0},
            {"id": "S2", "handle": "old", "date_delete": 1700000000},
        ]
        workspace.will_say("usergroups.list", Says(200, {"ok": True, "usergroups": groups}))
        agents = Group("S1", "cs-agents", frozenset({"U1", "U2"}), disabled=False)
        assert slack.groups() == (agents, Group("S2", "old", frozenset(), disabled=True))
        assert workspace.calls("usergroups.list")[0].form == {"include_users": "1", "include_disabled": "1"}

    def test_channels_the_shared_and_archived_marked(self, workspace, slack) -> None:
        first = {"id": "C1", "name": "cs-orders", "is_member": True, "is_ext_shared": True}
        second = {"id": "C2", "name": "old", "is_member": False, "is_archived": True}
        workspace.will_say(
            "conversations.list",
            Says(200, {"ok": True, "channels": [first], "response_metadata": {"next_cursor": "two"}}),
            Says(200, {"ok": True, "channels": [second], "response_metadata": {"next_cursor": ""}}),
        )
        assert slack.channels() == (
            Channel("C1", "cs-orders", is_member=True, archived=False, shared=True),
            Channel("C2", "old", is_member=False, archived=True, shared=False),
        )

    @pytest.mark.parametrize(
        ("method", "body", "call"),
        [
            ("users.list", {"members": 5}, lambda slack: list(slack.people())),
            ("users.list", {"members": [{"id": "U1"}]}, lambda slack: list(slack.people())),
            ("users.list", {"members": ["U1"]}, lambda slack: list(slack.people())),
            ("users.info", {"user": None}, lambda slack: slack.person("U1")),
            ("usergroups.list", {"usergroups": [{"id": "S1", "users": 5}]}, lambda slack: slack.groups()),
            ("conversations.list", {"channels": [{"name": "x"}]}, lambda slack: slack.channels()),
            ("auth.test", {"team_id": "T1", "user_id": "U1"}, lambda slack: slack.identity()),
            ("conversations.history", {"messages": [5]}, lambda slack: slack.find("C1", "k", since=SINCE)),
        ],
    )
    def test_an_answer_without_what_it_must_have_is_a_bad_answer(self, workspace, slack, method, body, call) -> None:
        workspace.will_say(method, Says(200, {"ok": True, **body}))
        error = failure(call, slack)
        assert (type(error), error.code) == (Transient, "bad_answer")

    def test_no_repr_shows_who_somebody_is(self, workspace, slack) -> None:
        user = {
            "id": "U1",
            "team_id": "T1",
            "name": "taro",
            "profile": {"email": "taro@example.com", "real_name": "山田"},
        }
        workspace.will_say("users.info", Says(200, {"ok": True, "user": user}))
        shown = repr(slack.person("U1"))
        assert "taro" not in shown
        assert "山田" not in shown


class TestTheAddress:
    @pytest.mark.parametrize("url", ["http://slack.com/api/", "ftp://127.0.0.1", "", "slack.com"])
    def test_plain_http_beyond_this_machine_and_nonsense_stop_the_start(self, url) -> None:
        with pytest.raises(ConfigError, match="SLACK_API_URL"):
            SlackWeb(BOT_TOKEN, url)

    def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
        self, workspace, monkeypatch, refusing_url
    ) -> None:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, refusing_url)
        monkeypatch.delenv("no_proxy", raising=False)
        assert workspace.client().identity().team_id == "T0HANDOFF"

    def test_real_tls_works_with_the_authority_of_the_environment(self, workspace, monkeypatch, tmp_path) -> None:
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        workspace.server.wrap(context)
        url = workspace.url.replace("http:", "https:")
        error = failure(SlackWeb(BOT_TOKEN, url).post, "C1", "t", (), key="k")
        assert (type(error), error.code) == (Transient, "tls")
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert SlackWeb(BOT_TOKEN, url).post("C1", "t", (), key="k").channel == "C1"

    def test_it_is_asked_for_every_other_address_and_its_refusal_means_that_nothing_was_sent(self, monkeypatch) -> None:
        proxy = LoopbackServer(lambda _: Says(407))
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        slack = SlackWeb(BOT_TOKEN, "https://slack.invalid/api/")
        try:
            error = failure(slack.post, "C1", "t", (), key="k")
        finally:
            proxy.close()
        assert (type(error), error.code) == (Transient, "proxy")
        assert [seen.method for seen in proxy.seen] == ["CONNECT"]
        assert all("authorization" not in seen.headers for seen in proxy.seen)

    def test_nothing_is_sent_when_it_is_built(self, workspace) -> None:
        workspace.client()
        assert workspace.server.seen == []
