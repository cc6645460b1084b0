"""How questions, answers and results stand on pages, and what a form of answers sends."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, assert_never

from flask import request

from assessments.answers import TRUE, Answer, Raw, as_typed
from assessments.attempts import Drawn
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
from assessments.items import Item
from assessments.typed import plain_number
from course.errors import Unreadable
from course.language import Voice

LONGEST_KEY = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request to save an answer."""

    typed: Raw
    revision: int
    request_key: str
    clears: bool

    @classmethod
    def by_form(cls) -> Self:
        """What a plain form sent; the page gave it its key and the revision that it showed."""
        key = request.form.get("request_key", "")
        return cls(
            typed=request.form.to_dict(flat=False),
            revision=request.form.get("revision", 0, type=int),
            request_key=key if 0 < len(key) <= LONGEST_KEY else secrets.token_hex(16),
            clears="clear" in request.form,
        )

    @classmethod
    def by_headers(cls) -> Self:
        """What the page's script sent. Raises Unreadable without key and revision."""
        key = request.headers.get("Idempotency-Key", "")
        revision = request.headers.get("If-Match", "").strip('"')
        if not (0 < len(key) <= LONGEST_KEY and revision.isdecimal()):
            raise Unreadable
        return cls(
            typed=request.form.to_dict(flat=False),
            revision=int(revision),
            request_key=key,
            clears=False,
        )


def offered(question: Question, drawn: Drawn) -> Sequence[Choice | Item]:
    """What is chosen from or put in order, in the order of this attempt."""
    match question:
        case SingleChoice(choices=offered) | MultipleChoice(choices=offered):
            return _in_order(offered, drawn.orders.get(question.id, ()))
        case Matching(options=offered) | Ordering(items=offered):
            return _in_order(offered, drawn.orders.get(question.id, ()))
        case TrueFalse() | ShortText() | NumberQuestion():
            return ()
        case _:
            assert_never(question)


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
        case {"text": str(text)}:
            return [text]
        case _:
            return []


def right_answer(question: Question, voice: Voice) -> Sequence[str]:
    """The right answer as lines to read."""
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
            return [accepted[voice.language][0]] if accepted.get(voice.language) else []
        case NumberQuestion(value=value, unit=unit):
            said = plain_number(value) if voice.language == "en" else voice.number(value)
            return [f"{said} {unit.in_language(voice.language)}" if unit else said]
        case _:
            assert_never(question)


def _in_order(offered: Sequence[Choice | Item], order: Sequence[str]) -> Sequence[Choice | Item]:
    """The order drawn; an id that the version does not have is left out, a new one comes last."""
    places = {one: place for place, one in enumerate(order)}
    return sorted(offered, key=lambda one: places.get(one.id, len(places)))


def _texts(offered: Sequence[Choice | Item], voice: Voice) -> Mapping[str, str]:
    return {one.id: one.text.in_language(voice.language) for one in offered}
