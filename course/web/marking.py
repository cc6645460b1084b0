"""The trainer's desk: what waits for a mark, the work beside its rubric, and the mark itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.fields import Fault
from assessments.receipts import fingerprint
from course.actions.marking import keep_marking_text, mark_submission, save_marking_draft
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import AlreadyMarked, NotFound, PassRefused, StaleRevision
from course.models import MarkingDraft, Submission
from course.permissions import Permission
from course.queries.assignments import (
    assignment_of,
    standing_marking,
    submissions_for,
    values_of,
)
from course.queries.essays import essays_waiting
from course.queries.marking import (
    cohorts_marked_by,
    count_waiting,
    is_newest,
    marking_draft_of,
    marking_queue,
    submission_to_mark,
    submission_to_read,
)
from course.terms import MarkingOutcome, SubmissionState
from course.web.access import allow
from course.web.forms.marking import MarkingForm
from course.web.i18n import language, speaking
from course.web.numbers import row_number
from course.web.reader import may_read_keys
from course.web.saving import acknowledged
from course.web.told import counts_of
from course.web.visitors import visitor

bp = Blueprint("marking", __name__)

PAGE = 50
BESIDE = 20
"""How many waiting pieces of work are listed beside the one being read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A piece of work in the queue."""

    id: int
    who: str
    cohort: str
    title: str
    number: int
    days: int


@bp.get("/marking")
@allow(Permission.MARK_SUBMISSIONS)
def queue() -> ResponseReturnValue:
    """What waits for this trainer, the oldest first."""
    session = reading()
    cohort_id = request.args.get("cohort", type=row_number)
    after_id = request.args.get("after", type=row_number)
    found = marking_queue(session, visitor(), cohort_id=cohort_id, after_id=after_id, most=PAGE + 1)
    return render_template(
        "marking/queue.html",
        waiting=_waiting(found[:PAGE]),
        count=count_waiting(session, visitor(), cohort_id=cohort_id),
        essays=len(essays_waiting(session, visitor())) if may_read_keys() else 0,
        more=len(found) > PAGE,
        cohorts=[(one.id, one.title) for one in cohorts_marked_by(session, visitor())],
        cohort_id=cohort_id,
        after_id=after_id,
    )


@bp.get("/marking/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
def show(submission_id: int) -> ResponseReturnValue:
    """The work beside its rubric."""
    session = reading()
    submission = submission_to_read(session, visitor(), submission_id)
    draft = marking_draft_of(session, submission, visitor())
    form = MarkingForm.of(assignment_of(submission).rubric, draft, standing_marking(submission))
    return _page(submission, form, saved_at=draft.saved_at if draft else None)


@bp.post("/marking/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
def mark(submission_id: int) -> ResponseReturnValue:
    """Say the mark: pass the work or return it. Without either, keep what was written."""
    submission = submission_to_read(reading(), visitor(), submission_id)
    form = MarkingForm.read(assignment_of(submission).rubric, request.form)
    if form.outcome is None:
        return _save_for_later(submission_id, form)
    if form.faults():
        return _page(submission, form, faults=form.faults()), 422
    try:
        _mark(submission_id, form, form.outcome)
    except PassRefused:
        return _page(submission_to_read(reading(), visitor(), submission_id), form), 422
    except AlreadyMarked as error:
        return _keep_beside(submission_id, form, error)
    flash(speaking().gettext("The mark is said. The trainee gets a letter."))
    return redirect(url_for(".queue"), 303)


@bp.put("/marking/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
def save_draft(submission_id: int) -> ResponseReturnValue:
    """Save what the trainer has written so far; nobody else sees it."""
    submission = submission_to_read(reading(), visitor(), submission_id)
    revision = request.headers.get("If-Match", "").strip('"')
    form = MarkingForm.read(assignment_of(submission).rubric, request.form, revision)
    try:
        _save(submission_id, form)
    except StaleRevision:
        theirs = marking_draft_of(reading(), submission, visitor())
        if theirs is None:
            raise
        return {**_told_of(theirs), "theirs": theirs.feedback}, 409
    saved = marking_draft_of(reading(), submission, visitor())
    if saved is None:
        raise NotFound
    return _told_of(saved)


def _told_of(draft: MarkingDraft) -> dict[str, object]:
    content = {"levels": draft.levels, "feedback": draft.feedback}
    return acknowledged(revision=draft.revision, at=draft.saved_at, sha256=fingerprint(content))


def _save(submission_id: int, form: MarkingForm) -> None:
    with writing() as session:
        save_marking_draft(
            session,
            submission_to_mark(session, visitor(), submission_id),
            levels=form.levels,
            feedback=form.feedback,
            revision=form.revision,
            by=visitor(),
            at=now(),
        )


def _save_for_later(submission_id: int, form: MarkingForm) -> ResponseReturnValue:
    try:
        _save(submission_id, form)
    except StaleRevision as stale:
        form = replace(form, revision=cast("int", stale.facts["revision"]))
        submission = submission_to_read(reading(), visitor(), submission_id)
        other = marking_draft_of(reading(), submission, visitor())
        return _page(submission, form, other=other), 409
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
            outcome=outcome,
            feedback=form.feedback,
            by=visitor(),
            at=now(),
            corrects=shown[0] if shown else None,
        )


def _keep_beside(
    submission_id: int, form: MarkingForm, error: AlreadyMarked
) -> ResponseReturnValue:
    """Somebody was quicker: keep what this trainer wrote, and show both."""
    with writing() as session:
        keep_marking_text(
            session,
            submission_to_mark(session, visitor(), submission_id),
            levels=form.levels,
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
        sentence=speaking().error(error.code, error.facts),
    )
    return page, 409


def _page(
    submission: Submission,
    form: MarkingForm,
    *,
    faults: Mapping[str, Fault] | None = None,
    saved_at: datetime | None = None,
    other: MarkingDraft | None = None,
) -> str:
    session = reading()
    assignment, others = assignment_of(submission), submissions_for(session, visitor(), submission)
    waits = submission.state == SubmissionState.HANDED_IN
    return render_template(
        "marking/show.html",
        submission=submission,
        assignment=assignment,
        values=values_of(submission),
        counts=counts_of(assignment, values_of(submission)),
        others=others,
        is_newest=is_newest(session, submission),
        form=form,
        faults={
            name: speaking().fault(one.code, one.facts) for name, one in (faults or {}).items()
        },
        saved_at=speaking().clock_and_day(saved_at, now()) if saved_at else None,
        other=other,
        writes=waits or request.method == "POST" or "correct" in request.args,
        waiting=_waiting(marking_queue(session, visitor(), most=BESIDE)),
        count=count_waiting(session, visitor()),
    )


def _waiting(submissions: Sequence[Submission]) -> list[Waiting]:
    today, assignments = local_day(now()), catalogue().assignments
    return [
        Waiting(
            id=submission.id,
            who=submission.enrolment.person.name,
            cohort=submission.enrolment.cohort.title,
            title=assignments[submission.assignment_slug].title.in_language(language())
            if submission.assignment_slug in assignments
            else submission.assignment_slug,
            number=submission.number,
            days=(today - local_day(submission.handed_in_at or submission.saved_at)).days,
        )
        for submission in submissions
    ]
