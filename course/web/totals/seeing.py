"""What the lead partner sees: the totals of the programmes granted to them, and nobody's name."""

from flask import render_template
from flask.typing import ResponseReturnValue

from course.clock import local_day, now
from course.database import reading
from course.permissions import Permission
from course.queries.totals import frozen_totals, size_of
from course.reports.indicators import figures_of, institutions_in_use
from course.terms import Indicator
from course.web.access import allow
from course.web.programme_here import chosen_among, programmes_here
from course.web.totals.blueprint import bp
from course.web.totals.told import told_about


@bp.get("/totals")
@allow(Permission.SEE_TOTALS)
def show() -> ResponseReturnValue:
    """Figures against promises, how large the programme is, and what was frozen."""
    programmes = programmes_here(Permission.SEE_TOTALS)
    programme, session, at = chosen_among(programmes), reading(), now()
    today = local_day(at)
    told, tables = told_about(programme)
    figures = figures_of(session, programme, as_of=today)
    proved = [
        len(institutions_in_use(one.count))
        for one in figures
        if one.count.indicator is Indicator.INSTITUTIONS
    ]
    return render_template(
        "totals/show.html",
        programmes=programmes,
        programme=programme,
        at=at,
        figures=figures,
        proved=sum(proved),
        size=size_of(session, programme),
        frozen=frozen_totals(session, programme)[::-1],
        told=told,
        tables=tables,
    )
