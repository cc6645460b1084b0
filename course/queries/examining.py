"""What a file that somebody shows is worth, by our register and our keys alone. Asks no network."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.credentials.award import code_in
from course.credentials.carriers import Carrier, carrier_of, credential_in
from course.credentials.documents import BadDocument, Document
from course.credentials.keys import Issuer
from course.credentials.proof import unsigned
from course.credentials.verifying import Cause, proof_cause
from course.models import Certificate, CertificatePaper
from course.queries.certificates import Known, certificate_by_code
from course.terms import Verdict


@dataclass(frozen=True, slots=True)
class Examined:
    """The verdict, and the certificate that the file is about where we know it."""

    verdict: Verdict
    known: Known | None = None


def examine(session: Session, content: bytes, *, issuer: Issuer, day: date) -> Examined:
    """What a PDF, PNG, SVG or JSON file is worth on a day.

    A paper is ours by its very bytes: whoever retouches the words on it and leaves the credential
    attached has changed it. A picture shows nothing of a person, so its credential counts.
    """
    if carrier_of(content) is Carrier.PDF:
        code = _code_of_paper(session, sha256(content).hexdigest())
        known = certificate_by_code(session, code) if code else None
        if known:
            return _standing(known, day)
    try:
        document = credential_in(content)
    except BadDocument:
        return Examined(Verdict.UNREADABLE)
    examined = _examine_document(session, document, issuer, day)
    if carrier_of(content) is Carrier.PDF and examined.known:
        return Examined(Verdict.CHANGED, examined.known)
    return examined


def _examine_document(session: Session, document: Document, issuer: Issuer, day: date) -> Examined:
    code = code_in(document)
    known = certificate_by_code(session, code) if code else None
    cause = proof_cause(document, issuer.at_home_of(document).public_keys())
    if known is None or known.certificate.credential is None:
        return Examined(Verdict.NOT_OURS if cause else Verdict.UNKNOWN)
    same = unsigned(document) == unsigned(known.certificate.credential)
    # A key that was withdrawn proves nothing any more, but the register still knows its own words.
    if not same or cause not in {None, Cause.UNKNOWN_KEY}:
        return Examined(Verdict.CHANGED, known)
    return _standing(known, day)


def _standing(known: Known, day: date) -> Examined:
    return Examined(Verdict(known.certificate.state_on(day).value), known)


def _code_of_paper(session: Session, digest: str) -> str | None:
    return session.scalar(
        select(Certificate.code)
        .join(CertificatePaper, CertificatePaper.certificate_id == Certificate.id)
        .where(CertificatePaper.sha256 == digest)
        .limit(1)
    )
