"""Written answers: who marks them, what a mark changes, and that no mark is lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.faults import Fault
from course.actions import essays
from course.actions.answers import save_answer
from course.actions.essays import mark_essay
from course.actions.quizzes import submit_attempt
from course.errors import (
    AlreadyMarked,
    AttemptOpen,
    LevelsMissing,
    NotAllowed,
    NotFound,
    NothingToMark,
)
from course.models import AuditEntry, EssayMark, Letter, Person, QuestionVoid, QuizAttempt
from course.queries.essays import attempt_to_mark, essays_waiting, mark_of
from course.queries.quizzes import results_of
from course.terms import Act, LetterKind, ResultCause
from tests.authored import make_essay, make_quiz
from tests.make import MONDAY, add, make_enrolment, make_person, make_trainer
from tests.make_essays import ESSAYS, LEVELS, make_essay_attempt
from tests.make_study import EARLIER
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def attempt(session: Session, cast: Cast) -> QuizAttempt:
    made = make_essay_attempt(session, cast.enrolment, cast.ana)
    return attempt_to_mark(session, cast.ben, made.id)


def mark(
    session: Session, attempt: QuizAttempt, by: Person, question: str = "essay", **asked: object
) -> EssayMark:
    facts: dict[str, object] = {"levels": LEVELS, "comment": " Dobrze. ", "corrects": None}
    return mark_essay(session, attempt, question, by=by, **({"at": MONDAY} | facts | asked))  # type: ignore[arg-type]


def void(session: Session, cast: Cast) -> None:
    add(
        session,
        QuestionVoid(
            cohort_id=cast.cohort.id,
            quiz_slug=ESSAYS.slug,
            question_id="essay",
            voided_by_id=cast.ben.id,
            voided_at=MONDAY,
            reason="Niejasne.",
        ),
    )


def test_a_mark_counts_the_attempt_anew(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    kept = mark(session, attempt, cast.ben)
    assert (kept.levels, kept.comment, kept.supersedes_id) == (LEVELS, "Dobrze.", None)
    before, after = results_of(session, attempt.id)
    assert (before.waits, before.points) == (True, Decimal(0))
    assert (after.waits, after.points, after.max_points) == (False, Decimal(2), Decimal(4))
    assert (after.cause, after.made_by_id) == (ResultCause.ESSAY_MARKED, cast.ben.id)
    assert (after.supersedes_id, after.key_digest) == (before.id, attempt.version_digest)
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.ESSAY_MARKED))
    assert (entry.actor_id, entry.subject_id) == (cast.ben.id, attempt.id)
    assert entry.facts == {
        "question": "essay",
        "mark": kept.id,
        "points": "2",
        "percent": "50.00",
        "supersedes": None,
    }


def test_the_trainee_gets_a_letter(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    mark(session, attempt, cast.ben)
    [letter] = session.scalars(select(Letter).where(Letter.kind == LetterKind.ESSAY_MARKED))
    assert (letter.to, letter.facts) == (
        cast.ana.email,
        {"name": cast.ana.name, "quiz_title": "Kto słucha", "path": f"/attempts/{attempt.id}"},
    )


def test_one_letter_for_all_essays_of_an_attempt(session: Session, cast: Cast) -> None:
    quiz = replace(make_quiz(make_essay(id="one"), make_essay(id="two")), slug="two", shuffle=False)
    made = make_essay_attempt(session, cast.enrolment, cast.ana, quiz=quiz)
    attempt = attempt_to_mark(session, cast.ben, made.id)
    mark(session, attempt, cast.ben, "one")
    assert results_of(session, attempt.id)[-1].waits
    assert session.scalars(select(Letter)).all() == []
    mark(session, attempt, cast.ben, "two")
    assert [one.points for one in results_of(session, attempt.id)] == [0, 2, 4]
    assert len(session.scalars(select(Letter)).all()) == 1


def test_a_second_thought_supersedes(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    first = mark(session, attempt, cast.ben)
    second = mark(session, attempt, cast.ben, levels={"c1": 3, "c2": 3}, corrects=first.id)
    assert second.supersedes_id == first.id
    assert mark_of(session, attempt.id, "essay") == second
    assert [one.points for one in results_of(session, attempt.id)] == [0, 2, 3]


@pytest.mark.parametrize("again", [False, True])
def test_a_second_press_changes_nothing(
    session: Session, cast: Cast, attempt: QuizAttempt, *, again: bool
) -> None:
    corrects = mark(session, attempt, cast.ben, levels={"c1": 0, "c2": 0}).id if again else None
    first = mark(session, attempt, cast.ben, corrects=corrects)
    results = results_of(session, attempt.id)
    assert mark(session, attempt, cast.ben, corrects=corrects) == first
    assert results_of(session, attempt.id) == results
    acts = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.ESSAY_MARKED)).all()
    assert len(acts) == len(results) - 1
    for other in ({"comment": "Inaczej."}, {"levels": {"c1": 3, "c2": 3}}):
        with pytest.raises(AlreadyMarked):
            mark(session, attempt, cast.ben, corrects=corrects, **other)


def test_the_second_of_two_trainers_is_told(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    second = make_trainer(session, cast.cohort, "Ewa Druga")
    first = mark(session, attempt, cast.ben)
    for shown in (None, first.id + 1000):
        with pytest.raises(AlreadyMarked) as refused:
            mark(session, attempt, second, corrects=shown)
        assert refused.value.facts == {"by": cast.ben.name, "at": MONDAY}
    assert session.scalars(select(EssayMark.id)).all() == [first.id]


@pytest.mark.parametrize("corrects", [False, True])
def test_the_database_lets_one_mark_stand(
    session: Session,
    cast: Cast,
    attempt: QuizAttempt,
    monkeypatch: pytest.MonkeyPatch,
    *,
    corrects: bool,
) -> None:
    seen = mark(session, attempt, cast.ben) if corrects else None
    shown = seen.id if seen else None
    quick = mark(session, attempt, cast.ben, corrects=shown)
    looks = iter([seen, quick])  # as it was before the other trainer's commit, and after it
    monkeypatch.setattr(essays, "mark_of", lambda *_: next(looks))
    with pytest.raises(AlreadyMarked):
        mark(session, attempt, cast.ben, corrects=shown)
    monkeypatch.undo()
    assert mark_of(session, attempt.id, "essay") == quick


def test_another_fault_of_the_database_is_not_hidden(
    session: Session, cast: Cast, attempt: QuizAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(session, attempt, cast.ben)
    monkeypatch.setattr(essays, "mark_of", lambda *_: None)
    with pytest.raises(Exception, match="essay_marks"):
        mark(session, attempt, cast.ben)


@pytest.mark.parametrize(
    ("levels", "faults"),
    [
        ({}, {("criterion_unmarked", "c1"), ("criterion_unmarked", "c2")}),
        ({"c1": 3}, {("criterion_unmarked", "c2")}),
        ({**LEVELS, "c9": 1}, {("unknown_criterion", "c9")}),
        ({**LEVELS, "c2": 4}, {("unknown_level", "c2")}),
    ],
)
def test_every_criterion_needs_its_level(
    session: Session,
    cast: Cast,
    attempt: QuizAttempt,
    levels: dict[str, int],
    faults: set[tuple[str, str]],
) -> None:
    with pytest.raises(LevelsMissing) as refused:
        mark(session, attempt, cast.ben, levels=levels)
    found = refused.value.facts["faults"]
    assert isinstance(found, tuple)
    assert all(isinstance(one, Fault) for one in found)
    assert {(one.code, one.facts["criterion"]) for one in found} == faults
    assert session.scalars(select(EssayMark.id)).all() == []


def test_only_an_essay_that_was_written_is_marked(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    for question in ("single", "nowhere"):
        with pytest.raises(NotFound):
            mark(session, attempt, cast.ben, question)
    person = make_person(session)
    place = make_enrolment(session, cast.cohort, person)
    blank = make_essay_attempt(session, place, person, text=None)
    with pytest.raises(NothingToMark):
        mark(session, attempt_to_mark(session, cast.ben, blank.id), cast.ben)
    void(session, cast)
    with pytest.raises(NothingToMark):
        mark(session, attempt, cast.ben)


def test_an_open_attempt_is_not_marked(session: Session, cast: Cast) -> None:
    made = make_essay_attempt(session, cast.enrolment, cast.ana, over=False)
    with pytest.raises(AttemptOpen):
        mark(session, attempt_to_mark(session, cast.ben, made.id), cast.ben)


def test_nobody_marks_their_own(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    with pytest.raises(NotAllowed):
        mark(session, attempt, cast.ana)
    place = make_enrolment(session, cast.cohort, cast.ben)
    own = make_essay_attempt(session, place, cast.ben)
    with pytest.raises(NotFound):
        attempt_to_mark(session, cast.ben, own.id)
    assert own.id not in {one.attempt_id for one in essays_waiting(session, cast.ben)}


def test_what_waits_is_listed_oldest_first(
    session: Session, cast: Cast, attempt: QuizAttempt, queries: Queries
) -> None:
    person = make_person(session, "Olek Sowa")
    place = make_enrolment(session, cast.cohort, person)
    older = make_essay_attempt(session, place, person, at=EARLIER - timedelta(days=1))
    assert essays_waiting(session, cast.carla) == []
    with queries() as asked:
        waiting = essays_waiting(session, cast.ben)
    assert len(asked) == 1
    assert [(one.attempt_id, one.question_id, one.who) for one in waiting] == [
        (older.id, "essay", "Olek Sowa"),
        (attempt.id, "essay", cast.ana.name),
    ]
    assert (waiting[0].cohort, waiting[0].title) == (cast.cohort.title, ESSAYS.title)
    assert waiting[0].since == EARLIER - timedelta(days=1)
    mark(session, attempt, cast.ben)
    assert [one.attempt_id for one in essays_waiting(session, cast.ben)] == [older.id]


def test_what_was_voided_cleared_or_left_open_waits_no_more(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    person = make_person(session)
    place = make_enrolment(session, cast.cohort, person)
    make_essay_attempt(session, place, person, over=False)
    assert [one.attempt_id for one in essays_waiting(session, cast.ben)] == [attempt.id]
    void(session, cast)
    assert essays_waiting(session, cast.ben) == []


def test_the_other_answers_of_the_attempt_do_not_wait(session: Session, cast: Cast) -> None:
    made = make_essay_attempt(session, cast.enrolment, cast.ana, over=False)
    keys = {"revision": 0, "request_key": "single", "at": EARLIER}
    save_answer(session, made, "single", {"chosen": "b"}, **keys)  # type: ignore[arg-type]
    submit_attempt(session, made, by=cast.ana, at=EARLIER)
    assert [one.question_id for one in essays_waiting(session, cast.ben)] == ["essay"]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_points_lie_within_what_the_essay_is_worth(
    session: Session, cast: Cast, attempt: QuizAttempt, level: int
) -> None:
    mark(session, attempt, cast.ben, levels={"c1": level, "c2": level})
    assert results_of(session, attempt.id)[-1].points == Decimal(level)
