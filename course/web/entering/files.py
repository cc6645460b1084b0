"""Files of work that is typed in: a scan of the paper, a photo, what came with it."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.files import remove_file as take_file_off
from course.actions.files import tell_people_in_picture
from course.clock import now
from course.database import writing
from course.permissions import Permission
from course.queries.entering import entered_file
from course.queries.work_files import picture_name
from course.web.access import allow
from course.web.drafts import who_was_named
from course.web.entering.blueprint import bp
from course.web.entering.form import receive_all
from course.web.visitors import visitor


@bp.post("/entries/<int:submission_id>/files")
@allow(Permission.MARK_SUBMISSIONS)
def add_file(submission_id: int) -> ResponseReturnValue:
    """Attach the chosen files; what is on the page is saved with them."""
    place = request.form.get("field", "form")
    here = url_for(".show", submission_id=submission_id, _anchor=place)
    return receive_all(submission_id) or redirect(here, 303)


@bp.post("/entries/<int:submission_id>/files/<int:file_id>/remove")
@allow(Permission.MARK_SUBMISSIONS)
def remove_file(submission_id: int, file_id: int) -> ResponseReturnValue:
    """Take a file off the draft; what is on the page is saved."""
    refused = receive_all(submission_id) if "revision" in request.form else None
    with writing() as session:
        file = entered_file(session, visitor(), file_id)
        take_file_off(session, file, at=now())
        place = file.field
    return refused or redirect(url_for(".show", submission_id=submission_id, _anchor=place), 303)


@bp.post("/entries/<int:submission_id>/files/<int:file_id>/people")
@allow(Permission.MARK_SUBMISSIONS)
def tell_people(submission_id: int, file_id: int) -> ResponseReturnValue:
    """Say who is in a picture; what is on the page is saved."""
    refused = receive_all(submission_id) if "revision" in request.form else None
    with writing() as session:
        file = entered_file(session, visitor(), file_id)
        people = who_was_named(request.form.get("people", ""))
        tell_people_in_picture(session, file, people, at=now())
        place = picture_name(file)
    return refused or redirect(url_for(".show", submission_id=submission_id, _anchor=place), 303)
