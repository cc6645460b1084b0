"""Partner bodies, and the way of an agreement from a draft to its end.

Each deed needs the one before it. Who entered an agreement does not verify it.
"""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.clock import local_day
from course.errors import (
    AgreementNumberTaken,
    AgreementOrder,
    DatesReversed,
    DayInFuture,
    NipTaken,
    SamePerson,
)
from course.language import alphabet_key
from course.models import Agreement, Institution, Person, Programme
from course.models.base import Json
from course.stored_file import StoredFile
from course.terms import Act, AgreementState, InstitutionKind


def enter_institution(
    session: Session,
    *,
    name: str,
    kind: InstitutionKind,
    nip: str,
    teryt: str,
    city: str,
    by: Person,
    at: datetime,
) -> Institution:
    """Enter a partner body; `nip` and `teryt` as `registers` reads them. Raises NipTaken."""
    institution = Institution(
        name=name, sort_name=alphabet_key(name), kind=kind, nip=nip, teryt=teryt, city=city
    )
    try:
        with session.begin_nested():
            session.add(institution)
    except IntegrityError as lost:
        raise NipTaken from lost
    note(session, Act.INSTITUTION_ENTERED, by=by, subject=institution, at=at)
    return institution


def enter_agreement(
    session: Session,
    programme: Programme,
    institution: Institution,
    *,
    number: str,
    by: Person,
    at: datetime,
) -> Agreement:
    """Enter a draft. Raises AgreementNumberTaken."""
    agreement = Agreement(
        programme_id=programme.id,
        institution_id=institution.id,
        number=number,
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
    if agreement.state_on(local_day(at)) is not AgreementState.DRAFT:
        raise AgreementOrder
    _refuse_future(sent_on, at)
    agreement.sent_on = sent_on
    _note(session, Act.AGREEMENT_SENT, agreement, sent_on, by, at)


def sign_for_institution(
    session: Session,
    agreement: Agreement,
    *,
    signed_on: date,
    signatory: str,
    file: StoredFile | None,
    by: Person,
    at: datetime,
) -> None:
    """Record the institution's signature, with the scan if there is one.

    Raises AgreementOrder, DayInFuture, DatesReversed.
    """
    if agreement.sent_on is None or agreement.institution_signed_on is not None:
        raise AgreementOrder
    _refuse_future(signed_on, at)
    _refuse_before(signed_on, agreement.sent_on)
    agreement.institution_signed_on = signed_on
    agreement.institution_signatory = signatory
    _keep_file(agreement, file)
    _note(session, Act.AGREEMENT_SIGNED, agreement, signed_on, by, at, side="institution")


def sign_for_beneficiary(
    session: Session,
    agreement: Agreement,
    *,
    signed_on: date,
    signatory: str,
    file: StoredFile | None,
    by: Person,
    at: datetime,
) -> None:
    """Record our own signature, after the institution's. A scan replaces the one before.

    Raises AgreementOrder, DayInFuture, DatesReversed.
    """
    if agreement.institution_signed_on is None or agreement.beneficiary_signed_on is not None:
        raise AgreementOrder
    _refuse_future(signed_on, at)
    _refuse_before(signed_on, agreement.institution_signed_on)
    agreement.beneficiary_signed_on = signed_on
    agreement.beneficiary_signatory = signatory
    _keep_file(agreement, file)
    _note(session, Act.AGREEMENT_SIGNED, agreement, signed_on, by, at, side="beneficiary")


def verify_agreement(session: Session, agreement: Agreement, *, by: Person, at: datetime) -> None:
    """Say that both signatures and their powers were checked. Raises AgreementOrder, SamePerson."""
    if agreement.state_on(local_day(at)) is not AgreementState.SIGNED:
        raise AgreementOrder
    if agreement.entered_by_id == by.id:
        raise SamePerson
    agreement.verified_by_id, agreement.verified_at = by.id, at
    _note(session, Act.AGREEMENT_VERIFIED, agreement, None, by, at)


def bring_into_force(
    session: Session, agreement: Agreement, *, in_force_on: date, by: Person, at: datetime
) -> None:
    """Record the first day of the agreement, which may be to come.

    Raises AgreementOrder, and DatesReversed for a day before the last signature.
    """
    signed_on = agreement.beneficiary_signed_on
    if agreement.verified_by_id is None or signed_on is None or agreement.in_force_on is not None:
        raise AgreementOrder
    _refuse_before(in_force_on, signed_on)
    agreement.in_force_on = in_force_on
    _note(session, Act.AGREEMENT_IN_FORCE, agreement, in_force_on, by, at)


def end_agreement(
    session: Session, agreement: Agreement, *, ended_on: date, by: Person, at: datetime
) -> None:
    """Record the day from which the agreement no longer holds, which may be to come.

    Raises AgreementOrder, and DatesReversed for a day before it came into force.
    """
    if agreement.in_force_on is None or agreement.ended_on is not None:
        raise AgreementOrder
    _refuse_before(ended_on, agreement.in_force_on)
    agreement.ended_on = ended_on
    _note(session, Act.AGREEMENT_ENDED, agreement, ended_on, by, at)


def _refuse_future(day: date, at: datetime) -> None:
    if day > local_day(at):
        raise DayInFuture


def _refuse_before(day: date, earliest: date) -> None:
    if day < earliest:
        raise DatesReversed


def _keep_file(agreement: Agreement, file: StoredFile | None) -> None:
    if file is not None:
        agreement.file_stored_as = file.stored_as
        agreement.file_sha256 = file.sha256
        agreement.file_name = file.name


def _note(
    session: Session,
    act: Act,
    agreement: Agreement,
    day: date | None,
    by: Person,
    at: datetime,
    **more: str,
) -> None:
    facts: Json = {**more, **({"day": day.isoformat()} if day else {})}
    if agreement.file_sha256 is not None and act is Act.AGREEMENT_SIGNED:
        facts["file"] = agreement.file_sha256
    note(session, act, by=by, subject=agreement, at=at, facts=facts)
