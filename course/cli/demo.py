"""`flask run-demo` and `flask demo-reset`: the invented programme, for a machine of one's own."""

import click
from flask.cli import with_appcontext

from course.catalogue import load_catalogue
from course.database import db
from course.demo.entrances import entrances
from course.demo.preparing import DemonstrationRefused, alone, prepare, take_away
from course.demo.running import ChildEnded, server_and_worker, stop_on_signals, wait_for_the_end
from course.settings import Settings
from course.settings_here import settings_here
from course.web.forms.consents import consent_texts


@click.command("run-demo")
@with_appcontext
def run_demo() -> None:
    """Serve the demonstration, made at the first run, and print how to come in as each role."""
    settings = settings_here()
    stop = stop_on_signals()
    try:
        with alone(settings):
            _prepare(settings)
            with server_and_worker(settings, settings.port) as children:
                _tell(settings)
                wait_for_the_end(children, stop)
    except (DemonstrationRefused, ChildEnded) as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo("Ended. What you did is kept; make demo-reset starts afresh.")


@click.command("demo-reset")
@with_appcontext
def demo_reset() -> None:
    """Forget everything done in the demonstration and make it anew."""
    settings = settings_here()
    try:
        with alone(settings):
            take_away(settings)
            _prepare(settings)
    except DemonstrationRefused as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo("The demonstration is as on its first day; make run serves it.")


def _prepare(settings: Settings) -> None:
    course = load_catalogue(settings.content_folder, settings.assessments_folder)
    prepare(settings, course, consent_texts(course.curriculum))


def _tell(settings: Settings) -> None:
    lines = entrances(settings)
    db.session.remove()
    click.echo(f"\nSocially Organised, a demonstration: {settings.base_url}")
    click.echo("All people are invented. Each address signs in once, within half an hour.\n")
    for line in lines:
        click.echo(line)
    click.echo(f"\nLetters are shown in {settings.files_folder.parent / 'worker.log'}.")
    click.echo("Ctrl-C ends it; the next run keeps the data and prints new addresses.")
