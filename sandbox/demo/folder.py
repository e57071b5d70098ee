"""The demo's folder: who holds it, which ports were taken last time, the handbook's copy, and forgetting it all. It
owns these files and no others; the databases and logs belong to the processes that write them."""

import fcntl
import json
import re
import shutil
from pathlib import Path
from typing import IO

from sandbox.demo import DemoError
from sandbox.demo.children import free_port

POLL_SECONDS = 2


class Ports:
    """The ports of the last run, taken again if they are free, so that links on old cards still lead somewhere."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            self._last: dict[str, int] = json.loads(file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            self._last = {}
        self._taken: dict[str, int] = {}

    def take(self, name: str) -> int:
        port = free_port(self._last.get(name, 0))
        while port in self._taken.values():
            port = free_port()
        self._taken[name] = port
        return port

    def save(self, **more: int) -> None:
        self._file.write_text(json.dumps(self._taken | more) + "\n", "utf-8")


class alone:  # noqa: N801 - reads as what it is: with _alone(folder)
    """The folder, made if it is missing, and held by one demo at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    def __enter__(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = (self._folder / "lock").open("a")
        except OSError as error:
            raise DemoError(f"{self._folder}: {error.strerror}") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise DemoError(f"another demo is running in {self._folder}; end it first") from None

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()


def forget(folder: Path) -> None:
    """Empty the folder; its lock stays, it is held."""
    for entry in folder.iterdir():
        if entry.name == "lock":
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def write_handbook(source: Path, target: Path) -> None:
    """The shipped handbook; only Salesforce is asked more often, so that nobody waits for a card."""
    text, changed = re.subn(r"(?m)^(\s+poll_seconds:)\s*\d+", rf"\1 {POLL_SECONDS}", source.read_text("utf-8"))
    if changed != 1:
        raise DemoError(f"{source}: salesforce.poll_seconds is not where the demo looks for it")
    target.write_text(text, "utf-8")
