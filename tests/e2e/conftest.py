"""One browser for all scenes, and one demo for each way in which Slack reaches the bot; each scene places orders of its
own. Those marked ``transports`` are played on both."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.stage import ARGUMENTS, CHROMIUM, PATIENCE_MS, WIDE, Demo, Person, started

expect.set_options(timeout=PATIENCE_MS)
Arrive = Callable[..., Person]
TRANSPORTS = ("http", "socket")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(240))
    # A list's first page has ten rows: the scenes that look there come before those that leave orders waiting for days.
    items.sort(key=lambda item: item.path.name != "test_words_and_home.py")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on this machine, and CI may not do without")
        pytest.skip(f"no {CHROMIUM} on this machine: THE SCENES DO NOT RUN. Type: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "running_demo" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("transports") is not None
        transports = TRANSPORTS if both else TRANSPORTS[:1]
        metafunc.parametrize("running_demo", transports, indirect=True, scope="session")


@pytest.fixture(scope="session")
def running_demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Demo]:
    with started(tmp_path_factory.mktemp("scenes") / "demo", TRANSPORT=request.param) as demo:
        demo.without_undo()
        yield demo
        assert demo.slack.get("state")["scopes"], "the demo's Slack grants what app.yaml asks for, and no more"
        assert "missing_scope" not in demo.slack.get("log/counts")["errors"]


@pytest.fixture
def demo(running_demo: Demo) -> Iterator[Demo]:
    """The running demo, as a scene wants to find it."""
    yield running_demo
    running_demo.tidy_up()


@pytest.fixture
def arrive(browser: Browser, demo: Demo) -> Iterator[Arrive]:
    """Somebody opens the page: ``arrive("cs.one")``. No page may raise a script error or draw an unknown block."""
    people: list[Person] = []

    def open_as(name: str, size: tuple[int, int] = WIDE) -> Person:
        people.append(Person(browser, demo, name, size))
        return people[-1]

    yield open_as
    try:
        for person in people:
            expect(person.page.locator(".unknown-block")).to_have_count(0)
            assert person.faults == []
    finally:
        for person in people:
            person.context.close()
