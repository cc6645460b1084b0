"""The way of an agreement from a draft to both signatures; what follows is in `verifying`.

The two sides sign in either order, as it happens: ours before it is sent or after the other. Until
an agreement is verified, slips are corrected; after it, what is written stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.clock import local_day
from course.errors import (
    AgreementNumberTaken,
    AgreementOrder,
    ChangedMeanwhile,
    DatesReversed,
    DayInFuture,
    InstitutionArchived,
)
from course.fingerprint import fingerprint
from course.models import Agreement, Institution, Person, Programme
from course.models.base import Json
from course.stored_file import StoredFile
from course.terms import Act, AgreementSide

CORRECTABLE = (
    "number",
    "support",
    "sent_on",
    "institution_signed_on",
    "institution_signatory",
    "institution_capacity",
    "beneficiary_signed_on",
    "beneficiary_signatory",
    "beneficiary_capacity",
)
"""What is written about an agreement by hand, and may have a slip in it."""

VERIFIED_THINGS = (*CORRECTABLE, "file_sha256")
"""What whoever verifies looks at: none of it may change between the look and the word."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature: its day, whose it is, and the position or power of attorney that allows it."""

    on: date
    signatory: str
    capacity: str


def enter_agreement(
    session: Session,
    programme: Programme,
    institution: Institution,
    *,
    number: str,
    support: str | None,
    by: Person,
    at: datetime,
) -> Agreement:
    """Enter a draft. Raises AgreementNumberTaken, InstitutionArchived."""
    if institution.archived_at is not None:
        raise InstitutionArchived
    agreement = Agreement(
        programme_id=programme.id,
        institution_id=institution.id,
        number=number,
        support=support,
        entered_by_id=by.id,
        entered_at=at,
    )
    try:
        with session.begin_nested():
            session.add(agreement)
    except IntegrityError as lost:
        raise AgreementNumberTaken from lost
    facts: Json = {"institution": institution.id, "programme": programme.id}
    note(session, Act.AGREEMENT_ENTERED, by=by, subject=agreement, at=at, facts=facts)
    return agreement


def send_agreement(
    session: Session, agreement: Agreement, *, sent_on: date, by: Person, at: datetime
) -> None:
    """Record that the agreement went out to be signed. Raises AgreementOrder, DayInFuture."""
    if agreement.sent_on is not None:
        raise AgreementOrder
    _refuse_future(sent_on, at)
    agreement.sent_on = sent_on
    _note(session, Act.AGREEMENT_SENT, agreement, by, at, {"day": sent_on.isoformat()})


def sign_agreement(
    session: Session,
    agreement: Agreement,
    side: AgreementSide,
    *,
    signature: Signed,
    file: StoredFile | None,
    by: Person,
    at: datetime,
) -> None:
    """Record the signature of one side, with the scan if there is one.

    The institution signs what was sent to it, on that day or later. Raises AgreementOrder,
    DayInFuture, DatesReversed.
    """
    ours = side is AgreementSide.BENEFICIARY
    if getattr(agreement, f"{side}_signed_on") is not None or not (ours or agreement.sent_on):
        raise AgreementOrder
    _refuse_future(signature.on, at)
    if not ours and agreement.sent_on:
        _refuse_before(signature.on, agreement.sent_on)
    setattr(agreement, f"{side}_signed_on", signature.on)
    setattr(agreement, f"{side}_signatory", signature.signatory)
    setattr(agreement, f"{side}_capacity", signature.capacity)
    day = signature.on.isoformat()
    facts: Json = {"day": day, "side": side.value, **_put_file(agreement, file)}
    _note(session, Act.AGREEMENT_SIGNED, agreement, by, at, facts)


def keep_agreement_file(
    session: Session, agreement: Agreement, file: StoredFile, *, by: Person, at: datetime
) -> None:
    """Keep the signed agreement as a file; the hash of the one before stays in the trail.

    Raises AgreementOrder once it is verified: another file would be one that nobody verified.
    """
    if agreement.verified_by_id is not None:
        raise AgreementOrder
    facts: Json = {"changed": ["file"], **_put_file(agreement, file)}
    _note(session, Act.AGREEMENT_CHANGED, agreement, by, at, facts)


def correct_agreement(
    session: Session,
    agreement: Agreement,
    written: Mapping[str, str | date],
    *,
    seen: str,
    by: Person,
    at: datetime,
) -> None:
    """Correct slips, by the names of CORRECTABLE; `seen` is the fingerprint of what was shown.

    Once it is verified only what is empty may still be filled in. Raises AgreementOrder,
    AgreementNumberTaken, ChangedMeanwhile, DayInFuture, DatesReversed.
    """
    if seen != fingerprint(agreement, VERIFIED_THINGS):
        raise ChangedMeanwhile
    changed = {name: new for name, new in written.items() if getattr(agreement, name) != new}
    if not changed:
        return
    filled = [name for name in changed if getattr(agreement, name) is not None]
    if filled and agreement.verified_by_id is not None:
        raise AgreementOrder
    for day in changed.values():
        if isinstance(day, date):
            _refuse_future(day, at)
    try:
        with session.begin_nested():
            for name, new in changed.items():
                setattr(agreement, name, new)
            if agreement.institution_signed_on and agreement.sent_on:
                _refuse_before(agreement.institution_signed_on, agreement.sent_on)
            session.flush()
    except IntegrityError as lost:
        raise AgreementNumberTaken from lost
    _note(session, Act.AGREEMENT_CHANGED, agreement, by, at, {"changed": sorted(changed)})


def _refuse_future(day: date, at: datetime) -> None:
    if day > local_day(at):
        raise DayInFuture


def _refuse_before(day: date, earliest: date) -> None:
    if day < earliest:
        raise DatesReversed


def _put_file(agreement: Agreement, file: StoredFile | None) -> Json:
    """Point at a newer file, if there is one; tells its hash and that of the one before."""
    if file is None:
        return {}
    before = agreement.file_sha256
    agreement.file_stored_as = file.stored_as
    agreement.file_sha256 = file.sha256
    agreement.file_name = file.name
    return {"file": file.sha256, **({"replaced": before} if before else {})}


def _note(
    session: Session, act: Act, agreement: Agreement, by: Person, at: datetime, facts: Json
) -> None:
    note(session, act, by=by, subject=agreement, at=at, facts=facts)
