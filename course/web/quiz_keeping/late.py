"""Answers that came after the end of an attempt, beside what counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.definitions import Question
from course.actions.recounting import accept_late
from course.clock import now
from course.database import reading, writing
from course.models import QuizAnswer
from course.permissions import Permission
from course.queries.quiz_deeds import (
    LateAnswer,
    attempt_to_amend,
    attempt_with_late,
    late_answers,
)
from course.queries.quizzes import quiz_of, receipt_for, standing_result
from course.web.access import allow
from course.web.forms.quiz_keeping import ReasonForm
from course.web.forms.quiz_words import in_words
from course.web.i18n import speaking
from course.web.numbers import row_number
from course.web.quiz_keeping.blueprint import bp
from course.web.reader import check_may_read_keys
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """A late answer in words, beside the one that counts now."""

    row: LateAnswer
    question: Question
    came: Sequence[str]
    stands: Sequence[str]
    receipt: str | None
    form: ReasonForm

    @property
    def closed(self) -> bool:
        """Whether the trainee had looked at what is right before."""
        return self.row.counted is not None and self.row.counted.final


@bp.get("/attempts/<int:attempt_id>/late")
@allow(Permission.KEEP_QUIZZES)
def late(attempt_id: int) -> ResponseReturnValue:
    """What came late, each with the form that lets it count."""
    check_may_read_keys()
    return _page(attempt_id, None, ReasonForm())


@bp.post("/attempts/<int:attempt_id>/late")
@allow(Permission.KEEP_QUIZZES)
def accept(attempt_id: int) -> ResponseReturnValue:
    """Let one late answer count."""
    check_may_read_keys()
    form, answer_id = ReasonForm.of(request.form), request.form.get("answer", type=row_number)
    if form.faults:
        return _page(attempt_id, answer_id, form), 422
    with writing() as session:
        accept_late(
            session,
            attempt_to_amend(session, visitor(), attempt_id),
            answer_id or 0,
            reason=form.reason,
            by=visitor(),
            at=now(),
        )
    flash(speaking().gettext("The answer counts now, and the result was counted anew."))
    return redirect(url_for(".late", attempt_id=attempt_id), 303)


def _page(attempt_id: int, faulty: int | None, form: ReasonForm) -> str:
    session = reading()
    attempt = attempt_with_late(session, visitor(), attempt_id)
    quiz, voice = quiz_of(session, attempt), speaking()

    def words(row: QuizAnswer | None) -> Sequence[str]:
        return in_words(quiz.question(row.question_id), row.answer, voice) if row else ()

    return render_template(
        "keeping/late.html",
        attempt=attempt,
        quiz=quiz,
        result=standing_result(attempt.results),
        faults=form.faults,
        lines=[
            LateLine(
                row=row,
                question=quiz.question(row.late.question_id),
                came=words(row.late),
                stands=words(row.counted),
                receipt=receipt_for(row.late),
                form=form if row.late.id == faulty else ReasonForm(),
            )
            for row in late_answers(attempt)
        ],
    )
