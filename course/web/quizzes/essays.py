"""Written answers before their trainer: what waits, the text beside its rubric, the mark."""

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.essays import mark_essay as keep_mark
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import AlreadyMarked, NotFound
from course.models import QuizAttempt
from course.permissions import Permission
from course.queries.essays import (
    attempt_to_mark,
    attempt_to_read,
    essay_in,
    essays_waiting,
    mark_of,
)
from course.queries.quiz_keeping import voided_for
from course.queries.quizzes import quiz_of, standing_answers
from course.web.access import allow
from course.web.forms.essays import EssayForm
from course.web.i18n import speaking
from course.web.quizzes.blueprint import bp
from course.web.reader import check_may_read_keys
from course.web.visitors import visitor

PAGE = 50


@bp.get("/essays")
@allow(Permission.KEEP_QUIZZES)
def essays() -> ResponseReturnValue:
    """What waits for this trainer, the oldest first."""
    check_may_read_keys()
    waiting, today = essays_waiting(reading(), visitor()), local_day(now())
    return render_template(
        "quizzes/essays.html",
        waiting=[(one, (today - local_day(one.since)).days) for one in waiting[:PAGE]],
        count=len(waiting),
    )


@bp.get("/attempts/<int:attempt_id>/essays/<question>")
@allow(Permission.KEEP_QUIZZES)
def essay(attempt_id: int, question: str) -> ResponseReturnValue:
    """One written answer beside its rubric."""
    check_may_read_keys()
    attempt = attempt_to_read(reading(), visitor(), attempt_id)
    asked = essay_in(quiz_of(reading(), attempt), question)
    return _page(attempt, EssayForm.of(asked, mark_of(reading(), attempt_id, question)))


@bp.post("/attempts/<int:attempt_id>/essays/<question>")
@allow(Permission.KEEP_QUIZZES)
def mark_essay(attempt_id: int, question: str) -> ResponseReturnValue:
    """Keep the mark and go on to what waits next."""
    check_may_read_keys()
    attempt = attempt_to_read(reading(), visitor(), attempt_id)
    form = EssayForm.read(essay_in(quiz_of(reading(), attempt), question), request.form)
    faults = form.faults()
    if faults:
        return _page(attempt, form, faults=faults), 422
    try:
        _keep(attempt_id, form)
    except AlreadyMarked as quicker:
        return _come_back(attempt_id, form, quicker)
    flash(speaking().gettext("The mark is kept, and the result counted anew."))
    return redirect(_next(), 303)


def _keep(attempt_id: int, form: EssayForm) -> None:
    with writing() as session:
        keep_mark(
            session,
            attempt_to_mark(session, visitor(), attempt_id),
            form.essay.id,
            levels=form.levels,
            comment=form.comment,
            by=visitor(),
            at=now(),
            corrects=form.corrects,
        )


def _come_back(attempt_id: int, form: EssayForm, quicker: AlreadyMarked) -> ResponseReturnValue:
    """Somebody was quicker: show both; saving once more lets this one stand."""
    attempt = attempt_to_read(reading(), visitor(), attempt_id)
    standing = mark_of(reading(), attempt_id, form.essay.id)
    form = replace(form, corrects=standing.id if standing else None)
    sentence = speaking().error(quicker.code, quicker.facts)
    return _page(attempt, form, quicker=sentence), 409


def _next() -> str:
    """Where a trainer goes on: to the oldest answer that waits, or to the empty queue."""
    waiting = essays_waiting(reading(), visitor())
    if not waiting:
        return url_for(".essays")
    first = waiting[0]
    return url_for(".essay", attempt_id=first.attempt_id, question=first.question_id)


def _page(
    attempt: QuizAttempt,
    form: EssayForm,
    *,
    faults: Mapping[str, str] | None = None,
    quicker: str | None = None,
) -> str:
    answer = standing_answers(attempt.answers).get(form.essay.id)
    if answer is None or attempt.submitted_at is None:
        raise NotFound
    return render_template(
        "quizzes/essay.html",
        attempt=attempt,
        quiz=quiz_of(reading(), attempt),
        text=str(answer["text"]),
        standing=mark_of(reading(), attempt.id, form.essay.id),
        voided=form.essay.id in voided_for(reading(), attempt),
        form=form,
        faults=faults or {},
        quicker=quicker,
        count=len(essays_waiting(reading(), visitor())),
    )
