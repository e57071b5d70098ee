"""The benchmark in miniature: the baseline acks what the product gets, and the driver measures what it says."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.bench import acks, approvals, hung
from sandbox.bench.load import drive
from sandbox.bench.processes import SIGNING_SECRET, Bot, Failed, bare, stand_in, wait_for
from sandbox.bench.stage import CHANNEL, Card, Stage, is_final, is_waiting
from sandbox.bench.suite import _taken_in
from sandbox.bench.wire import PATH, Line, body_of, quantile
from sandbox.slack.signing import signed_headers

BUTTON = {"type": "button", "action_id": "orders.approve", "text": {"type": "plain_text", "text": "Approve"}}
WAITING = [{"type": "actions", "elements": [BUTTON | {"value": "ABC123.1.0123456789ab"}]}]


def payload() -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T0HANDOFF"},
        "user": {"id": "U1", "team_id": "T0HANDOFF"},
        "trigger_id": "1.2.3",
        "actions": [BUTTON | {"value": "ABC123.1.0123456789ab"}],
    }


class SlowBot:
    """Acks after ``pause_s``; every ``status`` but 200 is a refusal. Whatever comes, its metrics say ``committed``."""

    def __init__(self, pause_s: float, status: int = 200) -> None:
        self.committed = 0
        slow_bot = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                text = f'handoff_presses_total{{outcome="committed"}} {slow_bot.committed}.0\n'.encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(pause_s)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def slow_bot() -> Iterator[SlowBot]:
    bot = SlowBot(0.03)
    yield bot
    bot.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


class TestBaseline:
    @pytest.fixture(scope="class")
    @staticmethod
    def ports(folder: Path) -> Iterator[dict[str, int]]:
        with bare(folder) as polling, bare(folder, "--before-response") as direct:
            yield {"bare": polling, "before_response": direct}

    def test_a_default_app_takes_its_ten_milliseconds_and_the_other_does_not(self, ports: dict[str, int]) -> None:
        cards = [Card("1.0", body_of(payload()))] * 25
        took = acks.interleaved(ports, cards, warm_up=5)
        assert {name: len(values) for name, values in took.items()} == {"bare": 20, "before_response": 20}
        assert min(took["bare"]) > 0.009
        assert min(took["before_response"]) < min(took["bare"])

    def test_it_checks_the_signature(self, ports: dict[str, int]) -> None:
        body = body_of(payload())
        url = f"http://127.0.0.1:{ports['bare']}{PATH}"
        forged = signed_headers("another secret", body)
        assert httpx.post(url, content=body, headers=forged).status_code == 401
        assert httpx.post(url, content=body, headers=signed_headers(SIGNING_SECRET, body)).status_code == 200


class TestDriver:
    def test_a_click_takes_as_long_as_the_server(self, slow_bot: SlowBot) -> None:
        line = Line(slow_bot.port)
        assert line.click(b"payload=%7B%7D") >= 0.03
        line.close()

    def test_at_a_steady_rate_waiting_for_a_free_client_counts(self, slow_bot: SlowBot) -> None:
        took, _ = drive(slow_bot.port, [b"payload=%7B%7D"] * 8, clients=1, rate=1000)
        assert quantile(took, 1.0) >= 8 * 0.03 - 0.008

    def test_a_click_that_is_not_acked_ends_the_run(self) -> None:
        bot = SlowBot(0, status=500)
        with pytest.raises(Failed, match="a click got 500"):
            drive(bot.port, [b"payload=%7B%7D"], clients=2, rate=0)
        bot.stop()

    def test_waiting_has_a_bound(self) -> None:
        with pytest.raises(Failed, match=r"the moon: not within 0\.1 s"):
            wait_for("the moon", lambda: False, 0.1, 0.01)

    @pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.0, 1)])
    def test_a_quantile_is_a_value_that_occurred(self, share: float, value: int) -> None:
        assert quantile(list(range(100, 0, -1)), share) == value


class TestCounting:
    def test_clicks_that_were_acked_and_not_taken_in_end_the_run(self, slow_bot: SlowBot) -> None:
        line = Line(slow_bot.port)
        with pytest.raises(Failed, match="1 clicks were acked, 0 taken in"), _taken_in(Bot(0, slow_bot.port, 0.0), 1):
            line.click(b"payload=%7B%7D")
        line.close()

    def test_what_was_taken_in_is_what_the_bot_counted(self, slow_bot: SlowBot) -> None:
        bot = Bot(0, slow_bot.port, 0.0)
        assert bot.taken_in() == 0
        slow_bot.committed = 7
        assert bot.taken_in() == 7

    def test_polls_are_told_apart_by_the_pause_between_them(self) -> None:
        at = [0.0, 0.1, 1.0, 2.0, 2.05, 2.1, 3.0]
        calls = [{"real_at": seconds, "api_calls": 1} for seconds in at]
        assert [len(cycle) for cycle in approvals._whole_cycles(calls)] == [2, 1, 3]
        assert approvals._whole_cycles(calls[:4]) == []
        assert approvals._whole_cycles([]) == []

    def test_cards_are_read_as_anybody_sees_them(self, folder: Path) -> None:
        with stand_in("slack", folder) as slack:
            token = {"Authorization": "Bearer xoxb-demo-handoff"}
            message = {
                "channel": slack.see("state")["channels"][CHANNEL],
                "text": "00000001: Review",
                "blocks": WAITING,
            }
            posted = httpx.post(f"{slack.url}/api/chat.postMessage", json=message, headers=token).json()
            (card,) = slack.see("messages", channel=CHANNEL)["messages"]
            assert is_waiting(card)
            assert not is_final(card)
            edit = {"channel": posted["channel"], "ts": posted["ts"], "text": "00000001: Approved", "blocks": []}
            assert httpx.post(f"{slack.url}/api/chat.update", json=edit, headers=token).json()["ok"]
            (card,) = slack.see("messages", channel=CHANNEL)["messages"]
            assert is_final(card)


class TestHung:
    @pytest.fixture(scope="class")
    @staticmethod
    def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
        folder = tmp_path_factory.mktemp("hung")
        with (
            stand_in("slack", folder) as slack,
            stand_in("salesforce", folder) as salesforce,
            stand_in("whmcs", folder) as whmcs,
        ):
            yield Stage(slack, salesforce, whmcs)

    def test_both_bots_are_clicked_in_turn_and_the_first_clicks_do_not_count(self, slow_bot: SlowBot) -> None:
        cards = [Card(f"{number}.0", b"payload=%7B%7D") for number in range(5)]
        other = SlowBot(0)
        took = hung.in_turn({"hung": (slow_bot.port, cards), "healthy": (other.port, cards)}, warm_up=2)
        other.stop()
        assert {name: len(values) for name, values in took.items()} == {"hung": 3, "healthy": 3}
        assert min(took["hung"]) >= 0.03

    def test_the_ratio_is_that_of_the_one_that_hangs_over_the_other(self) -> None:
        took = {"healthy": [0.010] * 99 + [0.020], "hung": [0.015] * 98 + [0.030] * 2}
        found = hung.figures(took)
        assert (found["hung_ack_ratio_p50"], found["hung_ack_ratio_p99"]) == (1.5, 3.0)
        assert found["hung_ack_ms_p99"] == {"healthy": 10.0, "hung": 30.0}
        assert found["hung_clicks"] == 100

    def test_while_they_hang_neither_slack_nor_salesforce_answers_and_afterwards_both_do(self, stage: Stage) -> None:
        urls = [f"{stage.slack.url}/api/auth.test", f"{stage.salesforce.url}/services/data/"]
        with hung._hanging(stage) as calls:
            for url in urls:
                with pytest.raises(httpx.ReadTimeout):
                    httpx.get(url, timeout=0.3)
        assert calls == {"slack": 1, "salesforce": 1}
        assert [httpx.get(url).status_code for url in urls] == [200, 200]

    def test_a_run_in_which_nothing_hung_is_no_figure(self, stage: Stage, slow_bot: SlowBot) -> None:
        twin = hung.Twin(stage, slow_bot.port, [Card("1.0", b"payload=%7B%7D")])
        with pytest.raises(Failed, match="one should have hung and one worked"):
            hung.measure({"healthy": twin, "hung": twin}, warm_up=0)
