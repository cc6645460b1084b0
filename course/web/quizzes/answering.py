"""One question after another: shown, answered, saved as it is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.answers import UnreadableAnswer, read_answer
from assessments.attempts import Drawn
from assessments.deadlines import TimeState, time_state
from assessments.definitions import Question
from assessments.receipts import fingerprint
from course.actions.answers import Saved, clear_answer, close_question
from course.actions.answers import save_answer as keep_answer
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import AnswerFinal, AttemptOver, BlankAnswer, NotFound, NothingToCheck
from course.language import Voice
from course.models import QuizAttempt
from course.queries.quiz_keeping import voided_for
from course.queries.quizzes import attempt_for, quiz_of
from course.queries.saving import AnsweredAttempt, attempt_to_save
from course.web.access import signed_in
from course.web.arrival import arrived_at
from course.web.forms.quiz_pages import QuestionPage, Refusal, question_page
from course.web.forms.quiz_results import JudgedLine, judged
from course.web.forms.quiz_words import in_words
from course.web.forms.quizzes import Sent
from course.web.i18n import speaking
from course.web.quizzes.attempting import open_attempt
from course.web.quizzes.blueprint import bp
from course.web.saving import acknowledged
from course.web.visitors import visitor


@bp.get("/attempts/<int:attempt_id>/<int:place>")
@signed_in
def question(attempt_id: int, place: int) -> ResponseReturnValue:
    """One question of an open attempt; when its time is up, the look over all of them."""
    attempt = open_attempt(attempt_id)
    if attempt is None:
        return redirect(url_for(".result", attempt_id=attempt_id))
    if time_state(attempt.due_at, now()) is not TimeState.OPEN:
        return redirect(url_for(".review", attempt_id=attempt_id))
    return _question_page(attempt, place, None)


@bp.post("/attempts/<int:attempt_id>/<int:place>")
@signed_in
def answer(attempt_id: int, place: int) -> ResponseReturnValue:
    """Save without a script, and go where the pressed button says."""
    sent = Sent.by_form()
    try:
        done = _save(attempt_id, sent, lambda drawn: _at(drawn, place))
    except UnreadableAnswer as unreadable:
        refusal = Refusal(typed=sent.typed, fault=unreadable.fault, part=unreadable.part)
        return _come_back(attempt_id, place, refusal)
    except BlankAnswer:
        return _come_back(attempt_id, place, Refusal(typed=sent.typed, blank=True))
    except (AnswerFinal, NothingToCheck) as refused:
        flash(speaking().error(refused.code, refused.facts), "wait")
        return redirect(url_for(".question", attempt_id=attempt_id, place=place), 303)
    if done.saved.late:
        flash(_kept_late(speaking()), "wait")
        return redirect(url_for(".result", attempt_id=attempt_id), 303)
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
    if saved.late:
        return {"error": AttemptOver.code, "sentence": _kept_late(voice), "kept": True}, 409
    told = acknowledged(
        revision=saved.revision,
        at=saved.at,
        sha256=fingerprint(saved.answer),
        seconds_left=_seconds_left(done.due_at),
    )
    if saved.stale:
        theirs = "; ".join(in_words(done.question, saved.answer, voice))
        return {**told, "theirs": theirs or voice.gettext("(blank)")}, 409
    return {**told, "receipt": saved.receipt}


@dataclass(frozen=True, slots=True)
class _Done:
    """What a save did, to which question of how many."""

    saved: Saved
    question: Question
    total: int
    due_at: datetime | None


def _save(attempt_id: int, sent: Sent, find: Callable[[Drawn], str]) -> _Done:
    """Read the answer and keep it, in one write."""
    at = arrived_at()
    person_id = visitor().id  # inside the write, the person would be loaded once more
    with writing() as session:
        attempt = attempt_to_save(session, person_id, attempt_id)
        drawn = Drawn.from_json(attempt.drawn)
        question_id = find(drawn)
        if question_id not in drawn.questions:
            raise NotFound
        question = quiz_of(session, attempt).question(question_id)
        saved = _kept(session, attempt, question, sent, at)
        return _Done(saved, question, len(drawn.questions), attempt.due_at)


def _kept(
    session: Session, attempt: AnsweredAttempt, question: Question, sent: Sent, at: datetime
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
    saved = keep_answer(
        session,
        attempt,
        question.id,
        read_answer(question, sent.typed),
        revision=sent.revision,
        request_key=sent.request_key,
        at=at,
    )
    if sent.checks and not saved.stale and not saved.late:
        close_question(session, attempt, question.id, request_key=sent.request_key, at=at)
    return saved


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
    voided = voided_for(reading(), attempt)
    page = question_page(attempt, quiz, place, refusal, voided=voided)
    return render_template(
        "quizzes/question.html",
        page=page,
        go=request.form.get("go", "next"),
        judged=_judged(page),
        lessons={one.slug: one for one in catalogue().curriculum.lessons()},
        seconds_left=_seconds_left(attempt.due_at),
    )


def _kept_late(voice: Voice) -> str:
    return voice.gettext(
        "The attempt was over already. What you wrote is kept, but does not count by itself:"
        " your trainer can see it and may let it count."
    )


def _judged(page: QuestionPage) -> JudgedLine | None:
    """What is right, for whoever has closed the question by looking."""
    if not page.is_closed or page.standing is None:
        return None
    return judged(page.place, page.question, page.standing.answer, speaking())


def _seconds_left(due_at: datetime | None) -> int | None:
    """Whole seconds until the time of an attempt is up; none where it is not limited."""
    return None if due_at is None else max(0, int((due_at - now()).total_seconds()))
