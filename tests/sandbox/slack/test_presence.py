"""users.getPresence and dnd.teamInfo as facts/slack.md and Slack's reference have them, over plain HTTP."""

from typing import Any

import httpx
import pytest

from tests.sandbox.slack.running import Slack

NONE = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


def test_everybody_is_active_and_undisturbed_at_first(slack: Slack) -> None:
    assert slack.api("users.getPresence", user="U0CSONE") == {"ok": True, "presence": "active"}
    assert slack.api("dnd.teamInfo", users="U0CSONE,U0CSTWO") == {
        "ok": True,
        "users": {"U0CSONE": NONE, "U0CSTWO": NONE},
    }


def test_presence_and_do_not_disturb_change_one_by_one(slack: Slack) -> None:
    slack.do("presence", user="cs.one", presence="away")
    slack.do("presence", user="cs.two", dnd_start=1_800_000_000, dnd_end=1_800_030_000)
    assert slack.api("users.getPresence", user="U0CSONE")["presence"] == "away"
    assert slack.api("users.getPresence", user="U0CSTWO")["presence"] == "active"
    quiet = {"dnd_enabled": True, "next_dnd_start_ts": 1_800_000_000, "next_dnd_end_ts": 1_800_030_000}
    assert slack.api("dnd.teamInfo", users="U0CSONE, U0CSTWO")["users"] == {"U0CSONE": NONE, "U0CSTWO": quiet}
    slack.do("presence", user="cs.two", dnd_start=0, dnd_end=0)
    assert slack.api("dnd.teamInfo", users="U0CSTWO")["users"] == {"U0CSTWO": NONE}


@pytest.mark.parametrize("wrong", [{"presence": "busy"}, {"email": "x@example.com"}, {"dnd_end": "soon"}])
def test_the_control_api_takes_nothing_else(slack: Slack, wrong: dict[str, Any]) -> None:
    with pytest.raises((httpx.HTTPStatusError, AssertionError)):
        slack.do("presence", user="cs.one", **wrong)


def test_who_is_not_of_the_team_is_left_out(slack: Slack) -> None:
    assert set(slack.api("dnd.teamInfo", users="U0CSONE,U0EXTERNAL,U0NOBODY")["users"]) == {"U0CSONE"}
    assert slack.api("users.getPresence", user="U0NOBODY")["error"] == "user_not_found"
    assert slack.api("users.getPresence", user="U0GONE")["presence"] == "away"


def test_up_to_fifty_are_asked_about_at_once(slack: Slack) -> None:
    assert slack.api("dnd.teamInfo")["error"] == "no_users_provided"
    assert slack.api("dnd.teamInfo", users=",")["error"] == "no_users_provided"
    assert slack.api("dnd.teamInfo", users=",".join(f"U0{number}" for number in range(50)))["ok"]
    assert not slack.api("dnd.teamInfo", users=",".join(f"U0{number}" for number in range(51)))["ok"]


@pytest.mark.parametrize(("method", "most"), [("users.getPresence", 50), ("dnd.teamInfo", 20)])
def test_they_are_of_tiers_3_and_2(slack: Slack, method: str, most: int) -> None:
    slack.do("rates", mode="real")
    asked = {"user": "U0CSONE", "users": "U0CSONE"}
    answers = [slack.api(method, **asked) for _ in range(most + 1)]
    assert all(answer["ok"] for answer in answers[:most])
    assert answers[most]["error"] == "ratelimited"


def test_both_are_in_the_request_log(slack: Slack) -> None:
    slack.api("users.getPresence", user="U0CSONE")
    slack.api("dnd.teamInfo", users="U0CSONE")
    found = slack.look("log")["entries"]
    assert [(one["method"], one["user"], one["ok"], one["effect"]) for one in found] == [
        ("users.getPresence", "U0CSONE", True, False),
        ("dnd.teamInfo", "", True, False),
    ]
