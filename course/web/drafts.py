"""A draft of practical work as it arrives from a page: read, saved, files taken in, shown again."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from assessments.definitions import Assignment, Rubric
from assessments.fields import Fault, Field, TableField, rows_of
from assessments.receipts import receipt
from content.rendering import render_guide
from course.actions.assignments import SavedDraft, begin_draft, save_draft
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NotFound, StaleRevision, Unreadable
from course.models import DraftVersion, Marking, Submission
from course.queries.assignments import (
    assignment_of,
    content_digest,
    kept_versions,
    newest_submission,
    released_markings,
    returned_before,
)
from course.queries.fieldwork import rows_from_journal
from course.queries.standing import Standing, standing_of
from course.terms import PeopleInPicture, SubmissionState
from course.web.due import DueShown, still_due
from course.web.files_sent import status_of, take_files
from course.web.form_doors import OwnDoors
from course.web.forms.assignments import WorkForm, read_work
from course.web.i18n import language, speaking
from course.web.told import different_fields
from course.web.visitors import visitor
from course.web.what_is_missing import lacks_of


def authored(slug: str) -> Assignment:
    """An assignment of the course as it is written today. Raises NotFound."""
    found = catalogue().assignments.get(slug)
    if found is None:
        raise NotFound
    return found


def brief_of(assignment: Assignment) -> Markup:
    """What is to be done, in the visitor's language: our own text, made safe."""
    return Markup(render_guide(assignment.brief.in_language(language())))  # noqa: S704


def own_newest(slug: str) -> tuple[Standing, Submission | None]:
    """Where the visitor stands, and their last piece of work for an assignment.

    Raises NotFound, and Locked or ConsentsMissing where the form is not open.
    """
    assignment, standing = authored(slug), standing_of(reading(), visitor())
    newest = newest_submission(reading(), standing.enrolment_id, slug)
    if newest is None and not standing.over:
        curriculum = catalogue().curriculum
        standing.check_module(curriculum, curriculum.module(assignment.module))
    return standing, newest


