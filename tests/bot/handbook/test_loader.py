"""How a handbook is read: the file itself, what its messages look like, and that nothing but ConfigError comes out."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import ConfigError
from bot.handbook.loader import load
from bot.handbook.policy import Policy, WorkflowNeeds
from bot.handbook.tree import MAX_BYTES

SHIPPED = Path(__file__).parents[3] / "handbook.yaml"
TEXT = SHIPPED.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "handbook.yaml"


def message(file: Path, text: str | bytes, needs: dict[str, WorkflowNeeds] | None = None) -> str:
    """The error of a handbook, with the folder cut from its path."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        load(file, needs)
    return str(caught.value).replace(f"{file.parent}/", "")


def line_of(fragment: str, text: str = TEXT) -> int:
    return text[: text.index(fragment)].count("\n") + 1


# --- the file --------------------------------------------------------------------------------------------------------


def test_a_missing_file_names_the_setting_that_chooses_it(file: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"handbook\.yaml: there is no such file; HANDOFF_HANDBOOK names the handbook"
    ):
        load(file)


def test_a_folder_is_not_a_handbook(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_path_may_be_text() -> None:
    assert load(str(SHIPPED)) == load(SHIPPED)


def test_the_file_is_named_as_the_operator_named_it(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    file.write_text("version: 1\n")
    monkeypatch.chdir(file.parent)
    with pytest.raises(ConfigError, match=r"^handbook\.yaml:1: calendars: is missing"):
        load("handbook.yaml")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load(file) == load(SHIPPED)


@pytest.mark.parametrize("encoding", ["utf-16", "shift_jis", "latin-1"])
def test_another_encoding_is_named_with_its_line(file: Path, encoding: str) -> None:
    name = "é" if encoding == "latin-1" else "日本"
    text = TEXT.replace("Handoff Internet", name)
    line = 1 if encoding == "utf-16" else line_of("Handoff Internet")
    assert message(file, text.encode(encoding, "replace")).startswith(f"handbook.yaml:{line}: is not UTF-8")


def test_japanese_names_are_welcome(file: Path) -> None:
    file.write_text(TEXT.replace("Handoff Internet", "ハンドオフ・インターネット"), encoding="utf-8")
    assert load(file).company.name == "ハンドオフ・インターネット"


def test_a_huge_file_is_not_even_parsed(file: Path) -> None:
    assert "is larger than 1,000,000 bytes" in message(file, b"#" * (MAX_BYTES + 1))


# --- the messages ----------------------------------------------------------------------------------------------------


def test_every_finding_stands_on_a_line_of_its_own_in_the_order_of_the_file(file: Path) -> None:
    text = TEXT.replace("timezone: Asia/Tokyo", "timezon: Asia/Tokyo", 1)
    text = text.replace('fri: ["09:00-18:00"]', 'fri: ["09:00-18:00", "17:00-20:00"]', 1)
    text = text.replace("escalation: tech_leads", "escalation: tech_lead")
    text = text.replace("clock: wall", "clock: wal")
    assert message(file, text).split("\n") == [
        f"handbook.yaml:{line_of('timezon:', text)}: company.timezon: unknown key (did you mean timezone?)",
        f"handbook.yaml:{line_of('17:00', text)}: calendars.cs_tokyo.weekly.fri[1]: 17:00-20:00 opens before "
        "09:00-18:00 has closed: the windows of a day stand in order and do not overlap",
        f"handbook.yaml:{line_of('tech_lead', text)}: teams.development.escalation: there is no 'tech_lead' under "
        "roles (did you mean tech_leads?)",
        f"handbook.yaml:{line_of('wal,', text)}: workflows.orders.targets.priority.clock: must be business or wall "
        "(did you mean wall?)",
    ]


def test_an_unknown_key_without_a_near_word_lists_those_that_exist(file: Path) -> None:
    found = message(file, TEXT.replace("company:\n", "company:\n  qqq: 1\n"))
    assert found == f"handbook.yaml:{line_of('company:') + 1}: company.qqq: unknown key (known here: name, timezone)"


def test_a_list_over_several_lines_names_the_line_of_the_item(file: Path) -> None:
    text = TEXT.replace(
        "emails: [cs.manager@example.com]", "emails:\n      - cs.manager@example.com\n      - cs.manager"
    )
    found = message(file, text)
    line = line_of("- cs.manager\n", text)
    assert found == f"handbook.yaml:{line}: roles.cs_managers.emails[1]: not an e-mail address"


def test_braces_over_several_lines_name_the_line_of_the_key(file: Path) -> None:
    text = TEXT.replace("{hours: 2, clock: business", "{\n        hours: 0,\n        clock: business")
    assert message(file, text).startswith(
        f"handbook.yaml:{line_of('hours: 0', text)}: workflows.orders.targets.standard.hours: must be at least 1"
    )


def test_a_channel_whose_hash_sign_made_it_a_comment_is_empty(file: Path) -> None:
    found = message(file, TEXT.replace("channel: handoff-ops", "channel: #handoff-ops"))
    assert found == f"handbook.yaml:{line_of('channel: handoff-ops')}: operators.channel: is empty"


def test_a_tab_is_called_a_tab(file: Path) -> None:
    found = message(file, TEXT.replace("  name: Handoff", "\tname: Handoff"))
    assert found.startswith(f"handbook.yaml:{line_of('Handoff Internet')}: not YAML")
    assert "indent with spaces, never with a tab" in found


def test_a_duplicate_key_is_named_where_it_stands_the_second_time(file: Path) -> None:
    text = TEXT.replace("    escalation: tech_leads\n", "    escalation: tech_leads\n    channel: dev\n")
    line = line_of("channel: dev\n", text)
    assert message(file, text) == f"handbook.yaml:{line}: channel: stands twice in the same place; keep one"


def test_a_date_that_does_not_exist_is_a_finding_and_not_a_crash(file: Path) -> None:
    found = message(file, TEXT.replace('closures: ["12-29..01-03"]', "closures: [2026-02-30]", 1))
    line = line_of("closures: [")
    assert found == f"handbook.yaml:{line}: calendars.cs_tokyo.closures[0]: there is no day 2026-02-30"


def test_dates_need_no_quotes(file: Path) -> None:
    file.write_text(TEXT.replace('closures: ["12-29..01-03"]', "closures: [2026-12-28, 12-29..01-03]", 1))
    assert load(file).calendar_of("orders").closures[0].covers(date(2026, 12, 28))


# --- what the workflows' code expects --------------------------------------------------------------------------------

NEEDS = {
    "orders": WorkflowNeeds(
        verbs=frozenset(
            [
                "approve",
                "reject",
                "undo",
                "tick",
                "recheck",
                "claim",
                "release",
                "takeover",
                "wait",
                "resume",
                "snooze",
                "retry",
                "reveal",
                "breakglass",
                "review",
                "dispute",
                "bulk",
                "delegate",
            ]
        ),
        targets=frozenset({"standard", "priority"}),
        statuses=frozenset({"open", "approved", "rejected"}),
    )
}


def test_names_that_only_the_code_knows_are_compared(file: Path) -> None:
    text = TEXT.replace("      approve: [", "      aprove: [").replace("      open: ", "      waiting: ")
    text = text.replace("      priority: {", "      express: {minutes: 5, clock: wall}\n      priority: {")
    assert message(file, text, NEEDS).split("\n") == [
        f"handbook.yaml:{line_of('aprove', text)}: workflows.orders.verbs.aprove: unknown name (did you mean approve?)",
        f"handbook.yaml:{line_of('express', text)}: workflows.orders.targets.express: unknown name "
        "(known here: priority, standard)",
        f"handbook.yaml:{line_of('statuses', text)}: workflows.orders.statuses.open: is missing",
        f"handbook.yaml:{line_of('waiting', text)}: workflows.orders.statuses.waiting: unknown name "
        "(known here: approved, open, rejected)",
    ]


def test_a_workflow_without_code_and_code_without_a_workflow_are_findings(file: Path) -> None:
    found = message(file, TEXT.replace("  orders:\n", "  ordres:\n"), NEEDS)
    assert found == f"handbook.yaml:{line_of('  orders:')}: workflows.ordres: unknown name (did you mean orders?)"
    more = {**NEEDS, "eligibility": NEEDS["orders"]}
    assert message(file, TEXT, more) == (f"handbook.yaml:{line_of('workflows:')}: workflows.eligibility: is missing")


def test_without_needs_nothing_is_compared(file: Path) -> None:
    file.write_text(TEXT.replace("      approve: [", "      aprove: ["))
    assert load(file).workflow("orders").roles_for("approve") == ()


# --- whatever the file holds -----------------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    [
        *"\t :-[]{}&*!|>'\"%@`,?#\n\r\x00\x85\u2028é",
        "  ",
        "- ",
        ": ",
        "!!python/object:x ",
        "<<: ",
        "? ",
        "---\n",
        "null",
    ]
)


