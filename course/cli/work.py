"""`flask work`: the worker that delivers letters and makes papers."""

import click
from flask import current_app
from flask.cli import with_appcontext

from course.catalogue import EXTENSION, attach, load_catalogue
from course.clock import now
from course.jobs import worker
from course.jobs.delivery import delivery
from course.jobs.digest import post_digests
from course.jobs.endings import tell_of_ends
from course.jobs.scanning import scan_waiting
from course.jobs.standings import keep_missing_standings
from course.settings_here import settings_here


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now and end.")
@with_appcontext
def work(*, once: bool) -> None:
    """Deliver letters, make papers and lists, have files scanned, keep standings, tidy up."""
    settings = settings_here()
    if EXTENSION not in current_app.extensions:  # lists name assignments by their titles
        attach(current_app, load_catalogue(settings.content_folder, settings.assessments_folder))
    deliver = delivery(settings.smtp_url)
    if once:
        worker.tidy(settings, at=now())
        keep_missing_standings(clock=now)
        scan_waiting(settings, clock=now)
        post_digests(clock=now)
        tell_of_ends(clock=now)
        worker.work_once(settings, deliver, clock=now)
    else:
        worker.work(settings, deliver, clock=now, stop=worker.stop_on_signals())
