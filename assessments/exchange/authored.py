"""A quiz as the plain values of our own files, under the same keys and in the same order."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import assert_never

from assessments.definitions import (
    Accepted,
    Choice,
    Criterion,
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
from assessments.exchange.drafts import Tree
from assessments.items import Item
from assessments.typed import plain_number
from content.languages import Language, Text

_NO_RULES = {"slug", "module", "title", "bands", "questions"}


def authored_quiz(quiz: Quiz) -> dict[str, Tree]:
    """The whole file."""
    return {
        "slug": quiz.slug,
        "module": quiz.module,
        "title": authored_text(quiz.title),
        **authored_rules(quiz),
        "bands": [
            {"from_percent": str(band.from_percent), "text": authored_text(band.text)}
            for band in quiz.bands
        ]
        or None,
        "questions": [authored_question(question) for question in quiz.questions],
    }


def authored_rules(quiz: Quiz) -> dict[str, Tree]:
    """The rules of one value that are not as usual; the pass mark always."""
    usual = {field.name: field.default for field in fields(Quiz) if field.name not in _NO_RULES}
    found = {name: getattr(quiz, name) for name in usual}
    return {
        name: _plain(value)
        for name, value in found.items()
        if name == "pass_percent" or value != usual[name]
    }


def authored_text(text: Text) -> dict[str, Tree]:
    """A text in both languages."""
    return {"pl": text.pl, "en": text.en}


def authored_question(question: Question, *, of_part: bool = False) -> dict[str, Tree]:
    """One question; a part of a case has no outcome of its own."""
    partial = "share" if getattr(question, "partial", False) else None
    has_points = question.points != 1 and not isinstance(question, Scenario)
    written: dict[str, Tree] = {
        "id": question.id,
        "kind": str(question.kind),
        "outcome": None if of_part else question.outcome,
        "lesson": question.lesson,
        "points": plain_number(question.points) if has_points else None,
        "situation": "yes" if question.situation else None,
        "facts": question.facts or None,
        "partial": partial,
        "prompt": authored_text(question.prompt),
        **_own(question),
        "explanation": authored_text(question.explanation),
    }
    return {key: value for key, value in written.items() if value is not None}


def authored_criterion(criterion: Criterion) -> dict[str, Tree]:
    """One line of a rubric."""
    return {
        "id": criterion.id,
        "title": authored_text(criterion.title),
        "starred": "yes" if criterion.starred else None,
        "outcomes": criterion.outcomes or None,
        "levels": [authored_text(level) for level in criterion.levels],
    }


def _own(question: Question) -> dict[str, Tree]:
    """What only questions of this kind have."""
    match question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            return {"choices": [_choice(choice) for choice in choices]}
        case TrueFalse(answer=answer):
            return {"answer": _plain(answer)}
        case Matching(items=items, options=options, pairs=pairs):
            sides: dict[str, Tree] = {"items": _items(items), "options": _items(options)}
            return sides | {"pairs": dict(pairs)}
        case Ordering(items=items):
            return {"items": _items(items)}
        case ShortText(accepted=accepted):
            return {"accepted": _accepted(accepted)}
        case NumberQuestion(value=value, tolerance=tolerance, unit=unit):
            return {
                "value": plain_number(value),
                "tolerance": plain_number(tolerance) if tolerance else None,
                "unit": authored_text(unit) if unit else None,
            }
        case Gaps(sentence=sentence, gaps=gaps):
            written: Tree = [{"id": gap.id, "accepted": _accepted(gap.accepted)} for gap in gaps]
            return {"sentence": authored_text(sentence), "gaps": written}
        case Scenario(parts=parts):
            return {"parts": [authored_question(part, of_part=True) for part in parts]}
        case Essay(criteria=criteria, max_words=max_words):
            scale = [authored_criterion(criterion) for criterion in criteria]
            return {"max_words": str(max_words), "criteria": scale}
        case _:
            assert_never(question)


def _choice(choice: Choice) -> dict[str, Tree]:
    return {
        "id": choice.id,
        "text": authored_text(choice.text),
        "right": "true" if choice.right else None,
        "weight": None if choice.weight is None else plain_number(choice.weight),
        "feedback": authored_text(choice.feedback) if choice.feedback else None,
    }


def _items(items: Iterable[Item]) -> list[Tree]:
    return [{"id": item.id, "text": authored_text(item.text)} for item in items]


def _accepted(accepted: Accepted) -> Mapping[str, Tree]:
    return {str(language): accepted[language] for language in Language}


def _plain(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
