"""The registers: what became of each certificate and agreement, and the list to sign."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import AdoptionProof, Agreement, Certificate, Decision, Person, Programme
from course.queries.lists import agreements as agreement_rows
from course.queries.lists import register as register_rows
from course.terms import AdoptionKind, AgreementState, CertificateState, ListKind
from tests.looking import Row, looking_at, rows_of
from tests.make import (
    MONDAY,
    add,
    make_agreement,
    make_cohort,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_counting import (
    begin_training,
    bring_forward,
    certify,
    freeze,
    make_certificate,
    noon,
)
from tests.people import Cast

Look = Callable[..., Sequence[Row]]
TODAY = date(2026, 11, 23)


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


@pytest.fixture
def look(session: Session, cast: Cast, course: Catalogue) -> Look:
    """The rows of a list as Carla sees them."""

    def look(kind: ListKind, **asked: Any) -> Sequence[Row]:
        return rows_of(session, kind, looking_at(cast.programme, cast.carla, course, **asked))

    return look


def test_the_register_tells_what_became_of_each_certificate(
    session: Session, cast: Cast, programme: Programme, look: Look
) -> None:
    two = (cast.carla, cast.cyryl)
    places = [make_enrolment(session, cast.cohort) for _ in range(4)]
    valid, old, revoked, expired = (
        certify(session, programme, place, validator=cast.vera, by=two) for place in places
    )
    revoked.revoked_at, revoked.revoked_because = noon(TODAY), "pomyłka"
    expired.expires_on = TODAY - timedelta(days=1)
    old.superseded_at = noon(TODAY)
    session.flush()
    decision = session.get_one(Decision, old.decision_id)
    newer = make_certificate(
        session, programme, places[1], decision, supersedes_id=old.id, issued_at=noon(TODAY)
    )
    rows = look(ListKind.REGISTER)
    assert [(row["number"], row["state"], row["ended_on"], row["remark"]) for row in rows] == [
        (valid.number, "ważny", None, None),
        (old.number, "zastąpiony nowszym", TODAY, f"zastąpiony przez {newer.number}"),
        (revoked.number, "unieważniony", TODAY, "pomyłka"),
        (expired.number, "po terminie ważności", None, None),
        (newer.number, "ważny", None, f"następuje po {old.number}"),
    ]
    assert {(row["proposed_by"], row["approved_by"]) for row in rows} == {
        ("Carla Nowak", "Cyryl Nowak")
    }
    assert rows[1]["decision"] == decision.protocol_number
    assert str(rows[1]["protocol"]).startswith("W/2026/")
    for state, number in (
        (CertificateState.VALID, 2),
        (CertificateState.SUPERSEDED, 1),
        (CertificateState.REVOKED, 1),
        (CertificateState.EXPIRED, 1),
    ):
        assert len(look(ListKind.REGISTER, state=state.value)) == number
    assert [row["number"] for row in look(ListKind.REGISTER, since=TODAY)] == [newer.number]
    assert len(look(ListKind.REGISTER, until=TODAY - timedelta(days=1))) == len(rows) - 1


def test_states_of_certificates_in_statements_are_those_of_the_model(
    session: Session, cast: Cast, programme: Programme
) -> None:
    day = TODAY
    for ended, revoked, expires in (
        (None, None, None),
        (None, None, day),
        (None, None, day - timedelta(days=1)),
        (MONDAY, None, None),
        (MONDAY, MONDAY, day - timedelta(days=1)),
        (None, MONDAY, None),
    ):
        certificate = certify(
            session,
            programme,
            make_enrolment(session, cast.cohort),
            validator=cast.vera,
            by=(cast.carla, cast.cyryl),
        )
        certificate.superseded_at, certificate.expires_on = ended, expires
        certificate.revoked_at, certificate.revoked_because = revoked, "?" if revoked else None
    session.flush()
    for certificate in session.scalars(select(Certificate)):
        assert _states(session, Certificate, register_rows.in_state, CertificateState, day)[
            certificate.id
        ] == [certificate.state_on(day)]


def test_states_of_agreements_in_statements_are_those_of_the_model(
    session: Session, cast: Cast, programme: Programme
) -> None:
    day = TODAY
    agreements = [
        make_agreement(session, programme, make_institution(session), cast.carla) for _ in range(7)
    ]
    for agreement, began in zip(agreements[:3], (-30, 0, 1), strict=True):
        bring_forward(session, agreement, cast.cyryl, day + timedelta(days=began))
    agreements[0].ended_on = day
    agreements[3].sent_on = day
    bring_forward(session, agreements[4], cast.cyryl, day).in_force_on = None
    bring_forward(session, agreements[5], cast.cyryl, day).in_force_on = None
    agreements[5].verified_by_id = agreements[5].verified_at = None
    session.flush()
    for agreement in agreements:
        assert _states(session, Agreement, agreement_rows.in_state, AgreementState, day)[
            agreement.id
        ] == [agreement.state_on(day)]


def _states(
    session: Session, model: Any, in_state: Callable[..., Any], states: Any, day: date
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for state in states:
        for row_id in session.scalars(select(model.id).where(in_state(state, day))):
            found.setdefault(row_id, []).append(state)
    return found


def test_the_list_of_receipt_is_by_name_and_leaves_room_to_sign(
    session: Session, cast: Cast, programme: Programme, look: Look
) -> None:
    two = (cast.carla, cast.cyryl)
    other = make_cohort(session, programme, title="Przemyśl, edycja 1", city="Przemyśl")
    for name, cohort in (("Ćma", cast.cohort), ("Cis", cast.cohort), ("Zięba", other)):
        person = make_person(session, f"Ala {name}")
        certificate = certify(
            session, programme, make_enrolment(session, cohort, person), validator=cast.vera, by=two
        )
        certificate.holder_name = person.name
    certificate.revoked_at, certificate.revoked_because = MONDAY, "?"
    session.flush()
    rows = look(ListKind.RECEIPT)
    assert [row["holder"] for row in rows] == ["Ala Cis", "Ala Ćma"]
    assert {row["signature"] for row in rows} == {None}
    assert look(ListKind.RECEIPT, cohort_id=other.id) == []
    assert [row["holder"] for row in look(ListKind.RECEIPT, words="cma")] == ["Ala Ćma"]


def test_agreements_tell_both_signatures_and_the_proof_of_use(
    session: Session, cast: Cast, look: Look
) -> None:
    agreement = make_agreement(
        session, cast.programme, make_institution(session, street="Lwowska 28a"), cast.carla
    )
    bring_forward(session, agreement, cast.cyryl, date(2026, 11, 2))
    other = make_agreement(
        session, cast.programme, make_institution(session, "MOPS Przemyśl"), cast.carla
    )
    for verified, title in ((cast.cyryl, "Zarządzenie 12/2026"), (None, "niesprawdzone")):
        _prove_use(session, agreement, cast, verified=verified, title=title)
    mops, city = look(ListKind.AGREEMENTS)
    assert (mops["number"], mops["state"], mops["proof_of_use"]) == (
        other.number,
        "projekt porozumienia",
        None,
    )
    assert city["institution_signatory"] == "Jan Kowalski, dyrektor, powołanie 12/2024"
    assert city["address"] == "Lwowska 28a, Krosno"
    assert (city["state"], city["used_since"]) == ("obowiązuje", TODAY)
    assert "Zarządzenie 12/2026" in str(city["proof_of_use"])
    assert "niesprawdzone" not in str(city["proof_of_use"])
    assert [row["number"] for row in look(ListKind.AGREEMENTS, state="in_force")] == [
        agreement.number
    ]


def _prove_use(
    session: Session, agreement: Agreement, cast: Cast, *, verified: Person | None, title: str
) -> None:
    add(
        session,
        AdoptionProof(
            agreement_id=agreement.id,
            kind=AdoptionKind.RESOLUTION,
            title=title,
            dated_on=TODAY,
            file_name="z.pdf",
            file_sha256="a" * 64,
            file_stored_as="z",
            entered_by_id=cast.carla.id,
            entered_at=MONDAY,
            verified_by_id=verified.id if verified else None,
            verified_at=MONDAY if verified else None,
        ),
    )
