"""The policy's models: what the shipped handbook says, and what rules may ask."""

from datetime import date, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.domain.evidence import INSTRUCTIONS, TITLES
from bot.errors import ConfigError
from bot.handbook.calendars import Calendar, Window
from bot.handbook.eyes import Check
from bot.handbook.loader import load
from bot.handbook.policy import Policy, Target, TargetClock

SHIPPED = Path(__file__).parents[3] / "handbook.yaml"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(SHIPPED)


def changed(tmp_path: Path, old: str, new: str) -> Policy:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "handbook.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load(file)


# --- the shipped handbook --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("team", "name", "channel", "escalation"),
    [
        ("cs", "CS Team", "cs-orders", "cs_managers"),
        ("sales", "Sales Team", "sales", "sales_managers"),
        ("development", "Development", "development", "tech_leads"),
        ("devops", "DevOps", "devops", "ops_leads"),
        ("sf_admin", "SF Admin", "sf-admin", "it_managers"),
        ("partner_relations", "Partner Relations", "partner-relations", "ops_leads"),
    ],
)
def test_each_team_has_its_channel_and_escalation(
    policy: Policy, team: str, name: str, channel: str, escalation: str
) -> None:
    found = policy.team(team)
    assert (found.name, found.channel, found.escalation) == (name, channel, escalation)


def test_every_role_is_named_by_user_group_and_by_e_mail(policy: Policy) -> None:
    people = {
        "cs_agents": ["cs.one", "cs.two", "cs.three"],
        "cs_managers": ["cs.manager"],
        "sales": ["sales.one"],
        "sales_managers": ["sales.manager"],
        "devops": ["devops.one"],
        "ops_leads": ["ops.lead"],
        "operators": ["ops.lead"],
        "sf_admins": ["sf.admin"],
        "it_managers": ["it.manager"],
        "developers": ["dev.one"],
        "tech_leads": ["tech.lead"],
        "partner_relations": ["partner.one"],
        "people_managers": ["people.manager"],
    }
    assert {name: list(role.emails) for name, role in policy.roles.items()} == {
        name: [f"{person}@example.com" for person in members] for name, members in people.items()
    }
    assert all(role.groups == (name.replace("_", "-"),) for name, role in policy.roles.items())


def test_orders_have_the_targets_and_words_of_the_operations_handbook(policy: Policy) -> None:
    orders = policy.workflow("orders")
    assert orders.channel == "cs-orders"
    assert orders.targets["standard"].amount == timedelta(hours=2)
    assert orders.targets["standard"].clock is TargetClock.BUSINESS
    assert orders.targets["priority"].amount == timedelta(minutes=30)
    assert orders.targets["priority"].clock is TargetClock.WALL
    assert orders.statuses == {"open": "Pending Review", "approved": "Approved", "rejected": "Cancelled"}


def test_only_customer_service_decides_on_orders(policy: Policy) -> None:
    orders = policy.workflow("orders")
    for verb in ("approve", "reject", "retry", "reveal"):
        assert orders.roles_for(verb) == ("cs_agents", "cs_managers")
    assert orders.roles_for("anything_else") == ()


def test_the_salesforce_names_are_those_of_the_contract(policy: Policy) -> None:
    fields = policy.salesforce.fields
    assert (fields.order.notes, fields.order.priority, fields.order.priority_value) == (
        "Description",
        "Priority__c",
        "Priority",
    )
    assert (fields.order.address, fields.order.contact) == ("Shipping", "BillToContactId")
    assert fields.order.history == "Histories"
    assert (fields.account.number, fields.account.email, fields.account.phone) == (
        "SF_Account_No__c",
        "Email__c",
        "Phone",
    )
    assert policy.salesforce.poll_seconds == 15
    assert policy.salesforce.integration_users == ("portal.integration@example.com", "handoff.bot@example.com")


def test_business_hours_are_those_of_tokyo(policy: Policy) -> None:
    calendar = policy.calendar_of("orders")
    assert calendar.zone == ZoneInfo("Asia/Tokyo")
    assert [str(window) for window in calendar.weekly.on(0)] == ["09:00-18:00"]
    assert [len(calendar.weekly.on(day)) for day in range(7)] == [1, 1, 1, 1, 1, 0, 0]
    assert calendar.holidays == "JP"
    closed = [date(2026, 12, 28) + timedelta(days=number) for number in range(8)]
    assert [calendar.closures[0].covers(day) for day in closed] == [False, *[True] * 6, False]


# --- lookups ---------------------------------------------------------------------------------------------------------


def test_a_workflow_leads_to_its_team_and_calendar(policy: Policy) -> None:
    assert policy.team_of("orders") is policy.team("cs")
    assert policy.calendar_of("orders") is policy.calendar("cs_tokyo")
    assert policy.role("operators").name == "Operators of this bot"


@pytest.mark.parametrize("section", ["workflow", "team", "calendar", "role", "team_of", "calendar_of"])
def test_what_the_handbook_does_not_have_is_an_error_with_its_name(policy: Policy, section: str) -> None:
    with pytest.raises(ConfigError, match=r"the handbook has no \w+\.nothing"):
        getattr(policy, section)("nothing")


