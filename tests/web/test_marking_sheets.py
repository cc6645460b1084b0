"""A marking sheet taken away as XLSX, filled in and brought back."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.marking import keep_marking_text
from course.models import (
    AuditEntry,
    CriterionMark,
    Letter,
    Marking,
    MarkingDraft,
    Person,
    Submission,
)
from course.terms import Act
from tests.make import MONDAY
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.sheet_pages import (
    GOOD,
    LEVELS,
    PASSED,
    RETURNED,
    bring,
    confirm,
    filled,
    markings,
    sheet_from,
    told,
)

SignIn = Callable[[Person], PageClient]


def test_the_sheet_has_a_row_for_each_piece_and_the_rubric(
    ben: PageClient, session: Session, cast: Cast, work: Submission, other: Submission
) -> None:
    cast.ana.name = "=1+1"
    session.flush()
    book = load_workbook(io.BytesIO(sheet_from(ben, cast)))
    marks, rubric = book.worksheets
    assert (marks.title, rubric.title) == ("Oceny", "Kryteria")
    codes = [cell.value for cell in marks[1]]
    assert codes[:5] == ["id", "print", "who", "assignment", "handed_in"]
    assert codes[-4:] == ["level:c5", "comment:c5", "feedback", "outcome"]
    rows = {row[0].value: row for row in marks.iter_rows(min_row=3)}
    assert rows.keys() == {work.id, other.id}
    assert (rows[work.id][2].value, rows[work.id][2].data_type) == ("=1+1", "s")
    assert isinstance(rows[work.id][4].value, datetime)
    assert marks.row_dimensions[1].hidden
    assert marks.protection.sheet
    assert marks["A3"].protection.locked
    assert not marks["F3"].protection.locked
    assert marks.freeze_panes == "D3"
    lists = {one.formula1 for one in marks.data_validations.dataValidation}
    assert lists == {'"0,1,2,3"', f'"{PASSED},do poprawy"'}
    assert rubric["A2"].value.startswith("1. ")
    assert "wykonano" not in str(rubric["B2"].value)
    assert rubric["E2"].value


def test_taking_a_sheet_is_audited_with_the_ids(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    sheet_from(ben, cast)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.REPORT_EXPORTED)).one()
    assert entry.facts == {"kind": "xlsx", "rows": 1, "submissions": [work.id]}


def test_a_filled_sheet_marks_after_the_preview_and_only_then(
    ben: PageClient, session: Session, cast: Cast, work: Submission, other: Submission
) -> None:
    rows = {work.id: {**GOOD, "comment:c2": "Pełny spis."}, other.id: RETURNED}
    preview = bring(ben, filled(sheet_from(ben, cast), rows))
    assert [row[:3] for row in told(preview)] == [
        ["Ana Ćwikła", "będzie ocena: zaliczone", "10"],
        ["Żaneta Łoś", "będzie ocena: do poprawy", "9"],
    ]
    assert markings(session) == []
    done = confirm(ben, preview)
    assert done.status_code == 200
    assert markings(session) == [(work.id, "pass", 10), (other.id, "revise", 9)]
    first = session.scalars(select(Marking).order_by(Marking.id)).first()
    assert first is not None
    assert first.feedback == "Dobra robota."
    comments = {mark.criterion: mark.comment for mark in _marks(session, first)}
    assert comments == {"c1": "", "c2": "Pełny spis.", "c3": "", "c4": "", "c5": ""}
    assert session.scalar(select(func.count(Letter.id))) == 2
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act == Act.SUBMISSION_MARKED))
    assert len(acts.all()) == 2


def _marks(session: Session, marking: Marking) -> list[CriterionMark]:
    session.refresh(marking, ["criterion_marks"])
    return list(marking.criterion_marks)


def test_the_same_file_twice_marks_once(
    ben: PageClient, session: Session, cast: Cast, work: Submission, other: Submission
) -> None:
    content = filled(sheet_from(ben, cast), {work.id: GOOD, other.id: RETURNED})
    preview = bring(ben, content)
    confirm(ben, preview)
    again = confirm(ben, preview)  # the button pressed twice
    assert [row[1] for row in told(again)] == ["już tak oceniona"] * 2
    assert [row[1] for row in told(bring(ben, content))] == ["już tak oceniona"] * 2
    assert len(markings(session)) == 2
    assert session.scalar(select(func.count(MarkingDraft.id))) == 0


def test_an_untouched_sheet_says_nothing_new(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    keep_marking_text(session, work, levels={"c1": 2}, feedback="Zacząłem.", by=cast.ben, at=MONDAY)
    session.flush()
    content = sheet_from(ben, cast)
    assert [row[1] for row in told(bring(ben, content))] == ["nic nowego"]
    preview = bring(ben, filled(content, {work.id: GOOD}))
    assert [row[1] for row in told(preview)] == ["będzie ocena: zaliczone"]


def test_half_rows_become_drafts_only_when_ticked(
    ben: PageClient, session: Session, cast: Cast, work: Submission, other: Submission
) -> None:
    half = {"level:c1": 3, "comment:c1": "Świetnie.", "feedback": "Ciąg dalszy nastąpi."}
    content = filled(sheet_from(ben, cast), {work.id: half, other.id: GOOD})
    preview = bring(ben, content)
    [row, _] = told(preview)
    assert row[1] == "niepełny"
    assert "Wybierz poziom" in row[3]
    assert "zaliczona, czy wraca" in row[3]
    confirm(ben, preview)
    assert session.scalars(select(MarkingDraft)).all() == []
    assert markings(session) == [(other.id, "pass", 10)]
    done = confirm(ben, preview, drafts=True)
    draft = session.scalars(select(MarkingDraft)).one()
    assert (draft.submission_id, draft.levels, draft.feedback) == (
        work.id,
        {"c1": 3},
        "Ciąg dalszy nastąpi.",
    )
    assert draft.comments == {"c1": "Świetnie."}
    assert told(done)[0][1] == "zapisano szkic"
    assert [row[1] for row in told(bring(ben, content))] == ["nic nowego", "już tak oceniona"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({**GOOD, "level:c1": 0}, "ma 0, a żadne nie może"),
        ({**GOOD, "level:c1": 1}, "ma mniej niż 2"),
        ({**LEVELS, "outcome": "do poprawy"}, "co trzeba poprawić"),
    ],
)
def test_what_the_rubric_does_not_allow_is_told(
    ben: PageClient,
    session: Session,
    cast: Cast,
    work: Submission,
    cells: dict[str, object],
    words: str,
) -> None:
    [row] = told(bring(ben, filled(sheet_from(ben, cast), {work.id: cells})))
    assert row[1] == "niepełny"
    assert words in row[3]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"level:c1": "=1+1"}, "W komórce F3 jest formuła"),
        ({"level:c1": 7}, "Komórka F3: wpisz poziom"),
        ({"level:c1": "dwa"}, "Komórka F3: wpisz poziom"),
        ({"level:c1": 1.5}, "Komórka F3: wpisz poziom"),
        ({"outcome": "może"}, "wybierz wynik"),
        ({"feedback": "x" * 20_001}, "20001 znaków"),
        ({"print": "zmienione"}, "ukrytą komórkę"),
        ({"id": "trzy"}, "numer pracy"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_cell(
    ben: PageClient, cast: Cast, work: Submission, cells: dict[str, object], words: str
) -> None:
    [row] = told(bring(ben, filled(sheet_from(ben, cast), {work.id: {**GOOD, **cells}})))
    assert row[1] == "do poprawienia w pliku"
    assert words in row[3].replace("\N{NO-BREAK SPACE}", " ")


def test_levels_and_outcomes_as_people_type_them(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    typed = {"level:c1": " 2 ", "level:c2": 2.0, "level:c3": "3", "outcome": " Zaliczone "}
    preview = bring(ben, filled(sheet_from(ben, cast), {work.id: {**GOOD, **typed}}))
    confirm(ben, preview)
    assert markings(session) == [(work.id, "pass", 11)]


def test_a_row_twice_counts_once(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    def twice(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append([cell.value for cell in sheet[3]])

    preview = bring(ben, filled(sheet_from(ben, cast), {work.id: GOOD}, twice))
    assert [row[1] for row in told(preview)] == [
        "będzie ocena: zaliczone",
        "do poprawienia w pliku",
    ]
    confirm(ben, preview)
    assert len(markings(session)) == 1


@pytest.mark.parametrize("rows", ["", "x", "[]", "[[1]]", '[[1,1,"a.0.0",{"c1":9},{},"",null]]'])
def test_a_forged_preview_is_refused(ben: PageClient, work: Submission, rows: str) -> None:
    answer = ben.post("/marking/sheet/confirm", data={"rows": rows})
    assert answer.status_code == 422


def test_no_file_is_told_beside_the_field(ben: PageClient, work: Submission) -> None:
    answer = ben.post("/marking/sheet", data={}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Dodaj plik" in Page(answer.get_data(as_text=True)).text
