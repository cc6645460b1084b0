"""The record of an attempt, and the save behind a receipt."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from assessments.deadlines import extra_percent_in
from assessments.receipts import read_receipt
from course.clock import now
from course.database import reading
from course.permissions import Permission
from course.queries.quiz_following import attempt_to_follow
from course.queries.quizzes import quiz_of
from course.reports.attempt_record import look_up, save_lines
from course.web.access import allow, signed_in
from course.web.forms.quiz_record import saves_in_words
from course.web.i18n import speaking
from course.web.quizzes.blueprint import bp
from course.web.quizzes.results import hidden_until
from course.web.visitors import visitor


@bp.get("/attempts/<int:attempt_id>/record")
@signed_in
def record(attempt_id: int) -> ResponseReturnValue:
    """Everything that happened in an attempt; it never tells what would have been right.

    What somebody wrote about a change of the result may tell it, so the trainee reads that only
    when the answers are shown.
    """
    attempt = attempt_to_follow(reading(), visitor(), attempt_id)
    quiz = quiz_of(reading(), attempt)
    own = attempt.enrolment.person_id == visitor().id
    return render_template(
        "quizzes/record.html",
        attempt=attempt,
        quiz=quiz,
        own=own,
        extra=extra_percent_in(quiz, started_at=attempt.started_at, due=attempt.due_at),
        saves=saves_in_words(save_lines(attempt, quiz), speaking()),
        reasons_shown=not own or hidden_until(attempt, quiz) is None,
        at=now(),
    )


@bp.get("/receipts")
@allow(Permission.KEEP_QUIZZES)
def receipts() -> ResponseReturnValue:
    """Whose save a receipt belongs to, within the cohorts that the visitor teaches."""
    typed = request.args.get("code", "").strip()
    code = read_receipt(typed)
    found, whole = look_up(reading(), visitor(), code) if code else ([], True)
    page = render_template(
        "quizzes/receipts.html",
        typed=typed,
        code=code,
        found=[(one, *saves_in_words([one.line], speaking())) for one in found],
        whole=whole,
    )
    return page, 422 if typed and code is None else 200
