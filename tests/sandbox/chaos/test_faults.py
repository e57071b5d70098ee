"""What befalls a Socket Mode connection in a chaos run: each fault occurs, and one line is left alone."""

from collections.abc import Iterator

import pytest

from sandbox.chaos.control import Control
from sandbox.chaos.faults import LINES, Trouble
from tests.harness import serving
from tests.sandbox.slack.lines import Line, address, until
from tests.sandbox.slack.running import Slack


@pytest.fixture
def slack() -> Iterator[Slack]:
    with serving("sandbox.slack", "--socket-mode") as url:
        found = Slack(url)
        yield found
        found.http.close()


def trouble(slack: Slack, transport: str) -> Trouble:
    with serving("sandbox.salesforce") as salesforce, serving("sandbox.whmcs") as whmcs:
        return Trouble(Control(slack.url), Control(salesforce), Control(whmcs), transport, 1)


def up(slack: Slack) -> int:
    return sum(not line["deaf"] and not line["leaving"] for line in slack.look("sockets")["connections"])


def test_each_fault_of_a_line_strikes_and_another_line_stays(slack: Slack) -> None:
    made = trouble(slack, "socket")
    lines: list[Line] = []
    for _ in LINES:
        while up(slack) < 2:
            lines.append(Line(address(slack)))
        before = up(slack)
        made.strike_a_line()
        until(lambda before=before: up(slack) < before or lines[-2].farewells or lines[-1].farewells)
        assert up(slack) >= 1
    assert made.struck == dict.fromkeys(LINES, 1)
    for line in lines:
        line.close()


def test_the_only_line_is_left_alone(slack: Slack) -> None:
    made, line = trouble(slack, "socket"), Line(address(slack))
    made.strike_a_line()
    assert up(slack) == 1
    assert not any(made.struck.values())
    line.close()


def test_over_http_there_is_no_line_to_strike(slack: Slack) -> None:
    made = trouble(slack, "http")
    made.strike_a_line()
    assert not made.struck
