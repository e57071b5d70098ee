"""The bot inside the test's own process, beside the stand-ins' real wires.

Everything is the product's own (composition root, web server, worker threads) except three things that are the test's:
when Salesforce is polled, when the clock ticks, and what time of the story it is.
"""

import contextlib
import io
import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
import uvicorn
from sqlalchemy import func, select

from bot import web
from bot.app import Bot
from bot.clock import Clock
from bot.scheduler import tick
from bot.settings import load_settings
from bot.workflow.reckoning import reckon
from models import AuditLine, Delegation, Delivery, DeliveryState, Request, State
from tests.harness import STORY, Json, Town, environment, free_port, until


class Log:
    """What the product logged, as text and as events."""

    def __init__(self) -> None:
        self.buffer = io.StringIO()

    @property
    def text(self) -> str:
        return self.buffer.getvalue()

    def events(self, name: str = "") -> list[Json]:
        found = [json.loads(line) for line in self.text.splitlines()]
        return [event for event in found if name in ("", event["event"])]


@contextlib.contextmanager
def logging_to(log: Log) -> Iterator[None]:
    before = structlog.get_config()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=log.buffer),
        cache_logger_on_first_use=False,
    )
    try:
        yield
    finally:
        structlog.configure(**before)


class Inside:
    """A running bot whose time stands in the test's hand."""

    def __init__(self, town: Town, database_url: str, log: Log, handbook: str = "") -> None:
        self.town = town
        self.log = log
        self._ahead = 0.0
        self._real_ahead = timedelta()
        self.faults: dict[str, str] = {}
        """What a test says is wrong, for who asks it."""
        self.port = free_port()
        settings = load_settings(
            environment(town, database_url, self.port, **({"HANDOFF_HANDBOOK": handbook} if handbook else {}))
        )
        start = datetime.fromisoformat(STORY).astimezone(UTC)
        story = Clock(
            story_start=start,
            anchor=time.monotonic(),
            now=lambda: datetime.now(UTC) + self._real_ahead,
            monotonic=lambda: time.monotonic() + self._ahead,
        )
        self.bot = Bot(settings.model_copy(update={"handoff_clock": story}))
        for part in ("slack", "salesforce"):
            assert self.bot.learning.ask(part), self.bot.learning.faults()
        self.machine, self.store = self.bot.machine, self.bot.store
        config = uvicorn.Config(
            web.build(self.bot.faults, self.bot.metrics, self.bot.slack_requests),
            host="127.0.0.1",
            port=self.port,
            log_config=None,
            access_log=False,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="web")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"

    def start(self, *, working: bool = True) -> None:
        """``working`` False: nothing of the outbox is done until the test does it."""
        self.bot.directory.refresh()
        self.working = working
        if working:
            self.bot.worker.start()
        self._thread.start()
        until(lambda: self._server.started, "the web server")
        self.town.slack.post("settings", bot_url=self.url)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        self.bot.listeners.close()
        if not self.working:
            self.bot.worker._stopping = True
            self.bot.worker.start()
        self.bot.worker.stop()
        self.bot.hang_up()
        self.store.close()
        if self.bot._alone is not None:  # the lock of ``handoff run`` lives as long as this file
            self.bot._alone.close()

    # --- the hands of the clock --------------------------------------------------------------------------------------

    def poll(self) -> int:
        return self.bot.intake.poll()

    def tick(self) -> int:
        return tick(self.machine)

    def reckon(self) -> int:
        return reckon(self.machine)

    def pass_time(self, seconds: float) -> None:
        """Move the story on, for the bot and the org alike."""
        self._ahead += seconds
        for vendor in (self.town.org, self.town.whmcs):
            vendor.post("clock", add_s=seconds)

    def pass_real_time(self, seconds: float) -> None:
        """Move the wall clock on, which is no story's: leases, backoff, what settles."""
        self._real_ahead += timedelta(seconds=seconds)

    # --- looking -----------------------------------------------------------------------------------------------------

    def quiet(self, seconds: float = 15.0) -> None:
        """Wait until the outbox has nothing left to do."""

        def empty() -> bool:
            with self.store.reading() as session:
                waiting = select(func.count()).where(Delivery.state == DeliveryState.WAITING)
                return session.scalar(waiting) == 0

        until(empty, "the outbox has nothing waiting", seconds)

    def arrive(self, order: str, seconds: float = 15.0) -> Json:
        """Poll, and wait for the order's card."""
        self.poll()
        self.quiet(seconds)
        return self.card(order)

    def arrive_anyway(self, order: str) -> Json:
        """The same where something stays undone, for instance because a vendor is silent."""
        self.poll()
        until(lambda: self.cards(order), "the order's card")
        return self.card(order)

    def card(self, order: str, round_: int = -1) -> Json:
        """The order's newest card."""
        return self.cards(order)[round_]

    def cards(self, order: str) -> list[Json]:
        return self.town.cards(f"{self.town.record(order)['OrderNumber']}:")

    def request(self, order: str) -> Request:
        """The newest round's row."""
        with self.store.reading() as session:
            query = select(Request).where(Request.external_id == order).order_by(Request.round.desc()).limit(1)
            return session.scalars(query).one()

    def rows(self, model: Any) -> list[Any]:
        with self.store.reading() as session:
            return list(session.scalars(select(model)))

    def actions(self, public_id: str) -> list[str]:
        """The words of the audit about one request, in order."""
        with self.store.reading() as session:
            query = select(AuditLine.action).where(AuditLine.subject == public_id).order_by(AuditLine.seq)
            return list(session.scalars(query))


@contextlib.contextmanager
def inside(town: Town, database_url: str, handbook: str = "", *, working: bool = True) -> Iterator[Inside]:
    log = Log()
    with logging_to(log):
        bot = Inside(town, database_url, log, handbook)
        bot.start(working=working)
        try:
            yield bot
        finally:
            bot.stop()


def blocks_text(card: Json) -> str:
    """Everything that a card's blocks say, for searching."""
    return json.dumps(card["blocks"], ensure_ascii=False)


def buttons(card: Json) -> list[str]:
    """The words of a card's buttons, without its menu."""
    return [
        element["text"]["text"]
        for block in card["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def menu(card: Json) -> list[str]:
    """The words of a card's menu."""
    return [
        option["text"]["text"]
        for block in card["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "overflow"
        for option in element["options"]
    ]


def lend(bot: Inside, giver: str = "cs.one", taker: str = "sales.one") -> None:
    """One lets the other approve in their place, today."""
    at = bot.bot.clock.business()
    giver_id, taker_id = (f"U0{name.replace('.', '').upper()}" for name in (giver, taker))
    lent = Delegation(
        workflow="orders", giver=giver_id, giver_name=giver, taker=taker_id, taker_name=taker, verbs=["approve"],
        starts_at=at - timedelta(days=1), ends_at=at + timedelta(days=1),
    )  # fmt: skip
    bot.store.run(lambda session: session.add(lent))


def dead_letter(bot: Inside) -> tuple[str, Delivery]:
    """An order whose approval Salesforce refused once, and the parked row of its write."""
    order = bot.town.order()
    card = bot.arrive(order)
    bot.town.fault(path="composite", body='"PATCH"', errorCode="CUSTOM_REFUSAL", status=400, times=1)
    bot.town.press("cs.one", card, "Approve")
    until(lambda: bot.request(order).state is State.FAILED, "the refusal")
    bot.quiet()
    (row,) = [row for row in bot.rows(Delivery) if row.state is DeliveryState.PARKED]
    return order, row
