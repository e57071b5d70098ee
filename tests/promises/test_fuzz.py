"""Promise 17, by the thousand: whatever is sent, over HTTP or over a socket, changes no work and shows no traceback.

Everything is made from a seed, which a failure prints. The bot is a process of its own.
"""

import http.client
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import select

from bot.store import Store
from models import Base, Card, Deadline, Decision, Delivery, Lane, Member, Pause, Personal, Request
from tests.figures import Figure
from tests.harness import Json, Outside, Town, outside, until
from tests.promises.envelopes import Envelopes
from tests.promises.fuzz import Fuzz, Sent
from tests.promises.signed import shortcut
from tests.towns import ONE

pytestmark = pytest.mark.promise(17)

SEED, REQUESTS, ENVELOPES, THREADS = 20261127, 20_000, 2_000, 4
WORK: tuple[type[Base], ...] = (Request, Decision, Deadline, Card, Personal, Member, Pause)
"""What may not change. Receipts, the audit's lines of refusals, private sentences, visits of Homes and
cards drawn again (an old button mends its card) may come."""

ASKED_EACH_MINUTE = {"presence", "presence_at", "quiet_from", "quiet_until"}
"""What Slack says of who is there changes by itself."""


def work(store: Store) -> set[str]:
    """Every row that is work, deliveries to Salesforce among them."""
    found = set()
    with store.engine.connect() as connection:
        for model in WORK:
            rows = connection.execute(select(*(one for one in model.__table__.c if one.name not in ASKED_EACH_MINUTE)))
            found |= {f"{model.__tablename__} {tuple(row)!r}" for row in rows}
        table = Delivery.__table__
        writes = connection.execute(select(table.c.key, table.c.state).where(table.c.lane == Lane.WRITE))
        return found | {f"outbox {tuple(row)!r}" for row in writes}


def values_of(town: Town, orders: Sequence[str], store: Store) -> tuple[str, str, str]:
    """The button values of a request that waits and of one that is over, and the number of the first."""
    numbers = [town.record(order)["OrderNumber"] for order in orders]
    cards = [until(lambda n=n: town.cards(f"{n}:"), "a card", 30)[0] for n in numbers]
    assert town.press("cs.two", cards[1], "Approve")["status"] == 200
    until(lambda: town.cards(f"{numbers[1]}:")[0]["text"].count("Approved"), "its outcome", 30)
    until(lambda: len(town.thread(cards[1])) == 1, "its line", 30)
    settled = select(Delivery.id).where(Delivery.state == "waiting")

    def quiet() -> bool:
        with store.reading() as session:
            return session.scalars(settled).first() is None

    town.org.post("clock", add_s=60)
    until(lambda: town.cards(f"{numbers[1]}:")[0]["text"].count("provisioning started"), "what follows it", 30)
    until(quiet, "nothing waits", 30)
    with store.reading() as session:
        rows = {row.external_id: row for row in session.scalars(select(Request))}
    waiting, done = (f"{row.public_id}.{row.version}.{row.fingerprint}" for row in (rows[o] for o in orders))
    return waiting, done, numbers[0]


@ONE
@pytest.mark.timeout(900)
def test_twenty_thousand_requests_over_http_change_no_work(town: Town, database_url: str, figure: Figure) -> None:
    store, orders = Store(database_url), [town.order(), town.order()]
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        fuzz = Fuzz(SEED, *values_of(town, orders, store))
        before, written = work(store), _writes(town)
        sent = list(fuzz.requests(REQUESTS))
        statuses, wrong = _send(bot, sent)
        until(lambda: _answers(bot), "the bot is there", 30)
        bugs = _bugs(bot)
        figure("payloads", sum(statuses.values()))
        for status, count in sorted(statuses.items()):
            figure(f"answers.{status}", count)
        figure("state_changes", len(work(store) ^ before) + _writes(town) - written)
        figure("tracebacks", len(bugs))
        assert wrong == [], f"seed {SEED}: {len(wrong)} wrong answers, the first of them: {wrong[:5]}"
        assert bugs == [], f"seed {SEED}: {len(bugs)} bugs, the first of them: {bugs[0]}"
        assert work(store) == before, f"seed {SEED}"
        assert _writes(town) == written
    store.close()


@ONE
def test_two_thousand_envelopes_over_a_socket_change_no_work(town: Town, database_url: str, figure: Figure) -> None:
    store, orders = Store(database_url), [town.order(), town.order()]
    handbook = str(town.quick_handbook())
    with outside(town, database_url, HANDOFF_HANDBOOK=handbook):
        fuzz = Fuzz(SEED + 1, *values_of(town, orders, store))
    with Envelopes(town.slack.url).open() as slack:
        sockets = {
            "SLACK_API_URL": f"http://{slack.address}/api/",
            "SLACK_APP_TOKEN": "xapp-x",
            "SLACK_SIGNING_SECRET": "",
        }
        bot = Outside(town, database_url, HANDOFF_HANDBOOK=handbook, **sockets)
        try:
            bot.ready()
            before, written = work(store), _writes(town)
            kinds = {"command": "slash_commands", "event": "events_api", "interactive": "interactive"}
            for n, (kind, payload) in enumerate(fuzz.payloads(ENVELOPES)):
                slack.send(fuzz.wrapped(f"E{n}", kinds[kind], payload))
            slack.send({"type": "interactive", "envelope_id": "last", "payload": shortcut("U0SALESONE")})
            until(lambda: "last" in slack.acked, "the last one is answered", 60)
        finally:
            assert bot.end(40) == 0
    figure("envelopes", ENVELOPES)
    figure("envelopes_acked", len(slack.acked) - 1)
    figure("state_changes", len(work(store) ^ before) + _writes(town) - written)
    figure("tracebacks", len(_bugs(bot)))
    assert _bugs(bot) == [], f"seed {SEED}"
    assert not [line for line in bot.lines if "Traceback" in line]
    assert work(store) == before
    assert _writes(town) == written
    store.close()


def _send(bot: Outside, sent: Sequence[Sent]) -> tuple[Counter[int], list[str]]:
    """How often each status came, and what was wrong with an answer."""
    statuses: Counter[int] = Counter()
    wrong: list[str] = []
    lock = threading.Lock()

    def send(part: Sequence[Sent]) -> None:
        line = http.client.HTTPConnection("127.0.0.1", bot.port, timeout=30)
        for one in part:
            try:
                line.request("POST", "/slack/events", one.body, one.headers)
                answer = line.getresponse()
                status, body = answer.status, answer.read()
            except (http.client.HTTPException, ConnectionError):  # a body that is too large may be cut off
                line.close()
                status, body = 413 if len(one.body) > 1_000_000 else 0, b""
            with lock:
                statuses[status] += 1
                if status not in (one.right or range(200, 500)) or b"Traceback" in body or b'File "' in body:
                    wrong.append(f"{status} {body[:200]!r} to {one.headers} {one.body[:600]!r}")
        line.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(send, [sent[n::THREADS] for n in range(THREADS)]))
    return statuses, wrong


def _bugs(bot: Outside) -> list[Json]:
    """What the log says with a trace. A private sentence into a channel that there is none of is refused without."""
    return [event for event in bot.events if "exception" in event or event["event"] == "press.failed"]


def _answers(bot: Outside) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", bot.port, timeout=10)) as line:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200


def _writes(town: Town) -> int:
    """How often the bot wrote to Salesforce."""
    return sum('"PATCH"' in str(call["body"]) or call["method"] in ("PATCH", "DELETE") for call in town.calls())
