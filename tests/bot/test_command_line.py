"""What an operator may get wrong on the command line: an exit code, one sentence that names it, and never a trace."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import Outside, Town, handoff
from tests.towns import ONE


@ONE
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("outbox retry 99999999999999999999999", 2, "argument id: invalid delivery value"),
        ("outbox park -1", 2, "argument id: invalid delivery value"),
        ("outbox retry 999999999", 1, "There is no delivery 999999999"),
        ("audit export --from 2026-01-01 --to 9999-12-31", 2, "--to: write a day such as"),
        ("audit export --from 0001-01-01T00:00:00+09:00 --to 2026-01-01", 2, "--from: write a day such as"),
        ("audit export --from 2026-01-01T00:00 --to 2026-01-02", 2, "--from: the instant has no zone"),
    ],
)
def test_a_wrong_word_is_named(database_url: str, words: str, code: int, says: str) -> None:
    said = handoff(database_url, *words.split())
    assert (said.returncode, said.stdout) == (code, "")
    assert says in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("url", ["postgresql+psycopg://h:pass@word:x@127.0.0.1/h", "postgresql+psycopg://h:canary/x"])
def test_a_database_address_that_is_none_is_refused_and_not_repeated(url: str) -> None:
    said = handoff(url, "outbox", "list")
    assert said.returncode == 2
    assert said.stderr.startswith("handoff: DATABASE_URL")
    assert said.stderr.count("\n") == 1
    assert "word" not in said.stderr.replace("password@host", "")
    assert "canary" not in said.stderr


@ONE
def test_a_lock_that_may_not_be_written_is_named(database_url: str) -> None:
    path = Path(f"{database_url.removeprefix('sqlite:///')}.lock")
    path.unlink(missing_ok=True)
    path.mkdir()
    said = handoff(database_url, "pause", "--why", "x")
    assert said.returncode == 2
    assert said.stderr.startswith(f"handoff: DATABASE_URL: {path} cannot be written (Is a directory)")
    assert said.stderr.count("\n") == 1


@ONE
def test_a_port_that_is_taken_ends_the_start_before_anything_is_done(town: Town, database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        bot = Outside(town, database_url, port)
        assert bot.process.wait(20) == 2
        bot._reader.join(10)
    assert bot.lines[-1] == f"handoff: HANDOFF_HTTP: cannot listen on 127.0.0.1:{port} (Address already in use)\n"
    assert not bot.seen("run.serving")
    assert "Traceback" not in "".join(bot.lines)


@ONE
def test_a_database_that_fails_at_the_start_is_one_sentence(town: Town, database_url: str) -> None:
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as broken:
        broken.execute("DROP TABLE lease")
    bot = Outside(town, database_url)
    assert bot.process.wait(20) == 2
    bot._reader.join(10)
    assert bot.lines == [
        "handoff: DATABASE_URL: the database failed (no such table: lease); may the bot's user write to it?\n"
    ]
