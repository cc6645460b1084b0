"""One page and one door for files, for every list there is."""

import csv
import hashlib
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Person, Programme
from course.reports.formats import FileKind
from course.reports.lists.registry import LISTINGS
from course.terms import Act, ListKind
from tests.make_counting import begin_training, certify, freeze
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    freeze(session, cast.programme)
    certify(
        session, cast.programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    return cast.programme


def entries(session: Session, act: Act) -> list[AuditEntry]:
    session.commit()
    found = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.id)
    return list(session.scalars(found))


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    "kind", [kind for kind, one in LISTINGS.items() if FileKind.PDF in one.kinds]
)
def test_no_heading_on_paper_is_broken(signed_in_as: SignIn, cast: Cast, kind: ListKind) -> None:
    client = signed_in_as(cast.carla)
    paper = PdfReader(BytesIO(client.get(f"/lists/{kind}/file.pdf").data))
    words = paper.pages[0].extract_text().split()
    sheet = StringIO(client.get(f"/lists/{kind}/file.csv").get_data(as_text=True), newline="")
    headings = " ".join(next(csv.reader(sheet, delimiter=";"))).strip("\ufeff").split()
    broken = {word for word in headings if word in "".join(words) and word not in words}
    assert not broken


@pytest.mark.parametrize("kind", list(LISTINGS))
def test_each_list_has_a_page_and_every_file_with_the_same_rows(
    signed_in_as: SignIn, session: Session, cast: Cast, programme: Programme, kind: ListKind
) -> None:
    client = signed_in_as(cast.carla)
    page = client.page(f"/lists/{kind}")
    digests = set()
    kinds = LISTINGS[kind].kinds
    for form in kinds:
        answer = client.get(f"/lists/{kind}/file.{form}")
        assert answer.status_code == 200, (kind, form)
        assert answer.data
        assert answer.headers["Cache-Control"] == "private, no-store"
        if form is FileKind.PLAIN_CSV:
            digests.add(hashlib.sha256(answer.data).hexdigest())
            rows = list(csv.reader(StringIO(answer.data.decode(), newline="")))
    exported = entries(session, Act.REPORT_EXPORTED)
    assert [entry.facts["kind"] for entry in exported] == [form.value for form in kinds]
    assert {entry.facts["sha256"] for entry in exported} == digests
    assert {entry.facts["rows"] for entry in exported} == {len(rows) - 1}
    assert {entry.facts["list"] for entry in exported} == {kind.value}
    shown = page.text
    assert "Filtr: " in shown
