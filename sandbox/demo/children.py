"""The demo's processes: each in a group of its own, with its output in a file, ended by that group and no other. It
owns starting, waiting and ending; what runs and why is ``supervisor``'s."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from sandbox.demo import DemoError

READY = re.compile(rb"^ready (http://\S+)$", re.MULTILINE)
STEP = 0.03


class Guard:
    """Knows every process that runs, and ends them should this one be killed."""

    def __init__(self, root: Path) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sandbox.demo.guard"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=root, start_new_session=True,
        )  # fmt: skip

    def tell(self, sign: str, pid: int) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        with self._lock, contextlib.suppress(BrokenPipeError):
            pipe.write(f"{sign}{pid}\n".encode())
            pipe.flush()

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate(timeout=10)


class Child:
    """One program, started as often as needed. ``log``: where its output goes, after what is there already."""

    def __init__(self, guard: Guard, name: str, folder: Path, environment: Mapping[str, str]) -> None:
        self._guard, self.name, self._folder = guard, name, folder
        self._environment = dict(environment)
        self.log = folder / f"{name}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._from = 0

    def start(self, module: str, *arguments: str, **environment: str) -> None:
        with self.log.open("ab") as output:
            self._from = output.tell()
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=self._folder, env={**self._environment, **environment}, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self._guard.tell("+", self._process.pid)

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs or was never started."""
        return self._process.poll() if self._process else None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def ready(self, within: float = 30.0) -> str:
        """The address of its ``ready`` line. DemoError if it ended, or did not say so in time."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            ended = not self.running
            found = READY.search(self.output())
            if found:
                return found[1].decode()
            if ended:
                break
            time.sleep(STEP)
        raise self.failure("did not start")

    def ended(self, within: float = 60.0) -> None:
        """Wait for its end. DemoError if it did not end well."""
        until = time.monotonic() + within
        while self.running and time.monotonic() < until:
            time.sleep(STEP)
        if self.code != 0:
            raise self.failure("failed")
        self._forget()

    def output(self) -> bytes:
        """What it said since its last start."""
        with self.log.open("rb") as file:
            file.seek(self._from)
            return file.read()

    def failure(self, what: str) -> DemoError:
        said = self.output().decode("utf-8", "replace").strip().splitlines()[-6:]
        return DemoError("\n  ".join([f"{self.name} {what}; see {self.log}", *said]))

    def terminate(self) -> None:
        """Ask it to end, without waiting."""
        self._signal(signal.SIGTERM)

    def end(self, within: float = 15.0) -> None:
        """Ask it to end, wait, and kill it if it does not."""
        self._signal(signal.SIGTERM)
        until = time.monotonic() + within
        while self.running and time.monotonic() < until:
            time.sleep(STEP)
        self.kill()

    def kill(self) -> None:
        """As if somebody pulled the plug."""
        self._signal(signal.SIGKILL)
        self._forget()

    def _signal(self, number: signal.Signals) -> None:
        # The group, and only while its leader is not reaped: until then nobody else can have its number.
        if self._process is not None and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def _forget(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._guard.tell("-", self._process.pid)
            self._process = None


def free_port(preferred: int = 0) -> int:
    """``preferred`` if nobody listens there, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            found: int = probe.getsockname()[1]
            return found
    raise DemoError("this machine has no free port on 127.0.0.1")
