"""Doors of quizzes: begin, answer one question after another, look over, submit, see the result."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.answers import UnreadableAnswer, is_finished, read_answer
from assessments.attempts import Drawn
from assessments.definitions import Question, Quiz
from course.actions.quizzes import Saved, clear_answer, start_attempt, submit_attempt
from course.actions.quizzes import save_answer as keep_answer
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import AttemptOver, AttemptPaused, BlankAnswer, NotFound
from course.models import QuizAttempt
from course.queries.quizzes import (
    attempt_for,
    attempt_to_answer,
    attempts_at,
    pause_before,
    quiz_of,
    standing_answers,
    standing_result,
)
from course.queries.standing import standing_of
from course.web.access import signed_in
from course.web.forms.quiz_pages import (
    Refusal,
    answer_lines,
    first_unfinished,
    judged_lines,
    question_page,
)
from course.web.forms.quizzes import Sent, in_words
from course.web.i18n import speaking
from course.web.visitors import visitor

bp = Blueprint("quizzes", __name__)


@bp.get("/quizzes/<slug>")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """What the quiz asks for, the attempts so far, and the way in."""
    quiz, curriculum = _quiz_here(slug), catalogue().curriculum
    module = curriculum.module(quiz.module)
    standing = standing_of(reading(), visitor())
    standing.check_quiz(curriculum, module)
    attempts = attempts_at(reading(), standing.enrolment_id, slug)
    pause = pause_before(reading(), quiz, attempts, at=now())
    return render_template(
        "quizzes/show.html",
        quiz=quiz,
        module=module,
        over=standing.over,
        begun=next((one for one in attempts if one.submitted_at is None), None),
        finished=[(one, standing_result(one.results)) for one in attempts if one.submitted_at],
        pause=pause,
        to_read=curriculum.lesson(pause.lesson) if pause and pause.lesson else None,
    )


@bp.post("/quizzes/<slug>/start")
@signed_in
def start(slug: str) -> ResponseReturnValue:
    """Begin, or go on where one stopped."""
    quiz = _quiz_here(slug)
    try:
        with writing() as session:
            attempt = start_attempt(
                session,
                catalogue().curriculum,
                quiz,
                seed=secrets.randbits(32),
                by=visitor(),
                at=now(),
            )
            attempt_id = attempt.id
    except AttemptPaused as pause:
        flash(speaking().error(pause.code, pause.facts), "wait")
        return redirect(url_for(".show", slug=slug), 303)
    return redirect(url_for(".result", attempt_id=attempt_id), 303)


@bp.get("/attempts/<int:attempt_id>/<int:place>")
@signed_in
def question(attempt_id: int, place: int) -> ResponseReturnValue:
    """One question of an open attempt."""
    attempt = attempt_for(reading(), visitor(), attempt_id)
    if attempt.submitted_at is not None:
        return redirect(url_for(".result", attempt_id=attempt_id))
    return _question_page(attempt, place, None)


@bp.post("/attempts/<int:attempt_id>/<int:place>")
@signed_in
def answer(attempt_id: int, place: int) -> ResponseReturnValue:
    """Save without a script, and go where the pressed button says."""
    sent = Sent.by_form()
    try:
        done = _save(attempt_id, sent, lambda drawn: _at(drawn, place))
    except AttemptOver as over:
        flash(speaking().error(over.code, over.facts), "wait")
        return redirect(url_for(".result", attempt_id=attempt_id), 303)
    except UnreadableAnswer as unreadable:
        return _come_back(attempt_id, place, Refusal(typed=sent.typed, fault=unreadable.fault))
    except BlankAnswer:
        return _come_back(attempt_id, place, Refusal(typed=sent.typed, blank=True))
    if done.saved.stale:
        other = in_words(done.question, done.saved.answer, speaking())
        return _come_back(attempt_id, place, Refusal(typed=sent.typed, other=other))
    return redirect(_onward(attempt_id, place, done.total), 303)


@bp.put("/attempts/<int:attempt_id>/answers/<question>")
@signed_in
def save_answer(attempt_id: int, question: str) -> ResponseReturnValue:
    """Save as it is typed; what is told here was committed."""
    voice = speaking()  # found before the write, which makes the session forget the visitor
    try:
        done = _save(attempt_id, Sent.by_headers(), lambda _drawn: question)
    except UnreadableAnswer as unreadable:
        fault = unreadable.fault
        return {"error": fault.code, "sentence": voice.fault(fault.code, fault.facts)}, 422
    saved = done.saved
    told = {"revision": saved.revision, "saved_at_clock": voice.clock(saved.at)}
    if saved.stale:
        theirs = "; ".join(in_words(done.question, saved.answer, voice))
        return {**told, "theirs": theirs or voice.gettext("(blank)")}, 409
    return {**told, "receipt": saved.receipt}


@bp.get("/attempts/<int:attempt_id>/review")
@signed_in
def review(attempt_id: int) -> ResponseReturnValue:
    """All answers before they are handed over."""
    attempt = attempt_for(reading(), visitor(), attempt_id)
    if attempt.submitted_at is not None:
        return redirect(url_for(".result", attempt_id=attempt_id))
    return _review_page(attempt)


@bp.post("/attempts/<int:attempt_id>/submit")
@signed_in
def submit(attempt_id: int) -> ResponseReturnValue:
    """End the attempt; with questions left blank, ask once whether that is meant."""
    attempt = attempt_for(reading(), visitor(), attempt_id)
    if attempt.submitted_at is None and "sure" not in request.form and _left(attempt):
        return _review_page(attempt, asked=True), 422
    with writing() as session:
        attempt = attempt_to_answer(session, visitor().id, attempt_id)
        submit_attempt(session, attempt, by=visitor(), at=now())
    return redirect(url_for(".result", attempt_id=attempt_id), 303)


@bp.get("/attempts/<int:attempt_id>")
@signed_in
def result(attempt_id: int) -> ResponseReturnValue:
    """How an attempt ended; an open one goes on where one stopped."""
    attempt = attempt_for(reading(), visitor(), attempt_id)
    quiz = quiz_of(reading(), attempt)
    outcome = standing_result(attempt.results)
    if outcome is None:
        place = first_unfinished(attempt, quiz, standing_answers(attempt.answers))
        return redirect(url_for(".question", attempt_id=attempt_id, place=place))
    curriculum = catalogue().curriculum
    return render_template(
        "quizzes/result.html",
        attempt=attempt,
        quiz=quiz,
        outcome=outcome,
        best=_best_passed(attempt),
        lines=judged_lines(attempt, quiz, speaking()),
        lessons={lesson.slug: lesson for lesson in curriculum.lessons()},
    )


def _best_passed(attempt: QuizAttempt) -> Decimal | None:
    """The best result that passed at the same quiz, whichever attempt it was."""
    attempts = attempts_at(reading(), attempt.enrolment_id, attempt.quiz_slug)
    results = (standing_result(one.results) for one in attempts)
    return max((one.percent for one in results if one is not None and one.passed), default=None)


@dataclass(frozen=True, slots=True)
class _Done:
    """What a save did, to which question of how many."""

    saved: Saved
    question: Question
    total: int


def _save(attempt_id: int, sent: Sent, find: Callable[[Drawn], str]) -> _Done:
    """Read the answer and keep it, in one write."""
    at = now()  # of receiving: waiting for the turn to write costs nobody time
    person_id = visitor().id  # inside the write, the person would be loaded once more
    with writing() as session:
        attempt = attempt_to_answer(session, person_id, attempt_id)
        drawn = Drawn.from_json(attempt.drawn)
        question_id = find(drawn)
        if question_id not in drawn.questions:
            raise NotFound
        question = quiz_of(session, attempt).question(question_id)
        return _Done(_kept(session, attempt, question, sent, at), question, len(drawn.questions))


def _kept(
    session: Session, attempt: QuizAttempt, question: Question, sent: Sent, at: datetime
) -> Saved:
    if sent.clears:
        return clear_answer(
            session,
            attempt,
            question.id,
            revision=sent.revision,
            request_key=sent.request_key,
            at=at,
        )
    return keep_answer(
        session,
        attempt,
        question.id,
        read_answer(question, sent.typed),
        revision=sent.revision,
        request_key=sent.request_key,
        at=at,
    )


def _at(drawn: Drawn, place: int) -> str:
    if not 1 <= place <= len(drawn.questions):
        raise NotFound
    return drawn.questions[place - 1]


def _onward(attempt_id: int, place: int, total: int) -> str:
    """Where the pressed button leads."""
    go = "stay" if "clear" in request.form else request.form.get("go", "next")
    if go == "review" or (go == "next" and place == total):
        return url_for(".review", attempt_id=attempt_id)
    places = {"next": place + 1, "back": max(place - 1, 1)}
    return url_for(".question", attempt_id=attempt_id, place=places.get(go, place))


def _come_back(attempt_id: int, place: int, refusal: Refusal) -> ResponseReturnValue:
    attempt = attempt_for(reading(), visitor(), attempt_id)
    return _question_page(attempt, place, refusal), 422 if refusal.other is None else 409


def _question_page(attempt: QuizAttempt, place: int, refusal: Refusal | None) -> str:
    quiz = quiz_of(reading(), attempt)
    _at(Drawn.from_json(attempt.drawn), place)
    page = question_page(attempt, quiz, place, refusal)
    return render_template("quizzes/question.html", page=page, go=request.form.get("go", "next"))


def _review_page(attempt: QuizAttempt, *, asked: bool = False) -> str:
    quiz = quiz_of(reading(), attempt)
    return render_template(
        "quizzes/review.html",
        attempt=attempt,
        quiz=quiz,
        lines=answer_lines(attempt, quiz, speaking()),
        left=_left(attempt),
        asked=asked,
    )


def _left(attempt: QuizAttempt) -> int:
    """How many questions are not finished."""
    quiz, answers = quiz_of(reading(), attempt), standing_answers(attempt.answers)
    return sum(not is_finished(one, answers.get(one.id)) for one in quiz.questions)


def _quiz_here(slug: str) -> Quiz:
    quiz = catalogue().quizzes.get(slug)
    if quiz is None:
        raise NotFound
    return quiz
