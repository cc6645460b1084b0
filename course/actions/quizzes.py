"""Deeds of a trainee at a quiz: start, answer, clear, submit.

Answers are appended, never changed: the highest revision counts. They are their own record, so
only the end of an attempt writes an audit entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.attempts import draw
from assessments.definitions import Quiz
from assessments.reading import as_json, digest
from assessments.scoring import score_quiz
from content.curriculum import Curriculum
from course.actions.audit import note
from course.actions.versions import keep_version
from course.errors import AttemptOver, AttemptPaused, BlankAnswer, StaleRevision
from course.models import Person, QuizAnswer, QuizAttempt, QuizResult
from course.queries.quizzes import (
    answers_of,
    answers_to,
    attempts_at,
    pause_before,
    quiz_of,
    receipt_for,
    results_of,
    standing_answers,
    standing_result,
    standing_rows,
)
from course.queries.standing import Standing, standing_of
from course.terms import Act, VersionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What stands after a save. `stale`: that is another answer; this one is kept beside it."""

    revision: int
    answer: Answer | None
    at: datetime
    stale: bool
    receipt: str | None


def start_attempt(
    session: Session,
    curriculum: Curriculum,
    quiz: Quiz,
    *,
    seed: int,
    by: Person,
    at: datetime,
) -> QuizAttempt:
    """Begin an attempt, or come back to the one that is open.

    The quiz is kept as it is now. Raises ConsentsMissing, ParticipationOver, Locked and
    AttemptPaused.
    """
    standing = standing_of(session, by)
    standing.check_quiz(curriculum, curriculum.module(quiz.module))
    standing.check_going_on()
    attempts = attempts_at(session, standing.enrolment_id, quiz.slug)
    begun = _open_one(attempts)
    if begun is not None:
        return begun
    pause = pause_before(session, quiz, attempts, at=at)
    if pause is not None:
        raise AttemptPaused(until=pause.until, lesson=pause.lesson)
    return _begin(session, standing, quiz, seed=seed, number=len(attempts) + 1, at=at)


def save_answer(
    session: Session,
    attempt: QuizAttempt,
    question_id: str,
    answer: Answer | None,
    *,
    revision: int,
    request_key: str,
    at: datetime,
) -> Saved:
    """Append an answer on top of the revision that its page showed.

    The same key again changes nothing, and so does the same answer. What comes on top of an older
    revision is kept, but does not count. Raises BlankAnswer where a blank would replace an answer,
    and AttemptOver.
    """
    save = _Save(attempt, question_id, revision, request_key, at)
    standing, known = _before(session, save)
    if known is not None:
        return known
    if standing is not None and standing.answer == answer:
        return _told(standing)
    if answer is None:
        if standing is not None:
            raise BlankAnswer
        return Saved(revision=0, answer=None, at=at, stale=False, receipt=None)
    return _append(session, save, standing, answer)


def clear_answer(
    session: Session,
    attempt: QuizAttempt,
    question_id: str,
    *,
    revision: int,
    request_key: str,
    at: datetime,
) -> Saved:
    """Leave a question blank on purpose; what was answered stays in the record.

    Raises AttemptOver.
    """
    save = _Save(attempt, question_id, revision, request_key, at)
    standing, known = _before(session, save)
    if known is not None:
        return known
    if standing is None or standing.answer is None:
        return Saved(revision=revision, answer=None, at=at, stale=False, receipt=None)
    return _append(session, save, standing, None)


def submit_attempt(
    session: Session, attempt: QuizAttempt, *, by: Person, at: datetime
) -> QuizResult:
    """End an attempt and score it by the version it began with; a second time changes nothing."""
    known = standing_result(results_of(session, attempt.id))
    if known is not None:
        return known
    quiz = quiz_of(session, attempt)
    score = score_quiz(quiz, standing_answers(answers_of(session, attempt.id)))
    attempt.submitted_at = at
    result = QuizResult(
        attempt_id=attempt.id,
        points=score.points,
        max_points=score.max_points,
        percent=score.percent,
        passed=score.passes(quiz),
        key_digest=attempt.version_digest,
        reason="submitted",
        made_at=at,
    )
    session.add(result)
    try:
        session.flush()
    except IntegrityError as lost:
        raise AttemptOver from lost
    facts = {"percent": str(score.percent), "passed": result.passed, "number": attempt.number}
    note(session, Act.QUIZ_SUBMITTED, by=by, subject=attempt, at=at, facts=facts)
    return result


def _begin(
    session: Session, standing: Standing, quiz: Quiz, *, seed: int, number: int, at: datetime
) -> QuizAttempt:
    version = keep_version(
        session,
        VersionKind.QUIZ,
        slug=quiz.slug,
        digest=digest(quiz),
        definition=as_json(quiz),
        at=at,
    )
    attempt = QuizAttempt(
        enrolment_id=standing.enrolment_id,
        quiz_slug=quiz.slug,
        version_digest=version.digest,
        number=number,
        drawn=draw(quiz, seed).as_json(),
        started_at=at,
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:  # begun at the same moment on another page: come back to that one
        begun = _open_one(attempts_at(session, standing.enrolment_id, quiz.slug))
        if begun is None:
            raise
        return begun
    return attempt


def _open_one(attempts: Sequence[QuizAttempt]) -> QuizAttempt | None:
    return next((attempt for attempt in attempts if attempt.submitted_at is None), None)


@dataclass(frozen=True, slots=True)
class _Save:
    """One request to save: what it belongs to, what its page showed, and its own key."""

    attempt: QuizAttempt
    question_id: str
    revision: int
    request_key: str
    at: datetime


def _before(session: Session, save: _Save) -> tuple[QuizAnswer | None, Saved | None]:
    """What stands before a save, and what was told when the same request came before."""
    answers = answers_to(session, save.attempt.id, save.question_id)
    standing = standing_rows(answers).get(save.question_id)
    for answer in answers:
        if answer.request_key == save.request_key:
            late = standing if answer.revision is None else None
            return standing, _refused(late) if late else _told(answer)
    if save.attempt.submitted_at is not None:
        raise AttemptOver
    return standing, None


def _append(
    session: Session, save: _Save, standing: QuizAnswer | None, answer: Answer | None
) -> Saved:
    """Add a revision, or beside the standing one what was written on top of an older page."""
    last = standing.revision or 0 if standing else 0
    stale = standing is not None and save.revision != last
    row = QuizAnswer(
        attempt_id=save.attempt.id,
        question_id=save.question_id,
        revision=None if stale else last + 1,
        answer=None if answer is None else dict(answer),
        received_at=save.at,
        request_key=save.request_key,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as lost:
        raise StaleRevision(revision=last) from lost
    return _refused(standing) if stale and standing else _told(row)


def _told(row: QuizAnswer) -> Saved:
    """The acknowledgement of a save."""
    return Saved(
        revision=row.revision or 0,
        answer=row.answer,
        at=row.received_at,
        stale=row.revision is None,
        receipt=receipt_for(row),
    )


def _refused(standing: QuizAnswer) -> Saved:
    """What is told to a save that came too late: the answer that stands."""
    return replace(_told(standing), stale=True)
