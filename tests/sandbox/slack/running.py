"""The local Slack as a process, a bot that answers as a test tells it to, and short ways to call both: plain HTTP and
nothing of the product. It owns how tests reach the stand-in, never what they expect of it."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import httpx

Json = dict[str, Any]
TOKEN = "xoxb-demo-handoff"
SECRET = "demo-signing-secret"
MANIFEST: Json = {
    "features": {
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [
            {"command": "/orders", "description": "Orders that wait", "should_escape": True},
            {"command": "/raw", "description": "As it is typed"},
        ],
        "shortcuts": [
            {"name": "Waiting orders", "callback_id": "orders.list", "description": "What waits", "type": "global"},
            {"name": "Of a message", "callback_id": "of-a-message", "description": "x", "type": "message"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "channels:read", "channels:history", "commands", "users:read"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: str

    @property
    def payload(self) -> Json:
        if self.headers["content-type"].startswith("application/json"):
            return json.loads(self.body)
        form = parse_qs(self.body)
        return json.loads(form["payload"][0]) if "payload" in form else self.form

    @property
    def form(self) -> dict[str, str]:
        """A slash command, which is plain fields."""
        return dict(parse_qsl(self.body, keep_blank_values=True))


@dataclass
class Bot:
    """Answers every delivery with what ``answer`` returns: (status, body); records what came."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], tuple[int, str]] = lambda _: (200, "")
    headers: dict[str, str] = field(default_factory=dict)

    def wait_for(self, count: int, seconds: float = 5.0) -> list[Received]:
        deadline = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.received) >= count, f"{len(self.received)} deliveries, not {count}"
        return self.received


class Slack:
    """The stand-in, as the app (``api``) and as its control API (``look``, ``do``) see it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=10)

    def api(self, method: str, *, token: str | None = TOKEN, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.http.post(f"/api/{method}", json=arguments, headers=headers).json()

    def look(self, path: str, **query: Any) -> Json:
        return self.http.get(f"/_control/{path}", params=query).raise_for_status().json()

    def do(self, path: str, **body: Any) -> Json:
        return self.http.post(f"/_control/{path}", json=body).raise_for_status().json()

    def post(self, channel: str = "cs-orders", **arguments: Any) -> Json:
        answer = self.api("chat.postMessage", channel=channel, **({"text": "hello"} | arguments))
        assert answer["ok"], answer
        return answer

    def trigger(self, user: str = "cs.one") -> str:
        """A fresh trigger id, from a press that is made but not sent."""
        card = self.post(text="card", blocks=[button_row()])
        made = self.do("payload_for", user=user, channel=card["channel"], ts=card["ts"], action_id="orders.approve")
        return made["payload"]["trigger_id"]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(text: str = "Approve", action_id: str = "orders.approve", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "o.1.f", **more}


def button_row(*buttons: Json) -> Json:
    return {"type": "actions", "block_id": "row", "elements": list(buttons) or [button()]}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Reject"),
        "submit": plain("Reject"),
        "callback_id": "orders.reject",
        "blocks": list(blocks) or [text_input()],
        **more,
    }


def text_input(block_id: str = "why", **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Why"),
        "element": {"type": "plain_text_input", "action_id": "text", **element},
    }


def points(count: int) -> list[Json]:
    return [{"label": f"Day {number}", "value": number} for number in range(count)]


def bars(days: int = 2, names: Sequence[str] = ("Approved",), **more: Any) -> Json:
    """A bar chart: one series for each name, one point in each for each day."""
    return {
        "type": "bar",
        "series": [{"name": name, "data": points(days)} for name in names],
        "axis_config": {"categories": [point["label"] for point in points(days)]},
        **more,
    }


def pie(*slices: Json) -> Json:
    return {"type": "pie", "segments": list(slices) or [{"label": "Fibre", "value": 3}]}


def visual(chart: Any, **more: Any) -> Json:
    return {"type": "data_visualization", "title": "Orders", "chart": chart, **more}


@dataclass
class Process:
    popen: "subprocess.Popen[str]"
    url: str

    def end(self) -> int:
        self.popen.terminate()
        code = self.popen.wait(10)
        if self.popen.stdout is not None:
            self.popen.stdout.close()
        return code


def start(*options: str, program: tuple[str, ...] = ("sandbox.slack",)) -> Process:
    command = [sys.executable, "-m", *program, "--port", "0", *options]
    popen = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert popen.stdout is not None
    word, url = popen.stdout.readline().split()
    assert word == "ready"
    return Process(popen, url)


def serve_handler(handler: type[BaseHTTPRequestHandler]) -> tuple[ThreadingHTTPServer, str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"
