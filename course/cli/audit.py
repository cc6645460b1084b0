"""`flask audit …`: the chained record of deeds."""

import sys

import click
from flask.cli import AppGroup

from course.actions.audit import broken_entries
from course.database import reading

group = AppGroup("audit", help="The chained record of deeds.")


@group.command("verify")
def verify_audit() -> None:
    """Recompute the chain of the audit trail; exit with 1 where it does not hold."""
    broken = broken_entries(reading())
    if broken:
        click.echo(f"broken at entries {broken}", err=True)
        sys.exit(1)
    click.echo("the chain holds")
