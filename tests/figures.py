"""Figures of the promises' proofs: collected while the tests run, and written into docs/figures.md on ``--record``.

A proof is marked ``promise(N)`` and takes ``figure``. What several tests or databases say under one name is one figure:
counts add up, and of durations the longest counts.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox import figures

Figure = Callable[[str, float], None]
"""(name, value) of something counted, or of a duration whose name ends in ``_s`` or ``_ms``."""
SECTION = "make figures"
LONGEST = ("_s", "_ms", "_ratio")


class Collected:
    """What the reports of all tests say; with xdist only the controller writes it down."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}
        self.outcomes: dict[str, int] = {"passed": 0, "failed": 0, "skipped": 0}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.outcome] += 1
        for name, value in report.user_properties if report.when == "call" else ():
            if name.startswith("promise_"):
                self.add(name, value)

    def add(self, name: str, value: Any) -> None:
        before = self.found.get(name)
        together = max if name.endswith(LONGEST) else lambda one, other: one + other
        self.found[name] = value if before is None else together(before, value)

    def pytest_sessionfinish(self) -> None:
        tests = {f"tests.{outcome}": count for outcome, count in self.outcomes.items()}
        figures.record(SECTION, {**tests, **dict(sorted(self.found.items()))})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the figures of the promises into docs/figures.md")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("record") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collected(), "promises-figures")


@pytest.fixture
def figure(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Iterator[Figure]:
    """Say a figure of the promise that the test proves; a proof that passes without one would prove nothing."""
    marker = request.node.get_closest_marker("promise")
    assert marker is not None, "which promise does this test prove?"
    said = []

    def say(name: str, value: float) -> None:
        said.append(name)
        record_property(f"promise_{marker.args[0]:02d}.{name}", value)

    yield say
    assert said or request.session.testsfailed, "a proof prints a figure"
