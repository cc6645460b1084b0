"""Cohorts and the places in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from course.errors import NotFound
from course.models import Cohort, CohortTrainer, Enrolment, Person, RoleGrant
from course.permissions import Permission
from course.terms import EnrolmentState, Role
from course.visibility import (
    cohorts_kept_by,
    cohorts_visible_to,
    enrolments_followed_by,
    enrolments_given_cards_by,
    enrolments_with,
)

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort in a list, with how many people study in it now and how many finished."""

    cohort: Cohort
    admitted: int
    ended: int


def cohorts_of(session: Session, person: Person) -> Sequence[CohortRow]:
    """The cohorts that a person may see, newest first, with programme and trainers."""
    rows = session.execute(
        select(Cohort, _count(EnrolmentState.ADMITTED), _count(EnrolmentState.ENDED))
        .where(cohorts_visible_to(person))
        .options(joinedload(Cohort.programme))
        .order_by(Cohort.starts_on.desc(), Cohort.title, Cohort.id)
    )
    return [CohortRow(*row) for row in rows]


def cohort_for(session: Session, person: Person, cohort_id: int) -> Cohort:
    """A cohort that a person may see, with its programme. Raises NotFound."""
    return _cohort(session, cohorts_visible_to(person), cohort_id)


def cohort_to_keep(session: Session, person: Person, cohort_id: int) -> Cohort:
    """A cohort whose people a person may change, with its programme. Raises NotFound."""
    return _cohort(session, cohorts_kept_by(person), cohort_id)


def may_keep(session: Session, person: Person, cohort: Cohort) -> bool:
    """Whether a person may change the people of a cohort."""
    kept = select(Cohort.id).where(Cohort.id == cohort.id, cohorts_kept_by(person))
    return bool(session.scalar(select(exists(kept))))


def trainers_of(session: Session, cohort: Cohort) -> Sequence[CohortTrainer]:
    """Who teaches a cohort now, by name."""
    return session.scalars(
        select(CohortTrainer)
        .join(CohortTrainer.person)
        .where(CohortTrainer.cohort_id == cohort.id, CohortTrainer.ended_on.is_(None))
        .options(contains_eager(CohortTrainer.person))
        .order_by(Person.sort_name, CohortTrainer.id)
    ).all()


def trainers_to_appoint(session: Session, cohort: Cohort) -> Sequence[Person]:
    """Trainers of the programme who do not teach this cohort, by name."""
    teaches = select(CohortTrainer.id).where(
        CohortTrainer.cohort_id == cohort.id,
        CohortTrainer.person_id == Person.id,
        CohortTrainer.ended_on.is_(None),
    )
    trains = select(RoleGrant.id).where(
        RoleGrant.person_id == Person.id,
        RoleGrant.programme_id == cohort.programme_id,
        RoleGrant.role == Role.TRAINER,
        RoleGrant.ended_at.is_(None),
    )
    return session.scalars(
        select(Person)
        .where(exists(trains), ~exists(teaches), Person.left_at.is_(None))
        .order_by(Person.sort_name, Person.id)
    ).all()


def enrolments_of(session: Session, cohort: Cohort) -> Sequence[Enrolment]:
    """Every place in a cohort with its person, by name; who withdrew stands last."""
    return session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .where(Enrolment.cohort_id == cohort.id)
        .options(contains_eager(Enrolment.person))
        .order_by(Enrolment.state == EnrolmentState.WITHDRAWN, Person.sort_name, Enrolment.id)
    ).all()


def enrolments_with_cards(
    session: Session, person: Person, cohort: Cohort, code_hashes: Collection[str]
) -> Sequence[Enrolment]:
    """Places in a cohort whose people hold one of these cards, which this person may give them."""
    return session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .where(
            Enrolment.cohort_id == cohort.id,
            Person.card_hash.in_(code_hashes),
            enrolments_given_cards_by(person),
        )
        .options(contains_eager(Enrolment.person))
        .order_by(Person.sort_name, Enrolment.id)
    ).all()


def enrolment_for(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody whose progress a person follows. Raises NotFound."""
    return _one(session, _enrolment(enrolments_followed_by(person), enrolment_id))


def enrolment_to_keep(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """A place that a person may end, held until the write ends. Raises NotFound."""
    kept = enrolments_with(person, Permission.KEEP_COHORTS)
    return _one(session, _enrolment(kept, enrolment_id).with_for_update(of=Enrolment))


def enrolment_for_card(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody to whom a person may give a card. Raises NotFound."""
    return _one(session, _enrolment(enrolments_given_cards_by(person), enrolment_id))


def places_with_cards(session: Session, person: Person) -> Sequence[Enrolment]:
    """Those who sign in with a card and get theirs from a person, by cohort and name."""
    return session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(
            enrolments_given_cards_by(person),
            Enrolment.state == EnrolmentState.ADMITTED,
            Person.card_hash.is_not(None),
        )
        .options(contains_eager(Enrolment.person), contains_eager(Enrolment.cohort))
        .order_by(Cohort.starts_on.desc(), Cohort.id, Person.sort_name, Person.id)
    ).all()


def place_of(session: Session, cohort: Cohort, person: Person) -> Enrolment | None:
    """The place of a person in a cohort, whatever became of it."""
    return session.scalar(
        select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.person_id == person.id)
    )


def _cohort(session: Session, condition: Condition, cohort_id: int) -> Cohort:
    cohort = session.scalar(
        select(Cohort)
        .where(condition, Cohort.id == cohort_id)
        .options(joinedload(Cohort.programme))
    )
    if cohort is None:
        raise NotFound
    return cohort


def _enrolment(condition: Condition, enrolment_id: int) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .where(condition, Enrolment.id == enrolment_id)
        .options(
            joinedload(Enrolment.person),
            joinedload(Enrolment.cohort).joinedload(Cohort.programme),
        )
    )


def _one(session: Session, statement: Select[Enrolment]) -> Enrolment:
    enrolment = session.scalar(statement)
    if enrolment is None:
        raise NotFound
    return enrolment


def _count(state: EnrolmentState) -> ColumnElement[int]:
    return (
        select(func.count(Enrolment.id))
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.state == state)
        .correlate(Cohort)
        .scalar_subquery()
    )
