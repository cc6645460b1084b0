"""The record of one attempt: every save in order, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from assessments.definitions import Question, Quiz
from assessments.receipts import fingerprint
from course.models import Person, QuizAnswer, QuizAttempt
from course.queries.quiz_deeds import late_key
from course.queries.quiz_following import attempts_kept, saves_with_receipt
from course.queries.quizzes import (
    quiz_of,
    quizzes_by_digest,
    receipt_for,
    standing_rows,
)


class SaveState(StrEnum):
    """What a save means for the result."""

    COUNTS = "counts"
    LET_COUNT = "let_count"  # came late; a trainer added it once more, to count
    REPLACED = "replaced"
    REPEATED = "repeated"  # the same answer was saved once more
    CLEARED = "cleared"
    STALE = "stale"  # saved from an out-of-date page
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLine:
    """One save; `final`: the trainee looked at what is right, and it could not change any more."""

    save: QuizAnswer
    place: int
    question: Question
    state: SaveState
    receipt: str | None
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class FoundSave:
    """A save that was looked for by its receipt, with the attempt that it belongs to."""

    attempt: QuizAttempt
    quiz: Quiz
    line: SaveLine


def save_lines(attempt: QuizAttempt, quiz: Quiz) -> Iterator[SaveLine]:
    """Everything that was saved, first to last. The attempt's answers must be loaded."""
    places = {question.id: place for place, question in enumerate(quiz.questions, start=1)}
    standing = {row.id for row in standing_rows(attempt.answers).values()}
    keys = {save.request_key for save in attempt.answers}
    revisions = {(one.question_id, one.revision): one for one in attempt.answers if one.revision}
    for save in attempt.answers:
        after = revisions.get((save.question_id, (save.revision or 0) + 1))
        yield SaveLine(
            save=save,
            place=places[save.question_id],
            question=quiz.question(save.question_id),
            state=_state(
                save,
                after,
                stands=save.id in standing,
                let_count=save.late and late_key(save) in keys,
            ),
            receipt=receipt_for(save),
            fingerprint=None if save.answer is None else fingerprint(save.answer),
        )


def look_up(session: Session, person: Person, code: str) -> tuple[list[FoundSave], bool]:
    """Saves with a receipt within the cohorts that a person teaches, and whether all were read."""
    found = saves_with_receipt(session, person, code)
    attempts = attempts_kept(session, person, sorted({attempt for attempt, _ in found.saves}))
    quizzes_by_digest(session, {attempt.version_digest for attempt in attempts.values()})
    lines = []
    for attempt_id, save_id in found.saves:
        attempt = attempts[attempt_id]
        quiz = quiz_of(session, attempt)
        [line] = (line for line in save_lines(attempt, quiz) if line.save.id == save_id)
        lines.append(FoundSave(attempt, quiz, line))
    return lines, found.whole


def _state(
    save: QuizAnswer, after: QuizAnswer | None, *, stands: bool, let_count: bool
) -> SaveState:
    """What became of a save; `after`: the revision that followed it."""
    if let_count:
        return SaveState.LET_COUNT
    if save.revision is None:
        return SaveState.LATE if save.late else SaveState.STALE
    if save.answer is None:
        return SaveState.CLEARED
    if stands:
        return SaveState.COUNTS
    repeated = after is not None and after.answer == save.answer
    return SaveState.REPEATED if repeated else SaveState.REPLACED
