"""A newer certificate on the page: a corrected name, another period, always by two people."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from course.models import Certificate, Person
from course.terms import AddressForm
from tests.make import MONDAY
from tests.make_certificates import make_certificate, make_correction
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    cast.ana.address_form = AddressForm.FEMININE
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


def test_a_name_is_corrected_by_two_people(
    client: PageClient, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    carla, cyryl = signed_in_as(cast.carla), signed_in_as(cast.cyryl)
    address = f"/certificates/{certificate.id}"
    typed = {"holder_name": "Ana Ćwikła-Sowa", "why_name": "ślub, akt okazany"}
    for wrong, fault in (
        ({"holder_name": " "}, "Proszę to uzupełnić."),
        ({"why_name": ""}, "Proszę to uzupełnić."),
        ({"holder_name": "x" * 201}, "201"),
        ({"holder_name": "Ana Ćwikła"}, "Takie nazwisko już jest na certyfikacie."),
    ):
        answer = carla.post(f"{address}/corrections/name", data=typed | wrong)
        assert answer.status_code == 422
        assert fault in Page(answer.get_data(as_text=True)).text
    unseen = {"holder_name": "\u202eAna\x00 Ćwi\u200bkła-Sowa\u2066", "why_name": "ślub\x00, akt"}
    assert carla.post(f"{address}/corrections/name", data=typed | unseen).status_code == 303
    proposed = carla.page(address)
    assert "więc zatwierdza go inna osoba" in proposed.text
    assert "/corrections/" in proposed.html
    assert "/approve" not in proposed.html
    assert carla.post(approving(cyryl.page(address))).status_code == 409
    answer = cyryl.post(approving(cyryl.page(address)))
    new = cyryl.page(answer.location)
    assert "Ana Ćwikła-Sowa" in new.text
    assert "zgłaszała osoba: Carla Nowak, zatwierdzała: Cyryl Nowak" in new.text
    assert "nr SZ/2026/0002" in client.page(f"/v/{certificate.code}").text
    assert "Ważny jest nowszy" in carla.page(address).text
    assert f"{address}/revoke" not in carla.page(address).html
    assert "Ana Ćwikła-Sowa" in carla.page("/people").text


def test_a_proposal_of_a_newer_one_is_closed(
    session: Session, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    correction = make_correction(session, certificate, cast.carla)
    carla = signed_in_as(cast.carla)
    answer = carla.post(f"/corrections/{correction.id}/decline")
    assert answer.location == f"/certificates/{certificate.id}"
    assert "Certyfikat zostaje, jaki był" in carla.page(answer.location).text
    assert carla.post(f"/corrections/{correction.id}/decline").status_code == 409


def test_with_the_certificate_revoked_its_proposal_waits_for_nobody(
    session: Session, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    correction = make_correction(session, certificate, cast.carla)
    cyryl, address = signed_in_as(cast.cyryl), f"/certificates/{certificate.id}"
    assert "/corrections/" in cyryl.page(address).html
    assert address in cyryl.page("/decisions").links()
    assert cyryl.post(f"{address}/revoke", data={"reason": "pomyłka"}).status_code == 303
    assert cyryl.post(f"/corrections/{correction.id}/approve").status_code == 409
    assert "/corrections/" not in cyryl.page(address).html
    assert address not in cyryl.page("/decisions").links()


def test_a_renewal_opens_in_its_time(
    session: Session, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    carla, address = signed_in_as(cast.carla), f"/certificates/{certificate.id}"
    renewals = f"{address}/corrections/renewal"
    assert "Odnowienie" not in carla.page(address).text
    answer = carla.post(renewals, data={"why_renewal": "superwizje"})
    assert (answer.status_code, "bezterminow" in answer.get_data(as_text=True)) == (409, True)
    certificate.expires_on = MONDAY.date() + timedelta(days=91)
    session.flush()
    assert "Można go odnowić od 24 listopada 2026" in carla.page(address).text
    assert carla.post(renewals, data={"why_renewal": "superwizje"}).status_code == 409
    certificate.expires_on = MONDAY.date() + timedelta(days=90)
    session.flush()
    assert carla.post(renewals, data={"why_renewal": ""}).status_code == 422
    assert carla.post(renewals, data={"why_renewal": "superwizje"}).status_code == 303
    assert "odnawia się ważność" in carla.page(address).text
    assert carla.post(f"{address}/corrections/other").status_code == 404


def approving(page: Page) -> str:
    """Where the button that approves a newer certificate leads."""
    [found] = re.findall(r"/corrections/\d+/approve", page.html)
    return str(found)
