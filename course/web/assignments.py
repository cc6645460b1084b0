"""Practical work: the trainee's list, the form with its draft, handing in, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.course_path import is_asked, module_lock
from assessments.definitions import Assignment
from assessments.fields import Fault
from course.actions.assignments import (
    begin_draft,
    hand_in_submission,
    withdraw_submission,
)
from course.actions.draft_versions import take_version
from course.actions.files import remove_file as take_file_off
from course.actions.files import tell_people_in_picture
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NotReady
from course.models import Submission
from course.queries.arrangements import arrangements_of
from course.queries.assignments import (
    assignment_of,
    content_digest,
    kept_version,
    knows_author,
    newest_submissions,
    own_file,
    own_submission,
    released_markings,
    submission_for,
    submissions_for,
    values_of,
)
from course.queries.fieldwork import rows_from_journal
from course.queries.marking import may_mark
from course.queries.standing import standing_of
from course.queries.work_files import file_to_open, picture_name
from course.settings_here import settings_here
from course.terms import WAITING_STATES, SubmissionState
from course.uploads import download
from course.web.about_work import about_work
from course.web.access import signed_in
from course.web.called import file_name
from course.web.draft_replies import reply_to
from course.web.drafts import (
    authored,
    form_page,
    kept_beside,
    place_of_new_row,
    receipt_for,
    receive,
    receive_all,
    who_was_named,
)
from course.web.due import DueShown, dues_shown
from course.web.giving_away import blanks_sent, warnings_of
from course.web.i18n import speaking
from course.web.locks import LockShown, shown
from course.web.point_map import map_shown
from course.web.told import counts_of, criteria_told, row_title, size_told, told
from course.web.visitors import visitor

bp = Blueprint("assignments", __name__)
bp.add_app_template_filter(told, "told")
bp.add_app_template_filter(warnings_of, "warnings")
bp.add_app_template_filter(row_title, "row_title")
bp.add_app_template_filter(map_shown, "drawn")
bp.add_app_template_filter(criteria_told, "criteria")
bp.add_app_template_filter(size_told, "size")


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment in the trainee's list."""

    assignment: Assignment
    submission: Submission | None
    state: SubmissionState | None
    lock: LockShown | None
    asked: bool
    due: DueShown | None


@bp.get("/assignments")
@signed_in
def index() -> ResponseReturnValue:
    """Every assignment of the course, and how far the trainee has come with it."""
    session, curriculum = reading(), catalogue().curriculum
    standing = standing_of(session, visitor())
    newest, lines = newest_submissions(session, standing.enrolment_id), []
    dues = dues_shown(standing.due_days, newest, local_day(now()))
    for assignment in sorted(catalogue().assignments.values(), key=lambda one: one.number):
        module, work = curriculum.module(assignment.module), newest.get(assignment.slug)
        lock = None if work else module_lock(curriculum, module, standing.work())
        asked = work is not None or is_asked(module, standing.work())
        state = standing.submissions.get(assignment.slug)
        locked, due = shown(lock) if lock else None, dues.get(assignment.slug)
        lines.append(AssignmentLine(assignment, work, state, locked, asked, due))
    return render_template("assignments/index.html", lines=lines, over=standing.over)


@bp.get("/assignments/<slug>")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """The form to fill in."""
    return form_page(slug, new_row_in=request.args.get("add"))


@bp.post("/assignments/<slug>")
@signed_in
def save(slug: str) -> ResponseReturnValue:
    """Save everything filled in; go on where the person was, perhaps in a new row."""
    refused = receive_all(slug)
    if refused is not None:
        return refused
    table = request.form.get("add")
    place = place_of_new_row(slug, table) if table else None
    place = place or request.form.get("remove", "").rpartition("-")[0] or "form"
    return redirect(url_for(".show", slug=slug, add=table, _anchor=place), 303)


@bp.put("/assignments/<slug>")
@signed_in
def autosave(slug: str) -> ResponseReturnValue:
    """Save everything filled in while it is being written."""
    saved = receive(slug, request.headers.get("If-Match", "").strip('"'))
    typed = dict(request.form.lists())
    return reply_to(saved, blanks_sent(assignment_of(saved.draft).fields, typed))


@bp.post("/assignments/<slug>/hand-in")
@signed_in
def hand_in(slug: str) -> ResponseReturnValue:
    """Hand in what is on the page; when something is missing, say what."""
    refused = receive_all(slug) if "revision" in request.form else None
    if refused is not None:
        return refused
    curriculum, today = catalogue().curriculum, authored(slug)
    try:
        with writing() as session:
            draft = begin_draft(session, curriculum, today, by=visitor(), at=now())
            hand_in_submission(session, draft, by=visitor(), at=now())
    except NotReady as not_ready:
        faults = cast("Mapping[str, Fault]", not_ready.facts["faults"])
        return form_page(slug, faults=faults, check=True, status=422)
    flash(speaking().gettext("Handed in. Your trainer has it now."))
    return redirect(url_for(".submission", submission_id=draft.id), 303)


