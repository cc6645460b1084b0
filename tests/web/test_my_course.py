"""My course: the dates that are near, what waits for others, and how the end stands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from content.languages import Language
from course.models import Person
from course.terms import EnrolmentState
from tests.make import MONDAY
from tests.make_arrangements import make_plan, make_request
from tests.make_certificates import make_certificate
from tests.make_fieldwork import make_entry, make_meeting
from tests.make_panels import make_appeal, make_bare_panel, make_refused, make_three
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def studying(session: Session, cast: Cast) -> None:
    """Ana has accepted the declarations."""
    make_consents(session, cast.enrolment, cast.ana)


def over(session: Session, cast: Cast) -> None:
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = MONDAY.date()
    session.flush()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            Language.PL,
            [
                "za 4 dniRola i słuchaniepiątek 27 listopada, 18:00–20:00, czas polski",
                "Dziennik słuchaniado niedzieli, 6 grudnia, do północy",
                "Twoja rozmowa z komisją",
            ],
        ),
        (
            Language.EN,
            [
                "in 4 daysRola i słuchanieFriday 27 November, 18:00–20:00, Polish time",
                "Listening loguntil Sunday, 6 December, midnight",
                "Your talk with the panel",
            ],
        ),
    ],
)
def test_near_dates_are_told_in_words(
    ana: PageClient, session: Session, cast: Cast, language: Language, said: list[str]
) -> None:
    begins = datetime(2026, 11, 27, 17, tzinfo=UTC)
    make_meeting(session, cast.cohort, cast.ben, starts_at=begins, minutes=120)
    make_meeting(session, cast.cohort, cast.ben, code="W9", starts_at=MONDAY + timedelta(days=60))
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 12, 6))
    panel = make_bare_panel(session, cast.enrolment, cast.vera, cast.carla)
    panel.held_on = date(2026, 12, 20)
    session.flush()
    with ana.session_transaction() as cookie:
        cookie["language"] = language.value
    page = ana.page("/course")
    places = [page.text.index(one) for one in said]
    assert places == sorted(places)
    assert "/calendar" in page.links()


def test_what_waits_is_named_with_since_when(ana: PageClient, session: Session, cast: Cast) -> None:
    make_entry(session, cast.enrolment, minutes=90, claimed_at=MONDAY - timedelta(days=3))
    make_plan(session, cast.cohort, cast.ben)
    make_request(session, cast.enrolment, cast.ana)
    text = ana.page("/course").text
    assert "1 h 30 min praktyki do potwierdzeniaod piątku, 20 listopada" in text
    decides = "„Dziennik słuchania”: osoba prowadząca decyduje o dodatkowym czasie"
    assert f"{decides}od poniedziałku, 23 listopada" in text


def test_who_is_called_to_a_panel_is_told_to_come(
    ana: PageClient, session: Session, cast: Cast
) -> None:
    over(session, cast)
    make_bare_panel(session, cast.enrolment, cast.vera, cast.carla)
    text = ana.page("/course").text
    assert "Przyjdź na rozmowę z komisją Poniedziałek 23 listopada, Krosno." in text


def test_who_was_refused_may_appeal_and_then_waits(
    ana: PageClient, session: Session, cast: Cast
) -> None:
    decision = make_refused(session, cast, make_three(session, cast))
    page = ana.page("/course")
    assert "Certyfikatu nie nadano" in page.text
    assert f"/decisions/{decision.id}/appeal" in page.links()
    make_appeal(session, decision, cast.ana)
    text = ana.page("/course").text
    assert "Trwa rozpatrywanie twojego odwołania" in text
    assert "Twoje odwołanie: rozpatruje je ktoś, kto wcześniej nie decydowałod poniedz" in text


def test_who_holds_the_certificate_is_led_to_it(
    ana: PageClient, session: Session, cast: Cast
) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    over(session, cast)
    page = ana.page("/course")
    assert f"Masz certyfikat Ma numer {certificate.number}." in page.text
    assert "Najbliższe daty" not in page.text


def test_long_names_and_many_dates_stay_few_lines(
    ana: PageClient, session: Session, cast: Cast, queries: Queries
) -> None:
    for place in range(6):
        make_meeting(
            session,
            cast.cohort,
            cast.ben,
            code=f"W{place}",
            title=f"{place} " + "Bardzo długi tytuł zajęć " * 7,
            starts_at=MONDAY + timedelta(days=place + 1),
        )
    session.flush()
    with queries() as asked:
        text = ana.page("/course").text
    assert len(asked) == 5
    assert text.count("Bardzo długi tytuł zajęć") == 3 * 7
