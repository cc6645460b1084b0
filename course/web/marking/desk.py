"""The trainer's desk: the work beside its rubric, and the mark itself."""

from dataclasses import replace
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.receipts import fingerprint
from course.actions.marking import (
    Shown,
    keep_marking_text,
    mark_submission,
    save_marking_draft,
)
from course.clock import now
from course.database import reading, writing
from course.errors import AlreadyMarked, NotAllocated, NotFound, PassRefused, StaleRevision
from course.models import MarkingDraft, Submission
from course.permissions import Permission
from course.queries.assignments import assignment_of, standing_marking
from course.queries.bank import comments_chosen
from course.queries.desk import next_to_mark
from course.queries.marking import marking_draft_of, submission_to_mark, submission_to_read
from course.terms import MarkingOutcome
from course.web.access import allow
from course.web.forms.marking import MarkingForm
from course.web.i18n import speaking
from course.web.marking.blueprint import bp
from course.web.marking.page import desk_page, kept_page
from course.web.marking.sight import sight_of
from course.web.marking.taken_back import or_taken_back
from course.web.saving import acknowledged
from course.web.visitors import visitor


@bp.get("/marking/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
@or_taken_back
def show(submission_id: int) -> ResponseReturnValue:
    """The work beside its rubric."""
    session = reading()
    submission = submission_to_read(session, visitor(), submission_id)
    draft = marking_draft_of(session, submission, visitor())
    correctable = sight_of(session, visitor(), submission).correctable
    form = MarkingForm.of(assignment_of(submission).rubric, draft, correctable)
    return kept_page(desk_page(submission, form, saved_at=draft.saved_at if draft else None))


@bp.post("/marking/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
@or_taken_back
def mark(submission_id: int) -> ResponseReturnValue:
    """Say the mark: pass the work or return it. Without either, keep what was written."""
    submission = submission_to_read(reading(), visitor(), submission_id)
    form = form_sent(submission)
    if form.outcome is None:
        return _save_for_later(submission_id, form)
    if form.faults():
        return desk_page(submission, form, faults=form.faults()), 422
    try:
        _mark(submission_id, form, form.outcome)
    except PassRefused:
        return desk_page(submission_to_read(reading(), visitor(), submission_id), form), 422
    except (AlreadyMarked, NotAllocated) as error:
        return _keep_beside(submission_id, form, error)
    return _go_on(submission_id, form.outcome)


@bp.put("/marking/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
@or_taken_back
def save_draft(submission_id: int) -> ResponseReturnValue:
    """Save what the trainer has written so far; nobody else sees it."""
    submission = submission_to_read(reading(), visitor(), submission_id)
    revision = request.headers.get("If-Match", "").strip('"')
    form = MarkingForm.read(assignment_of(submission).rubric, request.form, revision)
    try:
        save_form(submission_id, form)
    except StaleRevision:
        theirs = marking_draft_of(reading(), submission, visitor())
        if theirs is None:
            raise
        told = "\n".join([theirs.feedback, *theirs.comments.values()]).strip()
        return {**_told_of(theirs), "theirs": told}, 409
    saved = marking_draft_of(reading(), submission, visitor())
    if saved is None:
        raise NotFound
    return _told_of(saved)


def _said(submission_id: int) -> str:
    """What becomes of the work now; a second or third marker learns no more than they need."""
    submission = submission_to_read(reading(), visitor(), submission_id)
    speak, told = speaking(), standing_marking(submission)
    if told is not None and told.marked_by_id == visitor().id:
        return speak.gettext("The mark is said. The trainee gets a letter.")
    return speak.gettext("The mark is said. The trainee sees nothing of it yet.")


def _told_of(draft: MarkingDraft) -> dict[str, object]:
    content = {
        "levels": draft.levels,
        "comments": draft.comments,
        "feedback": draft.feedback,
    }
    return acknowledged(revision=draft.revision, at=draft.saved_at, sha256=fingerprint(content))


def form_sent(submission: Submission) -> MarkingForm:
    """The form that was sent, with the comments of the bank that were ticked in it."""
    form = MarkingForm.read(assignment_of(submission).rubric, request.form)
    return form.with_comments(comments_chosen(reading(), visitor(), submission, form.ticked))


def save_form(submission_id: int, form: MarkingForm) -> None:
    """Keep what was written so far. Raises StaleRevision."""
    with writing() as session:
        save_marking_draft(
            session,
            submission_to_mark(session, visitor(), submission_id),
            levels=form.levels,
            comments=form.comments,
            feedback=form.feedback,
            revision=form.revision,
            by=visitor(),
            at=now(),
        )


def _save_for_later(submission_id: int, form: MarkingForm) -> ResponseReturnValue:
    try:
        save_form(submission_id, form)
    except StaleRevision as stale:
        form = replace(form, revision=cast("int", stale.facts["revision"]))
        submission = submission_to_read(reading(), visitor(), submission_id)
        other = marking_draft_of(reading(), submission, visitor())
        return desk_page(submission, form, other=other), 409
    correct = 1 if form.corrects else None
    return redirect(url_for(".show", submission_id=submission_id, correct=correct), 303)


def _mark(submission_id: int, form: MarkingForm, outcome: MarkingOutcome) -> None:
    with writing() as session:
        submission = submission_to_mark(session, visitor(), submission_id)
        shown = [marking for marking in submission.markings if marking.id == form.corrects]
        mark_submission(
            session,
            submission,
            levels=form.levels,
            comments=form.comments,
            outcome=outcome,
            feedback=form.feedback,
            by=visitor(),
            at=now(),
            shown=Shown(form.role, shown[0] if shown else None, form.reason),
        )


def _go_on(submission_id: int, outcome: MarkingOutcome) -> ResponseReturnValue:
    """The next piece, whose page may be fetched already: what was done is told by its fragment."""
    following = next_to_mark(reading(), visitor(), submission_id)
    if following is not None:
        fragment = f"{outcome.value}-{submission_id}"
        return redirect(
            url_for(".show", submission_id=following.id, after=submission_id, _anchor=fragment),
            303,
        )
    nothing_else = speaking().gettext("Nothing else waits for you.")
    flash(f"{_said(submission_id)} {nothing_else}")
    return redirect(url_for(".queue"), 303)


def _keep_beside(
    submission_id: int, form: MarkingForm, error: AlreadyMarked | NotAllocated
) -> ResponseReturnValue:
    """Somebody was quicker: keep what this trainer wrote, and show both."""
    with writing() as session:
        keep_marking_text(
            session,
            submission_to_mark(session, visitor(), submission_id),
            levels=form.levels,
            comments=form.comments,
            feedback=form.feedback,
            by=visitor(),
            at=now(),
        )
    submission = submission_to_read(reading(), visitor(), submission_id)
    page = render_template(
        "marking/already_marked.html",
        submission=submission,
        assignment=assignment_of(submission),
        form=form,
        sight=sight_of(reading(), visitor(), submission),
        sentence=speaking().error(error.code, error.facts),
    )
    return page, 409
