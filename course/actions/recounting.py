"""Deeds of a trainer that count a quiz anew: a corrected key, a voided question, a late answer.

Results are added, never changed; what the trainer was shown before is what is done.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.attempts import without
from assessments.definitions import Quiz
from course.actions.audit import note
from course.actions.letters import post
from course.actions.quiz_keeping import checked_reason
from course.actions.results import Why, add_result
from course.actions.versions import keep_definition
from course.errors import (
    AlreadyMarked,
    AnswerFinal,
    AttemptOpen,
    NotFound,
    NothingLeft,
    PreviewChanged,
)
from course.models import Cohort, Person, QuestionVoid, QuizAnswer, QuizAttempt, QuizResult
from course.queries.quiz_deeds import late_key, void_of
from course.queries.quiz_keeping import essay_marks_of, voided_for, voided_in
from course.queries.quizzes import key_of, score_of, standing_result, standing_rows
from course.queries.recounting import (
    Change,
    attempts_to_recount,
    changes_by_key,
    changes_by_void,
    leaves_nothing,
    question_to_void,
    shown,
)
from course.terms import Act, LetterKind, ResultCause


def regrade(
    session: Session,
    cohort: Cohort,
    bank: Quiz,
    *,
    preview: str,
    leave_falling: bool,
    reason: str,
    by: Person,
    at: datetime,
) -> Sequence[QuizResult]:
    """Count a cohort's attempts by the bank as it is now; who would lose may be left as they are.

    `preview` is what the trainer was shown, in short. What earns the same gets no new result, so
    that a second press does nothing. Raises ReasonMissing, and PreviewChanged where something
    else would be done by now.
    """
    why = Why(ResultCause.KEY_CORRECTED, by, checked_reason(reason))
    attempts = attempts_to_recount(session, by, cohort.id, bank.slug)
    voided = voided_in(session, cohort.id, bank.slug)
    changes = changes_by_key(session, attempts, bank, voided=voided)
    wanted = [change for change in changes if not (leave_falling and change.falls)]
    if not wanted:
        return []
    if shown(changes) != preview:
        raise PreviewChanged
    results = []
    for change in wanted:
        keep_definition(session, bank, at=at)
        result = _supersede(session, change, why, at=at)
        facts = _facts(result)
        note(session, Act.QUIZ_REGRADED, by=by, subject=change.attempt, at=at, facts=facts)
        results.append(result)
    return results


def void_question(
    session: Session,
    cohort: Cohort,
    bank: Quiz,
    question_id: str,
    *,
    preview: str,
    reason: str,
    by: Person,
    at: datetime,
) -> Sequence[QuizResult]:
    """Let a question count for nobody in a cohort, and count anew whoever was asked it.

    Once more it counts only what is left to count: a trainer's own attempt waits for another
    trainer. Raises ReasonMissing, NotFound, NothingLeft and PreviewChanged.
    """
    why = Why(ResultCause.QUESTION_VOIDED, by, checked_reason(reason))
    attempts = attempts_to_recount(session, by, cohort.id, bank.slug)
    changes = _changes_without(session, attempts, cohort, bank, question_id)
    void = void_of(session, cohort.id, bank.slug, question_id)
    if void is not None and not changes:
        return []
    if shown(changes) != preview:
        raise PreviewChanged
    void = void or QuestionVoid(
        cohort_id=cohort.id,
        quiz_slug=bank.slug,
        question_id=question_id,
        voided_by_id=by.id,
        voided_at=at,
        reason=why.reason,
    )
    session.add(void)
    results = [_supersede(session, change, why, at=at) for change in changes]
    facts = {"question": question_id, "results": [result.id for result in results]}
    note(session, Act.QUESTION_VOIDED, by=by, subject=void, at=at, facts=facts)
    return results


def accept_late(
    session: Session,
    attempt: QuizAttempt,
    answer_id: int,
    *,
    reason: str,
    by: Person,
    at: datetime,
) -> QuizResult:
    """Let an answer count that came after the end of an attempt; a second time changes nothing.

    It is added once more as the newest revision; what came late stays as it came, with its receipt.
    The attempt's person, answers and results must be loaded. Raises ReasonMissing, NotFound,
    AttemptOpen, AnswerFinal where the trainee had looked at what is right, and AlreadyMarked for a
    written answer whose mark stands.
    """
    why = Why(ResultCause.LATE_ACCEPTED, by, checked_reason(reason))
    late = next((one for one in attempt.answers if one.id == answer_id and one.late), None)
    if late is None:
        raise NotFound
    before = standing_result(attempt.results)
    if before is None:
        raise AttemptOpen
    if late_key(late) in {one.request_key for one in attempt.answers}:
        return before
    counted = standing_rows(attempt.answers).get(late.question_id)
    _check_still_open(session, late, counted)
    last = counted.revision or 0 if counted else 0
    session.add(_again(late, revision=last + 1, at=at))
    session.flush()
    key = without(key_of(session, attempt, before), voided_for(session, attempt))
    score, by_key = score_of(session, attempt, key), before.key_digest
    result = add_result(session, attempt, key, score, key_digest=by_key, why=why, at=at)
    _write_to_trainee(session, attempt, key, before, result)
    facts = {**_facts(result), "answer": late.id}
    note(session, Act.LATE_ANSWER_ACCEPTED, by=by, subject=attempt, at=at, facts=facts)
    return result


def _check_still_open(session: Session, late: QuizAnswer, counted: QuizAnswer | None) -> None:
    """Raise where what counts may not be replaced any more: it was looked at, or marked."""
    if counted is not None and counted.final:
        raise AnswerFinal
    for mark in essay_marks_of(session, late.attempt_id):
        if mark.question_id == late.question_id:  # the mark was given to another text
            raise AlreadyMarked(by=mark.marked_by.name, at=mark.marked_at)


def _changes_without(
    session: Session,
    attempts: Sequence[QuizAttempt],
    cohort: Cohort,
    bank: Quiz,
    question_id: str,
) -> Sequence[Change]:
    question_to_void(session, attempts, bank, question_id)
    voided = voided_in(session, cohort.id, bank.slug)
    if leaves_nothing(session, attempts, bank, {*voided, question_id}):
        raise NothingLeft
    return changes_by_void(session, attempts, question_id, voided=voided)


def _supersede(session: Session, change: Change, why: Why, *, at: datetime) -> QuizResult:
    attempt, key, by = change.attempt, change.key, change.key_digest
    result = add_result(session, attempt, key, change.score, key_digest=by, why=why, at=at)
    _write_to_trainee(session, attempt, key, change.standing, result)
    return result


def _write_to_trainee(
    session: Session, attempt: QuizAttempt, quiz: Quiz, before: QuizResult, result: QuizResult
) -> None:
    """A letter, where the new result passes and the one before did not, or the other way round."""
    if before.passed is result.passed:
        return
    person = attempt.enrolment.person
    post(
        session,
        LetterKind.QUIZ_RESULT_CHANGED,
        to=person,
        key=f"quiz-result-{result.id}",
        at=result.made_at,
        facts={
            "quiz_title": quiz.title.in_language(person.language),
            "passed": result.passed,
            "path": f"/attempts/{attempt.id}",
        },
    )


def _again(late: QuizAnswer, *, revision: int, at: datetime) -> QuizAnswer:
    return QuizAnswer(
        attempt_id=late.attempt_id,
        question_id=late.question_id,
        revision=revision,
        answer=late.answer,
        received_at=at,
        request_key=late_key(late),
    )


def _facts(result: QuizResult) -> dict[str, object]:
    return {
        "result": result.id,
        "supersedes": result.supersedes_id,
        "percent": str(result.percent),
        "passed": result.passed,
    }
