"""Proofs that an institution uses the model: entered by one person, verified by another."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.clock import local_day
from course.errors import AgreementOrder, DayInFuture, ProofClosed, SamePerson
from course.models import AdoptionProof, Agreement, Person
from course.models.base import Json
from course.stored_file import StoredFile
from course.terms import Act, AdoptionKind


def enter_proof(
    session: Session,
    agreement: Agreement,
    *,
    kind: AdoptionKind,
    title: str,
    dated_on: date,
    file: StoredFile,
    by: Person,
    at: datetime,
) -> AdoptionProof:
    """Enter a document of an institution that signed. Raises AgreementOrder, DayInFuture."""
    if agreement.institution_signed_on is None:
        raise AgreementOrder
    if dated_on > local_day(at):
        raise DayInFuture
    proof = AdoptionProof(
        agreement_id=agreement.id,
        kind=kind,
        title=title,
        dated_on=dated_on,
        file_name=file.name,
        file_sha256=file.sha256,
        file_stored_as=file.stored_as,
        entered_by_id=by.id,
        entered_at=at,
    )
    session.add(proof)
    facts: Json = {
        "agreement": agreement.id,
        "kind": kind.value,
        "day": dated_on.isoformat(),
        "file": file.sha256,
    }
    note(session, Act.ADOPTION_PROOF_ENTERED, by=by, subject=proof, at=at, facts=facts)
    return proof


def verify_proof(session: Session, proof: AdoptionProof, *, by: Person, at: datetime) -> None:
    """Say that the document shows the use of the model. Raises ProofClosed, SamePerson."""
    if proof.verified_by_id is not None or proof.withdrawn_at is not None:
        raise ProofClosed
    if proof.entered_by_id == by.id:
        raise SamePerson
    proof.verified_by_id, proof.verified_at = by.id, at
    facts: Json = {"agreement": proof.agreement_id, "file": proof.file_sha256}
    note(session, Act.ADOPTION_PROOF_VERIFIED, by=by, subject=proof, at=at, facts=facts)


def withdraw_proof(session: Session, proof: AdoptionProof, *, by: Person, at: datetime) -> None:
    """Take a proof out of the figures from this day on; it stays to be seen. Raises ProofClosed."""
    if proof.withdrawn_at is not None:
        raise ProofClosed
    proof.withdrawn_at = at
    facts: Json = {"agreement": proof.agreement_id}
    note(session, Act.ADOPTION_PROOF_WITHDRAWN, by=by, subject=proof, at=at, facts=facts)
