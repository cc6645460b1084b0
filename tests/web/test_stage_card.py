"""The four-stage card: who sees it, what it tells live and what a decision froze, on paper too."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Portfolio,
    PriorLearning,
)
from course.actions.decisions import propose_decision
from course.catalogue import Catalogue
from course.models import Decision, Person
from course.terms import ExceptionKind, SelfAssessmentMoment
from tests.make import MONDAY
from tests.make_certificates import SHORT_RULE, make_frozen, make_qualified
from tests.make_exceptions import make_adjustment, make_approved, make_self_assessment
from tests.make_fieldwork import make_observation
from tests.pages import PageClient
from tests.people import Cast, make_neighbours

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
RULE = replace(
    SHORT_RULE,
    requirements=(
        Assessed(),
        Competences(confirmed_by={"K1": (), "K2": ("z2",)}),
        Portfolio(self_assessments=1),
    ),
)


@pytest.fixture
def card(session: Session, cast: Cast, course: Catalogue) -> str:
    """Ana has looked at herself twice and has an interpreter and two supervisions on paper."""
    make_frozen(session, cast.programme, replace(RULE, requirements=RULE.requirements[:2]))
    competences = course.curriculum.competences
    make_self_assessment(session, cast.enrolment, competences, SelfAssessmentMoment.ENTRY, 2)
    make_self_assessment(session, cast.enrolment, competences, SelfAssessmentMoment.EXIT, 4)
    make_adjustment(session, cast.enrolment, (cast.ben, cast.carla))
    make_approved(session, cast.enrolment, (cast.ben, cast.cyryl))
    return f"/enrolments/{cast.enrolment.id}/record"


def text_of(pdf: bytes) -> tuple[int, str]:
    reader = PdfReader(BytesIO(pdf))
    return len(reader.pages), " ".join(
        "\n".join(page.extract_text() for page in reader.pages).split()
    )


def test_the_person_the_programme_and_who_assesses_see_it(
    session: Session, signed_in_as: SignIn, cast: Cast, card: str
) -> None:
    near = make_neighbours(session, cast)
    for person in (cast.ana, cast.carla, cast.cyryl, cast.adam):
        assert signed_in_as(person).get(card).status_code == 200
    for person in (cast.ben, cast.dov, cast.vera, cast.iga, near.mira):
        for address in (card, f"{card}/pl"):
            assert signed_in_as(person).get(address).status_code == 404
    assert signed_in_as(cast.ana).get(f"{card}/fr").status_code == 404
    own = signed_in_as(cast.ana).get("/record")
    assert (own.status_code, own.location) == (303, card)


def test_it_tells_live_how_things_stand(
    session: Session, signed_in_as: SignIn, cast: Cast, card: str
) -> None:
    make_observation(session, cast.enrolment, cast.ben, assignment_slug="z2")
    page = signed_in_as(cast.carla).page(card)
    for said in (
        "I. Zakres",
        "1 lipca 2026",  # frozen
        "Jeszcze bez oceny.",
        "Jeszcze bez decyzji. Tak jest w tej chwili.",
        "Dostosowanie: tłumacz, także języka migowego",
        "Zapis na papierze: superwizje grupowe",
        "Wpis: Ben Wrona",
        "Zatwierdzenie: Cyryl Nowak",
    ):
        assert said in page.text, said
    rows = [["".join(cell.itertext()).split() for cell in row] for row in page.root.iter("tr")]
    assert [row[-2:] for row in rows[1:]] == [[["2"], ["4"]]] * 2
    assert rows[1][2] == ["potwierdzone"]
    assert rows[2][2] == ["0", "z", "1"]
    assert any("/observations/" in link for link in page.links())


def test_a_decision_freezes_it(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    rule = replace(RULE, requirements=(Assessed(), Competences(confirmed_by={"K2": ("z2",)})))
    asked = AssignmentsPassed(
        assignments=("z2",), prior_learning=PriorLearning(at_most=1, never=())
    )
    rule = replace(rule, requirements=(*rule.requirements, asked))
    make_frozen(session, cast.programme, rule)
    make_approved(
        session,
        cast.enrolment,
        (cast.ben, cast.carla),
        kind=ExceptionKind.PRIOR_LEARNING,
        requirement="assignment:z2",
        amount=None,
    )
    place = make_qualified(session, cast.enrolment, cast.vera)
    decision = propose_decision(session, place, by=cast.carla, at=MONDAY)
    excepted = [line for line in decision.record["comparison"]["lines"] if line.get("excepted")]
    assert [line["code"] for line in excepted] == ["competence_confirmed", "assignment_passed"]
    assert cast.ana.name not in str(decision.record)
    make_self_assessment(session, cast.enrolment, course.curriculum.competences)
    make_adjustment(session, cast.enrolment, (cast.ben, cast.carla))
    page = signed_in_as(cast.cyryl).page(f"/enrolments/{cast.enrolment.id}/record")
    assert "D/2026/0001" in page.text
    assert "Z2: wcześniejsze doświadczenie" in page.text
    assert "Vera Nowak" in page.text
    assert "tłumacz" not in page.text  # approved after the proposal
    own = signed_in_as(cast.ana).page(f"/enrolments/{cast.enrolment.id}/record")
    assert "D/2026/0001" not in own.text  # nothing is told before two have decided
    [frozen] = session.scalars(select(Decision)).all()
    frozen.record = {name: frozen.record[name] for name in ("scope", "comparison")}  # an older one
    session.flush()
    page = signed_in_as(cast.cyryl).page(f"/enrolments/{cast.enrolment.id}/record")
    assert "tłumacz" in page.text


def test_the_paper_says_the_same_on_one_page(signed_in_as: SignIn, cast: Cast, card: str) -> None:
    answer = signed_in_as(cast.ana).get(f"{card}/pl")
    assert answer.mimetype == "application/pdf"
    pages, text = text_of(answer.get_data())
    assert pages == 1
    for said in (
        cast.ana.name,
        cast.programme.project_number,
        cast.programme.funder,
        "IV. Porównanie",
        "Rozpoznanie społeczności",
        "tłumacz, także języka migowego",
    ):
        assert said in text, said
    _, english = text_of(signed_in_as(cast.ana).get(f"{card}/en").get_data())
    assert "Record in four stages" in english


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_many_exceptions_there_are(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    card: str,
    queries: Queries,
    number: int,
) -> None:
    for _ in range(number):
        make_approved(session, cast.enrolment, (cast.ben, cast.carla))
    session.expunge_all()
    with queries() as statements:
        signed_in_as(cast.carla).page(card)
    assert len(statements) == 14
