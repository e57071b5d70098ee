"""What is in ``deploy/`` holds before the linters of its kinds, and names no registry and no secret.

A linter that comes with the requirements is always there. ``systemd-analyze`` is Debian's: without it its tests are
skipped loudly, and under CI they fail.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import Settings
from tests.harness import ROOT

DEPLOY = ROOT / "deploy"
MOST_EXPOSED = 1.5
"""Of 10, by ``systemd-analyze security``; below 2 it calls a unit OK."""


def run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False)


def tool(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def compose() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return found


@pytest.fixture
def systemd_analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no systemd-analyze on this machine, and CI may not do without: .ci/need systemd")
        pytest.skip(
            "systemd-analyze is not on this machine; THE UNIT IS NOT LOOKED AT (Debian: apt-get install systemd)"
        )
    return found


def test_the_dockerfile_has_no_finding() -> None:
    found = run(tool("hadolint"), DEPLOY / "Dockerfile")
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_linter_of_dockerfiles_finds_something(tmp_path: Path) -> None:
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM python\nRUN cd /tmp && sudo pip install slack-bolt\n")
    assert run(tool("hadolint"), bad).returncode != 0


def test_the_image_is_hash_pinned_has_a_user_of_its_own_and_copies_what_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "--require-hashes -r requirements/image.txt" in text
    assert re.search(r"^USER \d+:\d+$", text, re.M), "a number, so that an orchestrator can see that it is not root"
    assert "/healthz" in text
    for words in re.findall(r"^COPY (?!--from)(.+)$", text, re.M):
        for source in words.split()[:-1]:
            assert (ROOT / source).exists(), source


def test_the_image_has_the_runtime_and_postgresql_in_the_versions_that_are_tested() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / name).read_text("utf-8")
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.M))

    image, tested = pins("image.txt"), pins("dev.txt")
    assert {name: tested.get(name) for name in image} == image
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    of_the_stand_ins = {re.split(r"[<>=\[]", wanted)[0] for wanted in extras["sandbox"]}
    assert set(pins("runtime.txt")) - set(image) == of_the_stand_ins, "run make lock"
    assert {"psycopg", "psycopg-binary"} <= set(image)


def test_no_file_names_a_registry_and_images_are_tagged() -> None:
    images = re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text("utf-8"), re.M)
    images += [service["image"] for service in compose()["services"].values()]
    for image in images:
        assert re.fullmatch(r"[a-z0-9-]+:[a-z0-9.-]+", image), image


def test_the_compose_file_fits_the_schema() -> None:
    found = run(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_bot_waits_for_its_migration_and_writes_nowhere() -> None:
    services = compose()["services"]
    assert services["bot"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in ("bot", "migrate"):
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["env_file"] == "handoff.env"
    assert services["bot"]["ports"] == ["127.0.0.1:3000:3000"], "TLS is the proxy's, so the port is not the world's"


def test_the_example_of_settings_names_settings_and_holds_no_secret() -> None:
    known = {field.alias for field in Settings.model_fields.values()}
    lines = [line for line in (DEPLOY / "handoff.env.example").read_text("utf-8").splitlines() if "=" in line[:60]]
    for line in lines:
        assert line.partition("=")[0] in known or line.startswith("#"), line
    tracked = run("git", "ls-files", "deploy").stdout.split()
    assert not [name for name in tracked if name.endswith(".env")]


def test_the_unit_is_valid(systemd_analyze: str, tmp_path: Path) -> None:
    # The program is not installed where the unit expects it, and verify looks whether it is there.
    text = (DEPLOY / "handoff.service").read_text("utf-8")
    assert text.count("/opt/handoff/.venv/bin/handoff") == 1
    unit = tmp_path / "handoff.service"
    unit.write_text(text.replace("/opt/handoff/.venv/bin/handoff", str(tool("handoff"))), "utf-8")
    found = run(systemd_analyze, "verify", "--man=no", "--recursive-errors=no", unit)
    assert (found.returncode, found.stderr) == (0, ""), found.stderr


def test_the_unit_is_hardened(systemd_analyze: str) -> None:
    found = run(systemd_analyze, "security", "--offline=true", "--no-pager", DEPLOY / "handoff.service")
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", found.stdout)
    assert score, found.stdout + found.stderr
    assert float(score[1]) <= MOST_EXPOSED
