"""`flask closeout`: all that a programme leaves, in one archive."""

import hashlib
import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

import click
from flask import current_app
from flask.cli import with_appcontext

from content.languages import Language
from course.actions.programmes import note_export
from course.catalogue import EXTENSION, attach, catalogue, load_catalogue
from course.clock import now
from course.closeout import Asked, pack
from course.database import reading, writing
from course.errors import PapersUnavailable
from course.queries.closeout import keepers_of
from course.queries.programmes import programme_with_code
from course.settings_here import settings_here


@click.command("closeout")
@click.argument("programme")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice([one.value for one in Language]), default="pl")
@click.option("--with-participants", is_flag=True, help="Also the funder's data, PESEL and all.")
@with_appcontext
def closeout(programme: str, file: Path, language: str, *, with_participants: bool) -> None:
    """Write the close-out pack of PROGRAMME, given by its code, to FILE.zip.

    Its lists are those that its coordinator sees.
    """
    found = programme_with_code(reading(), programme)
    keepers = keepers_of(reading(), found) if found else ()
    if found is None or not keepers:
        said = f"Programme {programme} has no coordinator." if found else None
        click.echo(said or f"There is no programme {programme}.", err=True)
        sys.exit(1)
    settings = settings_here()
    if EXTENSION not in current_app.extensions:  # the pack names assignments by their titles
        attach(current_app, load_catalogue(settings.content_folder, settings.assessments_folder))
    asked = Asked(
        programme_id=found.id,
        language=Language(language),
        settings=settings,
        course=catalogue(),
        by_id=keepers[0].id,
        at=now().replace(microsecond=0),
        with_participants=with_participants,
    )
    try:
        digest = _write(file, asked)
    except PapersUnavailable:
        click.echo("Pango is missing, so PDFs cannot be made; the README names it.", err=True)
        sys.exit(1)
    with writing() as session:
        note_export(
            session,
            found,
            kind="closeout",
            rows=1,
            sha256=digest,
            asked={"with_participants": with_participants},
            by=None,
            at=asked.at,
        )
    click.echo(f"{file}: {file.stat().st_size} bytes, SHA-256 {digest}")


def _write(path: Path, asked: Asked) -> str:
    """Whoever opens the file sees it whole, or not at all; its SHA-256."""
    digest = hashlib.sha256()
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as written:
        try:
            for chunk in pack(reading(), asked):
                digest.update(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
            Path(written.name).replace(path)
        except BaseException:
            Path(written.name).unlink(missing_ok=True)
            raise
    return digest.hexdigest()
