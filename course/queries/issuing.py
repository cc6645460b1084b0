"""Who would get a certificate now and who would not; and what came of decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from assessments.qualification import Qualification, judge
from course.models import Certificate, Cohort, Decision, Enrolment, Person, Programme
from course.permissions import Permission
from course.queries.records import records_of
from course.queries.rules import rule_of
from course.queries.separation import who_may_not_decide
from course.terms import EnrolmentState
from course.visibility import (
    certificates_visible_to,
    decisions_approvable_by,
    enrolments_with,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody as a proposal would find them, and what stands in its way."""

    enrolment: Enrolment
    qualification: Qualification
    certificate_number: str | None
    waiting_decision_id: int | None
    not_separate: tuple[str, ...]

    @property
    def may_be_proposed(self) -> bool:
        """Whether nothing that is known here stands in the way of this visitor’s proposal."""
        return (
            self.qualification.met
            and self.certificate_number is None
            and self.waiting_decision_id is None
            and not self.not_separate
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, and the certificate that stands for it now."""

    decision: Decision
    certificate: Certificate | None


def candidates_of(
    session: Session, person: Person, programme: Programme, *, cohort_id: int | None
) -> Sequence[Candidate]:
    """Everybody in a programme, or in one of its cohorts, judged as of now; nothing is written.

    Nobody where the programme has frozen no rule.
    """
    rule = rule_of(session, programme.id)
    if rule is None:
        return []
    rows = session.execute(
        select(Enrolment, Certificate.number, Decision.id)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .outerjoin(Certificate, _holds(programme))
        .outerjoin(Decision, _waits())
        .where(
            enrolments_with(person, Permission.PROPOSE_DECISIONS),
            Cohort.programme_id == programme.id,
            Enrolment.state.in_((EnrolmentState.ADMITTED, EnrolmentState.ENDED)),
            literal(cohort_id is None) | (Cohort.id == (cohort_id or 0)),
        )
        .options(contains_eager(Enrolment.person), contains_eager(Enrolment.cohort))
        .order_by(Cohort.starts_on, Cohort.id, Person.sort_name, Enrolment.id)
    ).all()
    ids = {place.id for place, *_ in rows}
    records, separate = records_of(session, ids), who_may_not_decide(session, person, ids)
    return [
        Candidate(place, judge(rule, records[place.id]), number, decision_id, separate[place.id])
        for place, number, decision_id in rows
    ]


def cohorts_with_people(session: Session, programme: Programme) -> Sequence[Cohort]:
    """The cohorts of a programme, in the order in which they began."""
    return session.scalars(
        select(Cohort)
        .where(Cohort.programme_id == programme.id)
        .order_by(Cohort.starts_on, Cohort.id)
    ).all()


def outcomes_of(
    session: Session, person: Person, *, decision_ids: Collection[int], cohort_id: int | None
) -> Sequence[Outcome]:
    """What came of these decisions, or of all that were made about a cohort, by name.

    Only for who may approve them. Certificates that were superseded give way to the newest.
    """
    later = aliased(Certificate)
    superseded = exists(select(later.id).where(later.supersedes_id == Certificate.id))
    rows = session.execute(
        select(Decision, Certificate)
        .join(Decision.enrolment)
        .join(Enrolment.person)
        .outerjoin(Certificate, and_(Certificate.decision_id == Decision.id, ~superseded))
        .where(
            decisions_approvable_by(person),
            or_(
                Decision.id.in_(decision_ids),
                and_(Enrolment.cohort_id == (cohort_id or 0), Decision.decided_at.is_not(None)),
            ),
        )
        .options(
            contains_eager(Decision.enrolment).options(
                contains_eager(Enrolment.person), joinedload(Enrolment.cohort)
            )
        )
        .order_by(Person.sort_name, Decision.id)
    )
    return [Outcome(*row) for row in rows]


def certificates_to_print(
    session: Session, person: Person, programme: Programme, certificate_ids: Collection[int]
) -> Sequence[Certificate]:
    """Standing certificates of a programme among those asked for, by name of the holder."""
    return session.scalars(
        select(Certificate)
        .join(Certificate.person)
        .where(
            Certificate.id.in_(certificate_ids),
            Certificate.programme_id == programme.id,
            certificates_visible_to(person),
            Certificate.revoked_at.is_(None),
            Certificate.superseded_at.is_(None),
        )
        .order_by(Person.sort_name, Certificate.id)
    ).all()


def _holds(programme: Programme) -> ColumnElement[bool]:
    return and_(
        Certificate.person_id == Enrolment.person_id,
        Certificate.standard_code == programme.standard_code,
        Certificate.revoked_at.is_(None),
        Certificate.superseded_at.is_(None),
    )


def _waits() -> ColumnElement[bool]:
    return and_(
        Decision.enrolment_id == Enrolment.id,
        Decision.decided_at.is_(None),
        Decision.withdrawn_at.is_(None),
    )
