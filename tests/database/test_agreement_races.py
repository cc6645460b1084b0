"""Two people at once over an agreement, its institution and its proof of use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.adoption_proofs import verify_proof, withdraw_proof
from course.actions.agreements import (
    VERIFIED_THINGS,
    Signed,
    correct_agreement,
    enter_agreement,
    sign_agreement,
)
from course.actions.institutions import WRITTEN, change_institution, enter_institution
from course.actions.verifying import verify_agreement
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import (
    AgreementNumberTaken,
    AgreementOrder,
    ChangedMeanwhile,
    DomainError,
    NipTaken,
    ProofClosed,
)
from course.fingerprint import fingerprint
from course.models import Agreement, AuditEntry, Institution, Person, Programme
from course.queries.institutions import (
    agreement_to_change,
    institution_to_change,
    proof_to_change,
)
from course.settings import Settings
from course.terms import Act, AgreementCheck, AgreementSide
from tests.at_once import refusals
from tests.database.test_institutions import NURSERY
from tests.make import MONDAY, make_agreement, make_institution
from tests.make_counting import bring_forward, make_use
from tests.own_app import own_app
from tests.people import make_cast

TODAY = MONDAY.date()


@dataclass(frozen=True)
class Things:
    """What two coordinators meet over; `seen` and `body` are what both of them looked at."""

    app: Flask
    carla_id: int
    cyryl_id: int
    programme_id: int
    office_id: int
    agreement_id: int
    proof_id: int
    seen: str
    body: str

    def agreement(self, session: Session, by: Person) -> Agreement:
        return agreement_to_change(session, by, self.agreement_id)

    def told(self, deed: Callable[..., object]) -> Sequence[type[DomainError]]:
        """How the two were refused who did the same in the same moment."""
        by_each = [partial(deed, by_id=one) for one in (self.carla_id, self.cyryl_id)]
        return refusals(self.app, *by_each)


@pytest.fixture
def things(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Things]:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            office = make_institution(session)
            made = make_agreement(session, cast.programme, office, cast.carla)
            bring_forward(session, made, cast.cyryl, TODAY)
            made.verified_by_id = made.verified_at = made.in_force_on = None
            session.flush()
            found = Things(
                app=app,
                carla_id=cast.carla.id,
                cyryl_id=cast.cyryl.id,
                programme_id=cast.programme.id,
                office_id=office.id,
                agreement_id=made.id,
                proof_id=make_use(session, made, cast.carla).id,
                seen=fingerprint(made, VERIFIED_THINGS),
                body=fingerprint(office, WRITTEN),
            )
        yield found


def test_of_two_signatures_numbers_and_institutions_one_is_entered(things: Things) -> None:
    with things.app.app_context(), writing() as session:
        session.get_one(Agreement, things.agreement_id).beneficiary_signed_on = None

    def sign(session: Session, by_id: int) -> None:
        by = session.get_one(Person, by_id)
        agreement, ours = things.agreement(session, by), AgreementSide.BENEFICIARY
        signature = Signed(TODAY, f"Osoba {by_id}", "prezeska")
        sign_agreement(session, agreement, ours, signature=signature, file=None, by=by, at=MONDAY)

    def enter(session: Session, by_id: int) -> None:
        enter_institution(session, NURSERY, by=session.get_one(Person, by_id), at=MONDAY)

    def number(session: Session, by_id: int) -> None:
        enter_agreement(
            session,
            session.get_one(Programme, things.programme_id),
            session.get_one(Institution, things.office_id),
            number="P/77",
            support=None,
            by=session.get_one(Person, by_id),
            at=MONDAY,
        )

    assert things.told(sign) == [AgreementOrder]
    assert things.told(enter) == [NipTaken]
    assert things.told(number) == [AgreementNumberTaken]


def test_a_correction_and_a_verification_at_once_are_never_both_done(things: Things) -> None:
    """Whichever comes first, the other would be about something unseen."""

    def correct(session: Session) -> None:
        by, written = session.get_one(Person, things.carla_id), {"number": "P/99"}
        agreement = things.agreement(session, by)
        correct_agreement(session, agreement, written, seen=things.seen, by=by, at=MONDAY)

    def verify(session: Session) -> None:
        by, checked = session.get_one(Person, things.cyryl_id), set(AgreementCheck)
        agreement = things.agreement(session, by)
        verify_agreement(session, agreement, checked=checked, seen=things.seen, by=by, at=MONDAY)

    (refused,) = refusals(things.app, correct, verify)
    assert refused in {ChangedMeanwhile, AgreementOrder}
    with things.app.app_context():
        agreement = reading().get_one(Agreement, things.agreement_id)
        assert (agreement.number == "P/99") != (agreement.verified_by_id == things.cyryl_id)


def test_of_two_corrections_of_an_institution_one_is_kept(things: Things) -> None:
    def change(session: Session, by_id: int) -> None:
        institution = institution_to_change(session, things.office_id)
        entry, by = replace(NURSERY, name=f"Nazwa {by_id}"), session.get_one(Person, by_id)
        change_institution(session, institution, entry, seen=things.body, by=by, at=MONDAY)

    assert things.told(change) == [ChangedMeanwhile]
    with things.app.app_context():
        acts = reading().scalars(select(AuditEntry.act)).all()
        assert acts.count(Act.INSTITUTION_CHANGED) == 1


def test_a_proof_is_verified_once_and_withdrawn_once(things: Things) -> None:
    def show(session: Session) -> None:
        by = session.get_one(Person, things.cyryl_id)
        verify_proof(session, proof_to_change(session, by, things.proof_id), by=by, at=MONDAY)

    def withdraw(session: Session, by_id: int) -> None:
        by = session.get_one(Person, by_id)
        withdraw_proof(session, proof_to_change(session, by, things.proof_id), by=by, at=MONDAY)

    assert refusals(things.app, show, show) == [ProofClosed]
    assert things.told(withdraw) == [ProofClosed]
