"""Promise 4: state, audit line and messages are one transaction. The n-th statement fails, for every n."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import OperationalError

from bot import audit, outbox
from models import AuditLine, Base, Card, Deadline, Decision, Delivery, Receipt, Request, State
from tests.figures import Figure
from tests.harness import Town
from tests.inside import Inside, inside
from tests.promises.signed import body_of, headers_for, press, submission

pytestmark = pytest.mark.promise(4)

RUNGS = 6
"""Of the shipped ladder: each order hangs as many deadlines."""
VOLATILE = {"leased_until", "owner", "attempts", "sent_at", "due_at", "fault"}
"""What a claim writes into a row of the outbox before anything is decided."""
TABLES: tuple[type[Base], ...] = (Request, Decision, Delivery, Deadline, Receipt, Card, AuditLine)


class Breaker:
    """Fails the n-th statement (a commit counts as one) of whatever runs while it is armed."""

    def __init__(self) -> None:
        self.left = 0
        self.fired = False

    def arm(self, n: int) -> None:
        self.left, self.fired = n, False

    def __call__(self, *_: Any) -> None:
        # A dialog that Slack does not open has a small transaction of its own afterwards, to say so.
        if self.left and not threading.current_thread().name.startswith("open-view"):
            self.left -= 1
            if not self.left:
                self.fired = True
                raise OperationalError("injected", {}, Exception("injected"))


@contextmanager
def breaking(bot: Inside) -> Iterator[Breaker]:
    breaker = Breaker()
    for name in ("before_cursor_execute", "commit"):
        event.listen(bot.store.engine, name, breaker)
    try:
        yield breaker
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(bot.store.engine, name, breaker)


def snapshot(bot: Inside) -> str:
    digest = hashlib.sha256()
    with bot.store.engine.connect() as connection:
        for model in TABLES:
            table = model.__table__
            columns = [c for c in table.c if not (model is Delivery and c.name in VOLATILE)]
            for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)):
                digest.update(repr((table.name, tuple(row))).encode())
    return digest.hexdigest()


def every_statement(bot: Inside, attempt: Callable[[], bool], breaker: Breaker) -> int:
    """Run ``attempt`` with the n-th statement failing, n = 1, 2, …; nothing may have changed until it succeeds."""
    before, n = snapshot(bot), 0
    while n < 200:
        n += 1
        breaker.arm(n)
        done = attempt()
        fired, breaker.left = breaker.fired, 0
        if not fired:
            assert done, bot.log.text[-2000:]
            assert snapshot(bot) != before
            return n - 1
        assert snapshot(bot) == before, f"half a state remains when statement {n} fails"
    raise AssertionError("never came through")


@pytest.mark.parametrize("kind", ["approve", "reject", "refusal", "reveal"])
def test_a_click_is_whole_or_not_there(town: Town, database_url: str, kind: str, figure: Figure) -> None:
    with inside(town, database_url) as bot:
        order = town.order()
        bot.arrive(order)
        request = bot.request(order)
        value = f"{request.public_id}.{request.version}.{request.fingerprint}"
        bot.bot.worker._stopping = True  # what follows is only the click
        bot.bot.worker._wake.set()
        bot.bot.worker._thread.join(10)  # a fault must not hit its last look instead
        payload = {
            "approve": press("U0CSONE", "approve", value),
            "reject": submission("U0CSONE", value),
            "refusal": press("U0SALESONE", "approve", value),
            "reveal": press("U0CSONE", "reveal", value),
        }[kind]
        body = body_of(payload)

        def click() -> bool:
            reply = httpx.post(bot.url, content=body, headers=headers_for(body), trust_env=False, timeout=30)
            assert reply.status_code in (200, 500)
            return reply.status_code == 200

        with breaking(bot) as breaker:
            faults = every_statement(bot, click, breaker)
        with bot.store.reading() as session:
            assert not audit.verify(session).fault
        figure("statements", faults)
        figure("half_states", 0)
        assert faults >= 5


def test_a_result_is_whole_or_not_there(town: Town, database_url: str, figure: Figure) -> None:
    with inside(town, database_url, working=False) as bot:
        order = town.order()
        bot.poll()
        total = 0
        with breaking(bot) as breaker:
            total += _settle(bot, breaker, "orders.look_up")
            assert bot.request(order).state is State.WAITING
            total += _settle(bot, breaker, "slack.card")
            town.press("cs.one", bot.card(order), "Approve")
            total += _settle(bot, breaker, "orders.look_up")
            assert bot.request(order).state is State.DECIDED
            bot.pass_time(5)
            total += _settle(bot, breaker, "orders.approve")
        assert bot.request(order).state is State.DONE
        assert town.written(order) == ["Approved"]
        assert len(bot.cards(order)) == 1
        figure("statements", total)
        figure("half_states", 0)


def test_an_intake_row_is_whole_or_not_there(town: Town, database_url: str, figure: Figure) -> None:
    with inside(town, database_url, working=False) as bot:
        town.order()
        n = 0
        with breaking(bot) as breaker:
            while n < 200:
                n += 1
                with bot.store.transaction() as session:
                    session.execute(text("DELETE FROM lease"))
                breaker.arm(n)
                with suppress(OperationalError):
                    bot.poll()
                fired, breaker.left = breaker.fired, 0
                rows = len(bot.rows(Request))
                assert rows in (0, 1)
                looks = [row for row in bot.rows(Delivery) if row.kind == "orders.look_up"]
                opened = [line for line in bot.rows(AuditLine) if line.action == "opened"]
                hung = len(bot.rows(Deadline)) / RUNGS
                assert len(looks) == len(opened) == hung == rows, f"half a state at statement {n}"
                if not fired:
                    break
        assert len(bot.rows(Request)) == 1
        figure("statements", n - 1)
        figure("half_states", 0)
        assert n > 5


def _settle(bot: Inside, breaker: Breaker, kind: str) -> int:
    """Perform the oldest waiting row of a kind; every statement of that fails once."""

    def attempt() -> bool:
        left, breaker.left = breaker.left, 0
        now = bot.bot.clock.real()
        with bot.store.transaction() as session:
            session.execute(update(Delivery).values(leased_until=None, due_at=now))
            (row,) = session.scalars(
                select(Delivery)
                .where(Delivery.kind == kind, Delivery.state == "waiting")
                .order_by(Delivery.id)
                .limit(1)
            ).all()
            (claimed,) = outbox.claim(session, now, "test", [row.id])
        bot.bot.worker._busy[claimed.id] = claimed.lane
        breaker.left = left
        bot.bot.worker._run(claimed, now)
        breaker_left, breaker.left = breaker.left, 0
        done = _state(bot, claimed.id) != "waiting"
        breaker.left = breaker_left
        return done

    return every_statement(bot, attempt, breaker)


def _state(bot: Inside, row: int) -> str:
    with bot.store.reading() as session:
        return str(session.get_one(Delivery, row).state.value)
