"""Taught days planned, changed and cancelled."""

from collections.abc import Sequence
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.meetings import MeetingFacts, cancel_meeting, change_meeting, plan_meeting
from course.clock import LOCAL_ZONE, now
from course.database import reading, writing
from course.errors import MeetingCodeTaken, MeetingRecorded, NotFound
from course.models import Cohort, Meeting
from course.permissions import Permission
from course.queries.meetings import (
    cohorts_taught,
    compulsory_in,
    has_attendance,
    has_make_ups,
    meeting_for,
    meetings_of,
    meetings_to_make_up,
)
from course.terms import MeetingKind
from course.web.access import allow
from course.web.forms.base import given
from course.web.forms.meetings import CancelForm, MeetingForm
from course.web.i18n import speaking
from course.web.meetings.blueprint import bp
from course.web.numbers import row_number
from course.web.visitors import visitor

GOES_ON = timedelta(hours=8)
"""A meeting that began less than this ago still stands among those to come."""

PAST_SHOWN = 30


@bp.get("/meetings")
@allow(Permission.KEEP_FIELDWORK)
def index() -> ResponseReturnValue:
    """Meetings of the cohorts that the trainer teaches: those to come, then those that were."""
    found, since = meetings_of(reading(), visitor()), now() - GOES_ON
    cohorts = {cohort.id: cohort for cohort in _cohorts()}
    cohort_id = request.args.get("cohort", type=int)
    if cohort_id in cohorts:
        found = [row for row in found if row[0].cohort_id == cohort_id]
    past = [row for row in found if row[0].starts_at < since]
    return render_template(
        "meetings/index.html",
        coming=[row for row in reversed(found) if row[0].starts_at >= since],
        past=past if "all" in request.args else past[:PAST_SHOWN],
        past_count=len(past),
        cohorts=cohorts.values(),
        cohort_id=cohort_id if cohort_id in cohorts else None,
        compulsory=compulsory_in,
        at=now(),
    )


@bp.get("/meetings/new")
@allow(Permission.KEEP_FIELDWORK)
def new() -> ResponseReturnValue:
    """A form for a new meeting; `for` names the one that it makes up for."""
    missed_id = request.args.get("for", type=row_number)
    if missed_id is None:
        return _new_page(MeetingForm(formdata=None, data={"kind": MeetingKind.WORKSHOP.value}))
    missed = meeting_for(reading(), visitor(), missed_id)
    made_up = {
        **_typed(missed),
        "cohort": str(missed.cohort_id),
        "code": f"{missed.code}-2",
        "starts_at": None,
        "makes_up_for": str(missed.id),
    }
    return _new_page(MeetingForm(formdata=None, data=made_up))


@bp.post("/meetings/new")
@allow(Permission.KEEP_FIELDWORK)
def create() -> ResponseReturnValue:
    """Plan a meeting."""
    form = MeetingForm()
    _offer(form, _cohorts())
    if not form.validate():
        return _new_page(form), 422
    try:
        with writing() as session:
            cohort = _cohort_taught(int(form.cohort.data))
            meeting = plan_meeting(session, cohort, _facts(form), by=visitor(), at=now())
            meeting_id = meeting.id
    except MeetingCodeTaken as taken:
        form.code.errors = [speaking().error(taken.code, taken.facts)]
        return _new_page(form), 409
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.get("/meetings/<int:meeting_id>/change")
@allow(Permission.KEEP_FIELDWORK)
def offer_change(meeting_id: int) -> ResponseReturnValue:
    """What is planned, to be changed or cancelled."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    return _change_page(meeting, _change_form(meeting, fresh=True), CancelForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/change")
@allow(Permission.KEEP_FIELDWORK)
def change(meeting_id: int) -> ResponseReturnValue:
    """Change a plan; where attendance is recorded, only what does not touch it."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    form = _change_form(meeting)
    if not form.validate():
        return _change_page(meeting, form, CancelForm(formdata=None)), 422
    try:
        with writing() as session:
            meeting = meeting_for(session, visitor(), meeting_id)
            change_meeting(session, meeting, _facts(form, meeting), by=visitor(), at=now())
    except MeetingCodeTaken as taken:
        form.code.errors = [speaking().error(taken.code, taken.facts)]
        meeting = meeting_for(reading(), visitor(), meeting_id)
        return _change_page(meeting, form, CancelForm(formdata=None)), 409
    except MeetingRecorded as recorded:  # while the whole form was open
        flash(speaking().error(recorded.code, recorded.facts))
        return redirect(url_for(".offer_change", meeting_id=meeting_id), 303)
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.post("/meetings/<int:meeting_id>/cancel")
@allow(Permission.KEEP_FIELDWORK)
def cancel(meeting_id: int) -> ResponseReturnValue:
    """Say that a meeting does not take place."""
    meeting = meeting_for(reading(), visitor(), meeting_id)
    form = CancelForm()
    if not form.validate():
        return _change_page(meeting, _change_form(meeting, fresh=True), form), 422
    with writing() as session:
        meeting = meeting_for(session, visitor(), meeting_id)
        cancel_meeting(session, meeting, reason=given(form.reason.data), by=visitor(), at=now())
    flash(speaking().gettext("The meeting is cancelled. Trainees see it, with the reason."))
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


