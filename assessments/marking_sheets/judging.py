"""What is to become of the rows of a marking sheet that was brought back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessments.definitions import Rubric
from assessments.faults import Fault
from assessments.marking import judge_marking
from assessments.marking_sheets.rows import PASS, REVISE, Print, SheetRow, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft of a marking, and whose it is; `by` is empty where nobody must know."""

    by: str
    at: datetime
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceNow:
    """What there is to know of a piece of work before its row is used.

    `mine`: the last marking by whoever brought the sheet; `marked_by`: who said the last of all.
    """

    rubric: Rubric
    print: Print
    waits: bool
    mine: Written | None = None
    marked_by: str | None = None
    own_draft: Drafted | None = None
    other_draft: Drafted | None = None


class Fate(StrEnum):
    """What is to become of a row."""

    READY = "ready"
    HALF = "half"
    UNCHANGED = "unchanged"
    MARKED = "marked"  # it says what was said already
    CONFLICT = "conflict"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its fate and the reasons."""

    row: SheetRow
    fate: Fate
    why: tuple[Fault, ...] = ()


def judge_rows(rows: Sequence[SheetRow], pieces: Mapping[int, PieceNow]) -> tuple[Judged, ...]:
    """The fate of each row; of two with the same work the first one counts."""
    seen: set[int] = set()
    judged = []
    for row in rows:
        repeated = row.id in seen and not row.faults
        judged.append(
            Judged(row, Fate.BROKEN, (Fault("row_repeated"),))
            if repeated
            else judge_row(row, pieces.get(row.id))
        )
        seen.add(row.id)
    return tuple(judged)


def judge_row(row: SheetRow, piece: PieceNow | None) -> Judged:
    """What becomes of a row, given what there is to know of its work; none for what is gone."""
    written = row.written
    if row.faults:
        return Judged(row, Fate.BROKEN, row.faults)
    if written.is_blank:
        return Judged(row, Fate.UNCHANGED)
    if piece is None:
        return Judged(row, Fate.CONFLICT, (Fault("piece_gone"),))
    if piece.mine is not None and piece.mine.says(written):
        return Judged(row, Fate.MARKED)
    if piece.own_draft is not None and piece.own_draft.written.says(written):
        return Judged(row, Fate.UNCHANGED)
    conflict = _conflict(row, piece)
    if conflict is not None:
        return Judged(row, Fate.CONFLICT, (conflict,))
    missing = tuple(_missing(written, piece.rubric))
    return Judged(row, Fate.HALF if missing else Fate.READY, missing)


def _conflict(row: SheetRow, piece: PieceNow) -> Fault | None:
    """What happened to the work since the sheet was taken."""
    if not piece.waits or piece.mine is not None:
        if piece.marked_by:
            return Fault("piece_marked", {"by": piece.marked_by})
        return Fault("piece_marked_by_somebody")
    if row.print.piece != piece.print.piece:
        return Fault("piece_changed")
    if row.print.others != piece.print.others and piece.other_draft is not None:
        drafted = piece.other_draft
        if drafted.by:
            return Fault("piece_drafted", {"by": drafted.by, "at": drafted.at})
        return Fault("piece_drafted_by_somebody")
    own = piece.own_draft
    if row.print.own != piece.print.own and own is not None:
        same = Written(
            levels=row.written.levels,
            comments=row.written.comments,
            feedback=row.written.feedback,
        )
        if not own.written.says(same):
            return Fault("own_draft_newer", {"at": own.at})
    unknown = {*row.written.levels, *row.written.comments} - {
        criterion.id for criterion in piece.rubric.criteria
    }
    return Fault("other_rubric") if unknown else None


def _missing(written: Written, rubric: Rubric) -> Iterator[Fault]:
    """What keeps the marking from being said."""
    for criterion in rubric.criteria:
        if criterion.id not in written.levels:
            yield Fault("criterion_unmarked", {"criterion": criterion.id})
    if written.outcome is None:
        yield Fault("outcome_missing")
    if written.outcome == REVISE and not written.feedback:
        yield Fault("feedback_missing")
    if written.outcome == PASS and len(written.levels) == len(rubric.criteria):
        yield from judge_marking(rubric, written.levels).reasons


def count_fates(rows: Collection[Judged]) -> Mapping[Fate, int]:
    """How many rows meet each fate."""
    return {fate: sum(one.fate is fate for one in rows) for fate in Fate}
