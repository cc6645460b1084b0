"""Attempts at quizzes: whether another one may start, what it asks, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Self, assert_never

from assessments.definitions import (
    Choice,
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
from assessments.items import Item
from assessments.scoring import Score


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one attempt shows, frozen at its start: questions, and the order of what is chosen."""

    questions: tuple[str, ...]
    orders: Mapping[str, tuple[str, ...]]

    def as_json(self) -> dict[str, Any]:
        """The shape that an attempt's row keeps."""
        orders = {question: list(order) for question, order in self.orders.items()}
        return {"questions": list(self.questions), "orders": orders}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read back what `as_json` gave."""
        orders = {question: tuple(order) for question, order in kept["orders"].items()}
        return cls(tuple(kept["questions"]), orders)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedAttempt:
    """An attempt that was handed in, and the lesson that its first miss points to."""

    submitted_at: datetime
    percent: Decimal
    passed: bool
    lesson: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Not yet: read this lesson (where the quiz names one) and come back then."""

    until: datetime
    lesson: str | None


def draw(quiz: Quiz, seed: int) -> Drawn:
    """As many questions as the quiz asks, from every outcome about as many.

    They follow the lessons, as the author wrote them; what is chosen from is shuffled.
    """
    chance = Random(seed)  # noqa: S311 - an order on a page, not a secret
    asked = _questions_drawn(quiz, chance)
    orders = {question.id: _shuffled(question, chance) for question in asked}
    return Drawn(
        tuple(question.id for question in asked),
        {question: order for question, order in orders.items() if order},
    )


def as_drawn(quiz: Quiz, drawn: Drawn) -> Quiz:
    """The quiz that one attempt asks. Raises KeyError for a question that it never had."""
    return replace(quiz, questions=tuple(quiz.question(one) for one in drawn.questions))


def why_not_start(quiz: Quiz, finished: Sequence[FinishedAttempt], at: datetime) -> Pause | None:
    """Nothing: another attempt may start.

    After the third failed attempt, and each one after it, a pause is counted from the last; whoever
    has passed may try again at any time.
    """
    if any(attempt.passed for attempt in finished) or len(finished) < quiz.failed_before_pause:
        return None
    last = max(finished, key=lambda attempt: attempt.submitted_at)
    until = last.submitted_at + timedelta(hours=quiz.pause_hours)
    return Pause(until, last.lesson) if at < until else None


def lesson_to_read(quiz: Quiz, score: Score) -> str | None:
    """The lesson of the first question that did not earn all its points."""
    for question in quiz.questions:
        if question.lesson and score.per_question.get(question.id) != question.points:
            return question.lesson
    return None


def _questions_drawn(quiz: Quiz, chance: Random) -> tuple[Question, ...]:
    """Outcomes take turns, beginning with any of them, until enough questions are drawn."""
    if quiz.asked == len(quiz.questions):
        return quiz.questions
    left = {
        outcome: [one for one in quiz.questions if one.outcome == outcome]
        for outcome in quiz.outcomes
    }
    turns = list(left)
    chance.shuffle(turns)
    drawn: set[str] = set()
    while len(drawn) < quiz.asked:
        for outcome in turns:
            if left[outcome] and len(drawn) < quiz.asked:
                drawn.add(left[outcome].pop(chance.randrange(len(left[outcome]))).id)
    return tuple(question for question in quiz.questions if question.id in drawn)


def _shuffled(question: Question, chance: Random) -> tuple[str, ...]:
    """Ids of what is chosen from or put in order; a right order is never shown as the first."""
    match question:
        case SingleChoice(choices=offered) | MultipleChoice(choices=offered):
            return _in_any_order(offered, chance)
        case Matching(options=options):
            return _in_any_order(options, chance)
        case Ordering(items=items):
            order = _in_any_order(items, chance)
            solved = order == tuple(item.id for item in items)
            return order[1:] + order[:1] if solved else order
        case TrueFalse() | ShortText() | NumberQuestion():
            return ()
        case _:
            assert_never(question)


def _in_any_order(offered: Sequence[Choice | Item], chance: Random) -> tuple[str, ...]:
    ids = [one.id for one in offered]
    chance.shuffle(ids)
    return tuple(ids)
