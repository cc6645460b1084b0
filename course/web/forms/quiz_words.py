"""Answers in words: what a person gave, and what would have been right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from assessments.answers import GAP, TRUE, Answer, as_typed, part_answers
from assessments.definitions import (
    Accepted,
    Choice,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.items import Item
from assessments.typed import plain_number
from content.languages import Language
from course.language import Voice

BLANK = "…"
CLOSING = ".,;:!?…)”’"


def in_words(question: Question, answer: Answer | None, voice: Voice) -> Sequence[str]:
    """An answer as lines to read; nothing for a blank."""
    match answer:
        case {"chosen": str(chosen)} if isinstance(question, TrueFalse):
            return [voice.gettext("True") if chosen == TRUE else voice.gettext("False")]
        case {"chosen": _} if isinstance(question, SingleChoice | MultipleChoice):
            texts = _texts(question.choices, voice)
            return [texts[one] for one in as_typed(answer)["chosen"]]
        case {"pairs": Mapping() as pairs} if isinstance(question, Matching):
            items, options = _texts(question.items, voice), _texts(question.options, voice)
            return [f"{items[one]} → {options[other]}" for one, other in pairs.items()]
        case {"order": [*order]} if isinstance(question, Ordering):
            texts = _texts(question.items, voice)
            places = enumerate(order, start=1)
            return [f"{place}. {texts[one]}" for place, one in places if one is not None]
        case {"gaps": Mapping() as gaps} if isinstance(question, Gaps):
            return [_filled(question, gaps, voice)]
        case {"parts": Mapping()} if isinstance(question, Scenario):
            return [
                f"{part.prompt.in_language(voice.language)} {'; '.join(lines)}"
                for part, one in part_answers(question, answer)
                if (lines := in_words(part, one, voice))
            ]
        case {"text": str(text)}:
            return text.splitlines() or [text]
        case _:
            return []


def right_answer(question: Question, voice: Voice) -> Sequence[str]:
    """The right answer as lines to read; of an essay what stands out by each criterion."""
    match question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            return list(_texts([choice for choice in choices if choice.right], voice).values())
        case TrueFalse(answer=answer):
            return [voice.gettext("True") if answer else voice.gettext("False")]
        case Matching(pairs=pairs):
            return in_words(question, {"pairs": pairs}, voice)
        case Ordering(items=items):
            return in_words(question, {"order": [item.id for item in items]}, voice)
        case ShortText(accepted=accepted):
            return [_first(accepted, voice.language)]
        case NumberQuestion(value=value, unit=unit):
            said = plain_number(value) if voice.language == "en" else voice.number(value)
            return [f"{said} {unit.in_language(voice.language)}" if unit else said]
        case Gaps(gaps=gaps):
            right = {gap.id: _first(gap.accepted, voice.language) for gap in gaps}
            return [_filled(question, right, voice)]
        case Scenario(parts=parts):
            return [
                f"{part.prompt.in_language(voice.language)} {'; '.join(right_answer(part, voice))}"
                for part in parts
            ]
        case Essay(criteria=criteria):
            return [criterion.levels[-1].in_language(voice.language) for criterion in criteria]
        case _:
            assert_never(question)


def pieces(question: Gaps, language: Language) -> Iterator[tuple[str, str]]:
    """The sentence in pieces: words, and the id of the gap behind them, or nothing at the end."""
    known = {gap.id for gap in question.gaps}
    words = ""
    for part in re.split(r"(\{[a-z0-9_-]+\})", question.sentence.in_language(language)):
        gap = part.strip("{}")
        if part.startswith("{") and gap in known:
            yield words, gap
            words = ""
        else:
            words += part
    yield words, ""


def typed_gaps(question: Gaps, answer: Answer | None) -> Sequence[str]:
    """What was typed into each gap that was filled in, under the number of the gap."""
    texts = as_typed(answer)
    numbered = enumerate(question.gaps, start=1)
    filled = ((number, texts.get(f"{GAP}{gap.id}")) for number, gap in numbered)
    return [f"{number}. {typed[0]}" for number, typed in filled if typed]


def closing_of(words: str) -> str:
    """The punctuation that words begin with: on a page it stays with the gap before it."""
    return words[: len(words) - len(words.lstrip(CLOSING))]


def _filled(question: Gaps, given: Mapping[str, object], voice: Voice) -> str:
    """The sentence with what was typed into it."""
    return "".join(
        words + (f"[{given.get(gap, BLANK)}]" if gap else "")
        for words, gap in pieces(question, voice.language)
    )


def _first(accepted: Accepted, language: Language) -> str:
    return next(iter(accepted.get(language) or next(iter(accepted.values()))))


def _texts(offered: Sequence[Choice | Item], voice: Voice) -> Mapping[str, str]:
    return {one.id: one.text.in_language(voice.language) for one in offered}
