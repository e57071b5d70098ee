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

FILE = Path("docs/figures.md")
HEAD = """# Figures

Written by the commands named below, on the machine and commit named with them. Machines differ and are noisy: read
ratios, not milliseconds.
"""


def record(section: str, figures: Mapping[str, Any], postgresql: str = "") -> None:
    """Replace the section ``section`` (the command that measures it) by ``figures``; nested ones become ``a.b``."""
    text = FILE.read_text("utf-8") if FILE.exists() else HEAD
    table = "\n".join(f"| `{key}` | {_shown(value)} |" for key, value in _flat(figures))
    body = f"## {section}\n\n{_where(postgresql)}\n\n| figure | value |\n|---|---|\n{table}\n"
    found = re.compile(rf"^## {re.escape(section)}\n.*?(?=^## |\Z)", re.M | re.S)
    text = found.sub(lambda _: f"{body}\n", text) if found.search(text) else f"{text.rstrip()}\n\n{body}"
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(f"{text.rstrip()}\n", "utf-8")


def _where(postgresql: str) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    parts = [
        f"Commit {commit.stdout.strip() or 'unknown'}",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    return " · ".join([*parts, f"PostgreSQL {postgresql}"] if postgresql else parts)


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
