"""Promises 2 and 3: no click is applied twice, and of two people who press at once one wins and the other is told.

The presses come from processes of their own, over HTTP; on PostgreSQL two replicas of the bot take them.
"""

import random
from collections import Counter

import pytest
from sqlalchemy import select

from bot import audit
from bot.store import Store
from models import AuditLine, Delivery, Request
from tests.figures import Figure
from tests.harness import Town, outside, until
from tests.promises.racing import Shot, race, waiting_requests
from tests.promises.signed import new_trigger, press, submission


@pytest.mark.promise(3)
def test_of_two_who_press_at_once_one_wins_and_the_other_is_told(town: Town, database_url: str, figure: Figure) -> None:
    postgresql = database_url.startswith("postgresql")
    races = 1000 if postgresql else 300
    store = Store(database_url)
    with outside(town, database_url, 2 if postgresql else 1) as bots:
        # Only the press is at stake: the vendors stand still, and so does what would follow.
        town.org.post("faults", path="(query|composite)", status=503, retry_after=600)
        town.slack.post("faults", method="chat.*", error="ratelimited", status=429, retry_after=600)
        values = waiting_requests(store, races)
        urls = [f"{bot.url}/slack/events" for bot in bots]
        one: list[Shot] = [(urls[0], press("U0CSONE", "approve", value)) for value in values]
        other: list[Shot] = [
            (urls[-1], submission("U0CSTWO", value) if n % 2 else press("U0CSTWO", "approve", value))
            for n, value in enumerate(values)
        ]
        statuses = race([one, other], every_s=0.02 if postgresql else 0.03)
        assert {status for racer in statuses for status in racer} == {200}
        with store.reading() as session:
            lines = session.execute(select(AuditLine.subject, AuditLine.action, AuditLine.actor)).all()
            verdict = audit.verify(session)
            told = Counter(
                row.payload["user"] for row in session.scalars(select(Delivery).where(Delivery.kind == "slack.tell"))
            )
    store.close()
    accepted = Counter(line.subject for line in lines if line.action.endswith(".accepted"))
    refused = [line for line in lines if line.action.endswith(".refused")]
    winners = Counter(line.actor for line in lines if line.action.endswith(".accepted"))
    two_winners = sum(count > 1 for count in accepted.values())
    # Who lost with a dialog open reads it in the dialog; everybody gets the private sentence too.
    figure("races", races)
    figure("two_winners", two_winners)
    figure("losers_told", sum(told.values()))
    assert verdict.fault == ""
    assert two_winners == 0
    assert len(accepted) == races
    assert len(refused) == races
    assert sum(told.values()) == races, "each loser is told"
    assert told["U0CSONE"] == winners["U0CSTWO"]
    figure("won_by_the_second", winners["U0CSTWO"])


@pytest.mark.promise(2)
def test_a_press_that_is_delivered_several_times_at_once_is_applied_once(
    town: Town, database_url: str, figure: Figure
) -> None:
    postgresql = database_url.startswith("postgresql")
    orders = town.orders(40)
    town.org.post("clock", add_s=5)
    with outside(town, database_url, 2 if postgresql else 1, HANDOFF_HANDBOOK=str(town.quick_handbook())) as bots:
        until(lambda: len(town.cards()) == len(orders), "all cards", 40)
        store = Store(database_url)
        with store.reading() as session:
            rows = {row.external_id: row for row in session.scalars(select(Request))}
        shots: list[list[Shot]] = [[], [], [], []]
        sent = 0
        for n, order in enumerate(orders):
            value = f"{rows[order].public_id}.{rows[order].version}.{rows[order].fingerprint}"
            trigger = new_trigger()
            payload = (
                submission("U0CSTWO", value, trigger=trigger)
                if n % 3 == 0
                else press("U0CSONE", "approve", value, trigger=trigger)
            )
            copies = random.randint(1, 4)
            sent += copies
            for racer in range(4):
                url = f"{bots[racer % len(bots)].url}/slack/events"
                # Whoever has no copy to send asks for nothing in particular, so that the racers stay in step.
                shots[racer].append((url, payload) if racer < copies else (f"{bots[0].url}/healthz", {}))
        race(shots, every_s=0.05)
        until(lambda: all(len(town.written(order)) >= 1 for order in orders), "every click has its effect", 40)
        until(lambda: _settled(store), "everything is settled", 40)
        written = [town.written(order) for order in orders]
        lines = sum(len(town.thread(card)) for card in town.cards())
        with store.reading() as session:
            accepted = Counter(
                subject
                for subject, action in session.execute(select(AuditLine.subject, AuditLine.action))
                if action.endswith(".accepted")
            )
        store.close()
    twice = sum(count > 1 for count in accepted.values()) + sum(len(one) > 1 for one in written)
    figure("payloads", len(orders))
    figure("deliveries", sent)
    figure("applied_twice", twice)
    assert twice == 0
    assert lines == len(orders)
    assert all(town.record(order)["Description"].count("[Handoff") == 1 for order in orders[::3])


def _settled(store: Store) -> bool:
    with store.reading() as session:
        return session.scalar(select(Delivery.id).where(Delivery.state == "waiting").limit(1)) is None
