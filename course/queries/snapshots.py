"""Frozen figures as people may see them, and what freezing asks beside the counting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import (
    Agreement,
    AuditEntry,
    Certificate,
    Cohort,
    Decision,
    Enrolment,
    IndicatorSnapshot,
    Institution,
    Person,
    Programme,
)
from course.terms import SnapshotPurpose
from course.visibility import enrolments_reported_to, snapshots_visible_to


@dataclass(frozen=True, slots=True)
class Names:
    """Who stands behind the ids of frozen figures, for somebody who may know it."""

    people: Mapping[int, str]
    institutions: Mapping[int, str]
    cohorts: Mapping[int, str]


def snapshot_for(session: Session, person: Person, snapshot_id: int) -> IndicatorSnapshot:
    """One set of frozen figures that the person may see. Raises NotFound."""
    found = session.scalar(
        _whole().where(snapshots_visible_to(person), IndicatorSnapshot.id == snapshot_id)
    )
    if found is None:
        raise NotFound
    return found


def every_snapshot(session: Session, programme: Programme) -> Iterator[IndicatorSnapshot]:
    """All that was frozen in a programme, whole, one after the other in the order of numbers."""
    numbers = select(IndicatorSnapshot.id).where(IndicatorSnapshot.programme_id == programme.id)
    for snapshot_id in session.scalars(numbers.order_by(IndicatorSnapshot.number)).all():
        yield session.get_one(IndicatorSnapshot, snapshot_id)


def corrections_of(session: Session, snapshot: IndicatorSnapshot) -> Sequence[IndicatorSnapshot]:
    """What was frozen anew in place of these figures, the oldest first."""
    return session.scalars(
        select(IndicatorSnapshot)
        .where(IndicatorSnapshot.corrects_id == snapshot.id)
        .order_by(IndicatorSnapshot.number)
    ).all()


def last_number(session: Session, programme: Programme) -> int:
    """The number of the newest frozen figures of a programme; 0 before the first."""
    newest = select(func.max(IndicatorSnapshot.number)).where(
        IndicatorSnapshot.programme_id == programme.id
    )
    return session.scalar(newest) or 0


def number_of_claim(session: Session, programme: Programme, claim_number: str) -> int | None:
    """By which number the newest figures of a payment claim are frozen, corrections among them."""
    newest = select(func.max(IndicatorSnapshot.number)).where(
        IndicatorSnapshot.programme_id == programme.id,
        IndicatorSnapshot.claim_number == claim_number,
        IndicatorSnapshot.purpose.in_((SnapshotPurpose.PAYMENT_CLAIM, SnapshotPurpose.CORRECTION)),
    )
    return session.scalar(newest)


def head_of_audit(session: Session) -> AuditEntry | None:
    """The newest entry of the trail."""
    return session.scalar(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))


def cohorts_of(session: Session, programme: Programme) -> Sequence[Cohort]:
    """The cohorts of a programme."""
    return session.scalars(
        select(Cohort).where(Cohort.programme_id == programme.id).order_by(Cohort.id)
    ).all()


def names_in(session: Session, person: Person, programme: Programme) -> Names:
    """The names behind the figures of a programme, as far as the person may see them."""
    people = session.execute(
        select(Person.id, Person.name)
        .join(Certificate, Certificate.person_id == Person.id)
        .join(Decision, Decision.id == Certificate.decision_id)
        .join(Enrolment, Enrolment.id == Decision.enrolment_id)
        .where(Certificate.programme_id == programme.id, enrolments_reported_to(person))
    )
    institutions = session.execute(
        select(Institution.id, Institution.name)
        .join(Agreement, Agreement.institution_id == Institution.id)
        .where(Agreement.programme_id == programme.id)
    )
    return Names(
        {row.id: row.name for row in people},
        {row.id: row.name for row in institutions},
        {cohort.id: cohort.title for cohort in cohorts_of(session, programme)},
    )


def names_waiting(session: Session, person: Person, programme: Programme) -> Sequence[str]:
    """Whose decision waits for a second person, in the order of names."""
    return session.scalars(
        select(Person.name)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Decision, Decision.enrolment_id == Enrolment.id)
        .where(
            Cohort.programme_id == programme.id,
            enrolments_reported_to(person),
            Decision.decided_at.is_(None),
            Decision.withdrawn_at.is_(None),
        )
        .order_by(Person.sort_name, Person.id)
    ).all()


def _whole() -> Select[IndicatorSnapshot]:
    return select(IndicatorSnapshot).options(
        joinedload(IndicatorSnapshot.programme),
        joinedload(IndicatorSnapshot.taken_by),
        joinedload(IndicatorSnapshot.corrects).defer(IndicatorSnapshot.figures),
    )
