"""Deeds of a trainer at a test on paper: draw it for printing, and type in what was answered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.attempts import draw, without
from assessments.definitions import Quiz
from course.actions.answers import save_answer
from course.actions.audit import note
from course.actions.quizzes import attempts_now, check_may_start, close_attempt, open_one
from course.actions.results import Why
from course.actions.versions import keep_definition
from course.clock import LOCAL_ZONE, local_day
from course.errors import (
    AttemptOpen,
    AttemptsExhausted,
    ConsentsMissing,
    DayBeforeStart,
    DayInFuture,
    NotAllowed,
    NothingLeft,
    SheetEntered,
)
from course.models import Cohort, Enrolment, PaperTest, Person, QuizAttempt
from course.queries.paper_tests import attempt_on_paper, paper_test_asked
from course.queries.quiz_keeping import grants_of, voided_in
from course.queries.quizzes import answers_of, quiz_by_digest
from course.queries.study import check_going_on, has_accepted
from course.terms import Act, ResultCause

NOON = time(12)
"""A paper test has a day and no hour: it is taken to be written in the middle of the day."""


def make_paper_test(
    session: Session,
    cohort: Cohort,
    quiz: Quiz,
    *,
    seed: int,
    request_key: str,
    by: Person,
    at: datetime,
) -> PaperTest:
    """Draw a test to be printed, as an attempt is drawn; its id is the number on the paper.

    The quiz is kept as it is now. What was voided for the cohort is not asked. The same request
    again makes no other test. The cohort must be held.
    """
    known = paper_test_asked(session, cohort.id, request_key)
    if known is not None:
        return known
    left = without(quiz, voided_in(session, cohort.id, quiz.slug))
    paper = PaperTest(
        cohort_id=cohort.id,
        quiz_slug=quiz.slug,
        version_digest=keep_definition(session, quiz, at=at).digest,
        drawn=draw(left, seed).as_json(),
        request_key=request_key,
        made_by_id=by.id,
        made_at=at,
    )
    session.add(paper)
    facts = {"cohort": cohort.id, "questions": len(paper.drawn["questions"])}
    note(session, Act.PAPER_TEST_MADE, by=by, subject=paper, at=at, facts=facts)
    return paper


def enter_paper_test(
    session: Session,
    paper: PaperTest,
    place: Enrolment,
    *,
    answers: Mapping[str, Answer],
    taken_on: date,
    request_key: str,
    by: Person,
    at: datetime,
) -> QuizAttempt:
    """Keep what a trainee answered on paper as an attempt that has ended; blanks are left out.

    The same request again changes nothing. Limits and pauses hold as they do on the screen, by the
    day of the test. That lessons were read is not asked: the trainer chose to hold the test. The
    place must be held until the write ends.

    Raises NotAllowed for oneself, SheetEntered, ParticipationOver, ConsentsMissing, DayInFuture,
    DayBeforeStart, AttemptOpen, AttemptPaused, AttemptsExhausted and NothingLeft.
    """
    if place.person_id == by.id:
        raise NotAllowed
    known = attempt_on_paper(session, paper.id, place.id)
    if known is not None:
        if local_day(known.started_at) == taken_on and _is_same_sheet(
            session, known, answers, request_key
        ):
            return known
        raise SheetEntered(number=paper.id)
    taken_at = _instant_of(session, place, taken_on, at)
    attempt = _begin(session, paper, place, taken_at=taken_at, by=by, at=at)
    for question, answer in answers.items():
        save_answer(session, attempt, question, answer, revision=0, request_key=request_key, at=at)
    attempt.submitted_at = taken_at
    close_attempt(session, attempt, Why(ResultCause.SUBMITTED, by), at=at)
    return attempt


def _check_asks_something(session: Session, paper: PaperTest, place: Enrolment) -> None:
    """Raise NothingLeft for a sheet of which every question was voided since."""
    if set(paper.drawn["questions"]) <= voided_in(session, place.cohort_id, paper.quiz_slug):
        raise NothingLeft


def _is_same_sheet(
    session: Session, known: QuizAttempt, answers: Mapping[str, Answer], request_key: str
) -> bool:
    """Whether it was kept so by this request: one's own sheet may come back with other answers."""
    kept = answers_of(session, known.id)
    same = {row.question_id: row.answer for row in kept} == answers
    return same and all(row.request_key == request_key for row in kept)


def _instant_of(session: Session, place: Enrolment, taken_on: date, at: datetime) -> datetime:
    """When the test was written, if its trainee could sit it on that day."""
    check_going_on(place)
    if not has_accepted(session, place.id):
        raise ConsentsMissing
    if taken_on > local_day(at):
        raise DayInFuture
    if place.started_on is not None and taken_on < place.started_on:
        raise DayBeforeStart(started_on=place.started_on)
    return min(datetime.combine(taken_on, NOON, LOCAL_ZONE).astimezone(UTC), at)


def _begin(
    session: Session,
    paper: PaperTest,
    place: Enrolment,
    *,
    taken_at: datetime,
    by: Person,
    at: datetime,
) -> QuizAttempt:
    """Begin an attempt that asks what the paper asked; nobody measured its time."""
    quiz = quiz_by_digest(session, paper.version_digest)
    attempts = attempts_now(session, place.id, quiz.slug, at=at)
    if open_one(attempts) is not None:
        raise AttemptOpen
    _check_asks_something(session, paper, place)
    granted = [grant.granted_at for grant in grants_of(session, place.id, quiz.slug)]
    if quiz.attempts is not None and len(attempts) >= quiz.attempts + len(granted):
        raise AttemptsExhausted(limit=quiz.attempts + len(granted))
    # A pause that began after the day of the test could not keep anybody from it.
    earlier = [one for one in attempts if one.submitted_at and one.submitted_at <= taken_at]
    check_may_start(session, quiz, earlier, granted=granted, at=taken_at)
    attempt = QuizAttempt(
        enrolment_id=place.id,
        quiz_slug=quiz.slug,
        version_digest=paper.version_digest,
        number=len(attempts) + 1,
        drawn=paper.drawn,
        counts=quiz.counts,
        started_at=taken_at,
        due_at=None,
        entered_by_id=by.id,
        paper_test_id=paper.id,
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError as lost:  # begun on the screen in the same moment
        raise AttemptOpen from lost
    return attempt
