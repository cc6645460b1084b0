"""One's dates as a page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from course.models import Person
from tests.make_arrangements import make_plan
from tests.make_fieldwork import make_meeting
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


def test_the_page_tells_it_in_words_by_month(
    ana: PageClient, ben: PageClient, session: Session, cast: Cast
) -> None:
    make_meeting(session, cast.cohort, cast.ben, code="W0", title="Dawne")
    make_meeting(session, cast.cohort, cast.ben, starts_at=datetime(2026, 12, 12, 8, tzinfo=UTC))
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 12, 6))
    page = ana.page("/calendar")
    said = page.text
    assert said.index("do niedzieli, 6 grudnia, do północy") < said.index("W1. Rola i słuchanie")
    assert "sobota 12 grudnia, 09:00–15:00, czas polski. Krosno, Lwowska 28a" in said
    assert said.index("Ostatni dzień kursu") < said.index("Wcześniejsze daty")
    assert said.index("Wcześniejsze daty") < said.index("W0. Dawne")
    assert "Grudzień 2026" in said
    assert "webcal://localhost/calendar/" in page.html
    assert f"{cast.cohort.title}: W1. Rola i słuchanie" in ben.page("/calendar").text
    assert "/meetings/mine" in page.links()
    assert "/calendar" in ana.page("/meetings/mine").links()
    assert "/calendar" in ben.page("/meetings").links()


def test_who_has_no_dates_is_told_so(signed_in_as: SignIn, cast: Cast) -> None:
    page = signed_in_as(cast.carla).page("/calendar")
    assert "Nie ma jeszcze zaplanowanych dat" in page.text
    assert "/meetings/mine" not in page.links()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_database_six_times(
    ana: PageClient, session: Session, cast: Cast, queries: Queries, number: int
) -> None:
    for place in range(number):
        make_meeting(session, cast.cohort, cast.ben, code=f"W{place}")
    session.flush()
    with queries() as asked:
        ana.page("/calendar")
    assert len(asked) == 6