PEOPLE = """people:
  - name: Aiko Example
    emails: [Aiko@example.com, aiko.private@example.org]
    slack: [U0AIKO]
  - {name: Ben, emails: [ben@example.com], slack: [U0BEN, W0BEN1]}
"""


@pytest.fixture(scope="module")
def with_people(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return changed(tmp_path_factory.mktemp("people"), "people: []\n", PEOPLE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("cs.one@example.com", "cs.one@example.com", True),
        ("cs.one@example.com", "CS.One@Example.COM", True),
        ("cs.one@example.com", " cs.one@example.com ", True),
        ("cs.one@example.com", "ｃｓ.ｏｎｅ＠ｅｘａｍｐｌｅ.ｃｏｍ", True),
        ("aiko@example.com", "aiko.private@example.org", True),
        ("AIKO@example.com", "u0aiko", True),
        ("U0BEN", "W0BEN1", True),
        ("U0SOMEBODY", "U0SOMEBODY", True),
        ("cs.one@example.com", "cs.two@example.com", False),
        ("cs.one@example.com", "csone@example.com", False),
        ("cs.one@example.com", "cs.one+x@example.com", False),
        ("cs.one@example.com", "cs.one@example.com.example", False),
        ("cs.one@example.com", "cs.one@example.org", False),
        ("aiko@example.com", "ben@example.com", False),
        ("aiko@example.com", "aiko@example.org", False),
        ("straße@example.com", "strasse@example.com", False),
        ("aikó@example.com", "aiko@example.com", False),
        ("", "", False),
        (" ", " ", False),
        ("", "aiko@example.com", False),
    ],
)
def test_two_identities_are_one_person_by_spelling_or_by_the_handbook(
    with_people: Policy, one: str, other: str, same: bool
) -> None:
    assert with_people.same_person(one, other) is same
    assert with_people.same_person(other, one) is same


# --- the fingerprint -------------------------------------------------------------------------------------------------


def test_the_version_is_that_of_the_content_and_not_of_the_file(policy: Policy, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    file = tmp_path / "other.yaml"
    file.write_text("# a comment\n" + text.replace("{hours: 2, clock: business,", "{clock: business, hours: 2,"))
    assert load(file).version == load(SHIPPED).version == policy.version
    assert len(policy.version) == 12


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hours: 2,", "hours: 3,"),
        ("Asia/Tokyo", "Asia/Seoul"),
        ("cs.three@example.com", "cs.four@example.com"),
        ("Another reason", "Some other reason"),
        ("approve: [cs_agents, cs_managers]", "approve: [cs_managers]"),
    ],
)
def test_any_change_of_the_content_changes_the_version(policy: Policy, tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, old, new).version != policy.version


# --- the models by themselves ----------------------------------------------------------------------------------------


def test_a_policy_cannot_be_changed(policy: Policy) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        policy.company = policy.company  # type: ignore[misc]


def test_a_target_may_be_given_in_hours_and_minutes() -> None:
    assert Target.model_validate({"hours": 1, "minutes": 30, "clock": "wall"}).amount == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("09:00-18:00", 540, 1080),
        ("00:00-24:00", 0, 1440),
        ("22:00-06:00", 1320, 1800),
        ("20:00-08:00", 1200, 1920),
        ("18:00-24:00", 1080, 1440),
        ("18:00-00:00", 1080, 1440),
        ("09:00 - 18:00", 540, 1080),
    ],
)
def test_a_window_is_read_in_minutes_and_written_back(text: str, opens: int, closes: int) -> None:
    calendar = Calendar.model_validate({"name": "T", "timezone": "UTC", "weekly": {"wed": [text]}})
    assert calendar.weekly.wed == (Window(opens=opens, closes=closes),)
    assert str(calendar.weekly.wed[0]) == text.replace(" ", "").replace("-00:00", "-24:00")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("12-29..01-03", ["2026-12-29", "2026-12-31", "2027-01-01", "2027-01-03"], ["2026-12-28", "2027-01-04"]),
        ("08-11..08-16", ["2026-08-11", "2030-08-16"], ["2026-08-10", "2026-08-17"]),
        ("02-29", ["2028-02-29"], ["2027-02-28", "2027-03-01"]),
        ("2026-12-28", ["2026-12-28"], ["2027-12-28", "2026-12-29"]),
        ("2026-12-28..2027-01-08", ["2026-12-28", "2027-01-08"], ["2026-12-27", "2027-01-09", "2027-12-29"]),
    ],
)
def test_a_closure_covers_its_days_both_ends_included(text: str, inside: list[str], outside: list[str]) -> None:
    calendar = Calendar.model_validate(
        {"name": "T", "timezone": "UTC", "weekly": {"mon": ["09:00-18:00"]}, "closures": [text]}
    )
    closure = calendar.closures[0]
    assert [closure.covers(date.fromisoformat(day)) for day in inside] == [True] * len(inside)
    assert [closure.covers(date.fromisoformat(day)) for day in outside] == [False] * len(outside)


def test_the_checks_that_a_rule_can_name_are_those_that_can_fail(tmp_path: Path) -> None:
    assert set(get_args(Check)) == TITLES.keys() - {INSTRUCTIONS}
    with pytest.raises(ConfigError, match=r"failed_checks.*did you mean address\?"):
        changed(tmp_path, "failed_checks: [address]", "failed_checks: [adress]")
