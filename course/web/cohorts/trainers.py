"""Who teaches a cohort."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from course.actions.cohorts import appoint_trainer, release_trainer
from course.clock import now
from course.database import reading, writing
from course.errors import AlreadyGranted, NotFound, OwnRole
from course.models import Cohort, Person
from course.permissions import Permission
from course.queries.cohorts import cohort_to_keep, trainers_of, trainers_to_appoint
from course.terms import AddressForm
from course.web.access import allow
from course.web.cohorts.blueprint import bp
from course.web.forms.cohorts import PersonForm
from course.web.i18n import speaking
from course.web.invitations import known_or_invited
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/trainers")
@allow(Permission.KEEP_COHORTS)
def trainers(cohort_id: int) -> ResponseReturnValue:
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    return _trainers_page(cohort, PersonForm(language=cohort.language))


@bp.post("/cohorts/<int:cohort_id>/trainers")
@allow(Permission.KEEP_COHORTS)
def appoint(cohort_id: int) -> ResponseReturnValue:
    """Let a trainer of the programme, or somebody new to it, teach this cohort."""
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    chosen = request.form.get("trainer", "")
    form = PersonForm.of(request.form, email_needed=True)
    if not chosen and form.faults:
        return _trainers_page(cohort, form), 422
    try:
        with writing() as session:
            cohort = cohort_to_keep(session, visitor(), cohort_id)
            person = _chosen(session, cohort, chosen) if chosen else known_or_invited(session, form)
            appoint_trainer(session, cohort, person, by=visitor(), at=now())
            name = person.name
    except (OwnRole, AlreadyGranted) as refusal:
        flash(speaking().error(refusal.code, refusal.facts), "bad")
        return redirect(url_for("cohorts.trainers", cohort_id=cohort_id), 303)
    flash(speaking().say("%(name)s teaches this cohort now.", name=name))
    return redirect(url_for("cohorts.trainers", cohort_id=cohort_id), 303)


@bp.post("/cohorts/<int:cohort_id>/trainers/<int:person_id>/release")
@allow(Permission.KEEP_COHORTS)
def release(cohort_id: int, person_id: int) -> ResponseReturnValue:
    """End somebody's teaching of this cohort."""
    with writing() as session:
        cohort = cohort_to_keep(session, visitor(), cohort_id)
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound
        release_trainer(session, cohort, person, by=visitor(), at=now())
        name = person.name
    flash(speaking().say("%(name)s no longer teaches this cohort.", name=name))
    return redirect(url_for("cohorts.trainers", cohort_id=cohort_id), 303)


def _chosen(session: Session, cohort: Cohort, chosen: str) -> Person:
    """One of the programme's trainers. Raises NotFound."""
    for person in trainers_to_appoint(session, cohort):
        if str(person.id) == chosen:
            return person
    raise NotFound


def _trainers_page(cohort: Cohort, form: PersonForm) -> str:
    return render_template(
        "cohorts/trainers.html",
        cohort=cohort,
        trainers=trainers_of(reading(), cohort),
        to_appoint=[
            (person.id, person.name)
            for person in trainers_to_appoint(reading(), cohort)
            if person.id != visitor().id
        ],
        form=form,
        address_forms=AddressForm,
    )
