"""Type in work on its author's behalf: begin, save, hand in, take back, leave it to the author."""

from collections.abc import Mapping
from typing import cast

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessments.fields import Fault, TableField, rows_of
from course.actions.assignments import withdraw_submission
from course.actions.draft_versions import take_version
from course.actions.entering import begin_entry, hand_in_entry, leave_to_author
from course.clock import now
from course.database import reading, writing
from course.errors import NotReady, Unreadable
from course.permissions import Permission
from course.queries.arrangements import place_to_arrange
from course.queries.assignments import assignment_of, kept_version, values_of
from course.queries.entering import entry_to_leave, entry_to_read, entry_to_write
from course.terms import WorkMedium
from course.web.access import allow
from course.web.draft_replies import reply_to
from course.web.drafts import authored
from course.web.entering.blueprint import bp
from course.web.entering.form import entry_page, receive, receive_all
from course.web.giving_away import blanks_sent
from course.web.i18n import speaking
from course.web.visitors import visitor

BY_OTHERS = {one.value: one for one in (WorkMedium.PAPER, WorkMedium.SPOKEN)}


@bp.post("/enrolments/<int:enrolment_id>/assignments/<slug>/entry")
@allow(Permission.MARK_SUBMISSIONS)
def begin(enrolment_id: int, slug: str) -> ResponseReturnValue:
    """Begin to type in what was given on paper, or told."""
    assignment, medium = authored(slug), BY_OTHERS.get(request.form.get("given_as", ""))
    with writing() as session:
        place = place_to_arrange(session, visitor(), enrolment_id)
        if medium is None:
            raise Unreadable
        draft = begin_entry(session, place, assignment, given_as=medium, by=visitor(), at=now())
        draft_id = draft.id
    return redirect(url_for(".show", submission_id=draft_id), 303)


@bp.get("/entries/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
def show(submission_id: int) -> ResponseReturnValue:
    """The form to type in."""
    return entry_page(submission_id, new_row_in=request.args.get("add"))


@bp.post("/entries/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
def save(submission_id: int) -> ResponseReturnValue:
    """Save everything typed in; go on where the trainer was, perhaps in a new row."""
    refused = receive_all(submission_id)
    if refused is not None:
        return refused
    table = request.form.get("add")
    place = _place_of_new_row(submission_id, table) if table else None
    place = place or request.form.get("remove", "").rpartition("-")[0] or "form"
    return redirect(url_for(".show", submission_id=submission_id, add=table, _anchor=place), 303)


@bp.put("/entries/<int:submission_id>")
@allow(Permission.MARK_SUBMISSIONS)
def autosave(submission_id: int) -> ResponseReturnValue:
    """Save everything typed in while it is being typed."""
    saved = receive(submission_id, request.headers.get("If-Match", "").strip('"'))
    typed = dict(request.form.lists())
    return reply_to(saved, blanks_sent(assignment_of(saved.draft).fields, typed))


@bp.post("/entries/<int:submission_id>/hand-in")
@allow(Permission.MARK_SUBMISSIONS)
def hand_in(submission_id: int) -> ResponseReturnValue:
    """Hand in for the author what is on the page; when something is missing, say what."""
    refused = receive_all(submission_id) if "revision" in request.form else None
    if refused is not None:
        return refused
    try:
        with writing() as session:
            draft = entry_to_write(session, visitor(), submission_id)
            hand_in_entry(session, draft, by=visitor(), at=now())
    except NotReady as not_ready:
        faults = cast("Mapping[str, Fault]", not_ready.facts["faults"])
        return entry_page(submission_id, faults=faults, check=True, status=422)
    flash(speaking().gettext("Handed in. The author sees it, and that you typed it in."))
    return redirect(url_for("assignments.submission", submission_id=submission_id), 303)


@bp.post("/entries/<int:submission_id>/withdraw")
@allow(Permission.MARK_SUBMISSIONS)
def withdraw(submission_id: int) -> ResponseReturnValue:
    """Take back what one typed in, to mend it."""
    with writing() as session:
        draft = entry_to_write(session, visitor(), submission_id)
        withdraw_submission(session, draft, by=visitor(), at=now())
    flash(speaking().gettext("Taken back. You can go on writing."))
    return redirect(url_for(".show", submission_id=submission_id), 303)


@bp.post("/entries/<int:submission_id>/versions/<int:version_id>")
@allow(Permission.MARK_SUBMISSIONS)
def take(submission_id: int, version_id: int) -> ResponseReturnValue:
    """Go on from a version of the draft that had lost against another one."""
    with writing() as session:
        draft = entry_to_write(session, visitor(), submission_id)
        take_version(session, draft, kept_version(session, draft, version_id), at=now())
    return redirect(url_for(".show", submission_id=submission_id), 303)


@bp.post("/entries/<int:submission_id>/leave")
@allow(Permission.MARK_SUBMISSIONS)
def leave(submission_id: int) -> ResponseReturnValue:
    """Leave the draft to its author."""
    with writing() as session:
        draft = entry_to_leave(session, visitor(), submission_id)
        leave_to_author(session, draft)
        place_id, slug = draft.enrolment_id, draft.assignment_slug
    flash(speaking().gettext("The draft is its author’s now."))
    return redirect(url_for("arrangements.place", enrolment_id=place_id, slug=slug), 303)


def _place_of_new_row(submission_id: int, table: str) -> str | None:
    """The first field of the row that comes after those of the draft, where its table exists."""
    draft = entry_to_read(reading(), visitor(), submission_id)
    fields = assignment_of(draft).fields
    asked = next((one for one in fields if one.name == table), None)
    if not isinstance(asked, TableField):
        return None
    return f"{asked.name}-{len(rows_of(asked.name, values_of(draft)))}-{asked.columns[0].name}"
