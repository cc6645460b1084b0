"""Quizzes of every kind, answers that a form may send, and marks, for tests of properties."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any, TypeVar, assert_never

from hypothesis import strategies as st

from assessments.answers import Answer, UnreadableAnswer, read_answer
from assessments.definitions import (
    HIGHEST_LEVEL,
    Choice,
    Essay,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    PartQuestion,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.scoring import Levels, Marks
from assessments.typed import plain_number
from content.languages import Language
from tests.authored import (
    WORD,
    make_choices,
    make_essay,
    make_gaps,
    make_items,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_rubric,
    make_scenario,
    make_short_text,
    make_single,
    make_true_false,
)

CASES_OF_EACH = 8_000 if os.environ.get("FULL_SIZE") else 160
"""Of each of the properties of scoring, so that all of them see 100,000 cases, or 2,000."""

IDS = "abcdef"
PARTS = ("p1", "p2", "p3")
Raw = dict[str, list[str]]
Common = dict[str, Any]
Draw = st.DrawFn
One = TypeVar("One")

points = st.decimals("0.01", 100, places=2)
numbers = st.decimals(-10_000, 10_000, places=3)
percents = st.decimals(0, 100, places=2)
some_ids = st.integers(2, len(IDS)).map(lambda count: IDS[:count])
words = st.sampled_from(["parafraza", "LODZ", "20", "2,5", "-1", "rada", "parafrza"])
texts = words | st.just("") | st.text(max_size=12)


@st.composite
def questions(draw_: Draw, name: str = "q") -> Question:
    """A question of any kind, with any rule for points that its author may choose."""
    make = draw_(st.sampled_from([*_PART_MAKERS, _scenario, _essay]))
    return make(draw_, {"id": name, "points": draw_(points)})


@st.composite
def quizzes(draw_: Draw) -> Quiz:
    """One to five questions of two outcomes, with or without a penalty and a draw."""
    names = [f"q{number}" for number in range(draw_(st.integers(1, 5)))]
    outcomes = st.sampled_from(("M3.E1", "M3.E2"))
    asked = [replace(draw_(questions(name)), outcome=draw_(outcomes)) for name in names]
    fewest = len({question.outcome for question in asked})
    return make_quiz(
        *asked,
        draw=draw_(st.none() | st.integers(fewest, len(asked))),
        shuffle=draw_(st.booleans()),
        penalty_percent=draw_(st.sampled_from([0, 0, 25, 33, 100])),
    )


@st.composite
def given_to(draw_: Draw, question: Question) -> Answer | None:
    """What a form of this question may send, right, wrong, in part or not at all."""
    raw = _raw(draw_)
    for part in PARTS if isinstance(question, Scenario) else ():
        raw |= {f"{part}.{name}": typed for name, typed in _raw(draw_).items()}
    try:
        return read_answer(question, raw)
    except UnreadableAnswer:
        return None


@st.composite
def all_given(draw_: Draw, quiz: Quiz) -> Mapping[str, Answer]:
    """Answers to some questions of a quiz; about one in three is right."""
    answers: dict[str, Answer] = {}
    for question in quiz.questions:
        right = draw_(st.integers(0, 2)) == 0
        answer = right_answer(question) if right else draw_(given_to(question))
        if answer is not None:
            answers[question.id] = answer
    return answers


@st.composite
def all_marks(draw_: Draw, quiz: Quiz) -> Marks:
    """What a trainer has given to some of the essays."""
    levels = st.integers(0, HIGHEST_LEVEL)
    return {
        essay.id: {criterion.id: draw_(levels) for criterion in essay.criteria}
        for essay in essays(quiz)
        if draw_(st.booleans())
    }


def essays(quiz: Quiz) -> Iterator[Essay]:
    return (question for question in quiz.questions if isinstance(question, Essay))


def full_marks(quiz: Quiz) -> Marks:
    return {essay.id: _highest(essay) for essay in essays(quiz)}


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
        case Gaps(gaps=gaps):
            return {"gaps": {gap.id: gap.accepted[Language.PL][0].upper() for gap in gaps}}
        case Scenario(parts=parts):
            return {"parts": {part.id: right_answer(part) for part in parts}}
        case Essay():
            return {"text": "Słucham."}
        case _:
            assert_never(question)


def mixed(question: Question, chance: Random) -> Question:
    """The same question, with what it offers in another order."""
    match question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            return replace(question, choices=mixed_up(choices, chance))
        case Matching(items=items, options=options):
            return replace(
                question, items=mixed_up(items, chance), options=mixed_up(options, chance)
            )
        case Gaps(gaps=gaps):
            return replace(question, gaps=mixed_up(gaps, chance))
        case Scenario(parts=parts):
            return replace(question, parts=mixed_up(parts, chance))
        case _:
            return question


def mixed_up(ones: Sequence[One], chance: Random) -> tuple[One, ...]:
    return tuple(chance.sample(ones, len(ones)))


def _highest(essay: Essay) -> Levels:
    return {criterion.id: HIGHEST_LEVEL for criterion in essay.criteria}


def _raw(draw_: Draw) -> Raw:
    ids = st.sampled_from(IDS)
    raw: Raw = {"text": [draw_(texts)], "chosen": draw_(st.lists(ids | st.just("true")))}
    for start in ("pair-", "place-"):
        places = ids | st.sampled_from(["", "1", "2", "3", "4", "5", "6"])
        raw |= {start + name: [draw_(places)] for name in draw_(st.sets(ids))}
    return raw | {f"gap-{name}": [draw_(texts)] for name in draw_(st.sets(ids, max_size=3))}


def _single(draw_: Draw, common: Common) -> PartQuestion:
    ids = draw_(some_ids)
    choices = make_choices(ids, draw_(st.sampled_from(ids)))
    weights = st.none() | percents
    weighed = (one if one.right else replace(one, weight=draw_(weights)) for one in choices)
    return make_single(choices=tuple(weighed), **common)


def _multiple(draw_: Draw, common: Common) -> PartQuestion:
    ids = draw_(some_ids)
    right = "".join(sorted(draw_(st.sets(st.sampled_from(ids), min_size=1))))
    question = make_multiple(right, ids, partial=draw_(st.booleans()), **common)
    if draw_(st.booleans()):
        return question
    return replace(question, choices=tuple(_weighed(draw_, question.choices)))


def _weighed(draw_: Draw, choices: tuple[Choice, ...]) -> Iterator[Choice]:
    """Right choices share 100 percent; wrong ones cost something, or nothing."""
    right = [choice for choice in choices if choice.right]
    inner = st.sets(st.integers(1, 99), min_size=len(right) - 1, max_size=len(right) - 1)
    shares = [Decimal(to - since) for since, to in pairwise([0, *sorted(draw_(inner)), 100])]
    for choice in choices:
        weight = shares.pop() if choice.right else draw_(st.none() | percents.map(lambda one: -one))
        yield replace(choice, weight=weight)


def _true_false(draw_: Draw, common: Common) -> PartQuestion:
    return make_true_false(answer=draw_(st.booleans()), **common)


def _matching(draw_: Draw, common: Common) -> PartQuestion:
    ids = draw_(some_ids)
    items = make_items(ids)
    pairs = {item: draw_(st.sampled_from(ids)) for item in ids}
    partial = draw_(st.booleans())
    return make_matching(items=items, options=items, pairs=pairs, partial=partial, **common)


def _ordering(draw_: Draw, common: Common) -> PartQuestion:
    return make_ordering(draw_(some_ids), partial=draw_(st.booleans()), **common)


def _short_text(_: Draw, common: Common) -> PartQuestion:
    return make_short_text(**common)


def _number(draw_: Draw, common: Common) -> PartQuestion:
    return make_number(str(draw_(numbers)), str(abs(draw_(numbers))), **common)


def _gaps(draw_: Draw, common: Common) -> PartQuestion:
    known = {Language.PL: ("rada", "20"), Language.EN: ("parafraza",)}
    gaps = tuple(Gap(name, known) for name in draw_(some_ids))
    return make_gaps(gaps=gaps, sentence=WORD, partial=draw_(st.booleans()), **common)


def _scenario(draw_: Draw, common: Common) -> Scenario:
    names = PARTS[: draw_(st.integers(1, len(PARTS)))]
    parts = tuple(_part(draw_, name) for name in names)
    worth = sum((part.points for part in parts), Decimal(0))
    return make_scenario(**{**common, "parts": parts, "points": worth})


def _part(draw_: Draw, name: str) -> PartQuestion:
    make = draw_(st.sampled_from(_PART_MAKERS))
    return make(draw_, {"id": name, "points": draw_(points)})


def _essay(draw_: Draw, common: Common) -> Essay:
    criteria = make_rubric("·" * draw_(st.integers(1, 4))).criteria
    return make_essay(**{**common, "criteria": criteria})


_PART_MAKERS: list[Callable[[Draw, Common], PartQuestion]] = [
    _single,
    _multiple,
    _true_false,
    _matching,
    _ordering,
    _short_text,
    _number,
    _gaps,
]