@bp.post("/assignments/<slug>/revise")
@signed_in
def revise(slug: str) -> ResponseReturnValue:
    """Begin the next piece of work after a return, from what was handed in."""
    curriculum, today = catalogue().curriculum, authored(slug)
    with writing() as session:
        begin_draft(session, curriculum, today, by=visitor(), at=now())
    return redirect(url_for(".show", slug=slug), 303)


@bp.post("/assignments/<slug>/versions/<int:version_id>")
@signed_in
def take(slug: str, version_id: int) -> ResponseReturnValue:
    """Go on from a version of the draft that had lost against another one."""
    curriculum, today = catalogue().curriculum, authored(slug)
    with writing() as session:
        draft = begin_draft(session, curriculum, today, by=visitor(), at=now())
        take_version(session, draft, kept_version(session, draft, version_id), at=now())
    return redirect(url_for(".show", slug=slug), 303)


@bp.post("/assignments/<slug>/files")
@signed_in
def add_file(slug: str) -> ResponseReturnValue:
    """Attach the chosen files; what is on the page is saved with them."""
    place = request.form.get("field", "form")
    return receive_all(slug) or redirect(url_for(".show", slug=slug, _anchor=place), 303)


@bp.post("/assignments/<slug>/files/<int:file_id>/remove")
@signed_in
def remove_file(slug: str, file_id: int) -> ResponseReturnValue:
    """Take a file off the draft; what is on the page is saved."""
    refused = receive_all(slug) if "revision" in request.form else None
    with writing() as session:
        file = own_file(session, visitor(), file_id)
        take_file_off(session, file, at=now())
        place = file.field
    return refused or redirect(url_for(".show", slug=slug, _anchor=place), 303)


@bp.post("/assignments/<slug>/files/<int:file_id>/people")
@signed_in
def tell_people(slug: str, file_id: int) -> ResponseReturnValue:
    """Say who is in a picture; what is on the page is saved."""
    refused = receive_all(slug) if "revision" in request.form else None
    with writing() as session:
        file = own_file(session, visitor(), file_id)
        people = who_was_named(request.form.get("people", ""))
        tell_people_in_picture(session, file, people, at=now())
        place = picture_name(file)
    return refused or redirect(url_for(".show", slug=slug, _anchor=place), 303)


@bp.get("/files/<int:file_id>")
@signed_in
def file(file_id: int) -> ResponseReturnValue:
    """A file of work that the visitor may see."""
    session = reading()
    found = file_to_open(session, visitor(), file_id)
    return download(
        found.stored_as,
        name=file_name(found, blind=not knows_author(session, visitor(), found.submission)),
        media_type=found.media_type,
        folder=settings_here().files,
    )


@bp.get("/submissions/<int:submission_id>")
@signed_in
def submission(submission_id: int) -> ResponseReturnValue:
    """A piece of work as it was handed in, with what was said of it."""
    session = reading()
    found = submission_for(session, visitor(), submission_id)
    assignment = assignment_of(found)
    values = values_of(found)
    if found.state == SubmissionState.DRAFT:
        values |= rows_from_journal(session, assignment, found.enrolment_id)
    others = submissions_for(session, visitor(), found)
    arranged = arrangements_of(session, found.enrolment_id, found.assignment_slug)
    is_own = found.enrolment.person_id == visitor().id
    return render_template(
        "assignments/submission.html",
        submission=found,
        assignment=assignment,
        values=values,
        counts=counts_of(assignment, values),
        receipt=receipt_for(found),
        digest=content_digest(found),
        others=others,
        markings=released_markings(found),
        waiting_states=WAITING_STATES,
        is_own=is_own,
        is_newest=found.number == max(other.number for other in others),
        may_mark=may_mark(session, visitor(), found),
        most=arranged.times_allowed(assignment.max_submissions),
        talks=arranged.talks,
        about=about_work(session, found),
        kept=kept_beside(found) if is_own else [],
    )


@bp.post("/submissions/<int:submission_id>/withdraw")
@signed_in
def withdraw(submission_id: int) -> ResponseReturnValue:
    """Take one's own work back to go on writing."""
    with writing() as session:
        found = own_submission(session, visitor(), submission_id)
        withdraw_submission(session, found, by=visitor(), at=now())
        slug = found.assignment_slug
    flash(speaking().gettext("Taken back. You can go on writing."))
    return redirect(url_for(".show", slug=slug), 303)
