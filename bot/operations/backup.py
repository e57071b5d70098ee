"""A copy of the database that is safe to take while the bot runs (promise 19).

Both databases copy one instant of themselves, and neither keeps anybody from writing meanwhile: what was acked before
the copy began is in it. The file is for the operator's eyes only, and never takes the place of another one.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from bot.errors import ConfigError
from bot.store import Store

BINARIES = Path("/usr/lib/postgresql")
MISSING = "backup: pg_dump is not on this machine; install PostgreSQL's client programs (Debian: postgresql-client)"


def backup(store: Store, file: Path) -> int:
    """Copy the store to ``file``; its size in bytes. ConfigError if the file exists or cannot be written.

    1. The name is taken first, readable by nobody else, so that two backups never share it.
    2. The copy is made beside it and put to the disk.
    3. Only a whole copy gets the name.
    """
    part = file.with_name(f"{file.name}.part")
    _take(file)
    try:
        _take(part)
        try:
            _copy_sqlite(store, part) if store.dialect == "sqlite" else _dump_postgresql(store, part)
            _sync(part)
            part.replace(file)
            _sync(file.parent)
        finally:
            part.unlink(missing_ok=True)
    except BaseException as error:
        file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ConfigError(f"backup: {file} cannot be written ({error.strerror})") from None
        raise
    return file.stat().st_size


def _take(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise ConfigError(f"backup: {file} exists; a backup never overwrites, so choose another name") from None
    except OSError as error:
        raise ConfigError(f"backup: {file} cannot be written ({error.strerror})") from None


def _copy_sqlite(store: Store, part: Path) -> None:
    # It reads one snapshot of the database and writes only the new file: no lock of ours is needed, and writers go on.
    try:
        with closing(store.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        raise ConfigError(f"backup: SQLite could not copy the database ({error})") from None


def _dump_postgresql(store: Store, part: Path) -> None:
    url = store.url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(store.url.password)} if store.url.password else {}
    dumped = subprocess.run(  # noqa: S603  (a program of PostgreSQL's, and no shell)
        [find_pg_dump(), "--format=custom", "--no-owner", "--no-privileges", f"--file={part}", f"--dbname={url}"],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if dumped.returncode:
        raise ConfigError(f"backup: pg_dump failed ({dumped.returncode}){_reason(dumped.stderr)}")


def find_pg_dump(binaries: Path = BINARIES) -> Path:
    """The one on the PATH, else the newest one installed: one that is older than the server refuses to dump."""
    on_path = shutil.which("pg_dump")
    if on_path is not None:
        return Path(on_path)
    installed = [path for path in binaries.glob("*/bin/pg_dump") if path.parts[-3].isdigit()]
    if not installed:
        raise ConfigError(MISSING)
    return max(installed, key=lambda path: int(path.parts[-3]))


def _reason(words: str) -> str:
    if found := re.search(r"server version: (\d+).*; pg_dump version: (\d+)", words):
        return (
            f": it is version {found[2]} and the server {found[1]}; install the client programs of version {found[1]}"
        )
    return ": the server does not answer" if "connection" in words else ""


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
