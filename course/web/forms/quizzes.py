"""What a form of answers sends, and in which order it offers what is chosen from."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, assert_never

from flask import request

from assessments.answers import Raw
from assessments.definitions import (
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
from course.errors import Unreadable

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")  # signs of our own keys cannot be sent
_REVISION = re.compile(r"[0-9]{1,9}")

Orders = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request to save an answer."""

    typed: Raw
    revision: int
    request_key: str
    clears: bool
    checks: bool = False

    @classmethod
    def by_form(cls) -> Self:
        """What a plain form sent; the page gave it its key and the revision that it showed."""
        return cls(
            typed=request.form.to_dict(flat=False),
            revision=request.form.get("revision", 0, type=int),
            request_key=sent_key(),
            clears="clear" in request.form,
            checks=request.form.get("go") == "check",
        )

    @classmethod
    def by_headers(cls) -> Self:
        """What the page's script sent. Raises Unreadable without key and revision."""
        key = request.headers.get("Idempotency-Key", "")
        revision = request.headers.get("If-Match", "").strip('"')
        if not (_KEY.fullmatch(key) and _REVISION.fullmatch(revision)):
            raise Unreadable
        return cls(
            typed=request.form.to_dict(flat=False),
            revision=int(revision),
            request_key=key,
            clears=False,
        )


def sent_key() -> str:
    """The key that the page gave its form, so that a second press is known; else a new one."""
    key = request.form.get("request_key", "")
    return key if _KEY.fullmatch(key) else secrets.token_hex(16)


def offered(question: Question, orders: Orders, name: str) -> Sequence[Choice | Item]:
    """What is chosen from or put in order, in the order of this attempt; the name is its key."""
    match question:
        case SingleChoice(choices=offered) | MultipleChoice(choices=offered):
            return _in_order(offered, orders.get(name, ()))
        case Matching(options=offered) | Ordering(items=offered):
            return _in_order(offered, orders.get(name, ()))
        case TrueFalse() | ShortText() | NumberQuestion() | Gaps() | Scenario() | Essay():
            return ()
        case _:
            assert_never(question)


def _in_order(offered: Sequence[Choice | Item], order: Sequence[str]) -> Sequence[Choice | Item]:
    """The order drawn; an id that the version does not have is left out, a new one comes last."""
    places = {one: place for place, one in enumerate(order)}
    return sorted(offered, key=lambda one: places.get(one.id, len(places)))
