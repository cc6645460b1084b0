"""Whole quizzes of all ten kinds, with texts that no format likes."""

import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assessments.definitions import (
    Accepted,
    Band,
    Choice,
    Counts,
    Criterion,
    Essay,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    PartQuestion,
    Question,
    Quiz,
    Review,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.items import Item
from content.languages import Language, Text

FULL = 100_000 if os.environ.get("FULL_SIZE") else 2_000
"""Cases of one property."""

IDS = ("a", "b", "c2", "works_nights", "x-ray", "q7")
HOSTILE = (
    "<b>&amp;</b>",
    "]]>",
    "a -> b",
    "{1:SHORTANSWER:=x}",
    "#{}~=:\\",
    "100%",
    "=1+1",
    "-5",
    "@x",
    '"; drop',
    "first\nsecond",
    "Zażółć gęślą jaźń",
    '<span lang="pl" class="multilang">x</span>',
    "[html]x",
    "// x",
    "::x::",
    "ANSWER: A",
    "A. x",
    "null",
    "*",
    "a|b",
)
_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(_LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool),
    st.text("<>&{}~=#:\\%*|-[]\"'/ \n a", min_size=1, max_size=10).map(str.strip).filter(bool),
)
texts = st.builds(Text, words, words) | words.map(lambda one: Text(one, one))
points = st.decimals("0.01", 100, places=2)
numbers = st.decimals(-10_000, 10_000, places=4)
parts_of_all = st.none() | st.decimals(0, 100, places=2)
costs = st.none() | st.decimals(-100, 0, places=2)


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    """A quiz with any rules."""
    asked = [draw(questions(f"{draw(st.sampled_from(IDS))}-{n}")) for n in range(draw(_few))]
    quiz = Quiz(
        slug="m3",
        module="m3",
        title=draw(texts),
        questions=tuple(asked),
        pass_percent=draw(st.integers(1, 100)),
        failed_before_pause=draw(st.integers(1, 5)),
        pause_hours=draw(st.integers(0, 48)),
        shuffle=draw(st.booleans()),
        attempts=draw(st.none() | st.integers(1, 9)),
        counts=draw(st.sampled_from(Counts)),
        minutes=draw(st.none() | st.integers(1, 90)),
        penalty_percent=draw(st.integers(0, 100)),
        review=draw(st.sampled_from(Review)),
        bands=tuple(Band(at, draw(texts)) for at in sorted(draw(st.sets(st.integers(0, 100))))),
        practice=draw(st.booleans()),
    )
    fewest = len(quiz.outcomes)
    return replace(quiz, draw=draw(st.none() | st.integers(fewest, len(asked))))


@st.composite
def questions(draw: st.DrawFn, name: str) -> Question:
    """A question of any kind."""
    kind = draw(st.sampled_from([*_PARTS, "scenario", "essay"]))
    common: dict[str, Any] = _common(draw, name) | {
        "outcome": draw(st.sampled_from(("M3.E1", "M3.E2"))),
        "lesson": draw(st.none() | st.just("m3/2-questions")),
        "situation": draw(st.booleans()),
        "facts": draw(st.sampled_from(((), ("one",), ("one", "two-things")))),
    }
    if kind == "scenario":
        ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True))
        parts = tuple(_part(draw, one, common["outcome"]) for one in ids)
        worth = sum((part.points for part in parts), Decimal(0))
        return Scenario(**common | {"points": worth}, parts=parts)
    if kind == "essay":
        return Essay(**common, criteria=_criteria(draw), max_words=draw(st.integers(1, 1000)))
    return _PARTS[kind](draw, common)


def _part(draw: st.DrawFn, name: str, outcome: str) -> PartQuestion:
    kind = draw(st.sampled_from(sorted(_PARTS)))
    return _PARTS[kind](draw, _common(draw, name) | {"outcome": outcome})


def _common(draw: st.DrawFn, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "prompt": draw(texts),
        "explanation": draw(texts),
        "points": draw(points),
    }


