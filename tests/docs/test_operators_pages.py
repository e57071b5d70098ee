"""The operator's pages name only what there is: commands, settings, events of the log, parts of readiness, files."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.harness import ROOT

PAGES = [ROOT / "docs" / f"{name}.md" for name in ("install", "upgrade", "rotate", "alerts", "operating")]
OTHERS = {"POSTGRES_PASSWORD"}
PRODUCT = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))
COMMANDS = {path.stem for path in (ROOT / "bot" / "cli").glob("*.py")} - {"__init__"}


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_setting_that_is_named_exists(page: Path) -> None:
    said = page.read_text("utf-8")
    commands = set(re.findall(r"(?:`|bin/)handoff ([a-z]+)", said))
    commands |= set(re.findall(r"docker compose run --rm bot ([a-z]+)", said))
    assert commands
    assert commands <= COMMANDS
    settings = set(re.findall(r"\b(?:SLACK|SALESFORCE|HANDOFF|DATABASE|WHMCS|POSTGRES)_[A-Z_]+\b", said))
    assert settings <= {field.alias for field in Settings.model_fields.values()} | OTHERS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_exists(page: Path) -> None:
    said = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", said):
        assert (page.parent / target).resolve().exists(), target
    for target in re.findall(r"(?:deploy|requirements|tests)/[\w/.]+\w", said):
        assert (ROOT / target).exists(), target


def test_every_error_of_the_log_is_explained_and_everything_explained_is_logged() -> None:
    said = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", text("alerts.md"), re.M))
    errors = set(re.findall(r'\.(?:error|exception)\("([a-z]+\.[a-z_]+)"', PRODUCT))
    logged = set(re.findall(r'\.(?:error|exception|warning)\("([a-z]+\.[a-z_]+)"', PRODUCT))
    assert errors - said == set()
    assert said - logged == set()


def test_every_part_of_readiness_is_explained() -> None:
    table = text("alerts.md").partition("## Parts of readiness")[2].partition("##")[0]
    app = (ROOT / "bot" / "app.py").read_text("utf-8")
    parts = set(re.findall(r'faults(?:\[|\.setdefault\()"([a-z_]+)"', app)) | set(
        re.findall(r'"([a-z]+)": self\._learn_', app)
    )
    assert set(re.findall(r"^\| `([a-z_]+)` \|", table, re.M)) == parts


def test_the_table_of_least_rights_names_every_field_that_the_code_reads() -> None:
    said = text("install.md")
    record = (ROOT / "commands" / "orders" / "record.py").read_text("utf-8")
    for field in ("OrderNumber", "TotalAmount", "LastModifiedDate", "SystemModstamp", "Quantity", "UnitPrice"):
        assert field in record
        assert field in said
    handbook = (ROOT / "handbook.yaml").read_text("utf-8").partition("\n  fields:")[2]
    for field in re.findall(r"^ {6}\w+: (\w+)", handbook, re.M):
        if field not in {"Priority", "Shipping", "Billing", "Histories"}:
            assert f"`{field}`" in said, field
