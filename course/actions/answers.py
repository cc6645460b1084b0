"""Deeds of a trainee at one question: save, clear, and look at what is right.

Answers are appended, never changed: the highest revision counts. They are their own record and
write no audit entry. What comes too late is kept as well, without a revision: a trainer may let it
count.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.deadlines import TimeState, not_before, time_state
from assessments.definitions import Essay, Review
from assessments.receipts import fingerprint
from course.errors import (
    AnswerFinal,
    AttemptOver,
    BlankAnswer,
    NothingToCheck,
    RuleBroken,
    StaleRevision,
)
from course.queries.quizzes import last_seen, quiz_of, receipt_for
from course.queries.saving import (
    AnsweredAttempt,
    Save,
    keep_save,
    late_saves,
    saves_before,
    standing_save,
)

MOST_LATE = 20
"""Late answers kept of one question; whoever sends more is not saving work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What stands after a save.

    `stale`: that is another answer; this one is kept beside it. `late`: the attempt is over; this
    one is kept and does not count.
    """

    revision: int
    answer: Answer | None
    at: datetime
    receipt: str | None
    stale: bool = False
    late: bool = False


def save_answer(
    session: Session,
    attempt: AnsweredAttempt,
    question_id: str,
    answer: Answer | None,
    *,
    revision: int,
    request_key: str,
    at: datetime,
) -> Saved:
    """Append an answer on top of the revision that its page showed.

    The same key again changes nothing, and so does the same answer. What comes on top of an older
    revision, or after the end of the attempt, is kept, but does not count. Raises BlankAnswer where
    a blank would replace an answer, AnswerFinal, and AttemptOver for too many late ones.
    """
    asked = _Request(attempt, question_id, revision, request_key, _clock_of(session, attempt, at))
    asked, standing, known = _before(session, asked, answer)
    if known is not None:
        return known
    if _is_over(asked):
        return _keep_late(session, asked, standing, answer)
    if standing is not None and standing.answer == answer:
        return _told(standing)
    if standing is not None and standing.final:
        raise AnswerFinal
    if answer is None:
        if standing is not None:
            raise BlankAnswer
        return _nothing(asked)
    return _append(session, asked, standing, answer)


def clear_answer(
    session: Session,
    attempt: AnsweredAttempt,
    question_id: str,
    *,
    revision: int,
    request_key: str,
    at: datetime,
) -> Saved:
    """Leave a question blank on purpose; what was answered stays in the record.

    Raises AnswerFinal.
    """
    asked = _Request(attempt, question_id, revision, request_key, _clock_of(session, attempt, at))
    asked, standing, known = _before(session, asked, None)
    if known is not None:
        return known
    if _is_over(asked):
        return _keep_late(session, asked, standing, None)
    if standing is not None and standing.final:
        raise AnswerFinal
    if standing is None or standing.answer is None:
        return _nothing(asked)
    return _append(session, asked, standing, None)


def close_question(
    session: Session, attempt: AnsweredAttempt, question_id: str, *, request_key: str, at: datetime
) -> None:
    """Let the trainee see at once what is right; the answer stands from now on.

    Raises NothingToCheck without an answer, and RuleBroken where the quiz does not show it at once,
    or nobody knows it yet, as of an essay.
    """
    quiz = quiz_of(session, attempt)
    if quiz.review is not Review.AT_ONCE or isinstance(quiz.question(question_id), Essay):
        raise RuleBroken
    key = _own_key(request_key, "closed")
    asked = _Request(attempt, question_id, 0, key, _clock_of(session, attempt, at))
    saves = saves_before(session, attempt.id, question_id, keys=[key])
    standing = standing_save(saves)
    if _is_over(asked) or (standing is not None and standing.final):
        return
    if standing is None or standing.answer is None:
        raise NothingToCheck
    on_top = replace(asked, revision=standing.revision or 0)
    _append(session, on_top, standing, standing.answer, final=True)


@dataclass(frozen=True, slots=True)
class _Request:
    """One request to save: what it belongs to, what its page showed, and its own key."""

    attempt: AnsweredAttempt
    question_id: str
    revision: int
    request_key: str
    at: datetime


def _clock_of(session: Session, attempt: AnsweredAttempt, at: datetime) -> datetime:
    """The instant of a save; where time is limited, a clock set back does not give any."""
    return at if attempt.due_at is None else not_before(at, [last_seen(session, attempt)])


def _is_over(asked: _Request) -> bool:
    attempt = asked.attempt
    return (
        attempt.submitted_at is not None or time_state(attempt.due_at, asked.at) is TimeState.OVER
    )


def _before(
    session: Session, asked: _Request, answer: Answer | None
) -> tuple[_Request, Save | None, Saved | None]:
    """What stands before a save, and what was told when the same request came before.

    The same key with another answer is another request: a form that was sent once, changed after
    the back button, and sent again. It goes on under a key of its own.
    """
    other_key = _own_key(asked.request_key, fingerprint(answer))
    keys = [asked.request_key, other_key]
    saves = saves_before(session, asked.attempt.id, asked.question_id, keys=keys)
    standing = standing_save(saves)
    came = {save.request_key: save for save in saves}
    for key in keys:
        if key in came and came[key].answer == answer:
            return asked, standing, _told_again(came[key], standing)
    if asked.request_key in came:
        asked = replace(asked, request_key=other_key)
    return asked, standing, None


def _own_key(request_key: str, about: str) -> str:
    """A key that no page can send, made of one that a page sent."""
    return f"{request_key[:40]}:{about[:20]}"


def _told_again(save: Save, standing: Save | None) -> Saved:
    """What was told of a save when it came first."""
    if save.late:
        return _told_late(save, standing)
    return _told(save) if save.revision is not None or standing is None else _refused(standing)


def _append(
    session: Session,
    asked: _Request,
    standing: Save | None,
    answer: Answer | None,
    *,
    final: bool = False,
) -> Saved:
    """Add a revision, or beside the standing one what was written on top of an older page."""
    last = standing.revision or 0 if standing else 0
    stale = standing is not None and asked.revision != last
    row = _row(asked, answer, revision=None if stale else last + 1)._replace(final=final)
    try:
        keep_save(session, row)
    except IntegrityError as lost:
        raise StaleRevision(revision=last) from lost
    return _refused(standing) if stale and standing else _told(row)


def _keep_late(
    session: Session, asked: _Request, standing: Save | None, answer: Answer | None
) -> Saved:
    """Keep what came after the end, unless it says nothing new."""
    stands = None if standing is None else standing.answer
    if answer == stands:
        return _told(standing) if standing else _nothing(asked)
    if answer is None:
        return replace(_told(standing) if standing else _nothing(asked), late=True)
    kept = late_saves(session, asked.attempt.id, asked.question_id)
    if kept and kept[-1].answer == answer:
        return _told_late(kept[-1], standing)
    if len(kept) >= MOST_LATE:
        raise AttemptOver
    row = _row(asked, answer, revision=None)._replace(late=True)
    keep_save(session, row)
    return _told_late(row, standing)


def _row(asked: _Request, answer: Answer | None, *, revision: int | None) -> Save:
    return Save(
        attempt_id=asked.attempt.id,
        question_id=asked.question_id,
        revision=revision,
        answer=None if answer is None else dict(answer),
        received_at=asked.at,
        request_key=asked.request_key,
        late=False,
        final=False,
    )


def _told(row: Save) -> Saved:
    """The acknowledgement of a save."""
    return Saved(
        revision=row.revision or 0,
        answer=row.answer,
        at=row.received_at,
        stale=row.revision is None,
        receipt=receipt_for(row),
    )


def _nothing(asked: _Request) -> Saved:
    """A blank stays blank: nothing was written."""
    return Saved(revision=asked.revision, answer=None, at=asked.at, receipt=None)


def _told_late(row: Save, standing: Save | None) -> Saved:
    """What is told to a save after the end: when it was kept, and what counts."""
    return Saved(
        revision=standing.revision or 0 if standing else 0,
        answer=standing.answer if standing else None,
        at=row.received_at,
        receipt=receipt_for(row),
        late=True,
    )


def _refused(standing: Save) -> Saved:
    """What is told to a save that came too late: the answer that stands."""
    return replace(_told(standing), stale=True)
