"""Rows of a marking sheet: what they say, and what is to become of them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.definitions import Criterion, Rubric
from assessments.marking_sheets import (
    Cell,
    Drafted,
    Fate,
    PieceNow,
    Print,
    SheetRow,
    Written,
    columns_of,
    count_fates,
    judge_row,
    judge_rows,
    read_row,
)
from content.languages import Text

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
WORDS = {"pass": "pass", "zaliczone": "pass", "do poprawy": "revise", "revise": "revise"}
LEVELS = (Text(pl="a", en="a"),) * 4
RUBRIC = Rubric(
    criteria=tuple(
        Criterion(id=name, title=Text(pl=name, en=name), starred=name == "a", levels=LEVELS)
        for name in ("a", "b")
    ),
    pass_points=3,
)
GOOD = Written(levels={"a": 2, "b": 2}, feedback="Tak.", outcome="pass")
ROW = SheetRow(row=3, id=7, print=Print("x", 0, 0), written=GOOD)
PIECE = PieceNow(rubric=RUBRIC, print=Print("x", 0, 0), waits=True)
OTHER_DRAFT = Drafted(by="Ewa", at=AT, written=Written(feedback="Czytam."))


def cells(**values: object) -> dict[str, Cell]:
    named = {name.replace("__", ":"): value for name, value in values.items()}
    return {code: Cell(f"{code}!", value) for code, value in named.items()}


def fate(row: SheetRow, piece: PieceNow | None) -> tuple[Fate, list[str]]:
    judged = judge_row(row, piece)
    return judged.fate, [one.code for one in judged.why]


def test_a_sheet_has_two_columns_for_each_criterion() -> None:
    assert columns_of(RUBRIC) == [
        *("id", "print", "who", "assignment", "handed_in"),
        *("level:a", "comment:a", "level:b", "comment:b"),
        *("feedback", "outcome"),
    ]


def test_a_row_is_read_as_people_type() -> None:
    row = read_row(
        3,
        cells(
            id=7.0,
            print="x.1.2",
            level__a=2,
            level__b=" 3 ",
            comment__a=" Tak. ",
            comment__b=None,
            feedback="Dobrze.\r\nDalej.",
            outcome=" DO  poprawy ",
        ),
        WORDS,
    )
    assert row == SheetRow(
        row=3,
        id=7,
        print=Print("x", 1, 2),
        written=Written(
            levels={"a": 2, "b": 3},
            comments={"a": "Tak."},
            feedback="Dobrze.\nDalej.",
            outcome="revise",
        ),
    )


def test_an_empty_row_is_no_row() -> None:
    assert read_row(3, cells(id=None, print="", level__a=None), WORDS) is None


@pytest.mark.parametrize("level", [4, -1, 1.5, "two", "2.0", True, "²"])
def test_what_is_no_level_is_a_fault(level: object) -> None:
    row = read_row(3, cells(id=7, print="x.0.0", level__a=level), WORDS)
    assert row is not None
    assert [(one.code, one.facts) for one in row.faults] == [("cell_level", {"cell": "level:a!"})]


@pytest.mark.parametrize("text", ["", "x", "x.1", "x.1.y", "x.1.2.3", "x.-1.0", "x.².0"])
def test_a_changed_print_is_a_fault(text: str) -> None:
    row = read_row(3, cells(id=7, print=text), WORDS)
    assert row is not None
    assert [one.code for one in row.faults] == ["row_id"]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_print_is_read_as_it_was_written(own: int, others: int) -> None:
    made = Print("0123456789ab", own, others)
    assert Print.read(str(made)) == made


def test_a_whole_row_is_ready() -> None:
    assert fate(ROW, PIECE) == (Fate.READY, [])


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (replace(GOOD, levels={"a": 2}), ["criterion_unmarked"]),
        (replace(GOOD, outcome=None), ["outcome_missing"]),
        (replace(GOOD, outcome="revise", feedback=""), ["feedback_missing"]),
        (replace(GOOD, levels={"a": 1, "b": 3}), ["starred_below_two"]),
        (replace(GOOD, levels={"a": 3, "b": 0}), ["criterion_at_zero"]),
        (replace(GOOD, levels={"a": 2, "b": 0}), ["below_pass_points", "criterion_at_zero"]),
    ],
)
def test_what_is_missing_makes_a_row_half(written: Written, codes: list[str]) -> None:
    assert fate(replace(ROW, written=written), PIECE) == (Fate.HALF, codes)


def test_nothing_written_and_nothing_new_are_left_alone() -> None:
    assert fate(replace(ROW, written=Written()), None) == (Fate.UNCHANGED, [])
    half = replace(GOOD, outcome=None)
    piece = replace(PIECE, print=Print("x", 3, 0), own_draft=Drafted(by="", at=AT, written=half))
    assert fate(replace(ROW, written=half), piece) == (Fate.UNCHANGED, [])
    assert fate(ROW, piece) == (Fate.READY, [])  # the same, and now the outcome too


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (None, "piece_gone"),
        (replace(PIECE, print=Print("y")), "piece_changed"),
        (replace(PIECE, waits=False, marked_by="Ewa"), "piece_marked"),
        (replace(PIECE, waits=False), "piece_marked_by_somebody"),
        (replace(PIECE, mine=Written(), marked_by="ja"), "piece_marked"),
        (replace(PIECE, print=Print("x", 0, 1), other_draft=OTHER_DRAFT), "piece_drafted"),
        (
            replace(PIECE, print=Print("x", 0, 1), other_draft=replace(OTHER_DRAFT, by="")),
            "piece_drafted_by_somebody",
        ),
        (replace(PIECE, print=Print("x", 1, 0), own_draft=OTHER_DRAFT), "own_draft_newer"),
        (replace(PIECE, rubric=Rubric(criteria=RUBRIC.criteria[:1])), "other_rubric"),
    ],
)
def test_what_happened_meanwhile_is_a_conflict(piece: PieceNow | None, code: str) -> None:
    assert fate(ROW, piece) == (Fate.CONFLICT, [code])


def test_a_draft_that_was_there_before_is_none() -> None:
    piece = replace(PIECE, print=Print("x", 0, 4), other_draft=OTHER_DRAFT)
    assert fate(replace(ROW, print=Print("x", 0, 4)), piece) == (Fate.READY, [])


def test_what_was_said_already_is_not_said_again() -> None:
    piece = replace(PIECE, waits=False, mine=replace(GOOD, feedback=" Tak. "), marked_by="ja")
    assert fate(ROW, piece) == (Fate.MARKED, [])


def test_of_two_rows_with_the_same_work_the_first_counts() -> None:
    judged = judge_rows([ROW, replace(ROW, row=4)], {7: PIECE})
    assert [one.fate for one in judged] == [Fate.READY, Fate.BROKEN]
    assert {fate: number for fate, number in count_fates(judged).items() if number} == {
        Fate.READY: 1,
        Fate.BROKEN: 1,
    }
