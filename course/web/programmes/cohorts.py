"""Cohorts in figures: all of a programme, and one at a glance."""

from flask import render_template
from flask.typing import ResponseReturnValue

from course.clock import local_day, now
from course.database import reading
from course.permissions import Permission, may
from course.queries.cohort_figures import cohort_figures, cohort_reported_to, figures_of_cohort
from course.queries.stuck import count_stuck, stuck_people
from course.queries.to_do import to_do_in_cohort
from course.web.access import allow
from course.web.numbers import page_number
from course.web.panels.showing import asks_for_panels
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.programmes.glance import TasksShown, tries
from course.web.programmes.overview import MOST_TASKS, STUCK_DAYS
from course.web.visitors import visitor

ON_A_PAGE = 50
MOST_STUCK = 50


@bp.get("/programme/cohorts")
@allow(Permission.SEE_PROGRAMME)
def cohorts() -> ResponseReturnValue:
    """All cohorts of the programme: those that go on and end soonest come first."""
    programme, page = programme_here(Permission.SEE_PROGRAMME), page_number()
    today, first = local_day(now()), (page - 1) * ON_A_PAGE
    found = cohort_figures(reading(), programme, day=today, first=first, most=ON_A_PAGE + 1)
    return render_template(
        "programmes/cohorts.html",
        programme=programme,
        today=today,
        cohorts=found[:ON_A_PAGE],
        page=page,
        first=first + 1,
        more=len(found) > ON_A_PAGE,
    )


@bp.get("/programme/cohorts/<int:cohort_id>")
@allow(Permission.SEE_PROGRAMME)
def cohort(cohort_id: int) -> ResponseReturnValue:
    """One cohort at a glance: its figures, what is to be done, who is stuck and why."""
    session, at = reading(), now()
    found = cohort_reported_to(session, visitor(), cohort_id)
    programme, today = found.programme, local_day(at)
    tasks = to_do_in_cohort(
        session, found.id, by_panels=asks_for_panels(programme), at=at, most=MOST_TASKS
    )
    keeps = may(visitor(), Permission.KEEP_PROGRAMME, programme_id=programme.id)
    return render_template(
        "programmes/cohort.html",
        programme=programme,
        cohort=figures_of_cohort(session, found, day=today),
        today=today,
        tasks=TasksShown.of(tasks, keeps=keeps),
        stuck=stuck_people(session, found.id, tries(), at=at, most=MOST_STUCK),
        stuck_in_all=count_stuck(session, [found.id], tries(), at=at).get(found.id),
        stuck_days=STUCK_DAYS,
    )
