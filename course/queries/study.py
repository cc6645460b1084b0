"""The place that a trainee studies in, with its meetings and what was accepted for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound, ParticipationOver
from course.models import Cohort, Consent, Enrolment, Meeting, Person, Programme
from course.terms import REQUIRED_CONSENTS, EnrolmentState
from course.visibility import own_enrolments

NEWEST_ADMITTED = (
    (Enrolment.state == EnrolmentState.ADMITTED).desc(),
    Enrolment.id.desc(),
)


def own_enrolment(session: Session, person: Person) -> Enrolment:
    """The place that a person studies in: the newest admitted one, else the newest that has ended.

    Cohort, programme and the programme's frozen rule are loaded. Raises NotFound for who has none.
    """
    enrolment = session.scalar(own_place(person))
    if enrolment is None:
        raise NotFound
    return enrolment


def own_place(person: Person) -> Select[Enrolment]:
    """The statement for it, for who asks more about the place at once."""
    return (
        select(Enrolment)
        .where(own_enrolments(person))
        .options(
            joinedload(Enrolment.cohort)
            .joinedload(Cohort.programme)
            .joinedload(Programme.rule_version)
        )
        .order_by(*NEWEST_ADMITTED)
        .limit(1)
    )


def check_going_on(enrolment: Enrolment) -> None:
    """Raise ParticipationOver for a place that has ended, or that nobody was admitted to yet."""
    if enrolment.state is not EnrolmentState.ADMITTED:
        raise ParticipationOver


def extra_time_of(session: Session, enrolment_id: int) -> int:
    """How much longer a trainee may take, in percent."""
    return session.scalars(
        select(Enrolment.extra_time_percent).where(Enrolment.id == enrolment_id)
    ).one()


def next_meetings(
    session: Session, cohort_id: int, *, since: datetime, most: int
) -> Sequence[Meeting]:
    """The nearest meetings of a cohort, in order; what was cancelled is left out."""
    return session.scalars(
        select(Meeting)
        .where(
            Meeting.cohort_id == cohort_id,
            Meeting.starts_at >= since,
            Meeting.cancelled_at.is_(None),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(most)
    ).all()


def consents_of(session: Session, enrolment_id: int) -> Sequence[Consent]:
    """What a trainee accepted and did not withdraw, in order."""
    return session.scalars(
        select(Consent)
        .where(Consent.enrolment_id == enrolment_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.given_at, Consent.id)
    ).all()


def consents_given(session: Session, enrolment_id: int) -> Sequence[tuple[Consent, str | None]]:
    """All that a trainee accepted, withdrawn or not, with who typed in what was on paper."""
    rows = session.execute(
        select(Consent, Person.name)
        .outerjoin(Person, Person.id == Consent.entered_by_id)
        .where(Consent.enrolment_id == enrolment_id)
        .order_by(Consent.given_at, Consent.id)
    )
    return [(consent, name) for consent, name in rows]


def has_accepted(session: Session, enrolment_id: int) -> bool:
    """Whether a trainee accepted everything that is required of them."""
    given = {consent.kind for consent in consents_of(session, enrolment_id)}
    return given.issuperset(REQUIRED_CONSENTS)