def _ids(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=5, unique=True))


def _items(draw: st.DrawFn) -> tuple[Item, ...]:
    return tuple(Item(name, draw(texts)) for name in _ids(draw))


def _choice(draw: st.DrawFn, name: str, **facts: Any) -> Choice:
    return Choice(name, draw(texts), feedback=draw(st.none() | texts), **facts)


def _single(draw: st.DrawFn, common: dict[str, Any]) -> SingleChoice:
    ids = _ids(draw)
    right = draw(st.sampled_from(ids))
    all_of_it = st.sampled_from((None, Decimal(100)))
    made = [
        _choice(
            draw,
            name,
            right=name == right,
            weight=draw(all_of_it if name == right else parts_of_all),
        )
        for name in ids
    ]
    return SingleChoice(**common, choices=tuple(made))


def _multiple(draw: st.DrawFn, common: dict[str, Any]) -> MultipleChoice:
    ids = _ids(draw)
    right = sorted(draw(st.sets(st.sampled_from(ids), min_size=1)))
    shares = {name: Decimal(100 // len(right)) for name in right}
    shares[right[0]] += 100 - sum(shares.values())
    weighed = draw(st.booleans())
    made = [
        _choice(
            draw,
            name,
            right=name in right,
            weight=(shares[name] if name in right else draw(costs)) if weighed else None,
        )
        for name in ids
    ]
    return MultipleChoice(**common, choices=tuple(made), partial=draw(st.booleans()))


def _true_false(draw: st.DrawFn, common: dict[str, Any]) -> TrueFalse:
    return TrueFalse(**common, answer=draw(st.booleans()))


def _matching(draw: st.DrawFn, common: dict[str, Any]) -> Matching:
    items, options = _items(draw), _items(draw)
    ids = st.sampled_from([option.id for option in options])
    pairs = {item.id: draw(ids) for item in items}
    own: dict[str, Any] = {"items": items, "options": options, "pairs": pairs}
    return Matching(**common, **own, partial=draw(st.booleans()))


def _ordering(draw: st.DrawFn, common: dict[str, Any]) -> Ordering:
    return Ordering(**common, items=_items(draw), partial=draw(st.booleans()))


def _accepted(draw: st.DrawFn) -> Accepted:
    listed = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
    return {language: draw(listed) for language in Language}


def _short_text(draw: st.DrawFn, common: dict[str, Any]) -> ShortText:
    return ShortText(**common, accepted=_accepted(draw))


def _number(draw: st.DrawFn, common: dict[str, Any]) -> NumberQuestion:
    unit = draw(st.none() | texts)
    return NumberQuestion(**common, value=draw(numbers), tolerance=abs(draw(numbers)), unit=unit)


def _gaps(draw: st.DrawFn, common: dict[str, Any]) -> Gaps:
    """The gaps stand in any order, which may differ between the languages."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True))
    sentences = []
    for _ in Language:
        between = (draw(words.filter(_has_no_gap)) for _ in ids)
        pairs = zip(draw(st.permutations(ids)), between, strict=True)
        sentences.append(" ".join(f"{said} {{{name}}}" for name, said in pairs))
    gaps = tuple(Gap(name, _accepted(draw)) for name in ids)
    return Gaps(**common, sentence=Text(*sentences), gaps=gaps, partial=draw(st.booleans()))


def _has_no_gap(said: str) -> bool:
    return not {"{", "}"} & set(said)


def _criteria(draw: st.DrawFn) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            name,
            draw(texts),
            starred=draw(st.booleans()),
            levels=tuple(draw(texts) for _ in range(4)),
            outcomes=draw(st.sampled_from(((), ("M3.E1", "M3.E2")))),
        )
        for name in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=2, unique=True))
    )


_few = st.integers(1, 4)
_PARTS: dict[str, Callable[[st.DrawFn, dict[str, Any]], PartQuestion]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "short_text": _short_text,
    "number": _number,
    "gaps": _gaps,
}
