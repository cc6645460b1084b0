"""Tell a holder that a certificate ends: a letter, and nothing else."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.letters import post
from course.clock import local_day
from course.models import Letter
from course.queries.certificates import certificate_now
from course.queries.endings import ends_key
from course.terms import CertificateState, LetterKind


def tell_of_end(session: Session, certificate_id: int, *, at: datetime) -> Letter | None:
    """Post the letter once; nothing about a certificate that no longer stands."""
    certificate = certificate_now(session, certificate_id)
    ends_on = certificate.expires_on
    if ends_on is None or certificate.state_on(local_day(at)) is not CertificateState.VALID:
        return None
    facts = {
        "number": certificate.number,
        "ends_on": ends_on.isoformat(),
        "path": "/certificate",
    }
    try:
        with session.begin_nested():
            return post(
                session,
                LetterKind.CERTIFICATE_ENDS,
                to=certificate.person,
                key=ends_key(certificate.id),
                at=at,
                facts=facts,
            )
    except IntegrityError:  # another worker was quicker
        return None
