"""Alembic's entry: one connection, short lock waits, and on PostgreSQL an advisory lock against two at once."""

from alembic import context
from sqlalchemy import text

from bot.store import Store
from models import Base

LOCK = 4_120_417


def run() -> None:
    store = Store(context.config.attributes["url"])
    with store.engine.connect() as connection:
        if store.dialect == "postgresql":
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=store.dialect == "sqlite",
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    store.close()


run()
