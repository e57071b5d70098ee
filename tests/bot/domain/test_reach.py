"""Who counts as on shift, held against a table: hours, holidays, do-not-disturb, and what nobody knows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.reach import KNOWN_FOR, Colleague, Crew, Reach, opens, reach
from bot.handbook.loader import load
from bot.handbook.policy import Policy, WorkflowNeeds
from commands.orders import WORKFLOW
from tests.harness import ROOT

NIGHTS = """calendars:
  cs_nights:
    name: CS nights
    timezone: Asia/Tokyo
    weekly:
      mon: ["22:00-06:00"]
      tue: ["22:00-06:00"]
    holidays: JP
  berlin_sundays:
    name: Sundays in Berlin
    timezone: Europe/Berlin
    weekly:
      sun: ["02:00-06:00"]
"""
MANAGERS = "  cs_managers:\n    name: CS managers\n"
SALES = "  sales:\n    name: Sales\n"
AIKO = "people:\n  - name: Aiko\n    emails: [aiko@example.com, aiko@home.example]\n"
REAL = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
"""What the wall clock says; the business time of a story is another one."""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """The shipped handbook, whose managers work at night and whose sales people where the clocks are changed."""
    text = (ROOT / "handbook.yaml").read_text("utf-8")
    for old, new in (
        ("calendars:\n", NIGHTS),
        (MANAGERS, f"{MANAGERS}    calendar: cs_nights\n"),
        (SALES, f"{SALES}    calendar: berlin_sundays\n"),
        ("people: []\n", AIKO),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path: Path = tmp_path_factory.mktemp("handbook") / "handbook.yaml"
    path.write_text(text, "utf-8")
    needs = WorkflowNeeds(verbs=WORKFLOW.granted, targets=WORKFLOW.targets, statuses=WORKFLOW.statuses)
    return load(path, {"orders": needs})


def tokyo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tokyo"))


def somebody(
    *roles: str,
    presence: str = "active",
    quiet: tuple[str, str] | None = None,
    age: timedelta | None = timedelta(minutes=1),
    identities: tuple[str, ...] = ("U0CSONE", "cs.one@example.com"),
) -> Colleague:
    """``quiet``: times of REAL's day, with its date where it is another one."""
    start, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in quiet) if quiet else (None, None)
    at = None if age is None else REAL - age
    return Colleague(identities, frozenset(roles or ("cs_agents",)), presence, start, end, at)


AGENT, MANAGER, BOTH = somebody(), somebody("cs_managers"), somebody("cs_agents", "cs_managers")
MORNING, NIGHT, BEFORE_DAWN = "2026-11-24 10:00", "2026-11-24 23:00", "2026-11-25 05:59"
HOLIDAY, WEEKEND = "2026-11-23 10:00", "2026-11-28 10:00"
THERE, KNOWN_AWAY, NOT_KNOWN = Reach(1, 1, 0), Reach(1, 0, 0), Reach(1, 1, 1)


