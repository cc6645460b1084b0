"""How an attempt ended: the points, what was right, what to read again."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assessments.attempts import FinishedAttempt, counted, without
from assessments.definitions import Quiz, Review
from assessments.feedback import band_of, outcome_lines
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading
from course.errors import NotFound
from course.models import QuizAttempt
from course.queries.quiz_keeping import essay_marks_of, review_from, voided_for
from course.queries.quizzes import (
    attempt_for,
    attempts_at,
    finished_attempts,
    key_of,
    quiz_of,
    score_of,
    standing_answers,
    standing_result,
)
from course.web.access import signed_in
from course.web.forms.quiz_pages import unfinished
from course.web.forms.quiz_results import judged_lines
from course.web.i18n import speaking
from course.web.quizzes.attempting import open_attempt
from course.web.quizzes.blueprint import bp
from course.web.visitors import visitor


@bp.get("/attempts/<int:attempt_id>")
@signed_in
def result(attempt_id: int) -> ResponseReturnValue:
    """How an attempt ended; an open one goes on where one stopped."""
    attempt = open_attempt(attempt_id)
    if attempt is not None:
        quiz = quiz_of(reading(), attempt)
        answers = standing_answers(attempt.answers)
        left = unfinished(quiz, answers, voided=voided_for(reading(), attempt))
        place = left[0] if left else len(quiz.questions)
        return redirect(url_for(".question", attempt_id=attempt_id, place=place))
    return _result_page(attempt_for(reading(), visitor(), attempt_id))


def hidden_until(attempt: QuizAttempt, quiz: Quiz) -> date | None:
    """The day from which the right answers are shown, while it has not come yet."""
    if quiz.review is not Review.AFTER_DATE:
        return None
    shown_on = review_from(reading(), attempt.enrolment_id, attempt.quiz_slug)
    return shown_on if local_day(now()) < shown_on else None


def _result_page(attempt: QuizAttempt) -> str:
    outcome = standing_result(attempt.results)
    if outcome is None:
        raise NotFound
    asked, voided = key_of(reading(), attempt, outcome), voided_for(reading(), attempt)
    key, answers = without(asked, voided), standing_answers(attempt.answers)
    score = score_of(reading(), attempt, key)
    curriculum = catalogue().curriculum
    return render_template(
        "quizzes/result.html",
        attempt=attempt,
        quiz=asked,
        outcome=outcome,
        counted=_counted(attempt),
        band=band_of(asked, outcome.percent),
        outcomes=[] if asked.practice else list(outcome_lines(key, score)),
        outcome_texts={one.code: one.text for m in curriculum.modules for one in m.outcomes},
        hidden_until=hidden_until(attempt, asked),
        lines=judged_lines(
            asked,
            answers,
            score,
            voided=voided,
            marks=essay_marks_of(reading(), attempt.id),
            voice=speaking(),
        ),
        lessons={lesson.slug: lesson for lesson in curriculum.lessons()},
    )


def _counted(attempt: QuizAttempt) -> FinishedAttempt | None:
    """The attempt at the same quiz whose result counts, whichever it is."""
    attempts = attempts_at(reading(), attempt.enrolment_id, attempt.quiz_slug)
    return counted(finished_attempts(attempts))
