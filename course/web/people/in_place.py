"""Signing in where one was interrupted: a script asks the same doors and is told in JSON."""

from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from course.models import Person
from course.web.forms.people import DoorForm
from course.web.i18n import speaking


def who_is_here(person: Person | None) -> ResponseReturnValue:
    """Who is signed in, if anybody, and the token that goes with the session."""
    return {"person": str(person.id) if person else None, "token": generate_csrf()}


def faults_told(form: DoorForm) -> dict[str, object]:
    """A sentence for each field that has to be mended."""
    voice = speaking()
    told = {name: voice.fault(fault.code, fault.facts) for name, fault in form.faults.items()}
    return {"faults": told}
