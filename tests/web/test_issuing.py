"""Many at once: the dry run, proposals and approvals, papers under way, one file to print."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.papers import keep_paper
from course.models import AuditEntry, Certificate, Decision, Enrolment, Person
from course.terms import Act
from tests.make import (
    MONDAY,
    make_cohort,
    make_enrolment,
    make_person,
    make_programme,
    make_trainer,
)
from tests.make_certificates import (
    end,
    fail,
    make_certificate,
    make_frozen,
    make_proposal,
    make_qualified,
)
from tests.make_markers import make_conflict
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


def another(session: Session, cast: Cast, name: str) -> Enrolment:
    """Somebody else in Ana’s cohort."""
    return make_enrolment(session, cast.cohort, make_person(session, name))


def said(answer: object) -> str:
    return Page(answer.get_data(as_text=True)).text  # type: ignore[attr-defined]  # a test's answer


def certified(session: Session) -> int:
    return session.scalar(select(func.count(Certificate.id))) or 0


# The dry run
def test_it_tells_who_would_and_who_would_not_and_why(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_qualified(session, cast.enrolment, cast.vera)
    end(session, another(session, cast, "Basia Lis"))
    held = another(session, cast, "Celina Wilk")
    make_certificate(session, held, cast.vera, (cast.carla, cast.cyryl))
    make_proposal(session, another(session, cast, "Darek Sum"), cast.vera, cast.carla)
    close = another(session, cast, "Ewa Lin")
    make_qualified(session, close, cast.vera)
    make_conflict(session, cast.carla, session.get_one(Person, close.person_id), by=cast.cyryl)
    entries = session.scalar(select(func.count(AuditEntry.id)))
    page = signed_in_as(cast.carla).page("/decisions/dry-run")
    assert "Certyfikat by otrzymały: 1" in page.text
    assert "Nie otrzymałyby: 4" in page.text
    assert page.html.count('name="enrolment"') == 1
    assert f'value="{cast.enrolment.id}"' in page.html
    for words in (
        "Walidacja: jeszcze się nie odbyła",
        "ma certyfikat SZ/2026/0001",
        "wniosek już złożono",
        "wniosek musi złożyć inna osoba",
    ):
        assert words in page.text
    assert session.scalar(select(func.count(AuditEntry.id))) == entries
    assert "Ewa Lin" in signed_in_as(cast.cyryl).page("/decisions/dry-run").text


def test_it_looks_at_one_cohort_or_at_all(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_frozen(session, cast.programme)
    other = make_cohort(session, cast.programme, title="Przemyśl, edycja 1")
    make_enrolment(session, other, make_person(session, "Basia Lis"))
    carla = signed_in_as(cast.carla)
    for query, seen in (("", (True, True)), (f"?cohort={other.id}", (False, True))):
        text = carla.page(f"/decisions/dry-run{query}").text
        assert ("Ana Ćwikła" in text, "Basia Lis" in text) == seen
    assert "Ana Ćwikła" in carla.page("/decisions/dry-run?cohort=999999").text


def test_without_a_rule_there_is_nothing_to_foretell(signed_in_as: SignIn, cast: Cast) -> None:
    page = signed_in_as(cast.carla).page("/decisions/dry-run")
    assert "Zasady" in page.text


def test_it_asks_no_more_for_many(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries
) -> None:
    carla = signed_in_as(cast.carla)
    make_qualified(session, cast.enrolment, cast.vera)
    with queries() as few:
        carla.page("/decisions/dry-run")
    for name in ("Basia Lis", "Celina Wilk"):
        make_qualified(session, another(session, cast, name), cast.vera)
        end(session, another(session, cast, f"{name} 2"))
    with queries() as many:
        carla.page("/decisions/dry-run")
    assert len(many) == len(few)


def test_a_forged_row_among_others_does_nothing(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, cast.carla)
    elsewhere = make_enrolment(
        session, make_cohort(session, make_programme(session, "Q9")), make_person(session, "Basia")
    )
    cyryl, carla = signed_in_as(cast.cyryl), signed_in_as(cast.carla)
    rows = [decision.id, 999_999]
    assert cyryl.post("/decisions/approvals", data={"decision": rows}).status_code == 404
    assert certified(session) == 0
    rows = [cast.enrolment.id, elsewhere.id]
    assert carla.post("/decisions/proposals", data={"enrolment": rows}).status_code == 404
    assert session.scalar(select(func.count(Decision.id))) == 1


# Several proposals
def test_several_are_proposed_and_each_refusal_is_told(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    places = [cast.enrolment, another(session, cast, "Basia Lis")]
    for place in places:
        make_qualified(session, place, cast.vera)
    missing = end(session, another(session, cast, "Celina Wilk"))
    carla = signed_in_as(cast.carla)
    rows = [place.id for place in (places[0], missing, places[1])]
    answer = carla.post("/decisions/proposals", data={"enrolment": rows})
    assert answer.status_code == 409
    assert "2 wnioski czekają na inną osobę" in said(answer)
    assert "Pominięto 1 osobę" in said(answer)
    assert "Celina Wilk: " in said(answer)
    waiting = set(session.scalars(select(Decision.enrolment_id)))
    assert waiting == {place.id for place in places}
    assert certified(session) == 0


def test_when_all_are_proposed_one_stays_at_the_list(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_qualified(session, cast.enrolment, cast.vera)
    carla = signed_in_as(cast.carla)
    asked = f"/decisions/proposals?programme=Q1&cohort={cast.cohort.id}"
    answer = carla.post(asked, data={"enrolment": [cast.enrolment.id, cast.enrolment.id]})
    assert answer.status_code == 303
    assert answer.location == f"/decisions/dry-run?programme=Q1&cohort={cast.cohort.id}"
    assert "1 wniosek czeka na inną osobę" in carla.page(answer.location).text
    for hostile in ("_external=1", "endpoint=x", "_scheme=javascript", "_anchor=%0d%0a"):
        answer = carla.post(
            f"/decisions/proposals?{hostile}", data={"enrolment": cast.enrolment.id}
        )
        assert answer.status_code == 409
        assert carla.post(f"/decisions/proposals?{hostile}").location == "/decisions/dry-run"
    nobody = carla.post("/decisions/proposals")
    assert "Nikt nie jest zaznaczony" in carla.page(nobody.location).text
    assert carla.post("/decisions/proposals", data={"enrolment": 999999}).status_code == 404
    too_many = carla.post("/decisions/proposals", data={"enrolment": list(range(1, 300))})
    assert too_many.status_code == 409


# Several approvals
def test_several_are_approved_each_by_itself(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    names = ("Basia Lis", "Celina Wilk", "Darek Sum")
    decisions = [
        make_proposal(session, another(session, cast, name), cast.vera, by=cast.carla)
        for name in names
    ]
    own = make_proposal(session, cast.enrolment, cast.vera, by=cast.cyryl)
    fail(session, session.get_one(Enrolment, decisions[1].enrolment_id), cast.vera)
    cyryl = signed_in_as(cast.cyryl)
    page = cyryl.page("/decisions")
    assert page.html.count('name="decision"') == 2  # neither one's own nor what is missing
    ids = [decision.id for decision in (*decisions, own)]
    answer = cyryl.post("/decisions/approvals", data={"decision": ids})
    assert answer.status_code == 409
    text = said(answer)
    assert "Pominięto 2 osoby" in text
    assert "Celina Wilk: " in text
    assert "Ana Ćwikła: " in text
    assert "Gotowe pliki PDF: 0 z 4" in text
    numbers = list(session.scalars(select(Certificate.number).order_by(Certificate.number)))
    assert numbers == ["SZ/2026/0001", "SZ/2026/0002"]


def test_progress_of_papers_is_seen(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    cyryl, vera = signed_in_as(cast.cyryl), signed_in_as(cast.vera)
    answer = cyryl.post("/decisions/approvals", data={"decision": decision.id})
    assert (answer.status_code, answer.location) == (
        303,
        f"/decisions/issued?decision={decision.id}",
    )
    page = cyryl.page(answer.location)
    assert "Gotowe pliki PDF: 0 z 2" in page.text
    assert "data-going" in page.html
    certificate = session.scalars(select(Certificate)).one()
    for language in Language:
        kept = {"sha256": "a" * 64, "stored_as": "aa/b"}
        keep_paper(session, certificate, language, by=None, at=MONDAY, **kept)
    page = cyryl.page(f"/decisions/issued?cohort={cast.cohort.id}")
    assert "Gotowe pliki PDF: 2 z 2" in page.text
    assert "data-going" not in page.html
    assert 'name="certificate"' in page.html
    validator = vera.page(answer.location)
    assert "SZ/2026/0001" in validator.text
    assert 'name="certificate"' not in validator.html
    assert (
        "Nikt nie jest zaznaczony" in cyryl.page(cyryl.post("/decisions/approvals").location).text
    )
    assert cyryl.post("/decisions/approvals", data={"decision": 999999}).status_code == 404


def test_the_page_of_what_came_of_it_asks_no_more_for_many(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries
) -> None:
    cyryl, address = signed_in_as(cast.cyryl), f"/decisions/issued?cohort={cast.cohort.id}"
    two = (cast.carla, cast.cyryl)
    make_certificate(session, cast.enrolment, cast.vera, two)
    with queries() as few:
        cyryl.page(address)
    for name in ("Basia Lis", "Celina Wilk"):
        make_certificate(session, another(session, cast, name), cast.vera, two)
    with queries() as many:
        cyryl.page(address)
    assert len(many) == len(few)


def test_nothing_of_another_programme_is_seen_or_done(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    elsewhere = make_cohort(session, make_programme(session))
    make_trainer(session, elsewhere, "Ewa Lis")
    place = make_qualified(session, make_enrolment(session, elsewhere), cast.vera)
    decision = make_proposal(session, place, cast.vera, by=cast.adam)
    carla = signed_in_as(cast.carla)
    assert carla.post("/decisions/proposals", data={"enrolment": place.id}).status_code == 404
    assert carla.post("/decisions/approvals", data={"decision": decision.id}).status_code == 404
    page = carla.page(f"/decisions/issued?decision={decision.id}&cohort={elsewhere.id}")
    assert "Nie wydano tu żadnego certyfikatu" in page.text


# The file for the ceremony
def test_one_file_holds_the_fronts_and_backs_in_the_order_of_names(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    names = ("Łukasz Wilk", "Celina Sum", "Żaneta Lis")
    certificates = [
        make_certificate(session, another(session, cast, name), cast.vera, (cast.carla, cast.cyryl))
        for name in names
    ]
    carla = signed_in_as(cast.carla)
    asked = {"language": "pl", "certificate": [one.id for one in certificates]}
    answer = carla.get("/certificates/print", query_string=asked)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    assert len(pages) == 6
    for place, name in enumerate(reversed(names)):
        for side in pages[2 * place : 2 * place + 2]:
            assert "".join(name.upper().split()) in "".join(side.upper().split())
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.facts["rows"]) == (Act.REPORT_EXPORTED, 3)
    for wrong, status in (
        ({"language": "de"}, 422),
        ({"certificate": []}, 422),
        ({"certificate": 999999}, 404),
        ({"certificate": list(range(1, 102))}, 409),
    ):
        assert carla.get("/certificates/print", query_string=asked | wrong).status_code == status
