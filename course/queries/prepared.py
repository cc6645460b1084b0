"""Files of long lists: whose, which waits, and for whom it is made."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from course.errors import NotFound
from course.models import Person, PreparedFile, Programme

KEPT_FOR = timedelta(days=7)
"""A finished file; whoever needs it later asks again."""


def files_of_person(session: Session, person: Person, *, most: int) -> Sequence[PreparedFile]:
    """What a person asked for, newest first, with the programmes."""
    return session.scalars(
        select(PreparedFile)
        .where(PreparedFile.asked_by_id == person.id)
        .options(joinedload(PreparedFile.programme))
        .order_by(PreparedFile.asked_at.desc(), PreparedFile.id.desc())
        .limit(most)
    ).all()


def own_file(session: Session, person: Person, file_id: int) -> PreparedFile:
    """A file that this person asked for, with its programme. Raises NotFound."""
    found = session.scalar(
        select(PreparedFile)
        .where(PreparedFile.id == file_id, PreparedFile.asked_by_id == person.id)
        .options(joinedload(PreparedFile.programme))
    )
    if found is None:
        raise NotFound
    return found


def files_waiting_for(session: Session, person: Person) -> Sequence[PreparedFile]:
    """What the worker still has to make for a person."""
    return session.scalars(
        select(PreparedFile)
        .where(
            PreparedFile.asked_by_id == person.id,
            PreparedFile.ready_at.is_(None),
            PreparedFile.not_before.is_not(None),
        )
        .order_by(PreparedFile.id)
    ).all()


def file_to_make(session: Session, *, at: datetime) -> PreparedFile | None:
    """The first file that waits, that may be tried now and that no other worker holds."""
    return session.scalar(
        select(PreparedFile)
        .where(PreparedFile.ready_at.is_(None), PreparedFile.not_before <= at)
        .order_by(PreparedFile.tries, PreparedFile.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def files_too_old(session: Session, *, at: datetime) -> Sequence[PreparedFile]:
    """Finished files that have been kept long enough."""
    return session.scalars(
        select(PreparedFile)
        .where(PreparedFile.ready_at < at - KEPT_FOR, PreparedFile.stored_as.is_not(None))
        .order_by(PreparedFile.id)
    ).all()


def taken_by(session: Session, programme_id: int, person_id: int) -> tuple[Programme, Person]:
    """A programme with its rule, and a person with their grants: for who reads a list later."""
    programme = session.scalars(
        select(Programme)
        .where(Programme.id == programme_id)
        .options(joinedload(Programme.rule_version))
    ).one()
    person = session.scalars(
        select(Person).where(Person.id == person_id).options(selectinload(Person.grants))
    ).one()
    return programme, person
