"""Answers to a quiz: right ones, but for as many as a trainee of the story misses."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from assessments.answers import FALSE, TRUE, Answer
from assessments.definitions import (
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
from content.languages import Language

_ESSAY = "Przysłuchuję się sąsiadom i chcę, żeby z tych rozmów coś wynikło dla wszystkich."


def answers_to(quiz: Quiz, *, missed: int) -> Mapping[str, Answer]:
    """An answer to each question, in order; the missed ones are spread over the whole quiz."""
    wrong = _spread(quiz.questions, missed)
    return {
        question.id: _wrong(question) if question.id in wrong else _right(question)
        for question in quiz.questions
    }


def _spread(questions: Sequence[Question], missed: int) -> frozenset[str]:
    """Cases, worth more than one point, are missed last: whoever misses three passes any draw."""
    fewest = min(question.points for question in questions)
    light = sum(question.points == fewest for question in questions)
    ranked = sorted(questions, key=lambda question: question.points)[: max(light, missed)]
    places = [(2 * number + 1) * len(ranked) // (2 * missed) for number in range(missed)]
    return frozenset(ranked[place].id for place in places)


def _right(question: Question) -> Answer:
    match question:
        case SingleChoice(choices=choices):
            return {"chosen": next(choice.id for choice in choices if choice.right)}
        case MultipleChoice(choices=choices):
            return {"chosen": [choice.id for choice in choices if choice.right]}
        case TrueFalse(answer=answer):
            return {"chosen": TRUE if answer else FALSE}
        case Matching(pairs=pairs):
            return {"pairs": dict(pairs)}
        case Ordering(items=items):
            return {"order": [item.id for item in items]}
        case ShortText(accepted=accepted):
            return {"text": accepted[Language.PL][0]}
        case NumberQuestion(value=value):
            return {"text": str(value)}
        case Gaps(gaps=gaps):
            return {"gaps": {gap.id: gap.accepted[Language.PL][0] for gap in gaps}}
        case Scenario(parts=parts):
            return {"parts": {part.id: _right(part) for part in parts}}
        case Essay():
            return {"text": _ESSAY}
        case _:
            assert_never(question)


def _wrong(question: Question) -> Answer:
    match question:
        case SingleChoice(choices=choices):
            return {"chosen": next(choice.id for choice in choices if not choice.right)}
        case MultipleChoice(choices=choices):
            return {"chosen": [choice.id for choice in choices if not choice.right]}
        case TrueFalse(answer=answer):
            return {"chosen": FALSE if answer else TRUE}
        case Matching(options=options, pairs=pairs):
            others = {
                item: next(option.id for option in options if option.id != right)
                for item, right in pairs.items()
            }
            return {"pairs": others}
        case Ordering(items=items):
            return {"order": [item.id for item in (*items[1:], items[0])]}
        case ShortText():
            return {"text": "nie pamiętam"}
        case NumberQuestion(value=value, tolerance=tolerance):
            return {"text": str(value + tolerance + 1)}
        case Gaps(gaps=gaps):
            return {"gaps": {gap.id: "nie pamiętam" for gap in gaps}}
        case Scenario(parts=parts):
            return {"parts": {part.id: _wrong(part) for part in parts}}
        case Essay():
            return {"text": "Nie pamiętam."}
        case _:
            assert_never(question)
