"""`flask credentials …`: the keys that credentials are signed with."""

import click
from flask.cli import AppGroup

from course.clock import local_day, now
from course.issuer_keys import make_key
from course.settings_here import settings_here

group = AppGroup("credentials", help="The issuer's keys.")


@group.command("new-key")
def new_key() -> None:
    """Make a key that signs from now on; what older ones signed still verifies.

    Once a year, and at once when a key may have been seen by somebody: docs/credentials.md.
    """
    folder = settings_here().issuer_keys
    name = make_key(folder, year=local_day(now()).year)
    click.echo(f"{folder / name}.pem signs from now on. Keep a copy of it where only you reach it.")
