"""Enrolling one person."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from content.languages import Language
from course.actions.cohorts import Newcomer, enrol_newcomer
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import AlreadyEnrolled, EmailTaken
from course.models import Cohort
from course.permissions import Permission
from course.queries.cohorts import cohort_to_keep
from course.terms import AddressForm
from course.web.access import allow
from course.web.cohorts.blueprint import bp
from course.web.cohorts.cards import make_cards, show_once
from course.web.forms.cohorts import PersonForm
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/enrol")
@allow(Permission.KEEP_COHORTS)
def newcomer(cohort_id: int) -> ResponseReturnValue:
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    return _newcomer_page(cohort, PersonForm(language=cohort.language))


@bp.post("/cohorts/<int:cohort_id>/enrol")
@allow(Permission.KEEP_COHORTS)
def enrol(cohort_id: int) -> ResponseReturnValue:
    """Enrol one person: an address gets a letter, no address gets a card at once."""
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    form = PersonForm.of(request.form, email_needed=False)
    if form.faults:
        return _newcomer_page(cohort, form), 422
    cards = make_cards(0 if form.email else 1)
    try:
        with writing() as session:
            cohort = cohort_to_keep(session, visitor(), cohort_id)
            enrol_newcomer(
                session,
                cohort,
                Newcomer(
                    name=form.name,
                    email=form.email or None,
                    address_form=AddressForm(form.address_form),
                    language=Language(form.language),
                    card=next(iter(cards.hashes), None),
                ),
                started_on=max(cohort.starts_on, local_day(now())),
                by=visitor(),
                at=now(),
            )
    except (AlreadyEnrolled, EmailTaken) as refusal:
        cohort = cohort_to_keep(reading(), visitor(), cohort_id)
        faults = {"email": Fault(refusal.code)}
        typed = PersonForm(form.name, form.email, form.address_form, form.language, faults)
        return _newcomer_page(cohort, typed), 409
    flash(speaking().say("%(name)s is enrolled.", name=form.name))
    if not form.email:
        return show_once(cohort_id, cards)
    return redirect(url_for("cohorts.show", cohort_id=cohort_id), 303)


def _newcomer_page(cohort: Cohort, form: PersonForm) -> str:
    return render_template(
        "cohorts/enrol.html", cohort=cohort, form=form, address_forms=AddressForm
    )
