"""Alembic's environment: plain types in migrations, batches on SQLite, foreign keys left off."""

from logging.config import fileConfig

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Engine
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
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Batch mode drops and recreates tables; with keys on, that would delete rows.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
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
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run(database.engine)
