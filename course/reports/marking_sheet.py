"""A marking sheet as XLSX: a row for each piece of work, and the rubric in words beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assessments.definitions import LEVELS, Assignment, Criterion
from assessments.marking_sheets import Print, Written, columns_of
from assessments.marking_sheets.rows import (
    COMMENT,
    FEEDBACK,
    HANDED_IN,
    ID,
    LEVEL,
    OUTCOME,
    PRINT,
    TITLE,
    WHO,
)
from course.clock import LOCAL_ZONE
from course.language import Voice
from course.terms import MarkingOutcome

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST_ROW = 2
"""Rows above the work, from 0: the codes of the columns, hidden, and their headings."""

_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_WIDTHS = {ID: 8, WHO: 24, TITLE: 24, HANDED_IN: 17, FEEDBACK: 60, OUTCOME: 16}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A piece of work on its way into a sheet, with what the trainer wrote of it already."""

    id: int
    print: Print
    who: str
    handed_in_at: datetime | None
    written: Written


def sheet_of(
    assignment: Assignment, lines: Sequence[SheetLine], left_out: Sequence[int], speaking: Voice
) -> bytes:
    """The file. `left_out`: work that is marked by another rubric."""
    content = BytesIO()
    xlsxwriter = import_module("xlsxwriter")  # few requests write workbooks; it holds 10 MB
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "fixed": book.add_format({"text_wrap": True, "valign": "top"}),
        "moment": book.add_format(
            {"num_format": "dd.mm.yyyy hh:mm", "align": "left", "valign": "top"}
        ),
        "typed": book.add_format(
            {"locked": False, "text_wrap": True, "valign": "top", "border": 4}
        ),
    }
    title = assignment.title.in_language(speaking.language)
    _Marks(book.add_worksheet(_sheet_name(speaking.gettext("Marks"))), formats, speaking).write(
        assignment, title, lines
    )
    _write_rubric(
        book.add_worksheet(_sheet_name(speaking.gettext("Rubric"))),
        formats,
        assignment,
        left_out,
        speaking,
    )
    book.close()
    return content.getvalue()


