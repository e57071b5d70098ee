"""Promises 9 and 11: three replicas tick the same ladders while one after the other is killed; nothing is told twice.

Whether it was, is judged from what stands in Slack; how late it was, from the instants at which it was due and told.
"""

import itertools
import re
import statistics
import time
from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.store import Store
from models import Alert, Deadline, Ending, Fate, Request
from tests.figures import Figure
from tests.harness import Town, later, outside, until

POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
RATE, ORDERS, EVERY_S = 120.0, 30, 4.0


def told_in_threads(town: Town) -> Counter[tuple[str, str]]:
    """(card, percent) → how often its reminder stands in the card's thread."""
    found = Counter[tuple[str, str]]()
    for card in town.cards():
        for line in town.thread(card):
            if percent := re.search(r"(\d+) % of the time", line):
                found[card["ts"], percent[1]] += 1
    return found


def told_in_channel(town: Town) -> Counter[str]:
    """Order → how many messages stand that say it breached."""
    found = Counter[str]()
    for message in town.messages():
        if not message.get("blocks") and not message["is_reply"]:
            found.update(set(re.findall(r"Breached: order (\d+)", message["text"])))
    return found


@POSTGRESQL
@pytest.mark.promise(11)
@pytest.mark.timeout(400)
def test_three_replicas_of_which_one_is_killed_every_few_seconds(town: Town, database_url: str, figure: Figure) -> None:
    town.clear(RATE)
    begun = "2026-11-24T09:00:00+09:00"
    for number in range(ORDERS):
        town.order(at=later(begun, minutes=2 * number))
    kills, handbook = 0, town.quick_handbook()
    # What is told again at 150 % would stand in the place of the breach before everything is counted.
    handbook.write_text(re.sub(r"at: (150|250)", r"at: 3\1", handbook.read_text("utf-8")), "utf-8")
    with outside(town, database_url, 3, HANDOFF_HANDBOOK=str(handbook)) as bots:
        until(lambda: len(town.cards()) == ORDERS, "all cards", 90)
        for victim in itertools.cycle(bots):
            victim.kill()
            kills += 1
            time.sleep(EVERY_S / 2)  # for so long there are two
            victim.start()
            time.sleep(EVERY_S / 2)
            if datetime.fromisoformat(town.org.get("state")["now"]) > datetime.fromisoformat(
                "2026-11-24T12:15:00+09:00"
            ):
                break
        for bot in bots:
            bot.ready()
        until(lambda: len(told_in_channel(town)) == ORDERS, "every breach", 120)
        threads, channel = told_in_threads(town), told_in_channel(town)
    store = Store(database_url)
    with store.reading() as session:
        rungs = select(Alert, Deadline, Request.number).join(Deadline, Deadline.request_id == Alert.request_id)
        rungs = rungs.join(Request, Request.id == Alert.request_id)
        rows = session.execute(
            rungs.where(Deadline.ending == Ending.FIRED, Alert.key.endswith(Deadline.kind), Alert.fate == Fate.TOLD)
        ).all()
        late = sorted((alert.at - deadline.due_at).total_seconds() / RATE for alert, deadline, _ in rows)
        order_faults = sum(
            earlier.told_at > after.told_at
            for (earlier, _, number), (after, _, other) in itertools.permutations(rows, 2)
            if number == other and earlier.told_at and after.told_at
            and _percent(earlier) < _percent(after)
        )  # fmt: skip
    store.close()
    doubled = sum(count - 1 for count in [*threads.values(), *channel.values()])
    figure("kills", kills)
    figure("told", len(rows))
    figure("doubled", doubled)
    figure("early", sum(one < 0 for one in late))
    figure("order_faults", order_faults)
    figure("take_over_p50_s", round(statistics.median(late), 2))
    figure("take_over_max_s", round(late[-1], 2))
    assert kills >= 8
    assert doubled == 0
    assert order_faults == 0
    assert late[0] >= 0


def _percent(alert: Alert) -> int:
    return int(alert.key.rpartition(":")[2])
