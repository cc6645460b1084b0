from assessments.checks import CheckResult, run_checks
from assessments.definitions import Check, DistinctValues, Measure, RowCount, Words
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    DateField,
    SeveralField,
    TableField,
    TextField,
)
from tests.authored import WORD, make_assignment, make_items

TALKS = TableField(
    name="talks",
    label=WORD,
    columns=(
        ChoiceField(name="channel", label=WORD, options=make_items("dsa")),
        TextField(name="code", label=WORD),
        DateField(name="held_on", label=WORD),
        CheckboxField(name="done", label=WORD),
    ),
)
ROWS = [
    {"channel": "d", "code": "R-01", "held_on": "2026-11-02", "done": True},
    {"channel": "a", "code": "R-02", "held_on": "kiedyś", "done": False},
    {"channel": "a", "code": "", "held_on": "", "done": True},
    {"channel": "zoom", "code": "R-01", "held_on": "2026-11-03", "done": False},
    {},
]
VALUES = {"talks": ROWS, "story": "raz dwa trzy"}


def found(measure: Measure, values: dict[str, object] | None = None) -> int:
    assignment = make_assignment(
        TALKS, TextField(name="story", label=WORD), checks=(Check(WORD, 1, measure),)
    )
    (result,) = run_checks(assignment, VALUES if values is None else values)
    return result.found


def test_rows_are_counted_by_what_their_columns_hold() -> None:
    assert found(RowCount(table="talks")) == 5
    assert found(RowCount(table="talks", where={"channel": ("a",)})) == 2
    assert found(RowCount(table="talks", where={"channel": ("a", "d"), "done": ("yes",)})) == 2
    assert found(RowCount(table="talks", where={"done": ("no",)})) == 2


def test_a_blank_or_unreadable_value_is_not_filled() -> None:
    assert found(RowCount(table="talks", filled="code")) == 3
    assert found(RowCount(table="talks", filled="held_on")) == 2
    assert found(RowCount(table="talks", filled="channel")) == 3
    assert found(RowCount(table="talks", filled="done")) == 2
    assert found(RowCount(table="talks", filled="code", where={"channel": ("a",)})) == 1


def test_different_values_are_counted_once() -> None:
    assert found(DistinctValues(table="talks", column="channel")) == 2
    assert found(DistinctValues(table="talks", column="code")) == 2


def test_of_several_each_counts_that_was_ticked() -> None:
    ways = SeveralField(name="ways", label=WORD, options=make_items("abc"))
    table = TableField(name="talks", label=WORD, columns=(ways,))
    rows = [{"ways": ["a", "b"]}, {"ways": ["b"]}, {"ways": []}, {"ways": ["z"]}]
    measures = (
        RowCount(table="talks", where={"ways": ("a", "c")}),
        RowCount(table="talks", filled="ways"),
        DistinctValues(table="talks", column="ways"),
    )
    assignment = make_assignment(table, checks=tuple(Check(WORD, 1, one) for one in measures))
    assert [result.found for result in run_checks(assignment, {"talks": rows})] == [1, 2, 2]


def test_words_are_counted() -> None:
    assert found(Words(field="story")) == 3


def test_a_form_not_begun_counts_nothing() -> None:
    for measure in (RowCount(table="talks"), DistinctValues(table="talks", column="code")):
        assert found(measure, {}) == 0
    assert found(Words(field="story"), {}) == 0


def test_a_check_is_met_between_its_bounds() -> None:
    checks = tuple(
        Check(WORD, at_least, Words(field="story", at_most=at_most))
        for at_least, at_most in ((3, None), (4, None), (1, 3), (1, 2))
    )
    assignment = make_assignment(TextField(name="story", label=WORD), checks=checks)
    assert run_checks(assignment, {"story": "raz dwa trzy"}) == tuple(
        CheckResult(check, 3, met)
        for check, met in zip(checks, (True, False, True, False), strict=True)
    )
