"""`flask audit …`: the chained record of deeds."""

import sys

import click
from flask.cli import AppGroup

from course.actions.audit import check_chain, knows_hash
from course.database import reading

group = AppGroup("audit", help="The chained record of deeds.")


@group.command("verify")
@click.option(
    "--head",
    "heads",
    multiple=True,
    help="A hash that was noted earlier (`audit head`, frozen figures): it must still be there.",
)
def verify_audit(heads: tuple[str, ...]) -> None:
    """Recompute the chain of the audit trail; exit with 1 where it does not hold."""
    chain = check_chain(reading())
    lost = [head for head in heads if not knows_hash(reading(), head)]
    if chain.broken:
        click.echo(f"broken at entries {list(chain.broken)}", err=True)
    if not chain.ends_as_told:
        click.echo("the chain does not end as told: entries were cut off or put there", err=True)
    for head in lost:
        click.echo(f"no entry has the hash {head}", err=True)
    if lost or not chain.holds:
        sys.exit(1)
    click.echo(f"the chain holds: {chain.entries} entries, the last has the hash {chain.hash}")


@group.command("head")
def show_head() -> None:
    """Print the hash of the last entry, to be noted where nobody of the service can change it."""
    click.echo(check_chain(reading()).hash)
