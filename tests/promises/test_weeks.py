"""Promises 7 and 9: six weeks of ladders in simulated time, with processes that die at any moment, in a tick too.

The weeks hold New Year's closure and a Japanese holiday, or both changes of the clocks in Berlin. What should have come
is worked out by ``minutes`` and ``lives``, which share no code with the product.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.handbook.loader import load
from bot.handbook.policy import Policy
from bot.scheduler import TICK
from models import Alert, Delivery, Fate
from tests.figures import Figure
from tests.harness import ROOT
from tests.inside import Log, logging_to
from tests.promises.lives import MOST_TICKS, Verdict
from tests.promises.minutes import AUTUMN, SPRING, TOKYO, Hours
from tests.promises.weeks import House, Story

WEEKS = 6
DAY = '["08:30-12:00", "13:00-17:00"]'
WATCH = f"""    timezone: Europe/Berlin
    weekly:
      mon: {DAY}
      tue: {DAY}
      wed: {DAY}
      thu: {DAY}
      fri: {DAY}
      sat: ["22:00-06:00"]
      sun: ["22:00-06:00"]
    holidays: DE
"""


@dataclass(frozen=True)
class Plot:
    name: str
    hours: Hours
    begin: str
    orders: int
    seed: int


PLOTS = [
    Plot("new_year_in_tokyo", TOKYO, "2026-12-14T00:00+09:00", 70, 1),
    Plot("spring_in_berlin", SPRING, "2027-03-08T00:00+01:00", 40, 2),
    Plot("autumn_in_berlin", AUTUMN, "2026-10-12T00:00+02:00", 40, 3),
]


def policy_of(plot: Plot, folder: Path) -> Policy:
    """The shipped handbook, or the same with a team that works in Berlin."""
    text = (ROOT / "handbook.yaml").read_text("utf-8")
    if plot.hours is not TOKYO:
        calendar = re.compile(r"(?<=    name: CS Tokyo\n).*?(?=  office_tokyo:)", re.DOTALL)
        text, changed = calendar.subn(WATCH, text)
        assert changed == 1
    path = folder / "handbook.yaml"
    path.write_text(text, "utf-8")
    return load(path)


def said_twice(house: House) -> list[str]:
    """Reminders of which more than one line was put into a thread."""
    with house.store.reading() as session:
        keys = session.scalars(select(Delivery.key).where(Delivery.key.startswith("alert:"))).all()
    return [alert for alert, lines in Counter(key.split(":")[1] for key in keys).items() if lines > 1]


def share(ordered: Sequence[float], percent: int) -> float:
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 2)


def say(figure: Figure, story: Story, found: Verdict) -> None:
    figure("orders", len(story.house.lives))
    figure("ticks", len(story.house.ticked.at))
    figure("deaths", story.deaths)
    figure("deaths_in_a_tick", story.deaths_in_ticks)
    figure("rungs", found.rungs)
    figure("on_the_dot", found.on_the_dot)
    for name in ("early", "doubled", "order_faults", "missing", "after_decision", "held_wrongly"):
        figure(name, len(getattr(found, name)))
    ordered = sorted(found.late)
    figure("lateness_p50_s", share(ordered, 50))
    figure("lateness_p99_s", share(ordered, 99))
    figure("lateness_max_s", ordered[-1])


@pytest.mark.promise(7)
@pytest.mark.timeout(300)
@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_six_weeks_of_ladders(database_url: str, tmp_path: Path, plot: Plot, figure: Figure) -> None:
    begin = datetime.fromisoformat(plot.begin)
    house, log = House(database_url, policy_of(plot, tmp_path), plot.hours, begin), Log()
    story = Story(house, plot.seed, begin, WEEKS, plot.orders, several=database_url.startswith("postgresql"))
    with logging_to(log):
        story.run()
    found = house.judged()
    found.doubled += [f"alert {one} stands twice in its thread" for one in said_twice(house)]
    with house.store.reading() as session:
        fates = set(session.scalars(select(Alert.fate)))
    house.close()
    say(figure, story, found)
    assert not found.faults, found.faults
    assert not log.events("deadline.bug")
    assert max(found.skipped) <= MOST_TICKS
    assert max(found.late) <= 2 * TICK
    assert {Fate.TOLD, Fate.SUPERSEDED} <= fates
    assert found.rungs > 2 * plot.orders
    assert found.on_the_dot > plot.orders / 2
    assert story.deaths > 10
    assert story.deaths_in_ticks > 2
