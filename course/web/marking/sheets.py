"""A marking sheet goes out as XLSX and comes back: shown row by row, then marked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from assessments.definitions import Assignment
from assessments.faults import Fault
from assessments.marking_sheets import (
    Fate,
    Judged,
    PieceNow,
    SheetRow,
    Written,
    count_fates,
    judge_rows,
)
from assessments.typed import clean
from course.actions.away import note_work_taken
from course.actions.marking_sheets import Became, use_row
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import DomainError, Unreadable
from course.models import Cohort, Submission
from course.permissions import Permission
from course.queries.assignments import assignment_of
from course.queries.away import cohort_marked_by
from course.queries.marking_sheets import (
    blind_among,
    drafts_about,
    pieces_now,
    print_of,
    sheet_work,
    work_of_rows,
    written_in,
)
from course.reports.marking_sheet import SheetLine, sheet_of
from course.terms import MarkingOutcome
from course.web.access import allow
from course.web.called import who_of, work_name
from course.web.forms.marking_sheets import (
    MOST_BYTES,
    MOST_ROWS,
    as_text,
    from_text,
    read_sheet,
)
from course.web.forms.workbooks import UnreadableWorkbook
from course.web.i18n import language, speaking
from course.web.marking.away import away_page
from course.web.marking.blueprint import bp
from course.web.visitors import visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row of the sheet as a page shows it. `became`: what it is by now."""

    judged: Judged
    who: str
    points: str
    outcome: str
    why: tuple[str, ...]
    became: Became | None = None


@bp.get("/marking/cohorts/<int:cohort_id>/sheet.xlsx")
@allow(Permission.MARK_SUBMISSIONS)
def sheet(cohort_id: int) -> ResponseReturnValue:
    """A sheet with what a cohort handed in for one assignment and waits for its marking."""
    return _sheet(cohort_marked_by(reading(), visitor(), cohort_id))


@bp.get("/marking/blind.xlsx")
@allow(Permission.MARK_SUBMISSIONS)
def blind_sheet() -> ResponseReturnValue:
    """A sheet with what waits for the visitor as second or third marker, without names."""
    return _sheet(None)


@bp.post("/marking/sheet")
@allow(Permission.MARK_SUBMISSIONS)
def preview_sheet() -> ResponseReturnValue:
    """Show what will become of each row; nothing is written yet."""
    file = request.files.get("sheet")
    if file is None or not file.filename:
        return away_page(Fault("no_file")), 422
    try:
        rows = read_sheet(file.stream.read(MOST_BYTES + 1))
        judged, pieces = _judged(rows)
        useful = [one.row for one in judged if one.fate in {Fate.READY, Fate.HALF}]
        carried = as_text(useful)
    except UnreadableWorkbook as unreadable:
        return away_page(unreadable.fault), 422
    return render_template(
        "marking/sheet_preview.html",
        rows=_shown(judged, pieces),
        counts=count_fates(judged),
        carried=carried,
    )


@bp.post("/marking/sheet/confirm")
@allow(Permission.MARK_SUBMISSIONS)
def confirm_sheet() -> ResponseReturnValue:
    """Mark by each row that still stands, each in its own write; tell what became of it."""
    rows = from_text(request.form.get("rows", ""))
    if rows is None:
        return away_page(Fault("no_file")), 422
    half_as_draft = "drafts" in request.form
    shown = [_use(row, half_as_draft=half_as_draft) for row in rows]
    return render_template(
        "marking/sheet_done.html",
        rows=shown,
        counts={one: sum(row.became is one for row in shown) for one in Became},
    )


