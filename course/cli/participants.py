"""`flask participants …`: a new key for what participants told the funder."""

import click
from flask.cli import AppGroup

from content.languages import Language
from course.actions.resealing import reseal_some
from course.clock import now
from course.database import writing
from course.errors import SealBroken
from course.language import voice
from course.sealing import new_key
from course.settings_here import seals_here

group = AppGroup("participants", help="The funder's data about participants, and their keys.")


@group.command("new-key")
def draw_key() -> None:
    """Print a key drawn by chance. Put it first in DATA_KEYS, before those that are there."""
    click.echo(new_key())


@group.command("reseal")
def reseal() -> None:
    """Seal everything by the first key of DATA_KEYS. Interrupted, it goes on where it was."""
    after = records = identities = 0
    try:
        while True:
            with writing() as session:
                done = reseal_some(session, seals_here(), after=after, at=now())
            if done is None:
                break
            after = done.last_id
            records, identities = records + done.records, identities + done.identities
    except SealBroken as broken:
        sentence = voice(Language.EN).error(broken.code, broken.facts)
        raise click.ClickException(f"After revision {after}: {sentence}") from broken
    click.echo(f"Sealed by the first key: {records} revisions, {identities} PESELs.")
