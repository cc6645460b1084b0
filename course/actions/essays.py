"""Deeds of a trainer at a written answer: mark it, and let the result be counted anew.

Marks are added, never changed: a second thought supersedes the first.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.attempts import without
from assessments.definitions import Essay
from assessments.marking import UnreadableMarking, check_levels
from assessments.scoring import score_essay
from course.actions.audit import note
from course.actions.letters import post
from course.actions.results import Why, add_result
from course.errors import AlreadyMarked, AttemptOpen, LevelsMissing, NotAllowed, NothingToMark
from course.models import EssayMark, Json, Person, QuizAttempt, QuizResult
from course.queries.essays import essay_in, mark_of
from course.queries.quiz_keeping import voided_for
from course.queries.quizzes import (
    answers_of,
    key_of,
    quiz_of,
    results_of,
    score_of,
    standing_answers,
    standing_result,
)
from course.terms import Act, LetterKind, ResultCause


def mark_essay(
    session: Session,
    attempt: QuizAttempt,
    question_id: str,
    *,
    levels: Mapping[str, int],
    comment: str,
    by: Person,
    at: datetime,
    corrects: int | None,
) -> EssayMark:
    """Give each criterion of an essay its level, and count the attempt anew.

    `corrects` is the id of the mark that the trainer had before them, which this one supersedes.
    A second press changes nothing. The attempt's place and its person must be loaded. Raises
    NotAllowed for one's own attempt, AttemptOpen, NotFound for what is no essay of the attempt,
    NothingToMark, LevelsMissing, and AlreadyMarked where somebody was quicker.
    """
    if attempt.enrolment.person_id == by.id:
        raise NotAllowed
    before = standing_result(results_of(session, attempt.id))
    if before is None:
        raise AttemptOpen
    essay = _written(session, attempt, question_id)
    standing = mark_of(session, attempt.id, essay.id)
    mark = EssayMark(
        attempt_id=attempt.id,
        question_id=essay.id,
        marked_by=by,
        marked_at=at,
        levels=_checked(essay, levels),
        comment=comment.strip(),
        supersedes_id=corrects if standing else None,
    )
    if standing is not None and standing.id != corrects:
        return _sent_twice(standing, mark)
    _append(session, mark)
    result = _count_anew(session, attempt, before, by=by, at=at)
    _tell(session, attempt, mark, essay, result, by=by, at=at)
    return mark


def _written(session: Session, attempt: QuizAttempt, question_id: str) -> Essay:
    essay = essay_in(quiz_of(session, attempt), question_id)
    written = essay.id in standing_answers(answers_of(session, attempt.id))
    if not written or essay.id in voided_for(session, attempt):
        raise NothingToMark
    return essay


def _checked(essay: Essay, levels: Mapping[str, int]) -> dict[str, int]:
    try:
        check_levels(essay.criteria, levels)
    except UnreadableMarking as unreadable:
        raise LevelsMissing(faults=unreadable.faults) from unreadable
    return dict(levels)


def _sent_twice(standing: EssayMark, mark: EssayMark) -> EssayMark:
    """The mark that stands, where a second press brings it again. Raises AlreadyMarked if not."""
    if _said(standing) != _said(mark):
        raise AlreadyMarked(by=standing.marked_by.name, at=standing.marked_at)
    return standing


def _said(mark: EssayMark) -> tuple[int, Json, str, int | None]:
    return mark.marked_by.id, mark.levels, mark.comment, mark.supersedes_id


def _append(session: Session, mark: EssayMark) -> None:
    """Two marks of one essay cannot both stand: the database lets the first one in."""
    try:
        with session.begin_nested():
            session.add(mark)
    except IntegrityError as lost:
        standing = mark_of(session, mark.attempt_id, mark.question_id)
        if standing is None:
            raise
        raise AlreadyMarked(by=standing.marked_by.name, at=standing.marked_at) from lost


def _count_anew(
    session: Session, attempt: QuizAttempt, before: QuizResult, *, by: Person, at: datetime
) -> QuizResult:
    """Add what the attempt earns with its marks, by the key that its result was counted with."""
    key = without(key_of(session, attempt, before), voided_for(session, attempt))
    return add_result(
        session,
        attempt,
        key,
        score_of(session, attempt, key),
        key_digest=before.key_digest,
        why=Why(ResultCause.ESSAY_MARKED, by),
        at=at,
    )


def _tell(
    session: Session,
    attempt: QuizAttempt,
    mark: EssayMark,
    essay: Essay,
    result: QuizResult,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Note the deed; one letter goes out when the last essay of the attempt has its mark."""
    facts = {
        "question": essay.id,
        "mark": mark.id,
        "points": str(score_essay(essay, mark.levels)),
        "percent": str(result.percent),
        "supersedes": mark.supersedes_id,
    }
    note(session, Act.ESSAY_MARKED, by=by, subject=attempt, at=at, facts=facts)
    if result.waits:
        return
    person = attempt.enrolment.person
    title = quiz_of(session, attempt).title.in_language(person.language)
    post(
        session,
        LetterKind.ESSAY_MARKED,
        to=person,
        key=f"essay-mark-{mark.id}",
        at=at,
        facts={"quiz_title": title, "path": f"/attempts/{attempt.id}"},
    )
