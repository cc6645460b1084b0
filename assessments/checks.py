"""What can be counted in a form without judging it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from assessments.definitions import Assignment, Check, DistinctValues, Measure, RowCount, Words
from assessments.fields import Column, Row, TableField, chosen_of, rows_of, unreadable
from assessments.typed import words_in

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found."""

    check: Check
    found: int
    met: bool


def run_checks(assignment: Assignment, values: Values) -> tuple[CheckResult, ...]:
    """Every check of the assignment, in its order; also for a form half filled in."""
    return tuple(_run(check, assignment, values) for check in assignment.checks)


def _run(check: Check, assignment: Assignment, values: Values) -> CheckResult:
    found = _count(check.measure, assignment, values)
    at_most = check.measure.at_most if isinstance(check.measure, Words) else None
    within = at_most is None or found <= at_most
    return CheckResult(check, found, met=found >= check.at_least and within)


def _count(measure: Measure, assignment: Assignment, values: Values) -> int:
    match measure:
        case Words():
            return words_in(str(values.get(measure.field, "")))
        case DistinctValues():
            column = _column(assignment, measure.table, measure.column)
            rows = rows_of(measure.table, values)
            return len({said for row in rows for said in _said(column, row)})
        case RowCount():
            return sum(
                _row_counts(measure, assignment, row) for row in rows_of(measure.table, values)
            )
        case _:
            assert_never(measure)


def _row_counts(measure: RowCount, assignment: Assignment, row: Row) -> bool:
    if measure.filled is not None:
        filled = _column(assignment, measure.table, measure.filled)
        if _said(filled, row) <= {"no"}:
            return False
    return all(
        not _said(_column(assignment, measure.table, name), row).isdisjoint(wanted)
        for name, wanted in measure.where.items()
    )


def _column(assignment: Assignment, table: str, name: str) -> Column:
    """The reading of authored files has proved that both exist."""
    field = assignment.field(table)
    columns = field.columns if isinstance(field, TableField) else ()
    return next(column for column in columns if column.name == name)


def _said(column: Column, row: Row) -> frozenset[str]:
    """The values as a rule names them; blanks and what cannot be read count for nothing."""
    value = row.get(column.name, "")
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if not value or unreadable(column, value):
        return frozenset()
    return frozenset(chosen_of(value) if isinstance(value, list) else [str(value)])
