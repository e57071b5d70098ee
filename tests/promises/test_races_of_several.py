"""Promise 3 where it takes two people: second against second, yes against no, undo against second.

The presses come from processes of their own, over HTTP; on PostgreSQL two replicas of the bot take them. In the large
races only the presses are at stake and the vendors stand still; in the small ones everything follows.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import audit
from bot.store import Store
from models import AuditLine, Delivery, DeliveryState, Request, State
from tests.figures import Figure
from tests.harness import Outside, Town, outside, until
from tests.promises.racing import Shot, race, waiting_requests
from tests.promises.signed import Json, press, submission

RACES = 1000
FIRST: Json = {
    "user": "U0CSONE", "name": "cs.one", "at": datetime(2026, 11, 24, 1, tzinfo=UTC).isoformat(), "facts": "f00",
    "checks": {}, "verb": "approve",
}  # fmt: skip
"""cs.one has approved it."""
pytestmark = [pytest.mark.promise(3), pytest.mark.timeout(300)]


def handbook(town: Town, folder: Path) -> str:
    """Two managers, so that there are two who may be the second."""
    text, one = town.quick_handbook().read_text("utf-8"), "emails: [cs.manager@example.com]"
    assert text.count(one) == 1
    path = folder / "handbook.yaml"
    path.write_text(text.replace(one, "emails: [cs.manager@example.com, cs.three@example.com]"), "utf-8")
    return str(path)


@pytest.fixture
def bots(town: Town, database_url: str, tmp_path: Path) -> Iterator[list[Outside]]:
    replicas = 2 if database_url.startswith("postgresql") else 1
    with outside(town, database_url, replicas, HANDOFF_HANDBOOK=handbook(town, tmp_path)) as found:
        yield found


def raced(bots: list[Outside], one: list[Json], other: list[Json]) -> None:
    """Every pair leaves at the same instant."""
    urls = [f"{bot.url}/slack/events" for bot in bots]
    first: list[Shot] = [(urls[0], payload) for payload in one]
    second: list[Shot] = [(urls[-1], payload) for payload in other]
    statuses = race([first, second], every_s=0.025)
    assert {status for racer in statuses for status in racer} == {200}


class Aftermath:
    """What the rows say once every press is in."""

    def __init__(self, store: Store) -> None:
        with store.reading() as session:
            lines = session.execute(select(AuditLine.subject, AuditLine.action, AuditLine.actor)).all()
            self.fault = audit.verify(session).fault
            self.requests = {one.public_id: one for one in session.scalars(select(Request))}
            waiting = select(Delivery).where(Delivery.state == DeliveryState.WAITING)
            self.told = Counter(
                row.payload["user"] for row in session.scalars(waiting.where(Delivery.kind == "slack.tell"))
            )
            self.looks = Counter(row.request_id for row in session.scalars(waiting.where(Delivery.lane == "look")))
        self.done: dict[str, list[tuple[str, str]]] = {}
        for subject, action, actor in lines:
            self.done.setdefault(subject, []).append((action, actor))

    def of(self, public_id: str, action: str) -> list[str]:
        return [actor for what, actor in self.done[public_id] if what == action]


KINDS: dict[str, tuple[Any, Any]] = {
    "second": (lambda v: press("U0CSMANAGER", "approve", v), lambda v: press("U0CSTHREE", "approve", v)),
    "no": (lambda v: press("U0CSMANAGER", "approve", v), lambda v: submission("U0CSTWO", v)),
    "undo": (lambda v: press("U0CSMANAGER", "approve", v), lambda v: press("U0CSONE", "undo", v)),
}
"""What meets: the second approval, and something at the same instant."""


def after_races(kind: str, town: Town, database_url: str, bots: list[Outside]) -> Aftermath:
    """A thousand requests that cs.one has approved, each with one race of this kind; the vendors stand still."""
    town.org.post("faults", path="(query|composite)", status=503, retry_after=600)
    town.slack.post("faults", method="chat.*", error="ratelimited", status=429, retry_after=600)
    store = Store(database_url)
    values, (one, other) = waiting_requests(store, RACES, "120000", approvals=[FIRST]), KINDS[kind]
    raced(bots, [one(value) for value in values], [other(value) for value in values])
    after = Aftermath(store)
    store.close()
    assert after.fault == ""
    return after


def test_two_second_people_at_once_are_one_second_person(
    town: Town, database_url: str, bots: list[Outside], figure: Figure
) -> None:
    after = after_races("second", town, database_url, bots)
    two = [one for one in after.requests if len(after.of(one, "approve.accepted")) != 1]
    figure("races_of_two_second_people", RACES)
    figure("two_second_people", len(two))
    assert two == []
    assert all(len(after.of(one, "approve.refused")) == 1 for one in after.requests)
    assert sum(after.told.values()) == RACES, "each loser is told"
    assert all(one.state is State.CHECKING for one in after.requests.values())
    assert set(after.looks.values()) == {1}


def test_a_no_wins_over_a_yes_in_every_order_of_the_two(
    town: Town, database_url: str, bots: list[Outside], figure: Figure
) -> None:
    after = after_races("no", town, database_url, bots)
    yes_first = sum(bool(after.of(one, "approve.accepted")) for one in after.requests)
    undone = [one for one, row in after.requests.items() if (row.serving or {})["verb"] != "reject" or row.approvals]
    figure("races_of_yes_and_no", RACES)
    figure("yes_came_first", yes_first)
    figure("no_did_not_win", len(undone))
    assert undone == []
    assert all(len(after.of(one, "reject.accepted")) == 1 for one in after.requests)
    assert set(after.looks.values()) == {1}, "the look of the overruled approval is withdrawn"


def test_an_undo_and_a_second_approval_never_both_count(
    town: Town, database_url: str, bots: list[Outside], figure: Figure
) -> None:
    after = after_races("undo", town, database_url, bots)
    both = [
        one
        for one, row in after.requests.items()
        if bool(after.of(one, "approve.undone")) is bool(row.approvals) or len(after.of(one, "approve.accepted")) != 1
    ]
    figure("races_of_undo_and_second", RACES)
    figure("undo_came_first", sum(bool(after.of(one, "approve.undone")) for one in after.requests))
    figure("both_counted", len(both))
    assert both == []


# --- to the end ------------------------------------------------------------------------------------------------------


def test_what_follows_in_salesforce_is_what_was_accepted(
    town: Town, database_url: str, bots: list[Outside], figure: Figure
) -> None:
    """Sixty orders with one approval each; the second meets another second, a no, or an undo."""
    now = town.org.get("state")["now"]
    orders = [town.order(at=now, lines=[("Business 10G", 1, 120_000, "Monthly")]) for _ in range(60)]
    town.org.post("clock", add_s=5)

    def cards() -> list[Json]:
        """Besides, the supervisors are called in the same channel."""
        return [card for card in town.cards() if ": Review order " in card["text"]]

    until(lambda: len(cards()) == len(orders), "all cards", 60)
    for card in cards():
        town.press("cs.one", card, "Approve with second person…")
    store = Store(database_url)

    def rows() -> dict[str, Request]:
        with store.reading() as session:
            return {row.external_id: row for row in session.scalars(select(Request))}

    until(lambda: all(row.approvals and row.state is State.WAITING for row in rows().values()), "one approval each", 60)
    before = rows()
    values = {order: f"{(row := before[order]).public_id}.{row.version}.{row.fingerprint}" for order in orders}
    kinds = {order: list(KINDS)[n % 3] for n, order in enumerate(orders)}
    raced(
        bots,
        [KINDS[kinds[order]][0](values[order]) for order in orders],
        [KINDS[kinds[order]][1](values[order]) for order in orders],
    )

    def settled() -> bool:
        with store.reading() as session:
            waiting = select(Delivery.id).where(Delivery.state == DeliveryState.WAITING).limit(1)
            return session.scalar(waiting) is None

    until(settled, "everything is settled", 60)
    after, wrong = Aftermath(store), []
    for order in orders:
        public_id, written = before[order].public_id, town.written(order)
        no, undone = after.of(public_id, "reject.accepted"), after.of(public_id, "approve.undone")
        expected = ["Cancelled"] if no else [] if undone else ["Approved"]
        if written != expected:
            wrong.append((kinds[order], written, after.done[public_id]))
    store.close()
    figure("races_to_the_end", len(orders))
    figure("not_as_accepted", len(wrong))
    assert wrong == []
