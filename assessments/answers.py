"""What a trainee gave to a question of a quiz, read into the shape that is stored.

Shapes (JSON-able): `{"chosen": "a"}`, `{"chosen": ["a", "c"]}`, `{"chosen": "true"}`,
`{"pairs": {"item": "option"}}`, `{"order": ["b", null, "a"]}` (null: a place still empty),
`{"text": "…"}`. Pairs and places may be incomplete: that is a draft, saved like any answer.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from assessments.definitions import (
    Choice,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.faults import Fault
from assessments.typed import clean, number_in

Answer = Mapping[str, object]
Raw = Mapping[str, Sequence[str]]

LONGEST_ANSWER = 200
TRUE, FALSE = "true", "false"
PAIR, PLACE = "pair-", "place-"


class UnreadableAnswer(Exception):
    """What was sent cannot be an answer to this question."""

    def __init__(self, code: str, **facts: object) -> None:
        """Carry the fault for the sentence on the page."""
        super().__init__(code)
        self.fault = Fault(code, facts)


def read_answer(question: Question, raw: Raw) -> Answer | None:
    """Read what a form sent; None where nothing was answered. Raises UnreadableAnswer."""
    match question:
        case SingleChoice(choices=choices):
            return _one_chosen(raw, {choice.id for choice in choices})
        case TrueFalse():
            return _one_chosen(raw, {TRUE, FALSE})
        case MultipleChoice(choices=choices):
            return _several_chosen(raw, choices)
        case Matching():
            return _pairs(question, raw)
        case Ordering():
            return _order(question, raw)
        case ShortText():
            return _text(raw)
        case NumberQuestion():
            return _number(raw)
        case _:
            assert_never(question)


def as_typed(answer: Answer | None) -> dict[str, list[str]]:
    """The fields of a form that hold this answer: `read_answer` gives it back."""
    match answer:
        case {"chosen": str(chosen)}:
            return {"chosen": [chosen]}
        case {"chosen": [*chosen]}:
            return {"chosen": [str(choice) for choice in chosen]}
        case {"pairs": Mapping() as pairs}:
            return {f"{PAIR}{item}": [str(option)] for item, option in pairs.items()}
        case {"order": [*order]}:
            places = enumerate(order, start=1)
            return {f"{PLACE}{item}": [str(place)] for place, item in places if item is not None}
        case {"text": str(text)}:
            return {"text": [text]}
        case _:
            return {}


def is_finished(question: Question, answer: Answer | None) -> bool:
    """Whether nothing of the answer is left blank."""
    match answer:
        case None:
            return False
        case {"pairs": Mapping() as pairs}:
            return isinstance(question, Matching) and len(pairs) == len(question.items)
        case {"order": [*order]}:
            return None not in order
        case _:
            return True


def _one_chosen(raw: Raw, known: set[str]) -> Answer | None:
    chosen = [text for text in raw.get("chosen", ()) if text]
    if len(chosen) > 1:
        raise UnreadableAnswer("too_many_chosen", found=len(chosen))
    if not chosen:
        return None
    if chosen[0] not in known:
        raise UnreadableAnswer("unknown_choice", chosen=chosen[0])
    return {"chosen": chosen[0]}


def _several_chosen(raw: Raw, choices: Sequence[Choice]) -> Answer | None:
    """In the order of the definition, each once, whatever the order on the page was."""
    chosen = {text for text in raw.get("chosen", ()) if text}
    unknown = chosen - {choice.id for choice in choices}
    if unknown:
        raise UnreadableAnswer("unknown_choice", chosen=min(unknown))
    return {"chosen": [choice.id for choice in choices if choice.id in chosen]} if chosen else None


def _pairs(question: Matching, raw: Raw) -> Answer | None:
    given = _by_item(raw, PAIR, {item.id for item in question.items})
    known = {option.id for option in question.options}
    for option in given.values():
        if option not in known:
            raise UnreadableAnswer("unknown_choice", chosen=option)
    pairs = {item.id: given[item.id] for item in question.items if item.id in given}
    return {"pairs": pairs} if pairs else None


def _order(question: Ordering, raw: Raw) -> Answer | None:
    given = _by_item(raw, PLACE, {item.id for item in question.items})
    places = {str(number): number - 1 for number in range(1, len(question.items) + 1)}
    order: list[str | None] = [None] * len(question.items)
    for item, place in given.items():
        if place not in places:
            raise UnreadableAnswer("unknown_place", place=place, places=len(order))
        if order[places[place]] is not None:
            raise UnreadableAnswer("repeated_place", place=place)
        order[places[place]] = item
    return {"order": order} if given else None


def _by_item(raw: Raw, start: str, known: set[str]) -> dict[str, str]:
    """What was given for each item; blanks are left out."""
    given: dict[str, str] = {}
    for name, texts in raw.items():
        if not name.startswith(start):
            continue
        item = name.removeprefix(start)
        if item not in known:
            raise UnreadableAnswer("unknown_item", item=item)
        if texts and texts[0]:
            given[item] = texts[0]
    return given


def _text(raw: Raw) -> Answer | None:
    texts = raw.get("text", ())
    text = clean(texts[0]).strip() if texts else ""
    if len(text) > LONGEST_ANSWER:
        raise UnreadableAnswer("too_long", found=len(text), at_most=LONGEST_ANSWER)
    return {"text": text} if text else None


def _number(raw: Raw) -> Answer | None:
    answer = _text(raw)
    if answer is not None and number_in(str(answer["text"])) is None:
        raise UnreadableAnswer("not_a_number", typed=answer["text"])
    return answer
