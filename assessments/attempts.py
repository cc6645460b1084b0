"""Attempts at quizzes: whether another one may start, what it asks, and in what order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Self, assert_never

from assessments.answers import PART_END
from assessments.definitions import (
    Choice,
    Counts,
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
    """An attempt that was handed in, and the lesson that its first miss points to.

    One that `waits` for the marks of its essays may still pass.
    """

    submitted_at: datetime
    percent: Decimal
    passed: bool
    lesson: str | None = None
    waits: bool = False
    counts: Counts = Counts.BEST  # which attempt counts, as it was fixed when this one began


@dataclass(frozen=True, slots=True)
class Pause:
    """Not yet: read this lesson (where the quiz names one) and come back then."""

    until: datetime
    lesson: str | None


@dataclass(frozen=True, slots=True)
class Exhausted:
    """As many attempts as the quiz, and the trainer, allow have been made."""

    limit: int


def draw(quiz: Quiz, seed: int) -> Drawn:
    """As many questions as the quiz asks, from every outcome about as many.

    Questions are shuffled unless the author keeps their order; so is what is chosen from.
    """
    chance = Random(seed)  # noqa: S311 - an order on a page, not a secret
    asked = list(_questions_drawn(quiz, chance))
    if quiz.shuffle:
        chance.shuffle(asked)
    orders = dict(pair for question in asked for pair in _orders(question, chance))
    return Drawn(
        tuple(question.id for question in asked),
        {question: order for question, order in orders.items() if order},
    )


def as_drawn(quiz: Quiz, drawn: Drawn) -> Quiz:
    """The quiz that one attempt asks. Raises KeyError for a question that it never had."""
    return replace(quiz, questions=tuple(quiz.question(one) for one in drawn.questions))


def without(quiz: Quiz, voided: Collection[str]) -> Quiz:
    """The quiz as if it had never asked the voided questions."""
    kept = tuple(question for question in quiz.questions if question.id not in voided)
    return replace(quiz, questions=kept)


def why_not_start(
    quiz: Quiz, finished: Sequence[FinishedAttempt], at: datetime, *, granted: Sequence[datetime]
) -> Pause | Exhausted | None:
    """Nothing: another attempt may start.

    After the third failed attempt, and each one after it, a pause is counted from the last; whoever
    has passed may try again at any time. One whose essay waits for its mark has not passed either.
    A further attempt that a trainer granted comes on top of the limit, and ends the pause that it
    was granted in.
    """
    if quiz.attempts is not None and len(finished) >= quiz.attempts + len(granted):
        return Exhausted(quiz.attempts + len(granted))
    if any(one.passed for one in finished) or len(finished) < quiz.failed_before_pause:
        return None
    last = max(finished, key=lambda attempt: attempt.submitted_at)
    until = last.submitted_at + timedelta(hours=quiz.pause_hours)
    if at >= until or any(one >= last.submitted_at for one in granted):
        return None
    return Pause(until, last.lesson)


def counted(finished: Sequence[FinishedAttempt]) -> FinishedAttempt | None:
    """The attempt whose result counts, of those finished, first to last.

    Each may count by the rule that it began under; of those that may, the best one does.
    """
    last = len(finished) - 1
    may_count = [
        attempt for place, attempt in enumerate(finished) if _may_count(attempt, place, last)
    ]
    return max(may_count, key=lambda attempt: (attempt.passed, attempt.percent), default=None)


def lesson_to_read(quiz: Quiz, score: Score) -> str | None:
    """The lesson of the first question that did not earn all its points, once it was marked."""
    for question in quiz.questions:
        missed = score.per_question.get(question.id) != question.points
        if question.lesson and missed and question.id not in score.waiting:
            return question.lesson
    return None


def _may_count(attempt: FinishedAttempt, place: int, last: int) -> bool:
    match attempt.counts:
        case Counts.BEST:
            return True
        case Counts.FIRST:
            return place == 0
        case Counts.LAST:
            return place == last
        case _:
            assert_never(attempt.counts)


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


def _orders(question: Question, chance: Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The order of what is chosen from, by question; a part of a scenario is `scenario.part`."""
    if isinstance(question, Scenario):
        for part in question.parts:
            yield f"{question.id}{PART_END}{part.id}", _shuffled(part, chance)
    else:
        yield question.id, _shuffled(question, chance)


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
        case TrueFalse() | ShortText() | NumberQuestion() | Gaps() | Scenario() | Essay():
            return ()
        case _:
            assert_never(question)


def _in_any_order(offered: Sequence[Choice | Item], chance: Random) -> tuple[str, ...]:
    ids = [one.id for one in offered]
    chance.shuffle(ids)
    return tuple(ids)
