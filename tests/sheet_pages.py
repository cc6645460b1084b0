"""A marking sheet in tests: filled in as a person would, brought back, and read."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.models import Marking
from tests.pages import Page, PageClient
from tests.people import Cast

PASSED, TO_REVISE = "zaliczone", "do poprawy"
LEVELS = {f"level:c{number}": 2 for number in range(1, 6)}
GOOD = {**LEVELS, "outcome": PASSED, "feedback": "Dobra robota."}
RETURNED = {**LEVELS, "level:c1": 1, "outcome": TO_REVISE, "feedback": "Wróć do R-15."}

Change = Callable[[Workbook], None]


def filled(
    content: bytes, rows: Mapping[int, Mapping[str, Any]], change: Change | None = None
) -> bytes:
    """A sheet with cells typed in, by the number of the work and the code of the column."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    codes = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    for number, line in enumerate(sheet.iter_rows(min_row=3), start=3):
        for code, value in rows.get(int(str(line[0].value)), {}).items():
            sheet.cell(number, codes[code], value)
    if change is not None:
        change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bring(client: PageClient, content: bytes, name: str = "oceny.xlsx") -> TestResponse:
    return client.post(
        "/marking/sheet",
        data={"sheet": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def confirm(client: PageClient, preview: TestResponse, *, drafts: bool = False) -> TestResponse:
    """Press the button of the preview."""
    data = {"rows": carried(preview)} | ({"drafts": "yes"} if drafts else {})
    return client.post("/marking/sheet/confirm", data=data, content_type="multipart/form-data")


def carried(preview: TestResponse) -> str:
    fields = [
        field
        for field in Page(preview.get_data(as_text=True)).root.iter("input")
        if field.get("name") == "rows"
    ]
    return (fields[0].get("value") or "") if fields else ""


def told(answer: TestResponse) -> list[list[str]]:
    """The rows of a page's table, cell by cell."""
    page = Page(answer.get_data(as_text=True))
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in page.root.findall(".//tbody/tr")
    ]


def sheet_from(client: PageClient, cast: Cast) -> bytes:
    answer = client.get(f"/marking/cohorts/{cast.cohort.id}/sheet.xlsx?assignment=z3")
    assert answer.status_code == 200
    return answer.get_data()


def markings(session: Session) -> list[tuple[int, str, int]]:
    found = session.scalars(select(Marking).order_by(Marking.id))
    return [(one.submission_id, one.outcome.value, one.points) for one in found]
