"""A draft of practical work as it arrives from a page: read, saved, files taken in, shown again."""

from collections.abc import Mapping
from typing import cast

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from assessments.definitions import Assignment
from assessments.fields import Fault, TableField, rows_of
from assessments.receipts import receipt
from content.rendering import render_guide
from course.actions.assignments import SavedDraft, begin_draft, save_draft
from course.actions.files import add_file
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import FileRefused, NotFound
from course.models import Submission
from course.queries.assignments import (
    assignment_of,
    content_digest,
    kept_versions,
    newest_submission,
)
from course.queries.standing import Standing, standing_of
from course.settings_here import settings_here
from course.stored_file import StoredFile
from course.terms import SubmissionState
from course.uploads import store
from course.web.forms.assignments import WorkForm, fields_for_files, read_work
from course.web.i18n import language, speaking
from course.web.visitors import visitor


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
    if newest is not None and newest.state != SubmissionState.DRAFT:
        return redirect(url_for("assignments.submission", submission_id=newest.id), 303)
    form = _form(slug, newest).with_faults(faults or {}).with_new_row(new_row_in)
    page = render_template(
        "assignments/show.html",
        assignment=form.assignment,
        brief=brief_of(form.assignment),
        form=form,
        has_example=slug in catalogue().examples,
        draft=newest,
        over=standing.over,
        check=check,
        receipt=receipt_for(newest) if newest else None,
        saved_at=speaking().clock_and_day(newest.saved_at, now()) if newest else None,
        versions=kept_versions(reading(), newest) if newest else [],
    )
    return page, status


def place_of_new_row(slug: str, table: str | None) -> str | None:
    """The first field of the row that comes after those of a draft, where its table exists."""
    _, draft = own_newest(slug)
    form = _form(slug, draft)
    asked = next((one for one in form.assignment.fields if one.name == table), None)
    if not isinstance(asked, TableField):
        return None
    return f"{asked.name}-{len(rows_of(asked.name, form.values))}-{asked.columns[0].name}"


def receive(slug: str, revision: str) -> SavedDraft:
    """Save everything filled in on top of the revision that the page showed."""
    curriculum, today = catalogue().curriculum, authored(slug)
    _, newest = own_newest(slug)
    values = read_work(_form(slug, newest).assignment, request.form, revision)
    with writing() as session:
        saved = save_draft(
            session,
            curriculum,
            today,
            values=values.values,
            revision=values.revision,
            by=visitor(),
            at=now(),
        )
    _, draft = own_newest(slug)
    return SavedDraft(draft or saved.draft, saved.lost)


def receive_all(slug: str) -> ResponseReturnValue | None:
    """Save what a plain form sent, with any file that was chosen; a page where something failed."""
    saved = receive(slug, request.form.get("revision", ""))
    refused = _take_files(slug, assignment_of(saved.draft))
    if refused:
        return form_page(slug, faults=refused, check=True, status=422)
    if saved.lost is not None:
        return form_page(slug, status=409)
    return None


def receipt_for(draft: Submission) -> str:
    """A code for what the server has now."""
    return receipt(content_digest(draft))


def _form(slug: str, newest: Submission | None) -> WorkForm:
    """A draft is shown in the form in which it was begun."""
    draft = newest if newest is not None and newest.state == SubmissionState.DRAFT else None
    return WorkForm.of(assignment_of(draft) if draft else authored(slug), draft)


def _take_files(slug: str, assignment: Assignment) -> dict[str, Fault]:
    """Check, store and attach the files that were chosen; what was refused, by field."""
    refused: dict[str, Fault] = {}
    for field in fields_for_files(assignment.fields):
        for sent in request.files.getlist(field.name):
            if not sent.filename:
                continue
            try:
                stored = store(
                    sent.stream,
                    name=sent.filename,
                    kinds=field.kinds,
                    folder=settings_here().files_folder,
                )
                _attach(slug, field.name, stored)
            except FileRefused as error:
                refused[field.name] = Fault(cast("str", error.facts["reason"]), error.facts)
    return refused


def _attach(slug: str, field: str, stored: StoredFile) -> None:
    with writing() as session:
        draft = begin_draft(session, catalogue().curriculum, authored(slug), by=visitor(), at=now())
        add_file(session, draft, field=field, stored=stored, at=now())
