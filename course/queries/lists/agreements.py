"""The register of agreements: with whom, signed by whom and when, and what proves its use."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from course.clock import day_begins
from course.models import AdoptionProof, Agreement, Institution, Person
from course.queries.lists.places import Condition, count_rows, pieces
from course.queries.pages import by_key
from course.terms import AdoptionKind, AgreementState, InstitutionKind
from course.visibility import agreements_visible_to

_INSTITUTION = (
    Institution.id,
    Institution.name,
    Institution.kind,
    Institution.nip,
    Institution.teryt,
    Institution.city,
    Institution.street,
    Institution.postal_code,
    Institution.email,
    Institution.phone,
)
_SIGNED = (
    Agreement.support,
    Agreement.sent_on,
    Agreement.institution_signed_on,
    Agreement.institution_signatory,
    Agreement.institution_capacity,
    Agreement.beneficiary_signed_on,
    Agreement.beneficiary_signatory,
    Agreement.beneficiary_capacity,
)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement with its institution, as of a day."""

    agreement_id: int
    number: str
    state: AgreementState
    institution_id: int
    name: str
    kind: InstitutionKind
    nip: str
    teryt: str
    city: str
    street: str | None
    postal_code: str | None
    email: str | None
    phone: str | None
    support: str | None
    sent_on: date | None
    institution_signed_on: date | None
    institution_signatory: str | None
    institution_capacity: str | None
    beneficiary_signed_on: date | None
    beneficiary_signatory: str | None
    beneficiary_capacity: str | None
    entered_by: str
    verified_by: str | None
    in_force_on: date | None
    ended_on: date | None
    ended_because: str | None


@dataclass(frozen=True, slots=True)
class ProofOfUse:
    """What shows that an institution uses the model; two people looked at it."""

    kind: AdoptionKind
    title: str
    dated_on: date


def agreements_listed(
    session: Session,
    reader: Person,
    programme_id: int,
    *conditions: Condition,
    as_of: date,
    skip: int = 0,
) -> Iterator[tuple[AgreementRow, Sequence[ProofOfUse]]]:
    """Agreements that the reader may see, by the institution's name, each with its proofs."""
    statement = _agreements(reader, programme_id, *conditions, as_of=as_of)
    rows = by_key(session, statement, Institution.sort_name, Agreement.id, skip=skip)
    for piece in pieces(_row(row) for row in rows):
        proofs = _proofs(session, [one.agreement_id for one in piece], as_of)
        for one in piece:
            yield one, proofs.get(one.agreement_id, ())


def count_agreements_listed(
    session: Session, reader: Person, programme_id: int, *conditions: Condition, as_of: date
) -> int:
    """How many agreements these are."""
    return count_rows(session, _agreements(reader, programme_id, *conditions, as_of=as_of))


def in_state(state: AgreementState, day: date) -> Condition:
    """What `Agreement.state_on` says, for statements."""
    verified = _by(Agreement.verified_at, day)
    began, over = _come(Agreement.in_force_on, day), _come(Agreement.ended_on, day)
    signed = and_(
        _come(Agreement.institution_signed_on, day), _come(Agreement.beneficiary_signed_on, day)
    )
    sent = _come(Agreement.sent_on, day)
    conditions = {
        AgreementState.DRAFT: (~verified, ~signed, ~sent),
        AgreementState.SENT: (~verified, ~signed, sent),
        AgreementState.SIGNED: (~verified, signed),
        AgreementState.VERIFIED: (verified, ~began),
        AgreementState.IN_FORCE: (verified, began, ~over),
        AgreementState.ENDED: (verified, began, over),
    }
    return and_(*conditions[state])


def _come(day: InstrumentedAttribute[date | None], limit: date) -> Condition:
    """The day is known and has come."""
    return and_(day.is_not(None), day <= limit)


def _by(instant: InstrumentedAttribute[datetime | None], day: date) -> Condition:
    """It had happened by the end of a day where the programme takes place."""
    return and_(instant.is_not(None), instant < day_begins(day + timedelta(days=1)))


def _agreements(
    reader: Person, programme_id: int, *conditions: Condition, as_of: date
) -> Select[*tuple[Any, ...]]:
    entered_by, verified_by = aliased(Person), aliased(Person)
    state = case(
        *((in_state(state, as_of), state.value) for state in AgreementState),
        else_=AgreementState.DRAFT.value,
    )
    return (
        select(
            Agreement.id,
            Agreement.number,
            state,
            *_INSTITUTION,
            *_SIGNED,
            entered_by.name,
            verified_by.name,
            Agreement.in_force_on,
            Agreement.ended_on,
            Agreement.ended_because,
        )
        .join(Agreement.institution)
        .join(entered_by, entered_by.id == Agreement.entered_by_id)
        .outerjoin(verified_by, verified_by.id == Agreement.verified_by_id)
        .where(agreements_visible_to(reader), Agreement.programme_id == programme_id, *conditions)
    )


def _row(row: Row[*tuple[Any, ...]]) -> AgreementRow:
    agreement_id, number, state, *rest = row[:-2]
    return AgreementRow(agreement_id, number, AgreementState(state), *rest)


def _proofs(
    session: Session, agreement_ids: Collection[int], as_of: date
) -> Mapping[int, Sequence[ProofOfUse]]:
    found: dict[int, list[ProofOfUse]] = {}
    for agreement_id, kind, title, dated_on in session.execute(
        select(
            AdoptionProof.agreement_id,
            AdoptionProof.kind,
            AdoptionProof.title,
            AdoptionProof.dated_on,
        )
        .where(
            AdoptionProof.agreement_id.in_(agreement_ids),
            ~_by(AdoptionProof.withdrawn_at, as_of),
            _by(AdoptionProof.verified_at, as_of),
            AdoptionProof.dated_on <= as_of,
        )
        .order_by(AdoptionProof.dated_on, AdoptionProof.id)
    ):
        found.setdefault(agreement_id, []).append(ProofOfUse(kind, title, dated_on))
    return found
