"""Finished attempts in the shape that statistics take.

A scenario counts as its parts: each is a question of its own, named `scenario.part`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from assessments.answers import FALSE, PART_END, TRUE, Answer, as_typed, part_answers
from assessments.definitions import (
    Gaps,
    MultipleChoice,
    NumberQuestion,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.scoring import Marks, score_quiz
from assessments.statistics import AnswerKey, Given, Sitting
from assessments.typed import fold, number_in, plain_number


def parts_apart(quiz: Quiz) -> Quiz:
    """The quiz with the parts of each scenario as questions of their own."""
    return replace(quiz, questions=tuple(_questions_apart(quiz)))


def answers_apart(quiz: Quiz, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """The answers to the quiz as its parts stand apart; what was left blank is left out."""
    return dict(_answers_apart(quiz, answers))


def sitting_of(quiz: Quiz, answers: Mapping[str, Answer], *, marks: Marks) -> Sitting:
    """What one person gave, scored by a quiz whose parts stand apart.

    An essay that still waits for its mark is left out: nobody knows yet what it earned.
    """
    score = score_quiz(quiz, answers, marks=marks)
    return {
        one.id: Given(_share(one, score.per_question[one.id]), compared(one, answers.get(one.id)))
        for one in quiz.questions
        if one.id not in score.waiting
    }


def answer_key(question: Question) -> AnswerKey:
    """A question as far as statistics know it."""
    match question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            right = frozenset(choice.id for choice in choices if choice.right)
            return AnswerKey(question.id, question.points, tuple(one.id for one in choices), right)
        case TrueFalse(answer=answer):
            right = frozenset({TRUE if answer else FALSE})
            return AnswerKey(question.id, question.points, (TRUE, FALSE), right)
        case _:
            return AnswerKey(question.id, question.points)


def compared(question: Question, answer: Answer | None) -> tuple[str, ...]:
    """An answer in the form in which answers are counted together; nothing for a blank."""
    match question, answer:
        case _, None:
            return ()
        case ShortText(), {"text": str(text)}:
            return (fold(text),)
        case NumberQuestion(), {"text": str(text)}:
            number = number_in(text)
            return (fold(text) if number is None else plain_number(number),)
        case Gaps(), {"gaps": Mapping() as gaps}:
            return (_in_one({gap: fold(str(text)) for gap, text in gaps.items()}),)
        case ((SingleChoice() | MultipleChoice() | TrueFalse()), _):
            return tuple(as_typed(answer).get("chosen", ()))
        case _:
            return (_in_one(answer),)


def _questions_apart(quiz: Quiz) -> Iterator[Question]:
    for question in quiz.questions:
        if isinstance(question, Scenario):
            for part in question.parts:
                yield replace(part, id=f"{question.id}{PART_END}{part.id}")
        else:
            yield question


def _answers_apart(quiz: Quiz, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    for question in quiz.questions:
        answer = answers.get(question.id)
        if isinstance(question, Scenario):
            for part, given in part_answers(question, answer):
                if given is not None:
                    yield f"{question.id}{PART_END}{part.id}", given
        elif answer is not None:
            yield question.id, answer


def _share(question: Question, points: Decimal) -> Decimal:
    return points / question.points


def _in_one(answer: Mapping[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False, sort_keys=True)
