"""The list of institutions: where each stands, what comes next, and who does it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Agreement, Institution
from course.queries.institutions import agreements_of, institutions_listed
from course.queries.lists.agreements import in_state
from course.reports.agreements import prove_agreements
from course.reports.institutions import InstitutionLine, Shown, Step, admitted, gaps_of, lines_of
from course.terms import AgreementState
from tests.make import MONDAY, make_agreement, make_institution
from tests.make_counting import bring_forward, make_use
from tests.people import Cast

TODAY = MONDAY.date()
IN_ORDER = date(2026, 10, 1)


@pytest.fixture
def lines(session: Session, cast: Cast) -> Callable[[], list[InstitutionLine]]:
    def read() -> list[InstitutionLine]:
        proofs = prove_agreements(agreements_of(session, cast.programme), as_of=TODAY)
        return list(lines_of(institutions_listed(session), proofs))

    return read


@pytest.fixture
def agreement(session: Session, cast: Cast) -> Agreement:
    made = make_agreement(session, cast.programme, make_institution(session), cast.carla)
    return bring_forward(session, made, cast.cyryl, IN_ORDER)


@pytest.mark.parametrize(
    ("lacking", "step"),
    [
        ({}, Step.SHOW_USE),
        ({"in_force_on": None}, Step.FORCE),
        ({"in_force_on": TODAY + timedelta(days=1)}, Step.AWAIT_DAY),
        ({"ended_on": TODAY}, Step.ENDED),
        ({"institution_signatory": None}, Step.MEND),
        ({"verified": None}, Step.VERIFY),
        ({"verified": None, "institution_capacity": None}, Step.WRITE_POWER),
        ({"verified": None, "file_sha256": None}, Step.KEEP_FILE),
        ({"verified": None, "beneficiary_signed_on": None}, Step.WE_SIGN),
        ({"verified": None, "institution_signed_on": None}, Step.THEY_SIGN),
        ({"verified": None, "institution_signed_on": None, "sent_on": None}, Step.SEND),
    ],
)
def test_what_comes_next_is_the_first_thing_that_is_not_there(
    session: Session,
    lines: Callable[[], list[InstitutionLine]],
    agreement: Agreement,
    lacking: dict[str, Any],
    step: Step,
) -> None:
    if "verified" in lacking:
        agreement.verified_by_id = agreement.verified_at = agreement.in_force_on = None
    for name in lacking.keys() - {"verified"}:
        setattr(agreement, name, lacking[name])
    session.flush()
    (line,) = lines()
    assert line.step is step
    assert (line.counted, line.in_use) == (step is Step.SHOW_USE, False)


def test_who_did_the_step_before_does_not_do_the_next(
    session: Session,
    cast: Cast,
    lines: Callable[[], list[InstitutionLine]],
    agreement: Agreement,
) -> None:
    proof = make_use(session, agreement, cast.cyryl)
    (line,) = lines()
    assert (line.step, line.not_by) == (Step.VERIFY_USE, cast.cyryl)
    assert line.waits_for(cast.carla)
    assert not line.waits_for(cast.cyryl)
    proof.verified_by_id, proof.verified_at = cast.carla.id, MONDAY
    session.flush()
    (line,) = lines()
    assert (line.step, line.in_use) == (Step.NOTHING, True)
    assert not line.waits_for(cast.carla)
    agreement.verified_by_id = agreement.verified_at = agreement.in_force_on = None
    session.flush()
    (line,) = lines()
    assert (line.step, line.not_by) == (Step.VERIFY, cast.carla)


def test_an_institution_is_told_by_the_agreement_that_counts_else_by_the_newest(
    session: Session,
    cast: Cast,
    lines: Callable[[], list[InstitutionLine]],
    agreement: Agreement,
) -> None:
    office = session.get_one(Institution, agreement.institution_id)
    newer = make_agreement(session, cast.programme, office, cast.carla)
    (line,) = lines()
    assert line.proof is not None
    assert (line.proof.agreement, line.agreements) == (agreement, 2)
    agreement.ended_on = TODAY
    session.flush()
    (line,) = lines()
    assert line.proof is not None
    assert (line.proof.agreement, line.step) == (newer, Step.SEND)


def test_a_filter_lets_through_what_it_says(
    session: Session,
    cast: Cast,
    lines: Callable[[], list[InstitutionLine]],
    agreement: Agreement,
) -> None:
    make_institution(session, "Żłobek Miejski", city="Przemyśl")
    make_institution(session, "Dawna Spółdzielnia", archived_at=MONDAY)

    def names(shown: Shown, words: str = "") -> list[str]:
        return [one.institution.name for one in admitted(lines(), shown, words, cast.carla)]

    office, nursery, former = "Urząd Miasta Krosna", "Żłobek Miejski", "Dawna Spółdzielnia"
    assert names(Shown.ALL) == [office, nursery]
    assert names(Shown.COUNTED) == [office]
    assert names(Shown.NOT_COUNTED) == [nursery]
    assert names(Shown.IN_USE) == []
    assert names(Shown.FOR_ME) == [office, nursery]
    assert names(Shown.ARCHIVE) == [former]
    assert names(Shown.ALL, "zlobek przemysl") == [nursery]
    assert names(Shown.ALL, agreement.number) == [office]
    assert names(Shown.ALL, "nigdzie") == []
    former_line = lines()[0]
    assert (former_line.institution.name, former_line.step) == (former, Step.NOTHING)


def test_what_the_funders_form_lacks_is_named(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    office = session.get_one(Institution, agreement.institution_id)
    assert gaps_of(office, None) == ("street", "postal_code", "contact", "support", "begins_on")
    assert gaps_of(office, agreement) == ("street", "postal_code", "contact", "support")
    office.street, office.postal_code = "ul. Długa 1", "38-400"
    office.phone, agreement.support = "+48 134 328 211", "doradztwo"
    assert gaps_of(office, agreement) == ()


def test_statements_tell_the_states_of_the_model_on_every_day(
    session: Session, agreement: Agreement
) -> None:
    agreement.ended_on = IN_ORDER + timedelta(days=3)
    session.flush()
    for shift in range(-25, 6):
        day = IN_ORDER + timedelta(days=shift)
        told = [
            state
            for state in AgreementState
            if session.scalars(select(Agreement.id).where(in_state(state, day))).all()
        ]
        assert told == [agreement.state_on(day)]
