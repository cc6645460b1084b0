"""The register of certificates, and the list on which people sign that they received theirs."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from course.clock import LOCAL_ZONE
from course.language import Voice
from course.models import Certificate
from course.permissions import Permission
from course.queries.lists.places import Condition
from course.queries.lists.register import (
    STANDS,
    RegisterRow,
    count_registered,
    handed_out,
    in_state,
    registered,
    series_of,
)
from course.queries.searching import name_has
from course.reports.lists.asked import Filter
from course.reports.lists.cells import CellKind, Column, Line, Spoken
from course.reports.lists.conditions import of_cohort
from course.reports.lists.listing import Listing, Looking, fixed
from course.sentences import N_
from course.terms import CertificateState, ListKind

_LABELS = {Filter.SINCE: N_("Certificate from"), Filter.UNTIL: N_("Certificate to")}
_SAYS = {
    Filter.SINCE: N_("certificate since %(value)s"),
    Filter.UNTIL: N_("certificate until %(value)s"),
}
_FILTERS = frozenset({Filter.WORDS, Filter.COHORT, Filter.CITY, Filter.SINCE, Filter.UNTIL})


def certificates_of(session: Session, looking: Looking) -> Iterator[RegisterRow]:
    """Each certificate that is asked for, whatever became of it."""
    asked = _conditions(looking)
    return registered(
        session,
        looking.by,
        looking.programme.id,
        *asked,
        as_of=looking.as_of,
        skip=looking.skip,
    )


def _certificates(session: Session, looking: Looking) -> Iterator[Line]:
    for row in certificates_of(session, looking):
        yield Line(
            row.certificate_id,
            (
                row.number,
                row.holder,
                row.cohort,
                row.issued_on,
                Spoken(row.state.value, looking.speaking.word(row.state)),
                row.expires_on,
                row.revoked_on or row.superseded_on,
                remark_on(row, looking.speaking),
                row.proposed_by,
                row.approved_by,
                row.decision,
                row.protocol,
            ),
        )


def _count_certificates(session: Session, looking: Looking) -> int:
    return count_registered(session, looking.by, looking.programme.id, *_conditions(looking))


def _receipts(session: Session, looking: Looking) -> Iterator[Line]:
    """Each certificate that stands, numbered in the order of names."""
    rows = handed_out(
        session,
        looking.by,
        looking.programme.id,
        *_conditions(looking),
        as_of=looking.as_of,
        skip=looking.skip,
    )
    for place, row in enumerate(rows, start=looking.skip + 1):
        cells = (place, row.holder, row.cohort, row.number, row.issued_on, None)
        yield Line(row.certificate_id, cells)


def _count_receipts(session: Session, looking: Looking) -> int:
    asked = STANDS, *_conditions(looking)
    return count_registered(session, looking.by, looking.programme.id, *asked)


def _numbers_explained(session: Session, looking: Looking) -> Sequence[str]:
    """For each year, that its numbers follow each other, and whose they are."""
    return [
        looking.speaking.say(
            "Numbers %(first)s to %(last)s: %(here)s of this programme,"
            " %(elsewhere)s of other programmes, %(left_out)s left out."
            " Revoked and superseded certificates keep their numbers.",
            first=f"{series.head}0001",
            last=f"{series.head}{series.last:04d}",
            here=series.here,
            elsewhere=series.elsewhere,
            left_out=series.left_out,
        )
        for series in series_of(session, looking.programme.id)
    ]


REGISTER = Listing(
    kind=ListKind.REGISTER,
    heading=N_("Register of certificates"),
    purpose=N_("Every certificate that was ever issued: who decided it, and what became of it."),
    file_name=N_("register"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=_FILTERS | {Filter.STATE},
    labels=_LABELS,
    says=_SAYS,
    states=tuple(CertificateState),
    columns=fixed(
        Column("number", N_("Number"), 17),
        Column("holder", N_("Person"), 22),
        Column("cohort", N_("Cohort"), 16),
        Column("issued_on", N_("Issued"), 13, CellKind.DAY),
        Column("state", N_("State"), 13),
        Column("expires_on", N_("Valid until"), 13, CellKind.DAY),
        Column("ended_on", N_("Superseded or revoked"), 17, CellKind.DAY),
        Column("remark", N_("Remarks"), 22),
        Column("proposed_by", N_("Proposed by"), 17),
        Column("approved_by", N_("Approved by"), 17),
        Column("decision", N_("Decision"), 15),
        Column("protocol", N_("Protocol"), 15),
    ),
    rows=_certificates,
    count=_count_certificates,
    notes=_numbers_explained,
)

RECEIPT = Listing(
    kind=ListKind.RECEIPT,
    heading=N_("List of receipt of certificates"),
    purpose=N_(
        "To be printed for the ceremony: everybody signs that they received their certificate."
    ),
    file_name=N_("list-of-receipt"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=_FILTERS,
    labels=_LABELS,
    says=_SAYS,
    columns=fixed(
        Column("place", N_("No."), 5, CellKind.NUMBER),
        Column("holder", N_("Name and surname"), 28),
        Column("cohort", N_("Cohort"), 20),
        Column("number", N_("Number of the certificate"), 16),
        Column("issued_on", N_("Issued"), 12, CellKind.DAY),
        Column("signature", N_("Day and signature"), 34, CellKind.SIGNATURE),
    ),
    closing=N_("Signature of the person who hands out the certificates"),
    rows=_receipts,
    count=_count_receipts,
)


def _conditions(looking: Looking) -> list[Condition]:
    asked = looking.asked
    found = [*of_cohort(asked), *name_has(Certificate.holder_name, asked.words)]
    if asked.state is not None:
        found.append(in_state(CertificateState(asked.state), looking.as_of))
    if asked.since is not None:
        since = datetime.combine(asked.since, time(), LOCAL_ZONE)
        found.append(Certificate.issued_at >= since)
    if asked.until is not None:
        after = datetime.combine(asked.until + timedelta(days=1), time(), LOCAL_ZONE)
        found.append(Certificate.issued_at < after)
    return found


def remark_on(row: RegisterRow, speaking: Voice) -> str | None:
    """Where a certificate stands in its chain, and why it was revoked."""
    told = []
    if row.follows is not None:
        told.append(speaking.say("follows %(number)s", number=row.follows))
    if row.followed_by is not None:
        told.append(speaking.say("followed by %(number)s", number=row.followed_by))
    if row.revoked_because is not None:
        told.append(row.revoked_because)
    return "; ".join(told) or None
