"""Small definitions for tests: plain functions, every default valid, no surprises."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.definitions import (
    Assignment,
    Check,
    Choice,
    Criterion,
    Essay,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    Rubric,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.fields import Field, TextField
from assessments.items import Item
from assessments.qualification import Record
from content.languages import Language, Text

WORD = Text("słowo", "word")


def make_items(ids: str) -> tuple[Item, ...]:
    return tuple(Item(name, WORD) for name in ids)


def make_choices(ids: str, right: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, WORD, right=name in right) for name in ids)


def _common(columns: Mapping[str, Any], **defaults: Any) -> dict[str, Any]:
    common = {"id": "q", "outcome": "M3.E1", "prompt": WORD, "explanation": WORD}
    return {**common, **defaults, **columns}


def make_single(right: str = "b", **columns: Any) -> SingleChoice:
    return SingleChoice(**_common(columns, choices=make_choices("abc", right)))


def make_multiple(right: str = "ac", ids: str = "abcd", **columns: Any) -> MultipleChoice:
    return MultipleChoice(**_common(columns, choices=make_choices(ids, right)))


def make_true_false(*, answer: bool = False, **columns: Any) -> TrueFalse:
    return TrueFalse(**_common(columns, answer=answer))


def make_matching(**columns: Any) -> Matching:
    return Matching(
        **_common(
            columns,
            items=make_items("xyz"),
            options=make_items("abcd"),
            pairs={"x": "a", "y": "b", "z": "a"},
        )
    )


def make_ordering(ids: str = "abcd", **columns: Any) -> Ordering:
    return Ordering(**_common(columns, items=make_items(ids)))


def make_short_text(**columns: Any) -> ShortText:
    accepted = {Language.PL: ("parafraza", "Łódź"), Language.EN: ("a paraphrase",)}
    return ShortText(**_common(columns, accepted=accepted))


def make_number(value: str = "20", tolerance: str = "0", **columns: Any) -> NumberQuestion:
    return NumberQuestion(**_common(columns, value=Decimal(value), tolerance=Decimal(tolerance)))


def make_gaps(**columns: Any) -> Gaps:
    """„{when} słuchaj, {then} mów”."""
    gaps = (
        Gap("when", {Language.PL: ("najpierw",), Language.EN: ("first",)}),
        Gap("then", {Language.PL: ("potem", "później"), Language.EN: ("then",)}),
    )
    sentence = Text("{when} słuchaj, {then} mów.", "{when} listen, {then} speak.")
    return Gaps(**_common(columns, sentence=sentence, gaps=gaps))


def make_scenario(**columns: Any) -> Scenario:
    """A case with two questions under it, worth two points."""
    parts = (make_single(id="what"), make_number(id="how-many", value="3"))
    return Scenario(**_common(columns, parts=parts, points=Decimal(2)))


def make_essay(**columns: Any) -> Essay:
    return Essay(**_common(columns, criteria=make_rubric("··").criteria, points=Decimal(3)))


def make_quiz(*questions: Question, **columns: Any) -> Quiz:
    """A quiz of all ten kinds where no question is given."""
    return Quiz(
        slug="m3",
        module="m3",
        title=WORD,
        questions=questions
        or (
            make_single(id="single", lesson="m3/1-levels"),
            make_multiple(id="multiple", partial=True),
            make_true_false(id="true-false"),
            make_matching(id="matching", partial=True),
            make_ordering(id="ordering", lesson="m3/2-questions"),
            make_short_text(id="short-text"),
            make_number(id="number", unit=WORD, points=Decimal("1.5")),
            make_gaps(id="gaps", partial=True),
            make_scenario(id="scenario"),
            make_essay(id="essay"),
        ),
        **columns,
    )


def make_rubric(stars: str = "★·★··", pass_points: int = 9) -> Rubric:
    """Five criteria c1 … c5; a star in the pattern makes one starred."""
    return Rubric(
        tuple(
            Criterion(f"c{number}", WORD, sign == "★", (WORD,) * 4)
            for number, sign in enumerate(stars, start=1)
        ),
        pass_points,
    )


def make_assignment(*fields: Field, checks: tuple[Check, ...] = ()) -> Assignment:
    return Assignment(
        slug="z3",
        module="m3",
        number=3,
        title=WORD,
        brief=WORD,
        fields=fields or (TextField(name="story", label=WORD),),
        checks=checks,
        rubric=make_rubric(),
    )


def make_record(**facts: Any) -> Record:
    """The record of somebody who has not begun."""
    nothing: Mapping[str, Any] = {
        "admitted": False,
        "consents": frozenset(),
        "quiz_percents": {},
        "assignments_passed": frozenset(),
        "assignments_waiting": frozenset(),
        "confirmed_minutes": 0,
        "claimed_minutes": 0,
        "conversations": 0,
        "one_to_ones": 0,
        "seldom_heard": 0,
        "channels": frozenset(),
        "workshop_minutes": 0,
        "workshops_attended": frozenset(),
        "assessment": None,
    }
    return Record(**{**nothing, **facts})
