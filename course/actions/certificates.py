"""Certificates: issued when a decision is approved, revoked, superseded. Nothing else does it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.qualification import judge
from content.languages import Language
from course.actions.audit import note, take_turn
from course.actions.certificate_facts import facts_of
from course.actions.decisions import refuse_if_certified, refuse_if_closed, refuse_if_missing
from course.actions.letters import post
from course.actions.numbers import next_number
from course.clock import local_day
from course.codes import CERTIFICATE_SIGNS, new_code
from course.errors import (
    AlreadyCertified,
    CertificateClosed,
    NotAllowed,
    ReasonMissing,
    SamePerson,
    Unreadable,
)
from course.models import Certificate, CertificatePaper, Decision, Person
from course.queries.certificates import (
    certificate_now,
    decision_now,
    paper_of,
    standing_certificate,
)
from course.queries.records import record_of
from course.queries.rules import rule_by_digest
from course.queries.validation import standing_assessment
from course.terms import Act, CertificateState, ConsentKind, LetterKind


def approve_decision(
    session: Session, decision: Decision, *, by: Person, at: datetime
) -> Certificate:
    """Approve as the second person, and issue the certificate: both or neither.

    Everything is judged again. Raises DecisionClosed, SamePerson, NotQualified, AlreadyCertified.
    """
    take_turn(session)
    waiting = decision_now(session, decision.id)
    refuse_if_closed(waiting)
    person = waiting.enrolment.person
    if by.id in {waiting.proposed_by_id, person.id}:
        raise SamePerson
    refuse_if_certified(session, person.id, waiting.standard_code)
    rule = rule_by_digest(session, waiting.rule_digest)
    record = record_of(session, waiting.enrolment_id)
    refuse_if_missing(judge(rule, record))
    waiting.approved_by_id, waiting.decided_at = by.id, at
    assessment = standing_assessment(session, waiting.enrolment_id)
    certificate = Certificate(
        programme_id=waiting.enrolment.cohort.programme_id,
        person_id=person.id,
        standard_code=waiting.standard_code,
        decision_id=waiting.id,
        holder_name=person.name,
        facts=facts_of(waiting, rule, record, assessment, approved_by=by, at=at),
        show_name=ConsentKind.SHOW_NAME in record.consents,
    )
    note(session, Act.DECISION_APPROVED, by=by, subject=waiting, at=at)
    _issue(session, certificate, person, at)
    note(
        session,
        Act.CERTIFICATE_ISSUED,
        by=by,
        subject=certificate,
        at=at,
        facts={"decision": waiting.id, "number": certificate.number},
    )
    return certificate


def revoke_certificate(
    session: Session, certificate: Certificate, *, reason: str, by: Person, at: datetime
) -> None:
    """Take a certificate's validity, for good.

    Raises ReasonMissing, SamePerson to its holder, CertificateClosed.
    """
    if not reason.strip():
        raise ReasonMissing
    standing = _to_close(session, certificate, by, at)
    standing.revoked_at, standing.revoked_because = at, reason.strip()
    facts = {"number": standing.number}
    note(session, Act.CERTIFICATE_REVOKED, by=by, subject=standing, at=at, facts=facts)


def supersede_certificate(
    session: Session, certificate: Certificate, *, holder_name: str, by: Person, at: datetime
) -> Certificate:
    """Issue anew under a corrected name; the old number says that a newer one exists.

    Raises Unreadable without a name, SamePerson to its holder, CertificateClosed.
    """
    if not holder_name.strip():
        raise Unreadable
    old = _to_close(session, certificate, by, at)
    old.superseded_at = at
    session.flush()  # the old row is closed before the new one is inserted
    new = Certificate(
        programme_id=old.programme_id,
        person_id=old.person_id,
        standard_code=old.standard_code,
        decision_id=old.decision_id,
        holder_name=" ".join(holder_name.split()),
        facts=old.facts,
        show_name=old.show_name,
        expires_on=old.expires_on,
        supersedes_id=old.id,
    )
    _issue(session, new, old.person, at)
    facts = {"old": old.id, "number": new.number}
    note(session, Act.CERTIFICATE_SUPERSEDED, by=by, subject=new, at=at, facts=facts)
    return new


def show_holder_name(
    session: Session, certificate: Certificate, *, shown: bool, by: Person, at: datetime
) -> None:
    """The holder lets strangers with the code see the name, or only the initials.

    Raises NotAllowed to anybody else.
    """
    if certificate.person_id != by.id:
        raise NotAllowed
    if certificate.show_name is not shown:
        certificate.show_name = shown
        act = Act.CONSENT_GIVEN if shown else Act.CONSENT_WITHDRAWN
        note(session, act, by=by, subject=certificate, at=at)


def keep_paper(
    session: Session,
    certificate: Certificate,
    language: Language,
    *,
    sha256: str,
    stored_as: str,
    by: Person,
    at: datetime,
) -> CertificatePaper:
    """Record the paper in a language; the first one made is the one that stays."""
    take_turn(session)
    kept = paper_of(session, certificate.id, language)
    if kept is not None:
        return kept
    paper = CertificatePaper(
        certificate_id=certificate.id,
        language=language,
        sha256=sha256,
        stored_as=stored_as,
        made_at=at,
    )
    session.add(paper)
    note(session, Act.CERTIFICATE_PAPER_MADE, by=by, subject=paper, at=at)
    return paper


def _to_close(session: Session, certificate: Certificate, by: Person, at: datetime) -> Certificate:
    """The certificate read anew in this write's turn, if it still stands and is not one's own."""
    take_turn(session)
    standing = certificate_now(session, certificate.id)
    if standing.person_id == by.id:
        raise SamePerson
    closed = {CertificateState.REVOKED, CertificateState.SUPERSEDED}
    if standing.state_on(local_day(at)) in closed:
        raise CertificateClosed
    return standing


def _issue(session: Session, certificate: Certificate, person: Person, at: datetime) -> None:
    """Give the number and the code, insert, and tell the holder. Raises AlreadyCertified."""
    certificate.number = next_number(
        session, Certificate.number, series="SZ", year=local_day(at).year
    )
    certificate.code = new_code(CERTIFICATE_SIGNS)
    certificate.issued_at = at
    try:
        with session.begin_nested():
            session.add(certificate)
    except IntegrityError as lost:
        winner = standing_certificate(session, person.id, certificate.standard_code)
        raise AlreadyCertified(number=winner.number if winner else "") from lost
    post(
        session,
        LetterKind.CERTIFICATE_ISSUED,
        to=person,
        key=f"certificate-{certificate.id}",
        at=at,
        facts={"number": certificate.number, "path": "/certificate"},
    )
