"""Where a programme's figures, lists and files are: one page that leads to all of them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from course.permissions import Permission, may
from course.terms import Indicator
from course.web.access import allow
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor


@bp.get("/reports")
@allow(Permission.SEE_PROGRAMME)
def reports() -> ResponseReturnValue:
    """Figures, lists, and what else is kept of the programme."""
    programme = programme_here(Permission.SEE_PROGRAMME)
    mine = {
        permission
        for permission in (
            Permission.EXPORT_LISTS,
            Permission.KEEP_PROGRAMME,
            Permission.READ_AUDIT,
        )
        if may(visitor(), permission, programme_id=programme.id)
    }
    return render_template(
        "programmes/reports.html",
        programme=programme,
        indicators=list(Indicator),
        may_export=Permission.EXPORT_LISTS in mine,
        may_keep=Permission.KEEP_PROGRAMME in mine,
        may_read_audit=Permission.READ_AUDIT in mine,
    )
