"""Chromium for the tests of the page: one browser for the run, one context for each visit."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.sandbox.slack.running import Slack

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on this machine, and CI may not do without")
        pytest.skip("Chromium: not on this machine; THE PAGE IS NOT TESTED")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, slack: Slack) -> Iterator[Any]:
    """Open the page as a person; any script error fails the test."""
    opened: list[Page] = []
    errors: list[str] = []

    def open_as(person: str, size: dict[str, int] = WIDE, channel: str = "cs-orders") -> Page:
        page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(8000)
        page.goto(f"{slack.url}/c/{channel}?as={person}")
        opened.append(page)
        return page

    yield open_as
    for page in opened:
        page.context.close()
    assert errors == []
