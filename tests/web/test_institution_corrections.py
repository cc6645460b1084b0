"""Corrections, the archive and proofs of use on the pages of institutions."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AdoptionProof, Agreement, Institution, Person
from tests.make import MONDAY, make_agreement, make_institution
from tests.make_counting import bring_forward, make_use
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.web.test_institutions import GOOD, PDF

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
ORDER = {"kind": "resolution", "title": "Zarządzenie nr 112/2026", "dated_on": "2026-11-02"}


@pytest.fixture
def agreement(session: Session, cast: Cast) -> Agreement:
    institution = make_institution(session, "Żłobek Miejski")
    made = make_agreement(session, cast.programme, institution, cast.carla, number="P/1")
    return bring_forward(session, made, cast.cyryl, date(2026, 11, 1))


def open_again(session: Session, agreement: Agreement) -> None:
    agreement.verified_by_id = agreement.verified_at = agreement.in_force_on = None
    session.flush()


def hidden(page: Page, name: str) -> str:
    return next(
        str(field.get("value")) for field in page.root.iter("input") if field.get("name") == name
    )


def file_of(content: bytes = PDF, name: str = "plik.pdf") -> dict[str, tuple[BytesIO, str]]:
    return {"file": (BytesIO(content), name)}


def test_an_institution_is_corrected_and_completed(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    office = make_institution(session)
    client, address = signed_in_as(cast.carla), f"/institutions/{office.id}/change"
    seen = {"seen": hidden(client.page(address), "seen")}
    more = {"street": "ul. Długa 1", "postal_code": "38400", "phone": "134328211"}
    assert client.post(address, data=GOOD | seen | {"postal_code": "1"}).status_code == 422
    answer = client.post(address, data=GOOD | seen | more)
    assert (answer.status_code, answer.location) == (303, f"/institutions/{office.id}")
    session.refresh(office)
    assert (office.postal_code, office.phone) == ("38-400", "+48 134 328 211")
    # What was seen is no longer there: what was typed stays in the form, beside how it stands.
    answer = client.post(address, data=GOOD | seen | {"street": "ul. Krótka 2"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "ul. Długa 1" in text
    assert 'value="ul. Krótka 2"' in text
    again = {"seen": hidden(Page(text), "seen"), "street": "ul. Krótka 2"}
    assert client.post(address, data=GOOD | again).status_code == 303


def test_a_nip_of_another_institution_is_not_taken(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    office, known = make_institution(session), make_institution(session, nip="6840011227")
    client, address = signed_in_as(cast.carla), f"/institutions/{office.id}/change"
    seen = {"seen": hidden(client.page(address), "seen")}
    answer = client.post(address, data=GOOD | seen)
    assert answer.status_code == 409
    assert f'href="/institutions/{known.id}"' in answer.get_data(as_text=True)


def test_an_archived_institution_leaves_the_list_and_comes_back(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    office = make_institution(session, "Dawny Urząd")
    client, address = signed_in_as(cast.carla), f"/institutions/{office.id}"
    assert client.post(f"{address}/archive").status_code == 303
    assert "Dawny Urząd" not in client.page("/institutions").text
    assert "Dawny Urząd" in client.page("/institutions?show=archive").text
    assert "archiwum od 23 listopada 2026" in client.page(address).text
    assert client.post(f"{address}/agreements", data={"number": "P/3"}).status_code == 409
    assert client.post(f"{address}/bring-back").status_code == 303
    assert "Dawny Urząd" in client.page("/institutions?words=dawny").text
    assert "Nie ma takiej instytucji" in client.page("/institutions?words=nowy").text


def test_a_slip_is_corrected_before_the_verification(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    open_again(session, agreement)
    client, address = signed_in_as(cast.carla), f"/agreements/{agreement.id}/correct"
    page = client.page(address)
    typed = {
        str(field.get("name")): str(field.get("value") or "")
        for field in page.root.iter("input")
        if field.get("name") != "csrf_token"
    }
    assert client.post(address, data=typed | {"number": ""}).status_code == 422
    late = client.post(address, data=typed | {"beneficiary_signed_on": "2026-11-24"})
    assert late.status_code == 422
    assert client.post(address, data=typed | {"number": "P/8"}).status_code == 303
    session.refresh(agreement)
    assert agreement.number == "P/8"
    answer = client.post(address, data=typed | {"number": "P/9"})
    assert answer.status_code == 409
    assert 'value="P/9"' in answer.get_data(as_text=True)
    make_agreement(session, cast.programme, make_institution(session), cast.carla, number="P/0")
    typed["seen"] = hidden(client.page(address), "seen")
    assert client.post(address, data=typed | {"number": "P/0"}).status_code == 409


def test_what_was_verified_is_opened_by_another_person_only(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    address = f"/agreements/{agreement.id}"
    agreement.support = "doradztwo"
    session.flush()
    assert "Nie ma czego poprawiać" in signed_in_as(cast.carla).page(f"{address}/correct").text
    assert signed_in_as(cast.carla).post(f"{address}/take-back").status_code == 409
    assert signed_in_as(cast.cyryl).post(f"{address}/take-back").status_code == 303
    session.refresh(agreement)
    assert agreement.verified_by_id is None


def test_a_file_is_added_before_anything_is_verified(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    open_again(session, agreement)
    agreement.file_name = agreement.file_sha256 = agreement.file_stored_as = None
    session.flush()
    client, address = signed_in_as(cast.cyryl), f"/agreements/{agreement.id}/file"
    page = client.page(f"/institutions/{agreement.institution_id}")
    assert "Zanim można zweryfikować" in page.text
    assert client.post(address).status_code == 422
    wrong = client.post(address, data=file_of(b"MZ\x90\x00", "wirus.exe"))
    assert wrong.status_code == 422
    assert client.post(address, data=file_of()).status_code == 303
    answer = client.get(address)
    assert answer.data == PDF
    answer.close()


def test_a_proof_of_use_goes_its_way_on_the_page(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    carla, cyryl = signed_in_as(cast.carla), signed_in_as(cast.cyryl)
    page, address = f"/institutions/{agreement.institution_id}", f"/agreements/{agreement.id}"
    answer = carla.post(f"{address}/proofs-of-use", data=ORDER | file_of())
    assert (answer.status_code, answer.location) == (303, f"{page}#use")
    proof = session.scalars(select(AdoptionProof)).one()
    assert "zweryfikuje go inna osoba" in carla.page(page).text
    assert carla.post(f"/proofs-of-use/{proof.id}/verify").status_code == 409
    assert cyryl.post(f"/proofs-of-use/{proof.id}/verify").status_code == 303
    answer = cyryl.get(f"/proofs-of-use/{proof.id}/file")
    assert answer.data == PDF
    answer.close()
    figures = carla.page("/indicators/institutions").text
    assert "1 z nich ma dowód wdrożenia modelu." in figures
    assert "Zarządzenie nr 112/2026" in figures
    assert carla.post(f"/proofs-of-use/{proof.id}/withdraw").status_code == 303
    assert carla.post(f"/proofs-of-use/{proof.id}/withdraw").status_code == 409
    assert "0 z nich ma dowód wdrożenia modelu." in carla.page("/indicators/institutions").text


@pytest.mark.parametrize(
    "changed", [{"kind": "rumour"}, {"title": ""}, {"dated_on": "2026-11-24"}, {"dated_on": ""}]
)
def test_what_a_proof_lacks_is_named_and_kept(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    agreement: Agreement,
    changed: dict[str, str],
) -> None:
    client, address = signed_in_as(cast.carla), f"/agreements/{agreement.id}/proofs-of-use"
    answer = client.post(address, data=ORDER | changed | file_of())
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "Wybierz plik jeszcze raz" in text
    assert "title" in changed or "Zarządzenie nr 112/2026" in text
    assert client.post(address, data=ORDER).status_code == 422
    assert session.scalars(select(AdoptionProof)).all() == []


def test_a_proof_of_a_draft_is_refused(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    office = make_institution(session)
    draft = make_agreement(session, cast.programme, office, cast.carla)
    client = signed_in_as(cast.carla)
    answer = client.post(f"/agreements/{draft.id}/proofs-of-use", data=ORDER | file_of())
    assert answer.status_code == 409
    assert "gdy instytucja podpisze" in client.page(f"/institutions/{office.id}").text


def test_auditors_see_proofs_and_do_not_touch(
    session: Session, signed_in_as: SignIn, cast: Cast, agreement: Agreement
) -> None:
    proof = make_use(session, agreement, cast.cyryl, entered_at=MONDAY)
    client = signed_in_as(cast.adam)
    page = client.page(f"/institutions/{agreement.institution_id}")
    assert proof.title in page.text
    assert [
        form for form in page.root.iter("form") if "institutions" in form.get("action", "")
    ] == []
    assert client.post(f"/proofs-of-use/{proof.id}/verify").status_code == 403


def test_two_hundred_institutions_are_one_calm_list(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    for number in range(200):
        make_institution(session, f"Urząd Gminy nr-{number:03d}")
    page = signed_in_as(cast.carla).page("/institutions")
    assert "200 instytucji" in page.text
    assert len(session.scalars(select(Institution)).all()) == 200
    assert "1 instytucja" in signed_in_as(cast.carla).page("/institutions?words=gminy+nr-042").text
