"""Looking at a list as somebody sees it: its rows by the names of its columns."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue
from course.models import Person, Programme
from course.reports.lists import Asked, Looking, Spoken
from course.reports.lists.listing import Opens
from course.reports.lists.registry import LISTINGS
from course.terms import ListKind
from tests.kept import keep_when_changed
from tests.make import MONDAY

Row = dict[str, Any]


def looking_at(
    programme: Programme,
    by: Person,
    course: Catalogue | None = None,
    *,
    opens: Opens | None = None,
    **asked: Any,
) -> Looking:
    """Who looks, on Monday and in Polish."""
    return Looking(
        programme=programme,
        asked=Asked(**asked),
        by=by,
        at=MONDAY,
        language=Language.PL,
        course=course,
        opens=opens,
    )


def rows_of(session: Session, kind: ListKind, looking: Looking) -> Sequence[Row]:
    """Each row by the names of the columns, in words; their number is what the list says."""
    keep_when_changed(session)
    listing = LISTINGS[kind]
    columns = [column.name for column in listing.columns(session, looking)]
    lines = [line.cells for line in listing.rows(session, looking)]
    assert listing.count(session, looking) == len(lines)
    return [dict(zip(columns, map(_said, cells), strict=True)) for cells in lines]


def _said(cell: object) -> object:
    return cell.words if isinstance(cell, Spoken) else cell
