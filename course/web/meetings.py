"""Taught days: planned, and who came in minutes."""

import re
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.meetings import plan_meeting, record_attendance
from course.clock import now
from course.database import reading, writing
from course.errors import MeetingCodeTaken, NotFound
from course.models import Cohort, Meeting
from course.permissions import Permission
from course.queries.meetings import (
    cohorts_taught,
    meeting_for,
    meetings_of,
    minutes_present_at,
    trainees_of,
)
from course.terms import MeetingKind
from course.web.access import allow
from course.web.forms.base import given
from course.web.forms.fieldwork import MeetingForm
from course.web.i18n import speaking
from course.web.visitors import visitor

bp = Blueprint("meetings", __name__)

ATTENDANCE_FIELD = re.compile(r"minutes-[0-9]{1,18}")


@bp.get("/meetings")
@allow(Permission.KEEP_FIELDWORK)
def index() -> ResponseReturnValue:
    """Meetings of the cohorts that the trainer teaches."""
    meetings = meetings_of(reading(), visitor())
    return render_template("meetings/index.html", meetings=meetings, at=now())


@bp.get("/meetings/new")
@allow(Permission.KEEP_FIELDWORK)
def new() -> ResponseReturnValue:
    """A form for a new meeting."""
    form = MeetingForm(formdata=None, data={"kind": MeetingKind.WORKSHOP.value})
    return _form_page(form)


@bp.post("/meetings/new")
@allow(Permission.KEEP_FIELDWORK)
def create() -> ResponseReturnValue:
    """Plan a meeting."""
    form = MeetingForm()
    _offer_cohorts(form)
    if not form.validate():
        return _form_page(form), 422
    try:
        with writing() as session:
            meeting = plan_meeting(
                session,
                _cohort_taught(int(form.cohort.data)),
                kind=MeetingKind(form.kind.data),
                code=given(form.code.data).strip().upper(),
                title=given(form.title.data).strip(),
                place=given(form.place.data).strip(),
                starts_at=form.begins(),
                minutes=given(form.minutes.data),
                by=visitor(),
                at=now(),
            )
            meeting_id = meeting.id
    except MeetingCodeTaken as taken:
        form.code.errors = [speaking().error(taken.code, taken.facts)]
        return _form_page(form), 409
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.get("/meetings/<int:meeting_id>")
@allow(Permission.KEEP_FIELDWORK)
def show(meeting_id: int) -> ResponseReturnValue:
    """Who came, and for how long."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    present = minutes_present_at(reading(), meeting)
    typed = {str(enrolment_id): str(minutes) for enrolment_id, minutes in present.items()}
    return _attendance_page(meeting, typed, set())


@bp.post("/meetings/<int:meeting_id>")
@allow(Permission.KEEP_FIELDWORK)
def record(meeting_id: int) -> ResponseReturnValue:
    """Save the minutes of everybody. An empty place says nothing yet; 0 says: did not come."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    typed = {
        name.removeprefix("minutes-"): value.strip()
        for name, value in request.form.items()
        if ATTENDANCE_FIELD.fullmatch(name)
    }
    faulty = {key for key, value in typed.items() if value and not _is_within(value, meeting)}
    if faulty:
        return _attendance_page(meeting, typed, faulty), 422
    minutes = {int(key): int(value) for key, value in typed.items() if value}
    with writing() as session:
        meeting = meeting_for(session, visitor(), meeting_id)
        record_attendance(session, meeting, minutes, by=visitor(), at=now())
    flash(speaking().gettext("Attendance saved."))
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


def _is_within(value: str, meeting: Meeting) -> bool:
    short = len(value) <= len(str(meeting.minutes)) + 1  # a zero may stand before it
    return short and value.isdecimal() and int(value) <= meeting.minutes


def _cohort_taught(cohort_id: int) -> Cohort:
    found = (cohort for cohort in cohorts_taught(reading(), visitor()) if cohort.id == cohort_id)
    cohort = next(found, None)
    if cohort is None:
        raise NotFound
    return cohort


def _offer_cohorts(form: MeetingForm) -> None:
    form.offer([(str(cohort.id), cohort.title) for cohort in cohorts_taught(reading(), visitor())])


def _form_page(form: MeetingForm) -> str:
    _offer_cohorts(form)
    return render_template("meetings/new.html", form=form)


def _attendance_page(meeting: Meeting, typed: Mapping[str, str], faulty: set[str]) -> str:
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        trainees=trainees_of(reading(), meeting.cohort_id),
        typed=typed,
        faulty=faulty,
        at=now(),
    )
