"""Where a quiz answer is scored.

Points are exact: shares are fractions, added up as they are, and rounded only to be kept and shown.
So three thirds are one, and whoever has earned half has half.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import assert_never

from assessments.answers import FALSE, TRUE, Answer, part_answers
from assessments.definitions import (
    HIGHEST_LEVEL,
    Choice,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.typed import is_accepted, number_in

NO_POINTS = Decimal(0)
_NOTHING, _ALL = Fraction(0), Fraction(1)
_KEPT = Decimal("0.0001")  # as many places as a result keeps
_PERCENT = 100
_HUNDREDTHS = 100

Levels = Mapping[str, int]
"""What a trainer gave: a level from 0 to 3 for each criterion of an essay."""

Marks = Mapping[str, Levels]
"""The marks of the essays of an attempt, by question; one that is not marked yet is left out."""

UNMARKED: Marks = {}


@dataclass(frozen=True, slots=True)
class Score:
    """What one attempt earned, and which essays still wait for a trainer.

    Points are rounded to four places. The percent is that of the exact points, rounded down to
    hundredths: 69.999 % is never shown, or taken, as 70 %.
    """

    points: Decimal
    max_points: Decimal
    percent: Decimal
    per_question: Mapping[str, Decimal]
    waiting: frozenset[str] = frozenset()

    def passes(self, quiz: Quiz) -> bool:
        """Whether the quiz's own pass mark is reached."""
        return self.percent >= quiz.pass_percent


def score_quiz(quiz: Quiz, answers: Mapping[str, Answer], *, marks: Marks) -> Score:
    """Every question of the quiz counts; one without an answer earns nothing.

    Where the quiz has a penalty, a wrong answer costs its percent of the question's points; the
    whole never falls below nothing. An essay earns nothing until it is marked, and is never fined.
    """
    earned = {
        question.id: _fined(quiz, question, answers.get(question.id), marks)
        for question in quiz.questions
    }
    points = max(_NOTHING, sum(earned.values(), _NOTHING))
    waiting = frozenset(
        question.id
        for question in quiz.questions
        if isinstance(question, Essay) and question.id in answers and question.id not in marks
    )
    return Score(
        points=_kept(points),
        max_points=quiz.max_points,
        percent=percent_of(points, quiz.max_points),
        per_question={question: _kept(exact) for question, exact in earned.items()},
        waiting=waiting,
    )


def score_answer(question: Question, answer: Answer | None) -> Decimal:
    """Full points for exactly the right answer, otherwise none; see `partial` for the gentler rule.

    A share, where the author allows it: of places, pairs or gaps that are right; of right choices,
    less one for each wrong choice, never below nothing. Weights of choices are added up, within
    nothing and all. A scenario earns what its parts earn. An essay is for people to mark.
    """
    return _kept(_earned(question, answer))


def score_essay(essay: Essay, levels: Levels) -> Decimal:
    """The share of all levels of the rubric that were given. Raises KeyError for a missing one."""
    return _kept(_marked(essay, levels))


def percent_of(points: Fraction | Decimal, max_points: Decimal) -> Decimal:
    """A share of the points in percent, rounded down to hundredths; of no points nothing."""
    if not max_points:
        return NO_POINTS
    percent = Fraction(points) * _PERCENT / Fraction(max_points)
    return Decimal(floor(percent * _HUNDREDTHS)).scaleb(-2)


def _earned(question: Question, answer: Answer | None) -> Fraction:
    if answer is None:
        return _NOTHING
    if isinstance(question, Scenario):
        parts = part_answers(question, answer)
        return sum((_earned(part, one) for part, one in parts), _NOTHING)
    return Fraction(question.points) * _share(question, answer)


def _marked(essay: Essay, levels: Levels) -> Fraction:
    given = sum(levels[criterion.id] for criterion in essay.criteria)
    return Fraction(essay.points) * given / (HIGHEST_LEVEL * len(essay.criteria))


