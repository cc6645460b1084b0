"""Where a quiz answer is scored.

Points are exact: shares are rounded down to hundredths, so that sums never depend on their order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import assert_never

from assessments.answers import FALSE, TRUE, Answer
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
from assessments.typed import fold, number_in

NO_POINTS = Decimal(0)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Score:
    """What one attempt earned."""

    points: Decimal
    max_points: Decimal
    per_question: Mapping[str, Decimal]

    @property
    def percent(self) -> Decimal:
        """Rounded down to hundredths: 69.999 % is never shown, or taken, as 70 %."""
        return _rounded_down(self.points * 100 / self.max_points)

    def passes(self, quiz: Quiz) -> bool:
        """Whether the quiz's own pass mark is reached."""
        return self.percent >= quiz.pass_percent


def score_quiz(quiz: Quiz, answers: Mapping[str, Answer]) -> Score:
    """Every question of the quiz counts; one without an answer earns nothing."""
    per_question = {
        question.id: score_answer(question, answers.get(question.id)) for question in quiz.questions
    }
    return Score(sum(per_question.values(), NO_POINTS), quiz.max_points, per_question)


def score_answer(question: Question, answer: Answer | None) -> Decimal:
    """Full points for exactly the right answer, otherwise none; see `partial` for the gentler rule.

    A share, where the author allows it: of places or pairs that are right; of right choices, less
    one for each wrong choice, never below nothing.
    """
    if answer is None:
        return NO_POINTS
    return _rounded_down(question.points * _share(question, answer))


def _share(question: Question, answer: Answer) -> Decimal:
    match question:
        case SingleChoice(choices=choices):
            return _all_or_nothing({answer.get("chosen")} == {c.id for c in choices if c.right})
        case TrueFalse():
            return _all_or_nothing(answer.get("chosen") == (TRUE if question.answer else FALSE))
        case MultipleChoice():
            return _share_of_choices(question, answer)
        case Matching():
            return _share_of_pairs(question, answer)
        case Ordering():
            return _share_of_places(question, answer)
        case ShortText():
            given = fold(str(answer.get("text", "")))
            accepted = (text for texts in question.accepted.values() for text in texts)
            return _all_or_nothing(given in {fold(text) for text in accepted})
        case NumberQuestion():
            number = number_in(str(answer.get("text", "")))
            near = number is not None and abs(number - question.value) <= question.tolerance
            return _all_or_nothing(near)
        case _:
            assert_never(question)


def _share_of_choices(question: MultipleChoice, answer: Answer) -> Decimal:
    chosen = set(_listed(answer, "chosen"))
    right = {choice.id for choice in question.choices if choice.right}
    if not question.partial:
        return _all_or_nothing(chosen == right)
    return max(NO_POINTS, Decimal(len(chosen & right) - len(chosen - right)) / len(right))


def _share_of_pairs(question: Matching, answer: Answer) -> Decimal:
    pairs = answer.get("pairs")
    given = pairs if isinstance(pairs, Mapping) else {}
    found = sum(given.get(item) == option for item, option in question.pairs.items())
    return _share_of(found, len(question.pairs), partial=question.partial)


def _share_of_places(question: Ordering, answer: Answer) -> Decimal:
    order = _listed(answer, "order")
    found = sum(given == item.id for given, item in zip(order, question.items, strict=False))
    return _share_of(found, len(question.items), partial=question.partial)


def _share_of(found: int, asked: int, *, partial: bool) -> Decimal:
    return Decimal(found) / asked if partial else _all_or_nothing(found == asked)


def _all_or_nothing(right: bool) -> Decimal:  # noqa: FBT001 - the only argument
    return Decimal(int(right))


def _listed(answer: Answer, name: str) -> list[object]:
    listed = answer.get(name)
    return listed if isinstance(listed, list) else []


def _rounded_down(exact: Decimal) -> Decimal:
    return exact.quantize(_HUNDREDTH, ROUND_DOWN)
