"""The floors hold, and each contract really forbids what it says: a deliberate violation of each is found."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "commands", "reminders", "models", "sandbox")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
VIOLATIONS = {
    "floors": ("bot/outbox.py", "import bot.worker"),
    "every module of bot has a floor": ("bot/attic.py", ""),
    "the bot never names a workflow or a reminder": ("bot/worker.py", "import commands.orders"),
    "workflows do not know each other": ("commands/other.py", "import commands.orders"),
    "no circles": ("bot/clock.py", "import bot.settings"),
    "rules do no I/O": ("bot/domain/card.py", "import pathlib"),
    "Slack stays at the edge": ("bot/workflow/machine.py", "import slack_sdk"),
    "only clients speak to the network": ("bot/intake.py", "import socket"),
    "only the scheduler knows APScheduler": ("bot/worker.py", "import apscheduler"),
    "vendors do not know each other": ("bot/clients/salesforce.py", "import bot.clients.slack_web"),
    "the product never needs its stand-ins": ("bot/app.py", "import sandbox"),
    "the stand-ins know nothing of the product": ("sandbox/postgres.py", "import bot.errors"),
    "rules know policy, not its loader": ("bot/domain/form.py", "import bot.settings"),
    "clients know no rows": ("bot/clients/faults.py", "import models"),
}


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    only = ["--contract", contract] if contract else []
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    return subprocess.run(
        [program, "--config", "pyproject.toml", "--no-cache", *only],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    lines = [contract_line(line) for line in (ROOT / "pyproject.toml").read_text().splitlines()]
    (tmp_path / "pyproject.toml").write_text("\n".join(lines))
    return tmp_path


def contract_line(line: str) -> str:
    """Each contract also gets its name as its id, so that one can be asked for."""
    name = line.removeprefix("name = ").split("  #")[0]
    known = {f'"{contract["name"]}"' for contract in CONTRACTS}
    return f"{line}\nid = {name}" if line.startswith("name = ") and name in known else line


def test_the_house_keeps_its_contracts() -> None:
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


def test_every_contract_has_a_violation_to_try() -> None:
    assert {contract["name"] for contract in CONTRACTS} == set(VIOLATIONS)


@pytest.mark.parametrize("contract", sorted(VIOLATIONS))
def test_a_violation_is_found(contract: str, copy: Path) -> None:
    file, line = VIOLATIONS[contract]
    with (copy / file).open("a") as module:
        module.write(f"\n{line}\n")
    found = lint(copy, contract)
    assert found.returncode != 0, found.stdout
    assert "BROKEN" in found.stdout or "Missing" in found.stdout or "exhaustive" in found.stdout, found.stdout
