from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assessments.attempts import (
    Drawn,
    FinishedAttempt,
    Pause,
    as_drawn,
    draw,
    lesson_to_read,
    why_not_start,
)
from assessments.definitions import Quiz
from assessments.scoring import score_quiz
from tests.authored import make_ordering, make_quiz, make_single

NOON = datetime(2026, 12, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def attempt(hours: int, *, passed: bool = False, lesson: str | None = None) -> FinishedAttempt:
    percent = Decimal(80 if passed else 60)
    return FinishedAttempt(
        submitted_at=NOON + hours * HOUR, percent=percent, passed=passed, lesson=lesson
    )


def test_two_failed_attempts_do_not_pause() -> None:
    assert why_not_start(make_quiz(), [], NOON) is None
    assert why_not_start(make_quiz(), [attempt(0), attempt(1)], NOON + 2 * HOUR) is None


def test_the_third_failed_attempt_pauses_for_a_day_from_the_last() -> None:
    failed = [attempt(2, lesson="m3/2-questions"), attempt(0, lesson="m3/1-levels"), attempt(1)]
    pause = Pause(NOON + 26 * HOUR, "m3/2-questions")
    assert why_not_start(make_quiz(), failed, NOON + 3 * HOUR) == pause
    assert why_not_start(make_quiz(), failed, pause.until - timedelta(seconds=1)) == pause
    assert why_not_start(make_quiz(), failed, pause.until) is None


def test_so_does_the_fourth() -> None:
    failed = [attempt(0), attempt(1), attempt(2), attempt(30)]
    assert why_not_start(make_quiz(), failed, NOON + 31 * HOUR) == Pause(NOON + 54 * HOUR, None)


def test_whoever_has_passed_may_try_again_at_any_time() -> None:
    finished = [attempt(0), attempt(1), attempt(2, passed=True), *map(attempt, (3, 4, 5))]
    assert why_not_start(make_quiz(), finished, NOON + 6 * HOUR) is None


def test_an_author_may_set_another_pause() -> None:
    quiz = make_quiz(failed_before_pause=1, pause_hours=2)
    assert why_not_start(quiz, [attempt(0)], NOON + HOUR) == Pause(NOON + 2 * HOUR, None)


def test_the_lesson_to_read_is_that_of_the_first_miss() -> None:
    quiz = make_quiz()
    nothing = score_quiz(quiz, {})
    assert lesson_to_read(quiz, nothing) == "m3/1-levels"
    first = score_quiz(quiz, {"single": {"chosen": "b"}})
    assert lesson_to_read(quiz, first) == "m3/2-questions"
    order = {"order": ["a", "b", "c", "d"]}
    both = score_quiz(quiz, {"single": {"chosen": "b"}, "ordering": order})
    assert lesson_to_read(quiz, both) is None


def test_a_draw_shuffles_what_is_chosen_from_and_nothing_else() -> None:
    quiz = make_quiz()
    drawn = draw(quiz, 7)
    assert drawn.questions == tuple(question.id for question in quiz.questions)
    assert {name: sorted(order) for name, order in drawn.orders.items()} == {
        "single": ["a", "b", "c"],
        "multiple": ["a", "b", "c", "d"],
        "matching": ["a", "b", "c", "d"],
        "ordering": ["a", "b", "c", "d"],
    }
    assert draw(quiz, 7) == drawn
    assert len({draw(quiz, seed).orders["multiple"] for seed in range(200)}) == 24


def test_an_ordering_is_never_shown_solved() -> None:
    quiz = make_quiz(make_ordering("ab"))
    assert {draw(quiz, seed).orders["q"] for seed in range(20)} == {("b", "a")}


def test_a_draw_is_kept_as_json() -> None:
    drawn = draw(make_quiz(), 3)
    assert Drawn.from_json(drawn.as_json()) == drawn
    assert isinstance(drawn.as_json()["orders"]["single"], list)


def bank(**outcomes: int) -> Quiz:
    """A bank with so many questions of each outcome, of which ten are drawn."""
    questions = [
        make_single(id=f"{outcome}-{number}", outcome=outcome)
        for outcome, many in outcomes.items()
        for number in range(many)
    ]
    return make_quiz(*questions, draw=10)


def test_a_draw_takes_about_as_many_of_every_outcome() -> None:
    quiz = bank(E1=9, E2=7, E3=5)
    for seed in range(100):
        drawn = as_drawn(quiz, draw(quiz, seed))
        found = [question.outcome for question in drawn.questions]
        assert len(found) == len(set(drawn.questions)) == 10
        assert sorted(found.count(outcome) for outcome in quiz.outcomes) == [3, 3, 4]


def test_an_outcome_with_few_questions_gives_all_of_them() -> None:
    drawn = as_drawn(quiz := bank(E1=20, E2=1), draw(quiz, 1))
    found = [question.outcome for question in drawn.questions]
    assert (found.count("E1"), found.count("E2")) == (9, 1)


def test_every_question_is_drawn_sooner_or_later() -> None:
    quiz = bank(E1=9, E2=7, E3=5)
    seen = {question for seed in range(100) for question in draw(quiz, seed).questions}
    assert seen == {question.id for question in quiz.questions}


def test_drawn_questions_keep_the_order_of_the_author() -> None:
    quiz = bank(E1=9, E2=7, E3=5)
    order = [question.id for question in quiz.questions]
    assert list(draw(quiz, 3).questions) == sorted(draw(quiz, 3).questions, key=order.index)


def test_what_was_drawn_is_all_that_is_scored() -> None:
    quiz = bank(E1=9, E2=7)
    asked = as_drawn(quiz, draw(quiz, 5))
    assert (asked.max_points, asked.asked, quiz.asked) == (Decimal(10), 10, 10)
    right = {question.id: {"chosen": "b"} for question in asked.questions}
    assert score_quiz(asked, right).percent == 100
    outside = next(one for one in quiz.questions if one.id not in right)
    assert score_quiz(asked, {outside.id: {"chosen": "b"}}).points == 0


def test_a_question_that_the_quiz_never_had_is_an_error() -> None:
    with pytest.raises(KeyError):
        as_drawn(make_quiz(), Drawn(("nothing",), {}))
