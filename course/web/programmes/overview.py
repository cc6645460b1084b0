"""The programme on one page: where it stands, what is to be done, who is stuck."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from course.clock import local_day, now
from course.database import reading
from course.models import Programme
from course.permissions import Permission, may
from course.queries.cohort_figures import CohortFigures, cohort_figures
from course.queries.figures import figure_on, growth
from course.queries.helping import count_on_the_way
from course.queries.institutions import agreements_of
from course.queries.programmes import targets_of
from course.queries.stuck import (
    NOTHING_DAYS,
    QUIET_DAYS,
    RETURNED_DAYS,
    StuckCount,
    count_stuck,
)
from course.queries.to_do import to_do_in
from course.reports.agreements import AgreementProof
from course.reports.indicators import Count, count_agreements, institutions_in_use
from course.reports.overview import MonthEnd, institutions_on_the_way, month_ends
from course.terms import Indicator
from course.web.access import allow
from course.web.panels.showing import asks_for_panels
from course.web.programme_here import chosen_among, programmes_here
from course.web.programmes.blueprint import bp
from course.web.programmes.glance import FigureShown, TasksShown, tries
from course.web.visitors import visitor

MOST_TASKS = 10
MOST_COHORTS = 12
STUCK_DAYS = {"quiet": QUIET_DAYS, "returned": RETURNED_DAYS, "nothing_yet": NOTHING_DAYS}


@bp.get("/programme")
@allow(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """Two figures, what is to be done, who is stuck, how the figure grew, the cohorts."""
    programmes = programmes_here(Permission.SEE_PROGRAMME)
    programme, session, at = chosen_among(programmes), reading(), now()
    today = local_day(at)
    cohorts = cohort_figures(session, programme, day=today, first=0, most=MOST_COHORTS)
    agreements = count_agreements(agreements_of(session, programme), as_of=today)
    people, institutions = _figures(session, programme, agreements)
    return render_template(
        "programmes/show.html",
        programmes=programmes,
        programme=programme,
        at=at,
        today=today,
        people=people,
        institutions=institutions,
        in_use=len(institutions_in_use(agreements)),
        tasks=tasks_of(session, programme, at),
        stuck=list(_stuck(session, cohorts, at)),
        stuck_days=STUCK_DAYS,
        growth=_growth(session, programme, today),
        cohorts=cohorts,
    )


def tasks_of(session: Session, programme: Programme, at: datetime) -> TasksShown:
    """What is to be done in a programme, for who keeps it and for who only reads."""
    found = to_do_in(
        session, programme, visitor(), by_panels=asks_for_panels(programme), at=at, most=MOST_TASKS
    )
    keeps = may(visitor(), Permission.KEEP_PROGRAMME, programme_id=programme.id)
    return TasksShown.of(found, keeps=keeps)


def _figures(
    session: Session, programme: Programme, agreements: Count[AgreementProof]
) -> tuple[FigureShown, FigureShown]:
    """People, then institutions, each beside its target and with what is on the way."""
    targets, day = targets_of(session, programme), agreements.as_of
    return (
        FigureShown.of(
            figure_on(session, programme, day),
            targets.get(Indicator.QUALIFIED_ORGANISERS),
            count_on_the_way(session, programme, day),
        ),
        FigureShown.of(
            agreements.achieved,
            targets.get(Indicator.INSTITUTIONS),
            institutions_on_the_way(agreements),
        ),
    )


def _growth(session: Session, programme: Programme, today: date) -> list[MonthEnd]:
    days = month_ends(since=programme.starts_on, as_of=today)
    counted = growth(session, programme, days)
    return [MonthEnd(day, counted[day]) for day in days]


def _stuck(
    session: Session, cohorts: Sequence[CohortFigures], at: datetime
) -> Iterator[tuple[CohortFigures, StuckCount]]:
    """The cohorts in which somebody is stuck, in their order."""
    found = count_stuck(session, [one.cohort_id for one in cohorts], tries(), at=at)
    return ((one, found[one.cohort_id]) for one in cohorts if one.cohort_id in found)
