"""The page of the desk: the work, what changed in it, its rubric, and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from assessments.changes import Change, FieldChange, Piece, field_changes, text_changes
from assessments.definitions import Assignment
from assessments.fields import Column, Fault, TextField
from course.clock import now
from course.database import reading
from course.models import MarkingDraft, Submission
from course.queries.assignments import (
    assignment_of,
    files_of,
    standing_marking,
    submissions_for,
    values_of,
)
from course.queries.bank import comments_at_hand
from course.queries.desk import (
    earlier_submission,
    next_to_mark,
    submission_or_none,
)
from course.queries.marking import count_waiting, is_newest, marking_queue
from course.web.about_work import about_work
from course.web.forms.marking import MarkingForm
from course.web.freshness import is_kept, not_modified, tag_of, tagged
from course.web.i18n import speaking
from course.web.marking.blueprint import bp
from course.web.marking.queue import Waiting, told_waiting
from course.web.marking.sight import sight_of
from course.web.numbers import row_number
from course.web.told import counts_of, told
from course.web.visitors import visitor

BESIDE = 20
"""How many waiting pieces of work are listed beside the one being read."""


def desk_page(
    submission: Submission,
    form: MarkingForm,
    *,
    faults: Mapping[str, Fault] | None = None,
    saved_at: datetime | None = None,
    other: MarkingDraft | None = None,
) -> str:
    """The whole page; `other` is what the trainer saved meanwhile from another page."""
    session, assignment = reading(), assignment_of(submission)
    sight = sight_of(session, visitor(), submission)
    return render_template(
        "marking/show.html",
        submission=submission,
        assignment=assignment,
        sight=sight,
        about=about_work(session, submission, blind=sight.blind),
        counts=counts_of(assignment, values_of(submission)),
        values=values_of(submission),
        others=[] if sight.blind else submissions_for(session, visitor(), submission),
        is_newest=is_newest(session, submission),
        form=form,
        faults={
            name: speaking().fault(one.code, one.facts) for name, one in (faults or {}).items()
        },
        saved_at=speaking().clock_and_day(saved_at, now()) if saved_at else None,
        other=other,
        writes=sight.role is not None or request.method == "POST" or "correct" in request.args,
        bank=comments_at_hand(session, visitor(), submission),
        **_before(None if sight.blind else _earlier(submission), submission, assignment),
        **_around(submission),
    )


def kept_page(page: str) -> ResponseReturnValue:
    """A page that the browser may have fetched ahead: it is asked only whether it is still true.

    Its tag is made of all that stands in it but the token, which is another each time and stands
    for the same session.
    """
    tag = tag_of(page.replace(generate_csrf(), ""))
    return not_modified(tag) if is_kept(tag) else tagged(page, tag)


@bp.app_template_filter("changed")
def cell_changes(column: Column, before: object, after: object) -> Sequence[Piece]:
    """What became of one value, as a person reads it."""
    old, new = (told(column, value) if value else "" for value in (before, after))
    if isinstance(column, TextField) or old == new:
        return text_changes(old, new)
    pieces = Piece(Change.REMOVED, old), Piece(Change.ADDED, new)
    return [piece for piece in pieces if piece.text]


def _earlier(submission: Submission) -> Submission | None:
    return earlier_submission(reading(), visitor(), submission)


def _before(
    earlier: Submission | None, submission: Submission, assignment: Assignment
) -> dict[str, object]:
    """What was handed in the time before, what became of it, and what was asked for.

    Who marks blind sees nothing of it: what was asked for then is another marker's word.
    """
    if earlier is None:
        return {"changes": [], "before": {}, "gone_files": [], "asked": None, "asked_of": {}}
    asked = standing_marking(earlier)
    here = {(file.field, file.sha256) for file in files_of(submission)}
    return {
        "changes": list(_changes(assignment, earlier, submission)),
        "before": values_of(earlier),
        "gone_files": [one for one in files_of(earlier) if (one.field, one.sha256) not in here],
        "asked": asked,
        "asked_of": {one.criterion: one for one in asked.criterion_marks} if asked else {},
    }


def _changes(
    assignment: Assignment, earlier: Submission, submission: Submission
) -> Sequence[FieldChange]:
    before, after = _comparable(earlier), _comparable(submission)
    return list(field_changes(assignment.fields, before, after))


def _comparable(submission: Submission) -> dict[str, object]:
    """Everything filled in; files by what is in them, because each time has its own rows."""
    files: dict[str, list[str]] = {}
    for file in files_of(submission):
        files.setdefault(file.field, []).append(file.sha256)
    return {**submission.values, **{name: sorted(found) for name, found in files.items()}}


def _around(submission: Submission) -> dict[str, object]:
    """The queue beside; the piece marked just before, which waits no more; the one that follows."""
    session = reading()
    finished_id = request.args.get("after", type=row_number)
    finished = submission_or_none(session, visitor(), finished_id)
    waiting = told_waiting(marking_queue(session, visitor(), most=BESIDE))
    others = [one for one in waiting if one.id != finished_id]
    following = next_to_mark(session, visitor(), submission.id, left_out=finished_id)
    return {
        "finished": _told(finished),
        "waiting": others,
        "count": count_waiting(session, visitor()) - len(waiting) + len(others),
        "following": following and following.id,
    }


def _told(finished: Submission | None) -> Waiting | None:
    return told_waiting([finished])[0] if finished else None
