"""Promise 19: a backup taken while the bot runs restores, and nothing that was acked before it is missing."""

import os
import shutil
import stat
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from bot.errors import ConfigError
from bot.operations.backup import find_pg_dump
from bot.store import Store
from models import AuditLine, Request
from sandbox.postgres import find_binaries
from tests.figures import Figure
from tests.harness import ROOT, Town, handoff, outside, until
from tests.towns import ONE


@pytest.fixture
def path_with_postgres() -> str:
    """A PATH with PostgreSQL's programs, wherever this machine's are."""
    binaries = find_binaries()
    return os.pathsep.join([*([str(binaries)] if binaries else []), os.environ["PATH"]])


def restore(request: pytest.FixtureRequest, file: Path, folder: Path, path: str) -> str:
    """What docs/operating.md says; the URL of the restored database."""
    if "sqlite" in request.node.name:
        shutil.copyfile(file, folder / "restored.db")
        return f"sqlite:///{folder}/restored.db"
    server: str = request.getfixturevalue("postgres")
    name = f"r{uuid.uuid4().hex[:12]}"
    with psycopg.connect(
        f"host={server.partition('host=')[2]} user=handoff dbname=template1", autocommit=True
    ) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    url = server.format(name=name)
    plain = url.replace("postgresql+psycopg", "postgresql")
    command = ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={plain}", str(file)]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})
    return url


@pytest.mark.promise(19)
def test_nothing_acked_before_a_backup_under_load_is_missing_from_it(
    request: pytest.FixtureRequest,
    town: Town,
    database_url: str,
    tmp_path: Path,
    path_with_postgres: str,
    figure: Figure,
) -> None:
    orders = town.orders(30)
    town.org.post("clock", add_s=5)
    file = tmp_path / "backup"
    acked: list[str] = []
    lost: list[str] = []
    with outside(town, database_url, HANDOFF_HANDBOOK=str(town.quick_handbook())) as (bot,):
        until(lambda: len(town.cards()) == len(orders), "all cards", 60)
        cards = town.cards()

        def press() -> None:
            for card in cards:
                if town.press("cs.one", card, "Approve")["status"] == 200:
                    acked.append(card["text"].partition(":")[0])

        pressing = threading.Thread(target=press)
        pressing.start()
        until(lambda: len(acked) >= 10, "some presses are acked")
        before = list(acked)
        made = handoff(database_url, "backup", str(file), PATH=path_with_postgres)
        assert (made.returncode, made.stderr) == (0, "")
        pressing.join(60)
        assert len(acked) == len(orders), "nobody had to wait for the backup until Slack gave up"
        bot.kill()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))
    url = restore(request, file, tmp_path, path_with_postgres)
    verified = handoff(url, "audit", "verify")
    assert verified.returncode == 0, verified.stdout
    store = Store(url)
    with store.reading() as session:
        accepted = select(Request.number).join(AuditLine, AuditLine.subject == Request.public_id)
        kept = set(session.scalars(accepted.where(AuditLine.action == "approve.accepted")))
    store.close()
    lost = [number for number in before if number not in kept]
    figure("acked_before", len(before))
    figure("lost", len(lost))
    assert lost == []
    with outside(town, url, HANDOFF_HANDBOOK=str(town.quick_handbook())):
        waiting = {town.record(order)["OrderNumber"]: order for order in orders}
        until(lambda: all(town.record(waiting[n])["Status"] == "Approved" for n in before), "what was acked", 60)
    assert all(len(town.written(order)) <= 1 for order in orders)


def test_a_backup_never_overwrites_and_leaves_nothing_half(
    database_url: str, tmp_path: Path, path_with_postgres: str
) -> None:
    file = tmp_path / "there"
    file.write_text("precious")
    said = handoff(database_url, "backup", str(file), PATH=path_with_postgres)
    assert said.returncode == 2
    assert "never overwrites" in said.stderr
    assert file.read_text() == "precious"
    said = handoff(database_url, "backup", str(tmp_path / "none" / "file"), PATH=path_with_postgres)
    assert (said.returncode, "cannot be written" in said.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir() if "handoff" not in path.name) == ["there"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_pg_dump_that_is_missing_or_too_old_is_told_with_the_way_out(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9.6", "15", "17"):
        (tmp_path / "lib" / version / "bin").mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="install PostgreSQL's client programs"):
        find_pg_dump(tmp_path / "lib")
    for version in ("15", "17"):
        (tmp_path / "lib" / version / "bin" / "pg_dump").touch()
    assert find_pg_dump(tmp_path / "lib").parts[-3] == "17"
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'detail: server version: 17.2 (x); pg_dump version: 15.1 (y)' >&2; exit 1\n")
    old.chmod(0o755)
    said = handoff(database_url, "backup", str(tmp_path / "file"), PATH=str(tmp_path))
    assert (said.returncode, "it is version 15 and the server 17" in said.stderr) == (2, True)
    assert not (tmp_path / "file").exists()


@ONE
def test_a_full_disk_leaves_no_file_behind(database_url: str, tmp_path: Path) -> None:
    said = subprocess.run(
        ["sh", "-c", f"ulimit -f 1; exec {sys.executable} -m bot backup {tmp_path}/file"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 2, said.stdout + said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "file").exists()
