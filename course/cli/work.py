"""`flask work`: the worker that delivers letters and makes papers."""

import click
from flask.cli import with_appcontext

from course.clock import now
from course.jobs import worker
from course.jobs.delivery import delivery
from course.jobs.digest import post_digests
from course.jobs.endings import tell_of_ends
from course.jobs.scanning import scan_waiting
from course.settings_here import settings_here


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now and end.")
@with_appcontext
def work(*, once: bool) -> None:
    """Deliver letters, make papers, have files scanned, tidy up what is no longer needed."""
    settings = settings_here()
    deliver = delivery(settings.smtp_url)
    if once:
        worker.tidy(settings, at=now())
        scan_waiting(settings, clock=now)
        post_digests(clock=now)
        tell_of_ends(clock=now)
        worker.work_once(settings, deliver, clock=now)
    else:
        worker.work(settings, deliver, clock=now, stop=worker.stop_on_signals())
