"""A newer certificate by two people: a corrected name, another period, and the chain of numbers."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.certificates import revoke_certificate
from course.actions.corrections import approve_correction, withdraw_correction
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
from course.models import AuditEntry, Certificate, CertificatePaper
from course.queries.certificates import certificate_by_code
from course.queries.corrections import corrections_waiting
from course.terms import Act, CertificateState, CorrectionKind
from tests.make import MONDAY
from tests.make_certificates import (
    ISSUER,
    make_certificate,
    make_correction,
    make_successor,
)
from tests.people import Cast

TODAY = MONDAY.date()
ENDS_ON = date(2028, 11, 23)


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


@pytest.fixture
def old(session: Session, cast: Cast) -> Certificate:
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


@pytest.fixture
def ending(session: Session, cast: Cast) -> Certificate:
    cast.programme.certificate_months = 24
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


def before(ends_on: date, days: int) -> datetime:
    return datetime.combine(ends_on - timedelta(days=days), MONDAY.timetz())


def test_a_name_is_corrected_by_two_people(session: Session, cast: Cast, old: Certificate) -> None:
    correction = make_correction(session, old, cast.carla, holder_name=" Ana  Ćwikła-Sowa ")
    assert corrections_waiting(session, cast.cyryl) == [correction]
    for person in (cast.carla, cast.ana):
        with pytest.raises(SamePerson):
            approve_correction(session, correction, issuer=ISSUER, by=person, at=MONDAY)
    assert old.superseded_at is None
    new = approve_correction(session, correction, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    assert old.state_on(TODAY) is CertificateState.SUPERSEDED
    assert (new.holder_name, new.number) == ("Ana Ćwikła-Sowa", "SZ/2026/0002")
    assert cast.ana.name == new.holder_name
    assert (new.supersedes_id, new.decision_id) == (old.id, old.decision_id)
    assert new.supersedes_because is CorrectionKind.NAME
    assert new.facts == {**old.facts, "supersedes": {"number": old.number, "because": "name"}}
    assert new.code != old.code
    assert acts(session)[-3:] == [
        Act.CERTIFICATE_SUPERSEDED,
        Act.CORRECTION_APPROVED,
        Act.PERSON_CHANGED,
    ]
    known = certificate_by_code(session, old.code)
    assert known is not None
    assert known.successor is new
    assert corrections_waiting(session, cast.cyryl) == []


def test_a_correction_is_proposed_once_and_closed_once(
    session: Session, cast: Cast, old: Certificate
) -> None:
    correction = make_correction(session, old, cast.carla)
    with pytest.raises(CorrectionWaits):
        make_correction(session, old, cast.cyryl)
    with pytest.raises(SamePerson):
        withdraw_correction(session, correction, by=cast.ana, at=MONDAY)
    withdraw_correction(session, correction, by=cast.carla, at=MONDAY)
    assert acts(session)[-2:] == [Act.CORRECTION_PROPOSED, Act.CORRECTION_WITHDRAWN]
    with pytest.raises(CorrectionClosed):
        withdraw_correction(session, correction, by=cast.cyryl, at=MONDAY)
    with pytest.raises(CorrectionClosed):
        approve_correction(session, correction, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    again = make_correction(session, old, cast.cyryl)
    approve_correction(session, again, issuer=ISSUER, by=cast.carla, at=MONDAY)
    with pytest.raises(CertificateClosed):
        make_correction(session, old, cast.cyryl)


def test_what_cannot_be_proposed(session: Session, cast: Cast, old: Certificate) -> None:
    with pytest.raises(SamePerson):
        make_correction(session, old, cast.ana)
    with pytest.raises(Unreadable):
        make_correction(session, old, cast.carla, holder_name="  ")
    with pytest.raises(NothingToCorrect):
        make_correction(session, old, cast.carla, holder_name=" Ana Ćwikła")
    with pytest.raises(NothingToCorrect):  # it is valid for good
        make_correction(session, old, cast.carla, kind=CorrectionKind.RENEWAL)
    with pytest.raises(ReasonMissing):
        make_correction(session, old, cast.carla, why=" ")


def test_a_certificate_revoked_meanwhile_is_not_followed(
    session: Session, cast: Cast, old: Certificate
) -> None:
    correction = make_correction(session, old, cast.carla)
    revoke_certificate(session, old, reason="fałszywy dowód", by=cast.carla, at=MONDAY)
    with pytest.raises(CertificateClosed):
        approve_correction(session, correction, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    assert cast.ana.name == "Ana Ćwikła"


def test_a_period_begins_at_issue_and_is_renewed_in_time(
    session: Session, cast: Cast, ending: Certificate
) -> None:
    assert ending.expires_on == ENDS_ON
    renewal = {"kind": CorrectionKind.RENEWAL}
    with pytest.raises(RenewalNotOpen):
        make_correction(session, ending, cast.carla, at=before(ENDS_ON, 91), **renewal)
    in_time = before(ENDS_ON, 90)
    cast.programme.certificate_months = 36
    new = make_successor(session, ending, (cast.carla, cast.cyryl), at=in_time, **renewal)
    assert new.expires_on == date(2031, 11, 23)  # nothing of the period before is lost
    assert (new.holder_name, new.number) == (ending.holder_name, "SZ/2028/0001")
    assert new.facts["supersedes"] == {"number": ending.number, "because": "renewal"}
    assert ending.expires_on == ENDS_ON


def test_who_renews_late_begins_anew(session: Session, cast: Cast, ending: Certificate) -> None:
    late = before(ENDS_ON, -30)
    assert ending.state_on(late.date()) is CertificateState.EXPIRED
    renewal = {"kind": CorrectionKind.RENEWAL, "at": late}
    new = make_successor(session, ending, (cast.carla, cast.cyryl), **renewal)
    assert new.expires_on == date(2030, 12, 23)


def test_a_corrected_name_moves_no_end(session: Session, cast: Cast, ending: Certificate) -> None:
    cast.programme.certificate_months = None
    new = make_successor(session, ending, (cast.carla, cast.cyryl))
    assert new.expires_on == ENDS_ON


def test_every_number_of_a_chain_answers_truthfully(
    session: Session, cast: Cast, old: Certificate
) -> None:
    second = make_successor(session, old, (cast.carla, cast.cyryl), holder_name="Ana Sowa")
    third = make_successor(session, second, (cast.cyryl, cast.carla), holder_name="Ana Lis")
    revoke_certificate(session, third, reason="fałszywy dowód", by=cast.carla, at=MONDAY)
    told = []
    for one in (old, second, third):
        known = certificate_by_code(session, one.code)
        assert known is not None
        successor = known.successor.number if known.successor else None
        told.append((known.certificate.state_on(TODAY), known.certificate.holder_name, successor))
    assert told == [
        (CertificateState.SUPERSEDED, "Ana Ćwikła", "SZ/2026/0003"),
        (CertificateState.SUPERSEDED, "Ana Sowa", "SZ/2026/0003"),
        (CertificateState.REVOKED, "Ana Lis", None),
    ]


def test_each_certificate_wants_its_own_papers(
    session: Session, cast: Cast, old: Certificate
) -> None:
    new = make_successor(session, old, (cast.carla, cast.cyryl))
    wanted = session.execute(
        select(CertificatePaper.certificate_id, CertificatePaper.language, CertificatePaper.made_at)
    ).all()
    assert sorted(wanted) == [
        (one.id, language, None) for one in (old, new) for language in ("en", "pl")
    ]
