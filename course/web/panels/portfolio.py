"""The portfolio on one page, the same for the trainee and for whoever judges."""

from flask import render_template
from flask.typing import ResponseReturnValue

from assessments.qualification import Qualification
from course.catalogue import catalogue
from course.database import reading
from course.errors import StandardNotFrozen
from course.models import Enrolment
from course.queries.panels import standing_panel
from course.queries.portfolio import assembled_for, by_moment, place_with_portfolio
from course.queries.validation import qualification_of
from course.web.access import signed_in
from course.web.panels.blueprint import bp
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>/portfolio")
@signed_in
def portfolio(enrolment_id: int) -> ResponseReturnValue:
    """Everything that a panel reads, and what of it is missing."""
    place = place_with_portfolio(reading(), visitor(), enrolment_id)
    assembled = assembled_for(reading(), visitor(), place, _qualification(place))
    return render_template(
        "panels/portfolio.html",
        enrolment=place,
        own=place.person_id == visitor().id,
        portfolio=assembled,
        moments=by_moment(assembled.self_assessments),
        assignments=catalogue().assignments,
        competences={one.code: one.title for one in catalogue().curriculum.competences},
        called=standing_panel(reading(), place.id),
    )


def _qualification(place: Enrolment) -> Qualification | None:
    try:
        return qualification_of(reading(), place)
    except StandardNotFrozen:
        return None
