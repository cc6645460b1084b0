"""Alembic's environment: plain types in migrations, batches on SQLite, foreign keys left off."""

from collections.abc import Iterator
from contextlib import contextmanager
from logging.config import fileConfig

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, Engine
from sqlalchemy.types import TypeDecorator

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name, disable_existing_loggers=False)

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: object, _autogen: AutogenContext) -> str | bool:
    """Write our own types as what they are made of: a migration must not import the app."""
    if kind == "type" and isinstance(item, TypeDecorator):
        implementation = item.impl_instance
        timezone = "timezone=True" if getattr(implementation, "timezone", False) else ""
        return f"sa.{type(implementation).__name__}({timezone})"
    return False


def leave_out_empty(_context: object, _revision: object, directives: list[object]) -> None:
    """No migration file for no change."""
    if not getattr(config.cmd_opts, "autogenerate", False):
        return  # `check` wants to see that there is nothing
    script = directives[0]
    operations = getattr(script, "upgrade_ops", None)
    if operations is not None and operations.is_empty():
        directives[:] = []


def run(engine: Engine) -> None:
    """Migrate through one connection, in one transaction."""
    with engine.connect() as connection, _keys_off(connection):
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            render_item=render_item,
            process_revision_directives=leave_out_empty,
            compare_type=True,
            transactional_ddl=True,  # on SQLite too: the engine itself begins and commits
        )
        with context.begin_transaction():
            context.run_migrations()
            _check_keys(connection)


@contextmanager
def _keys_off(connection: Connection) -> Iterator[None]:
    """Batch mode drops tables and makes them anew; with keys on, rows could not be left alone.

    SQLite turns them off and on between transactions only, so the driver is told: SQLAlchemy would
    begin one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()  # what a failed migration left open
        connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def _check_keys(connection: Connection) -> None:
    """Look for what the keys would have refused. Raises RuntimeError, and nothing is changed."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = f"rows point at what is not there: {broken}"
        raise RuntimeError(message)


run(database.engine)
