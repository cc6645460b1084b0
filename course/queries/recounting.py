"""Who would change, and by how much, if results of a quiz were counted anew."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from assessments.attempts import FinishedAttempt, counted, without
from assessments.definitions import Question, Quiz
from assessments.reading import digest
from assessments.regrading import with_key_of
from assessments.scoring import Marks, Score, score_quiz
from course.errors import NotFound
from course.models import Enrolment, EssayMark, Person, QuizAttempt, QuizResult
from course.queries.quizzes import (
    finished_attempts,
    key_of,
    quiz_of,
    standing_answers,
    standing_result,
)
from course.visibility import attempts_kept_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An attempt that would earn something else.

    `key_digest` names the version of the bank by which it was counted anew; `questions` are those
    that earn something else, or count no longer.
    """

    attempt: QuizAttempt
    standing: QuizResult
    key: Quiz
    key_digest: str
    score: Score
    questions: tuple[Question, ...]

    @property
    def passes(self) -> bool:
        """Whether the new result reaches the pass mark."""
        return self.score.passes(self.key)

    @property
    def difference(self) -> Decimal:
        """What is won, or lost, in percent."""
        return self.score.percent - self.standing.percent

    @property
    def falls(self) -> bool:
        """Whether something is lost."""
        return self.difference < 0 or self.loses_pass

    @property
    def loses_pass(self) -> bool:
        """Whether the attempt passes now and would not any more."""
        return self.standing.passed and not self.passes


def attempts_to_preview(
    session: Session, trainer: Person, cohort_id: int, quiz_slug: str
) -> Sequence[QuizAttempt]:
    """Attempts of a cohort at a quiz, with people, answers and results; never the trainer's own."""
    return session.scalars(_attempts(trainer, cohort_id, quiz_slug)).all()


def attempts_to_recount(
    session: Session, trainer: Person, cohort_id: int, quiz_slug: str
) -> Sequence[QuizAttempt]:
    """The same, held until the write ends: open ones too, whose end must see what was changed."""
    held = _attempts(trainer, cohort_id, quiz_slug).with_for_update(of=QuizAttempt, key_share=True)
    return session.scalars(held).all()


def changes_by_key(
    session: Session, attempts: Sequence[QuizAttempt], bank: Quiz, *, voided: Collection[str]
) -> Sequence[Change]:
    """Which results the bank as it is now would change as their key; who loses comes first."""
    by = digest(bank)
    return _changes(
        session,
        [
            _Recount(attempt, standing, with_key_of(quiz_of(session, attempt), bank), by)
            for attempt, standing in _finished(attempts)
        ],
        before=voided,
        after=voided,
    )


def changes_by_void(
    session: Session,
    attempts: Sequence[QuizAttempt],
    question_id: str,
    *,
    voided: Collection[str],
) -> Sequence[Change]:
    """Which results a question changes that counts no longer; each keeps the key that it has."""
    return _changes(
        session,
        [
            _Recount(attempt, standing, key_of(session, attempt, standing), standing.key_digest)
            for attempt, standing in _finished(attempts)
        ],
        before=set(voided) - {question_id},
        after={*voided, question_id},
    )


def losing_pass(attempts: Sequence[QuizAttempt], changes: Sequence[Change]) -> Sequence[Person]:
    """Who passes the quiz now and would not any more, with all their attempts, by name.

    `attempts` are all that the changes were found among.
    """
    anew = {change.attempt.id: change for change in changes}
    found = []
    for place in {attempt.enrolment for attempt in attempts}:
        own = [attempt for attempt in attempts if attempt.enrolment_id == place.id]
        before = counted(finished_attempts(own))
        after = counted(sorted(_ends(own, anew), key=lambda end: end.submitted_at))
        if before and after and before.passed and not after.passed:
            found.append(place.person)
    return sorted(found, key=lambda person: (person.sort_name, person.id))


def shown(changes: Sequence[Change]) -> str:
    """A preview in short, other for anything else that it would show."""
    said = [
        [
            change.attempt.id,
            change.standing.id,
            change.key_digest,
            str(change.score.points),
            str(change.score.max_points),
            change.passes,
        ]
        for change in changes
    ]
    return sha256(json.dumps(said).encode()).hexdigest()


