"""What holds for every quiz and every answer."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer, UnreadableAnswer, read_answer
from assessments.attempts import Drawn, as_drawn, draw
from assessments.definitions import (
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.marking import judge_marking
from assessments.reading import as_json, digest, quiz_from_json
from assessments.scoring import score_answer, score_quiz
from assessments.typed import plain_number
from tests.authored import (
    make_choices,
    make_items,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_rubric,
    make_short_text,
    make_single,
    make_true_false,
)

IDS = "abcdef"
Raw = dict[str, list[str]]

points = st.decimals("0.01", 100, places=2)
numbers = st.decimals(-10_000, 10_000, places=3)
some_ids = st.integers(2, len(IDS)).map(lambda count: IDS[:count])


@st.composite
def questions(draw_: st.DrawFn, name: str = "q") -> Question:
    common: dict[str, Any] = {"id": name, "points": draw_(points)}
    ids = draw_(some_ids)
    partial = draw_(st.booleans())
    right = draw_(st.sets(st.sampled_from(ids), min_size=1))
    pairs = {item: draw_(st.sampled_from(ids)) for item in ids}
    items = make_items(ids)
    of_each_kind: list[Question] = [
        make_single(choices=make_choices(ids, min(right)), **common),
        make_multiple("".join(right), ids, partial=partial, **common),
        make_true_false(answer=partial, **common),
        make_matching(items=items, options=items, pairs=pairs, partial=partial, **common),
        make_ordering(ids, partial=partial, **common),
        make_short_text(**common),
        make_number(str(draw_(numbers)), str(abs(draw_(numbers))), **common),
    ]
    return draw_(st.sampled_from(of_each_kind))


@st.composite
def quizzes(draw_: st.DrawFn) -> Quiz:
    names = [f"q{number}" for number in range(draw_(st.integers(1, 5)))]
    outcomes = st.sampled_from(("M3.E1", "M3.E2"))
    asked = [replace(draw_(questions(name)), outcome=draw_(outcomes)) for name in names]
    fewest = len({question.outcome for question in asked})
    return make_quiz(*asked, draw=draw_(st.none() | st.integers(fewest, len(asked))))


@st.composite
def given_to(draw_: st.DrawFn, question: Question) -> Answer | None:
    """What a form of this question may send, right, wrong, in part or not at all."""
    ids = st.sampled_from(IDS)
    texts = st.sampled_from(["parafraza", "LODZ", "20", "2,5", "-1", "rada", ""]) | st.text()
    raw: Raw = {"text": [draw_(texts)], "chosen": draw_(st.lists(ids | st.just("true")))}
    for start in ("pair-", "place-"):
        places = ids | st.sampled_from(["", "1", "2", "3", "4", "5", "6"])
        raw |= {start + name: [draw_(places)] for name in draw_(st.sets(ids))}
    try:
        return read_answer(question, raw)
    except UnreadableAnswer:
        return None


def right_answer(question: Question) -> Answer:
    match question:
        case SingleChoice(choices=choices):
            return {"chosen": next(choice.id for choice in choices if choice.right)}
        case MultipleChoice(choices=choices):
            return {"chosen": [choice.id for choice in choices if choice.right]}
        case TrueFalse(answer=answer):
            return {"chosen": "true" if answer else "false"}
        case Matching(pairs=pairs):
            return {"pairs": dict(pairs)}
        case Ordering(items=items):
            return {"order": [item.id for item in items]}
        case ShortText(accepted=accepted):
            return {"text": next(iter(accepted.values()))[0].upper()}
        case NumberQuestion(value=value):
            return {"text": plain_number(value).replace(".", ",")}


@given(st.data())
def test_a_score_lies_between_nothing_and_all_points(data: st.DataObject) -> None:
    quiz = data.draw(quizzes())
    answers = {q.id: answer for q in quiz.questions if (answer := data.draw(given_to(q)))}
    score = score_quiz(quiz, answers)
    assert 0 <= score.points <= score.max_points == quiz.max_points
    assert all(0 <= score.per_question[q.id] <= q.points for q in quiz.questions)
    assert 0 <= score.percent <= 100
    assert score.points == sum(score.per_question.values())


@given(quizzes())
def test_right_answers_earn_everything(quiz: Quiz) -> None:
    score = score_quiz(quiz, {q.id: right_answer(q) for q in quiz.questions})
    assert score.points == quiz.max_points
    assert score.percent == 100
    assert score.passes(quiz)


@given(st.data())
def test_a_right_answer_in_place_of_another_never_lowers_the_score(data: st.DataObject) -> None:
    quiz = data.draw(quizzes())
    answers = {q.id: answer for q in quiz.questions if (answer := data.draw(given_to(q)))}
    question = data.draw(st.sampled_from(quiz.questions))
    better = {**answers, question.id: right_answer(question)}
    assert score_quiz(quiz, better).points >= score_quiz(quiz, answers).points


@given(st.data())
def test_one_more_right_choice_never_lowers_a_share(data: st.DataObject) -> None:
    right = data.draw(st.sets(st.sampled_from(IDS), min_size=1))
    question = make_multiple("".join(right), IDS, partial=True)
    chosen = data.draw(st.sets(st.sampled_from(IDS)))
    more = chosen | {data.draw(st.sampled_from(sorted(right)))}
    assert score_answer(question, {"chosen": sorted(more)}) >= score_answer(
        question, {"chosen": sorted(chosen)}
    )


@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_offered_changes_nothing(data: st.DataObject, chance: Random) -> None:
    question = data.draw(questions())
    answer = data.draw(given_to(question))
    shuffled = question
    if isinstance(question, SingleChoice | MultipleChoice):
        shuffled = replace(
            question, choices=tuple(chance.sample(question.choices, len(question.choices)))
        )
    if isinstance(question, Matching):
        shuffled = replace(
            question,
            items=tuple(chance.sample(question.items, len(question.items))),
            options=tuple(chance.sample(question.options, len(question.options))),
        )
    assert score_answer(shuffled, answer) == score_answer(question, answer)


@given(quizzes(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(quiz: Quiz, chance: Random) -> None:
    answers: Mapping[str, Answer] = {q.id: right_answer(q) for q in quiz.questions[:2]}
    shuffled = replace(quiz, questions=tuple(chance.sample(quiz.questions, len(quiz.questions))))
    assert score_quiz(shuffled, answers) == score_quiz(quiz, answers)


@given(st.data())
def test_an_answer_that_was_read_reads_the_same_again(data: st.DataObject) -> None:
    question = data.draw(questions())
    answer = data.draw(given_to(question))
    if answer is not None:
        assert read_answer(question, sent_again(answer)) == answer


def sent_again(answer: Answer) -> Raw:
    """The form that shows a kept answer sends this."""
    match answer:
        case {"chosen": str(chosen)}:
            return {"chosen": [chosen]}
        case {"chosen": list(chosen)}:
            return {"chosen": chosen}
        case {"pairs": dict(pairs)}:
            return {f"pair-{item}": [option] for item, option in pairs.items()}
        case {"order": list(order)}:
            return {f"place-{item}": [str(place)] for place, item in enumerate(order, 1) if item}
        case _:
            return {"text": [str(answer["text"])]}


@given(quizzes(), st.integers(0, 2**31))
def test_a_draw_offers_everything_once_and_is_kept(quiz: Quiz, seed: int) -> None:
    drawn = draw(quiz, seed)
    order = [question.id for question in quiz.questions]
    assert len(drawn.questions) == quiz.asked
    assert list(drawn.questions) == [one for one in order if one in drawn.questions]
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
