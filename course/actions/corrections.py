"""A newer certificate after a standing one: proposed by one person, approved by another."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.validity import renewal_opens_on
from course.actions.audit import note, take_turn
from course.actions.certificates import supersede_certificate
from course.actions.people import rename_person
from course.clock import local_day
from course.credentials.keys import Issuer
from course.errors import (
    CertificateClosed,
    CorrectionClosed,
    CorrectionWaits,
    NothingToCorrect,
    ReasonMissing,
    RenewalNotOpen,
    SamePerson,
    Unreadable,
)
from course.models import Certificate, Correction, Person
from course.models.base import Json
from course.queries.certificates import certificate_now
from course.queries.corrections import correction_now, waiting_correction
from course.terms import Act, CorrectionKind


def propose_correction(
    session: Session,
    certificate: Certificate,
    kind: CorrectionKind,
    *,
    holder_name: str,
    why: str,
    by: Person,
    at: datetime,
) -> Correction:
    """Propose a newer certificate: under another name, or for another period.

    A renewal keeps the name. Raises Unreadable without a name, ReasonMissing, SamePerson to the
    holder, CertificateClosed, NothingToCorrect, RenewalNotOpen and CorrectionWaits.
    """
    standing = _still_standing(session, certificate, by)
    if kind is CorrectionKind.RENEWAL:
        _refuse_if_not_open(standing, at)
        name = standing.holder_name
    else:
        name = _new_name(standing, holder_name)
    if not why.strip():
        raise ReasonMissing
    if waiting_correction(session, standing.id) is not None:
        raise CorrectionWaits
    correction = Correction(
        certificate_id=standing.id,
        kind=kind,
        holder_name=name,
        why=why.strip(),
        proposed_by_id=by.id,
        proposed_at=at,
    )
    try:
        with session.begin_nested():
            session.add(correction)
    except IntegrityError as lost:
        raise CorrectionWaits from lost
    _note(session, Act.CORRECTION_PROPOSED, correction, by, at)
    return correction


def approve_correction(
    session: Session, correction: Correction, *, issuer: Issuer, by: Person, at: datetime
) -> Certificate:
    """Approve as the second person: the newer certificate is issued, both or neither.

    A new name becomes the person's, so that person and certificate agree. Raises CorrectionClosed,
    SamePerson to the holder and to who proposed it, CertificateClosed.
    """
    waiting = _still_waiting(session, correction)
    if by.id == waiting.proposed_by_id:
        raise SamePerson
    new = supersede_certificate(session, waiting.certificate, waiting, issuer=issuer, by=by, at=at)
    waiting.approved_by_id, waiting.approved_at = by.id, at
    _note(session, Act.CORRECTION_APPROVED, waiting, by, at)
    holder = waiting.certificate.person
    if waiting.kind is CorrectionKind.NAME and holder.name != waiting.holder_name:
        rename_person(session, holder, name=waiting.holder_name, by=by, at=at)
    return new


def withdraw_correction(
    session: Session, correction: Correction, *, by: Person, at: datetime
) -> None:
    """Close a proposal; the certificate stays.

    Raises CorrectionClosed, SamePerson to the holder.
    """
    waiting = _still_waiting(session, correction)
    if by.id == waiting.certificate.person_id:
        raise SamePerson
    waiting.withdrawn_at = at
    _note(session, Act.CORRECTION_WITHDRAWN, waiting, by, at)


def _still_standing(session: Session, certificate: Certificate, by: Person) -> Certificate:
    take_turn(session)
    standing = certificate_now(session, certificate.id)
    if standing.person_id == by.id:
        raise SamePerson
    if standing.revoked_at is not None or standing.superseded_at is not None:
        raise CertificateClosed
    return standing


def _new_name(standing: Certificate, typed: str) -> str:
    """The name to come, unless it is the one that both the certificate and the person bear."""
    name = " ".join(typed.split())
    if not name:
        raise Unreadable
    if name == standing.holder_name == standing.person.name:
        raise NothingToCorrect
    return name


def _refuse_if_not_open(standing: Certificate, at: datetime) -> None:
    if standing.expires_on is None:
        raise NothingToCorrect
    opens_on = renewal_opens_on(standing.expires_on)
    if local_day(at) < opens_on:
        raise RenewalNotOpen(opens_on=opens_on)


def _still_waiting(session: Session, correction: Correction) -> Correction:
    take_turn(session)
    waiting = correction_now(session, correction.id)
    if waiting.approved_at is not None or waiting.withdrawn_at is not None:
        raise CorrectionClosed
    return waiting


def _note(session: Session, act: Act, correction: Correction, by: Person, at: datetime) -> None:
    facts: Json = {"certificate": correction.certificate_id, "kind": correction.kind.value}
    note(session, act, by=by, subject=correction, at=at, facts=facts)
