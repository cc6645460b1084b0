"""What was seen of trainees' work outside: entered by trainers, read by those whom it concerns."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.observations import enter_observation, withdraw_observation
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import FileRefused, NotFound
from course.models import Enrolment
from course.permissions import Permission
from course.queries.observations import (
    QUESTIONS,
    follows,
    may_see_witness,
    may_withdraw,
    observation_for,
    observation_to_keep,
    place_to_observe,
    scan_to_open,
    witness_of,
)
from course.settings_here import settings_here
from course.terms import ObservationKind, ScanState
from course.uploads import download
from course.web.access import allow, signed_in
from course.web.forms.base import given
from course.web.forms.observations import ObservationForm
from course.web.giving_away import warnings_of_text
from course.web.i18n import speaking
from course.web.sent_file import sent_file
from course.web.visitors import visitor

bp = Blueprint("observations", __name__)
bp.add_app_template_filter(warnings_of_text, "text_warnings")


@bp.get("/enrolments/<int:enrolment_id>/observations/<kind>")
@allow(Permission.KEEP_FIELDWORK)
def new(enrolment_id: int, kind: str) -> ResponseReturnValue:
    """The questions of an observation, or of a witness's statement."""
    place = place_to_observe(reading(), visitor(), enrolment_id)
    return _form_page(place, ObservationForm(kind=_kind(kind)))


@bp.post("/enrolments/<int:enrolment_id>/observations/<kind>")
@allow(Permission.KEEP_FIELDWORK)
def enter(enrolment_id: int, kind: str) -> ResponseReturnValue:
    """Keep what was seen."""
    place = place_to_observe(reading(), visitor(), enrolment_id)
    form = ObservationForm.of(
        _kind(kind),
        request.form,
        assignments=catalogue().assignments,
        first=place.started_on,
        last=local_day(now()),
    )
    scan = None
    try:
        scan = sent_file("scan") if not form.faults else None
    except FileRefused as refused:
        form = form.faulty("scan", Fault(str(refused.facts["reason"]), refused.facts))
    if form.faults:
        return _form_page(place, form), 422
    with writing() as session:
        place = place_to_observe(session, visitor(), enrolment_id)
        entered = enter_observation(
            session,
            place,
            form.seen,
            witness=form.witness,
            scan=scan,
            by=visitor(),
            at=now(),
            scanned=ScanState.WAITING if settings_here().clamd else ScanState.NOT_ASKED,
        )
    flash(speaking().gettext("Saved."))
    if any(warnings_of_text(answer) for answer in form.answers.values()):
        return redirect(url_for(".show", observation_id=entered.id), 303)
    return redirect(url_for("cohorts.person", enrolment_id=enrolment_id), 303)


@bp.get("/observations/<int:observation_id>")
@signed_in
def show(observation_id: int) -> ResponseReturnValue:
    """One observation; who the witness is stands only before those who may ask them."""
    session, me = reading(), visitor()
    observation = observation_for(session, me, observation_id)
    return render_template(
        "observations/show.html",
        observation=observation,
        questions=QUESTIONS[observation.kind],
        assignment=catalogue().assignments.get(observation.assignment_slug or ""),
        is_own=observation.enrolment.person_id == me.id,
        follows=follows(session, me, observation.enrolment_id),
        sees_witness=may_see_witness(session, me, observation),
        witness=witness_of(session, me, observation_id),
        withdraws=may_withdraw(session, me, observation),
    )


@bp.post("/observations/<int:observation_id>/withdraw")
@allow(Permission.KEEP_FIELDWORK)
def withdraw(observation_id: int) -> ResponseReturnValue:
    """Let an observation stand no more."""
    with writing() as session:
        observation = observation_to_keep(session, visitor(), observation_id)
        withdraw_observation(session, observation, by=visitor(), at=now())
    flash(speaking().gettext("Withdrawn."))
    return redirect(url_for(".show", observation_id=observation_id), 303)


@bp.get("/observations/<int:observation_id>/scan")
@signed_in
def scan(observation_id: int) -> ResponseReturnValue:
    """The scan, which may name the witness."""
    observation = scan_to_open(reading(), visitor(), observation_id)
    return download(
        given(observation.stored_as),
        name=given(observation.file_name),
        media_type=given(observation.media_type),
        folder=settings_here().files,
    )


def _kind(kind: str) -> ObservationKind:
    if kind not in set(ObservationKind):
        raise NotFound
    return ObservationKind(kind)


def _form_page(place: Enrolment, form: ObservationForm) -> str:
    return render_template(
        "observations/new.html",
        place=place,
        form=form,
        questions=QUESTIONS[form.kind],
        assignments=[
            (slug, f"{slug.upper()}. {assignment.title.in_language(speaking().language)}")
            for slug, assignment in catalogue().assignments.items()
        ],
        first=place.started_on,
        today=local_day(now()),
    )