def _fined(quiz: Quiz, question: Question, answer: Answer | None, marks: Marks) -> Fraction:
    if isinstance(question, Essay):
        levels = marks.get(question.id)
        return _NOTHING if answer is None or levels is None else _marked(question, levels)
    if isinstance(question, Scenario):
        parts = part_answers(question, answer)
        return sum((_fined(quiz, part, one, marks) for part, one in parts), _NOTHING)
    earned = _earned(question, answer)
    if answer is None or earned > 0:
        return earned
    return -Fraction(question.points) * quiz.penalty_percent / _PERCENT


def _share(question: Question, answer: Answer) -> Fraction:
    match question:
        case SingleChoice(choices=choices):
            chosen = (choice for choice in choices if choice.id == answer.get("chosen"))
            return next((_weight_of_one(choice) for choice in chosen), _NOTHING)
        case TrueFalse():
            return _all_or_nothing(answer.get("chosen") == (TRUE if question.answer else FALSE))
        case MultipleChoice():
            return _share_of_choices(question, answer)
        case Matching():
            return _share_of_pairs(question, answer)
        case Ordering():
            return _share_of_places(question, answer)
        case ShortText():
            return _all_or_nothing(is_accepted(str(answer.get("text", "")), question.accepted))
        case NumberQuestion():
            number = number_in(str(answer.get("text", "")))
            return _all_or_nothing(
                number is not None and abs(number - question.value) <= question.tolerance
            )
        case Gaps():
            return _share_of_gaps(question, answer)
        case Scenario() | Essay():
            return _NOTHING
        case _:
            assert_never(question)


def _weight_of_one(choice: Choice) -> Fraction:
    """Of the one choice that was made: right is all, unless a weight says otherwise."""
    if choice.weight is not None:
        return _within(Fraction(choice.weight) / _PERCENT)
    return _all_or_nothing(choice.right)


def _share_of_choices(question: MultipleChoice, answer: Answer) -> Fraction:
    chosen = set(_listed(answer, "chosen"))
    right = {choice.id for choice in question.choices if choice.right}
    if any(choice.weight is not None for choice in question.choices):
        return _within(sum(_weights(question, chosen), _NOTHING))
    if not question.partial:
        return _all_or_nothing(chosen == right)
    return max(_NOTHING, Fraction(len(chosen & right) - len(chosen - right), len(right)))


def _weights(question: MultipleChoice, chosen: set[object]) -> Iterator[Fraction]:
    """A choice without a weight of its own earns nothing and costs nothing."""
    for choice in question.choices:
        if choice.id in chosen and choice.weight is not None:
            yield Fraction(choice.weight) / _PERCENT


def _share_of_pairs(question: Matching, answer: Answer) -> Fraction:
    given = _named(answer, "pairs")
    found = sum(given.get(item) == option for item, option in question.pairs.items())
    return _share_of(found, len(question.pairs), partial=question.partial)


def _share_of_places(question: Ordering, answer: Answer) -> Fraction:
    order = _listed(answer, "order")
    found = sum(given == item.id for given, item in zip(order, question.items, strict=False))
    return _share_of(found, len(question.items), partial=question.partial)


def _share_of_gaps(question: Gaps, answer: Answer) -> Fraction:
    given = _named(answer, "gaps")
    found = sum(is_accepted(str(given.get(gap.id, "")), gap.accepted) for gap in question.gaps)
    return _share_of(found, len(question.gaps), partial=question.partial)


def _share_of(found: int, asked: int, *, partial: bool) -> Fraction:
    return Fraction(found, asked) if partial else _all_or_nothing(found == asked)


def _all_or_nothing(right: bool) -> Fraction:  # noqa: FBT001 - the only argument
    return Fraction(int(right))


def _within(share: Fraction) -> Fraction:
    return min(_ALL, max(_NOTHING, share))


def _listed(answer: Answer, name: str) -> list[object]:
    listed = answer.get(name)
    return listed if isinstance(listed, list) else []


def _named(answer: Answer, name: str) -> Mapping[str, object]:
    named = answer.get(name)
    return named if isinstance(named, Mapping) else {}


def _kept(exact: Fraction) -> Decimal:
    """As many places as a result keeps; half of the last one goes to the even side."""
    return (Decimal(exact.numerator) / exact.denominator).quantize(_KEPT).normalize() + 0
