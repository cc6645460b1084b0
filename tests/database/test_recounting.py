"""A corrected key: results are added, never changed, and as they were shown."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.definitions import Counts, Essay, Quiz
from assessments.reading import digest
from course.actions.answers import save_answer
from course.actions.quizzes import submit_attempt
from course.actions.recounting import regrade
from course.catalogue import Catalogue
from course.errors import PreviewChanged, ReasonMissing
from course.models import (
    AuthoredVersion,
    EssayMark,
    Letter,
    Person,
    QuizAttempt,
    QuizResult,
)
from course.queries.recounting import shown
from course.terms import Act, LetterKind, ResultCause
from tests.authored import make_essay
from tests.make import MONDAY, add, make_enrolment
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    acts,
    make_open,
    make_regraded,
    make_taken,
    make_taker,
    percents,
    person_of,
    preview,
    rekeyed,
    with_quiz,
    with_small_quiz,
)
from tests.make_study import EARLIER, make_attempt
from tests.people import Cast

FIRST, SECOND, *_ = QUESTIONS


@pytest.fixture
def course(authored_course: Catalogue) -> Catalogue:
    return with_small_quiz(authored_course)


def press(session: Session, cast: Cast, bank: Quiz, seen: str) -> Sequence[QuizResult]:
    """Count anew what was seen, and leave whom it would hurt."""
    session.expire_all()
    return regrade(
        session,
        cast.cohort,
        bank,
        preview=seen,
        leave_falling=True,
        reason=REASON,
        by=cast.ben,
        at=MONDAY,
    )


def test_a_corrected_key_adds_a_result_and_leaves_the_first(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    corrected = rekeyed(bank, FIRST)
    [change] = preview(session, cast.ben, cast.cohort, corrected)
    assert (int(change.standing.percent), int(change.score.percent)) == (75, 100)
    assert not change.falls
    assert [question.id for question in change.questions] == [FIRST]
    [result] = make_regraded(session, cast.ben, cast.cohort, corrected)
    assert percents(session, taken) == [75, 100]
    assert (result.cause, result.reason, result.made_by_id) == (
        ResultCause.KEY_CORRECTED,
        REASON,
        cast.ben.id,
    )
    kept = session.get_one(AuthoredVersion, result.key_digest)
    assert kept.digest == digest(corrected)
    [entry] = acts(session, Act.QUIZ_REGRADED)
    assert (entry.subject_kind, entry.subject_id) == ("quiz_attempts", taken.id)
    assert entry.facts == {
        "result": result.id,
        "supersedes": result.supersedes_id,
        "percent": "100.00",
        "passed": True,
    }


def test_what_earns_the_same_gets_no_new_result(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    reworded = replace(bank, title=replace(bank.title, pl="Inny tytuł"))
    assert preview(session, cast.ben, cast.cohort, reworded) == []
    assert make_regraded(session, cast.ben, cast.cohort, reworded) == []
    assert percents(session, taken) == [75]
    assert session.get(AuthoredVersion, digest(reworded)) is None


def test_twice_gives_one_result(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    corrected = rekeyed(bank, FIRST)
    seen = shown(preview(session, cast.ben, cast.cohort, corrected))
    make_regraded(session, cast.ben, cast.cohort, corrected)
    assert make_regraded(session, cast.ben, cast.cohort, corrected) == []
    assert press(session, cast, corrected, seen) == []
    assert percents(session, taken) == [75, 100]


def test_who_would_lose_is_left_by_a_second_press_too(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz, taken: QuizAttempt
) -> None:
    place = make_taker(session, course, cast.cohort, "Zofia Żak")
    right = make_taken(session, course, person_of(session, place))
    corrected = rekeyed(bank, FIRST)
    seen = shown(preview(session, cast.ben, cast.cohort, corrected))
    assert len(press(session, cast, corrected, seen)) == 1
    assert press(session, cast, corrected, seen) == []
    assert [percents(session, one) for one in (taken, right)] == [[75, 100], [100]]


def test_what_was_not_shown_is_not_done(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    with pytest.raises(PreviewChanged):
        press(session, cast, rekeyed(bank, FIRST), "another")
    assert percents(session, taken) == [75]


@pytest.mark.parametrize("leave", [True, False])
def test_who_would_lose_stands_first_and_may_be_left(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz, taken: QuizAttempt, *, leave: bool
) -> None:
    place = make_taker(session, course, cast.cohort, "Zofia Żak")
    loser = make_taken(session, course, person_of(session, place), wrong=[SECOND])
    corrected = rekeyed(bank, FIRST)
    changes = preview(session, cast.ben, cast.cohort, corrected)
    assert [(one.attempt.id, one.falls, one.passes) for one in changes] == [
        (loser.id, True, False),
        (taken.id, False, True),
    ]
    make_regraded(session, cast.ben, cast.cohort, corrected, leave_falling=leave)
    assert percents(session, loser) == ([75] if leave else [75, 50])
    assert percents(session, taken) == [75, 100]


def test_a_letter_tells_whose_pass_was_won_or_lost(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz, taken: QuizAttempt
) -> None:
    wrong = {"Zofia Żak": [SECOND], "Olek Sowa": [FIRST, SECOND]}
    places = {name: make_taker(session, course, cast.cohort, name) for name in wrong}
    for name, place in places.items():
        make_taken(session, course, person_of(session, place), wrong=wrong[name])
    make_regraded(session, cast.ben, cast.cohort, rekeyed(bank, FIRST))
    letters = session.scalars(
        select(Letter).where(Letter.kind == LetterKind.QUIZ_RESULT_CHANGED).order_by(Letter.id)
    ).all()
    to = {person_of(session, place).email: name for name, place in places.items()}
    told = [(to[letter.to], letter.facts["passed"]) for letter in letters]
    assert told == [("Zofia Żak", False), ("Olek Sowa", True)]
    assert letters[0].facts["quiz_title"] == bank.title.pl


def test_only_the_own_cohort_and_never_the_own_work(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz, taken: QuizAttempt
) -> None:
    own = make_enrolment(session, cast.cohort, cast.ben)
    make_open(session, course, own, cast.ben)
    make_taken(session, course, cast.ben, wrong=[FIRST])
    corrected = rekeyed(bank, FIRST)
    assert [one.attempt.id for one in preview(session, cast.ben, cast.cohort, corrected)] == [
        taken.id
    ]
    for stranger in (cast.carla, cast.ana, cast.dov):
        assert preview(session, stranger, cast.cohort, corrected) == []


def test_an_open_attempt_waits_for_its_end(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz
) -> None:
    make_open(session, course, cast.enrolment, cast.ana)
    attempt = make_attempt(session, course, "m1", cast.ana)
    assert preview(session, cast.ben, cast.cohort, rekeyed(bank, FIRST)) == []
    submit_attempt(session, attempt, by=cast.ana, at=EARLIER)
    assert percents(session, attempt) == [0]


@pytest.mark.parametrize("reason", ["", " " * 20, "za krótki"])
def test_without_a_reason_nothing_is_done(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt, reason: str
) -> None:
    corrected = rekeyed(bank, FIRST)
    seen = shown(preview(session, cast.ben, cast.cohort, corrected))
    with pytest.raises(ReasonMissing):
        regrade(
            session,
            cast.cohort,
            corrected,
            preview=seen,
            leave_falling=True,
            reason=reason,
            by=cast.ben,
            at=MONDAY,
        )
    assert percents(session, taken) == [75]


def test_the_newest_marks_of_essays_count_on(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz
) -> None:
    essay = make_essay(id="why-here", outcome=bank.outcomes[0])
    quiz = replace(bank, questions=(*bank.questions, essay))
    make_open(session, course, cast.enrolment, cast.ana)
    attempt = make_attempt(session, with_quiz(course, quiz), "m1", cast.ana)
    save_answer(
        session, attempt, essay.id, {"text": "Bo tu"}, revision=0, request_key="e", at=EARLIER
    )
    assert submit_attempt(session, attempt, by=cast.ana, at=EARLIER).waits
    first = make_mark(session, attempt, essay, cast.ben, level=0)
    make_mark(session, attempt, essay, cast.ben, level=3, supersedes=first)
    [change] = preview(session, cast.ben, cast.cohort, quiz)
    assert (change.score.points, change.score.waiting) == (essay.points, frozenset())


def make_mark(
    session: Session,
    attempt: QuizAttempt,
    essay: Essay,
    by: Person,
    *,
    level: int,
    supersedes: EssayMark | None = None,
) -> EssayMark:
    return add(
        session,
        EssayMark(
            attempt_id=attempt.id,
            question_id=essay.id,
            marked_by_id=by.id,
            marked_at=EARLIER,
            levels={criterion.id: level for criterion in essay.criteria},
            comment="",
            supersedes_id=supersedes.id if supersedes else None,
        ),
    )


def test_each_attempt_is_counted_whatever_counts(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz
) -> None:
    last = with_quiz(course, replace(bank, counts=Counts.LAST))
    make_open(session, last, cast.enrolment, cast.ana)
    attempts = [make_taken(session, last, cast.ana, wrong=[FIRST]) for _ in range(2)]
    make_regraded(session, cast.ben, cast.cohort, rekeyed(last.quizzes["m1"], FIRST))
    assert [percents(session, one) for one in attempts] == [[75, 100], [75, 100]]
