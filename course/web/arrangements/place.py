"""One assignment of one trainee: all that was handed in and arranged, and what comes next."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.arrangements import give_extension, record_talk
from course.clock import local_day, now
from course.database import reading, writing
from course.permissions import Permission
from course.queries.arrangements import arrangements_of, may_arrange, place_to_arrange
from course.queries.assignments import works_of
from course.queries.cohorts import enrolment_for
from course.terms import EnrolmentState, SubmissionState
from course.web.about_work import entered_told
from course.web.access import allow
from course.web.arrangements.blueprint import bp
from course.web.drafts import authored
from course.web.due import due_shown, late_told
from course.web.forms.arrangements import TalkForm, TimeForm
from course.web.forms.base import given
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>/assignments/<slug>")
@allow(Permission.SEE_COHORTS)
def place(enrolment_id: int, slug: str) -> ResponseReturnValue:
    """All that was handed in and arranged, for who follows this trainee."""
    return _page(enrolment_id, slug)


@bp.post("/enrolments/<int:enrolment_id>/assignments/<slug>/time")
@allow(Permission.MARK_SUBMISSIONS)
def give(enrolment_id: int, slug: str) -> ResponseReturnValue:
    """Give more time unasked."""
    assignment, found = authored(slug), place_to_arrange(reading(), visitor(), enrolment_id)
    due_on = arrangements_of(reading(), found.id, slug).due_on
    form = TimeForm.of_gift(request.form, due_on=due_on, today=local_day(now()))
    if form.faults:
        return _page(enrolment_id, slug, time=form), 422
    with writing() as session:
        give_extension(
            session,
            place_to_arrange(session, visitor(), enrolment_id),
            assignment=assignment,
            given_until=given(form.day),
            answer=form.words,
            by=visitor(),
            at=now(),
        )
    flash(speaking().gettext("More time is given. The trainee gets a letter."))
    return redirect(url_for(".place", enrolment_id=enrolment_id, slug=slug), 303)


@bp.post("/enrolments/<int:enrolment_id>/assignments/<slug>/talk")
@allow(Permission.MARK_SUBMISSIONS)
def talk(enrolment_id: int, slug: str) -> ResponseReturnValue:
    """Record the talk after the last return."""
    assignment = authored(slug)
    place_to_arrange(reading(), visitor(), enrolment_id)
    form = TalkForm.of(request.form, today=local_day(now()))
    if form.faults:
        return _page(enrolment_id, slug, talk=form), 422
    with writing() as session:
        record_talk(
            session,
            place_to_arrange(session, visitor(), enrolment_id),
            assignment=assignment,
            held_on=given(form.day),
            agreed=form.agreed,
            another_time=form.another_time == "yes",
            by=visitor(),
            at=now(),
        )
    flash(speaking().gettext("The talk is recorded. The trainee can read what was agreed."))
    return redirect(url_for(".place", enrolment_id=enrolment_id, slug=slug), 303)


def _page(
    enrolment_id: int, slug: str, *, time: TimeForm | None = None, talk: TalkForm | None = None
) -> str:
    session, today, assignment = reading(), local_day(now()), authored(slug)
    enrolment = enrolment_for(session, visitor(), enrolment_id)
    arranged = arrangements_of(session, enrolment.id, slug)
    works = works_of(session, enrolment, slug)
    returned = bool(works) and works[-1].state == SubmissionState.RETURNED
    exhausted = returned and works[-1].number >= arranged.times_allowed(assignment.max_submissions)
    asked = arranged.open_request
    going_on = enrolment.state is EnrolmentState.ADMITTED
    draft = next((one for one in works if one.state == SubmissionState.DRAFT), None)
    return render_template(
        "arrangements/place.html",
        enrolment=enrolment,
        assignment=assignment,
        arranged=arranged,
        due=due_shown(arranged.due_on, today),
        works=[
            (one, entered_told(one), late_told(one, arranged.due_on))
            for one in works
            if one is not draft
        ],
        draft=draft,
        may_enter=not works or (returned and not exhausted),
        arranges=going_on and may_arrange(session, visitor(), enrolment),
        talk_due=exhausted,
        time=time or TimeForm(asked.wanted_until.isoformat() if asked else ""),
        talk=talk or TalkForm(today.isoformat()),
    )
