"""All lists on one page, each with what it is for."""

from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from course.exporting import may_open
from course.permissions import Permission
from course.reports.lists import Listing
from course.reports.lists.registry import LISTINGS
from course.sentences import N_
from course.terms import ListKind
from course.web.access import allow
from course.web.lists.blueprint import bp
from course.web.lists.here import page_of
from course.web.programme_here import programme_here
from course.web.visitors import visitor

GROUPS = (
    (
        N_("People"),
        (ListKind.CERTIFICATION, ListKind.GAPS, ListKind.PARTICIPANTS),
    ),
    (N_("Course"), (ListKind.PROGRESS, ListKind.GRADEBOOK, ListKind.ATTENDANCE)),
    (N_("Certificates"), (ListKind.REGISTER, ListKind.RECEIPT)),
    (N_("Institutions"), (ListKind.AGREEMENTS,)),
)


class ListedList(NamedTuple):
    """A list, and where it is."""

    listing: Listing
    href: str


@bp.get("/lists")
@allow(Permission.SEE_PROGRAMME)
def index() -> ResponseReturnValue:
    """The lists that the visitor may open, and the protocols and cards beside them."""
    programme = programme_here(Permission.SEE_PROGRAMME)
    opened = {
        kind: ListedList(listing, page_of(kind, {}))
        for kind, listing in LISTINGS.items()
        if may_open(listing, visitor(), programme.id)
    }
    return render_template(
        "lists/index.html",
        programme=programme,
        groups=[
            (title, [opened[kind] for kind in kinds if kind in opened]) for title, kinds in GROUPS
        ],
    )
