"""How a cohort does in its quizzes, by quiz and by person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from assessments.attempts import (
    Exhausted,
    FinishedAttempt,
    Pause,
    counted,
    why_not_start,
)
from assessments.definitions import Quiz
from course.models import Enrolment, Person, QuizAttempt, QuizResult
from course.queries.quiz_following import grants_in, places_with_attempts
from course.terms import EnrolmentState


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt; an open one has not ended."""

    attempt: QuizAttempt
    end: FinishedAttempt | None

    @property
    def on_paper(self) -> bool:
        """Whether somebody typed its answers in."""
        return self.attempt.entered_by_id is not None

    @property
    def last_at(self) -> datetime:
        """When it ended, or began."""
        return self.attempt.submitted_at or self.attempt.started_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """How one person does in one quiz; `obstacle`: why no further attempt may start now.

    `granted`: one may start that a trainer granted, and could not otherwise.
    """

    place: Enrolment
    attempts: Sequence[AttemptLine]
    counted: AttemptLine | None
    obstacle: Pause | Exhausted | None
    granted: bool

    @property
    def passed(self) -> bool:
        """Whether an attempt that counts was passed."""
        return self.counted is not None and self.counted.end is not None and self.counted.end.passed

    @property
    def percent(self) -> Decimal | None:
        """The result that counts."""
        return self.counted.end.percent if self.counted and self.counted.end else None

    @property
    def waits(self) -> bool:
        """Whether an essay waits for its mark."""
        return any(line.end is not None and line.end.waits for line in self.attempts)

    @property
    def takes_part(self) -> bool:
        """Whether the person did not leave before the end."""
        return self.place.state is not EnrolmentState.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizLine:
    """How many people of a cohort came how far in one quiz; whoever left it is not among them."""

    quiz: Quiz
    people: int
    begun: int
    passed: int
    held: int
    waiting: int

    @classmethod
    def of(cls, quiz: Quiz, lines: Sequence[PersonLine]) -> "QuizLine":
        """Count the people."""
        return cls(
            quiz=quiz,
            people=len(lines),
            begun=sum(bool(line.attempts) for line in lines),
            passed=sum(line.passed for line in lines),
            held=sum(line.obstacle is not None and not line.passed for line in lines),
            waiting=sum(line.waits for line in lines),
        )


def quizzes_of_cohort(
    session: Session,
    person: Person,
    cohort_id: int,
    quizzes: Sequence[Quiz],
    *,
    at: datetime,
) -> Sequence[QuizLine]:
    """Each quiz with how many people began it, passed it, must wait, or wait for a mark."""
    rows = places_with_attempts(session, person, cohort_id)
    grants = grants_in(session, cohort_id)
    return [
        QuizLine.of(
            quiz,
            [
                line
                for row in rows
                if (line := _line(row.place, row.attempts, quiz, grants, at)).takes_part
            ],
        )
        for quiz in quizzes
    ]


def people_at_quiz(
    session: Session, person: Person, cohort_id: int, quiz: Quiz, *, at: datetime
) -> Sequence[PersonLine]:
    """Everybody of a cohort at one quiz, by name; who withdrew stands last."""
    rows = places_with_attempts(session, person, cohort_id, quiz.slug)
    grants = grants_in(session, cohort_id)
    return [_line(row.place, row.attempts, quiz, grants, at) for row in rows]


def _line(
    place: Enrolment,
    attempts: Sequence[tuple[QuizAttempt, QuizResult | None]],
    quiz: Quiz,
    grants: Mapping[tuple[int, str], Sequence[datetime]],
    at: datetime,
) -> PersonLine:
    lines = [
        AttemptLine(attempt, _end(attempt, result))
        for attempt, result in attempts
        if attempt.quiz_slug == quiz.slug
    ]
    ended = (line.end for line in lines if line.end is not None)
    ends = sorted(ended, key=lambda end: end.submitted_at)
    granted = grants.get((place.id, quiz.slug), ())
    obstacle = why_not_start(quiz, ends, at, granted=granted)
    needed = why_not_start(quiz, ends, at, granted=()) is not None
    return PersonLine(
        place=place,
        attempts=lines,
        counted=_counted(lines, ends),
        obstacle=obstacle,
        granted=needed and obstacle is None and len(ends) == len(lines),
    )


def _end(attempt: QuizAttempt, result: QuizResult | None) -> FinishedAttempt | None:
    if attempt.submitted_at is None or result is None:
        return None
    return FinishedAttempt(
        submitted_at=attempt.submitted_at,
        percent=result.percent,
        passed=result.passed,
        waits=result.waits,
        counts=attempt.counts,
    )


def _counted(lines: Sequence[AttemptLine], ends: Sequence[FinishedAttempt]) -> AttemptLine | None:
    best = counted(ends)
    return next((line for line in lines if line.end is best), None) if best else None
