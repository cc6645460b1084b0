"""Exceptions: entered by one about somebody of their cohorts, approved by a second person."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.exceptions import (
    approve_exception,
    enter_exception,
    refuse_exception,
    withdraw_exception,
)
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import (
    AlreadyCertified,
    AlreadyExcepted,
    DomainError,
    NotFound,
    PriorLearningFull,
)
from course.models import Enrolment
from course.permissions import Permission, may_anywhere
from course.queries.evidence import place_to_prove
from course.queries.exceptions import (
    Askable,
    askable_for,
    exception_to_decide,
    exception_to_withdraw,
    exceptions_of,
    exceptions_waiting,
    may_except,
    place_to_except,
)
from course.reports.excepted import amount_said, excepted_said
from course.terms import ExceptionKind
from course.web.access import allow, signed_in
from course.web.forms.exceptions import ExceptionForm
from course.web.i18n import language, speaking
from course.web.records.blueprint import bp
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>/exceptions")
@signed_in
def exceptions(enrolment_id: int) -> ResponseReturnValue:
    """What was entered about one person, and what became of it."""
    enrolment = place_to_prove(reading(), visitor(), enrolment_id)
    return render_template(
        "records/exceptions.html",
        enrolment=enrolment,
        exceptions=exceptions_of(reading(), enrolment_id),
        kinds=list(ExceptionKind) if may_except(reading(), visitor(), enrolment_id) else [],
        sees_cohorts=may_anywhere(visitor(), Permission.SEE_COHORTS),
        said=_said,
        amount=_amount,
    )


@bp.get("/enrolments/<int:enrolment_id>/exceptions/<kind>")
@allow(Permission.ENTER_EXCEPTIONS)
def new_exception(enrolment_id: int, kind: str) -> ResponseReturnValue:
    """The form of one kind of exception."""
    enrolment = place_to_except(reading(), visitor(), enrolment_id)
    return _form_page(enrolment, ExceptionForm(kind=_kind(kind)))


@bp.post("/enrolments/<int:enrolment_id>/exceptions/<kind>")
@allow(Permission.ENTER_EXCEPTIONS)
def enter(enrolment_id: int, kind: str) -> ResponseReturnValue:
    """Enter it; a second person approves."""
    enrolment = place_to_except(reading(), visitor(), enrolment_id)
    form = ExceptionForm.of(
        _kind(kind),
        request.form,
        askable_for(reading(), enrolment),
        first=enrolment.started_on,
        today=local_day(now()),
    )
    if form.faults:
        return _form_page(enrolment, form), 422
    try:
        with writing() as session:
            place = place_to_except(session, visitor(), enrolment_id)
            enter_exception(session, place, form.entry, by=visitor(), at=now())
    except (AlreadyExcepted, PriorLearningFull, AlreadyCertified) as refusal:
        enrolment = place_to_except(reading(), visitor(), enrolment_id)
        return _form_page(enrolment, form, refusal), 409
    flash(speaking().gettext("Entered. It counts when another person has approved it."))
    return redirect(url_for(".exceptions", enrolment_id=enrolment_id), 303)


@bp.get("/exceptions")
@allow(Permission.APPROVE_EXCEPTIONS)
def waiting_exceptions() -> ResponseReturnValue:
    """What waits for the visitor as the second person."""
    return _waiting_page()


@bp.post("/exceptions/<int:exception_id>/decision")
@allow(Permission.APPROVE_EXCEPTIONS)
def decide_exception(exception_id: int) -> ResponseReturnValue:
    """Approve or refuse as the second person."""
    approves = request.form.get("decision") == "approve"
    deed = approve_exception if approves else refuse_exception
    try:
        with writing() as session:
            exception = exception_to_decide(session, visitor(), exception_id)
            deed(session, exception, by=visitor(), at=now())
    except (PriorLearningFull, AlreadyCertified) as refusal:
        return _waiting_page(exception_id, refusal), 409
    if approves:
        flash(speaking().gettext("Approved. It counts from now on."))
    else:
        flash(speaking().gettext("Not approved. It changes nothing."))
    return redirect(url_for(".waiting_exceptions"), 303)


@bp.post("/exceptions/<int:exception_id>/withdraw")
@allow(Permission.ENTER_EXCEPTIONS)
def withdraw(exception_id: int) -> ResponseReturnValue:
    """Take back what one entered, while nobody has decided about it."""
    with writing() as session:
        exception = exception_to_withdraw(session, visitor(), exception_id)
        enrolment_id = exception.enrolment_id
        withdraw_exception(session, exception, by=visitor(), at=now())
    flash(speaking().gettext("Withdrawn."))
    return redirect(url_for(".exceptions", enrolment_id=enrolment_id), 303)


def _kind(kind: str) -> ExceptionKind:
    if kind not in set(ExceptionKind):
        raise NotFound
    return ExceptionKind(kind)


def _said(requirement: str) -> str:
    return excepted_said(requirement, catalogue().assignments, language())


def _amount(requirement: str, amount: int | None) -> str:
    return amount_said(requirement, amount, language())


def _form_page(
    enrolment: Enrolment, form: ExceptionForm, refused: DomainError | None = None
) -> str:
    askable = askable_for(reading(), enrolment)
    return render_template(
        "records/enter_exception.html",
        enrolment=enrolment,
        form=form,
        choices=_choices(askable, form.kind),
        at_most=max(askable.assignments.values(), default=0),
        refused=_sentence(refused),
        today=local_day(now()),
    )


def _choices(askable: Askable, kind: ExceptionKind) -> list[tuple[str, str]]:
    said = [(one, _said(one)) for one in askable.of(kind)]
    return [(one, text[:1].upper() + text[1:]) for one, text in said]


def _waiting_page(refused_id: int | None = None, refusal: DomainError | None = None) -> str:
    return render_template(
        "records/waiting_exceptions.html",
        exceptions=exceptions_waiting(reading(), visitor()),
        refused_id=refused_id,
        refused=_sentence(refusal),
        said=_said,
        amount=_amount,
    )


def _sentence(error: DomainError | None) -> str | None:
    return speaking().error(error.code, error.facts) if error else None
