"""The schema: one head, and it can go up, is what the models say, can come down and go up again, on both databases."""

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.cli.migrate import alembic_config
from bot.store import Store, check_schema
from models import SCHEMA


def test_there_is_one_head_and_the_program_knows_it() -> None:
    assert ScriptDirectory.from_config(alembic_config("sqlite:///x.db")).get_heads() == [SCHEMA]


def test_the_models_have_not_drifted_from_the_migrations(database_url: str) -> None:
    command.check(alembic_config(database_url))


def test_down_and_up_again(database_url: str) -> None:
    config = alembic_config(database_url)
    command.downgrade(config, "base")
    store = Store(database_url)
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")
    check_schema(store)
    store.close()
