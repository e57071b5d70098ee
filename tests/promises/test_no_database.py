"""Promise 20: with a full disk, or without its database, Handoff acks nothing, says so, and recovers by itself.

A false ack is a press that was answered with 200 and is not in the database afterwards.
"""

import contextlib
import os
import pwd
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from alembic import command
from sqlalchemy import make_url, select

from bot.cli.migrate import alembic_config
from bot.store import Store
from models import AuditLine, Request
from sandbox.postgres import find_binaries, running
from tests.figures import Figure
from tests.harness import ROOT, Json, Outside, Town, environment, free_port, handoff, outside, until
from tests.promises.racing import waiting_requests
from tests.promises.signed import body_of, headers_for, press
from tests.towns import ONE

pytestmark = [pytest.mark.promise(20), pytest.mark.timeout(300)]
PRESSES = 400


def faults(bot: Outside) -> Json:
    """What /readyz says is wrong; the process itself always answers."""
    found: Json = httpx.get(f"{bot.url}/readyz", trust_env=False, timeout=30).json()["faults"]
    return found


class Presser:
    """One press after the other, each on a request of its own; ``acked`` and ``refused`` as they come."""

    def __init__(self, bot: Outside, values: list[str]) -> None:
        self.acked: list[str] = []
        self.refused: list[tuple[int, str]] = []
        self._bot, self._values = bot, iter(values)
        self._going = True
        self._thread = threading.Thread(target=self._press)

    @contextlib.contextmanager
    def pressing(self) -> Iterator["Presser"]:
        self._thread.start()
        try:
            yield self
        finally:
            self._going = False
            self._thread.join(60)

    def _press(self) -> None:
        with httpx.Client(trust_env=False, timeout=30) as http:
            for value in self._values:
                if not self._going:
                    return
                body = body_of(press("U0CSONE", "approve", value))
                answer = http.post(f"{self._bot.url}/slack/events", content=body, headers=headers_for(body))
                if answer.status_code == 200:
                    self.acked.append(value.partition(".")[0])
                else:
                    self.refused.append((answer.status_code, answer.text))
                time.sleep(0.05)


def ride_out(
    town: Town, url: str, figure: Figure, break_it: Callable[[Outside], None], mend_it: Callable[[Outside], None]
) -> None:
    """Presses go on while the database fails and comes back; what was acked is there in the end."""
    store = Store(url)
    with outside(town, url) as (bot,):
        town.org.post("faults", path="(query|composite)", body=None, status=503, retry_after=600)
        values = waiting_requests(store, PRESSES)
        store.close()
        presser = Presser(bot, values)
        with presser.pressing():
            until(lambda: len(presser.acked) >= 10, "presses are acked", 30)
            break_it(bot)
            until(lambda: len(presser.refused) >= 5, "presses are refused", 60)
            until(lambda: "database" in faults(bot), "readiness says so", 60)
            told = len(presser.acked)
            mended = time.monotonic()
            mend_it(bot)
            until(lambda: len(presser.acked) > told, "presses are acked again", 60)
            recovered = time.monotonic() - mended
            until(lambda: "database" not in faults(bot), "readiness is green again", 60)
        assert bot.process.poll() is None, "the same process went on"
    store = Store(url)
    with store.reading() as session:
        accepted = select(AuditLine.subject).where(AuditLine.action == "approve.accepted")
        kept = set(session.scalars(accepted))
        assert session.scalars(select(Request.id)).first()
    store.close()
    false = [public_id for public_id in presser.acked if public_id not in kept]
    assert all(status >= 500 and "Traceback" not in text for status, text in presser.refused), presser.refused[0]
    figure("acked", len(presser.acked))
    figure("refused", len(presser.refused))
    figure("false_acks", len(false))
    figure("recovery_s", round(recovered, 2))
    assert false == []
    assert handoff(url, "audit", "verify").returncode == 0


@ONE
def test_a_full_disk_is_refused_told_and_survived(town: Town, database_url: str, figure: Figure) -> None:
    def limit(bot: Outside, size: int) -> None:
        hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, hard))

    ride_out(town, database_url, figure, lambda bot: limit(bot, 4096), lambda bot: limit(bot, resource.RLIM_INFINITY))


@ONE
def test_a_file_that_is_gone_is_refused_told_and_survived(town: Town, database_url: str, figure: Figure) -> None:
    file = Path(str(make_url(database_url).database))
    away = file.with_name("away")
    ride_out(town, database_url, figure, lambda _: file.rename(away) and None, lambda _: away.rename(file) and None)


POWERLESS = (
    "setpriv",
    "--bounding-set",
    "-dac_override,-dac_read_search",
    "--inh-caps",
    "-dac_override,-dac_read_search",
)
"""Root writes where it likes; without these capabilities it may what its files' modes say."""


@ONE
@pytest.mark.parametrize("what", ["the file", "the folder", "no file", "no folder"])
def test_a_start_without_a_writable_database_is_one_sentence(
    town: Town, database_url: str, tmp_path: Path, what: str, figure: Figure
) -> None:
    file = Path(str(make_url(database_url).database))
    url = {"no file": f"sqlite:///{tmp_path}/none.db", "no folder": f"sqlite:///{tmp_path}/none/none.db"}
    modes = {"the file": (0o444, 0o755), "the folder": (0o444, 0o555)}.get(what, (0o644, 0o755))
    file.chmod(modes[0])
    tmp_path.chmod(modes[1])
    try:
        started = subprocess.run(
            [*(POWERLESS if os.geteuid() == 0 else ()), sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env={**os.environ, **environment(town, url.get(what, database_url), free_port())},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        tmp_path.chmod(0o755)
    assert (started.returncode, started.stderr.count("\n")) == (2, 1), started.stderr
    assert started.stderr.startswith("handoff: ")
    figure("refused_starts", 1)


def test_a_postgresql_that_is_stopped_is_refused_told_and_survived(town: Town, figure: Figure) -> None:
    binaries = find_binaries()
    if binaries is None:
        pytest.fail("no PostgreSQL on this machine") if os.environ.get("CI") == "true" else pytest.skip("NO POSTGRESQL")
    with running(binaries) as server, contextlib.ExitStack() as stack:
        url, folder = server.format(name="postgres"), Path(server.partition("host=")[2])
        command.upgrade(alembic_config(url), "head")

        def stop(_: Outside) -> None:
            os.kill(int((folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGINT)

        def start(_: Outside) -> None:
            until(lambda: not (folder / "data" / "postmaster.pid").exists(), "the server has ended")
            nobody = pwd.getpwnam("nobody")
            again = subprocess.Popen(
                [binaries / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="],
                cwd=folder,
                env={"PATH": str(binaries), "LC_ALL": "C", "HOME": str(folder)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **({"user": nobody.pw_uid, "group": nobody.pw_gid} if os.geteuid() == 0 else {}),
            )
            stack.callback(again.wait, 20)
            stack.callback(again.send_signal, signal.SIGINT)

        ride_out(town, url, figure, stop, start)
