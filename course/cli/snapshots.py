"""`flask snapshots …`: whether what was frozen is still as it was frozen."""

import sys

import click
from flask.cli import AppGroup

from course.database import reading
from course.queries.programmes import programme_with_code
from course.queries.snapshots import every_snapshot
from course.reports.snapshots import is_intact

group = AppGroup("snapshots", help="Figures frozen for the funder.")


@group.command("verify")
@click.argument("programme")
def verify(programme: str) -> None:
    """Reckon the digests of everything frozen in PROGRAMME anew; exit with 1 where one differs."""
    found = programme_with_code(reading(), programme)
    if found is None:
        click.echo(f"There is no programme {programme}.", err=True)
        sys.exit(1)
    changed = False
    for snapshot in every_snapshot(reading(), found):
        intact = is_intact(snapshot)
        changed = changed or not intact
        click.echo(f"{snapshot.number}: {'as it was frozen' if intact else 'CHANGED'}")
    if changed:
        sys.exit(1)
