"""The processes of a run: both stand-ins, and the bot, which is started again and again. It owns starting them, reading
the bot's log as it is written, SIGKILL, and that nothing outlives the run; where to kill is ``steps``' and
``campaign``'s."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from sandbox.chaos.steps import CLICK, Line, Step


@contextlib.contextmanager
def child(command: Sequence[str], folder: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process with a group of its own; at the end the whole group is gone."""
    with (folder / "stderr.log").open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, *command], stderr=errors, start_new_session=True, **{"stdout": subprocess.PIPE, **options}
        )
    try:
        yield process
    finally:
        end(process)
        if process.stdout is not None:
            process.stdout.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM, then SIGKILL to the whole group."""
    for number, patience in ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return


def stand_in(stack: contextlib.ExitStack, folder: Path, module: str, *options: str) -> str:
    """Start ``python -m <module>``; its address, once it says that it is ready."""
    process = stack.enter_context(child(["-m", module, "--port", "0", *options], folder))
    assert process.stdout is not None  # noqa: S101 - it was asked for as a pipe
    line = process.stdout.readline().decode().strip()
    if not line.startswith("ready http://127.0.0.1:"):
        raise RuntimeError(f"{module} did not start: {line or 'see its stderr'}")
    return line.removeprefix("ready ")


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Trap:
    """Kills the bot at the moment at which it logs a step, and keeps what it logged from there on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._aimed: Step | None = None
        self.lines: list[Line] = []
        self.sprung: Step | None = None

    def arm(self, step: Step) -> None:
        with self._lock:
            self._aimed, self.sprung, self.lines = step, None, []

    def disarm(self) -> None:
        with self._lock:
            self._aimed = None

    def read(self, line: Line, clicks: set[str], pid: int) -> None:
        with self._lock:
            if self.sprung is not None:
                self.lines.append(line)
                return
            aimed = self._aimed
            if aimed is None or not aimed.matches(line):
                return
            # Looking an order up when it arrives is nobody's click.
            if aimed.chain == CLICK and line.get("correlation") not in clicks:
                return
            os.kill(pid, signal.SIGKILL)
            self.sprung, self._aimed, self.lines = aimed, None, [line]


class Bot:
    """``python -m bot run``, as often as it is started. ``started_at`` is the wall clock of the last start."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._environment = dict(environment)
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._serving = threading.Event()
        self.trap = Trap()
        self.started_at = 0.0
        self.faults: list[Line] = []
        """Log lines of level error: a bug of the bot's shows here."""

    def start(self) -> None:
        self.started_at = time.time()
        with (self._folder / "bot.stderr.log").open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        assert self._process.stdout is not None  # noqa: S101 - it was asked for as a pipe
        arguments = (self._process.stdout, self._process.pid)
        self._reader = threading.Thread(target=self._read, args=arguments, name="bot-log", daemon=True)
        self._reader.start()

    def _read(self, output: IO[bytes], pid: int) -> None:
        clicks: set[str] = set()
        with output, (self._folder / "bot.log").open("ab") as kept:
            for raw in output:
                try:
                    line = json.loads(raw)
                except ValueError:
                    continue  # a line that the kill cut through
                if line.get("event") == "run.serving":
                    self._serving.set()
                if line.get("event") == "press.received":
                    clicks.add(line.get("correlation", ""))
                self.trap.read(line, clicks, pid)
                if line.get("level") == "error":
                    self.faults.append(line)
                kept.write(raw)

    def kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)

    def gone(self, within: float) -> bool:
        """Whether the process has ended and its last line was read, waiting at most ``within`` seconds."""
        if self._process is None or self._reader is None:
            return True
        self._reader.join(within)
        return not self._reader.is_alive() and self._process.wait(5) is not None

    def serving(self) -> bool:
        """Whether the log says that requests are being taken in."""
        return self._serving.is_set()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        if self._process is not None:
            end(self._process)
