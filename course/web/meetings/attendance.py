"""Who came: on screen, and on paper to be signed."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from course.actions.meetings import record_attendance
from course.clock import now
from course.database import reading, writing
from course.errors import AttendanceChanged
from course.models import Meeting
from course.permissions import Permission
from course.queries.meetings import (
    attendance_at,
    compulsory_in,
    has_attendance,
    last_recorded,
    make_ups_of,
    meeting_for,
    seen_of,
    trainees_of,
)
from course.reports.attendance_sheet import attendance_pdf
from course.web.access import allow
from course.web.forms.attendance import AttendanceForm
from course.web.i18n import language, speaking
from course.web.meetings.blueprint import bp
from course.web.visitors import visitor


@bp.get("/meetings/<int:meeting_id>")
@allow(Permission.KEEP_FIELDWORK)
def show(meeting_id: int) -> ResponseReturnValue:
    """A meeting, and who came to it."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    trainees = trainees_of(reading(), meeting.cohort_id)
    rows = attendance_at(reading(), meeting)
    form = AttendanceForm.saved(meeting, trainees, rows, by=visitor())
    return _page(meeting, form, seen_of(rows.values()))


@bp.post("/meetings/<int:meeting_id>")
@allow(Permission.KEEP_FIELDWORK)
def record(meeting_id: int) -> ResponseReturnValue:
    """Save how everybody took part; whoever saved meanwhile is not overwritten unseen."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    form, seen = _read(meeting), request.form.get("seen", "")
    if form.faults:
        return _page(meeting, form, seen), 422
    try:
        with writing() as session:
            meeting = meeting_for(session, visitor(), meeting_id)
            presences = form.presences
            record_attendance(session, meeting, presences, seen=seen, by=visitor(), at=now())
    except AttendanceChanged:
        meeting = meeting_for(reading(), visitor(), meeting_id)
        form, rows = _read(meeting), attendance_at(reading(), meeting)
        return _page(meeting, form, seen_of(rows.values()), is_divided=True), 409
    flash(speaking().gettext("Attendance saved."))
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.get("/meetings/<int:meeting_id>/sheet")
@allow(Permission.KEEP_FIELDWORK)
def sheet(meeting_id: int) -> ResponseReturnValue:
    """The sheet to be signed as PDF; with `blank` in the address its rows bear no names."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    trainees = trainees_of(reading(), meeting.cohort_id)
    names = [] if "blank" in request.args else [trainee.person.name for trainee in trainees]
    called = speaking().gettext("attendance-list")
    return send_file(
        BytesIO(attendance_pdf(meeting, names, language())),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{called}-{meeting.code}.pdf",
        max_age=0,
    )


def _read(meeting: Meeting) -> AttendanceForm:
    trainees = trainees_of(reading(), meeting.cohort_id)
    rows = attendance_at(reading(), meeting)
    return AttendanceForm.typed(meeting, trainees, rows, request.form, by=visitor())


def _page(meeting: Meeting, form: AttendanceForm, seen: str, *, is_divided: bool = False) -> str:
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        form=form,
        seen=seen,
        is_divided=is_divided,
        last=last_recorded(reading(), meeting),
        recorded=has_attendance(reading(), meeting),
        make_ups=make_ups_of(reading(), meeting),
        is_compulsory=(meeting.makes_up_for or meeting).code
        in compulsory_in(meeting.cohort.programme),
        at=now(),
    )
