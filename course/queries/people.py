"""People, their links and their roles."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from course.models import Cohort, Enrolment, Person, RoleGrant, SignInLink, WrongTries
from course.terms import Door, LinkPurpose
from course.visibility import own_enrolments


def normal_email(typed: str) -> str:
    """One spelling for each address, so that nobody can have two accounts, or take another's."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def person_with_email(session: Session, email: str) -> Person | None:
    """Whoever signs in with an address, disabled people too."""
    return session.scalar(
        select(Person).where(Person.email == normal_email(email)).options(joinedload(Person.grants))
    )


def people_with_emails(session: Session, emails: Collection[str]) -> Mapping[str, Person]:
    """Those of many addresses that somebody signs in with."""
    people = session.scalars(
        select(Person).where(Person.email.in_({normal_email(email) for email in emails}))
    )
    return {person.email: person for person in people if person.email is not None}


def person_with_card(session: Session, code_hash: str) -> Person | None:
    """Whoever holds the card with this code, disabled people too."""
    return session.scalar(
        select(Person).where(Person.card_hash == code_hash).options(joinedload(Person.grants))
    )


def person_here(session: Session, person_id: int) -> Person | None:
    """Somebody who has neither left nor been made anonymous."""
    return session.scalar(
        select(Person).where(
            Person.id == person_id, Person.left_at.is_(None), Person.anonymised_at.is_(None)
        )
    )


def link_with_id(session: Session, link_id: int) -> SignInLink | None:
    """A one-time link with its person."""
    return session.scalar(
        select(SignInLink)
        .where(SignInLink.id == link_id)
        .options(joinedload(SignInLink.person).joinedload(Person.grants))
    )


def tries_at(session: Session, door: Door, subject_hash: str) -> WrongTries | None:
    """The count of wrong tries at a door, held until the write ends."""
    return session.scalar(
        select(WrongTries)
        .where(WrongTries.door == door, WrongTries.subject_hash == subject_hash)
        .with_for_update()
    )


def grants_of(session: Session, person: Person) -> Sequence[RoleGrant]:
    """The roles that a person has now, with their programmes."""
    return session.scalars(
        select(RoleGrant)
        .where(RoleGrant.person_id == person.id, RoleGrant.ended_at.is_(None))
        .options(joinedload(RoleGrant.programme))
        .order_by(RoleGrant.role, RoleGrant.id)
    ).all()


def is_trainee(session: Session, person: Person) -> bool:
    """Whether a person has or had a place in a cohort."""
    return bool(session.scalar(select(exists(select(Enrolment.id).where(own_enrolments(person))))))


def with_places_elsewhere(
    session: Session, people: Collection[Person], programme_id: int
) -> Collection[int]:
    """The ids of those who have or had a place in a cohort of another programme."""
    ids = [person.id for person in people]
    return set(
        session.scalars(
            select(Enrolment.person_id)
            .join(Enrolment.cohort)
            .where(Enrolment.person_id.in_(ids), Cohort.programme_id != programme_id)
        )
    )


def has_link_since(session: Session, person: Person, purpose: LinkPurpose, since: datetime) -> bool:
    """Whether a link was made for a person lately."""
    made = select(SignInLink.id).where(
        SignInLink.person_id == person.id,
        SignInLink.purpose == purpose,
        SignInLink.created_at > since,
    )
    return bool(session.scalar(select(exists(made))))
