"""What a save of an answer looks at, as plain rows: this is asked with every answer of every quiz.

The statements are made once and answered by rows, which costs a third of what entities would.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy import bindparam, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from course.errors import NotFound
from course.models import Enrolment, QuizAnswer, QuizAttempt
from course.models.base import Json
from course.terms import EnrolmentState
from course.visibility import attempts_of


class AttemptToSave(NamedTuple):
    """An attempt as far as saving depends on it.

    Where its trainee's place has ended it counts as submitted: whatever comes is kept as late.
    """

    id: int
    version_digest: str
    drawn: Json
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None


class AnsweredAttempt(Protocol):
    """The same, whether it is a row or an entity."""

    @property
    def id(self) -> int: ...
    @property
    def version_digest(self) -> str: ...
    @property
    def drawn(self) -> Json: ...
    @property
    def started_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def submitted_at(self) -> datetime | None: ...


class Save(NamedTuple):
    """One saved answer; see QuizAnswer."""

    attempt_id: int
    question_id: str
    revision: int | None
    answer: Json | None
    received_at: datetime
    request_key: str
    late: bool
    final: bool


_ATTEMPT = (
    select(
        QuizAttempt.id,
        QuizAttempt.version_digest,
        QuizAttempt.drawn,
        QuizAttempt.started_at,
        QuizAttempt.due_at,
        QuizAttempt.submitted_at,
        Enrolment.state,
    )
    .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
    .where(QuizAttempt.id == bindparam("attempt_id"), attempts_of(bindparam("person_id")))
    .with_for_update(of=QuizAttempt)
)
_SAVES = (
    select(
        QuizAnswer.attempt_id,
        QuizAnswer.question_id,
        QuizAnswer.revision,
        QuizAnswer.answer,
        QuizAnswer.received_at,
        QuizAnswer.request_key,
        QuizAnswer.late,
        QuizAnswer.final,
    )
    .where(
        QuizAnswer.attempt_id == bindparam("attempt_id"),
        QuizAnswer.question_id == bindparam("question_id"),
    )
    .order_by(QuizAnswer.id)
)
_OTHER = aliased(QuizAnswer)
_NEWEST = (
    select(func.max(_OTHER.revision))
    .where(
        _OTHER.attempt_id == bindparam("attempt_id"), _OTHER.question_id == bindparam("question_id")
    )
    .scalar_subquery()
)
_LOOKED_AT = _SAVES.where(
    or_(
        QuizAnswer.revision == _NEWEST,
        QuizAnswer.request_key.in_(bindparam("keys", expanding=True)),
    )
)
_LATE = _SAVES.where(QuizAnswer.late)
_KEEP = insert(QuizAnswer)


def attempt_to_save(session: Session, person_id: int, attempt_id: int) -> AttemptToSave:
    """One's own attempt, held until the end of the write so that saves wait for each other.

    Raises NotFound.
    """
    named = {"attempt_id": attempt_id, "person_id": person_id}
    row = session.connection().execute(_ATTEMPT, named).one_or_none()
    if row is None:
        raise NotFound
    attempt = AttemptToSave(*row[:-1])
    if row.state is EnrolmentState.ADMITTED or attempt.submitted_at is not None:
        return attempt
    return attempt._replace(submitted_at=attempt.started_at)


def saves_before(
    session: Session, attempt_id: int, question_id: str, *, keys: Sequence[str]
) -> Sequence[Save]:
    """What a save has to know of its question: what counts now, and what came under its keys.

    However often a long text was saved before, it is not read again.
    """
    session.flush()
    named = {"attempt_id": attempt_id, "question_id": question_id, "keys": keys}
    return [Save(*row) for row in session.connection().execute(_LOOKED_AT, named)]


def late_saves(session: Session, attempt_id: int, question_id: str) -> Sequence[Save]:
    """What came for a question after the end of its attempt, first to last."""
    named = {"attempt_id": attempt_id, "question_id": question_id}
    return [Save(*row) for row in session.connection().execute(_LATE, named)]


def keep_save(session: Session, save: Save) -> None:
    """Append a save. Raises IntegrityError where its revision or its key is there already."""
    session.connection().execute(_KEEP, save._asdict())


def standing_save(saves: Sequence[Save]) -> Save | None:
    """The save that counts: the one with the highest revision."""
    counted = [save for save in saves if save.revision is not None]
    return max(counted, key=lambda save: save.revision or 0, default=None)
