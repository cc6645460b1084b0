"""The audit trail of a programme: what was done, by whom, about whom, when."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from course.database import reading
from course.permissions import Permission, may
from course.queries.audit import about, deeds_of
from course.sentences import SUBJECT_TEXTS
from course.web.access import allow
from course.web.numbers import row_number
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor

ON_A_PAGE = 50


@bp.get("/audit")
@allow(Permission.READ_AUDIT)
def audit() -> ResponseReturnValue:
    """Deeds about anything of the programme, newest first."""
    programme = programme_here(Permission.READ_AUDIT)
    before = request.args.get("before", type=row_number)
    found = deeds_of(reading(), programme, before=before, most=ON_A_PAGE + 1)
    deeds = found[:ON_A_PAGE]
    return render_template(
        "programmes/audit.html",
        programme=programme,
        deeds=deeds,
        about=about(reading(), deeds),
        before=before,
        more=len(found) > ON_A_PAGE,
        subjects=SUBJECT_TEXTS,
        sees_programme=may(visitor(), Permission.SEE_PROGRAMME, programme_id=programme.id),
    )
