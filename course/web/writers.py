"""Whose words a request carries: on a shared device nobody's page saves under another's name."""

from flask import request

from course.errors import OtherPerson, Unreadable
from course.models import Person

FIELD = "person"
HEADER = "X-Person"


def check_writer(visitor: Person) -> None:
    """Raises OtherPerson, and Unreadable for a save by script that does not tell its writer.

    Forms without the field are let through: most have nothing that somebody wrote for long.
    """
    if request.method == "PUT":
        writer = request.headers.get(HEADER)
        if writer is None:
            raise Unreadable
    elif request.method == "POST":
        writer = request.form.get(FIELD)
    else:
        return
    if writer is not None and writer != str(visitor.id):
        raise OtherPerson
