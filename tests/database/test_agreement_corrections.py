"""Slips in institutions and agreements: corrected, completed, opened again by a second person."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from course.actions.agreements import VERIFIED_THINGS, enter_agreement, keep_agreement_file
from course.actions.institutions import (
    WRITTEN,
    archive_institution,
    bring_institution_back,
    change_institution,
    enter_institution,
)
from course.actions.verifying import take_verification_back, verify_agreement
from course.errors import (
    AgreementIncomplete,
    AgreementNumberTaken,
    AgreementOrder,
    ChangedMeanwhile,
    DatesReversed,
    DayInFuture,
    InstitutionArchived,
    NipTaken,
)
from course.fingerprint import fingerprint
from course.models import Agreement, Institution
from course.queries.institutions import institution_with_nip
from course.reports.indicators import institutions
from course.terms import Act, AgreementCheck, AgreementSide, AgreementState
from tests.database.test_institutions import (
    DAY,
    NURSERY,
    SCAN,
    TODAY,
    correct,
    force,
    send,
    sign,
    trace,
    verify,
)
from tests.make import MONDAY, make_agreement, make_institution
from tests.make_counting import bring_forward
from tests.people import Cast


@pytest.fixture
def agreement(session: Session, cast: Cast) -> Agreement:
    institution = make_institution(session)
    return make_agreement(session, cast.programme, institution, cast.carla, number="P/1")


@pytest.fixture
def signed(session: Session, cast: Cast, agreement: Agreement) -> Agreement:
    send(session, agreement, cast, on=TODAY - DAY)
    sign(session, agreement, cast, ours=False, scan=SCAN)
    sign(session, agreement, cast, ours=True)
    return agreement


def test_slips_are_corrected_and_the_trail_says_in_what(
    session: Session, cast: Cast, signed: Agreement
) -> None:
    correct(session, signed, cast, {"number": "P/2", "institution_signatory": "Jan Kowalski"})
    assert signed.number == "P/2"
    assert trace(session)[-1] == (Act.AGREEMENT_CHANGED, {"changed": ["number"]})
    before = len(trace(session))
    correct(session, signed, cast, {"number": "P/2"})
    assert len(trace(session)) == before


def test_a_correction_keeps_the_days_honest_and_the_number_alone(
    session: Session, cast: Cast, signed: Agreement
) -> None:
    make_agreement(session, cast.programme, make_institution(session), cast.carla, number="P/9")
    with pytest.raises(AgreementNumberTaken):
        correct(session, signed, cast, {"number": "P/9"})
    with pytest.raises(DayInFuture):
        correct(session, signed, cast, {"beneficiary_signed_on": TODAY + DAY})
    with pytest.raises(DatesReversed):
        correct(session, signed, cast, {"institution_signed_on": TODAY - 2 * DAY})
    session.refresh(signed)
    assert (signed.number, signed.institution_signed_on) == ("P/1", TODAY)


def test_nobody_verifies_or_corrects_what_they_did_not_see(
    session: Session, cast: Cast, signed: Agreement
) -> None:
    newer = replace(SCAN, sha256="b" * 64)
    keep_agreement_file(session, signed, newer, by=cast.carla, at=MONDAY)
    facts = {"changed": ["file"], "file": "b" * 64, "replaced": "a" * 64}
    assert trace(session)[-1] == (Act.AGREEMENT_CHANGED, facts)
    with pytest.raises(ChangedMeanwhile):
        verify(session, signed, cast.cyryl, seen="0" * 16)
    verify(session, signed, cast.cyryl)
    with pytest.raises(AgreementOrder):
        keep_agreement_file(session, signed, SCAN, by=cast.carla, at=MONDAY)
    with pytest.raises(AgreementOrder):
        correct(session, signed, cast, {"number": "P/3"})


def test_nothing_is_verified_before_it_is_whole_and_wholly_checked(
    session: Session, cast: Cast, signed: Agreement
) -> None:
    signed.file_sha256 = signed.institution_capacity = None
    with pytest.raises(AgreementIncomplete) as refused:
        verify(session, signed, cast.cyryl)
    assert refused.value.facts["missing"] == ["institution_capacity", "file_sha256"]
    signed.file_sha256, signed.institution_capacity = "a" * 64, "burmistrz"
    with pytest.raises(AgreementIncomplete) as refused:
        verify_agreement(
            session,
            signed,
            checked=set(AgreementCheck) - {AgreementCheck.SUBJECT},
            seen=fingerprint(signed, VERIFIED_THINGS),
            by=cast.cyryl,
            at=MONDAY,
        )
    assert refused.value.facts["missing"] == [AgreementCheck.SUBJECT]


def test_what_was_verified_before_powers_were_asked_for_can_be_completed(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    bring_forward(session, agreement, cast.cyryl, TODAY)
    agreement.institution_capacity = agreement.beneficiary_capacity = None
    session.flush()
    (proof,) = institutions(session, cast.programme, as_of=TODAY).counted
    assert proof.lacks_power
    correct(session, agreement, cast, {"institution_capacity": "a", "beneficiary_capacity": "b"})
    (proof,) = institutions(session, cast.programme, as_of=TODAY).counted
    assert not proof.lacks_power
    with pytest.raises(AgreementOrder):
        correct(session, agreement, cast, {"institution_capacity": "c"})


def test_a_second_person_opens_what_was_verified_and_it_counts_no_longer(
    session: Session, cast: Cast, signed: Agreement
) -> None:
    with pytest.raises(AgreementOrder):
        take_verification_back(session, signed, by=cast.cyryl, at=MONDAY)
    verify(session, signed, cast.cyryl)
    force(session, signed, cast)
    assert institutions(session, cast.programme, as_of=TODAY).achieved == 1
    take_verification_back(session, signed, by=cast.cyryl, at=MONDAY)
    assert signed.state_on(TODAY) is AgreementState.SIGNED
    assert institutions(session, cast.programme, as_of=TODAY).achieved == 0
    facts = {
        "changed": ["verified_by", "in_force_on"],
        "verified_by": cast.cyryl.id,
        "in_force_on": "2026-11-23",
    }
    assert trace(session)[-1] == (Act.AGREEMENT_CHANGED, facts)
    correct(session, signed, cast, {"number": "P/5"})
    verify(session, signed, cast.cyryl)


def test_an_institution_is_corrected_by_who_saw_it(session: Session, cast: Cast) -> None:
    nursery = enter_institution(session, NURSERY, by=cast.carla, at=MONDAY)
    make_institution(session, nip="7950000136")
    seen = fingerprint(nursery, WRITTEN)
    better = replace(NURSERY, name="Aaa", street="ul. Długa 1")
    change_institution(session, nursery, better, seen=seen, by=cast.carla, at=MONDAY)
    assert (nursery.street, nursery.sort_name[:2]) == ("ul. Długa 1", "00")
    assert trace(session)[-1] == (Act.INSTITUTION_CHANGED, {"changed": ["name", "street"]})
    with pytest.raises(ChangedMeanwhile):
        change_institution(session, nursery, NURSERY, seen=seen, by=cast.cyryl, at=MONDAY)
    seen, before = fingerprint(nursery, WRITTEN), len(trace(session))
    change_institution(session, nursery, better, seen=seen, by=cast.carla, at=MONDAY)
    assert len(trace(session)) == before
    taken = replace(better, nip="7950000136")
    with pytest.raises(NipTaken):
        change_institution(session, nursery, taken, seen=seen, by=cast.carla, at=MONDAY)
    session.refresh(nursery)
    assert nursery.nip == NURSERY.nip


def test_an_archive_is_left_as_it_was_entered(session: Session, cast: Cast) -> None:
    nursery = enter_institution(session, NURSERY, by=cast.carla, at=MONDAY)
    for _ in range(2):
        archive_institution(session, nursery, by=cast.carla, at=MONDAY)
    with pytest.raises(InstitutionArchived):
        enter_agreement(
            session, cast.programme, nursery, number="P/7", support=None, by=cast.carla, at=MONDAY
        )
    for _ in range(2):
        bring_institution_back(session, nursery, by=cast.carla, at=MONDAY)
    assert [facts for act, facts in trace(session) if act is Act.INSTITUTION_CHANGED] == [
        {"archived": True},
        {"archived": False},
    ]


def test_a_side_signs_once(session: Session, cast: Cast, signed: Agreement) -> None:
    for side in AgreementSide:
        with pytest.raises(AgreementOrder):
            sign(session, signed, cast, ours=side is AgreementSide.BENEFICIARY)


def test_a_nip_is_entered_once(session: Session, cast: Cast) -> None:
    def enter(nip: str) -> Institution:
        return enter_institution(session, replace(NURSERY, nip=nip), by=cast.carla, at=MONDAY)

    first = enter("6840011227")
    assert first.sort_name > "33"  # under Ż, by its first word
    with pytest.raises(NipTaken):
        enter("6840011227")
    assert institution_with_nip(session, "6840011227") is first
    assert trace(session) == [(Act.INSTITUTION_ENTERED, {})]
