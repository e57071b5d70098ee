"""What no real Slack offers: faults on demand, the request log, and Slack's rates when they are asked for."""

import threading
import time

import httpx
import pytest

from sandbox.slack.methods import METHODS
from tests.sandbox.slack.running import TOKEN, Slack

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


def post(slack: Slack, text: str = "x", **more: object) -> httpx.Response:
    body = {"channel": "cs-orders", "text": text} | more
    return slack.http.post("/api/chat.postMessage", json=body, headers=HEADERS)


def texts(slack: Slack) -> list[str]:
    return [message["text"] for message in slack.look("messages", channel="cs-orders")["messages"]]


@pytest.mark.parametrize(("moment", "kept"), [("before", []), ("after", ["lost"])])
def test_a_cut_line_leaves_no_reply_and_its_effect_as_told(slack: Slack, moment: str, kept: list[str]) -> None:
    slack.do("faults", method="chat.postMessage", drop=moment, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        post(slack, "lost")
    assert texts(slack) == kept
    (entry,) = slack.look("log")["entries"]
    assert (entry["effect"], entry["dropped"]) == (bool(kept), True)
    assert slack.look("faults")["counts"] == {f"drop_{moment}": 1}
    assert post(slack).json()["ok"]


def test_an_error_on_demand_comes_so_many_times(slack: Slack) -> None:
    slack.do("faults", method="chat.*", error="fatal_error", times=2)
    assert [post(slack).json()["ok"] for _ in range(3)] == [False, False, True]
    assert texts(slack) == ["x"]


def test_an_error_may_come_after_the_effect(slack: Slack) -> None:
    slack.do("faults", method="chat.postMessage", status=500, body="<html>oops</html>", when="after", times=1)
    reply = post(slack)
    assert (reply.status_code, reply.text) == (500, "<html>oops</html>")
    assert texts(slack) == ["x"]


def test_html_with_status_200_can_be_had(slack: Slack) -> None:
    slack.do("faults", body="<html>sign in</html>", times=1)
    reply = post(slack)
    assert (reply.status_code, reply.headers["content-type"].split(";")[0]) == (200, "text/html")
    assert texts(slack) == []


def test_a_rate_limit_on_demand_says_how_long(slack: Slack) -> None:
    slack.do("faults", status=429, retry_after=7, times=1)
    reply = post(slack)
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "7")
    assert reply.json()["error"] == "ratelimited"


def test_a_seeded_probability_repeats_exactly(slack: Slack) -> None:
    def run() -> list[bool]:
        rule = slack.do("faults", error="x", probability=0.3, seed=7)["fault"]["id"]
        outcome = [post(slack).json()["ok"] for _ in range(20)]
        slack.http.delete(f"/_control/faults/{rule}")
        return outcome

    first = run()
    assert first == run()
    assert {True, False} == set(first)


def test_a_hanging_or_slow_request_holds_up_no_other(slack: Slack) -> None:
    slack.do("faults", method="users.list", hang=True)
    slack.do("faults", method="auth.test", delay_s=0.5)
    with httpx.Client(base_url=slack.url, trust_env=False) as other:

        def hang() -> None:
            with pytest.raises(httpx.ReadTimeout):
                other.post("/api/users.list", headers=HEADERS, timeout=1.5)

        thread = threading.Thread(target=hang)
        thread.start()
        assert post(slack).json()["ok"]
        assert thread.is_alive(), "the other request did not wait for the hanging one"
        thread.join()
    started = time.monotonic()
    assert slack.api("auth.test")["ok"]
    assert time.monotonic() - started >= 0.5


def test_latency_applies_to_every_call(slack: Slack) -> None:
    slack.do("settings", latency_ms=120)
    started = time.monotonic()
    post(slack)
    assert 0.12 <= time.monotonic() - started < 1


def test_a_fault_can_be_for_one_channel(slack: Slack) -> None:
    slack.do("faults", channel="C0SALES", error="x")
    assert post(slack).json()["ok"]
    assert not post(slack, channel="sales").json()["ok"]


def test_a_fault_that_makes_no_sense_is_refused(slack: Slack) -> None:
    assert slack.http.post("/_control/faults", json={"drop": "sometimes"}).status_code == 400
    assert slack.http.post("/_control/faults", json={"colour": "red"}).status_code == 400


# --- the log --------------------------------------------------------------------------------------------------------


