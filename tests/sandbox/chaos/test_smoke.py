"""The chaos run as a whole, in miniature: two kills on SQLite under load and faults, from start to verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.chaos import Plan, run

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.timeout(180)
@pytest.mark.parametrize("transport", ["http", "socket"])
def test_two_kills_under_load_lose_and_double_nothing(transport: str) -> None:
    plan = Plan(
        handbook=ROOT / "handbook.yaml",
        kills=1,
        steps=("press.committed",),
        per_step=1,
        acked_per_kill=6,
        clients=4,
        only="sqlite",
        transports=(transport,),
        quiet_s=2.0,
    )
    said: list[str] = []
    figures = run(plan, said.append)
    each = figures["databases"]["sqlite"][transport]
    assert each["findings"] == []
    assert figures["ok"]
    assert (figures["lost"], figures["doubled"], figures["stuck"]) == (0, 0, 0)
    assert each["kills_per_step"] == {"random": 1, "press.committed": 1}
    assert figures["acked"] >= figures["kills"] * plan.acked_per_kill
    assert each["recovery_p50_s"] > 0
    assert min(each["faults"].values()) > 0
    assert said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--steps", "press.recieved"], "there is no step press.recieved"),
        (["--kills", "many"], "invalid int value"),
    ],
)
def test_a_wrong_argument_is_a_sentence_and_exit_code_2(arguments: list[str], sentence: str) -> None:
    command = [sys.executable, "-m", "bot", "chaos", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert sentence in ended.stderr


def test_a_database_that_holds_anything_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'real.db'}"
    environment = {**os.environ, "DATABASE_URL": url}
    migrate = [sys.executable, "-m", "bot", "migrate"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60)
    command = [sys.executable, "-m", "bot", "chaos", "--json", "--kills", "0", "--steps", "none", "--database", url]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "in use" in json.loads(ended.stdout)["databases"]["sqlite"]["http"]["findings"][0]
