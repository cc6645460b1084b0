"""A trainer marks work that its author has just taken back: what the trainer wrote is kept."""

from collections.abc import Callable
from functools import wraps

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.marking import keep_marking_text
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.queries.assignments import assignment_of
from course.queries.marking import marking_draft_of
from course.queries.taken_back import submission_taken_back
from course.web.again import by_script
from course.web.forms.marking import MarkingForm
from course.web.i18n import speaking
from course.web.visitors import visitor

View = Callable[[int], ResponseReturnValue]


def or_taken_back(view: View) -> View:
    """Where the work is gone because its author took it back, keep what was written, and say so."""

    @wraps(view)
    def opened(submission_id: int) -> ResponseReturnValue:
        try:
            return view(submission_id)
        except NotFound:
            return _kept(submission_id)

    return opened


def _kept(submission_id: int) -> ResponseReturnValue:
    if request.method in {"POST", "PUT"}:
        _keep(submission_id)
    sentence = speaking().gettext(
        "The author took this work back to go on writing. What you wrote of it is kept, and stands"
        " on its page again when the work is handed in anew."
    )
    if by_script():
        page = url_for("marking.show", submission_id=submission_id)
        return {"error": "kept_beside", "sentence": sentence, "page": page}, 409
    work = submission_taken_back(reading(), visitor(), submission_id)
    assignment, draft = assignment_of(work), marking_draft_of(reading(), work, visitor())
    form = MarkingForm.of(assignment.rubric, draft, None)
    page = render_template(
        "marking/taken_back.html",
        assignment=assignment,
        form=form,
        draft=draft,
        sentence=sentence,
    )
    return page, 409


def _keep(submission_id: int) -> None:
    with writing() as session:
        work = submission_taken_back(session, visitor(), submission_id)
        form = MarkingForm.read(assignment_of(work).rubric, request.form)
        keep_marking_text(
            session,
            work,
            levels=form.levels,
            comments=form.comments,
            feedback=form.feedback,
            by=visitor(),
            at=now(),
        )
