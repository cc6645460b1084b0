"""Institutions and their agreements on their pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.agreements import VERIFIED_THINGS
from course.fingerprint import fingerprint
from course.models import Agreement, Institution, Person
from course.terms import AgreementCheck, AgreementState, Role
from tests.make import MONDAY, make_agreement, make_grant, make_institution, make_programme
from tests.make_counting import bring_forward
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]
GOOD = {
    "name": "Urząd Miasta Przemyśla",
    "kind": "um",
    "nip": "684-001-12-27",
    "teryt": "1862 011",
    "city": "Przemyśl",
}
SIGNED = {"day": "2026-11-20", "signatory": "Jan Kowalski", "capacity": "prezydent miasta"}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def agreement(session: Session, cast: Cast) -> Agreement:
    institution = make_institution(session, "Żłobek Miejski")
    return make_agreement(session, cast.programme, institution, cast.carla, number="P/1")


def test_an_institution_is_entered_with_its_numbers_tidied(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.carla)
    assert "Nie ma jeszcze instytucji" in client.page("/institutions").text
    client.page("/institutions/new")
    answer = client.post("/institutions/new", data=GOOD)
    institution = session.scalars(select(Institution)).one()
    assert (answer.status_code, answer.location) == (303, f"/institutions/{institution.id}")
    assert (institution.nip, institution.teryt) == ("6840011227", "1862011")
    page = client.page(f"/institutions/{institution.id}")
    assert "Nie ma jeszcze porozumienia." in page.text
    assert "bez porozumienia" in client.page("/institutions").text
    assert "Brakuje do formularza instytucji" in page.text
    assert "ulica i numer, kod pocztowy, telefon lub e-mail" in page.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "uzupełnić"),
        ({"kind": "circus"}, "fault"),
        ({"nip": "6840011228"}, "NIP"),
        ({"teryt": "18620"}, "TERYT"),
        ({"city": "x" * 101}, "101"),
        ({"postal_code": "38-40"}, "38-400"),
        ({"phone": "134"}, "telefon"),
        ({"email": "um@krosno"}, "anna@example.org"),
    ],
)
def test_bad_input_is_named_and_kept(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    changed: dict[str, str],
    sentence: str,
) -> None:
    answer = signed_in_as(cast.carla).post("/institutions/new", data=GOOD | changed)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert sentence in text
    kept = GOOD | changed
    assert all(kept[name].strip() in text for name in ("name", "teryt", "city") if name in changed)
    assert "Urząd Miasta Przemyśla" in text or "name" in changed
    assert session.scalars(select(Institution)).all() == []


def test_a_nip_that_is_there_leads_to_its_institution(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    known = make_institution(session, nip="6840011227")
    answer = signed_in_as(cast.carla).post("/institutions/new", data=GOOD)
    assert answer.status_code == 409
    assert f'href="/institutions/{known.id}"' in answer.get_data(as_text=True)


def test_an_agreement_goes_its_way_on_the_page(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    institution = make_institution(session)
    carla, cyryl = signed_in_as(cast.carla), signed_in_as(cast.cyryl)
    page = f"/institutions/{institution.id}"
    assert carla.post(f"{page}/agreements", data={"number": "P/7/2026"}).status_code == 303
    agreement = session.scalars(select(Agreement)).one()
    deeds = f"/agreements/{agreement.id}"
    carla.post(f"{deeds}/send", data={"day": "2026-11-10"})
    carla.post(f"{deeds}/sign-institution", data=SIGNED | {"file": (BytesIO(PDF), "skan.pdf")})
    assert "Podpisane przez nas" in carla.page(page).text
    carla.post(f"{deeds}/sign-beneficiary", data=SIGNED | {"file": (BytesIO(b""), "")})
    assert "jest wpisane przez ciebie" in carla.page(page).text
    assert "Co sprawdzasz i potwierdzasz?" in cyryl.page(page).text
    seen = fingerprint(agreement, VERIFIED_THINGS)
    checked = [check.value for check in AgreementCheck]
    lacking = cyryl.post(f"{deeds}/verify", data={"seen": seen, "checked": checked[1:]})
    assert lacking.status_code == 422
    assert lacking.get_data(as_text=True).count(" checked") == len(checked) - 1
    whole = {"seen": seen, "checked": checked}
    assert cyryl.post(f"{deeds}/verify", data=whole).status_code == 303
    carla.post(f"{deeds}/force", data={"day": "2026-11-23"})
    session.refresh(agreement)
    assert agreement.state_on(MONDAY.date()) is AgreementState.IN_FORCE
    shown = carla.page(page)
    assert "Jan Kowalski, prezydent miasta" in shown.text
    assert "Instytucja jest wliczona dzięki temu porozumieniu" in shown.text
    assert f"{deeds}/file" in shown.links()
    with carla.get(f"{deeds}/file") as answer:
        assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    listed = carla.page("/institutions").text
    assert "Wliczone: podpisane porozumienie trwa 1" in listed
    assert "W tym wdrożone: jest na to dowód 0" in listed
    assert carla.post(f"{deeds}/end", data={"day": "2026-12-31"}).status_code == 422
    ending = {"day": "2026-12-31", "because": "minął czas"}
    assert carla.post(f"{deeds}/end", data=ending).status_code == 303
    assert "Zakończone" in carla.page(page).text
    session.refresh(agreement)
    assert agreement.ended_on == date(2026, 12, 31)


def test_what_a_deed_lacks_is_named_and_kept(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    client = signed_in_as(cast.carla)
    deeds = f"/agreements/{agreement.id}"
    assert client.post(f"{deeds}/send", data={"day": "2026-11-24"}).status_code == 422
    assert client.post(f"{deeds}/send", data={"day": "kiedyś"}).status_code == 422
    client.post(f"{deeds}/send", data={"day": "2026-11-10"})
    for data, kept in (
        (SIGNED | {"day": "2026-11-09"}, "Jan Kowalski"),  # before it was sent
        (SIGNED | {"signatory": ""}, "2026-11-20"),
        (SIGNED | {"capacity": ""}, "Jan Kowalski"),
        (SIGNED | {"file": (BytesIO(b"MZ\x90\x00"), "wirus.exe")}, "Jan Kowalski"),
    ):
        answer = client.post(f"{deeds}/sign-institution", data=data)
        assert answer.status_code == 422
        assert kept in answer.get_data(as_text=True)
    session.refresh(agreement)
    assert agreement.institution_signed_on is None


def test_a_deed_out_of_turn_is_refused_with_the_agreement_as_it_stands(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    answer = signed_in_as(cast.carla).post(
        f"/agreements/{agreement.id}/force", data={"day": "2026-11-23"}
    )
    assert answer.status_code == 409
    assert "Poniżej porozumienie w obecnym stanie." in Page(answer.get_data(as_text=True)).text
    bring_forward(session, agreement, cast.cyryl, date(2026, 11, 1))
    agreement.in_force_on = agreement.verified_by_id = agreement.verified_at = None
    session.flush()
    checked = {"checked": list(AgreementCheck)}
    address = f"/agreements/{agreement.id}/verify"
    assert signed_in_as(cast.carla).post(address, data=checked).status_code == 409
    meanwhile = signed_in_as(cast.cyryl).post(address, data=checked | {"seen": "0" * 16})
    assert meanwhile.status_code == 409
    assert "międzyczasie ktoś to zmienił" in meanwhile.get_data(as_text=True)


def test_a_number_is_given_once(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    client = signed_in_as(cast.carla)
    address = f"/institutions/{agreement.institution_id}/agreements"
    assert client.post(address, data={"number": "P/1"}).status_code == 409
    assert client.post(address, data={"number": ""}).status_code == 422
    assert client.post("/institutions/999999/agreements", data={"number": "P/2"}).status_code == 404
    assert len(session.scalars(select(Agreement)).all()) == 1


def test_auditors_see_and_do_not_touch(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    client = signed_in_as(cast.adam)
    page = client.page(f"/institutions/{agreement.institution_id}")
    assert "czeka na koordynatora" in page.text
    assert not [form for form in page.root.iter("form") if "agreements" in form.get("action", "")]
    assert "/institutions/new" not in client.page("/institutions").links()
    for address in (
        "/institutions/new",
        f"/institutions/{agreement.institution_id}/agreements",
        f"/agreements/{agreement.id}/send",
    ):
        assert client.post(address, data={"day": "2026-11-10"}).status_code == 403
    assert client.get(f"/agreements/{agreement.id}/file").status_code == 404
    for person in (cast.ana, cast.ben, cast.vera, cast.iga):
        assert signed_in_as(person).get("/institutions").status_code == 403


def test_an_auditor_sees_a_calm_empty_list(signed_in_as: SignIn, cast: Cast) -> None:
    assert "Nie ma jeszcze instytucji" in signed_in_as(cast.adam).page("/institutions").text


def test_agreements_of_other_programmes_are_not_there(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    make_grant(session, cast.dov, Role.COORDINATOR, make_programme(session, "Q3"))
    client = signed_in_as(cast.dov)
    assert "P/1" not in client.page("/institutions").text
    assert "P/1" not in client.page(f"/institutions/{agreement.institution_id}").text
    for deed in ("send", "verify", "nonsense"):
        answer = client.post(f"/agreements/{agreement.id}/{deed}", data={"day": "2026-11-10"})
        assert answer.status_code == 404
    assert client.get(f"/agreements/{agreement.id}/file").status_code == 404
    assert client.get("/institutions/999999").status_code == 404
    assert client.get(f"/agreements/{agreement.id}/send").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_statements_for_any_number(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries, number: int
) -> None:
    office = make_institution(session)
    for _ in range(number):
        make_agreement(session, cast.programme, make_institution(session), cast.carla)
        make_agreement(session, cast.programme, office, cast.carla)
    client, address = signed_in_as(cast.carla), f"/institutions/{office.id}"
    with queries() as index:
        client.page("/institutions")
    with queries() as show:
        client.page(address)
    assert (len(index), len(show)) == (6, 5)
