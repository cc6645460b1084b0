"""A trainee's own meetings: what comes, and how they took part."""

from flask import render_template
from flask.typing import ResponseReturnValue

from course.clock import now
from course.database import reading
from course.queries.meetings import compulsory_in, own_meetings
from course.queries.observations import observations_of
from course.queries.study import own_enrolment
from course.web.access import signed_in
from course.web.meetings.blueprint import bp
from course.web.meetings.planning import GOES_ON
from course.web.visitors import visitor


@bp.get("/meetings/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """The meetings of one's own cohort, those to come first."""
    enrolment = own_enrolment(reading(), visitor())
    found, since = own_meetings(reading(), enrolment), now() - GOES_ON
    return render_template(
        "meetings/mine.html",
        coming=[row for row in found if row[0].starts_at >= since],
        past=[row for row in reversed(found) if row[0].starts_at < since],
        observations=observations_of(reading(), enrolment.id),
        compulsory=compulsory_in(enrolment.cohort.programme),
    )
