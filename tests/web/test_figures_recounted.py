"""Each number of the demonstration's pages is that of a recount from the rows."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person, Programme, RoleGrant
from course.queries.cohort_figures import CERTIFIED
from course.queries.institutions import agreements_of
from course.reports.indicators import count_agreements, count_people, institutions_in_use
from course.reports.overview import month_ends
from course.reports.people import CertificationLine, certification_list
from course.settings import Settings
from course.terms import CertificationState, Role
from tests.figure_pages import charted, tables
from tests.kept import evidence_of
from tests.make import MONDAY
from tests.make_demonstration import make_told
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
PEOPLE = "/indicators/qualified_organisers"
INSTITUTIONS = "/indicators/institutions"
TODAY = MONDAY.date()


@pytest.fixture
def demonstration(session: Session, course: Catalogue, settings: Settings) -> Programme:
    """The programme of the demonstration, told up to this Monday."""
    return make_told(session, course, settings)


def test_each_number_on_the_demonstration_is_that_of_a_recount(
    session: Session, demonstration: Programme, signed_in_as: SignIn
) -> None:
    evidence, agreements = (
        evidence_of(session, demonstration),
        agreements_of(session, demonstration),
    )
    lines = certification_list(session, demonstration, evidence, as_of=TODAY)
    ends = month_ends(since=demonstration.starts_on, as_of=TODAY)
    days = sorted({*ends, *(TODAY - timedelta(days=days) for days in range(0, 60, 7))})
    people = {day: count_people(evidence, as_of=day) for day in days}
    counts = {day: count_agreements(agreements, as_of=day) for day in days}
    institutions = {
        day: (count.achieved, len(institutions_in_use(count))) for day, count in counts.items()
    }
    client = signed_in_as(coordinator_of(session))
    page = client.page("/programme")
    assert charted(page) == [str(people[day].achieved) for day in ends]
    assert f"{people[TODAY].achieved} z 12 osób" in page.text
    assert f"{institutions[TODAY][0]} z 6 instytucji" in page.text
    assert cohort_numbers(page) == recounted(lines)
    for day in days:
        names = tables(client.page(f"{PEOPLE}?as_of={day}")).get("Wliczone osoby", [])
        assert sorted(row[0] for row in names) == sorted(
            proof.place.name for proof in people[day].counted
        )
        page = client.page(f"{INSTITUTIONS}?as_of={day}")
        achieved, in_use = institutions[day]
        assert f"{achieved} z 6 instytucji" in page.text
        assert f"{in_use} z nich" in page.text
        assert len(tables(page).get("Wliczone instytucje", [])) == achieved


def coordinator_of(session: Session) -> Person:
    """One of those who run the only programme."""
    return session.scalars(
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.COORDINATOR)
        .order_by(Person.id)
        .limit(1)
    ).one()


def recounted(lines: Sequence[CertificationLine]) -> dict[str, tuple[int, int, int]]:
    """How many of each cohort began, are certified and are counted."""
    states: dict[str, list[CertificationState]] = {}
    for line in lines:
        states.setdefault(line.place.cohort, []).append(line.state)
    return {
        title: (
            len(those),
            sum(state in CERTIFIED for state in those),
            those.count(CertificationState.COUNTED),
        )
        for title, those in states.items()
    }


def cohort_numbers(page: Page) -> dict[str, tuple[int, int, int]]:
    """The same as the page tells it."""
    return {
        row[0][: row[0].index("edycja 1") + len("edycja 1")]: (
            int(row[4]),
            int(row[2]),
            int(row[1]),
        )
        for row in tables(page)["Edycje"]
    }
