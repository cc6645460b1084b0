"""Tests on paper: what was printed for a cohort, and whose answers were typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from assessments.attempts import Drawn, as_drawn
from assessments.deadlines import GRACE
from assessments.definitions import Quiz
from course.errors import NotFound
from course.models import Cohort, Enrolment, PaperTest, Person, QuizAttempt
from course.permissions import Permission
from course.queries.quizzes import quiz_by_digest
from course.terms import EnrolmentState
from course.visibility import enrolments_taught_by, paper_tests_kept_by


@dataclass(frozen=True, slots=True)
class PaperTestRow:
    """A paper test in a list, with how many people's answers were typed in."""

    paper: PaperTest
    entered: int


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody of the cohort who may have sat the test.

    `entered` is the id of the attempt that holds their sheet; `busy`: an attempt on the screen goes
    on, which has to end first.
    """

    place: Enrolment
    entered: int | None
    busy: bool


def paper_tests_of(session: Session, cohort: Cohort, quiz_slug: str) -> Sequence[PaperTestRow]:
    """The paper tests of a cohort at a quiz, newest first, with who made them."""
    entered: ColumnElement[int] = (
        select(func.count(QuizAttempt.id))
        .where(QuizAttempt.paper_test_id == PaperTest.id)
        .correlate(PaperTest)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PaperTest, entered)
        .where(PaperTest.cohort_id == cohort.id, PaperTest.quiz_slug == quiz_slug)
        .options(joinedload(PaperTest.made_by))
        .order_by(PaperTest.id.desc())
    )
    return [PaperTestRow(paper, count) for paper, count in rows]


def paper_test_asked(session: Session, cohort_id: int, request_key: str) -> PaperTest | None:
    """The paper test that a request made before, if it is sent once more."""
    return session.scalar(
        select(PaperTest).where(
            PaperTest.cohort_id == cohort_id, PaperTest.request_key == request_key
        )
    )


def paper_test_for(session: Session, trainer: Person, paper_id: int) -> PaperTest:
    """A paper test that the trainer keeps, with its cohort. Raises NotFound."""
    paper = session.scalar(
        select(PaperTest)
        .where(PaperTest.id == paper_id, paper_tests_kept_by(trainer))
        .options(joinedload(PaperTest.cohort))
    )
    if paper is None:
        raise NotFound
    return paper


def quiz_on(session: Session, paper: PaperTest) -> Quiz:
    """What a paper test asks, exactly as it was printed."""
    return as_drawn(quiz_by_digest(session, paper.version_digest), Drawn.from_json(paper.drawn))


def sitters_of(
    session: Session, trainer: Person, paper: PaperTest, *, at: datetime
) -> Sequence[Sitter]:
    """Who studies in the cohort of a paper test, by name; never the trainer."""
    entered: ColumnElement[int | None] = (
        select(func.max(QuizAttempt.id))
        .where(QuizAttempt.enrolment_id == Enrolment.id, QuizAttempt.paper_test_id == paper.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    busy = exists(
        select(QuizAttempt.id).where(
            QuizAttempt.enrolment_id == Enrolment.id,
            QuizAttempt.quiz_slug == paper.quiz_slug,
            QuizAttempt.submitted_at.is_(None),
            or_(QuizAttempt.due_at.is_(None), QuizAttempt.due_at >= at - GRACE),
        )
    )
    rows = session.execute(
        select(Enrolment, entered, busy)
        .join(Enrolment.person)
        .where(
            Enrolment.cohort_id == paper.cohort_id,
            Enrolment.state == EnrolmentState.ADMITTED,
            enrolments_taught_by(trainer, Permission.KEEP_QUIZZES),
        )
        .options(contains_eager(Enrolment.person))
        .order_by(Person.sort_name, Enrolment.id)
    )
    return [Sitter(place, attempt_id, goes_on) for place, attempt_id, goes_on in rows]


def place_to_enter(
    session: Session, trainer: Person, paper: PaperTest, enrolment_id: int
) -> Enrolment:
    """A place in the cohort of a paper test, held until the write ends. Raises NotFound.

    Two presses of one button, and two trainers with one sheet, wait for each other here.
    """
    place = session.scalar(
        select(Enrolment)
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.cohort_id == paper.cohort_id,
            enrolments_taught_by(trainer, Permission.KEEP_QUIZZES),
        )
        .options(joinedload(Enrolment.person, innerjoin=True))
        .with_for_update(of=Enrolment)
    )
    if place is None:
        raise NotFound
    return place


def attempt_on_paper(session: Session, paper_id: int, enrolment_id: int) -> QuizAttempt | None:
    """The attempt that holds a trainee's answers to a paper test."""
    return session.scalar(
        select(QuizAttempt).where(
            QuizAttempt.paper_test_id == paper_id, QuizAttempt.enrolment_id == enrolment_id
        )
    )
