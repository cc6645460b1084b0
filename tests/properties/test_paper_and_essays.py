"""What holds for every sheet that is typed in, and for every mark of a written answer."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import (
    PART_END,
    Answer,
    UnreadableAnswer,
    as_typed,
    read_answer,
    typed_in_part,
)
from assessments.attempts import Drawn, draw
from assessments.definitions import LEVELS, Question, Scenario
from assessments.scoring import UNMARKED, score_essay, score_quiz
from course.web.forms.paper_lines import PaperLine, paper_lines
from tests.authored import make_essay
from tests.paper_pages import TEN_KINDS, as_sheet

Raw = dict[str, list[str]]

ids = st.sampled_from("abcdxyz")
texts = st.sampled_from(["parafraza", "20", "3", "najpierw", "potem", ""]) | st.text(max_size=30)
points = st.decimals("0.01", 100, places=2)
levels = st.sampled_from(LEVELS)


@st.composite
def typed_into(draw_: st.DrawFn, question: Question) -> Raw:
    """What the fields of a question may hold, sense or nonsense."""
    if isinstance(question, Scenario):
        return {
            f"{part.id}{PART_END}{name}": given
            for part in question.parts
            for name, given in draw_(typed_into(part)).items()
        }
    raw: Raw = {"text": [draw_(texts)], "chosen": draw_(st.lists(ids | st.just("true")))}
    raw |= {f"pair-{item}": [draw_(ids)] for item in draw_(st.sets(st.sampled_from("xyz")))}
    places = st.sampled_from(["", "1", "2", "3", "4"])
    raw |= {f"place-{item}": [draw_(places)] for item in draw_(st.sets(st.sampled_from("abcd")))}
    return raw | {f"gap-{gap}": [draw_(texts)] for gap in draw_(st.sets(st.sampled_from(GAPS)))}


GAPS = ("when", "then")


@st.composite
def answers(draw_: st.DrawFn) -> dict[str, Answer]:
    """What somebody may have answered to all ten kinds."""
    found = {}
    for question in TEN_KINDS.questions:
        try:
            answer = read_answer(question, draw_(typed_into(question)))
        except UnreadableAnswer:
            continue
        if answer is not None:
            found[question.id] = answer
    return found


@given(answers())
def test_a_sheet_is_read_as_the_screen_is_and_earns_the_same(given_: dict[str, Answer]) -> None:
    sheet = as_sheet(given_)
    on_paper = {
        question.id: answer
        for question in TEN_KINDS.questions
        if (answer := read_answer(question, typed_in_part(sheet, question.id))) is not None
    }
    on_screen = {
        question.id: answer
        for question in TEN_KINDS.questions
        if (answer := read_answer(question, as_typed(given_.get(question.id)))) is not None
    }
    assert on_paper == on_screen == given_
    assert score_quiz(TEN_KINDS, on_paper, marks=UNMARKED) == score_quiz(
        TEN_KINDS, given_, marks=UNMARKED
    )


@given(answers(), st.integers(0, 2**32 - 1))
def test_a_page_of_entry_shows_what_was_typed(given_: dict[str, Answer], seed: int) -> None:
    orders = Drawn.from_json(draw(TEN_KINDS, seed).as_json()).orders
    lines = paper_lines(TEN_KINDS, orders, as_sheet(given_))
    shown = {
        f"{leaf.asked.start}{name}": texts
        for line in lines
        for leaf in line.leaves
        for name, texts in leaf.asked.typed.items()
    }
    assert shown == as_sheet(given_)
    for leaf in (leaf for line in lines for leaf in line.leaves):
        assert _letters_are_told_apart(leaf)


def _letters_are_told_apart(leaf: PaperLine) -> bool:
    offered = [one.id for one in leaf.asked.offered]
    return list(leaf.letters) == offered and len(set(leaf.letters.values())) == len(offered)


@given(points, levels, levels, levels)
def test_an_essay_earns_between_nothing_and_all_and_more_for_more(
    worth: object, one: int, other: int, better: int
) -> None:
    essay = replace(make_essay(), points=worth)  # type: ignore[arg-type]
    earned = score_essay(essay, {"c1": one, "c2": other})
    assert 0 <= earned <= essay.points
    assert score_essay(essay, {"c1": 3, "c2": 3}) == essay.points
    assert score_essay(essay, {"c1": 0, "c2": 0}) == 0
    more = score_essay(essay, {"c1": max(one, better), "c2": other})
    assert more >= earned
