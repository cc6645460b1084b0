"""Every certificate that was ever issued, as far as the exported register needs it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from course.models import Certificate, Programme


def every_certificate(session: Session) -> Sequence[Certificate]:
    """All certificates in the order in which they were issued, without their facts."""
    return session.scalars(
        select(Certificate)
        .options(
            load_only(
                Certificate.programme_id,
                Certificate.person_id,
                Certificate.standard_code,
                Certificate.number,
                Certificate.code,
                Certificate.holder_name,
                Certificate.issued_at,
                Certificate.expires_on,
                Certificate.superseded_at,
                Certificate.revoked_at,
                raiseload=True,
            )
        )
        .order_by(Certificate.id)
    ).all()


def every_programme(session: Session) -> Sequence[Programme]:
    """All programmes in the order in which they were made."""
    return session.scalars(select(Programme).order_by(Programme.id)).all()
