"""Who is who: standings, roles, and whether two identities are one human, held against a table written by hand."""

from pathlib import Path

import pytest

from bot.clients.slack_web import Group, Person
from bot.handbook.loader import load
from bot.handbook.policy import Policy, WorkflowNeeds
from bot.slack.identity import roles, standing
from commands.orders import WORKFLOW
from models import Standing
from tests.harness import ROOT

PEOPLE = """people:
  - name: Aiko Example
    emails: [aiko@example.com, aiko.private@example.org]
    slack: [U0EXAMPLE]
  - name: Bo Example
    emails: [bo@example.com]
    slack: [U0BO, U0BOTWO]
"""
SAME = [
    ("cs.one@example.com", "cs.one@example.com"), ("CS.ONE@EXAMPLE.COM", "cs.one@example.com"),
    ("cs.one@example.com ", "cs.one@example.com"), (" cs.one@example.com", "cs.one@example.com"),
    ("cs.one@Example.Com", "CS.one@example.com"), ("ｃｓ.one@example.com", "cs.one@example.com"),
    ("cs．one＠example．com", "cs.one@example.com"), ("ＣＳ.ONE@example.com", "cs.one@example.com"),
    ("U0CSONE", "U0CSONE"), ("u0csone", "U0CSONE"), ("Ｕ０ＣＳＯＮＥ", "U0CSONE"),
    ("aiko@example.com", "aiko.private@example.org"), ("AIKO@example.com", "Aiko.Private@example.org"),
    ("U0EXAMPLE", "aiko@example.com"), ("aiko.private@example.org", "u0example"),
    ("U0BO", "U0BOTWO"), ("bo@example.com", "U0BOTWO"), ("BO@EXAMPLE.COM\t", "U0BO"),
    ("ａｉｋｏ@example.com", "U0EXAMPLE"), ("\u3000bo@example.com", "bo@example.com"),
    ("é@example.com", "e\u0301@example.com"),
]  # fmt: skip
OTHERS = [
    ("cs.one@example.com", "cs.two@example.com"), ("cs.one@example.com", "cs.one@example.org"),
    ("cs.one@example.com", "csone@example.com"), ("cs.one@example.com", "cs.one+x@example.com"),
    ("cs.one@example.com", "cs.one@example.com.evil.example"), ("cs.one@example.com", "xcs.one@example.com"),
    ("cs.one@example.com", "cs.one@mail.example.com"), ("cs.one@example.com", "cs.0ne@example.com"),
    ("cs.one@example.com", "сs.one@example.com"), ("cs.one@example.com", "cs.one"),
    ("cs.one@example.com", "cs one@example.com"), ("cs.one@example.com", "cs_one@example.com"),
    ("U0CSONE", "U0CSTWO"), ("U0CSONE", "U0CSONE1"), ("U0CSONE", "UOCSONE"), ("", ""), ("", "cs.one@example.com"),
    (" ", ""), ("aiko@example.com", "bo@example.com"), ("U0EXAMPLE", "U0BO"), ("aiko@example.org", "U0EXAMPLE"),
    ("aiko.private@example.com", "aiko@example.com"), ("portal.integration@example.com", "cs.one@example.com"),
]  # fmt: skip


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    text = (ROOT / "handbook.yaml").read_text("utf-8")
    assert "people: []\n" in text
    path: Path = tmp_path_factory.mktemp("handbook") / "handbook.yaml"
    path.write_text(text.replace("people: []\n", PEOPLE), "utf-8")
    needs = WorkflowNeeds(verbs=WORKFLOW.granted, targets=WORKFLOW.targets, statuses=WORKFLOW.statuses)
    return load(path, {"orders": needs})


def test_the_table_is_as_large_as_was_promised() -> None:
    assert len(SAME) + len(OTHERS) >= 40
    assert len(OTHERS) >= 20


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_are_one_human(policy: Policy, one: str, other: str) -> None:
    assert policy.same_person(one, other)
    assert policy.same_person(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_these_are_not(policy: Policy, one: str, other: str) -> None:
    assert not policy.same_person(one, other)
    assert not policy.same_person(other, one)


def person(**changes: object) -> Person:
    values: dict[str, object] = {
        "team_id": "T0", "user_id": "U0CSONE", "name": "cs.one", "real_name": "CS One", "email": "", "tz": "",
        "is_bot": False, "deleted": False, "restricted": False, "stranger": False,
    }  # fmt: skip
    return Person(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.MEMBER),
        ({"restricted": True}, Standing.GUEST),
        ({"team_id": "T1"}, Standing.STRANGER),
        ({"stranger": True}, Standing.STRANGER),
        ({"deleted": True}, Standing.DEACTIVATED),
        ({"is_bot": True}, Standing.BOT),
        ({"deleted": True, "is_bot": True}, Standing.DEACTIVATED),
        ({"team_id": "T1", "restricted": True}, Standing.STRANGER),
    ],
)
def test_only_a_full_member_stands_as_one(changes: dict[str, object], expected: Standing) -> None:
    assert standing(person(**changes), "T0") is expected


def test_roles_come_from_groups_and_emails_and_never_from_a_disabled_group(policy: Policy) -> None:
    group = Group("S1", "cs-agents", frozenset({"U0CSONE"}), disabled=False)
    assert roles(person(), policy, [group]) == ["cs_agents"]
    assert roles(person(), policy, [Group("S1", "cs-agents", frozenset({"U0CSONE"}), disabled=True)]) == []
    assert roles(person(user_id="U0X"), policy, [group]) == []
    assert roles(person(user_id="U0X", email="CS.Manager@example.com"), policy, []) == ["cs_managers"]
    assert roles(person(email=""), policy, []) == []
    assert roles(person(email="ops.lead@example.com"), policy, [group]) == ["cs_agents", "operators", "ops_leads"]
