"""Writes what a command measured into ``docs/figures.md``: one section a command, never edited by hand.

It knows neither what is measured nor by whom; it exists so that every figure stands beside the commit and the machine
that it was measured on.
"""

import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.postgres import find_binaries

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "figures.md"
HEAD = """# Figures

Written by the commands named below, on the machine and commit named with them. Machines differ and are noisy: read
ratios, not milliseconds.
"""


def record(section: str, figures: Mapping[str, Any], file: Path = FILE) -> None:
    """Replace the section ``section`` (the command that measures it) by ``figures``; nested ones become ``a.b``."""
    text = file.read_text("utf-8") if file.exists() else HEAD
    table = "\n".join(f"| `{key}` | {_shown(value)} |" for key, value in _flat(figures))
    body = f"## {section}\n\n{_where()}\n\n| figure | value |\n|---|---|\n{table}\n"
    found = re.compile(rf"^## {re.escape(section)}\n.*?(?=^## |\Z)", re.M | re.S)
    text = found.sub(lambda _: f"{body}\n", text) if found.search(text) else f"{text.rstrip()}\n\n{body}"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{text.rstrip()}\n", "utf-8")


def _where() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return " · ".join(
        [
            f"Commit {_output('git', 'rev-parse', '--short', 'HEAD') or 'unknown'}{_uncommitted()}",
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"{os.cpu_count()} cores",
            f"{memory:.0f} GB of memory",
            f"Python {platform.python_version()}",
            f"SQLite {sqlite3.sqlite_version}",
            f"PostgreSQL {_postgresql()}",
        ]
    )


def _uncommitted() -> str:
    return " with uncommitted changes" if _output("git", "status", "--porcelain", "--untracked-files=no") else ""


def _postgresql() -> str:
    binaries = find_binaries()
    said = _output(str(binaries / "postgres"), "--version") if binaries else ""
    found = re.search(r"\d+(\.\d+)*", said)
    return found[0] if found else "none"


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=10).stdout.strip()
    except OSError:
        return ""


def _flat(figures: Mapping[str, Any], stem: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{stem}{key}.")
        else:
            yield f"{stem}{key}", value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
