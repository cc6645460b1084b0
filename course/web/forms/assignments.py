"""The typed form of an assignment: what arrived, and how it is shown again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import url_for
from werkzeug.datastructures import MultiDict

from assessments.definitions import Assignment, DistinctValues, RowCount
from assessments.definitions.journal import CODE
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    Column,
    Fault,
    Field,
    FileField,
    MapField,
    Row,
    ScaleField,
    SeveralField,
    TableField,
    read_values,
    rows_of,
    unreadable_values,
)
from assessments.journal import next_code
from course.models import Submission, SubmissionFile
from course.queries.assignments import files_of, values_of
from course.queries.fieldwork import tables_from_journal
from course.queries.work_files import PICTURE, is_picture, picture_name
from course.terms import ScanState
from course.uploads import ACCEPTED, MOST_MEGABYTES, OFFERED
from course.web.forms.options import is_degrees, options_of
from course.web.i18n import language, speaking
from course.web.numbers import whole_number
from course.web.point_map import MapShown, map_shown
from course.web.told import (
    Count,
    counts_of,
    different_fields,
    row_title,
)

MOST_IN_PLACE = 8
"""Rows of a table that a form unfolds in place; more are listed, each with a page of its own."""


@dataclass(frozen=True, slots=True)
class TypedWork:
    """What a form sent: its values, and the revision that its page showed."""

    values: dict[str, object]
    revision: int
    left_out: Collection[str]
    """Tables whose rows the page did not hold."""


def read_work(assignment: Assignment, raw: MultiDict[str, str], revision: str) -> TypedWork:
    """Read a form; a row whose button "remove" was pressed is left out. Raises Unreadable."""
    number = whole_number(revision)
    gone = f"{raw.get('remove', '')}-"
    typed = {name: texts for name, texts in raw.lists() if not name.startswith(gone)}
    journal = tables_from_journal(assignment)
    asked = [one for one in assignment.fields if one not in journal]
    tables = {one.name for one in asked if isinstance(one, TableField)}
    values = read_values(asked, typed).values
    return TypedWork(values, number, tables & set(raw.getlist("left_out")))


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What is wrong in one field or row: the blank to go to, its place, its label, the reasons."""

    name: str
    place: str
    label: str
    what: tuple[str, ...]

    @property
    def said(self) -> str:
        """The line as a sentence."""
        return f"{self.label}{' ' if self.label.endswith('?') else ': '}{', '.join(self.what)}"

    def row_of(self, table: str) -> int | None:
        """The row of a table, counted from 0, that is meant; None where it is something else."""
        row = self.place.removeprefix(f"{table}-")
        return int(row) if self.place != row and row.isdecimal() else None


