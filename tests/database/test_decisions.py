"""Two people decide, and one certificate is issued."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.certificates import (
    approve_decision,
    show_holder_name,
)
from course.actions.decisions import propose_decision, withdraw_decision
from course.codes import ALPHABET
from course.errors import (
    AlreadyCertified,
    AlreadyProposed,
    DecisionClosed,
    NotAllowed,
    NotQualified,
    SamePerson,
    StandardNotFrozen,
)
from course.models import AuditEntry, Certificate, Consent, Decision, Letter
from course.queries.certificates import (
    enrolment_to_propose,
)
from course.terms import (
    Act,
    CertificateState,
    ConsentKind,
    DecisionOutcome,
    LetterKind,
)
from tests.at_once import overtaken
from tests.make import MONDAY, add, make_cohort, make_enrolment
from tests.make_certificates import (
    ISSUER,
    fail,
    make_certificate,
    make_proposal,
    make_qualified,
)
from tests.people import Cast

TODAY = MONDAY.date()


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def letters(session: Session) -> list[str]:
    return [f"{letter.kind.value} {letter.to}" for letter in session.scalars(select(Letter))]


def test_a_proposal_freezes_the_four_stages(session: Session, cast: Cast) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    assert decision.protocol_number == "D/2026/0001"
    assert decision.outcome is DecisionOutcome.AWARDED
    assert decision.record["scope"]["programme"] == "Q1"
    assert decision.record["standard"]["frozen_on"] == "2026-07-01"
    assert decision.record["assessment"]["held_on"] == "2026-11-21"
    assert decision.record["comparison"]["ended_on"] == "2026-11-20"
    assert decision.record["comparison"]["lines"] == [
        {"code": "admitted", "met": True, "facts": {}},
        {"code": "assessment_passed", "met": True, "facts": {}},
    ]
    assert cast.ana.name not in str(decision.record)
    assert acts(session) == [Act.STANDARD_FROZEN, Act.DECISION_PROPOSED]


def test_who_does_not_meet_the_rule_is_not_proposed(session: Session, cast: Cast) -> None:
    place = make_qualified(session, cast.enrolment, cast.vera)
    fail(session, place, cast.vera)
    with pytest.raises(NotQualified) as refused:
        propose_decision(session, place, by=cast.carla, at=MONDAY)
    assert refused.value.facts == {"missing": ["assessment_not_passed"]}
    assert session.scalar(select(func.count(Decision.id))) == 0


def test_nothing_is_proposed_before_the_standard_is_frozen(session: Session, cast: Cast) -> None:
    place = enrolment_to_propose(session, cast.carla, cast.enrolment.id)
    with pytest.raises(StandardNotFrozen):
        propose_decision(session, place, by=cast.carla, at=MONDAY)


def test_nobody_proposes_or_approves_themselves(session: Session, cast: Cast) -> None:
    place = make_qualified(session, cast.enrolment, cast.vera)
    with pytest.raises(SamePerson):
        propose_decision(session, place, by=cast.ana, at=MONDAY)
    decision = propose_decision(session, place, by=cast.carla, at=MONDAY)
    for same in (cast.carla, cast.ana):
        with pytest.raises(SamePerson):
            approve_decision(session, decision, issuer=ISSUER, by=same, at=MONDAY)
    with pytest.raises(SamePerson):
        withdraw_decision(session, decision, by=cast.ana, at=MONDAY)
    assert session.scalar(select(func.count(Certificate.id))) == 0


def test_a_second_proposal_waits_for_the_first(session: Session, cast: Cast) -> None:
    place = make_qualified(session, cast.enrolment, cast.vera)
    first = propose_decision(session, place, by=cast.carla, at=MONDAY)
    with pytest.raises(AlreadyProposed):
        propose_decision(session, place, by=cast.cyryl, at=MONDAY)
    withdraw_decision(session, first, by=cast.carla, at=MONDAY)
    with pytest.raises(DecisionClosed):
        approve_decision(session, first, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    again = propose_decision(session, place, by=cast.cyryl, at=MONDAY)
    assert again.protocol_number == "D/2026/0002"
    assert acts(session)[1:] == [
        Act.DECISION_PROPOSED,
        Act.DECISION_WITHDRAWN,
        Act.DECISION_PROPOSED,
    ]


def test_approval_issues_the_certificate(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    assert certificate.number == "SZ/2026/0001"
    assert re.fullmatch(f"[{ALPHABET}]{{26}}", certificate.code)
    assert certificate.holder_name == "Ana Ćwikła"
    assert certificate.show_name is False
    assert certificate.state_on(TODAY) is CertificateState.VALID
    assert acts(session)[2:] == [Act.DECISION_APPROVED, Act.CERTIFICATE_ISSUED]
    assert letters(session) == [f"{LetterKind.CERTIFICATE_ISSUED.value} {cast.ana.email}"]
    decision = session.get_one(Decision, certificate.decision_id)
    assert (decision.approved_by_id, decision.decided_at) == (cast.cyryl.id, MONDAY)


def test_the_facts_hold_all_that_the_paper_says(session: Session, cast: Cast) -> None:
    facts = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl)).facts
    assert facts["minutes"] == {"study": 960, "workshops": 0, "practice": 0}
    assert facts["cohort"]["city"] == "Krosno"
    assert facts["outcomes"]["skills"] == [
        {"pl": "słucha", "en": "listens"},
        {"pl": "pyta", "en": "asks"},
    ]
    assert facts["assessment"]["by"] == "Vera Nowak"
    assert facts["assessment"]["on"] == "2026-11-21"
    assert facts["decision"] == {
        "by": "Cyryl Nowak",
        "protocol_number": "D/2026/0001",
        "on": "2026-11-23",
    }


def test_the_name_stays_as_it_was_issued(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    cast.ana.name = "Ana Nowa"
    session.flush()
    session.refresh(certificate)
    assert certificate.holder_name == "Ana Ćwikła"


def test_consent_to_the_name_is_taken_over(session: Session, cast: Cast) -> None:
    place = make_qualified(session, cast.enrolment, cast.vera)
    add(
        session,
        Consent(
            enrolment_id=place.id,
            kind=ConsentKind.SHOW_NAME,
            text_digest=place.cohort.programme.rule_digest,
            given_at=MONDAY,
        ),
    )
    decision = propose_decision(session, place, by=cast.carla, at=MONDAY)
    certificate = approve_decision(session, decision, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    shown = [certificate.show_name]
    show_holder_name(session, certificate, shown=False, by=cast.ana, at=MONDAY)
    show_holder_name(session, certificate, shown=False, by=cast.ana, at=MONDAY)
    assert [*shown, certificate.show_name] == [True, False]
    assert acts(session)[-1] is Act.CONSENT_WITHDRAWN
    assert acts(session).count(Act.CONSENT_WITHDRAWN) == 1
    with pytest.raises(NotAllowed):
        show_holder_name(session, certificate, shown=True, by=cast.carla, at=MONDAY)


def test_approval_judges_again(session: Session, cast: Cast) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    fail(session, cast.enrolment, cast.vera)
    with pytest.raises(NotQualified):
        approve_decision(session, decision, issuer=ISSUER, by=cast.cyryl, at=MONDAY)


def test_one_certificate_for_a_standard(session: Session, cast: Cast) -> None:
    first = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    other = make_enrolment(session, make_cohort(session, cast.programme), cast.ana)
    place = make_qualified(session, other, cast.vera)
    with pytest.raises(AlreadyCertified) as refused:
        propose_decision(session, place, by=cast.carla, at=MONDAY)
    assert refused.value.facts == {"number": first.number}


def test_the_database_keeps_one_waiting_proposal(session: Session, cast: Cast) -> None:
    place = make_qualified(session, cast.enrolment, cast.vera)
    with overtaken(Decision), pytest.raises(AlreadyProposed):
        propose_decision(session, place, by=cast.carla, at=MONDAY)


def test_the_database_keeps_one_standing_certificate(session: Session, cast: Cast) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    with overtaken(Certificate), pytest.raises(AlreadyCertified):
        approve_decision(session, decision, issuer=ISSUER, by=cast.cyryl, at=MONDAY)


def test_the_database_refuses_one_person_in_both_places(session: Session, cast: Cast) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    decision.approved_by_id, decision.decided_at = cast.carla.id, MONDAY
    with pytest.raises(IntegrityError, match=r"two_people|CHECK"):
        session.flush()
