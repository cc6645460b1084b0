"""The typed form of an assignment: what arrived, and how it is shown again."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from assessments.definitions import Assignment, DistinctValues, RowCount
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    Column,
    Fault,
    Field,
    FileField,
    Row,
    TableField,
    read_values,
    rows_of,
    unreadable_values,
)
from course.errors import Unreadable
from course.models import Submission, SubmissionFile
from course.queries.assignments import files_of, values_of
from course.uploads import ACCEPTED, MOST_MEGABYTES
from course.web.i18n import language, speaking
from course.web.told import Count, counts_of, different_fields, row_title

THIRDS = 3
_CODE = re.compile(r"(.*?)(\d+)")
_FIRST_CODE = "R-01"


@dataclass(frozen=True, slots=True)
class TypedWork:
    """What a form sent: its values, and the revision that its page showed."""

    values: dict[str, object]
    revision: int


def read_work(assignment: Assignment, raw: MultiDict[str, str], revision: str) -> TypedWork:
    """Read a form; a row whose button "remove" was pressed is left out. Raises Unreadable."""
    if not revision.isdecimal():
        raise Unreadable
    gone = f"{raw.get('remove', '')}-"
    typed = {name: texts for name, texts in raw.lists() if not name.startswith(gone)}
    return TypedWork(read_values(assignment.fields, typed).values, int(revision))


@dataclass(frozen=True, slots=True)
class WorkForm:
    """An assignment's form as it stands: filled in, faulty, counted."""

    assignment: Assignment
    values: Mapping[str, object]
    revision: int = 0
    files: Sequence[SubmissionFile] = ()
    faults: Mapping[str, Fault] = field(default_factory=dict)
    new_row_in: str | None = None

    @classmethod
    def of(cls, assignment: Assignment, draft: Submission | None) -> "WorkForm":
        """The form of a draft, or an empty one."""
        if draft is None:
            return cls(assignment, {})
        faults = unreadable_values(assignment.fields, draft.values)
        return cls(assignment, values_of(draft), draft.revision, files_of(draft), faults)

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

    def faults_told(self) -> list[tuple[str, str]]:
        """Everything that is wrong, each with the field to go to; a row is named once."""
        lines: dict[str, tuple[str, str, list[str]]] = {}
        for name, fault in self.faults.items():
            place, label, cell = self._place(name)
            sentence = speaking().fault(fault.code, fault.facts)
            lines.setdefault(place, (name, label, []))[2].append(cell or sentence)
        return [
            (name, f"{label}{' ' if label.endswith('?') else ': '}{', '.join(what)}")
            for name, label, what in lines.values()
        ]

    def rows(self, table: TableField) -> list[Row]:
        """The rows of a table, and the empty one that was asked for."""
        rows = list(rows_of(table.name, self.values))
        if self.new_row_in == table.name and len(rows) < table.max_rows:
            rows.append({column.name: suggestion(rows, column) for column in table.columns})
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
        return different_fields(self.assignment, values, self.values)

    def files_in(self, field_name: str) -> list[SubmissionFile]:
        """Files attached to a field."""
        return [file for file in self.files if file.field == field_name]

    def options(self, choice: ChoiceField) -> list[tuple[str, ...]]:
        """The options as the macros want them; degrees are split into figure and words."""
        texts = [(option.id, option.text.in_language(language())) for option in choice.options]
        if not self.is_degrees(choice):
            return list(texts)
        return [(value, value, text.partition(" – ")[2]) for value, text in texts]

    def is_degrees(self, choice: ChoiceField) -> bool:
        """Whether the options are three degrees, such as "1 – speaks calmly"."""
        return len(choice.options) == THIRDS and all(
            option.text.in_language(language()).startswith(f"{option.id} – ")
            for option in choice.options
        )

    def endings(self, asked: FileField) -> str:
        """What the browser's dialogue offers for a field."""
        return ",".join(ending for kind in asked.kinds for ending in ACCEPTED[kind])

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
        raise KeyError(name)


def suggestion(rows: Sequence[Row], column: Column) -> str:
    """The next code of a person: after R-07 comes R-08. Nothing for other columns."""
    if column.name != "code":
        return ""
    found = [_CODE.fullmatch(str(row.get("code", ""))) for row in rows]
    codes = [(int(code[2]), code) for code in found if code]
    if not codes:
        return _FIRST_CODE if not rows else ""
    number, last = max(codes, key=lambda pair: pair[0])
    return f"{last[1]}{number + 1:0{len(last[2])}d}"


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