def _sheet(cohort: Cohort | None) -> ResponseReturnValue:
    session, at, slug = reading(), now(), clean(request.args.get("assignment", ""))
    work = sheet_work(session, visitor(), cohort, slug, most=MOST_ROWS)
    if not work:
        raise Unreadable
    assignment, lines, left_out = _lines(work)
    content = sheet_of(assignment, lines, left_out, speaking())
    ids = [line.id for line in lines]
    code = f"-{cohort.code}" if cohort else ""
    cohort_id = cohort.id if cohort else None
    with writing() as session:
        subject = cohort_marked_by(session, visitor(), cohort_id) if cohort_id else visitor()
        note_work_taken(session, subject, kind="xlsx", submissions=ids, by=visitor(), at=at)
    called = speaking().gettext("marks")
    name = f"{called}-{slug}{code}-{local_day(at)}.xlsx"
    answer = send_file(
        BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name, etag=False
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _lines(work: Sequence[Submission]) -> tuple[Assignment, list[SheetLine], list[int]]:
    """The rows of a sheet by the rubric of the newest work; what has another one is left out."""
    session, ids = reading(), [submission.id for submission in work]
    drafts, blind = drafts_about(session, ids), blind_among(session, visitor(), ids)
    assignment = assignment_of(work[-1])
    lines, left_out = [], []
    for submission in work:
        if assignment_of(submission).rubric != assignment.rubric:
            left_out.append(submission.id)
            continue
        own = [one for one in drafts[submission.id] if one.person_id == visitor().id]
        lines.append(
            SheetLine(
                id=submission.id,
                print=print_of(submission, visitor(), drafts[submission.id]),
                who=who_of(submission, blind=submission.id in blind),
                handed_in_at=submission.handed_in_at,
                written=written_in(own[0]) if own else Written(),
            )
        )
    return assignment, lines, left_out


def _judged(rows: Sequence[SheetRow]) -> tuple[tuple[Judged, ...], dict[int, PieceNow]]:
    session, ids = reading(), {row.id for row in rows}
    pieces = dict(pieces_now(session, visitor(), work_of_rows(session, visitor(), ids)))
    return judge_rows(rows, pieces), pieces


def _use(row: SheetRow, *, half_as_draft: bool) -> Shown:
    """One row in its own write; what a rule refused meanwhile is told beside it."""
    try:
        with writing() as session:
            used = use_row(session, row, half_as_draft=half_as_draft, by=visitor(), at=now())
    except DomainError as refused:
        sentence = speaking().error(refused.code, refused.facts)
        judged, pieces = _judged([row])
        [shown] = _shown(judged, pieces, became=Became.NOTHING)
        return replace(shown, why=(sentence,))
    _, pieces = _judged([row])
    [shown] = _shown([used.judged], pieces, became=used.became)
    return shown


def _shown(
    judged: Sequence[Judged], pieces: dict[int, PieceNow], *, became: Became | None = None
) -> list[Shown]:
    names = _names([one.row.id for one in judged])
    return [
        Shown(
            judged=one,
            who=names.get(one.row.id) or work_name(one.row.id),
            points=str(sum(one.row.written.levels.values())) if one.row.written.levels else "",
            outcome=_outcome(one.row.written),
            why=_why(one, pieces.get(one.row.id)),
            became=became,
        )
        for one in judged
    ]


def _names(ids: Sequence[int]) -> dict[int, str]:
    """What each piece is called for the visitor; nothing of what they may not mark."""
    session = reading()
    work = work_of_rows(session, visitor(), ids)
    blind = blind_among(session, visitor(), ids)
    return {one: who_of(found, blind=one in blind) for one, found in work.items()}


def _outcome(written: Written) -> str:
    return speaking().word(MarkingOutcome(written.outcome)) if written.outcome else ""


def _why(judged: Judged, piece: PieceNow | None) -> tuple[str, ...]:
    """Each reason as a sentence, with the name of its criterion."""
    titles = (
        {one.id: one.title.in_language(language()) for one in piece.rubric.criteria}
        if piece
        else {}
    )
    return tuple(
        ": ".join(
            part
            for part in (
                titles.get(str(fault.facts.get("criterion"))),
                speaking().fault(fault.code, fault.facts),
            )
            if part
        )
        for fault in judged.why
    )
