"""Credentials of the register: which places of a status list are closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from course.credentials.status import PLACES
from course.errors import NotFound
from course.models import Certificate


@dataclass(frozen=True, slots=True)
class Closed:
    """The places of a list whose certificates count no more, and when it last changed."""

    places: Collection[int]
    changed_at: datetime


def closed_in_list(session: Session, number: int) -> Closed:
    """What a status list says, lists being numbered from one. Raises NotFound for none such."""
    first = (number - 1) * PLACES
    listed = Certificate.status_index.between(first, first + PLACES - 1)
    began = session.scalar(select(func.min(Certificate.issued_at)).where(listed))
    if began is None:
        raise NotFound
    rows = session.execute(
        select(Certificate.status_index, Certificate.revoked_at, Certificate.superseded_at).where(
            listed, _is_closed()
        )
    ).all()
    changes = [at for _, *instants in rows for at in instants if at is not None]
    places = [index - first for index, *_ in rows if index is not None]
    return Closed(places, max(changes, default=began))


def credential_with_code(session: Session, code: str) -> Certificate:
    """A certificate that has a credential, for whoever has its code. Raises NotFound."""
    found = session.scalar(
        select(Certificate).where(Certificate.code == code, Certificate.credential.is_not(None))
    )
    if found is None:
        raise NotFound
    return found


def _is_closed() -> ColumnElement[bool]:
    return or_(Certificate.revoked_at.is_not(None), Certificate.superseded_at.is_not(None))