def form_page(
    slug: str,
    *,
    faults: Mapping[str, Fault] | None = None,
    check: bool = False,
    new_row_in: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The form to fill in. Work that was handed in is shown on a page of its own.

    `faults` come on top of those of the draft; `check` names them all at the top.
    """
    standing, newest = own_newest(slug)
    if newest is not None and not _is_own_draft(newest):
        return redirect(url_for("assignments.submission", submission_id=newest.id), 303)
    form = work_form(slug, newest, standing.enrolment_id)
    form = form.with_faults(faults or {}).with_new_row(new_row_in)
    page = render_template(
        "assignments/show.html",
        assignment=form.assignment,
        brief=brief_of(form.assignment),
        form=form,
        lacks=lacks_of(form),
        has_example=slug in catalogue().examples,
        draft=newest,
        over=standing.over,
        check=check,
        receipt=receipt_for(newest) if newest else None,
        saved_at=speaking().clock_and_day(newest.saved_at, now()) if newest else None,
        versions=kept_versions(reading(), newest) if newest else [],
        answers=_answered_by(newest) if newest else None,
        doors=OwnDoors(slug),
        due=_due(standing, newest, slug),
    )
    return page, status


def _answered_by(draft: Submission) -> tuple[Submission, Marking, Rubric] | None:
    """The work that came back to its author, with what was said of it and by which rubric."""
    before = returned_before(reading(), draft)
    markings = released_markings(before) if before else []
    if before is None or not markings:
        return None
    return before, markings[-1], assignment_of(before).rubric


def place_of_new_row(slug: str, table: str | None) -> str | None:
    """The first field of the row that comes after those of a draft, where its table exists."""
    standing, draft = own_newest(slug)
    form = work_form(slug, draft, standing.enrolment_id)
    asked = next((one for one in form.assignment.fields if one.name == table), None)
    if not isinstance(asked, TableField):
        return None
    return f"{asked.name}-{len(rows_of(asked.name, form.values))}-{asked.columns[0].name}"


def receive(slug: str, revision: str) -> SavedDraft:
    """Save everything filled in on top of the revision that the page showed.

    A table that the page left out, because its rows have pages of their own, stays as it is.
    """
    _, newest = own_newest(slug)
    work = read_work(assignment_shown(slug, newest), request.form, revision)
    kept = {name: newest.values.get(name, []) for name in work.left_out} if newest else {}
    return save_values(slug, {**work.values, **kept}, work.revision)


def save_values(slug: str, values: Mapping[str, object], revision: int) -> SavedDraft:
    """Save a whole form; what comes back is loaded as pages need it."""
    try:
        saved = _save(slug, values, revision)
    except StaleRevision:  # another device began in the same moment: now there is a draft
        saved = _save(slug, values, revision)
    _, draft = own_newest(slug)
    return SavedDraft(draft or saved.draft, saved.lost, saved.closed)


def receive_all(slug: str) -> ResponseReturnValue | None:
    """Save what a plain form sent, with any file that was chosen; a page where something failed."""
    saved = receive(slug, request.form.get("revision", ""))
    if saved.closed:
        return closed_page(saved)

    def draft(session: Session) -> Submission:
        return begin_draft(session, catalogue().curriculum, authored(slug), by=visitor(), at=now())

    refused = take_files(assignment_of(saved.draft), saved.draft, draft)
    if refused:
        return form_page(slug, faults=refused, check=True, status=status_of(refused))
    if saved.lost is not None:
        return form_page(slug, status=409)
    return None


def who_was_named(said: str) -> PeopleInPicture:
    """What a button says of the people in a picture. Raises Unreadable."""
    try:
        return PeopleInPicture(said)
    except ValueError as unknown:
        raise Unreadable from unknown


def kept_beside(work: Submission) -> list[tuple[DraftVersion, list[Field]]]:
    """What its author typed when the work was closed, newest first, with what differs there."""
    assignment, since = assignment_of(work), work.handed_in_at or work.started_at
    if _is_own_draft(work):
        return []
    versions = [one for one in kept_versions(reading(), work) if one.kept_at >= since]
    told = [(one, different_fields(assignment, one.values, work.values)) for one in versions]
    return [(one, fields) for one, fields in told if fields]


def closed_page(saved: SavedDraft) -> ResponseReturnValue:
    """To the work as it stands. Whoever pressed "hand in" twice is told nothing: it is theirs."""
    if saved.lost is not None:
        flash(closed_sentence(saved.draft))
    if any(sent.filename for sent in request.files.values()):
        flash(speaking().gettext("The files that you chose were not added."))
    return redirect(url_for("assignments.submission", submission_id=saved.draft.id), 303)


def closed_sentence(work: Submission) -> str:
    """Why nothing can be written in it, and where what was typed lies."""
    if work.state == SubmissionState.DRAFT:
        return speaking().gettext(
            "Somebody is typing in this work for you. What you typed here is kept beside it."
        )
    return speaking().gettext(
        "This work was handed in from another page or device. What you typed here is kept beside"
        " it, and is not a part of it."
    )


def receipt_for(draft: Submission) -> str:
    """A code for what the server has now."""
    return receipt(content_digest(draft))


def assignment_shown(slug: str, newest: Submission | None) -> Assignment:
    """A draft is shown in the form in which it was begun."""
    draft = _draft(newest)
    return assignment_of(draft) if draft else authored(slug)


def work_form(slug: str, newest: Submission | None, enrolment_id: int) -> WorkForm:
    """The form of a draft, or the empty one of today, with what the journal fills in."""
    assignment = assignment_shown(slug, newest)
    journal = rows_from_journal(reading(), assignment, enrolment_id)
    return WorkForm.of(assignment, _draft(newest), journal)


def form_of_work(work: Submission) -> WorkForm:
    """The form of work as it stands, also where it was handed in."""
    assignment = assignment_of(work)
    journal = rows_from_journal(reading(), assignment, work.enrolment_id) if _draft(work) else {}
    return WorkForm.of(assignment, work, journal)


def _draft(newest: Submission | None) -> Submission | None:
    return newest if newest is not None and newest.state == SubmissionState.DRAFT else None


def _save(slug: str, values: Mapping[str, object], revision: int) -> SavedDraft:
    curriculum, today = catalogue().curriculum, authored(slug)
    with writing() as session:
        return save_draft(
            session, curriculum, today, values=values, revision=revision, by=visitor(), at=now()
        )


def _is_own_draft(work: Submission) -> bool:
    return work.state == SubmissionState.DRAFT and work.entered_by_id is None


def _due(standing: Standing, newest: Submission | None, slug: str) -> DueShown | None:
    if standing.over:
        return None
    return still_due(standing.due_days.get(slug), newest, local_day(now()))
