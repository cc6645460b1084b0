"""People whom staff name by their e-mail: known ones as they are, new ones invited."""

from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.people import add_person, invite_person
from course.clock import now
from course.models import Person
from course.queries.people import person_with_email
from course.terms import AddressForm
from course.web.forms.cohorts import PersonForm
from course.web.visitors import visitor


def known_or_invited(session: Session, form: PersonForm) -> Person:
    """Whoever has this e-mail already; anybody else is added and gets an invitation."""
    person = person_with_email(session, form.email)
    if person is None:
        person = add_person(
            session,
            name=form.name,
            email=form.email,
            language=Language(form.language),
            address_form=AddressForm(form.address_form),
            by=visitor(),
            at=now(),
        )
        invite_person(session, person, by=visitor(), at=now())
    return person
