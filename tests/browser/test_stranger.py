"""A stranger with a printed certificate: from its code to the verdict, without mouse or scripts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.actions.certificates import revoke_certificate
from course.app import create_app
from course.catalogue import Catalogue
from course.clock import local_day, now
from course.codes import CERTIFICATE_SIGNS, grouped, new_code
from course.database import writing
from course.models import Certificate
from course.settings import Settings
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.scene import open_scene
from tests.browser.steps import Look
from tests.make import make_enrolment, make_person
from tests.make_certificates import make_certificate, make_successor
from tests.people import make_cast

VERDICTS = {
    "valid": "Ważny",
    "superseded": "Zastąpiony nowszym",
    "expired": "Termin ważności minął",
    "revoked": "Unieważniony",
    "unknown": "Nie znamy takiego kodu",
}


class Service:
    """Where it answers, and a code of each kind."""

    def __init__(self, address: str, codes: dict[str, str]) -> None:
        self.address, self.codes = address, codes


@pytest.fixture
def service(tmp_path: Path, course: Catalogue) -> Iterator[Service]:
    with open_scene(tmp_path, course) as scene:
        app = create_app(Settings.from_environment(scene.environment))
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            by = (cast.carla, cast.cyryl)

            def certify(name: str) -> Certificate:
                place = make_enrolment(session, cast.cohort, make_person(session, name))
                return make_certificate(session, place, cast.vera, by)

            names = ("Łucja Ćwikła-Sowa", "Ewa Nowak", "Jan Wilk", "Iga Żuk")
            valid, old, expired, revoked = map(certify, names)
            make_successor(session, old, by, holder_name="Ewa Lis", at=now())
            expired.expires_on = local_day(now()) - timedelta(days=1)
            revoke_certificate(session, revoked, reason="powód", by=cast.carla, at=now())
            codes = {"valid": valid, "superseded": old, "expired": expired, "revoked": revoked}
            known = {kind: one.code for kind, one in codes.items()}
        yield Service(scene.address, {**known, "unknown": new_code(CERTIFICATE_SIGNS)})


def tab_to(page: Page, selector: str) -> None:
    """Go there as somebody does who has no mouse."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"the keyboard never came to {selector}")


def said(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_from_the_printed_code_to_the_verdict(service: Service, window: Window, size: Size) -> None:
    page = window(size, javascript=False)
    for kind, heading in VERDICTS.items():
        page.goto(f"{service.address}/v")
        tab_to(page, "#code")
        page.keyboard.type(grouped(service.codes[kind]).lower())
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#verdict")).to_have_text(heading)


def test_the_surname_is_compared_and_what_agrees_is_said(service: Service, window: Window) -> None:
    page = window(PHONE, javascript=False)
    page.goto(f"{service.address}/v/{service.codes['valid']}")
    assert "Ł. Ć.-S." in said(page)
    for typed, answer in (
        ("sowa cwikla", "Tak, na certyfikacie jest takie nazwisko."),
        ("Ćwikła", "Zgadza się tylko część nazwiska."),
        ("Ola Ćwikła-Sowa", "Nazwisko się zgadza, imię nie."),
        ("Kowalska", "Nie, na certyfikacie jest inne nazwisko."),
    ):
        tab_to(page, "#name")
        page.keyboard.press("Control+A")
        page.keyboard.type(typed)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert answer in said(page)
        expect(page.locator("#name")).to_have_value(typed)


@pytest.mark.parametrize("dark", [False, True])
def test_every_verdict_is_without_barriers_and_fits_a_narrow_phone(
    service: Service, window: Window, look: Look, *, dark: bool
) -> None:
    page = window(PHONE, dark=dark)
    for kind, code in service.codes.items():
        page.goto(f"{service.address}/v/{code}")
        for summary in page.locator("summary").all():
            summary.click()
        look(page)
        if kind == "valid":
            page.locator("#name").fill("Brzęczyszczykiewicz" * 10)
            page.get_by_role("button", name="Porównaj").click()
            look(page)
    for _ in range(10):
        page.goto(f"{service.address}/v/{new_code(CERTIFICATE_SIGNS)}")
    expect(page.locator("#verdict")).to_have_text("Za dużo prób")
    look(page)
