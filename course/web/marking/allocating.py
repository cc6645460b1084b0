"""Who marks what: the shares of a cohort's markers, and one piece handed to somebody else."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from course.actions.allocation import hand_over as give_to
from course.actions.allocation import pass_on, set_shares
from course.clock import now
from course.database import reading, writing
from course.errors import NobodyToMark, NotAllocated
from course.models import Cohort, Person, Submission
from course.permissions import Permission
from course.queries.allocation import (
    cohort_to_allocate,
    cohort_to_allocate_held,
    markers_for,
    open_allocation,
    shares_of,
    submission_to_allocate,
    trainers_in,
)
from course.queries.assignments import knows_author
from course.queries.cohorts import trainers_of
from course.queries.waiting_pieces import waiting_pieces
from course.terms import BLIND_ROLES, MarkingRole
from course.web.access import allow
from course.web.called import who_of
from course.web.forms.markers import SharesForm
from course.web.i18n import speaking
from course.web.marking.blueprint import bp
from course.web.marking.queue import assignment_title
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/markers")
@allow(Permission.SEE_COHORTS)
def markers(cohort_id: int) -> ResponseReturnValue:
    """The shares, and who has what of what waits."""
    cohort = cohort_to_allocate(reading(), visitor(), cohort_id)
    return _markers_page(cohort, SharesForm.stored(shares_of(reading(), cohort.id)))


@bp.post("/cohorts/<int:cohort_id>/markers")
@allow(Permission.SEE_COHORTS)
def share_out(cohort_id: int) -> ResponseReturnValue:
    """Set the shares; what waits without a marker goes to whoever can take it by now."""
    cohort = cohort_to_allocate(reading(), visitor(), cohort_id)
    form = SharesForm.read(request.form, _offered(cohort))
    if form.faults:
        return _markers_page(cohort, form), 422
    with writing() as session:
        cohort = cohort_to_allocate_held(session, visitor(), cohort_id)
        set_shares(session, cohort, form.shares, by=visitor(), at=now())
    flash(speaking().gettext("The shares are set. They hold for work that comes from now on."))
    return redirect(url_for(".markers", cohort_id=cohort_id), 303)


@bp.get("/marking/<int:submission_id>/hand-over")
@allow(Permission.SEE_COHORTS)
def offer(submission_id: int) -> ResponseReturnValue:
    """Choose who is to make the marking that is awaited."""
    return _hand_over_page(submission_to_allocate(reading(), visitor(), submission_id))


@bp.post("/marking/<int:submission_id>/hand-over")
@allow(Permission.SEE_COHORTS)
def hand_over(submission_id: int) -> ResponseReturnValue:
    """Give the marking that is awaited to another trainer; who marks blind does not choose whom."""
    known, cohort_id = True, None
    try:
        with writing() as session:
            submission = submission_to_allocate(session, visitor(), submission_id)
            known = knows_author(session, visitor(), submission)
            if known:
                marker = _chosen(session, submission)
                give_to(session, submission, marker, by=visitor(), at=now())
                name, cohort_id = marker.name, submission.enrolment.cohort_id
            else:
                pass_on(session, submission, by=visitor(), at=now())
    except NobodyToMark as refused:
        submission = submission_to_allocate(reading(), visitor(), submission_id)
        sentence = speaking().error(refused.code, refused.facts)
        return _hand_over_page(submission, fault=sentence), 409
    if not known:
        flash(speaking().gettext("Another person marks this work now."))
        return redirect(url_for(".queue"), 303)
    flash(speaking().say("%(name)s marks this work now.", name=name))
    return redirect(url_for(".markers", cohort_id=cohort_id), 303)


def _chosen(session: Session, submission: Submission) -> Person:
    """Raises NotAllocated where nothing is awaited, and NobodyToMark."""
    role, chosen = submission.next_marking, request.form.get("marker", "")
    if role is None:
        raise NotAllocated
    for person in markers_for(session, submission, role):
        if str(person.id) == chosen:
            return person
    raise NobodyToMark


def _offered(cohort: Cohort) -> Sequence[tuple[MarkingRole, Person]]:
    """Which shares can be set: of first markings for the cohort's trainers, of others for all."""
    here = {one.person_id for one in trainers_of(reading(), cohort)}
    return [
        (role, person)
        for person in trainers_in(reading(), cohort)
        for role in MarkingRole
        if role in BLIND_ROLES or person.id in here
    ]


def _markers_page(cohort: Cohort, form: SharesForm) -> str:
    offered = _offered(cohort)
    people = list(dict.fromkeys(person for _, person in offered))
    return render_template(
        "marking/markers.html",
        cohort=cohort,
        form=form,
        people=people,
        offered={(role.value, person.id) for role, person in offered},
        roles=MarkingRole,
        pieces=waiting_pieces(reading(), cohort, visitor()),
        title_of=assignment_title,
    )


def _hand_over_page(submission: Submission, fault: str | None = None) -> str:
    session, role = reading(), submission.next_marking
    if role is None:
        raise NotAllocated
    held = open_allocation(session, submission.id, role)
    known = knows_author(session, visitor(), submission)
    return render_template(
        "marking/hand_over.html",
        submission=submission,
        who=who_of(submission, blind=not known),
        title=assignment_title(submission.assignment_slug),
        role=role,
        holder_id=held.person_id if held else None,
        known=known,
        can=[(one.id, one.name) for one in markers_for(session, submission, role)],
        fault=fault,
    )
