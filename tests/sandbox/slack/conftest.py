"""One local Slack and one bot for the whole run, fresh for each test."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.sandbox.slack.browsing import browser, visit
from tests.sandbox.slack.running import Bot, Received, Slack, serve_handler, start

__all__ = ["browser", "visit"]


@pytest.fixture(scope="session")
def _bot() -> Iterator[Bot]:
    bot = Bot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            received = Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            bot.received.append(received)
            status, answer = bot.answer(received)
            try:
                self.send_response(status)
                for name, value in bot.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.encode())))
                self.end_headers()
                self.wfile.write(answer.encode())
            except ConnectionError:
                pass  # the stand-in's patience ended first

        def log_message(self, *_: Any) -> None:
            pass

    server, bot.url = serve_handler(Handler)
    yield bot
    server.shutdown()
    server.server_close()


@pytest.fixture
def bot(_bot: Bot) -> Bot:
    _bot.received.clear()
    _bot.headers.clear()
    _bot.answer = lambda _: (200, "")
    return _bot


@pytest.fixture(scope="session")
def _slack(_bot: Bot) -> Iterator[Slack]:
    process = start("--bot-url", f"{_bot.url}/slack/events")
    slack = Slack(process.url)
    yield slack
    slack.http.close()
    assert process.end() == 0


@pytest.fixture
def slack(_slack: Slack, bot: Bot) -> Slack:
    """Fresh: no messages, no faults, the seeded directory, default settings."""
    _slack.http.cookies.clear()
    _slack.do("reset")
    _slack.do("rates", mode="off", overrides={})
    _slack.do(
        "settings",
        manifest=None,
        scopes=None,
        bot_events=[],
        latency_ms=0,
        connection_lives_s=18_060,
        retry_delays_s=[0, 60, 300],
        delayed_events=False,
        delayed_every_s=3600,
        edit_window_s=None,
        refused_blocks=[],
        trigger_lives_s=3,
        response_url_lives_s=1800,
        console=None,
        bot_url=f"{bot.url}/slack/events",
    )
    return _slack


@pytest.fixture
def console(slack: Slack) -> Iterator[list[str]]:
    """A tiny console that notes which buttons were pressed."""
    pressed: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self, body: dict[str, Any]) -> None:
            raw = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def do_GET(self) -> None:
            story = "2026-11-24T10:00:00+09:00"
            self._answer(
                {"story_now": story, "rate": 60, "speed": 60, "bot": "up", "salesforce_url": "http://127.0.0.1:9/"}
            )

        def do_POST(self) -> None:
            pressed.append(self.path)
            self._answer({})

        def log_message(self, *_: Any) -> None:
            pass

    server, url = serve_handler(Handler)
    slack.do("settings", console=url)
    yield pressed
    slack.do("settings", console=None)
    server.shutdown()
    server.server_close()
