"""Proofs of use: entered by one person, verified by another, withdrawn and never deleted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.adoption_proofs import enter_proof, verify_proof, withdraw_proof
from course.errors import AgreementOrder, DayInFuture, NotFound, ProofClosed, SamePerson
from course.models import AdoptionProof, Agreement, AuditEntry
from course.queries.institutions import proof_for, proof_to_change, proof_to_keep
from course.stored_file import StoredFile
from course.terms import Act, AdoptionKind
from tests.make import MONDAY, make_agreement, make_institution
from tests.make_counting import bring_forward, make_use
from tests.people import Cast

TODAY = MONDAY.date()
ORDER = StoredFile(
    name="zarzadzenie.pdf",
    media_type="application/pdf",
    bytes=10,
    sha256="c" * 64,
    stored_as=f"cc/{'c' * 62}",
)


@pytest.fixture
def agreement(session: Session, cast: Cast) -> Agreement:
    made = make_agreement(session, cast.programme, make_institution(session), cast.carla)
    return bring_forward(session, made, cast.cyryl, date(2026, 10, 1))


def enter(
    session: Session, agreement: Agreement, cast: Cast, dated_on: date = TODAY
) -> AdoptionProof:
    return enter_proof(
        session,
        agreement,
        kind=AdoptionKind.RESOLUTION,
        title="Zarządzenie nr 112/2026",
        dated_on=dated_on,
        file=ORDER,
        by=cast.carla,
        at=MONDAY,
    )


def test_a_proof_goes_its_way_and_leaves_a_trace(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    proof = enter(session, agreement, cast)
    with pytest.raises(SamePerson):
        verify_proof(session, proof, by=cast.carla, at=MONDAY)
    verify_proof(session, proof, by=cast.cyryl, at=MONDAY)
    with pytest.raises(ProofClosed):
        verify_proof(session, proof, by=cast.cyryl, at=MONDAY)
    withdraw_proof(session, proof, by=cast.carla, at=MONDAY)
    for deed in (verify_proof, withdraw_proof):
        with pytest.raises(ProofClosed):
            deed(session, proof, by=cast.cyryl, at=MONDAY)
    of, sha = {"agreement": agreement.id}, {"file": "c" * 64}
    entered = {"kind": "resolution", "day": "2026-11-23"}
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.act, entry.facts) for entry in entries] == [
        (Act.ADOPTION_PROOF_ENTERED, of | entered | sha),
        (Act.ADOPTION_PROOF_VERIFIED, of | sha),
        (Act.ADOPTION_PROOF_WITHDRAWN, of),
    ]


def test_a_proof_needs_a_signature_and_a_day_that_has_come(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    with pytest.raises(DayInFuture):
        enter(session, agreement, cast, TODAY + timedelta(days=1))
    draft = make_agreement(session, cast.programme, make_institution(session), cast.carla)
    with pytest.raises(AgreementOrder):
        enter(session, draft, cast)


def test_proofs_are_seen_and_kept_by_their_programme(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    proof = make_use(session, agreement, cast.carla)
    assert proof_for(session, cast.adam, proof.id) is proof
    assert proof_to_keep(session, cast.carla, proof.id) is proof
    assert proof_to_change(session, cast.cyryl, proof.id) is proof
    for person in (cast.adam, cast.ana, cast.ben, cast.dov, cast.iga, cast.vera):
        for fetch in (proof_to_keep, proof_to_change):
            with pytest.raises(NotFound):
                fetch(session, person, proof.id)
    for person in (cast.ana, cast.ben, cast.dov, cast.iga, cast.vera):
        with pytest.raises(NotFound):
            proof_for(session, person, proof.id)
