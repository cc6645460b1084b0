"""Corrections of certificates that wait for a second person, while the certificate stands."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Certificate, Correction, Person
from course.visibility import certificates_kept_by

_WHOLE = (
    joinedload(Correction.certificate).joinedload(Certificate.person),
    joinedload(Correction.proposed_by),
)


def corrections_waiting(session: Session, person: Person) -> Sequence[Correction]:
    """Those of the programmes whose certificates this person keeps, the oldest first."""
    return session.scalars(
        _kept_by(person).where(*_WAITS).order_by(Correction.proposed_at, Correction.id)
    ).all()


def correction_for(session: Session, person: Person, correction_id: int) -> Correction:
    """One of them, closed or not. Raises NotFound."""
    found = session.scalar(_kept_by(person).where(Correction.id == correction_id))
    if found is None:
        raise NotFound
    return found


def correction_now(session: Session, correction_id: int) -> Correction:
    """A correction with its certificate and the holder, read anew."""
    return session.scalars(
        select(Correction)
        .where(Correction.id == correction_id)
        .options(*_WHOLE)
        .execution_options(populate_existing=True)
    ).one()


def waiting_correction(session: Session, certificate_id: int) -> Correction | None:
    """The proposal about a standing certificate that nobody approved or withdrew."""
    return session.scalar(
        select(Correction)
        .join(Correction.certificate)
        .where(Correction.certificate_id == certificate_id, *_WAITS)
        .options(*_WHOLE)
    )


def correction_to(session: Session, certificate: Certificate) -> Correction | None:
    """The correction that was approved and ended in this certificate."""
    if certificate.supersedes_id is None:
        return None
    return session.scalar(
        select(Correction)
        .where(
            Correction.certificate_id == certificate.supersedes_id,
            Correction.approved_at.is_not(None),
        )
        .options(joinedload(Correction.proposed_by), joinedload(Correction.approved_by))
    )


_WAITS = (
    Correction.approved_at.is_(None),
    Correction.withdrawn_at.is_(None),
    Certificate.revoked_at.is_(None),
)


def _kept_by(person: Person) -> Select[Correction]:
    return (
        select(Correction)
        .join(Correction.certificate)
        .where(certificates_kept_by(person))
        .options(*_WHOLE)
    )
