"""One trainee as trainers and coordinators see them; extra time, the end of a participation."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.cohorts import end_enrolment as close_enrolment
from course.actions.cohorts import withdraw_enrolment as break_off_enrolment
from course.actions.quiz_keeping import give_extra_time as set_extra_time
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import DatesReversed, DayInFuture, StandardNotFrozen
from course.models import Enrolment
from course.permissions import Permission, may
from course.queries.cohorts import enrolment_for, enrolment_to_keep
from course.queries.observations import may_observe
from course.queries.people import grants_of, with_places_elsewhere
from course.queries.quiz_deeds import may_give_time, place_to_give_time
from course.queries.validation import Portfolio, portfolio_of, qualification_of
from course.web.access import allow
from course.web.arrangements.plans import assignments_asked
from course.web.checklist import Line, checklist, staff_ways
from course.web.cohorts.blueprint import bp
from course.web.forms.cohorts import LeavingForm, read_day
from course.web.forms.quiz_keeping import TimeForm
from course.web.i18n import language, speaking
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>")
@allow(Permission.SEE_COHORTS)
def person(enrolment_id: int) -> ResponseReturnValue:
    """One trainee as trainers and coordinators see them."""
    return _page(enrolment_for(reading(), visitor(), enrolment_id), LeavingForm())


@bp.post("/enrolments/<int:enrolment_id>/end")
@allow(Permission.KEEP_COHORTS)
def end_enrolment(enrolment_id: int) -> ResponseReturnValue:
    """Close a participation that is finished."""
    form = LeavingForm.of_end(request.form)
    if form.faults:
        return _leaving_again(enrolment_id, form)
    try:
        with writing() as session:
            close_enrolment(
                session,
                enrolment_to_keep(session, visitor(), enrolment_id),
                ended_on=read_day(form.ended_on) or local_day(now()),
                by=visitor(),
                at=now(),
            )
    except (DatesReversed, DayInFuture) as refusal:
        return _leaving_again(enrolment_id, form.faulty("ended_on", Fault(refusal.code)))
    flash(speaking().gettext("Participation is closed. The assessment can begin."))
    return redirect(url_for("cohorts.person", enrolment_id=enrolment_id), 303)


@bp.post("/enrolments/<int:enrolment_id>/withdraw")
@allow(Permission.KEEP_COHORTS)
def withdraw_enrolment(enrolment_id: int) -> ResponseReturnValue:
    """Note that somebody left before the end."""
    form = LeavingForm.of_withdrawal(request.form)
    if form.faults:
        return _leaving_again(enrolment_id, form)
    with writing() as session:
        break_off_enrolment(
            session,
            enrolment_to_keep(session, visitor(), enrolment_id),
            reason=form.reason,
            by=visitor(),
            at=now(),
        )
    flash(speaking().gettext("It is noted that this person left the course."))
    return redirect(url_for("cohorts.person", enrolment_id=enrolment_id), 303)


@bp.post("/enrolments/<int:enrolment_id>/extra-time")
@allow(Permission.GIVE_EXTRA_TIME)
def give_extra_time(enrolment_id: int) -> ResponseReturnValue:
    """Set how much more time a trainee has in every quiz with a limit."""
    form = TimeForm.of(request.form)
    if form.faults:
        place = place_to_give_time(reading(), visitor(), enrolment_id)
        return _page(place, LeavingForm(), form), 422
    with writing() as session:
        place = place_to_give_time(session, visitor(), enrolment_id)
        set_extra_time(session, place, form.percent, by=visitor(), at=now())
    flash(speaking().gettext("The extra time is set, also in an attempt that goes on now."))
    return redirect(url_for("cohorts.person", enrolment_id=enrolment_id), 303)


def _leaving_again(enrolment_id: int, form: LeavingForm) -> ResponseReturnValue:
    return _page(enrolment_to_keep(reading(), visitor(), enrolment_id), form), 422


def _page(enrolment: Enrolment, leaving: LeavingForm, time: TimeForm | None = None) -> str:
    """The page of one trainee, with what was typed about their leaving or their time."""
    me, programme_id = visitor(), enrolment.cohort.programme_id
    portfolio = portfolio_of(reading(), visitor(), enrolment.id)
    keeps = may(me, Permission.KEEP_COHORTS, programme_id=programme_id)
    return render_template(
        "cohorts/person.html",
        enrolment=enrolment,
        portfolio=portfolio,
        lines=_lines(enrolment, portfolio),
        assignments=catalogue().assignments,
        asked_assignments=assignments_asked(reading(), enrolment.cohort),
        keeps=keeps,
        marks=may(me, Permission.MARK_SUBMISSIONS, programme_id=programme_id),
        sees_programme=may(me, Permission.SEE_PROGRAMME, programme_id=programme_id),
        gives_card=may(me, Permission.ISSUE_CARDS, programme_id=programme_id)
        and not grants_of(reading(), enrolment.person)
        and not with_places_elsewhere(reading(), [enrolment.person], programme_id),
        observes=may(me, Permission.KEEP_FIELDWORK, programme_id=programme_id)
        and may_observe(reading(), me, enrolment),
        leaving=leaving,
        gives_time=may_give_time(reading(), me, enrolment),
        time_offered=[(one, speaking().percent(one)) for one in TimeForm.OFFERED],
        time=time or TimeForm.stored(enrolment.extra_time_percent),
        today=local_day(now()),
    )


def _lines(enrolment: Enrolment, portfolio: Portfolio) -> list[Line] | None:
    """The checklist; none while the programme has no frozen rule."""
    try:
        qualification = qualification_of(reading(), enrolment)
    except StandardNotFrozen:
        return None
    ways = staff_ways(enrolment.id, portfolio.submissions)
    return checklist(qualification, catalogue(), language(), ways)
