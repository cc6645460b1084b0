"""Doors of the comments that trainers keep to say again."""

from collections.abc import Sequence
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.bank import keep_comment, remove_comment, share_comment
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import StaleRevision
from course.models import BankComment
from course.permissions import Permission
from course.queries.assignments import assignment_of
from course.queries.bank import own_comment, own_comments
from course.queries.marking import submission_to_mark, submission_to_read
from course.web.access import allow
from course.web.i18n import language, speaking
from course.web.marking.blueprint import bp
from course.web.marking.desk import form_sent, save_form
from course.web.visitors import visitor

Group = tuple[str, Sequence[tuple[BankComment, str]]]


@bp.get("/marking/comments")
@allow(Permission.MARK_SUBMISSIONS)
def comments() -> ResponseReturnValue:
    """One's own comments, by assignment."""
    return render_template("marking/comments.html", groups=_groups(), own=visitor())


@bp.post("/marking/<int:submission_id>/comments")
@allow(Permission.MARK_SUBMISSIONS)
def keep(submission_id: int) -> ResponseReturnValue:
    """Keep what stands in a field of the desk, and go on marking where one was."""
    submission = submission_to_read(reading(), visitor(), submission_id)
    form, criterion = form_sent(submission), request.form.get("keep", "")
    known = {one.id for one in assignment_of(submission).rubric.criteria}
    criterion = criterion if criterion in known else ""
    with writing() as session:
        kept = keep_comment(
            session,
            submission_to_mark(session, visitor(), submission_id),
            criterion=criterion,
            text=form.text_for(criterion),
            by=visitor(),
            at=now(),
        )
    try:
        save_form(submission_id, form)
    except StaleRevision:
        flash(speaking().gettext("This page is older than what you saved. Look at both."), "wait")
    else:
        _say(kept)
    place = f"comment-{criterion}" if criterion else "feedback"
    return redirect(url_for(".show", submission_id=submission_id, _anchor=place), 303)


@bp.post("/marking/comments/<int:comment_id>/share")
@allow(Permission.MARK_SUBMISSIONS)
def share(comment_id: int) -> ResponseReturnValue:
    """Let the programme's trainers use a comment, or keep it to oneself."""
    with writing() as session:
        comment = own_comment(session, visitor(), comment_id)
        share_comment(comment, shared=request.form.get("shared") == "yes")
    return redirect(url_for(".comments"), 303)


@bp.post("/marking/comments/<int:comment_id>/remove")
@allow(Permission.MARK_SUBMISSIONS)
def remove(comment_id: int) -> ResponseReturnValue:
    """Take a comment out; what was said with it stays said."""
    with writing() as session:
        remove_comment(own_comment(session, visitor(), comment_id), at=now())
    flash(speaking().gettext("The comment is removed. What you said with it stays."))
    return redirect(url_for(".comments"), 303)


def _say(kept: BankComment | None) -> None:
    if kept is None:
        flash(speaking().gettext("Write the comment first, then keep it."), "wait")
    else:
        flash(speaking().gettext("The comment is kept. It waits under this criterion."))


def _groups() -> Sequence[Group]:
    """Comments under the titles of their assignments, each with its criterion."""
    found = own_comments(reading(), visitor())
    return [
        (_title(slug), [(one, _criterion(slug, one.criterion)) for one in group])
        for slug, group in groupby(found, key=lambda one: one.assignment_slug)
    ]


def _title(slug: str) -> str:
    assignment = catalogue().assignments.get(slug)
    return assignment.title.in_language(language()) if assignment else slug


def _criterion(slug: str, name: str) -> str:
    """What the comment is for; a criterion that is no more is told by its name."""
    if not name:
        return speaking().gettext("the whole work")
    assignment = catalogue().assignments.get(slug)
    criteria = assignment.rubric.criteria if assignment else ()
    title = next((one.title for one in criteria if one.id == name), None)
    return title.in_language(language()) if title else name
