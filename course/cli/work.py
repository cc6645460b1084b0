"""`flask work`: the worker that delivers letters."""

import click
from flask.cli import with_appcontext

from course.clock import now
from course.jobs import worker
from course.jobs.delivery import delivery
from course.settings_here import settings_here


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now and end.")
@with_appcontext
def work(*, once: bool) -> None:
    """Deliver letters as they are written; tidy up what is no longer needed."""
    settings = settings_here()
    deliver = delivery(settings.smtp_url)
    if once:
        worker.tidy(at=now())
        worker.work_once(settings, deliver, clock=now)
    else:
        worker.work(settings, deliver, clock=now, stop=worker.stop_on_signals())
