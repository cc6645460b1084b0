"""What is not awarded: decided by two, told, appealed against in time, decided by somebody new."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.appeals import decide_appeal, lodge_appeal
from course.actions.certificates import approve_decision
from course.actions.decisions import approve_refusal, propose_decision, propose_refusal
from course.errors import (
    AppealClosed,
    AppealLodged,
    AppealTooLate,
    DecisionClosed,
    NotAppealable,
    NothingToRefuse,
    NotQualified,
    NotSeparate,
    ReasonMissing,
    RefusedBefore,
    SamePerson,
)
from course.models import Appeal, AuditEntry, Certificate, Decision, Letter
from course.queries.appeals import last_day_of
from course.queries.records import record_of
from course.terms import Act, AppealOutcome, DecisionOutcome, LetterKind, Role
from tests.at_once import overtaken
from tests.make import MONDAY, make_grant, make_person
from tests.make_certificates import ISSUER, fail, make_certificate, make_qualified
from tests.make_panels import (
    Three,
    decide,
    make_appeal,
    make_concluded,
    make_judged,
    make_refused,
    make_three,
)
from tests.people import Cast

POLAND = ZoneInfo("Europe/Warsaw")


@pytest.fixture
def three(session: Session, cast: Cast) -> Three:
    return make_three(session, cast)


@pytest.fixture
def refused(session: Session, cast: Cast, three: Three) -> Decision:
    return make_refused(session, cast, three)


def letters(session: Session, kind: LetterKind) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.kind == kind)))


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_two_people_refuse_what_the_panel_did_not_award(
    session: Session, cast: Cast, refused: Decision
) -> None:
    assert (refused.outcome, refused.approved_by_id) == (
        DecisionOutcome.NOT_AWARDED,
        cast.cyryl.id,
    )
    assert refused.record["assessment"]["panel"] == refused.panel_id
    [letter] = letters(session, LetterKind.DECISION_MADE)
    assert letter.to == cast.ana.email
    assert letter.facts["last_day"] == "2026-12-07"
    assert session.scalars(select(Certificate)).all() == []
    assert acts(session)[-1] is Act.DECISION_APPROVED


def test_nobody_is_refused_whom_no_panel_refused(
    session: Session, cast: Cast, three: Three
) -> None:
    place = make_judged(session, cast.enrolment)
    with pytest.raises(NothingToRefuse):
        propose_refusal(session, place, by=cast.carla, at=MONDAY)
    make_concluded(session, cast, three, DecisionOutcome.SUPPLEMENT)
    with pytest.raises(NothingToRefuse):
        propose_refusal(session, place, by=cast.carla, at=MONDAY)


def test_who_is_refused_is_not_awarded_and_the_other_way_round(
    session: Session, cast: Cast, three: Three
) -> None:
    make_concluded(session, cast, three, DecisionOutcome.NOT_AWARDED)
    place = make_judged(session, cast.enrolment)
    with pytest.raises(NotQualified):
        propose_decision(session, place, by=cast.carla, at=MONDAY)
    refusal = propose_refusal(session, place, by=cast.carla, at=MONDAY)
    with pytest.raises(DecisionClosed):
        approve_decision(session, refusal, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    with pytest.raises(SamePerson):
        approve_refusal(session, refusal, by=cast.carla, at=MONDAY)


def test_an_award_is_not_approved_as_a_refusal(session: Session, cast: Cast, three: Three) -> None:
    make_concluded(session, cast, three)
    place = make_judged(session, cast.enrolment)
    with pytest.raises(NothingToRefuse):
        propose_refusal(session, place, by=cast.carla, at=MONDAY)
    award = propose_decision(session, place, by=cast.carla, at=MONDAY)
    with pytest.raises(DecisionClosed):
        approve_refusal(session, award, by=cast.cyryl, at=MONDAY)
    certificate = approve_decision(session, award, issuer=ISSUER, by=cast.cyryl, at=MONDAY)
    judged = certificate.facts["panel"]
    assert (judged["protocol_number"], judged["on"]) == ("K/2026/0001", "2026-11-22")
    assert [one["by"] for one in judged["members"]] == ["Olga Mazur", "Piotr Lis", "Inga Bąk"]
    assert certificate.facts["assessment"] is None


def test_the_same_judgement_is_decided_upon_once(
    session: Session, cast: Cast, refused: Decision
) -> None:
    place = make_judged(session, cast.enrolment)
    with pytest.raises(RefusedBefore) as again:
        propose_refusal(session, place, by=cast.carla, at=MONDAY)
    assert again.value.facts == {"number": refused.protocol_number}


def test_where_a_validator_assesses_their_word_is_refused_on(session: Session, cast: Cast) -> None:
    place = make_qualified(session, cast.enrolment, cast.vera)
    with pytest.raises(NothingToRefuse):
        propose_refusal(session, place, by=cast.carla, at=MONDAY)
    fail(session, place, cast.vera)
    decision = propose_refusal(session, place, by=cast.carla, at=MONDAY)
    approve_refusal(session, decision, by=cast.cyryl, at=MONDAY)
    appeal = make_appeal(session, decision, cast.ana)
    zoe = make_person(session, "Zoe Sowa")
    decide(session, appeal, zoe, AppealOutcome.UPHELD)
    assert record_of(session, place.id).assessment == "passed_by_appeal"
    award = propose_decision(session, place, by=cast.carla, at=MONDAY)
    assert (
        approve_decision(session, award, issuer=ISSUER, by=cast.cyryl, at=MONDAY).person_id
        == cast.ana.id
    )


@pytest.mark.parametrize(
    "decided_at",
    [
        datetime(2026, 11, 23, 12, tzinfo=POLAND),
        datetime(2026, 11, 23, 23, 59, tzinfo=POLAND),
        datetime(2026, 11, 23, 0, 1, tzinfo=POLAND),
        datetime(2026, 3, 28, 23, 30, tzinfo=POLAND),  # the clocks go forward that night
        datetime(2026, 10, 24, 23, 30, tzinfo=POLAND),  # and back
        datetime(2026, 10, 12, 0, 30, tzinfo=POLAND),
    ],
)
def test_day_fourteen_is_in_time_and_day_fifteen_is_not(
    session: Session, cast: Cast, refused: Decision, decided_at: datetime
) -> None:
    refused.decided_at = decided_at
    session.flush()
    last = decided_at.date() + timedelta(days=14)
    assert last_day_of(refused) == last
    late = datetime(last.year, last.month, last.day, tzinfo=POLAND) + timedelta(days=1)
    with pytest.raises(AppealTooLate) as over:
        make_appeal(session, refused, cast.ana, at=late)
    assert over.value.facts == {"last_day": last}
    in_time = datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=POLAND)
    assert make_appeal(session, refused, cast.ana, at=in_time).lodged_at == in_time


def test_an_appeal_is_lodged_once_with_reasons_and_only_against_a_refusal(
    session: Session, cast: Cast, refused: Decision
) -> None:
    with pytest.raises(ReasonMissing):
        lodge(session, refused, cast, " ")
    lodge(session, refused, cast, "Nie pytano.")
    assert acts(session)[-1] is Act.APPEAL_LODGED
    with pytest.raises(AppealLodged):
        lodge(session, refused, cast, "Nie pytano.")
    refused.outcome = DecisionOutcome.AWARDED
    with pytest.raises(NotAppealable):
        lodge(session, refused, cast, "Nie pytano.")


def lodge(session: Session, decision: Decision, cast: Cast, reasons: str) -> None:
    lodge_appeal(session, decision, reasons=reasons, by=cast.ana, at=MONDAY)


def test_what_waits_for_a_second_person_cannot_be_appealed_against(
    session: Session, cast: Cast, three: Three
) -> None:
    make_concluded(session, cast, three, DecisionOutcome.NOT_AWARDED)
    place = make_judged(session, cast.enrolment)
    waiting = propose_refusal(session, place, by=cast.carla, at=MONDAY)
    with pytest.raises(NotAppealable):
        make_appeal(session, waiting, cast.ana)


def test_an_upheld_appeal_passes_and_two_others_award(
    session: Session, cast: Cast, refused: Decision
) -> None:
    appeal = make_appeal(session, refused, cast.ana)
    decide(session, appeal, cast.vera, AppealOutcome.UPHELD)
    [letter] = letters(session, LetterKind.APPEAL_DECIDED)
    assert (letter.to, letter.facts["upheld"]) == (cast.ana.email, True)
    assert acts(session)[-1] is Act.APPEAL_DECIDED
    assert record_of(session, cast.enrolment.id).panel == "passed_by_appeal"
    place = make_judged(session, cast.enrolment)
    with pytest.raises(NothingToRefuse):
        propose_refusal(session, place, by=cast.carla, at=MONDAY)
    award = propose_decision(session, place, by=cast.carla, at=MONDAY)
    with pytest.raises(NotSeparate):  # who said so does not decide as well
        approve_decision(session, award, issuer=ISSUER, by=cast.vera, at=MONDAY)
    assert (
        approve_decision(session, award, issuer=ISSUER, by=cast.cyryl, at=MONDAY).decision_id
        == award.id
    )


def test_a_dismissed_appeal_changes_nothing_and_is_final(
    session: Session, cast: Cast, refused: Decision
) -> None:
    before = record_of(session, cast.enrolment.id)
    appeal = make_appeal(session, refused, cast.ana)
    decide(session, appeal, cast.vera, AppealOutcome.DISMISSED)
    assert record_of(session, cast.enrolment.id) == before
    for outcome in AppealOutcome:
        with pytest.raises(AppealClosed):
            decide(session, appeal, make_person(session), outcome)
    with pytest.raises(AppealLodged):
        make_appeal(session, refused, cast.ana)


def test_only_somebody_new_decides_an_appeal(
    session: Session, cast: Cast, three: Three, refused: Decision
) -> None:
    appeal = make_appeal(session, refused, cast.ana)
    make_grant(session, cast.ben, Role.VALIDATOR, cast.programme)
    with pytest.raises(SamePerson):
        decide(session, appeal, cast.ana, AppealOutcome.UPHELD)
    for known in (cast.ben, cast.carla, cast.cyryl, *three.people):
        for outcome in AppealOutcome:
            with pytest.raises(NotSeparate):
                decide(session, appeal, known, outcome)
    with pytest.raises(ReasonMissing):
        decide_appeal(
            session,
            appeal,
            outcome=AppealOutcome.UPHELD,
            statement=" ",
            by=cast.vera,
            at=MONDAY,
        )


def test_who_typed_an_appeal_in_does_not_decide_it(
    session: Session, cast: Cast, refused: Decision
) -> None:
    appeal = make_appeal(session, refused, cast.adam)
    assert appeal.lodged_by_id == cast.adam.id
    with pytest.raises(NotSeparate) as told:
        decide(session, appeal, cast.adam, AppealOutcome.UPHELD)
    assert told.value.facts == {"reasons": ("lodged",)}


def test_certified_people_cannot_be_refused(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    decision = session.get_one(Decision, certificate.decision_id)
    with pytest.raises(NotAppealable):
        make_appeal(session, decision, cast.ana)


def test_the_database_keeps_one_appeal(session: Session, cast: Cast, refused: Decision) -> None:
    with overtaken(Appeal), pytest.raises(AppealLodged):
        make_appeal(session, refused, cast.ana)