@pytest.mark.parametrize(
    ("person", "at", "found"),
    [
        # the team's hours
        (AGENT, MORNING, THERE),
        (AGENT, "2026-11-24 08:59", KNOWN_AWAY),
        (AGENT, "2026-11-24 09:00", THERE),
        (AGENT, "2026-11-24 17:59", THERE),
        (AGENT, "2026-11-24 18:00", KNOWN_AWAY),
        (AGENT, NIGHT, KNOWN_AWAY),
        (AGENT, HOLIDAY, KNOWN_AWAY),
        (AGENT, WEEKEND, KNOWN_AWAY),
        # a role's own hours: over midnight, and the night of a holiday belongs to the day on which it begins
        (MANAGER, MORNING, KNOWN_AWAY),
        (MANAGER, NIGHT, THERE),
        (MANAGER, BEFORE_DAWN, THERE),
        (MANAGER, "2026-11-25 06:00", KNOWN_AWAY),
        (MANAGER, "2026-11-23 23:00", KNOWN_AWAY),
        (MANAGER, "2026-11-24 05:00", KNOWN_AWAY),
        # two roles: the hours of both
        (BOTH, MORNING, THERE),
        (BOTH, NIGHT, THERE),
        (BOTH, "2026-11-24 20:00", KNOWN_AWAY),
        # what Slack says
        (somebody(presence="away"), MORNING, KNOWN_AWAY),
        (somebody(quiet=("2027-03-01 12:00", "2027-03-01 15:00")), MORNING, KNOWN_AWAY),
        (somebody(quiet=("2027-02-28 22:00", "2027-03-01 14:01")), MORNING, KNOWN_AWAY),
        (somebody(quiet=("2027-02-28 22:00", "2027-03-01 14:00")), MORNING, THERE),
        (somebody(quiet=("2027-03-01 14:00", "2027-03-02 08:00")), MORNING, KNOWN_AWAY),
        (somebody(quiet=("2027-03-01 22:00", "2027-03-02 08:00")), MORNING, THERE),
        # what it has not said, or too long ago; hours are known all the same
        (somebody(presence=""), MORNING, NOT_KNOWN),
        (somebody(presence="", age=None), MORNING, NOT_KNOWN),
        (somebody(presence="away", age=KNOWN_FOR), MORNING, KNOWN_AWAY),
        (somebody(presence="away", age=KNOWN_FOR + timedelta(seconds=1)), MORNING, NOT_KNOWN),
        (somebody(presence="active", age=timedelta(days=3)), MORNING, NOT_KNOWN),
        (somebody(presence=""), NIGHT, KNOWN_AWAY),
    ],
)
def test_on_shift(policy: Policy, person: Colleague, at: str, found: Reach) -> None:
    assert reach(policy, "orders", Crew((person,), REAL), (), tokyo(at)) == found


@pytest.mark.parametrize(
    ("at", "found"),
    [
        # the clocks go back at three: the hour from two comes twice, and the shift lasts five hours
        ("2026-10-24T23:59", KNOWN_AWAY),
        ("2026-10-25T00:00", THERE),
        ("2026-10-25T01:30", THERE),
        ("2026-10-25T04:59", THERE),
        ("2026-10-25T05:00", KNOWN_AWAY),
        # they go forward at two: there is no hour from two, and the shift lasts three
        ("2027-03-28T00:59", KNOWN_AWAY),
        ("2027-03-28T01:00", THERE),
        ("2027-03-28T03:59", THERE),
        ("2027-03-28T04:00", KNOWN_AWAY),
    ],
)
def test_on_shift_when_the_clocks_are_changed(policy: Policy, at: str, found: Reach) -> None:
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert reach(policy, "orders", Crew((somebody("sales"),), REAL), (), instant) == found


@pytest.mark.parametrize(
    ("people", "at", "begin"),
    [
        ((AGENT,), MORNING, None),
        ((AGENT,), "2026-11-24 18:00", "2026-11-25 09:00"),
        ((AGENT,), HOLIDAY, "2026-11-24 09:00"),
        ((AGENT,), "2026-11-27 18:00", "2026-11-30 09:00"),
        ((AGENT, MANAGER), "2026-11-24 20:00", "2026-11-24 22:00"),
        ((AGENT, MANAGER), "2026-11-25 06:00", "2026-11-25 09:00"),
        ((AGENT, MANAGER), NIGHT, None),
        ((somebody(presence="away"),), MORNING, None),
        ((), NIGHT, None),
    ],
)
def test_when_the_hours_begin_again(policy: Policy, people: tuple[Colleague, ...], at: str, begin: str | None) -> None:
    found = opens(policy, "orders", Crew(people, REAL), (), tokyo(at))
    assert found == (tokyo(begin) if begin else None)


def test_whose_own_it_is_is_not_counted(policy: Policy) -> None:
    aiko = somebody(identities=("U0AIKO", "aiko@example.com"))
    crew = Crew((AGENT, aiko, somebody(presence="")), REAL)
    assert reach(policy, "orders", crew, ("aiko@home.example", ""), tokyo(MORNING)) == Reach(2, 2, 1)
    assert reach(policy, "orders", crew, ("cs.one@example.com",), tokyo(MORNING)) == Reach(1, 1, 0)
    assert reach(policy, "orders", Crew((), REAL), (), tokyo(MORNING)) == Reach(0, 0, 0)


def test_it_is_kept_as_it_was() -> None:
    assert Reach.from_payload(Reach(4, 2, 1).to_payload()) == Reach(4, 2, 1)
