"""Partner bodies and their agreements, as the people of a programme may see them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from course.errors import NotFound
from course.models import AdoptionProof, Agreement, Institution, Person, Programme
from course.visibility import agreements_kept_by, agreements_visible_to


def agreements_of(session: Session, programme: Programme) -> Sequence[Agreement]:
    """The agreements of a programme with all that counting asks about, in the order of names."""
    return session.scalars(
        select(Agreement)
        .join(Agreement.institution)
        .where(Agreement.programme_id == programme.id)
        .options(
            contains_eager(Agreement.institution),
            joinedload(Agreement.programme),
            joinedload(Agreement.entered_by),
            selectinload(Agreement.adoption_proofs).joinedload(AdoptionProof.entered_by),
        )
        .order_by(Institution.sort_name, Institution.id, Agreement.id)
    ).all()


def institutions_listed(session: Session) -> Sequence[Institution]:
    """Every institution, in the order of names; those in the archive too.

    Institutions belong to no programme; one without an agreement waits for one in any.
    """
    return session.scalars(
        select(Institution).order_by(Institution.sort_name, Institution.id)
    ).all()


def institution_to_change(session: Session, institution_id: int) -> Institution:
    """One institution, read anew and held until the write ends. Raises NotFound."""
    found = session.get(Institution, institution_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    return found


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


def proof_for(session: Session, person: Person, proof_id: int) -> AdoptionProof:
    """One proof of use of a programme that the person may see. Raises NotFound."""
    return _one_proof(session, _proof(agreements_visible_to(person), proof_id))


def proof_to_keep(session: Session, person: Person, proof_id: int) -> AdoptionProof:
    """One proof of use that the person may verify or withdraw. Raises NotFound."""
    return _one_proof(session, _proof(agreements_kept_by(person), proof_id))


def proof_to_change(session: Session, person: Person, proof_id: int) -> AdoptionProof:
    """The same, read anew and held until the write ends."""
    return _one_proof(
        session,
        _proof(agreements_kept_by(person), proof_id)
        .with_for_update(of=AdoptionProof)
        .execution_options(populate_existing=True),
    )


def _proof(condition: ColumnElement[bool], proof_id: int) -> Select[AdoptionProof]:
    return (
        select(AdoptionProof)
        .join(AdoptionProof.agreement)
        .where(condition, AdoptionProof.id == proof_id)
        .options(contains_eager(AdoptionProof.agreement))
    )


def _one_proof(session: Session, statement: Select[AdoptionProof]) -> AdoptionProof:
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def _kept(person: Person, agreement_id: int) -> Select[Agreement]:
    return select(Agreement).where(agreements_kept_by(person), Agreement.id == agreement_id)


def _one(session: Session, statement: Select[Agreement]) -> Agreement:
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def _whole() -> Select[Agreement]:
    proofs = selectinload(Agreement.adoption_proofs)
    return select(Agreement).options(
        joinedload(Agreement.programme),
        joinedload(Agreement.institution),
        joinedload(Agreement.entered_by),
        joinedload(Agreement.verified_by),
        proofs.joinedload(AdoptionProof.entered_by),
        proofs.joinedload(AdoptionProof.verified_by),
    )
