"""The form of work that is typed in: what arrives is saved, and the form is shown again."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.fields import Fault
from course.actions.assignments import SavedDraft, save_on
from course.clock import now
from course.database import reading, writing
from course.models import Submission
from course.queries.assignments import assignment_of, kept_versions
from course.queries.entering import entry_to_read, entry_to_write
from course.terms import SubmissionState
from course.web.drafts import brief_of, form_of_work, receipt_for
from course.web.files_sent import status_of, take_files
from course.web.form_doors import EntryDoors
from course.web.forms.assignments import read_work
from course.web.i18n import speaking
from course.web.visitors import visitor


def entry_page(
    submission_id: int,
    *,
    faults: Mapping[str, Fault] | None = None,
    check: bool = False,
    new_row_in: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The form to type in. What was handed in is shown on the page of the work."""
    draft = entry_to_read(reading(), visitor(), submission_id)
    if draft.state != SubmissionState.DRAFT:
        return redirect(url_for("assignments.submission", submission_id=draft.id), 303)
    assignment = assignment_of(draft)
    form = form_of_work(draft).with_faults(faults or {}).with_new_row(new_row_in)
    page = render_template(
        "entering/show.html",
        assignment=assignment,
        brief=brief_of(assignment),
        draft=draft,
        form=form,
        doors=EntryDoors(draft.id, draft.enrolment_id),
        check=check,
        receipt=receipt_for(draft),
        saved_at=speaking().clock_and_day(draft.saved_at, now()),
        versions=kept_versions(reading(), draft),
    )
    return page, status


def receive(submission_id: int, revision: str) -> SavedDraft:
    """Save everything filled in on top of the revision that the page showed."""
    shown = entry_to_read(reading(), visitor(), submission_id)
    typed = read_work(assignment_of(shown), request.form, revision)
    with writing() as session:
        held = entry_to_write(session, visitor(), submission_id)
        at = now()
        saved = save_on(session, held, typed.values, typed.revision, at=at, by_author=False)
    return SavedDraft(entry_to_read(reading(), visitor(), submission_id), saved.lost, saved.closed)


def receive_all(submission_id: int) -> ResponseReturnValue | None:
    """Save what a plain form sent, with any file that was chosen; a page where something failed."""
    saved = receive(submission_id, request.form.get("revision", ""))
    if saved.closed:
        flash(speaking().gettext("This work was handed in meanwhile. What you typed is kept."))
        return redirect(url_for("assignments.submission", submission_id=submission_id), 303)

    def draft(session: Session) -> Submission:
        return entry_to_write(session, visitor(), submission_id)

    refused = take_files(assignment_of(saved.draft), saved.draft, draft)
    if refused:
        return entry_page(submission_id, faults=refused, check=True, status=status_of(refused))
    if saved.lost is not None:
        return entry_page(submission_id, status=409)
    return None
