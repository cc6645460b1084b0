"""The files of quizzes → Quiz."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypedDict, assert_never

from assessments.definitions import (
    Choice,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    QuestionKind,
    Quiz,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.items import Item
from assessments.reading.files import (
    id_in,
    items_in,
    kind_in,
    percent_in,
    read_folder,
    tell_apart,
    whole_between,
)
from content.authored_yaml import Fields, Node
from content.faults import unknown
from content.languages import Language, Text

_OUTCOME = re.compile(r"M[1-9][0-9]*\.E[1-9][0-9]*")
_LESSON = re.compile(r"[a-z0-9]+/[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_POINTS = Decimal(100)
_HUNDREDTHS = -2

_COMMON = ("id", "kind", "outcome", "prompt", "explanation")
_ALWAYS_OPTIONAL = ("lesson", "points", "situation", "facts")
# What each kind of question asks of its author, and what it allows besides.
_KEYS: Mapping[QuestionKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    QuestionKind.SINGLE: (("choices",), ()),
    QuestionKind.MULTIPLE: (("choices",), ("partial",)),
    QuestionKind.TRUE_FALSE: (("answer",), ()),
    QuestionKind.MATCHING: (("items", "options", "pairs"), ("partial",)),
    QuestionKind.ORDERING: (("items",), ("partial",)),
    QuestionKind.SHORT_TEXT: (("accepted",), ()),
    QuestionKind.NUMBER: (("value",), ("tolerance", "unit")),
}


class _Common(TypedDict):
    id: str
    outcome: str
    prompt: Text
    explanation: Text
    lesson: str | None
    points: Decimal
    situation: bool
    facts: tuple[str, ...]


def read_quizzes(folder: Path) -> Mapping[str, Quiz]:
    """Quizzes by slug, one file each. Raises BrokenCourse with every fault of every file."""
    return read_folder(folder, _quiz)


def _quiz(node: Node) -> Quiz:
    fields = node.mapping(
        required=("slug", "module", "title", "questions"),
        optional=("pass_percent", "failed_before_pause", "pause_hours", "draw"),
    )
    written = fields["questions"].sequence(at_least=1)
    questions = [_question(member) for member in written]
    tell_apart(written, "id")
    rules = {}
    if "pass_percent" in fields:
        rules["pass_percent"] = percent_in(fields["pass_percent"])
    if "failed_before_pause" in fields:
        rules["failed_before_pause"] = fields["failed_before_pause"].integer(at_least=1)
    if "pause_hours" in fields:
        rules["pause_hours"] = fields["pause_hours"].integer(at_least=0)
    quiz = Quiz(
        slug=fields["slug"].slug(),
        module=fields["module"].slug(),
        title=fields["title"].text(),
        questions=tuple(question for question in questions if question is not None),
        **rules,
    )
    if "draw" not in fields:
        return quiz
    return replace(quiz, draw=whole_between(fields["draw"], len(quiz.outcomes), len(written)))


def _question(node: Node) -> Question | None:
    kind = kind_in(node, QuestionKind)
    if kind is None:
        return None
    required, optional = _KEYS[kind]
    fields = node.mapping(required=(*_COMMON, *required), optional=(*_ALWAYS_OPTIONAL, *optional))
    common = _common(fields)
    match kind:
        case QuestionKind.SINGLE:
            return _single(fields, common)
        case QuestionKind.MULTIPLE:
            return _multiple(fields, common)
        case QuestionKind.TRUE_FALSE:
            return TrueFalse(**common, answer=fields["answer"].boolean())
        case QuestionKind.MATCHING:
            return _matching(fields, common)
        case QuestionKind.ORDERING:
            items = items_in(fields["items"], at_least=2)
            return Ordering(**common, items=items, partial=_partial(fields))
        case QuestionKind.SHORT_TEXT:
            return ShortText(**common, accepted=_accepted(fields["accepted"]))
        case QuestionKind.NUMBER:
            return _number(fields, common)
        case _:
            assert_never(kind)


def _common(fields: Fields) -> _Common:
    lesson = fields["lesson"].matching(_LESSON, "a lesson such as m3/2-questions")
    return _Common(
        id=id_in(fields["id"]),
        outcome=fields["outcome"].matching(_OUTCOME, "an outcome such as M3.E1"),
        prompt=fields["prompt"].text(),
        explanation=fields["explanation"].text(),
        lesson=lesson or None,
        points=_points(fields["points"]) if "points" in fields else Decimal(1),
        situation=fields["situation"].boolean(),
        facts=fields["facts"].strings(),
    )


def _points(node: Node) -> Decimal:
    """Points with at most two decimals, so that shares and sums are exact."""
    points = node.decimal()
    exponent = points.as_tuple().exponent
    if not 0 < points <= _MOST_POINTS or not isinstance(exponent, int) or exponent < _HUNDREDTHS:
        node.fault(f"expected points above 0, at most {_MOST_POINTS}, with at most two decimals")
    return points


def _single(fields: Fields, common: _Common) -> SingleChoice:
    choices = _choices(fields["choices"])
    right = sum(choice.right for choice in choices)
    if right != 1:
        fields["choices"].fault(f"expected exactly one right choice, found {right}")
    return SingleChoice(**common, choices=choices)


def _multiple(fields: Fields, common: _Common) -> MultipleChoice:
    choices = _choices(fields["choices"])
    if not any(choice.right for choice in choices):
        fields["choices"].fault("expected at least one right choice, found none")
    return MultipleChoice(**common, choices=choices, partial=_partial(fields))


def _choices(node: Node) -> tuple[Choice, ...]:
    written = node.sequence(at_least=2)
    tell_apart(written, "id")
    return tuple(_choice(member) for member in written)


def _choice(node: Node) -> Choice:
    fields = node.mapping(required=("id", "text"), optional=("right", "feedback"))
    return Choice(
        id=id_in(fields["id"]),
        text=fields["text"].text(),
        right=fields["right"].boolean(),
        feedback=fields["feedback"].text() if "feedback" in fields else None,
    )


def _matching(fields: Fields, common: _Common) -> Matching:
    items = items_in(fields["items"], at_least=2)
    options = items_in(fields["options"], at_least=2)
    return Matching(
        **common,
        items=items,
        options=options,
        pairs=_pairs(fields["pairs"], items, options),
        partial=_partial(fields),
    )


def _pairs(node: Node, items: Sequence[Item], options: Sequence[Item]) -> Mapping[str, str]:
    """Each item has its option, and both sides exist."""
    item_ids = [item.id for item in items]
    option_ids = [option.id for option in options]
    pairs: dict[str, str] = {}
    for item, written in node.entries():
        if item not in item_ids:
            written.place.fault(unknown("item", item, item_ids))
        pairs[item] = written.string()
        if pairs[item] not in option_ids:
            written.fault(unknown("option", pairs[item], option_ids))
    for item in item_ids:
        if item not in pairs:
            node.fault(f'the item "{item}" has no pair')
    return pairs


def _accepted(node: Node) -> Mapping[Language, tuple[str, ...]]:
    fields = node.mapping(required=tuple(Language))
    return {language: fields[language].strings(at_least=1) for language in Language}


def _number(fields: Fields, common: _Common) -> NumberQuestion:
    tolerance = fields["tolerance"].decimal()
    if tolerance < 0:
        fields["tolerance"].fault(f"expected a tolerance of 0 or more, found {tolerance}")
    return NumberQuestion(
        **common,
        value=fields["value"].decimal(),
        tolerance=tolerance,
        unit=fields["unit"].text() if "unit" in fields else None,
    )


def _partial(fields: Fields) -> bool:
    """The only gentler rule has a name, so that a file says what it means."""
    return "partial" in fields and fields["partial"].one_of(("share",)) == "share"
