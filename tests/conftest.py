"""What every test may ask for: a migrated database of either kind, and a handbook."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command

from bot.cli.migrate import alembic_config
from bot.store import Store
from sandbox.postgres import find_binaries, running
from tests.figures import figure, pytest_addoption, pytest_configure

__all__ = ["figure", "pytest_addoption", "pytest_configure"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server's URL with ``{name}`` for a database. Without binaries: skipped, and under CI a failure."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL on this machine, and CI may not do without")
        pytest.skip("PostgreSQL: no binaries on this machine; HALF OF THE STORE'S TESTS DO NOT RUN")
    with running(binaries) as url:
        command.upgrade(alembic_config(url.format(name="postgres")), "head")
        _execute(url, "ALTER DATABASE postgres WITH is_template true")
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    command.upgrade(alembic_config(f"sqlite:///{path}"), "head")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database; each test that asks runs on both kinds."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("migrated_sqlite")
        path = tmp_path / "handoff.db"
        path.write_bytes(template.read_bytes())
        yield f"sqlite:///{path}"
        return
    server: str = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex[:12]}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE postgres", database="template1")
    yield server.format(name=name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)", database="template1")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url)
    yield store
    store.close()


def _execute(server: str, statement: str, database: str = "postgres") -> None:
    host = server.partition("host=")[2]
    with psycopg.connect(f"host={host} user=handoff dbname={database}", autocommit=True) as connection:
        connection.execute(statement)
