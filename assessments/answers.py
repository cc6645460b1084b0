"""What a trainee gave to a question of a quiz, read into the shape that is stored.

Shapes (JSON-able): `{"chosen": "a"}`, `{"chosen": ["a", "c"]}`, `{"chosen": "true"}`,
`{"pairs": {"item": "option"}}`, `{"order": ["b", null, "a"]}` (null: a place still empty),
`{"text": "…"}`, `{"gaps": {"id": "…"}}`, `{"parts": {"id": {…}}}` (answers to the questions of a
scenario). Pairs, places, gaps and parts may be incomplete: a draft, saved like any answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from assessments.definitions import (
    Choice,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    PartQuestion,
    Question,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.faults import Fault
from assessments.typed import LONGEST_TEXT, clean, number_in

Answer = Mapping[str, object]
Raw = Mapping[str, Sequence[str]]

LONGEST_ANSWER = 200
TRUE, FALSE = "true", "false"
PAIR, PLACE, GAP = "pair-", "place-", "gap-"
PART_END = "."
"""A field of a part of a scenario: the part's id, this sign, and the field's own name."""


class UnreadableAnswer(Exception):
    """What was sent cannot be an answer to this question."""

    def __init__(self, code: str, *, part: str = "", **facts: object) -> None:
        """Carry the fault for the sentence on the page, and the part of a scenario it is in."""
        super().__init__(code)
        self.fault = Fault(code, facts)
        self.part = part


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
            return _text(raw, LONGEST_ANSWER)
        case NumberQuestion():
            return _number(raw)
        case Gaps():
            return _gaps(question, raw)
        case Scenario():
            return _parts(question, raw)
        case Essay():
            return _text(raw, LONGEST_TEXT)
        case _:
            assert_never(question)


def part_answers(
    scenario: Scenario, answer: Answer | None
) -> Iterator[tuple[PartQuestion, Answer | None]]:
    """Each part of a scenario with the answer to it, if there is one."""
    given = answer.get("parts") if answer else None
    parts = given if isinstance(given, Mapping) else {}
    for part in scenario.parts:
        yield part, parts.get(part.id)


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
        case {"gaps": Mapping() as gaps}:
            return {f"{GAP}{gap}": [str(text)] for gap, text in gaps.items()}
        case {"parts": Mapping() as parts}:
            return {
                f"{part}{PART_END}{name}": texts
                for part, one in parts.items()
                for name, texts in as_typed(one).items()
            }
        case _:
            return {}


def typed_in_part(typed: Raw, part_id: str) -> Raw:
    """The fields of one part of a scenario, under their own names."""
    start = f"{part_id}{PART_END}"
    return {
        name.removeprefix(start): texts for name, texts in typed.items() if name.startswith(start)
    }


def is_finished(question: Question, answer: Answer | None) -> bool:
    """Whether nothing of the answer is left blank."""
    match answer:
        case None:
            return False
        case {"pairs": Mapping() as pairs}:
            return isinstance(question, Matching) and len(pairs) == len(question.items)
        case {"order": [*order]}:
            return None not in order
        case {"gaps": Mapping() as gaps}:
            return isinstance(question, Gaps) and len(gaps) == len(question.gaps)
        case {"parts": Mapping()}:
            return isinstance(question, Scenario) and all(
                is_finished(part, one) for part, one in part_answers(question, answer)
            )
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


def _gaps(question: Gaps, raw: Raw) -> Answer | None:
    given = _by_item(raw, GAP, {gap.id for gap in question.gaps})
    read = {gap: _read_text(text, LONGEST_ANSWER) for gap, text in given.items()}
    gaps = {gap.id: read[gap.id] for gap in question.gaps if read.get(gap.id)}
    return {"gaps": gaps} if gaps else None


def _parts(question: Scenario, raw: Raw) -> Answer | None:
    parts: dict[str, Answer] = {}
    for part in question.parts:
        try:
            answer = read_answer(part, typed_in_part(raw, part.id))
        except UnreadableAnswer as unreadable:
            unreadable.part = part.id
            raise
        if answer is not None:
            parts[part.id] = answer
    return {"parts": parts} if parts else None


def _text(raw: Raw, at_most: int) -> Answer | None:
    texts = raw.get("text", ())
    text = _read_text(texts[0], at_most) if texts else ""
    return {"text": text} if text else None


def _read_text(typed: str, at_most: int) -> str:
    text = clean(typed).strip()
    if len(text) > at_most:
        raise UnreadableAnswer("too_long", found=len(text), at_most=at_most)
    return text


def _number(raw: Raw) -> Answer | None:
    answer = _text(raw, LONGEST_ANSWER)
    if answer is not None and number_in(str(answer["text"])) is None:
        raise UnreadableAnswer("not_a_number", typed=answer["text"])
    return answer
