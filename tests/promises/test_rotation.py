"""A secret is rotated while people press: nothing that Slack saw answered is lost, and nothing happens twice."""

import base64
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.figures import Figure
from tests.harness import Outside, Town, until
from tests.promises.signed import SECRET, body_of, headers_for, press
from tests.towns import ONE
from tests.turnstile import Turnstile

pytestmark = pytest.mark.promise(1)

ORDERS = 9
REVOKED = '{"ok":false,"error":"token_revoked"}'


def basic(secret: str) -> str:
    return "Basic " + base64.b64encode(f"handoff-demo:{secret}".encode()).decode()


@pytest.fixture
def doors(town: Town) -> Iterator[tuple[Turnstile, Turnstile]]:
    """Slack's door and the one of Salesforce's login."""
    slack = Turnstile(town.slack.url, "Bearer xoxb-demo-handoff", "Bearer xoxb-old", (200, REVOKED))
    org = Turnstile(town.org.url, basic("demo-client-secret"), basic("old-secret"), (400, '{"error":"invalid_client"}'))
    with ExitStack() as stack:
        yield stack.enter_context(slack.open()), stack.enter_context(org.open())


def test_tokens_are_rotated_under_load_by_a_restart(
    town: Town,
    database_url: str,
    doors: tuple[Turnstile, Turnstile],
    figure: Figure,
) -> None:
    slack, org = doors
    handbook = str(town.quick_handbook())

    def start(word: str) -> Outside:
        settings = {
            "HANDOFF_HANDBOOK": handbook,
            "SLACK_BOT_TOKEN": f"xoxb-{word}",
            "SLACK_API_URL": f"{slack.url}/api/",
            "SALESFORCE_CLIENT_SECRET": f"{word}-secret",
            "SALESFORCE_TOKEN_URL": f"{org.url}/services/oauth2/token",
        }
        bot = Outside(town, database_url, **settings)
        town.slack.post("settings", bot_url=f"{bot.url}/slack/events")
        return bot

    orders = town.orders(ORDERS)
    town.org.post("clock", add_s=5)
    old = start("old")
    new = None
    try:
        old.ready()
        until(lambda: len(town.cards()) == ORDERS, "all cards", 60)
        until(lambda: len(old.seen("outbox.done", kind="slack.card")) >= ORDERS, "all cards are settled")
        cards = town.cards()

        def approve(some: list[dict[str, object]]) -> None:
            for card in some:
                assert town.press("cs.one", card, "Approve")["status"] == 200

        approve(cards[:3])
        slack.lets_in, org.lets_in = "Bearer xoxb-new", basic("new-secret")
        town.org.post("expire-tokens")
        approve(cards[3:6])  # acked by a process whose every credential is worthless by now
        until(lambda: slack.refused and org.refused, "the old credentials are refused")
        assert old.end(40) == 0
        new = start("new").ready()
        approve(cards[6:])
        until(lambda: all(town.record(order)["Status"] == "Approved" for order in orders), "every write", 60)
        until(lambda: all("Approved" in card["text"] for card in town.cards()), "every card", 60)
        until(lambda: all(len(town.thread(card)) == 1 for card in town.cards()), "every line", 60)
    finally:
        old.close()
        if new is not None:
            new.close()
    doubled = sum(len(town.written(order)) != 1 for order in orders) + len(town.cards()) - ORDERS
    figure("acked", ORDERS)
    figure("doubled", doubled)
    assert doubled == 0


@ONE
def test_two_signing_secrets_are_accepted_during_a_rotation_and_no_third(town: Town, database_url: str) -> None:
    bot = Outside(town, database_url, SLACK_SIGNING_SECRET=f"the-new-one,{SECRET}")
    try:
        bot.ready()
        for number, (secret, status) in enumerate(
            [(SECRET, 200), ("the-new-one", 200), ("another", 401), (f"the-new-one,{SECRET}", 401), ("", 401)]
        ):
            body = body_of(press("U0CSONE", "approve", f"K7Q2M{number}.1.abcdef"))
            headers = headers_for(body, secret=secret)
            reply = httpx.post(f"{bot.url}/slack/events", content=body, headers=headers, trust_env=False, timeout=20)
            assert reply.status_code == status, number
        assert len(bot.seen("press.received")) == 2
    finally:
        bot.close()
