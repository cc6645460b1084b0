"""Certificates: issued when a decision is approved, revoked, superseded. Nothing else does it."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.qualification import judge
from assessments.requirements import Rule
from assessments.validity import last_day_of, renewed_until
from course.actions.audit import note, take_turn
from course.actions.awards import award_of, free_status_index
from course.actions.certificate_facts import facts_of
from course.actions.decisions import decision_to_approve, refuse_if_missing
from course.actions.letters import post
from course.actions.numbers import next_number
from course.actions.papers import want_papers
from course.clock import local_day
from course.codes import CERTIFICATE_SIGNS, new_code
from course.credentials.award import credential_of
from course.credentials.keys import Issuer
from course.errors import (
    AlreadyCertified,
    CertificateClosed,
    NotAllowed,
    ReasonMissing,
    SamePerson,
)
from course.models import Certificate, Correction, Decision, Person
from course.queries.certificates import (
    certificate_now,
    standing_certificate,
)
from course.queries.records import record_of
from course.queries.rules import rule_by_digest
from course.terms import (
    Act,
    CertificateState,
    ConsentKind,
    CorrectionKind,
    DecisionOutcome,
    LetterKind,
)


def approve_decision(
    session: Session, decision: Decision, *, issuer: Issuer, by: Person, at: datetime
) -> Certificate:
    """Approve as the second person, and issue the certificate: both or neither.

    The certificate gets its number, its code and its signed credential in the same moment.
    Everything is judged again. Raises DecisionClosed, SamePerson, NotSeparate, NotQualified and
    AlreadyCertified.
    """
    waiting = decision_to_approve(session, decision, DecisionOutcome.AWARDED, by=by)
    person = waiting.enrolment.person
    rule = rule_by_digest(session, waiting.rule_digest)
    record = record_of(session, waiting.enrolment_id)
    refuse_if_missing(judge(rule, record))
    waiting.approved_by_id, waiting.decided_at = by.id, at
    programme = waiting.enrolment.cohort.programme
    certificate = Certificate(
        programme_id=programme.id,
        person_id=person.id,
        standard_code=waiting.standard_code,
        decision_id=waiting.id,
        holder_name=person.name,
        facts=facts_of(session, waiting, rule, record, approved_by=by, at=at),
        show_name=ConsentKind.SHOW_NAME in record.consents,
        expires_on=last_day_of(local_day(at), programme.certificate_months),
    )
    note(session, Act.DECISION_APPROVED, by=by, subject=waiting, at=at)
    _issue(session, certificate, person, rule, issuer=issuer, at=at)
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
    """Take a certificate's validity, for good; the holder is told, the reason stays with us.

    Raises ReasonMissing, SamePerson to its holder, CertificateClosed.
    """
    if not reason.strip():
        raise ReasonMissing
    standing = _to_close(session, certificate, by, at)
    standing.revoked_at, standing.revoked_because = at, reason.strip()
    facts = {"number": standing.number}
    note(session, Act.CERTIFICATE_REVOKED, by=by, subject=standing, at=at, facts=facts)
    post(
        session,
        LetterKind.CERTIFICATE_REVOKED,
        to=standing.person,
        key=f"certificate-revoked-{standing.id}",
        at=at,
        facts={**facts, "path": "/certificate"},
    )


def supersede_certificate(
    session: Session,
    certificate: Certificate,
    correction: Correction,
    *,
    issuer: Issuer,
    by: Person,
    at: datetime,
) -> Certificate:
    """Issue anew as a correction asks; the old number says that a newer one exists.

    Called when a second person approves it. Raises SamePerson to the holder, CertificateClosed.
    """
    old = _to_close(session, certificate, by, at)
    old.superseded_at = at
    session.flush()  # the old row is closed before the new one is inserted
    new = Certificate(
        programme_id=old.programme_id,
        person_id=old.person_id,
        standard_code=old.standard_code,
        decision_id=old.decision_id,
        holder_name=correction.holder_name,
        facts={**old.facts, "supersedes": {"number": old.number, "because": correction.kind.value}},
        show_name=old.show_name,
        expires_on=_last_day_after(correction, old, at),
        supersedes_id=old.id,
        supersedes_because=correction.kind,
    )
    rule = rule_by_digest(session, session.get_one(Decision, old.decision_id).rule_digest)
    _issue(session, new, old.person, rule, issuer=issuer, at=at)
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


def _last_day_after(correction: Correction, old: Certificate, at: datetime) -> date | None:
    """A renewal lasts as long as the programme gives now; a new name changes nothing."""
    if correction.kind is not CorrectionKind.RENEWAL or old.expires_on is None:
        return old.expires_on
    return renewed_until(old.expires_on, old.programme.certificate_months, today=local_day(at))


def _issue(
    session: Session,
    certificate: Certificate,
    person: Person,
    rule: Rule,
    *,
    issuer: Issuer,
    at: datetime,
) -> None:
    """Give number, code and credential, insert, and tell the holder. Raises AlreadyCertified."""
    certificate.number = next_number(
        session, Certificate.number, series="SZ", year=local_day(at).year
    )
    certificate.code = new_code(CERTIFICATE_SIGNS)
    certificate.issued_at = at
    certificate.status_index = index = free_status_index(session)
    award = award_of(certificate, rule, person, status_index=index)
    certificate.credential = credential_of(award, issuer)
    try:
        with session.begin_nested():
            session.add(certificate)
    except IntegrityError as lost:
        winner = standing_certificate(session, person.id, certificate.standard_code)
        raise AlreadyCertified(number=winner.number if winner else "") from lost
    want_papers(session, certificate)
    post(
        session,
        LetterKind.CERTIFICATE_ISSUED,
        to=person,
        key=f"certificate-{certificate.id}",
        at=at,
        facts={"number": certificate.number, "path": "/certificate"},
    )
