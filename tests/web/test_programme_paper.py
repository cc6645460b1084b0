"""The certificates to come: marks at their foot, and how long they hold."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Person, Programme, ProgrammeMark
from course.terms import Act
from tests.make_certificates import make_certificate
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
PAPER = "/programme/paper"


def picture(kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (320, 120)).save(out, kind)
    return out.getvalue()


def add(
    client: PageClient, content: bytes | None = None, name: str = "Fundusze Europejskie"
) -> int:
    sent = {"picture": (BytesIO(picture() if content is None else content), "znak.png")}
    answer = client.post(f"{PAPER}/marks", data={"name": name, **sent})
    return answer.status_code


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_marks_come_and_go_and_issued_certificates_keep_theirs(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    carla = signed_in_as(cast.carla)
    assert "Nie ma jeszcze żadnych znaków" in carla.page(PAPER).text
    assert add(carla) == 303
    assert add(carla, name="Podkarpackie") == 303
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    first, second = session.scalars(select(ProgrammeMark).order_by(ProgrammeMark.position))
    frozen = [(mark["name"], mark["sha256"]) for mark in certificate.facts["marks"]]
    assert frozen == [("Fundusze Europejskie", first.sha256), ("Podkarpackie", second.sha256)]
    seen = carla.get(f"{PAPER}/marks/{first.id}.png", buffered=True)
    assert (seen.status_code, seen.mimetype) == (200, "image/png")
    assert carla.post(f"{PAPER}/marks/{first.id}/remove").status_code == 303
    assert carla.post(f"{PAPER}/marks/{first.id}/remove").status_code == 404
    assert "Fundusze Europejskie" not in carla.page(PAPER).text
    session.refresh(certificate)
    assert len(certificate.facts["marks"]) == 2
    pdf = signed_in_as(cast.ana).get(f"/certificates/{certificate.id}/paper/pl", buffered=True)
    assert pdf.data.count(b"/Subtype /Image") + pdf.data.count(b"/Subtype/Image") >= 2
    assert acts(session).count(Act.PROGRAMME_MARK_ADDED) == 2
    assert acts(session).count(Act.PROGRAMME_MARK_REMOVED) == 1


def test_four_marks_are_enough(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    carla = signed_in_as(cast.carla)
    assert [add(carla, name=f"Znak {number}") for number in range(5)] == [303] * 4 + [409]
    assert "Dodaj znak" not in carla.page(PAPER).text


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "Znak", "Proszę to uzupełnić."),
        (picture("JPEG"), "Znak", "To musi być obraz PNG."),
        (b"\x89PNG\r\n\x1a\n and nothing more", "Znak", "uszkodzon"),
        (picture(), " ", "Proszę to uzupełnić."),
        (picture(), "x" * 201, "201"),
    ],
)
def test_what_is_wrong_with_a_mark_is_told_beside_it(
    session: Session, signed_in_as: SignIn, cast: Cast, content: bytes, name: str, fault: str
) -> None:
    sent = {"picture": (BytesIO(content), "znak.png" if content else "")}
    answer = signed_in_as(cast.carla).post(f"{PAPER}/marks", data={"name": name, **sent})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert fault in Page(page).text
    assert name.strip() in page
    assert session.scalars(select(ProgrammeMark)).all() == []


def test_the_length_holds_for_later_certificates_only(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    carla, address = signed_in_as(cast.carla), f"{PAPER}/validity"
    for wrong in ("0", "121", "-3", "rok", "1.5", "9" * 30, "٣"):
        answer = carla.post(address, data={"months": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.get_data(as_text=True)
    assert carla.post(address, data={"months": " 24 "}).status_code == 303
    assert 'value="24"' in carla.page(PAPER).html
    assert session.get_one(Programme, cast.programme.id).certificate_months == 24
    session.refresh(certificate)
    assert certificate.expires_on is None
    assert carla.post(address, data={"months": ""}).status_code == 303
    assert carla.post(address, data={"months": ""}).status_code == 303
    assert session.get_one(Programme, cast.programme.id).certificate_months is None
    assert acts(session).count(Act.VALIDITY_SET) == 2