def question_to_void(
    session: Session, attempts: Sequence[QuizAttempt], bank: Quiz, question_id: str
) -> Question:
    """A question as the bank has it, else as it was asked last. Raises NotFound."""
    for quiz in (bank, *(quiz_of(session, attempt) for attempt in reversed(attempts))):
        found = [question for question in quiz.questions if question.id == question_id]
        if found:
            return found[0]
    raise NotFound


def leaves_nothing(
    session: Session, attempts: Sequence[QuizAttempt], bank: Quiz, voided: Collection[str]
) -> bool:
    """Whether the bank, or somebody's attempt, would have no question left that counts."""
    asked = (quiz_of(session, attempt) for attempt in attempts)
    return any(not without(quiz, voided).questions for quiz in (bank, *asked))


@dataclass(frozen=True, slots=True)
class _Recount:
    """An attempt and the key by which it is to be counted."""

    attempt: QuizAttempt
    standing: QuizResult
    key: Quiz
    key_digest: str


def _attempts(trainer: Person, cohort_id: int, quiz_slug: str) -> Select[QuizAttempt]:
    return (
        select(QuizAttempt)
        .join(QuizAttempt.enrolment)
        .join(Enrolment.person)
        .where(
            attempts_kept_by(trainer),
            Enrolment.cohort_id == cohort_id,
            QuizAttempt.quiz_slug == quiz_slug,
        )
        .options(
            contains_eager(QuizAttempt.enrolment).contains_eager(Enrolment.person),
            # Asked after the attempts are held, so that they are what the last write left.
            selectinload(QuizAttempt.answers),
            selectinload(QuizAttempt.results),
        )
        .order_by(QuizAttempt.id)
    )


def _finished(attempts: Sequence[QuizAttempt]) -> Sequence[tuple[QuizAttempt, QuizResult]]:
    standing = [(attempt, standing_result(attempt.results)) for attempt in attempts]
    return [(attempt, result) for attempt, result in standing if result is not None]


def _changes(
    session: Session,
    recounts: Sequence[_Recount],
    *,
    before: Collection[str],
    after: Collection[str],
) -> Sequence[Change]:
    """`before`, `after`: the questions that did not count, and those that are not to count."""
    marks = _marks(session, [one.attempt.id for one in recounts])
    changes = []
    for one in recounts:
        answers = standing_answers(one.attempt.answers)
        its_marks = marks.get(one.attempt.id, {})
        so_far = key_of(session, one.attempt, one.standing)
        old = score_quiz(without(so_far, before), answers, marks=its_marks)
        key = without(one.key, after)
        new = score_quiz(key, answers, marks=its_marks)
        if _outcome(one.standing) != (new.points, new.max_points, new.percent, new.passes(key)):
            changes.append(
                Change(
                    attempt=one.attempt,
                    standing=one.standing,
                    key=key,
                    key_digest=one.key_digest,
                    score=new,
                    questions=tuple(
                        question
                        for question in one.key.questions
                        if old.per_question.get(question.id) != new.per_question.get(question.id)
                    ),
                )
            )
    return sorted(changes, key=_who_loses_first)


def _outcome(result: QuizResult) -> tuple[Decimal, Decimal, Decimal, bool]:
    return result.points, result.max_points, result.percent, result.passed


def _ends(attempts: Sequence[QuizAttempt], anew: Mapping[int, Change]) -> Iterator[FinishedAttempt]:
    """How attempts would end once the changes are made."""
    for attempt in attempts:
        change = anew.get(attempt.id)
        for end in finished_attempts([attempt]):
            if change is None:
                yield end
            else:
                yield replace(end, percent=change.score.percent, passed=change.passes)


def _who_loses_first(change: Change) -> tuple[bool, Decimal, str, int, int]:
    """A pass is more than points."""
    attempt, lost = change.attempt, change.loses_pass
    name = attempt.enrolment.person.sort_name
    return not lost, change.difference, name, attempt.number, attempt.id


def _marks(session: Session, attempts: Sequence[int]) -> Mapping[int, Marks]:
    """The levels of essays that stand, by attempt: a later mark supersedes the one before."""
    found: dict[int, dict[str, Mapping[str, int]]] = {}
    for mark in session.scalars(
        select(EssayMark).where(EssayMark.attempt_id.in_(attempts)).order_by(EssayMark.id)
    ):
        found.setdefault(mark.attempt_id, {})[mark.question_id] = mark.levels
    return found