def test_the_log_tells_each_call_with_its_key_and_effect(slack: Slack) -> None:
    metadata = {"event_type": "e", "event_payload": {"key": "orders:K7Q2:card"}}
    ts = post(slack, metadata=metadata).json()["ts"]
    slack.api("chat.update", channel="C0CSORDERS", ts=ts, text="y")
    slack.api("chat.update", channel="C0CSORDERS", ts="1.000001", text="y")
    slack.look("messages", channel="cs-orders")
    entries = slack.look("log")["entries"]
    assert [(e["seq"], e["method"], e["ok"], e["effect"]) for e in entries] == [
        (1, "chat.postMessage", True, True),
        (2, "chat.update", True, True),
        (3, "chat.update", False, False),
    ]
    assert entries[0]["metadata_key"] == "orders:K7Q2:card"
    assert (entries[0]["channel"], entries[0]["ts"]) == ("C0CSORDERS", ts)
    assert entries[2]["error"] == "message_not_found"
    assert not any(entry["pending"] for entry in entries)


def test_reading_calls_have_no_effect(slack: Slack) -> None:
    slack.api("users.list")
    assert slack.look("log")["entries"][0]["effect"] is False


def test_the_log_is_read_from_a_number_on(slack: Slack) -> None:
    for _ in range(5):
        post(slack)
    answer = slack.look("log", since=3)
    assert [entry["seq"] for entry in answer["entries"]] == [4, 5]
    assert answer["last"] == 5
    assert slack.look("log/counts", since=3)["calls"] == {"chat.postMessage": 2}


def test_the_log_holds_no_token(slack: Slack) -> None:
    post(slack)
    assert TOKEN not in slack.http.get("/_control/log").text


# --- Slack's rates --------------------------------------------------------------------------------------------------


def test_rates_are_off_unless_asked_for(slack: Slack) -> None:
    assert all(post(slack).status_code == 200 for _ in range(120))


def test_a_channel_takes_about_one_message_a_second(slack: Slack) -> None:
    slack.do("rates", mode="real")
    replies = [post(slack) for _ in range(6)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 200, 429, 429]
    assert replies[4].headers["retry-after"] == "1"
    assert replies[4].json() == {"ok": False, "error": "ratelimited"}
    assert post(slack, channel="sales").status_code == 200
    assert len(texts(slack)) == 4


@pytest.mark.parametrize(
    ("method", "per_minute"),
    [("usergroups.list", 20), ("users.list", 20), ("conversations.info", 50), ("users.info", 100)],
)
def test_each_method_has_its_tier_and_only_that_method_is_blocked(slack: Slack, method: str, per_minute: int) -> None:
    slack.do("rates", mode="real")
    asked = {"channel": "C0CSORDERS", "user": "U0CSONE"}
    for _ in range(per_minute):
        assert slack.api(method, **asked)["ok"]
    blocked = slack.http.post(f"/api/{method}", json=asked, headers=HEADERS)
    assert blocked.status_code == 429
    assert 1 <= int(blocked.headers["retry-after"]) <= 60
    assert slack.api("conversations.members", channel="C0CSORDERS")["ok"]


def test_every_method_has_its_published_tier() -> None:
    """Calls a minute, by facts/slack.md."""
    tiers = {
        1: {"apps.connections.open"},
        20: {"usergroups.list", "usergroups.users.list", "users.list", "conversations.list", "dnd.teamInfo"},
        50: {
            "users.getPresence",
            "chat.update",
            "chat.delete",
            "conversations.info",
            "conversations.history",
            "conversations.replies",
            "users.lookupByEmail",
        },
        100: {
            "views.open",
            "views.push",
            "views.update",
            "views.publish",
            "chat.postEphemeral",
            "users.info",
            "conversations.members",
        },
        300: {"chat.postMessage"},
    }
    unpublished = {"api.test", "auth.test", "chat.getPermalink"}
    assert {name for names in tiers.values() for name in names} | unpublished == set(METHODS)
    for per_minute, names in tiers.items():
        assert {METHODS[name].per_minute for name in names} == {per_minute}


def test_a_single_methods_rate_can_be_set(slack: Slack) -> None:
    slack.do("rates", overrides={"chat.update": 1})
    ts = post(slack).json()["ts"]
    asked = {"channel": "C0CSORDERS", "ts": ts, "text": "y"}
    assert slack.api("chat.update", **asked)["ok"]
    assert slack.api("chat.update", **asked)["error"] == "ratelimited"