def _facts(form: MeetingForm, meeting: Meeting | None = None) -> MeetingFacts:
    """What was typed; what the form does not ask for stays as it is."""
    if meeting is not None and "minutes" not in form:
        return MeetingFacts(
            kind=meeting.kind,
            code=meeting.code,
            title=given(form.title.data).strip(),
            place=given(form.place.data).strip(),
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            makes_up_for=meeting.makes_up_for,
        )
    return MeetingFacts(
        kind=MeetingKind(form.kind.data),
        code=given(form.code.data).strip().upper(),
        title=given(form.title.data).strip(),
        place=given(form.place.data).strip(),
        starts_at=form.begins(),
        minutes=given(form.minutes.data),
        makes_up_for=form.original(),
    )


def _typed(meeting: Meeting) -> dict[str, object]:
    """A meeting as its form shows it."""
    return {
        "kind": meeting.kind.value,
        "code": meeting.code,
        "title": meeting.title,
        "place": meeting.place,
        "starts_at": meeting.starts_at.astimezone(LOCAL_ZONE),
        "minutes": meeting.minutes,
        "makes_up_for": str(meeting.makes_up_for_id or ""),
    }


def _change_form(meeting: Meeting, *, fresh: bool = False) -> MeetingForm:
    """The form of a planned meeting; `fresh` shows what is saved instead of what was sent."""
    form = MeetingForm(formdata=None, data=_typed(meeting)) if fresh else MeetingForm()
    _offer(form, [meeting.cohort], but=meeting)
    del form.cohort
    if has_attendance(reading(), meeting):
        del form.kind, form.code, form.starts_at, form.minutes, form.makes_up_for
    elif has_make_ups(reading(), meeting):
        form.offer_originals([])
    return form


def _cohorts() -> Sequence[Cohort]:
    return cohorts_taught(reading(), visitor())


def _cohort_taught(cohort_id: int) -> Cohort:
    cohort = next((cohort for cohort in _cohorts() if cohort.id == cohort_id), None)
    if cohort is None:
        raise NotFound
    return cohort


def _offer(form: MeetingForm, cohorts: Sequence[Cohort], *, but: Meeting | None = None) -> None:
    form.offer([(str(cohort.id), cohort.title) for cohort in cohorts])
    found = meetings_to_make_up(reading(), [cohort.id for cohort in cohorts])
    form.offer_originals([meeting for meeting in found if but is None or meeting.id != but.id])


def _new_page(form: MeetingForm) -> str:
    cohorts = _cohorts()
    _offer(form, cohorts)
    return render_template("meetings/new.html", form=form, compulsory=_compulsory(cohorts))


def _change_page(meeting: Meeting, form: MeetingForm, cancelling: CancelForm) -> str:
    return render_template(
        "meetings/change.html",
        meeting=meeting,
        form=form,
        cancelling=cancelling,
        recorded="minutes" not in form,
        compulsory=_compulsory([meeting.cohort]),
    )


def _compulsory(cohorts: Sequence[Cohort]) -> str | None:
    """Which workshops nobody may miss, by programme; none where no rule tells of any."""
    programmes = {cohort.programme.code: cohort.programme for cohort in cohorts}
    told = [
        f"{', '.join(codes)} ({code})"
        for code, programme in programmes.items()
        if (codes := compulsory_in(programme))
    ]
    return "; ".join(told) or None
