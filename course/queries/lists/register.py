"""The register of certificates: each that was ever issued, who decided it, and what became of it.

The list of receipt is the part of it that is handed out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, case, cast, func, select
from sqlalchemy.orm import Session, aliased

from course.clock import local_day
from course.models import Assessment, Certificate, Cohort, Decision, Enrolment, Panel, Person
from course.queries.lists.places import Condition, count_rows
from course.queries.pages import by_key
from course.terms import CertificateState
from course.visibility import certificates_visible_to

STANDS = and_(Certificate.revoked_at.is_(None), Certificate.superseded_at.is_(None))
_HEAD = 8  # signs of a number before its counter: SZ/2026/


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One certificate as the register tells it, as of a day."""

    certificate_id: int
    number: str
    holder: str
    cohort: str
    city: str
    issued_on: date
    state: CertificateState
    expires_on: date | None
    superseded_on: date | None
    revoked_on: date | None
    revoked_because: str | None
    follows: str | None
    followed_by: str | None
    proposed_by: str
    approved_by: str | None
    decision: str
    protocol: str | None  # of the panel, or of the validator


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one year: one series for all programmes of the service."""

    head: str
    last: int
    here: int
    elsewhere: int

    @property
    def left_out(self) -> int:
        """Numbers that no certificate bears; there are none unless rows were lost."""
        return self.last - self.here - self.elsewhere


def registered(
    session: Session,
    reader: Person,
    programme_id: int,
    *conditions: Condition,
    as_of: date,
    skip: int = 0,
) -> Iterator[RegisterRow]:
    """Certificates that the reader may see, in the order of their issue."""
    statement = _certificates(reader, programme_id, *conditions, as_of=as_of)
    return map(_row, by_key(session, statement, Certificate.id, skip=skip))


def handed_out(
    session: Session,
    reader: Person,
    programme_id: int,
    *conditions: Condition,
    as_of: date,
    skip: int = 0,
) -> Iterator[RegisterRow]:
    """Those of them that stand, in the order of names."""
    statement = _certificates(reader, programme_id, STANDS, *conditions, as_of=as_of)
    rows = by_key(session, statement, Person.sort_name, Certificate.id, skip=skip)
    return map(_row, rows)


def count_registered(
    session: Session, reader: Person, programme_id: int, *conditions: Condition
) -> int:
    """How many certificates these are."""
    return count_rows(session, _certificates(reader, programme_id, *conditions, as_of=date.min))


def in_state(state: CertificateState, day: date) -> Condition:
    """What `Certificate.state_on` says, for statements."""
    expired = and_(Certificate.expires_on.is_not(None), Certificate.expires_on < day)
    match state:
        case CertificateState.REVOKED:
            return Certificate.revoked_at.is_not(None)
        case CertificateState.SUPERSEDED:
            return and_(Certificate.revoked_at.is_(None), Certificate.superseded_at.is_not(None))
        case CertificateState.EXPIRED:
            return and_(STANDS, expired)
        case CertificateState.VALID:
            return and_(STANDS, ~expired)


def series_of(session: Session, programme_id: int) -> Sequence[Series]:
    """Each year's numbers, of which some are this programme's."""
    head = func.substr(Certificate.number, 1, _HEAD)
    here = Certificate.programme_id == programme_id
    rows = session.execute(
        select(
            head,
            func.max(cast(func.substr(Certificate.number, _HEAD + 1), Integer)),
            func.sum(case((here, 1), else_=0)),
            func.sum(case((here, 0), else_=1)),
        )
        .group_by(head)
        .order_by(head)
    )
    return [Series(*row) for row in rows if row[2]]


def _certificates(
    reader: Person, programme_id: int, *conditions: Condition, as_of: date
) -> Select[*tuple[Any, ...]]:
    before, later = aliased(Certificate), aliased(Certificate)
    proposer, approver = aliased(Person), aliased(Person)
    return (
        _of_itself(as_of)
        .add_columns(
            before.number,
            later.number,
            proposer.name,
            approver.name,
            Decision.protocol_number,
            func.coalesce(Panel.protocol_number, _by_validator()),
        )
        .join(Certificate.person)
        .join(Certificate.decision)
        .join(Enrolment, Enrolment.id == Decision.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(proposer, proposer.id == Decision.proposed_by_id)
        .outerjoin(approver, approver.id == Decision.approved_by_id)
        .outerjoin(Panel, Panel.id == Decision.panel_id)
        .outerjoin(before, before.id == Certificate.supersedes_id)
        .outerjoin(later, later.supersedes_id == Certificate.id)
        .where(
            certificates_visible_to(reader),
            Certificate.programme_id == programme_id,
            *conditions,
        )
    )


def _of_itself(as_of: date) -> Select[*tuple[Any, ...]]:
    """What a certificate and its cohort tell."""
    state = case(
        *((in_state(state, as_of), state.value) for state in CertificateState),
        else_=CertificateState.VALID.value,
    )
    return select(
        Certificate.id,
        Certificate.number,
        Certificate.holder_name,
        Cohort.title,
        Cohort.city,
        Certificate.issued_at,
        state,
        Certificate.expires_on,
        Certificate.superseded_at,
        Certificate.revoked_at,
        Certificate.revoked_because,
    ).select_from(Certificate)


def _by_validator() -> ColumnElement[str]:
    """The protocol of the assessment on which a decision without a panel rests."""
    return (
        select(Assessment.protocol_number)
        .where(
            Assessment.enrolment_id == Decision.enrolment_id,
            Assessment.recorded_at <= func.coalesce(Decision.decided_at, Decision.proposed_at),
        )
        .order_by(Assessment.recorded_at.desc(), Assessment.id.desc())
        .limit(1)
        .correlate(Decision)
        .scalar_subquery()
    )


def _row(row: Row[*tuple[Any, ...]]) -> RegisterRow:
    certificate_id, number, holder, cohort, city, issued_at, state, *rest = row
    expires_on, superseded_at, revoked_at, *told = rest
    why, follows, followed_by, proposed_by, approved_by, decision, protocol, *_keys = told
    return RegisterRow(
        certificate_id=certificate_id,
        number=number,
        holder=holder,
        cohort=cohort,
        city=city,
        issued_on=local_day(issued_at),
        state=CertificateState(state),
        expires_on=expires_on,
        superseded_on=_day(superseded_at),
        revoked_on=_day(revoked_at),
        revoked_because=why,
        follows=follows,
        followed_by=followed_by,
        proposed_by=proposed_by,
        approved_by=approved_by,
        decision=decision,
        protocol=protocol,
    )


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else local_day(instant)
