"""The list that an address names, as the visitor asks for it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import request, url_for

from course.clock import now
from course.errors import NotFound
from course.exporting import ListAsked, ask, may_take
from course.models import Programme
from course.reports.formats import FileKind
from course.reports.lists import Listing
from course.reports.lists.registry import LISTINGS
from course.terms import ListKind
from course.web.i18n import language
from course.web.programme_here import programme_here
from course.web.visitors import visitor


class Leading(NamedTuple):
    """Where the row of a list leads: a page, and how that page's address calls the id."""

    endpoint: str
    called: str

    def to(self, row_id: int) -> str:
        """The address for one row."""
        values: dict[str, Any] = {self.called: row_id}
        return url_for(self.endpoint, **values)


LEADS: Mapping[ListKind, Leading] = {
    ListKind.CERTIFICATION: Leading("programmes.standing", "enrolment_id"),
    ListKind.REGISTER: Leading("certificates.show_certificate", "certificate_id"),
    ListKind.RECEIPT: Leading("certificates.show_certificate", "certificate_id"),
    ListKind.PROGRESS: Leading("cohorts.person", "enrolment_id"),
    ListKind.GRADEBOOK: Leading("cohorts.person", "enrolment_id"),
    ListKind.ATTENDANCE: Leading("cohorts.person", "enrolment_id"),
    ListKind.GAPS: Leading("programmes.standing", "enrolment_id"),
    ListKind.PARTICIPANTS: Leading("participants.show", "enrolment_id"),
    ListKind.AGREEMENTS: Leading("institutions.show", "institution_id"),
}

PAGES: Mapping[ListKind, str] = {ListKind.CERTIFICATION: "programmes.people"}
"""Lists that have a page of their own beside the general one."""


def listing_named(kind: str) -> Listing:
    """The list of an address. Raises NotFound."""
    if kind not in set(ListKind) or ListKind(kind) not in LISTINGS:
        raise NotFound
    return LISTINGS[ListKind(kind)]


def file_kind_named(ending: str, listing: Listing) -> FileKind:
    """The form of an address. Raises NotFound for what the list does not come in."""
    if ending not in set(listing.kinds):
        raise NotFound
    return FileKind(ending)


def list_here(listing: Listing) -> ListAsked:
    """The list as the visitor asks for it. Raises NotFound where they may not see it."""
    programme = programme_here(listing.opened_with)
    return _asked(listing, programme)


def list_to_take(listing: Listing) -> ListAsked:
    """The same as a file. Raises NotFound where they may not take it away."""
    programme = programme_here(listing.opened_with)
    if not may_take(listing, visitor(), programme.id):
        raise NotFound
    return _asked(listing, programme)


def page_of(kind: ListKind, asked: Mapping[str, str]) -> str:
    """The address of a list's page with a filter."""
    values: dict[str, Any] = dict(asked)
    if kind in PAGES:
        return url_for(PAGES[kind], **values)
    return url_for("lists.show", kind=kind.value, **values)


def _asked(listing: Listing, programme: Programme) -> ListAsked:
    return ask(listing, programme, request.values, by=visitor(), at=now(), language=language())
