"""Certificates that end soon."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import Session

from assessments.validity import LETTER_DAYS
from course.models import Certificate, Letter, Person
from course.terms import LetterKind

LETTERS_REMEMBERED = timedelta(days=29)
"""An outbox forgets its letters after 30 days: nobody is told again after that."""

_KEY = "certificate-ends-"


def ends_key(certificate_id: int) -> str:
    """What names the letter about the end of a certificate: there is one at most."""
    return f"{_KEY}{certificate_id}"


def certificates_ending(session: Session, day: date) -> Sequence[int]:
    """Ids of standing certificates of whose end their holders are to be told on a day."""
    until = day + timedelta(days=LETTER_DAYS)
    told = exists(
        select(Letter.id).where(
            Letter.kind == LetterKind.CERTIFICATE_ENDS,
            Letter.key == literal(_KEY).concat(cast(Certificate.id, String)),
        )
    )
    return session.scalars(
        select(Certificate.id)
        .join(Certificate.person)
        .where(
            Certificate.expires_on.between(until - LETTERS_REMEMBERED, until),
            Certificate.revoked_at.is_(None),
            Certificate.superseded_at.is_(None),
            Person.email.is_not(None),
            ~told,
        )
        .order_by(Certificate.id)
    ).all()
