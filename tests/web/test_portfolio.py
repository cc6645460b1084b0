"""The portfolio on one page: the same for the trainee and for whoever judges."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from assessments.qualification import judge
from assessments.requirements import AssignmentsPassed, Portfolio, Rule
from content.languages import Text
from course.catalogue import Catalogue
from course.models import Person, SelfAssessment, Submission
from course.queries.portfolio import assembled_for
from course.queries.records import record_of
from course.terms import (
    FieldEntryKind,
    FieldEntryState,
    ObservationKind,
    SelfAssessmentMoment,
    SubmissionState,
)
from tests.make import MONDAY, add
from tests.make_certificates import make_frozen
from tests.make_fieldwork import make_entry, make_observation
from tests.make_markers import make_work
from tests.make_panels import make_judged, make_panel, make_three
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
RULE = Rule(
    slug="portfolio",
    title=Text("Portfolio", "Portfolio"),
    requirements=(
        AssignmentsPassed(assignments=("z1", "z2", "z3")),
        Portfolio(journal_entries=2, self_assessments=3),
    ),
)


@pytest.fixture
def passed(session: Session, cast: Cast, course: Catalogue) -> Submission:
    """Z1 passed and Z2 returned; one entry, one self-assessment, one statement."""
    make_frozen(session, cast.programme, RULE)
    place = make_judged(session, cast.enrolment)
    make_work(session, course, place, "z2", SubmissionState.RETURNED)
    make_entry(
        session,
        place,
        state=FieldEntryState.CONFIRMED,
        decided_by_id=cast.ben.id,
        decided_at=MONDAY,
        kind=FieldEntryKind.INSTITUTION_TALK,
        what="Rozmowa pod szkołą",
        done_on=date(2026, 11, 2),
    )
    make_observation(session, place, cast.ben, kind=ObservationKind.WITNESS_STATEMENT)
    for competence in ("K10", "K2"):
        columns = {"competence": competence, "level": 4, "recorded_at": MONDAY}
        add(
            session,
            SelfAssessment(enrolment_id=place.id, moment=SelfAssessmentMoment.ENTRY, **columns),
        )
    return make_work(session, course, place, "z1", SubmissionState.MARKED)


def test_what_is_missing_is_told(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue, passed: Submission
) -> None:
    address = f"/enrolments/{cast.enrolment.id}/portfolio"
    assert address in signed_in_as(cast.ana).page("/certificate").links()
    pages = [signed_in_as(person).page(address) for person in (cast.ana, cast.vera, cast.carla)]
    for page in pages:
        assert "Brakuje 4 rzeczy" in page.text
        assert "Rozmowa pod szkołą" in page.text
        assert f"/submissions/{passed.id}" in page.links()
        assert page.text.index("K2 ") < page.text.index("K10 ")
        assert course.assignments["z3"].title.pl in page.text
    assert "Twoje portfolio" in pages[0].text
    works = [link for page in pages for link in page.links() if link.startswith("/submissions/")]
    for person in (cast.ana, cast.vera, cast.carla):
        for link in set(works):
            assert signed_in_as(person).get(link).status_code == 200
    assert signed_in_as(cast.dov).get(address).status_code == 404


def test_what_the_record_tells_decides_before_what_lies_here(
    session: Session, cast: Cast, passed: Submission
) -> None:
    place = make_judged(session, cast.enrolment)
    qualification = judge(RULE, record_of(session, place.id))
    portfolio = assembled_for(session, cast.vera, place, qualification)
    assert [(piece.slug, piece.met) for piece in portfolio.pieces] == [
        ("z1", True),
        ("z2", False),
        ("z3", False),
    ]
    assert (portfolio.entries.have, portfolio.entries.needed) == (1, 2)
    assert (portfolio.moments.have, portfolio.moments.needed) == (1, 3)
    assert portfolio.missing == 4
    nothing = assembled_for(session, cast.vera, place, None)
    assert [piece.slug for piece in nothing.pieces] == ["z1", "z2"]
    assert nothing.missing == 0


def test_the_trainee_sees_when_and_where_the_panel_meets(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_panel(session, cast, make_three(session, cast))
    page = signed_in_as(cast.ana).page(f"/enrolments/{cast.enrolment.id}/portfolio")
    assert "Komisja: 22 listopada 2026" in page.text
    assert "Krosno, Rynek 5" in page.text
    assert "/panels/" not in page.html