@dataclass(frozen=True, slots=True)
class WorkForm:
    """An assignment's form as it stands: filled in, faulty, counted."""

    assignment: Assignment
    values: Mapping[str, object]
    revision: int = 0
    files: Sequence[SubmissionFile] = ()
    faults: Mapping[str, Fault] = field(default_factory=dict)
    new_row_in: str | None = None
    infected: Sequence[SubmissionFile] = ()

    @classmethod
    def of(
        cls, assignment: Assignment, draft: Submission | None, journal: Mapping[str, object]
    ) -> "WorkForm":
        """The form of a draft, or an empty one, with the tables that come out of the journal."""
        if draft is None:
            return cls(assignment, journal)
        faults = unreadable_values(assignment.fields, draft.values)
        infected = [file for file in draft.files if file.scan == ScanState.INFECTED]
        values, files = {**values_of(draft), **journal}, files_of(draft)
        return cls(assignment, values, draft.revision, files, faults, infected=infected)

    def with_faults(self, faults: Mapping[str, Fault]) -> "WorkForm":
        """The same with more that is wrong."""
        return replace(self, faults={**faults, **self.faults})

    def with_new_row(self, table: str | None) -> "WorkForm":
        """The same with an empty row in a table."""
        return replace(self, new_row_in=table)

    def counts(self) -> list[Count]:
        """What is counted automatically."""
        return counts_of(self.assignment, dict(self.values))

    def fault(self, name: str) -> str | None:
        """What is wrong with one field, in words."""
        fault = self.faults.get(name)
        return speaking().fault(fault.code, fault.facts) if fault else None

    def fault_lines(self) -> list[FaultLine]:
        """Everything that is wrong, each with the place to go to; a row is named once."""
        lines: dict[str, FaultLine] = {}
        for name, fault in self.faults.items():
            place, label, cell = self._place(name)
            said = cell or speaking().fault(fault.code, fault.facts)
            known = lines.setdefault(place, FaultLine(name, place, label, ()))
            lines[place] = replace(known, what=(*known.what, said))
        return list(lines.values())

    def faults_told(self) -> list[tuple[str, str]]:
        """The same for the top of the form: the blank, or the page of a row that is only listed."""
        return [(self.page_of(line) or line.name, line.said) for line in self.fault_lines()]

    def page_of(self, line: FaultLine, *, always: bool = False) -> str | None:
        """The page of the row that a line belongs to; in doubt only where it is listed alone."""
        for table in self._tables():
            row = line.row_of(table.name)
            if row is not None and (always or self.is_long(table)):
                slug = self.assignment.slug
                return url_for("rows.show", slug=slug, table=table.name, number=row + 1)
        return None

    def _tables(self) -> list[TableField]:
        return [asked for asked in self.assignment.fields if isinstance(asked, TableField)]

    def is_long(self, table: TableField) -> bool:
        """Whether the rows of a table are listed only, each with a page of its own."""
        return len(rows_of(table.name, self.values)) > MOST_IN_PLACE

    def rows(self, table: TableField) -> list[Row]:
        """The rows of a table, and the empty one that was asked for."""
        rows = list(rows_of(table.name, self.values))
        if self.new_row_in == table.name and len(rows) < table.max_rows:
            code = next_code(str(row.get(CODE, "")) for row in rows)
            rows.append({one.name: code if one.name == CODE else "" for one in table.columns})
        return rows

    def titles(self, table: TableField) -> list[str]:
        """Each row in one line; a new one says nothing yet."""
        filled = rows_of(table.name, self.values)
        return [row_title(table, row) for row in filled] + [""]

    def open_rows(self, table: TableField) -> list[int]:
        """Rows to show unfolded: faulty ones and the new one."""
        count = len(rows_of(table.name, self.values))
        faulty = [row for row in range(count) if self.is_faulty(table, row, table.columns)]
        return [*faulty, count] if self.new_row_in == table.name else faulty

    def is_faulty(self, table: TableField, row: object, columns: Collection[Column]) -> bool:
        """Whether something is wrong in one of these columns of a row."""
        return any(f"{table.name}-{row}-{column.name}" in self.faults for column in columns)

    def shown(self, table: TableField) -> list[Column]:
        """Columns that everybody needs: required, or counted by a check."""
        counted = {name for check in self.assignment.checks for name in _counted(check.measure)}
        return [
            column
            for column in table.columns
            if (column.required or column.name in counted) and not _is_statement(column)
        ]

    def more(self, table: TableField) -> list[Column]:
        """Columns for whoever has more to say."""
        shown = self.shown(table)
        return [one for one in table.columns if one not in shown and not _is_statement(one)]

    def statements(self, table: TableField) -> list[Column]:
        """Sentences to agree with, which close a row."""
        return [column for column in table.columns if _is_statement(column)]

    def different_from(self, values: Mapping[str, object]) -> list[Field]:
        """The fields that another version of the draft fills in differently."""
        journal = {table.name for table in tables_from_journal(self.assignment)}
        typed = {name: value for name, value in self.values.items() if name not in journal}
        return different_fields(self.assignment, values, typed)

    def files_in(self, field_name: str) -> list[SubmissionFile]:
        """Files attached to a field."""
        return [file for file in self.files if file.field == field_name]

    def picture_name(self, file: SubmissionFile) -> str | None:
        """What the question who is in a file is called; none where it is no picture."""
        return picture_name(file) if is_picture(file) else None

    def taken_off(self, field_name: str) -> list[str]:
        """What is said of each file of a field in which a virus was found."""
        names = [file.name for file in self.infected if file.field == field_name]
        return [speaking().fault("file_infected", {"name": name}) for name in names]

    def drawn(self, asked: MapField) -> MapShown:
        """A map as the rows of its table stand now."""
        return map_shown(asked, self.assignment.fields, self.values)

    def options(self, choice: ChoiceField | SeveralField | ScaleField) -> list[tuple[str, ...]]:
        """The options as the macros want them; degrees are split into figure and words."""
        return options_of(choice)

    def is_degrees(self, choice: ChoiceField | SeveralField | ScaleField) -> bool:
        """Whether the options are three degrees, such as "1 – speaks calmly"."""
        return is_degrees(choice)

    def endings(self, asked: FileField) -> str:
        """What the browser's dialogue offers for a field."""
        return ",".join(ending for kind in asked.kinds for ending in OFFERED[kind])

    def file_hint(self, asked: FileField) -> str:
        """What a field for files is for, and what it takes."""
        names = [ending.strip(".").upper() for kind in asked.kinds for ending in ACCEPTED[kind]]
        said = speaking().say(
            "%(kinds)s; at most %(megabytes)s MB.",
            kinds=", ".join(name for name in names if name != "JPG"),
            megabytes=MOST_MEGABYTES,
        )
        return f"{asked.hint.in_language(language())} {said}" if asked.hint else said

    def _place(self, name: str) -> tuple[str, str, str | None]:
        """Of a fault's name: the row or field it belongs to, how that is called, and the cell."""
        for asked in self.assignment.fields:
            label = asked.label.in_language(language())
            if name == asked.name:
                return name, label, None
            if isinstance(asked, TableField) and name.startswith(f"{asked.name}-"):
                row, _, column_name = name.removeprefix(f"{asked.name}-").partition("-")
                column = next(one for one in asked.columns if one.name == column_name)
                place = f"{asked.name}-{row}"
                return place, f"{label}, {int(row) + 1}", column.label.in_language(language())
            if isinstance(asked, FileField) and name.startswith(f"{asked.name}-{PICTURE}-"):
                return name, label, None
        raise KeyError(name)


def fields_for_files(fields: Sequence[Field]) -> list[FileField]:
    """The fields that take files."""
    return [asked for asked in fields if isinstance(asked, FileField)]


def _is_statement(column: Column) -> bool:
    return isinstance(column, CheckboxField) and column.required


def _counted(measure: object) -> list[str]:
    """The columns that a check looks at."""
    match measure:
        case RowCount():
            return [*measure.where, *([measure.filled] if measure.filled else [])]
        case DistinctValues():
            return [measure.column]
        case _:
            return []
