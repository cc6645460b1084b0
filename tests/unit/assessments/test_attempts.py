from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assessments.attempts import (
    Drawn,
    Exhausted,
    FinishedAttempt,
    Pause,
    as_drawn,
    counted,
    draw,
    lesson_to_read,
    why_not_start,
    without,
)
from assessments.definitions import Counts, Quiz
from assessments.scoring import UNMARKED, score_quiz
from tests.authored import make_essay, make_ordering, make_quiz, make_single

NOON = datetime(2026, 12, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def attempt(hours: int, *, passed: bool = False, lesson: str | None = None) -> FinishedAttempt:
    percent = Decimal(80 if passed else 60)
    return FinishedAttempt(
        submitted_at=NOON + hours * HOUR, percent=percent, passed=passed, lesson=lesson
    )


def test_two_failed_attempts_do_not_pause() -> None:
    assert why_not_start(make_quiz(), [], NOON, granted=[]) is None
    assert why_not_start(make_quiz(), [attempt(0), attempt(1)], NOON + 2 * HOUR, granted=[]) is None


def test_the_third_failed_attempt_pauses_for_a_day_from_the_last() -> None:
    failed = [attempt(2, lesson="m3/2-questions"), attempt(0, lesson="m3/1-levels"), attempt(1)]
    pause = Pause(NOON + 26 * HOUR, "m3/2-questions")
    assert why_not_start(make_quiz(), failed, NOON + 3 * HOUR, granted=[]) == pause
    assert (
        why_not_start(make_quiz(), failed, pause.until - timedelta(seconds=1), granted=[]) == pause
    )
    assert why_not_start(make_quiz(), failed, pause.until, granted=[]) is None


def test_so_does_the_fourth() -> None:
    failed = [attempt(0), attempt(1), attempt(2), attempt(30)]
    assert why_not_start(make_quiz(), failed, NOON + 31 * HOUR, granted=[]) == Pause(
        NOON + 54 * HOUR, None
    )


def test_whoever_has_passed_may_try_again_at_any_time() -> None:
    finished = [attempt(0), attempt(1), attempt(2, passed=True), *map(attempt, (3, 4, 5))]
    assert why_not_start(make_quiz(), finished, NOON + 6 * HOUR, granted=[]) is None


def test_an_author_may_set_another_pause() -> None:
    quiz = make_quiz(failed_before_pause=1, pause_hours=2)
    assert why_not_start(quiz, [attempt(0)], NOON + HOUR, granted=[]) == Pause(
        NOON + 2 * HOUR, None
    )


def test_an_attempt_that_waits_for_its_marks_has_not_passed_yet() -> None:
    waiting = replace(attempt(2), waits=True)
    ended = [attempt(0), attempt(1), waiting]
    pause = Pause(NOON + 26 * HOUR, None)
    assert why_not_start(make_quiz(), ended, NOON + 3 * HOUR, granted=[]) == pause
    ended[-1] = replace(waiting, passed=True)
    assert why_not_start(make_quiz(), ended, NOON + 3 * HOUR, granted=[]) is None


def test_no_more_attempts_start_than_the_quiz_and_the_trainer_allow() -> None:
    quiz = make_quiz(attempts=2)
    finished = [attempt(0), attempt(1, passed=True)]
    assert why_not_start(quiz, finished[:1], NOON + HOUR, granted=[]) is None
    assert why_not_start(quiz, finished, NOON + 2 * HOUR, granted=[]) == Exhausted(2)
    granted = [NOON + 2 * HOUR]
    assert why_not_start(quiz, finished, NOON + 2 * HOUR, granted=granted) is None
    finished.append(attempt(3))
    assert why_not_start(quiz, finished, NOON + 4 * HOUR, granted=granted) == Exhausted(3)


def test_a_granted_attempt_ends_the_pause_that_it_was_granted_in() -> None:
    failed = [attempt(0), attempt(1), attempt(2)]
    later = NOON + 4 * HOUR
    assert why_not_start(make_quiz(), failed, later, granted=[NOON + 3 * HOUR]) is None
    assert why_not_start(make_quiz(), failed, later, granted=[NOON + HOUR]) is not None
    failed.append(attempt(5))
    pause = Pause(NOON + 29 * HOUR, None)
    assert why_not_start(make_quiz(), failed, NOON + 6 * HOUR, granted=[later]) == pause


@pytest.mark.parametrize(("rule", "place"), [("best", 1), ("last", 2), ("first", 0)])
def test_the_best_the_last_or_the_first_attempt_counts(rule: str, place: int) -> None:
    ended = [attempt(0), attempt(1, passed=True), attempt(2)]
    finished = [replace(one, counts=Counts(rule)) for one in ended]
    assert counted(finished) is finished[place]
    assert counted([]) is None


def test_each_attempt_counts_by_the_rule_that_it_began_under() -> None:
    first = replace(attempt(0, passed=True), counts=Counts.LAST)
    second = attempt(1)
    assert counted([first, second]) is second
    assert counted([first]) is first
    older = replace(attempt(0), percent=Decimal(65), passed=True)  # passed by a mark of its own
    assert counted([older, replace(second, percent=Decimal(68))]) is older


def test_a_voided_question_is_as_if_it_was_never_asked() -> None:
    quiz = make_quiz(make_single(id="good"), make_single(id="bad"))
    right = {"good": {"chosen": "b"}, "bad": {"chosen": "c"}}
    assert score_quiz(quiz, right, marks=UNMARKED).percent == 50
    assert score_quiz(without(quiz, {"bad"}), right, marks=UNMARKED).percent == 100
    assert without(quiz, set()) == quiz


def test_the_lesson_of_an_essay_is_not_missed_before_it_is_marked() -> None:
    quiz = make_quiz(make_essay(id="essay", lesson="m3/1-levels"))
    answers = {"essay": {"text": "Słucham."}}
    assert lesson_to_read(quiz, score_quiz(quiz, answers, marks=UNMARKED)) is None
    weak = score_quiz(quiz, answers, marks={"essay": {"c1": 1, "c2": 3}})
    assert lesson_to_read(quiz, weak) == "m3/1-levels"


def test_the_lesson_to_read_is_that_of_the_first_miss() -> None:
    quiz = make_quiz()
    nothing = score_quiz(quiz, {}, marks=UNMARKED)
    assert lesson_to_read(quiz, nothing) == "m3/1-levels"
    first = score_quiz(quiz, {"single": {"chosen": "b"}}, marks=UNMARKED)
    assert lesson_to_read(quiz, first) == "m3/2-questions"
    order = {"order": ["a", "b", "c", "d"]}
    both = score_quiz(quiz, {"single": {"chosen": "b"}, "ordering": order}, marks=UNMARKED)
    assert lesson_to_read(quiz, both) is None


def test_a_draw_shuffles_what_is_chosen_from_and_nothing_else() -> None:
    quiz = make_quiz(shuffle=False)
    drawn = draw(quiz, 7)
    assert drawn.questions == tuple(question.id for question in quiz.questions)
    assert {name: sorted(order) for name, order in drawn.orders.items()} == {
        "single": ["a", "b", "c"],
        "multiple": ["a", "b", "c", "d"],
        "matching": ["a", "b", "c", "d"],
        "ordering": ["a", "b", "c", "d"],
        "scenario.what": ["a", "b", "c"],
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


def test_questions_are_shuffled_unless_the_author_keeps_their_order() -> None:
    shuffled = bank(E1=9, E2=7, E3=5)
    kept = replace(shuffled, shuffle=False)
    order = [question.id for question in kept.questions]
    for seed in range(20):
        drawn = draw(kept, seed).questions
        assert list(drawn) == sorted(drawn, key=order.index)
        assert set(drawn) == set(draw(shuffled, seed).questions)
    first = {draw(shuffled, seed).questions[0] for seed in range(200)}
    assert first == set(order)


def test_what_was_drawn_is_all_that_is_scored() -> None:
    quiz = bank(E1=9, E2=7)
    asked = as_drawn(quiz, draw(quiz, 5))
    assert (asked.max_points, asked.asked, quiz.asked) == (Decimal(10), 10, 10)
    right = {question.id: {"chosen": "b"} for question in asked.questions}
    assert score_quiz(asked, right, marks=UNMARKED).percent == 100
    outside = next(one for one in quiz.questions if one.id not in right)
    assert score_quiz(asked, {outside.id: {"chosen": "b"}}, marks=UNMARKED).points == 0


def test_a_question_that_the_quiz_never_had_is_an_error() -> None:
    with pytest.raises(KeyError):
        as_drawn(make_quiz(), Drawn(("nothing",), {}))
