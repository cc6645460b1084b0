"""Everything that a programme leaves behind, read piece by piece for its close-out pack."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from course.models import (
    AdoptionProof,
    Agreement,
    AuditEntry,
    Certificate,
    Cohort,
    Decision,
    Enrolment,
    IndicatorSnapshot,
    Panel,
    PanelMember,
    Person,
    Programme,
    RoleGrant,
)
from course.queries.audit import belongs_to
from course.terms import Role

AT_ONCE = 1000


def keepers_of(session: Session, programme: Programme) -> Sequence[Person]:
    """Who coordinates a programme now, the longest in office first, with their grants."""
    return session.scalars(
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.programme_id == programme.id,
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.ended_at.is_(None),
        )
        .options(selectinload(Person.grants))
        .order_by(RoleGrant.granted_at, RoleGrant.id)
    ).all()


def certificates_in(session: Session, programme: Programme) -> Sequence[Certificate]:
    """Every certificate ever issued in a programme, in the order of issue."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.programme_id == programme.id)
        .options(joinedload(Certificate.decision))
        .order_by(Certificate.id)
    ).all()


def places_decided(session: Session, programme: Programme) -> Sequence[Enrolment]:
    """The places about which two people decided, with all that their card needs."""
    decided = select(Decision.enrolment_id).where(Decision.decided_at.is_not(None))
    cohort = joinedload(Enrolment.cohort).joinedload(Cohort.programme)
    return session.scalars(
        select(Enrolment)
        .join(Enrolment.cohort)
        .where(Cohort.programme_id == programme.id, Enrolment.id.in_(decided))
        .options(joinedload(Enrolment.person), cohort.joinedload(Programme.rule_version))
        .order_by(Enrolment.id)
    ).all()


def panels_recorded(session: Session, programme: Programme) -> Sequence[Panel]:
    """The panels whose record is entered, with all that their protocol needs."""
    members = selectinload(Panel.members)
    place = joinedload(Panel.enrolment)
    return session.scalars(
        select(Panel)
        .join(Panel.enrolment)
        .join(Enrolment.cohort)
        .where(Cohort.programme_id == programme.id, Panel.recorded_at.is_not(None))
        .options(
            members.joinedload(PanelMember.person),
            members.selectinload(PanelMember.marks),
            members.joinedload(PanelMember.institution),
            place.joinedload(Enrolment.person),
            place.joinedload(Enrolment.cohort).joinedload(Cohort.programme),
        )
        .order_by(Panel.id)
    ).all()


def agreements_kept(session: Session, programme: Programme) -> Sequence[Agreement]:
    """The agreements of a programme, in the order in which they were entered."""
    return session.scalars(
        select(Agreement)
        .where(Agreement.programme_id == programme.id)
        .options(joinedload(Agreement.institution))
        .order_by(Agreement.id)
    ).all()


def proofs_kept(session: Session, programme: Programme) -> Sequence[AdoptionProof]:
    """The proofs of use that were not withdrawn, with their agreements."""
    return session.scalars(
        select(AdoptionProof)
        .join(AdoptionProof.agreement)
        .where(Agreement.programme_id == programme.id, AdoptionProof.withdrawn_at.is_(None))
        .options(joinedload(AdoptionProof.agreement).joinedload(Agreement.institution))
        .order_by(AdoptionProof.id)
    ).all()


def snapshots_taken(session: Session, programme: Programme) -> Sequence[IndicatorSnapshot]:
    """The frozen figures with who froze them and what they correct, in their order."""
    return session.scalars(
        select(IndicatorSnapshot)
        .where(IndicatorSnapshot.programme_id == programme.id)
        .options(
            joinedload(IndicatorSnapshot.programme),
            joinedload(IndicatorSnapshot.taken_by),
            joinedload(IndicatorSnapshot.corrects).defer(IndicatorSnapshot.figures),
        )
        .order_by(IndicatorSnapshot.number)
    ).all()


def entries_about(session: Session, programme: Programme) -> Iterator[AuditEntry]:
    """The deeds of a programme from the first on, a thousand at a time."""
    last = 0
    while True:
        entries = session.scalars(
            select(AuditEntry)
            .where(belongs_to(programme.id), AuditEntry.id > last)
            .order_by(AuditEntry.id)
            .limit(AT_ONCE)
        ).all()
        yield from entries
        if len(entries) < AT_ONCE:
            return
        last = entries[-1].id
