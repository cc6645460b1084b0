"""Partner bodies and their agreements, as the people of a programme may see them."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from course.errors import NotFound
from course.models import Agreement, Institution, Person, Programme
from course.visibility import agreements_kept_by, agreements_visible_to


def agreements_of(session: Session, programme: Programme) -> Sequence[Agreement]:
    """The agreements of a programme with their institutions, in the order of names."""
    return session.scalars(
        select(Agreement)
        .join(Agreement.institution)
        .where(Agreement.programme_id == programme.id)
        .options(contains_eager(Agreement.institution))
        .order_by(Institution.sort_name, Institution.id, Agreement.id)
    ).all()


def institutions_of(
    session: Session, programme: Programme
) -> Sequence[tuple[Institution, Agreement | None]]:
    """Every institution with each agreement that it has in a programme, in the order of names.

    Institutions belong to no programme; one without an agreement waits for one in any.
    """
    rows = session.execute(
        select(Institution, Agreement)
        .outerjoin(
            Agreement,
            and_(
                Agreement.institution_id == Institution.id,
                Agreement.programme_id == programme.id,
            ),
        )
        .where(Institution.archived_at.is_(None) | Agreement.id.is_not(None))
        .order_by(Institution.sort_name, Institution.id, Agreement.id)
    )
    return [(institution, agreement) for institution, agreement in rows]


def institution_with_id(session: Session, institution_id: int) -> Institution:
    """One institution: they are public bodies, known to everybody who keeps agreements.

    Raises NotFound.
    """
    found = session.get(Institution, institution_id)
    if found is None:
        raise NotFound
    return found


def institution_with_nip(session: Session, nip: str) -> Institution | None:
    """An institution by its tax number."""
    return session.scalar(select(Institution).where(Institution.nip == nip))


def agreements_with(session: Session, person: Person, institution_id: int) -> Sequence[Agreement]:
    """The agreements of one institution that the person may see, newest first."""
    return session.scalars(
        _whole()
        .where(agreements_visible_to(person), Agreement.institution_id == institution_id)
        .order_by(Agreement.id.desc())
    ).all()


def agreement_for(session: Session, person: Person, agreement_id: int) -> Agreement:
    """One agreement of a programme that the person may see. Raises NotFound."""
    return _one(
        session, _whole().where(agreements_visible_to(person), Agreement.id == agreement_id)
    )


def agreement_to_keep(session: Session, person: Person, agreement_id: int) -> Agreement:
    """One agreement that the person may change. Raises NotFound."""
    return _one(session, _kept(person, agreement_id))


def agreement_to_change(session: Session, person: Person, agreement_id: int) -> Agreement:
    """The same, read anew and held until the write ends, so that deeds wait for each other."""
    return _one(
        session,
        _kept(person, agreement_id).with_for_update().execution_options(populate_existing=True),
    )


def _kept(person: Person, agreement_id: int) -> Select[Agreement]:
    return select(Agreement).where(agreements_kept_by(person), Agreement.id == agreement_id)


def _one(session: Session, statement: Select[Agreement]) -> Agreement:
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def _whole() -> Select[Agreement]:
    return select(Agreement).options(
        joinedload(Agreement.programme),
        joinedload(Agreement.institution),
        joinedload(Agreement.entered_by),
        joinedload(Agreement.verified_by),
    )