class _Marks:
    """The sheet that is filled in."""

    def __init__(self, sheet: "Worksheet", formats: dict[str, Any], speaking: Voice) -> None:
        self.sheet, self.formats, self.speaking = sheet, formats, speaking

    def write(self, assignment: Assignment, title: str, lines: Sequence[SheetLine]) -> None:
        columns = columns_of(assignment.rubric)
        headings = self._headings(assignment)
        for place, code in enumerate(columns):
            kind = code.partition(":")[0] + ":" if ":" in code else code
            width = _WIDTHS.get(code, {LEVEL: 9, COMMENT: 32}.get(kind, 10))
            hidden = {"hidden": True} if code == PRINT else {}
            self.sheet.set_column(place, place, width, None, hidden)
            self.sheet.write_string(0, place, code)
            self.sheet.write_string(1, place, headings[code], self.formats["heading"])
        self.sheet.set_row(0, None, None, {"hidden": True})
        for number, line in enumerate(lines, start=FIRST_ROW):
            for place, code in enumerate(columns):
                self._cell(number, place, code, line, title)
        self._allow(columns, FIRST_ROW + len(lines) - 1)

    def _headings(self, assignment: Assignment) -> dict[str, str]:
        say = self.speaking.say
        headings = {
            ID: self.speaking.gettext("Number"),
            PRINT: PRINT,
            WHO: self.speaking.gettext("Trainee"),
            TITLE: self.speaking.gettext("Assignment"),
            HANDED_IN: self.speaking.gettext("Handed in"),
            FEEDBACK: self.speaking.gettext("Feedback"),
            OUTCOME: self.speaking.gettext("Outcome"),
        }
        for number, criterion in enumerate(assignment.rubric.criteria, start=1):
            named = f"{number}. {_titled(criterion, self.speaking)}"
            headings[LEVEL + criterion.id] = say("%(criterion)s: level", criterion=named)
            headings[COMMENT + criterion.id] = say("%(number)s. comment", number=number)
        return headings

    def _cell(self, row: int, place: int, code: str, line: SheetLine, title: str) -> None:
        fixed, typed = self.formats["fixed"], self.formats["typed"]
        kind, _, criterion = code.partition(":")
        match kind:
            case "id":
                self.sheet.write_number(row, place, line.id, fixed)
            case "handed_in" if line.handed_in_at is not None:
                moment = line.handed_in_at.astimezone(LOCAL_ZONE).replace(tzinfo=None)
                self.sheet.write_datetime(row, place, moment, self.formats["moment"])
            case "print" | "who" | "assignment":
                told = {PRINT: str(line.print), WHO: line.who, TITLE: title}
                self.sheet.write_string(row, place, told[kind], fixed)
            case "level" if criterion in line.written.levels:
                self.sheet.write_number(row, place, line.written.levels[criterion], typed)
            case "comment":
                self._text(row, place, line.written.comments.get(criterion, ""))
            case "feedback":
                self._text(row, place, line.written.feedback)
            case _:
                self.sheet.write_blank(row, place, None, typed)

    def _text(self, row: int, place: int, text: str) -> None:
        typed = self.formats["typed"]
        if text:
            self.sheet.write_string(row, place, text, typed)
        else:
            self.sheet.write_blank(row, place, None, typed)

    def _allow(self, columns: Sequence[str], last: int) -> None:
        """Only what is to be typed can be typed, levels and outcomes from a list."""
        words = [self.speaking.word(outcome) for outcome in MarkingOutcome]
        for place, code in enumerate(columns):
            listed = list(LEVELS) if code.startswith(LEVEL) else words if code == OUTCOME else None
            if listed and last >= FIRST_ROW:
                self.sheet.data_validation(
                    FIRST_ROW, place, last, place, {"validate": "list", "source": listed}
                )
        self.sheet.freeze_panes(FIRST_ROW, columns.index(WHO) + 1)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)


def _write_rubric(
    sheet: "Worksheet",
    formats: dict[str, Any],
    assignment: Assignment,
    left_out: Sequence[int],
    speaking: Voice,
) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(LEVELS), 36)
    headings = [speaking.gettext("Criterion"), *map(str, LEVELS)]
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, formats["heading"])
    for number, criterion in enumerate(assignment.rubric.criteria, start=1):
        named = f"{number}. {_titled(criterion, speaking)}"
        texts = [text.in_language(speaking.language) for text in criterion.levels]
        for place, text in enumerate([named, *texts]):
            sheet.write_string(number, place, text, formats["fixed"])
    for number, line in enumerate(
        _rules(assignment, left_out, speaking), start=len(assignment.rubric.criteria) + 2
    ):
        sheet.write_string(number, 0, line)
    sheet.freeze_panes(1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _rules(assignment: Assignment, left_out: Sequence[int], speaking: Voice) -> list[str]:
    rubric = assignment.rubric
    lines = [
        speaking.say(
            "To pass: at least %(points)s of %(total)s points.",
            points=rubric.pass_points,
            total=rubric.max_points,
        ),
        speaking.gettext("★ is a compulsory criterion: at least 2. None may have 0."),
        speaking.gettext("Save the file as XLSX and bring it back on the page it came from."),
    ]
    if left_out:
        numbers = ", ".join(map(str, left_out))
        lines.append(
            speaking.say(
                "Not here, because they have an earlier rubric; mark them on their pages:"
                " %(numbers)s.",
                numbers=numbers,
            )
        )
    return lines


def _titled(criterion: Criterion, speaking: Voice) -> str:
    star = " ★" if criterion.starred else ""
    return f"{criterion.title.in_language(speaking.language)}{star}"


def _sheet_name(words: str) -> str:
    return _NOT_IN_SHEET_NAME.sub("", words)[:31]
