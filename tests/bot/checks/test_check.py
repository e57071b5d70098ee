"""``handoff check`` as an operator meets it: the command, the stand-ins' real wires, one thing wrong at a time."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.slack.manifest import SCOPES
from tests.harness import ROOT, STORY, Town, environment, free_port

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-demo-handoff",
    "SLACK_SIGNING_SECRET": "canary-signing-secret",
    "SALESFORCE_CLIENT_SECRET": "demo-client-secret",
}


class Checked:
    """What the command printed: lines by what was looked at."""

    def __init__(self, ended: "subprocess.CompletedProcess[str]") -> None:
        self.code, self.text, self.complaint = ended.returncode, ended.stdout, ended.stderr
        rows = [re.split(r"\s{2,}", line, maxsplit=2) for line in ended.stdout.splitlines() if "  " in line]
        self.lines = {row[1]: (row[0], row[2]) for row in rows if len(row) == 3}

    def level(self, what: str) -> str:
        return self.lines[what][0]

    def says(self, what: str) -> str:
        return self.lines[what][1]

    def faults(self) -> set[str]:
        return {what for what, (level, _) in self.lines.items() if level == "fault"}


Check = Callable[..., Checked]


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path) -> str:
    path = tmp_path / "handoff.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def check(town: Town, database: str, tmp_path: Path) -> Iterator[Check]:
    town.slack.post("settings", scopes=sorted(SCOPES))

    def run(handbook: tuple[str, str] | None = None, **settings: str) -> Checked:
        path = ROOT / "handbook.yaml"
        if handbook is not None:
            text = path.read_text("utf-8")
            assert handbook[0] in text
            path = tmp_path / "handbook.yaml"
            path.write_text(text.replace(*handbook, 1), "utf-8")
        given = {"HANDOFF_HANDBOOK": str(path), "HANDOFF_CLOCK": f"{STORY}@1", **SECRETS, **settings}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("HANDOFF_", "SLACK_"))}
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "check"],
            cwd=ROOT,
            env={**clean, **environment(town, database, 3000), **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        everything = ended.stdout + ended.stderr
        assert "Traceback" not in everything, everything
        for secret in {**SECRETS, **settings}.values():
            assert "secret" not in secret or secret not in everything
        return Checked(ended)

    yield run
    town.slack.post("settings", scopes=None)


def test_all_is_well(check: Check, town: Town) -> None:
    order = town.order(order={"Status": "Draft"})
    town.touch(order, Status="Pending Review")
    found = check()
    assert (found.code, found.faults()) == (0, set()), found.text
    assert found.level("Slack scope chat:write") == "ok"
    assert found.says("HANDOFF_SHADOW") == "off"
    assert found.level("Slack channel cs-orders") == "warning", "it is shared with another workspace"
    assert found.says("role cs_agents") == "3 people"
    assert found.level("Salesforce history of Order.Status") == "ok"
    assert re.match(r"[\d,]+ of 115,000 in 24 hours", found.says("Salesforce API calls left"))
    assert "SQLite version" in found.lines
    assert found.level("clock against Slack") == found.level("clock against Salesforce") == "ok"


def test_a_missing_scope_is_a_fault_and_one_too_many_a_warning(check: Check, town: Town) -> None:
    town.slack.post("settings", scopes=sorted({*SCOPES, "chat:write.public"} - {"chat:write"}))
    found = check()
    assert found.code == 1
    assert found.faults() == {"Slack scope chat:write"}
    assert "reinstall" in found.says("Slack scope chat:write")
    assert found.level("Slack scope chat:write.public") == "warning"


def test_what_a_missing_scope_hides_is_said_and_the_rest_is_looked_at(check: Check, town: Town) -> None:
    town.slack.post("settings", scopes=sorted(SCOPES.keys() - {"users:read"}))
    found = check()
    assert found.faults() == {"Slack scope users:read", "Slack people"}
    assert found.level("Salesforce login") == "ok"


def test_channels_that_are_missing_archived_or_closed_to_the_bot(check: Check, town: Town) -> None:
    town.slack.post("channels", channel="cs-orders", archived=True)
    town.slack.post("channels", channel="handoff-ops", bot_member=False)
    found = check(("channel: sales\n", "channel: salse\n"))
    assert found.code == 1
    assert found.faults() == {"Slack channel cs-orders", "Slack channel handoff-ops"}
    assert "unarchive" in found.says("Slack channel cs-orders")
    assert "/invite" in found.says("Slack channel handoff-ops")
    assert found.level("Slack channel salse") == "warning", "nothing is posted in a team's channel yet"
    assert "did you mean sales?" in found.says("Slack channel salse")
    found = check(("channel: cs-orders\n    #", "channel: cs-ordrs\n    #"))
    assert "did you mean cs-orders?" in found.says("Slack channel cs-ordrs")
    assert found.level("Slack channel cs-ordrs") == "fault"


def test_roles_without_people(check: Check, town: Town) -> None:
    for name in ("cs.one", "cs.two", "cs.three", "cs.manager", "dev.one"):
        town.slack.post("users", user=name, deleted=True)
    town.slack.post("groups", group="sales", disabled=True)
    found = check(("groups: [devops]", "groups: [devop]"))
    assert found.faults() == {"role cs_agents", "role cs_managers"}, "verbs need them"
    assert "no full member has the e-mail cs.two@example.com" in found.says("role cs_agents")
    assert found.level("role developers") == "warning"
    assert "1 person: the user group @sales is disabled" in found.says("role sales")
    assert "did you mean @devops?" in found.says("role devops")


def test_a_workspace_without_user_groups_is_a_warning(check: Check, town: Town) -> None:
    town.slack.post("faults", method="usergroups.list", error="paid_teams_only")
    found = check()
    assert found.code == 0
    assert found.level("Slack user groups") == "warning"
    assert found.says("role cs_agents") == "3 people"


def test_a_wrong_token_still_lets_salesforce_be_looked_at(check: Check) -> None:
    found = check(SLACK_BOT_TOKEN="xoxb-wrong")
    assert found.faults() == {"Slack bot token"}
    assert "copy the token" in found.says("Slack bot token")
    assert found.level("Salesforce login") == "ok"


def test_slack_is_down(check: Check) -> None:
    found = check(SLACK_API_URL=f"http://127.0.0.1:{free_port()}/api/")
    assert found.code == 1
    assert found.faults() == {"Slack bot token"}
    assert "could not be reached" in found.says("Slack bot token")
    assert found.level("Salesforce intake of orders") == "ok"


def test_salesforce_is_down(check: Check) -> None:
    found = check(SALESFORCE_INSTANCE_URL=f"http://127.0.0.1:{free_port()}")
    assert found.faults() == {"Salesforce login"}
    assert found.level("Slack bot token") == "ok"
    found = check(SALESFORCE_CLIENT_SECRET="wrong-client-secret")
    assert "invalid_client" in found.says("Salesforce login")


def test_a_wrong_field_names_the_one_that_was_meant(check: Check, town: Town) -> None:
    found = check(("notes: Description", "notes: Descriptoin"))
    assert found.code == 1
    assert found.faults() == {"salesforce.fields.order.notes"}
    assert "did you mean Description?" in found.says("salesforce.fields.order.notes")
    found = check(("email: Email__c", "email: Mail__c"))
    assert found.code == 0
    assert found.level("salesforce.fields.account.email") == "warning"
    assert "account.email is switched off" in found.says("salesforce.fields.account.email")
    assert found.level("Salesforce intake of orders") == "ok"
    found = check(("approved: Approved", "approved: Aproved"))
    assert "did you mean Approved?" in found.says("workflows.orders.statuses.approved")


def test_few_calls_left_and_no_history(check: Check, town: Town) -> None:
    town.org.post("api-limit", max=10_000, used=9_500)
    found = check(("history: Histories", "history: null"))
    assert found.code == 0
    assert found.level("Salesforce API calls left") == "warning"
    assert "starts at its creation" in found.says("Salesforce history of Order.Status")


def test_an_app_level_token_that_slack_does_not_take(check: Check) -> None:
    found = check(SLACK_APP_TOKEN="xapp-wrong")
    assert found.faults() == {"Slack app-level token"}
    assert "connections:write" in found.says("Slack app-level token")


def test_no_database_and_another_clock(check: Check, tmp_path: Path) -> None:
    found = check(DATABASE_URL=f"sqlite:///{tmp_path}/none.db", HANDOFF_CLOCK="2026-11-24T11:00:00+09:00@1")
    assert found.faults() == {"database", "clock against Salesforce"}
    assert "handoff migrate" in found.says("database")
    assert re.search(r"3[56]\d\d s ahead", found.says("clock against Salesforce"))


def test_postgresql(check: Check, postgres: str) -> None:
    found = check(DATABASE_URL=postgres.format(name="postgres"))
    assert found.level("PostgreSQL version") == "ok"
    assert {"PostgreSQL fsync", "PostgreSQL synchronous_commit"} <= found.lines.keys()


def test_an_unusable_configuration_is_no_check(check: Check) -> None:
    found = check(SLACK_BOT_TOKEN="not-a-token")
    assert (found.code, found.text) == (2, "")
    assert "SLACK_BOT_TOKEN" in found.complaint
    found = check(("version: 1", "version: 2"))
    assert (found.code, found.text) == (2, "")
    assert "handbook.yaml:" in found.complaint


def test_without_whmcs_the_operator_is_told_what_stays_unknown(check: Check) -> None:
    found = check(WHMCS_URL="", WHMCS_IDENTIFIER="", WHMCS_SECRET="")
    assert (found.level("WHMCS"), found.faults()) == ("warning", set())
    assert "set WHMCS_URL" in found.says("WHMCS")


def test_each_action_that_whmcs_must_allow_has_its_line(check: Check, town: Town) -> None:
    settings = town.whmcs_settings()
    town.client({})
    found = check(**settings)
    assert found.level("WHMCS GetClientsDetails") == found.level("WHMCS GetClientsProducts") == "ok"
    town.whmcs.post("faults", kind="invalid_permissions", action="GetClientsProducts")
    found = check(**settings)
    assert found.faults() == {"WHMCS GetClientsProducts"}
    assert "API role" in found.says("WHMCS GetClientsProducts")


@pytest.mark.parametrize(
    ("fault", "way_out"),
    [
        ("authentication_failed", "set WHMCS_IDENTIFIER and WHMCS_SECRET"),
        ("invalid_ip", "WHMCS_ACCESS_KEY"),
        ("forbidden_html", "firewall"),
        ("html", "gave no usable answer"),
    ],
)
def test_what_keeps_whmcs_away_is_named_with_its_way_out(check: Check, town: Town, fault: str, way_out: str) -> None:
    settings = town.whmcs_settings()
    town.whmcs.post("faults", kind=fault)
    found = check(**settings)
    assert found.faults() == {"WHMCS GetClientsDetails", "WHMCS GetClientsProducts"}
    assert way_out in found.says("WHMCS GetClientsDetails")


def test_cases_that_call_for_the_supervisors(check: Check, town: Town) -> None:
    what = "workflows.orders.escalate.disputed_case"
    assert check().lines[what] == ("ok", "Case.Type 'Eligibility dispute'")
    found = check(("disputed_case: Eligibility dispute", "disputed_case: Eligibility dispuet"))
    assert (found.code, found.level(what)) == (0, "warning")
    assert "did you mean Eligibility dispute?" in found.says(what)
    found = check(("      type: Type\n", "      type: Typ\n"))
    assert (found.code, found.level(what)) == (0, "warning")
    assert "did you mean Type?" in found.says(what)
    town.org.post("switches", hidden_objects=["Case"])
    found = check()
    assert (found.code, found.level(what)) == (0, "warning")
    assert "Its user needs the Read permission on Case" in found.says(what)
    found = check(("      disputed_case: Eligibility dispute\n", ""))
    assert what not in found.lines, "nobody asked for it"
