"""Every list there is. The close-out pack is no list: it holds all of them in one archive."""

from collections.abc import Mapping

from course.reports.lists.agreements import AGREEMENTS
from course.reports.lists.attendance import ATTENDANCE
from course.reports.lists.certification import CERTIFICATION
from course.reports.lists.gaps import GAPS
from course.reports.lists.gradebook import GRADEBOOK
from course.reports.lists.listing import Listing
from course.reports.lists.participants import PARTICIPANTS
from course.reports.lists.progress import PROGRESS
from course.reports.lists.register import RECEIPT, REGISTER
from course.terms import ListKind

LISTINGS: Mapping[ListKind, Listing] = {
    listing.kind: listing
    for listing in (
        CERTIFICATION,
        REGISTER,
        RECEIPT,
        PROGRESS,
        GRADEBOOK,
        ATTENDANCE,
        GAPS,
        PARTICIPANTS,
        AGREEMENTS,
    )
}
