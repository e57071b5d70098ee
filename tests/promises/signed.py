"""Slack's signed requests, made by hand: nothing of the product and nothing of the stand-in, so that any identity,
any value and any forgery can be sent."""

import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

SECRET = "demo-signing-secret"
TEAM = "T0HANDOFF"
CHANNEL = "C0CSORDERS"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
Json = dict[str, Any]
_numbers = itertools.count(time.time_ns())


def new_trigger() -> str:
    return f"{next(_numbers)}.press"


def press(user: str, verb: str, value: str, *, team: str = TEAM, trigger: str = "", workflow: str = "orders") -> Json:
    """The payload of a pressed button; ``reveal`` and ``retry`` come from the card's menu."""
    action: Json = {"action_id": f"{workflow}.{verb}", "block_id": "b", "type": "button", "value": value}
    if verb == "reveal":
        chosen = {"text": {"type": "plain_text", "text": "x"}, "value": f"{verb}:{value}"}
        action = {"action_id": f"{workflow}.menu", "block_id": "b", "type": "overflow", "selected_option": chosen}
    return {
        "type": "block_actions",
        "user": {"id": user, "username": user, "team_id": team},
        "team": {"id": team, "domain": "x"},
        "api_app_id": "A0HANDOFF",
        "trigger_id": trigger or new_trigger(),
        "container": {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL, "is_ephemeral": False},
        "channel": {"id": CHANNEL, "name": "cs-orders"},
        "message": {"ts": "1.1", "type": "message"},
        "actions": [{**action, "action_ts": "1.1"}],
    }


def submission(
    user: str, value: str, *, team: str = TEAM, reason: str = "not_available", note: str = "", trigger: str = ""
) -> Json:
    """The payload of a sent Reject dialog, for the request and facts in a button's ``value``."""
    public_id, _, seen = value.split(".")
    picked = {
        "type": "static_select",
        "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": reason},
    }
    return {
        "type": "view_submission",
        "user": {"id": user, "username": user, "team_id": team},
        "team": {"id": team, "domain": "x"},
        "api_app_id": "A0HANDOFF",
        "trigger_id": trigger or new_trigger(),
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": "orders.reject",
            "private_metadata": json.dumps({"id": public_id, "seen": seen, "channel": CHANNEL, "thread": None}),
            "state": {
                "values": {
                    "reason": {"reason": picked},
                    "note": {"note": {"type": "plain_text_input", "value": note}},
                }
            },
        },
    }


def on_home(payload: Json) -> Json:
    """The same press on somebody's Home tab: no channel, no message."""
    kept = {name: value for name, value in payload.items() if name not in ("channel", "message")}
    return {**kept, "container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}


def from_home(payload: Json) -> Json:
    """The same sent dialog, opened from a Home tab."""
    metadata = {**json.loads(payload["view"]["private_metadata"]), "channel": ""}
    return {**payload, "view": {**payload["view"], "private_metadata": json.dumps(metadata)}}


def turn(user: str, page: str = "1", *, team: str = TEAM, address: str = "http://127.0.0.1:9/x") -> Json:
    """The payload of Next on a list in a private message."""
    action = {"action_id": "list.next", "block_id": "turn@orders.1.all", "type": "button", "value": page}
    payload = press(user, "approve", "x.1.f", team=team)
    return {**payload, "actions": [action], "response_url": address}


def shortcut(user: str, *, team: str = TEAM) -> Json:
    return {
        "type": "shortcut",
        "user": {"id": user, "username": user, "team_id": team},
        "team": {"id": team, "domain": "x"},
        "callback_id": "orders.list",
        "trigger_id": new_trigger(),
        "action_ts": "1.1",
    }


def typed(user: str, text: str, *, team: str = TEAM, trigger: str = "") -> str:
    """The body of a slash command."""
    return urlencode(
        {
            "command": "/orders",
            "text": text,
            "team_id": team,
            "user_id": user,
            "user_name": user,
            "channel_id": CHANNEL,
            "channel_name": "cs-orders",
            "api_app_id": "A0HANDOFF",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:9/x",
            "trigger_id": trigger or new_trigger(),
        }
    )


def opened_home(user: str, *, team: str = TEAM) -> str:
    """The body of the event that somebody opened their Home tab."""
    event = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home", "event_ts": "1.1"}
    envelope = {"type": "event_callback", "team_id": team, "event": event, "event_id": new_trigger()}
    return json.dumps({**envelope, "api_app_id": "A0HANDOFF", "event_time": 1})


def body_of(payload: Any) -> str:
    return urlencode({"payload": payload if isinstance(payload, str) else json.dumps(payload)})


def headers_for(
    body: str | bytes, *, secret: str = SECRET, age: int = 0, version: str = "v0", kind: str = FORM
) -> dict[str, str]:
    """The headers with which Slack sends a body; ``age``: seconds since it was signed."""
    raw = body.encode() if isinstance(body, str) else body
    stamp = str(int(time.time()) - age)
    mac = hmac.new(secret.encode(), f"{version}:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    return {
        "content-type": kind,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"{version}={mac}",
    }
