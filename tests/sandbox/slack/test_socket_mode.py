"""Socket Mode as facts/slack.md tells it: a line per fact, over real WebSockets."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import websocket

from tests.sandbox.slack.lines import APP_TOKEN, SILENT, Line, address, until
from tests.sandbox.slack.running import MANIFEST, Bot, Slack, button_row, modal, start

Connect = Callable[..., Line]


@pytest.fixture
def slack(slack: Slack) -> Iterator[Slack]:
    slack.do("settings", manifest=MANIFEST, socket_mode=True, retry_delays_s=[0, 0.05, 0.1])
    yield slack
    slack.do("sockets/drop")
    until(lambda: not slack.look("sockets")["connections"])


@pytest.fixture
def connect(slack: Slack) -> Iterator[Connect]:
    lines: list[Line] = []

    def open_line(more: str = "") -> Line:
        lines.append(Line(address(slack) + more))
        return lines[-1]

    yield open_line
    for line in lines:
        line.close()


def press(slack: Slack) -> dict[str, object]:
    ts = slack.post(blocks=[button_row()])["ts"]
    return slack.do("press", user="cs.one", channel="cs-orders", ts=ts, action_id="orders.approve")["answer"]


def ids(slack: Slack) -> list[int]:
    return [connection["id"] for connection in slack.look("sockets")["connections"]]


# --- opening --------------------------------------------------------------------------------------------------------


def test_the_address_is_for_the_app_level_token_alone(slack: Slack) -> None:
    assert slack.api("apps.connections.open")["error"] == "not_allowed_token_type"
    assert slack.api("apps.connections.open", token="xapp-other")["error"] == "invalid_auth"
    assert slack.api("auth.test", token=APP_TOKEN)["error"] == "not_allowed_token_type"
    assert address(slack).startswith("ws://127.0.0.1:")


def test_without_socket_mode_there_is_no_address(slack: Slack) -> None:
    slack.do("settings", socket_mode=False)
    assert not slack.api("apps.connections.open", token=APP_TOKEN)["ok"]


def test_opening_is_of_tier_one(slack: Slack) -> None:
    slack.do("rates", mode="real")
    assert slack.api("apps.connections.open", token=APP_TOKEN)["ok"]
    refused = slack.http.post("/api/apps.connections.open", headers={"Authorization": f"Bearer {APP_TOKEN}"})
    assert refused.status_code == 429
    assert 50 <= int(refused.headers["retry-after"]) <= 60


def test_an_address_opens_one_line_once(slack: Slack, connect: Connect) -> None:
    url = address(slack)
    line = Line(url)
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(url, timeout=5)
    line.close()


def test_hello_tells_how_many_lines_and_for_how_long(slack: Slack, connect: Connect) -> None:
    first, second = connect(), connect()
    assert (first.hello["type"], first.hello["num_connections"], second.hello["num_connections"]) == ("hello", 1, 2)
    assert first.hello["debug_info"]["approximate_connection_time"] > 3600
    assert first.hello["connection_info"]["app_id"] == "A0HANDOFF"


def test_debug_reconnects_shortens_a_lines_life(slack: Slack, connect: Connect) -> None:
    assert connect("&debug_reconnects=true").hello["debug_info"]["approximate_connection_time"] == 360


def test_ten_lines_and_no_more(slack: Slack, connect: Connect) -> None:
    for _ in range(10):
        connect()
    eleventh = websocket.create_connection(address(slack), timeout=5)
    assert "too_many_websockets" in eleventh.recv()
    eleventh.shutdown()
    assert len(ids(slack)) == 10


# --- payloads -------------------------------------------------------------------------------------------------------


def test_a_press_comes_in_an_envelope_unsigned_and_not_over_http(slack: Slack, bot: Bot, connect: Connect) -> None:
    line = connect()
    assert press(slack)["status"] == 200
    (envelope,) = line.envelopes
    assert (envelope["type"], envelope["payload"]["type"]) == ("interactive", "block_actions")
    assert envelope["envelope_id"]
    assert envelope["accepts_response_payload"] is False
    assert bot.received == []


def test_each_payload_goes_to_exactly_one_line(slack: Slack, connect: Connect) -> None:
    lines = [connect() for _ in range(3)]
    for _ in range(9):
        press(slack)
    assert [len(line.envelopes) for line in lines] == [3, 3, 3]
    keys = {envelope["envelope_id"] for line in lines for envelope in line.envelopes}
    assert len(keys) == 9


def test_one_press_that_is_delivered_twice_comes_in_two_envelopes_on_two_lines(slack: Slack, connect: Connect) -> None:
    lines = [connect(), connect()]
    ts = slack.post(blocks=[button_row()])["ts"]
    made = slack.do("payload_for", user="cs.one", channel="cs-orders", ts=ts, action_id="orders.approve")
    for _ in range(2):
        assert slack.do("deliver", type=made["type"], payload=made["payload"])["answer"]["status"] == 200
    (one,), (other,) = (line.envelopes for line in lines)
    assert one["payload"] == other["payload"] == made["payload"]
    assert one["envelope_id"] != other["envelope_id"]


def test_the_payload_of_the_acknowledgement_answers_a_command(slack: Slack, connect: Connect) -> None:
    line = connect()
    line.answer = lambda _: {"text": "two wait"}
    slack.do("command", user="cs.one", channel="cs-orders", line="/orders list")
    (envelope,) = line.envelopes
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "list"
    assert [message["text"] for message in slack.look("ephemerals", user="cs.one")["ephemerals"]] == ["two wait"]


def test_the_payload_of_the_acknowledgement_answers_a_submission(slack: Slack, connect: Connect) -> None:
    slack.do("settings", socket_mode=False)
    trigger = slack.trigger()
    slack.do("settings", socket_mode=True)
    assert slack.api("views.open", trigger_id=trigger, view=modal())["ok"]
    line = connect()
    line.answer = lambda _: {"response_action": "errors", "errors": {"why": "Say more."}}
    told = slack.do("submit", user="cs.one", values={"why": {"text": "because"}})
    assert told["errors"] == {"why": "Say more."}
    assert line.envelopes[0]["accepts_response_payload"] is True


def test_a_shortcut_comes_as_an_interaction(slack: Slack, connect: Connect) -> None:
    line = connect()
    slack.do("shortcut", user="cs.one", callback_id="orders.list")
    assert (line.envelopes[0]["type"], line.envelopes[0]["payload"]["type"]) == ("interactive", "shortcut")


def test_without_a_line_an_interaction_fails_at_once(slack: Slack) -> None:
    answer = press(slack)
    assert (answer["error"], answer["elapsed_ms"]) == ("connection_failed", 0)
    slack.do("command", user="cs.one", channel="cs-orders", line="/orders list")
    assert "dispatch_failed" in slack.look("ephemerals", user="cs.one")["ephemerals"][0]["text"]


def test_without_an_acknowledgement_in_three_seconds_the_person_sees_it(slack: Slack, connect: Connect) -> None:
    connect().answer = lambda _: SILENT
    answer = press(slack)
    assert answer["error"] == "timeout"
    assert 2900 < answer["elapsed_ms"] < 5000
    assert "operation_timeout" in slack.http.get("/?as=cs.one").text


def test_noise_from_the_client_is_nothing(slack: Slack, connect: Connect) -> None:
    line = connect()
    for noise in ("", "{", "[]", "1", '{"envelope_id": 5}'):
        line.socket.send(noise)
    line.socket.send_binary(b"\x00")
    assert press(slack)["status"] == 200


# --- events ---------------------------------------------------------------------------------------------------------


def test_an_event_comes_in_an_envelope(slack: Slack, connect: Connect) -> None:
    line = connect()
    slack.do("home", user="cs.one")
    (envelope,) = until(lambda: list(line.envelopes))
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["payload"]["event"]["type"] == "app_home_opened"


def test_an_event_without_a_line_waits_for_its_retries(slack: Slack, connect: Connect) -> None:
    slack.do("settings", retry_delays_s=[0, 0.6, 0.6])
    slack.do("home", user="cs.one")
    line = connect()
    (envelope,) = until(lambda: list(line.envelopes))
    assert envelope["retry_attempt"] >= 1
    assert envelope["retry_reason"] == "connection_failed"


def test_an_event_on_a_deaf_line_is_retried_on_another(slack: Slack, connect: Connect) -> None:
    deaf, good = connect(), connect()
    slack.do("sockets/freeze", id=ids(slack)[0])
    for _ in range(2):  # one of the two has the deaf line's turn
        slack.do("home", user="cs.one")
    until(lambda: len(good.envelopes) == 2, 10)
    assert deaf.envelopes == []
    retried = [envelope for envelope in good.envelopes if envelope["retry_attempt"]]
    assert [envelope["retry_reason"] for envelope in retried] == ["http_timeout"]
    assert len({envelope["payload"]["event_id"] for envelope in good.envelopes}) == 2


# --- pings and farewells --------------------------------------------------------------------------------------------


def test_pings_are_answered_both_ways(slack: Slack, connect: Connect) -> None:
    line = connect()
    line.socket.ping("here?")
    until(lambda: line.pongs == [b"here?"])
    until(lambda: line.pings, 8)
    until(lambda: slack.look("sockets")["connections"][0]["pongs_received"])
    assert slack.look("sockets")["connections"][0]["pings_answered"] == 1


def test_a_deaf_line_stays_open_delivers_nothing_and_answers_no_ping(slack: Slack, connect: Connect) -> None:
    line = connect()
    slack.do("sockets/freeze")
    line.socket.ping("here?")
    started = time.monotonic()
    assert press(slack)["error"] == "timeout"
    assert time.monotonic() - started > 2.9
    assert (line.envelopes, line.pongs, line.ended.is_set()) == ([], [], False)
    assert slack.look("sockets")["connections"][0]["deaf"]
    slack.do("sockets/freeze", deaf=False)
    assert press(slack)["status"] == 200


def test_all_lines_can_be_cut_at_once(slack: Slack, connect: Connect) -> None:
    lines = [connect(), connect()]
    slack.do("sockets/drop")
    for line in lines:
        assert line.ended.wait(5)
        assert line.farewells == []
    until(lambda: ids(slack) == [])


def test_a_line_that_is_cut_with_a_press_under_way_fails_it(slack: Slack, connect: Connect) -> None:
    line = connect()

    def cut(_: object) -> object:
        line.socket.shutdown()
        return SILENT

    line.answer = cut
    answer = press(slack)
    assert answer["error"] == "connection_failed"
    assert answer["elapsed_ms"] < 2500


def test_a_warning_comes_first_and_the_line_still_works(slack: Slack, connect: Connect) -> None:
    line = connect()
    slack.do("sockets/disconnect", reason="warning")
    until(lambda: line.farewells == ["warning"])
    assert press(slack)["status"] == 200


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
def test_a_farewell_ends_the_line_and_the_next_one_takes_over(slack: Slack, connect: Connect, reason: str) -> None:
    old = connect()
    slack.do("sockets/disconnect", reason=reason)
    assert old.ended.wait(5)
    assert old.farewells == [reason]
    new = connect()
    assert press(slack)["status"] == 200
    assert (len(old.envelopes), len(new.envelopes)) == (0, 1)


def test_an_old_line_is_warned_and_then_asked_to_refresh(slack: Slack, connect: Connect) -> None:
    slack.do("settings", connection_lives_s=0.6)
    line = connect()
    assert line.ended.wait(5)
    assert line.farewells == ["warning", "refresh_requested"]


def test_turning_socket_mode_off_disables_the_links(slack: Slack, bot: Bot, connect: Connect) -> None:
    line = connect()
    slack.do("settings", socket_mode=False)
    assert line.ended.wait(5)
    assert line.farewells == ["link_disabled"]
    assert press(slack)["status"] == 200
    assert len(bot.received) == 1


def test_the_list_of_deliveries_tells_the_line(slack: Slack, connect: Connect) -> None:
    connect()
    press(slack)
    (delivery,) = slack.look("deliveries")["deliveries"]
    assert (delivery["kind"], delivery["connection"]) == ("block_actions", ids(slack)[0])


@pytest.mark.parametrize("how", ["the option", "the manifest", "handoff sandbox"])
def test_it_can_be_on_from_the_start(tmp_path: Path, how: str) -> None:
    manifest = tmp_path / "app.yaml"
    manifest.write_text("settings: {socket_mode_enabled: true}\n" if how == "the manifest" else "{}\n")
    option = [] if how == "the manifest" else ["--socket-mode"]
    program = ("bot", "sandbox", "slack") if how == "handoff sandbox" else ("sandbox.slack",)
    process = start("--manifest", str(manifest), *option, program=program)
    slack = Slack(process.url)
    assert slack.look("state")["socket_mode"] is True
    line = Line(address(slack))
    slack.http.close()
    assert process.end() == 0
    assert line.ended.wait(5)
    line.close()
