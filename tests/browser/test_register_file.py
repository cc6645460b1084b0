"""The exported register in Chromium: opened from the disk, with the network off."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from assessments.names import plain_name
from course.actions.certificates import revoke_certificate
from course.codes import CERTIFICATE_SIGNS, grouped, new_code
from course.models import Certificate
from course.queries.register import every_certificate
from course.reports.register import register_json
from course.reports.register_page import register_html
from course.templating import TEMPLATES
from tests.browser.conftest import DESKTOP, PHONE, Window
from tests.browser.steps import Look
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import ISSUER, make_certificate, make_successor
from tests.people import Cast

FULL_SIZE = os.environ.get("FULL_SIZE") == "1"
MANY = 10_000 if FULL_SIZE else 1_000
LONGEST_ANSWER_MS = 2_000
NO_CRYPTOGRAPHY = "Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})"
NO_ED25519 = """SubtleCrypto.prototype.importKey = () =>
  Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"))"""
NAMES = ("Łucja Ćwikła", "Ewa Nowak-Sowa", "Jan Wilk", "Zażółć Gęślą-Jaźń")
VECTORS = {  # of NIST (FIPS 180-4 examples) and the longest text that they give
    "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": (
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    "a" * 1_000_000: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and the codes that it knows by their states."""

    path: Path
    codes: dict[str, str]


@pytest.fixture
def exported(session: Session, cast: Cast, tmp_path: Path) -> Exported:
    def certify(name: str) -> Certificate:
        place = make_enrolment(session, cast.cohort, make_person(session, name))
        return make_certificate(session, place, cast.vera, (cast.carla, cast.cyryl))

    valid, old, revoked, expiring = map(certify, NAMES)
    make_successor(session, old, (cast.carla, cast.cyryl), holder_name="Ewa Sowa")
    revoke_certificate(session, revoked, reason="powód", by=cast.carla, at=MONDAY)
    expiring.expires_on = MONDAY.date() + timedelta(days=10)
    session.flush()
    path = tmp_path / "register.html"
    path.write_bytes(page_of(every_certificate(session)))
    codes = {"valid": valid, "superseded": old, "revoked": revoked, "expiring": expiring}
    return Exported(path, {state: one.code for state, one in codes.items()})


def page_of(certificates: Sequence[Certificate]) -> bytes:
    content = register_json(certificates, ISSUER, as_of=MONDAY)
    return register_html(content, ISSUER.private.sign(content))


@pytest.fixture
def opened(window: Window) -> Callable[..., Page]:
    def open_file(exported: Exported, on: datetime = MONDAY, fragment: str = "") -> Page:
        page = window(DESKTOP)
        page.context.set_offline(True)
        page.clock.set_fixed_time(on)
        page.goto(f"{exported.path.as_uri()}{fragment}")
        return page

    return open_file


def ask(page: Page, code: str, name: str = "") -> None:
    page.locator("main [name=code]:visible").fill(code)
    page.locator("main [name=name]:visible").fill(name)
    page.keyboard.press("Enter")


def said(place: Locator) -> str:
    """What somebody reads there, spaces folded (hard ones too)."""
    return " ".join(" ".join(place.all_inner_texts()).split())


def verdict(page: Page) -> str:
    return said(page.locator("[role=status] h2:visible"))


@pytest.mark.parametrize(
    ("state", "heading", "sentence"),
    [
        ("valid", "Ważny", "Stan na dzień 23 listopada 2026"),
        ("superseded", "Zastąpiony nowszym", "nr SZ/2026/0005. Tytuł pozostaje ważny."),
        ("revoked", "Unieważniony", "23 listopada 2026 certyfikat stracił ważność"),
        ("expiring", "Ważny", "Ważny do 3 grudnia 2026"),
    ],
)
def test_each_state_is_told_offline(
    exported: Exported, opened: Callable[..., Page], state: str, heading: str, sentence: str
) -> None:
    page = opened(exported)
    ask(page, f" {grouped(exported.codes[state]).lower()} ")
    assert verdict(page) == heading
    assert sentence in said(page.locator("main"))
    page.locator("summary:visible").click()
    assert "Podpis rejestru się zgadza." in said(page.locator("main"))


def test_validity_ends_by_the_calendar_of_the_reader(
    exported: Exported, opened: Callable[..., Page]
) -> None:
    code = exported.codes["expiring"]
    for days, heading in ((10, "Ważny"), (11, "Termin ważności minął")):
        page = opened(exported, MONDAY + timedelta(days=days))
        ask(page, code)
        assert verdict(page) == heading


def test_the_address_may_carry_the_code(exported: Exported, opened: Callable[..., Page]) -> None:
    page = opened(exported, fragment=f"#{exported.codes['valid']}")
    assert verdict(page) == "Ważny"
    page.evaluate("code => { location.hash = code }", new_code(CERTIFICATE_SIGNS))
    expect(page.locator("[role=status] h2:visible")).to_have_text("Nie znamy takiego kodu")


def test_an_unknown_code_says_from_when_the_file_is(
    exported: Exported, opened: Callable[..., Page]
) -> None:
    page = opened(exported)
    for code in (new_code(CERTIFICATE_SIGNS), "K7QF-2M9D", "", "Łódź <b>"):
        ask(page, code)
        assert verdict(page) == "Nie znamy takiego kodu"
    assert "Certyfikatu wydanego po dniu 23" in said(page.locator("main"))
    assert "SZ/2026" not in said(page.locator("main"))


@pytest.mark.parametrize(
    ("state", "typed", "answer"),
    [
        ("valid", "cwikla", "takie nazwisko"),
        ("valid", "ĆWIKŁA Łucja", "takie imię i nazwisko"),
        ("valid", "L. Cwikla", "pozostałe słowa nie"),
        ("valid", "Kowalska", "inne nazwisko"),
        ("valid", "Łucja", "inne nazwisko"),
        ("superseded", "Sowa-Nowak", "takie nazwisko"),
        ("superseded", "Ewa Nowak – Sowa", "takie imię i nazwisko"),
        ("expiring", "gesla jazn zazolc", "takie imię i nazwisko"),
        ("revoked", "Wilk", ""),
    ],
)
def test_names_are_compared(
    exported: Exported, opened: Callable[..., Page], state: str, typed: str, answer: str
) -> None:
    page = opened(exported)
    ask(page, exported.codes[state], typed)
    shown = page.locator("[data-name]:visible")
    assert answer in said(shown)
    assert shown.count() == (1 if answer else 0)


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('"state":"revoked"', '"state":"valid"'),
        ('"certificates":[', '"certificates":[,'),
        ('"public":"', '"public":"*'),
        ('"public":"MCow', '"public":"MCox'),
        ('id="signature">', 'id="signature">A'),
    ],
)
def test_a_changed_register_is_refused(
    exported: Exported, opened: Callable[..., Page], found: str, put: str
) -> None:
    content = exported.path.read_text(encoding="utf-8")
    assert content.count(found) >= 1
    exported.path.write_text(content.replace(found, put), encoding="utf-8")
    page = opened(exported, fragment=f"#{exported.codes['revoked']}")
    expect(page.locator("[data-signature=broken]:visible h2")).to_have_text("Podpis się nie zgadza")
    assert page.locator("form:visible").count() == 0
    assert "SZ/2026" not in said(page.locator("main"))


def test_an_old_browser_answers_and_says_what_it_cannot_check(
    exported: Exported, window: Window
) -> None:
    for missing in (NO_CRYPTOGRAPHY, NO_ED25519):
        page = window(PHONE)
        page.add_init_script(missing)
        page.goto(exported.path.as_uri())
        expect(page.get_by_text("Ta przeglądarka nie umie sprawdzić podpisu")).to_be_visible()
        ask(page, exported.codes["valid"], "Ćwikła")
        assert verdict(page) == "Ważny"


def test_it_speaks_both_languages_and_puts_no_barrier(
    exported: Exported, opened: Callable[..., Page], look: Look
) -> None:
    page = opened(exported)
    look(page)
    ask(page, exported.codes["superseded"], "Sowa")
    look(page)
    page.get_by_role("button", name="EN").click()
    assert verdict(page) == "Superseded by a newer one"
    assert "On 23 November 2026 the same person" in said(page.locator("main"))
    assert page.title() == "Verify a certificate offline"
    look(page)


def test_without_scripts_it_says_what_it_needs(exported: Exported, window: Window) -> None:
    page = window(PHONE, javascript=False)
    page.goto(exported.path.as_uri())
    main = said(page.locator("main"))
    assert "tylko z włączonym JavaScriptem" in main
    assert "only with JavaScript" in main
    assert page.locator("form:visible").count() == 0


def test_the_script_hashes_as_everybody_does(window: Window) -> None:
    page = window(DESKTOP)
    page.add_script_tag(content=(TEMPLATES / "register/sha256.js").read_text(encoding="utf-8"))
    assert page.evaluate("texts => texts.map(text => sha256(text))", list(VECTORS)) == [
        *VECTORS.values()
    ]
    texts = ["ą€𐍈x"[: size % 5] * size for size in range(300)]
    own = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert page.evaluate("texts => texts.map(text => sha256(text))", texts) == own


def test_the_script_reads_names_as_the_service_does(window: Window) -> None:
    page = window(DESKTOP)
    page.add_script_tag(content=(TEMPLATES / "register/names.js").read_text(encoding="utf-8"))
    names = [
        *NAMES,
        "Siobhán O’Brien",
        "Jan Straße",
        "Зінаїда Ковальчук",
        "\u0130pek I\u015f\u0131k",
        "C\u0301w – \u0131",
    ]
    own = [plain_name(name) for name in names]
    assert page.evaluate("names => names.map(name => plainName(plainWords(name)))", names) == own


def test_many_certificates_are_answered_at_once(
    exported: Exported, opened: Callable[..., Page]
) -> None:
    issued = [
        Certificate(
            id=number,
            person_id=number,
            standard_code="a",
            number=f"SZ/2026/{number:05d}",
            code=new_code(CERTIFICATE_SIGNS),
            holder_name=f"Łucja Ćwikła-{number}",
            issued_at=MONDAY,
        )
        for number in range(MANY)
    ]
    exported.path.write_bytes(page_of(issued))
    assert exported.path.stat().st_size < 60_000 + 330 * MANY
    page = opened(exported)
    page.set_default_timeout(LONGEST_ANSWER_MS)
    ask(page, issued[-1].code, f"Ćwikła-{MANY - 1}")
    assert verdict(page) == "Ważny"
    assert page.get_by_text("Tak, na certyfikacie jest takie nazwisko.").is_visible()
