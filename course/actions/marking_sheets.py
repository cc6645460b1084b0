"""A row of a marking sheet becomes a marking, a draft, or nothing: each in a write of its own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from assessments.marking_sheets import Fate, Judged, PieceNow, SheetRow, judge_row
from course.actions.marking import keep_marking_text, mark_submission, save_marking_draft
from course.models import Person, Submission
from course.queries.marking_sheets import pieces_now, work_of_rows
from course.terms import MarkingOutcome


class Became(StrEnum):
    """What a row became."""

    MARKING = "marking"
    DRAFT = "draft"
    KEPT = "kept"  # it lost a race; its text is a draft of whoever brought it
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Used:
    """A row as it was judged at the last moment, and what it became."""

    judged: Judged
    became: Became


def use_row(
    session: Session, row: SheetRow, *, half_as_draft: bool, by: Person, at: datetime
) -> Used:
    """Mark by a row if its work is still what the row was made from.

    A row that is filled in by half becomes a draft where that is wanted. Raises what marking and
    saving a draft raise.
    """
    found = work_of_rows(session, by, [row.id], held=True)
    piece = pieces_now(session, by, found).get(row.id)
    judged = judge_row(row, piece)
    if piece is None:
        return Used(judged, Became.NOTHING)
    submission = found[row.id]
    if judged.fate is Fate.READY:
        _mark(session, submission, row, by=by, at=at)
        return Used(judged, Became.MARKING)
    if judged.fate is Fate.HALF and half_as_draft:
        _save(session, submission, row, piece, by=by, at=at)
        return Used(judged, Became.DRAFT)
    if judged.fate is Fate.CONFLICT and piece.print.own == row.print.own:
        _keep(session, submission, row, by=by, at=at)
        return Used(judged, Became.KEPT)
    return Used(judged, Became.NOTHING)


def _mark(
    session: Session, submission: Submission, row: SheetRow, *, by: Person, at: datetime
) -> None:
    written = row.written
    mark_submission(
        session,
        submission,
        levels=written.levels,
        comments=written.comments,
        outcome=MarkingOutcome(written.outcome or ""),
        feedback=written.feedback,
        by=by,
        at=at,
    )


def _save(
    session: Session,
    submission: Submission,
    row: SheetRow,
    piece: PieceNow,
    *,
    by: Person,
    at: datetime,
) -> None:
    save_marking_draft(
        session,
        submission,
        levels=row.written.levels,
        comments=row.written.comments,
        feedback=row.written.feedback,
        revision=piece.print.own,
        by=by,
        at=at,
    )


def _keep(
    session: Session, submission: Submission, row: SheetRow, *, by: Person, at: datetime
) -> None:
    keep_marking_text(
        session,
        submission,
        levels=row.written.levels,
        comments=row.written.comments,
        feedback=row.written.feedback,
        by=by,
        at=at,
    )
