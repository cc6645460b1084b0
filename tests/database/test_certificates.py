"""What was issued is never rewritten: it is revoked or superseded, and seen by few."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.certificates import approve_decision, revoke_certificate
from course.actions.decisions import propose_decision
from course.actions.papers import keep_paper
from course.errors import (
    CertificateClosed,
    NotFound,
    ReasonMissing,
    SamePerson,
)
from course.models import AuditEntry, Letter, Person
from course.queries.certificates import (
    certificate_for,
    certificate_to_keep,
    certificates_of,
    decision_for,
    decisions_closed,
    decisions_waiting,
    enrolment_to_propose,
    standing_certificate,
)
from course.terms import (
    Act,
    CertificateState,
    Role,
)
from tests.make import MONDAY, make_grant
from tests.make_certificates import (
    ISSUER,
    make_certificate,
    make_correction,
)
from tests.people import Cast

TODAY = MONDAY.date()


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def letters(session: Session) -> list[str]:
    return [f"{letter.kind.value} {letter.to}" for letter in session.scalars(select(Letter))]


def test_revoking_needs_a_reason_and_is_for_good(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    with pytest.raises(ReasonMissing):
        revoke_certificate(session, certificate, reason="  ", by=cast.carla, at=MONDAY)
    with pytest.raises(SamePerson):
        revoke_certificate(session, certificate, reason="bo tak", by=cast.ana, at=MONDAY)
    revoke_certificate(session, certificate, reason=" fałszywy dowód ", by=cast.carla, at=MONDAY)
    assert certificate.state_on(TODAY) is CertificateState.REVOKED
    assert certificate.revoked_because == "fałszywy dowód"
    assert acts(session)[-1] is Act.CERTIFICATE_REVOKED
    assert [kind.split()[0] for kind in letters(session)] == [
        "certificate_issued",
        "certificate_revoked",
    ]
    for deed in (
        lambda: revoke_certificate(session, certificate, reason="x", by=cast.carla, at=MONDAY),
        lambda: make_correction(session, certificate, cast.carla, holder_name="Ana"),
    ):
        with pytest.raises(CertificateClosed):
            deed()
    assert standing_certificate(session, cast.ana.id, certificate.standard_code) is None


def test_after_revoking_the_person_can_be_certified_again(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    revoke_certificate(session, certificate, reason="pomyłka", by=cast.carla, at=MONDAY)
    place = enrolment_to_propose(session, cast.carla, cast.enrolment.id)
    decision = propose_decision(session, place, by=cast.carla, at=MONDAY)
    again = approve_decision(session, decision, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    assert again.number == "SZ/2026/0002"


def test_the_first_paper_stays(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))

    def keep(digest: str) -> str | None:
        paper = keep_paper(
            session,
            certificate,
            Language.PL,
            sha256=digest * 64,
            stored_as=digest,
            by=cast.ana,
            at=MONDAY,
        )
        return paper.stored_as

    assert [keep("a"), keep("b")] == ["a", "a"]
    assert acts(session).count(Act.CERTIFICATE_PAPER_MADE) == 1


def test_who_sees_and_who_keeps(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    own, kept, decided = certificate.id, certificate.id, certificate.decision_id
    for name in ("ana", "ben", "carla", "cyryl", "dov", "vera", "adam", "iga"):
        person = getattr(cast, name)
        decides = name in {"carla", "cyryl", "vera"}
        sees = name in {"ana", "carla", "cyryl", "adam"}
        assert found(certificate_for, session, person, own) == sees
        assert found(certificate_to_keep, session, person, kept) == (name in {"carla", "cyryl"})
        assert found(decision_for, session, person, decided) == decides
        listed = [decision.id for decision in decisions_closed(session, person)]
        assert listed == ([decided] if decides else [])
        assert decisions_waiting(session, person) == []
        assert len(certificates_of(session, person)) == (name == "ana")


def test_a_coordinator_who_studies_here_never_touches_her_own(session: Session, cast: Cast) -> None:
    make_grant(session, cast.ana, Role.COORDINATOR, cast.programme)
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    assert not found(certificate_to_keep, session, cast.ana, certificate.id)
    assert not found(decision_for, session, cast.ana, certificate.decision_id)
    assert not found(enrolment_to_propose, session, cast.ana, cast.enrolment.id)
    assert decisions_closed(session, cast.ana) == []


def found(
    fetch: Callable[[Session, Person, int], object], session: Session, person: Person, row_id: int
) -> bool:
    try:
        fetch(session, person, row_id)
    except NotFound:
        return False
    return True
