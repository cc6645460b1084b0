"""A list on screen: its filter, its rows, and what can be done with it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from flask import render_template
from flask.typing import ResponseReturnValue

from course.database import reading
from course.exporting import ListAsked, may_take
from course.queries.views import views_for
from course.reports.formats import FileKind
from course.reports.formats.kinds import MOST_ROWS_AT_ONCE
from course.reports.lists import Cell, CellKind, Column, Line, Listing
from course.reports.lists.documents import say_filter
from course.terms import ListKind
from course.web.access import signed_in
from course.web.i18n import speaking
from course.web.lists.blueprint import bp
from course.web.lists.filters import blanks_of
from course.web.lists.here import LEADS, list_here, listing_named, page_of
from course.web.lists.own_pages import OWN_PAGES, OwnPage
from course.web.numbers import page_number
from course.web.visitors import visitor

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as the page shows it, and where it leads."""

    href: str
    cells: tuple[str, ...]


@bp.get("/lists/<kind>")
@signed_in
def show(kind: str) -> ResponseReturnValue:
    """The rows that are asked for, a hundred at a time."""
    asked = list_here(listing_named(kind))
    own = OWN_PAGES.get(asked.listing.kind)
    if own is not None:
        return _own_page(asked, own)
    looking, form = asked.looking, asked.form
    columns = asked.columns()
    places = [place for place, column in enumerate(columns) if _is_shown(column)]
    total, page = asked.count(), page_number()
    first = (page - 1) * ON_A_PAGE
    lines = islice(asked.beginning_at(first).lines(), ON_A_PAGE)
    rows = [_shown(asked.listing.kind, line, places) for line in lines]
    html = render_template(
        "lists/show.html",
        listing=asked.listing,
        programme=looking.programme,
        form=form,
        blanks=blanks_of(asked),
        columns=[columns[place] for place in places],
        rows=rows,
        head=next(n for n, place in enumerate(places) if columns[place].kind is CellKind.TEXT),
        total=total,
        first=first,
        page=page,
        more=total > first + len(rows),
        filtered=say_filter(asked.listing, looking.asked, form.choices, speaking()),
        notes=asked.listing.notes(reading(), looking),
        **beside(asked, total),
    )
    return html, 422 if form.faults else 200


def _own_page(asked: ListAsked, own: OwnPage) -> ResponseReturnValue:
    """A page that shows more than the cells; a row of it may be several rows of a file."""
    looking, form, page = asked.looking, asked.form, page_number()
    total = own.how_many(reading(), looking)
    first = (page - 1) * own.on_a_page
    further = asked.beginning_at(first).looking
    rows = list(islice(own.rows(reading(), further), own.on_a_page))
    html = render_template(
        own.template,
        listing=asked.listing,
        programme=looking.programme,
        form=form,
        blanks=blanks_of(asked),
        rows=rows,
        total=total,
        first=first,
        page=page,
        more=total > first + len(rows),
        filtered=say_filter(asked.listing, looking.asked, form.choices, speaking()),
        **{"notes": (), **own.beside(asked, rows)},
        **beside(asked, total),
    )
    return html, 422 if form.faults else 200


def beside(asked: ListAsked, total: int) -> dict[str, object]:
    """What every page of a list offers beside the rows: files, and views that were saved."""
    listing, programme = asked.listing, asked.looking.programme
    views = views_for(reading(), visitor(), programme, listing.kind)
    return {
        "may_take": may_take(listing, visitor(), programme.id),
        "forms": forms_of(listing, total),
        "views": [(view, page_of(listing.kind, view.asked)) for view in views],
        "list_kind": listing.kind.value,
    }


def forms_of(listing: Listing, total: int | None) -> list[tuple[FileKind, bool]]:
    """The forms in which a list of so many rows comes, and which of them take long to make.

    Where nobody counted them there are more than anybody waits for.
    """
    return [
        (kind, total is None or total > kind.most_at_once)
        for kind in listing.kinds
        if (total or MOST_ROWS_AT_ONCE) <= listing.most_rows(kind)
    ]


def _is_shown(column: Column) -> bool:
    return column.on_paper and column.kind is not CellKind.SIGNATURE


def _shown(kind: ListKind, line: Line, places: list[int]) -> Shown:
    return Shown(LEADS[kind].to(line.about), tuple(_said(line.cells[place]) for place in places))


def _said(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case datetime():
            return f"{speaking().short_day(cell)}, {speaking().clock(cell)}"
        case date():
            return speaking().short_day(cell)
        case Decimal():
            return speaking().number(cell)
        case str() | int():
            return str(cell)
        case _:
            return cell.words