def outcome(file: Path, text: str) -> Policy | None:
    """The policy, or None after a ConfigError whose lines all name the file, most of them a line of it."""
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return load(file, NEEDS)
    except ConfigError as error:
        for line in str(error).split("\n"):
            found = re.match(re.escape(str(file)) + r":(\d+): .", line)
            assert found, line
            assert 1 <= int(found[1]) <= len(re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)) + 1
        return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(TEXT)), st.integers(0, 30), SCRAPS)
def test_a_handbook_with_a_scrap_in_it_is_read_or_refused_and_never_crashes(
    file: Path, at: int, gone: int, scrap: str
) -> None:
    outcome(file, TEXT[:at] + scrap + TEXT[at + gone :])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(SCRAPS, st.sampled_from(["a", "version", "1", "teams", "cs"])), max_size=12).map("".join))
@example("? [a, b]\n: 3\n")
@example("{}: 1")
@example("1: 2\nnull: 3\n2026-02-30: 4")
@example("!!set {a, b}")
@example("!!omap [a: 1]")
@example("!!binary x")
@example("!!int x")
@example("!!float x")
@example("!!timestamp x")
@example("- !!bool x")
@example("version: !!int x")
@example("<<: 1")
@example("<<: {version: 1}")
@example("a: 0x\nb: 0b\nc: 1__\nd: +.inf\ne: 1e999")
def test_anything_else_is_refused_and_never_crashes(file: Path, text: str) -> None:
    assert outcome(file, text) is None
