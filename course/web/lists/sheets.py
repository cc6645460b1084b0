"""The sheet on which people sign that they came to a meeting, for who oversees a programme."""

import hashlib

from flask import Response, request
from flask.typing import ResponseReturnValue

from course.actions.exports import note_list_taken
from course.clock import now
from course.database import reading, writing
from course.permissions import Permission
from course.queries.lists.attendance import meeting_reported_to
from course.queries.meetings import trainees_of
from course.queries.prepared import taken_by
from course.reports.attendance_sheet import attendance_pdf
from course.reports.formats import FileKind
from course.terms import ListKind
from course.web.access import allow
from course.web.i18n import language, speaking
from course.web.lists.blueprint import bp
from course.web.lists.taking import sent
from course.web.visitors import visitor


@bp.get("/lists/meetings/<int:meeting_id>/sheet")
@allow(Permission.SEE_PROGRAMME)
def sheet(meeting_id: int) -> ResponseReturnValue:
    """The sheet of a meeting; with `blank` in the address its rows bear no names."""
    meeting = meeting_reported_to(reading(), visitor(), meeting_id)
    programme_id, person_id, code = meeting.cohort.programme_id, visitor().id, meeting.code
    trainees = trainees_of(reading(), meeting.cohort_id)
    names = [] if "blank" in request.args else [trainee.person.name for trainee in trainees]
    content = attendance_pdf(meeting, names, language())
    with writing() as session:
        programme, person = taken_by(session, programme_id, person_id)
        note_list_taken(
            session,
            programme,
            list_kind=ListKind.ATTENDANCE,
            facts={
                "kind": FileKind.PDF.value,
                "rows": len(names),
                "sha256": hashlib.sha256(content).hexdigest(),
                "filter": {"meeting": str(meeting_id)},
            },
            by=person,
            at=now(),
        )
    called = speaking().gettext("attendance-list")
    name = f"{called}-{code}.pdf"
    return sent(Response(content, mimetype=FileKind.PDF.media_type), name)
