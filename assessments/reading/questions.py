"""The questions of a quiz's file → Question."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypedDict, assert_never

from assessments.definitions import (
    Accepted,
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
    QuestionKind,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.items import Item
from assessments.reading.files import id_in, items_in, kind_in, tell_apart, whole_between
from assessments.reading.rubrics import read_criteria
from content.authored_yaml import Fields, Node
from content.faults import unknown
from content.languages import Language, Text

_OUTCOME = re.compile(r"M[1-9][0-9]*\.E[1-9][0-9]*")
_BLANK = re.compile(r"\{([^{}]*)\}")
_LESSON = re.compile(r"[a-z0-9]+/[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_POINTS = Decimal(100)
_HUNDREDTHS = -2
_ALL = Decimal(100)
_MOST_WORDS = 1000

_COMMON = ("id", "kind", "outcome", "prompt", "explanation")
_OF_PART = ("id", "kind", "prompt", "explanation")
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
    QuestionKind.GAPS: (("sentence", "gaps"), ("partial",)),
    QuestionKind.SCENARIO: (("parts",), ()),
    QuestionKind.ESSAY: (("criteria",), ("max_words",)),
}
_KINDS_OF_PARTS = tuple(
    kind for kind in QuestionKind if kind not in {QuestionKind.SCENARIO, QuestionKind.ESSAY}
)


class _Common(TypedDict):
    id: str
    outcome: str
    prompt: Text
    explanation: Text
    lesson: str | None
    points: Decimal
    situation: bool
    facts: tuple[str, ...]


def read_question(node: Node) -> Question | None:
    """A question of a bank; None, with a fault, where its kind is not known."""
    kind = kind_in(node, QuestionKind)
    if kind is None:
        return None
    required, optional = _KEYS[kind]
    fields = node.mapping(required=(*_COMMON, *required), optional=(*_ALWAYS_OPTIONAL, *optional))
    common = _common(fields, fields["outcome"].matching(_OUTCOME, "an outcome such as M3.E1"))
    return _of_kind(kind, fields, common)


def _part(node: Node, outcome: str) -> PartQuestion | None:
    """A question about a case: it tests the outcome of its scenario."""
    kind = kind_in(node, _KINDS_OF_PARTS)
    if kind is None:
        return None
    required, optional = _KEYS[kind]
    fields = node.mapping(required=(*_OF_PART, *required), optional=("points", *optional))
    part = _of_kind(kind, fields, _common(fields, outcome))
    return None if isinstance(part, Scenario | Essay) else part


def _of_kind(kind: QuestionKind, fields: Fields, common: _Common) -> Question:
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
        case QuestionKind.GAPS:
            return _gaps(fields, common)
        case QuestionKind.SCENARIO:
            return _scenario(fields, common)
        case QuestionKind.ESSAY:
            return _essay(fields, common)
        case _:
            assert_never(kind)


def _common(fields: Fields, outcome: str) -> _Common:
    lesson = fields["lesson"].matching(_LESSON, "a lesson such as m3/2-questions")
    return _Common(
        id=id_in(fields["id"]),
        outcome=outcome,
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
    right = [choice for choice in choices if choice.right]
    if len(right) != 1:
        fields["choices"].fault(f"expected exactly one right choice, found {len(right)}")
    if any(choice.weight not in {None, _ALL} for choice in right):
        fields["choices"].fault("the right choice earns 100, with a weight or without")
    if any(choice.weight and choice.weight < 0 for choice in choices):
        fields["choices"].fault("a weight below 0 has nothing to be taken from")
    return SingleChoice(**common, choices=choices)


def _multiple(fields: Fields, common: _Common) -> MultipleChoice:
    choices = _choices(fields["choices"])
    if not any(choice.right for choice in choices):
        fields["choices"].fault("expected at least one right choice, found none")
    if any(choice.weight is not None for choice in choices):
        right = [choice.weight or Decimal(0) for choice in choices if choice.right]
        if min(right, default=0) <= 0 or sum(right) != _ALL:
            fields["choices"].fault("expected a weight for each right choice, 100 in all")
        if any(choice.weight and choice.weight > 0 for choice in choices if not choice.right):
            fields["choices"].fault("a wrong choice earns nothing: its weight is 0 or below")
    return MultipleChoice(**common, choices=choices, partial=_partial(fields))


def _choices(node: Node) -> tuple[Choice, ...]:
    written = node.sequence(at_least=2)
    tell_apart(written, "id")
    return tuple(_choice(member) for member in written)


def _choice(node: Node) -> Choice:
    fields = node.mapping(required=("id", "text"), optional=("right", "feedback", "weight"))
    return Choice(
        id=id_in(fields["id"]),
        text=fields["text"].text(),
        right=fields["right"].boolean(),
        feedback=fields["feedback"].text() if "feedback" in fields else None,
        weight=_weight(fields["weight"]) if "weight" in fields else None,
    )


def _weight(node: Node) -> Decimal:
    weight = node.decimal()
    if abs(weight) > _ALL:
        node.fault(f"expected -100 to 100, found {weight}")
    return weight


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


def _accepted(node: Node) -> Accepted:
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


def _gaps(fields: Fields, common: _Common) -> Gaps:
    written = fields["gaps"].sequence(at_least=1)
    tell_apart(written, "id")
    gaps = tuple(_gap(member) for member in written)
    sentence = fields["sentence"].text()
    for language in Language:
        found = _BLANK.findall(sentence.in_language(language))
        if sorted(found) != sorted(gap.id for gap in gaps):
            fields["sentence"].fault(
                f"{language}: expected each gap once, as {{id}}, found {', '.join(found) or 'none'}"
            )
    return Gaps(**common, sentence=sentence, gaps=gaps, partial=_partial(fields))


def _gap(node: Node) -> Gap:
    fields = node.mapping(required=("id", "accepted"))
    return Gap(id_in(fields["id"]), _accepted(fields["accepted"]))


def _scenario(fields: Fields, common: _Common) -> Scenario:
    written = fields["parts"].sequence(at_least=1)
    tell_apart(written, "id")
    if "points" in fields:
        fields["points"].fault("a scenario is worth what its parts are worth")
    read = (_part(member, common["outcome"]) for member in written)
    parts = tuple(part for part in read if part is not None)
    common["points"] = sum((part.points for part in parts), Decimal(0))
    return Scenario(**common, parts=parts)


def _essay(fields: Fields, common: _Common) -> Essay:
    criteria = read_criteria(fields["criteria"])
    if "max_words" not in fields:
        return Essay(**common, criteria=criteria)
    most = whole_between(fields["max_words"], 1, _MOST_WORDS)
    return Essay(**common, criteria=criteria, max_words=most)


def _partial(fields: Fields) -> bool:
    """The only gentler rule has a name, so that a file says what it means."""
    return "partial" in fields and fields["partial"].one_of(("share",)) == "share"
