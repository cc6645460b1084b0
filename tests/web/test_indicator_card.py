"""The card of indicators for the funder: promises, figures, numbers of what proves them."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from course.models import Person
from course.terms import Indicator
from tests.make import make_agreement, make_enrolment, make_institution, make_person, make_target
from tests.make_counting import DECIDED, begin_training, bring_forward, certify, freeze
from tests.make_snapshots import make_snapshot
from tests.pages import PageClient
from tests.pdfa import faults_of
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")


def test_the_card_names_numbers_and_no_person(
    session: Session, cast: Cast, signed_in_as: Callable[[Person], PageClient]
) -> None:
    programme = freeze(session, cast.programme)
    begin_training(session, cast.cohort, cast.ben)
    promise = make_target(session, programme, Indicator.QUALIFIED_ORGANISERS)
    promise.definition = "Zażółć gęślą jaźń; =1+1"
    by = (cast.carla, cast.cyryl)
    place = make_enrolment(session, cast.cohort, make_person(session, "Kanaria Żółtodziób"))
    certificate = certify(session, programme, place, validator=cast.vera, by=by)
    institution = make_institution(session, "Gminny Ośrodek Ćmielów")
    draft = make_agreement(session, programme, institution, cast.carla, number="P/77/2026")
    bring_forward(session, draft, cast.cyryl, DECIDED)
    number = certificate.number
    snapshot = make_snapshot(session, programme, cast.carla, claim_number="WNP-7")
    answer = signed_in_as(cast.carla).get(f"/programme/snapshots/{snapshot.id}.pdf")
    assert faults_of(answer.data) == []
    pages = PdfReader(BytesIO(answer.data)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    for told in (
        "Karta wskaźników",
        "WNP-7",
        "1 z 12 obiecanych, 8,3%",
        "Zażółć gęślą jaźń; =1+1",
        number,
        "P/77/2026 – Gminny Ośrodek Ćmielów",
        "W imieniu beneficjenta",
    ):
        assert told in said
    assert "Żółtodziób" not in said
