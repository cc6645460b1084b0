"""Certificates as chains, each with all that superseded it: one statement for any number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from course.clock import local_day
from course.models import Certificate, Decision, Programme

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Issue:
    """One certificate of a chain."""

    certificate_id: int
    number: str
    issued_on: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A certificate with all that superseded it: one competence, acquired once."""

    enrolment_id: int
    person_id: int
    decided_at: datetime | None
    panel_id: int | None  # on whose record it was decided, where a panel judged
    issues: tuple[Issue, ...]

    @property
    def issued_on(self) -> date:
        """The day on which the competence was first certified."""
        return self.issues[0].issued_on

    def standing_on(self, day: date) -> Issue:
        """The certificate that stood for the chain on a day; before the first issue, the first."""
        issued = [issue for issue in self.issues if issue.issued_on <= day]
        return issued[-1] if issued else self.issues[0]


def chains_of(session: Session, programme: Programme) -> Sequence[Chain]:
    """The certificates of a programme as chains, in the order of their first issue."""
    return _chains(session, Certificate.programme_id == programme.id)


def chains_of_people(
    session: Session, programme: Programme, person_ids: Collection[int]
) -> Sequence[Chain]:
    """The same for some people."""
    return _chains(
        session,
        and_(Certificate.programme_id == programme.id, Certificate.person_id.in_(person_ids)),
    )


def _chains(session: Session, condition: ColumnElement[bool]) -> Sequence[Chain]:
    rows = session.execute(
        select(
            Certificate.id,
            Certificate.number,
            Certificate.person_id,
            Certificate.issued_at,
            Certificate.revoked_at,
            Certificate.supersedes_id,
            Decision.enrolment_id,
            Decision.decided_at,
            Decision.panel_id,
        )
        .join(Certificate.decision)
        .where(condition)
        .order_by(Certificate.issued_at, Certificate.id)
    ).all()
    known = {row.id for row in rows}
    after = {row.supersedes_id: row for row in rows if row.supersedes_id in known}
    return [
        Chain(
            row.enrolment_id,
            row.person_id,
            row.decided_at,
            row.panel_id,
            tuple(_issues(row, after)),
        )
        for row in rows
        if row.supersedes_id not in known
    ]


def _issues(first: AnyRow, after: Mapping[int, AnyRow]) -> Iterable[Issue]:
    row: AnyRow | None = first
    while row is not None:
        yield Issue(row.id, row.number, local_day(row.issued_at), _day(row.revoked_at))
        row = after.get(row.id)


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else local_day(instant)
