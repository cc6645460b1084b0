"""What holds for every quiz and every answer."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.answers import as_typed, read_answer
from assessments.attempts import Drawn, as_drawn, draw, without
from assessments.definitions import HIGHEST_LEVEL, Gaps, Matching, MultipleChoice, Ordering, Quiz
from assessments.feedback import Verdict, outcome_lines, verdict
from assessments.marking import judge_marking
from assessments.reading import as_json, digest, quiz_from_json
from assessments.scoring import Score, score_answer, score_essay, score_quiz
from assessments.typed import plain_number
from tests.authored import make_essay, make_multiple, make_number, make_rubric
from tests.quiz_strategies import (
    CASES_OF_EACH,
    IDS,
    all_given,
    all_marks,
    full_marks,
    given_to,
    mixed,
    mixed_up,
    numbers,
    questions,
    quizzes,
    right_answer,
)

each_case = settings(max_examples=CASES_OF_EACH, deadline=None)


def is_near(points: Decimal, parts: Decimal | int) -> bool:
    """Equal but for what is rounded away of each part to be shown."""
    return abs(points - parts) <= Decimal("0.001")


@each_case
@given(st.data())
def test_a_score_lies_between_nothing_and_all_points(data: st.DataObject) -> None:
    quiz = data.draw(quizzes())
    score = scored(data, quiz)
    assert 0 <= score.points <= score.max_points == quiz.max_points
    assert 0 <= score.percent <= 100
    assert is_near(score.points, max(0, sum(score.per_question.values())))
    for question in quiz.questions:
        most_lost = question.points * quiz.penalty_percent / 100
        assert -most_lost <= score.per_question[question.id] <= question.points


@each_case
@given(quizzes())
def test_right_answers_and_full_marks_earn_everything(quiz: Quiz) -> None:
    answers = {question.id: right_answer(question) for question in quiz.questions}
    score = score_quiz(quiz, answers, marks=full_marks(quiz))
    assert score.points == quiz.max_points
    assert score.percent == 100
    assert score.passes(quiz)
    for question in quiz.questions:
        earned = score.per_question[question.id]
        assert verdict(question, answers[question.id], earned) is Verdict.RIGHT


@each_case
@given(st.data())
def test_a_right_answer_in_place_of_another_never_lowers_the_score(data: st.DataObject) -> None:
    quiz = data.draw(quizzes())
    answers, marks = data.draw(all_given(quiz)), data.draw(all_marks(quiz))
    question = data.draw(st.sampled_from(quiz.questions))
    better = {**answers, question.id: right_answer(question)}
    before, after = score_quiz(quiz, answers, marks=marks), score_quiz(quiz, better, marks=marks)
    assert after.points >= before.points
    assert after.per_question[question.id] >= before.per_question[question.id]


@each_case
@given(st.data())
def test_a_blank_in_place_of_an_answer_costs_what_it_earned_and_no_more(
    data: st.DataObject,
) -> None:
    quiz = data.draw(quizzes())
    answers, marks = data.draw(all_given(quiz)), data.draw(all_marks(quiz))
    left = {name: answer for name, answer in answers.items() if name != quiz.questions[0].id}
    before, after = score_quiz(quiz, answers, marks=marks), score_quiz(quiz, left, marks=marks)
    assert after.per_question == {**before.per_question, quiz.questions[0].id: 0}


@each_case
@given(st.data())
def test_one_more_right_choice_never_lowers_a_share(data: st.DataObject) -> None:
    right = data.draw(st.sets(st.sampled_from(IDS), min_size=1))
    question = make_multiple("".join(right), IDS, partial=True)
    chosen = data.draw(st.sets(st.sampled_from(IDS)))
    more = chosen | {data.draw(st.sampled_from(sorted(right)))}
    assert score_answer(question, {"chosen": sorted(more)}) >= score_answer(
        question, {"chosen": sorted(chosen)}
    )


@each_case
@given(st.data())
def test_a_rule_for_parts_never_gives_less_than_all_or_nothing(data: st.DataObject) -> None:
    question = data.draw(questions())
    answer = data.draw(given_to(question))
    if isinstance(question, MultipleChoice | Matching | Ordering | Gaps):
        gentle, strict = replace(question, partial=True), replace(question, partial=False)
        assert score_answer(gentle, answer) >= score_answer(strict, answer)


@each_case
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_offered_changes_nothing(data: st.DataObject, chance: Random) -> None:
    question = data.draw(questions())
    answer = data.draw(given_to(question) | st.just(right_answer(question)))
    assert score_answer(mixed(question, chance), answer) == score_answer(question, answer)


@each_case
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(data: st.DataObject, chance: Random) -> None:
    quiz = data.draw(quizzes())
    answers, marks = data.draw(all_given(quiz)), data.draw(all_marks(quiz))
    other = replace(quiz, questions=mixed_up(quiz.questions, chance))
    assert score_quiz(other, answers, marks=marks) == score_quiz(quiz, answers, marks=marks)


@each_case
@given(st.data())
def test_a_voided_question_takes_its_points_from_both_sides(data: st.DataObject) -> None:
    quiz = data.draw(quizzes())
    answers, marks = data.draw(all_given(quiz)), data.draw(all_marks(quiz))
    voided = data.draw(st.sets(st.sampled_from([one.id for one in quiz.questions])))
    before = score_quiz(quiz, answers, marks=marks)
    after = score_quiz(without(quiz, voided), answers, marks=marks)
    kept = {name: earned for name, earned in before.per_question.items() if name not in voided}
    assert after.per_question == kept
    assert after.waiting == before.waiting - voided
    lost = sum(one.points for one in quiz.questions if one.id in voided)
    assert after.max_points == before.max_points - lost
    assert without(without(quiz, voided), voided) == without(quiz, voided)


@each_case
@given(st.data())
def test_outcomes_add_up_to_the_whole(data: st.DataObject) -> None:
    quiz = replace(data.draw(quizzes()), penalty_percent=0)
    score = scored(data, quiz)
    lines = list(outcome_lines(quiz, score))
    assert is_near(score.points, sum(line.points for line in lines))
    waiting = sum(one.points for one in quiz.questions if one.id in score.waiting)
    assert sum(line.max_points for line in lines) + waiting == score.max_points
    assert all(line.state == "sure" or line.percent < quiz.pass_percent for line in lines)


@given(st.data())
def test_a_higher_level_never_lowers_an_essay(data: st.DataObject) -> None:
    essay = make_essay(points=data.draw(st.decimals("0.01", 100, places=2)))
    levels = {one.id: data.draw(st.integers(0, HIGHEST_LEVEL - 1)) for one in essay.criteria}
    raised = {**levels, "c1": levels["c1"] + 1}
    assert 0 <= score_essay(essay, levels) <= score_essay(essay, raised) <= essay.points


@given(st.data())
def test_an_answer_that_was_read_reads_the_same_again(data: st.DataObject) -> None:
    question = data.draw(questions())
    answer = data.draw(given_to(question))
    if answer is not None:
        assert read_answer(question, as_typed(answer)) == answer


@given(quizzes(), st.integers(0, 2**31))
def test_a_draw_offers_everything_once_and_is_kept(quiz: Quiz, seed: int) -> None:
    drawn = draw(quiz, seed)
    assert len(drawn.questions) == len(set(drawn.questions)) == quiz.asked
    assert {one.outcome for one in as_drawn(quiz, drawn).questions} == set(quiz.outcomes)
    assert all(len(set(order)) == len(order) for order in drawn.orders.values())
    assert Drawn.from_json(drawn.as_json()) == drawn


@given(quizzes())
def test_a_version_of_a_quiz_is_read_back_and_keeps_its_digest(quiz: Quiz) -> None:
    back = quiz_from_json(as_json(quiz))
    assert back == quiz
    assert digest(back) == digest(quiz)


@given(
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.integers(0, 4),
    st.text("★·", min_size=5, max_size=5),
)
def test_a_higher_level_never_turns_a_pass_into_a_revision(
    levels: list[int], raised: int, stars: str
) -> None:
    rubric = make_rubric(stars)
    before = {f"c{number}": level for number, level in enumerate(levels, start=1)}
    name = f"c{raised + 1}"
    after = {**before, name: min(3, before[name] + 1)}
    assert 0 <= judge_marking(rubric, before).points <= rubric.max_points
    if judge_marking(rubric, before).outcome == "pass":
        assert judge_marking(rubric, after).outcome == "pass"


@given(numbers, st.decimals(0, 10, places=2), numbers)
def test_a_number_is_right_exactly_within_its_tolerance(
    value: Decimal, tolerance: Decimal, typed: Decimal
) -> None:
    question = make_number(str(value), str(tolerance))
    right = abs(typed - value) <= tolerance
    assert score_answer(question, {"text": plain_number(typed)}) == int(right)


def scored(data: st.DataObject, quiz: Quiz) -> Score:
    return score_quiz(quiz, data.draw(all_given(quiz)), marks=data.draw(all_marks(quiz)))
