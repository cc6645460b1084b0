"""The way into a quiz, and the end of an attempt."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.attempts import Exhausted, Pause, counted
from assessments.deadlines import TimeState, allowed_time, time_state
from assessments.definitions import Quiz
from course.actions.quizzes import end_if_over, start_attempt, submit_attempt
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import AttemptPaused, AttemptsExhausted, NotFound
from course.models import QuizAttempt
from course.queries.quiz_keeping import voided_for
from course.queries.quizzes import (
    attempt_for,
    attempt_to_answer,
    attempt_to_end,
    attempts_at,
    finished_attempts,
    obstacle_before,
    quiz_of,
    standing_answers,
    standing_result,
)
from course.queries.standing import standing_of
from course.queries.study import extra_time_of
from course.web.access import signed_in
from course.web.arrival import arrived_at
from course.web.forms.quiz_pages import answer_lines, unfinished
from course.web.i18n import speaking
from course.web.quizzes.blueprint import bp
from course.web.visitors import visitor


@bp.get("/quizzes/<slug>")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """What the quiz asks for, the attempts so far, and the way in."""
    quiz, curriculum, at = quiz_here(slug), catalogue().curriculum, now()
    standing = standing_of(reading(), visitor())
    standing.check_quiz(curriculum, quiz)
    place = standing.enrolment_id
    attempts = attempts_at(reading(), place, slug)
    granted = standing.granted.get(slug, ())
    obstacle = obstacle_before(reading(), quiz, attempts, granted=granted, at=at)
    pause = obstacle if isinstance(obstacle, Pause) else None
    extra_percent = extra_time_of(reading(), place) if quiz.minutes else 0
    allowed = allowed_time(quiz, extra_percent)
    practice = next((one for one in catalogue().quizzes.values() if one.practice), None)
    tried = practice and practice.slug in standing.quizzes_begun | standing.quizzes_ended.keys()
    return render_template(
        "quizzes/show.html",
        quiz=quiz,
        module=curriculum.module(quiz.module),
        over=standing.over,
        begun=next((one for one in attempts if one.submitted_at is None), None),
        finished=[(one, standing_result(one.results)) for one in attempts if one.submitted_at],
        counted=counted(finished_attempts(attempts)),
        pause=pause,
        exhausted=obstacle if isinstance(obstacle, Exhausted) else None,
        limit=quiz.attempts and quiz.attempts + len(granted),
        practice=None if tried else practice,
        minutes=allowed and whole_minutes(allowed),
        extra_percent=extra_percent,
        to_read=curriculum.lesson(pause.lesson) if pause and pause.lesson else None,
    )


@bp.post("/quizzes/<slug>/start")
@signed_in
def start(slug: str) -> ResponseReturnValue:
    """Begin, or go on where one stopped."""
    quiz = quiz_here(slug)
    try:
        with writing() as session:
            attempt = start_attempt(
                session,
                catalogue().curriculum,
                quiz,
                seed=secrets.randbits(32),
                by=visitor(),
                at=arrived_at(),
            )
            attempt_id = attempt.id
    except (AttemptPaused, AttemptsExhausted) as refusal:
        flash(speaking().error(refusal.code, refusal.facts), "wait")
        return redirect(url_for(".show", slug=slug), 303)
    return redirect(url_for(".result", attempt_id=attempt_id), 303)


@bp.get("/attempts/<int:attempt_id>/review")
@signed_in
def review(attempt_id: int) -> ResponseReturnValue:
    """All answers before they are handed in."""
    attempt = open_attempt(attempt_id)
    if attempt is None:
        return redirect(url_for(".result", attempt_id=attempt_id))
    return _review_page(attempt)


@bp.post("/attempts/<int:attempt_id>/submit")
@signed_in
def submit(attempt_id: int) -> ResponseReturnValue:
    """End the attempt; with questions left blank, ask once whether that is meant."""
    attempt, at = attempt_for(reading(), visitor(), attempt_id), arrived_at()
    in_time = time_state(attempt.due_at, at) is TimeState.OPEN
    if attempt.submitted_at is None and in_time and "sure" not in request.form and _left(attempt):
        return _review_page(attempt, asked=True), 422
    with writing() as session:
        attempt = attempt_to_answer(session, visitor().id, attempt_id)
        submit_attempt(session, attempt, by=visitor(), at=at)
    return redirect(url_for(".result", attempt_id=attempt_id), 303)


def open_attempt(attempt_id: int) -> QuizAttempt | None:
    """One's own attempt while it may be answered; one whose time is over is ended by looking.

    Raises NotFound.
    """
    attempt, at = attempt_for(reading(), visitor(), attempt_id), now()
    if attempt.submitted_at is not None:
        return None
    if time_state(attempt.due_at, at) is not TimeState.OVER:
        return attempt
    with writing() as session:
        end_if_over(session, attempt_to_end(session, attempt_id), at=at)
    return None


def quiz_here(slug: str) -> Quiz:
    """A quiz of the course. Raises NotFound."""
    quiz = catalogue().quizzes.get(slug)
    if quiz is None:
        raise NotFound
    return quiz


def whole_minutes(allowed: timedelta) -> int:
    """Minutes as they are told: a begun one counts, so that nobody is told too little."""
    return -int(-allowed.total_seconds() // 60)


def _review_page(attempt: QuizAttempt, *, asked: bool = False) -> str:
    quiz, voided = quiz_of(reading(), attempt), voided_for(reading(), attempt)
    return render_template(
        "quizzes/review.html",
        attempt=attempt,
        quiz=quiz,
        lines=answer_lines(attempt, quiz, speaking(), voided=voided),
        left=_left(attempt),
        asked=asked,
        time_up=time_state(attempt.due_at, now()) is not TimeState.OPEN,
    )


def _left(attempt: QuizAttempt) -> Sequence[int]:
    """The places of the questions that are not finished."""
    answers, voided = standing_answers(attempt.answers), voided_for(reading(), attempt)
    return unfinished(quiz_of(reading(), attempt), answers, voided=voided)
