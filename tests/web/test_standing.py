"""Why one person is not certified, why they are not counted."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from course.models import Certificate, CountedSpan, Enrolment, Person, Programme, Standing
from course.terms import EnrolmentState, Role
from tests.kept import keep_everything
from tests.make import make_grant
from tests.make_counting import (
    ASSESSED_TOO,
    begin_training,
    certify,
    end,
    freeze,
    make_assessment,
    make_decision,
    make_record,
    noon,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
FIGURE = "/indicators/qualified_organisers"


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme, ASSESSED_TOO)


@pytest.fixture
def see(signed_in_as: SignIn, cast: Cast) -> Callable[[], Page]:
    """Ana's page as the coordinator sees it."""
    return lambda: signed_in_as(cast.carla).page(f"/people/{cast.enrolment.id}")


def forms(page: Page) -> list[str]:
    """What can be done on a page, but for the frame."""
    actions = [form.get("action") or "" for form in page.root.iter("form")]
    return [action for action in actions if "/decision" in action or "record" in action]


def test_before_the_rules_are_frozen_nothing_can_be_said(see: Callable[[], Page]) -> None:
    page = see()
    assert "nie są jeszcze" in page.text
    assert "Warunki wliczenia" in page.text


def test_what_is_missing_for_whom_and_until_when(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    assert "Decyzja jest potrzebna w ciągu 28 dni od zakończenia udziału." in see().text
    end(session, cast.enrolment)
    page = see()
    assert "Dlaczego ta osoba nie jest jeszcze wliczona?" in page.text
    assert "Brakuje 1 z 2 wymagań" in page.text
    assert "sobota, 5 grudnia 2026" in page.text
    assert "Zostało 12 dni." in page.text
    assert "Dane uczestnika projektu nie są kompletne" in page.text
    # Of what has not happened yet nothing is said.
    assert "Certyfikat jest w mocy" not in page.text
    assert "Osoba wliczona jeden raz" not in page.text
    assert forms(page) == []
    assert f"/enrolments/{cast.enrolment.id}/participant" in page.links()
    assert f"/enrolments/{cast.enrolment.id}" in page.links()


def test_after_the_last_day_a_certificate_is_still_possible(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    end(session, cast.enrolment, date(2026, 10, 20))
    assert "już minął: wtorek, 17 listopada 2026" in see().text


def test_who_meets_everything_can_be_proposed(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    see: Callable[[], Page],
) -> None:
    end(session, cast.enrolment)
    make_assessment(session, cast.enrolment, cast.vera)
    propose = f"/enrolments/{cast.enrolment.id}/decision"
    page = see()
    assert "Wszystkie wymagania są spełnione" in page.text
    assert propose in forms(page)
    assert forms(signed_in_as(cast.adam).page(f"/people/{cast.enrolment.id}")) == []


def test_a_waiting_decision_is_named(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    see: Callable[[], Page],
) -> None:
    decision = make_decision(session, cast.enrolment, programme, (cast.cyryl,))
    page = see()
    assert "Decyzja czeka na drugą osobę" in page.text
    assert f"/decisions/{decision.id}" in page.links()
    auditors = signed_in_as(cast.adam).page(f"/people/{cast.enrolment.id}")
    assert f"/decisions/{decision.id}" not in auditors.links()


def test_a_certified_person_who_does_not_count_and_why(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    certificate = certify(
        session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl)
    )
    page = see()
    assert "Z certyfikatem, ale niewliczone" in page.text
    assert "Walidację przeprowadził trener tej osoby" in page.text
    assert f"/certificates/{certificate.id}" in page.links()
    certificate.revoked_at, certificate.revoked_because = noon(date(2026, 11, 20)), "pomyłka"
    session.flush()
    assert "Certyfikat unieważniono: piątek, 20 listopada 2026" in see().text


def test_a_counted_person_has_every_condition_met(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    page = see()
    assert "Ta osoba jest wliczona" in page.text
    assert "Kompletne od 7 listopada 2026." in page.text
    assert forms(page) == []


def test_what_is_kept_otherwise_than_it_is_judged_is_said_and_logged(
    session: Session,
    cast: Cast,
    programme: Programme,
    see: Callable[[], Page],
    caplog: pytest.LogCaptureFixture,
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    said = "Listy i wskaźniki mogą mówić o tej osobie co innego"
    assert said not in see().text
    assert caplog.messages == []
    by_hand = session.connection()  # so that the client does not keep it again
    for wrong in (
        update(Standing).values(met=0),
        delete(Standing),
        delete(CountedSpan),
    ):
        keep_everything(session)
        assert said not in see().text
        by_hand.execute(wrong)
        page = see()
        assert said in page.text
        assert "Ta osoba jest wliczona" in page.text
        assert caplog.messages == [
            f"enrolment {cast.enrolment.id} is kept otherwise than it is judged"
        ]
        caplog.clear()


def test_a_figure_opened_says_where_it_was_kept_otherwise(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    caplog: pytest.LogCaptureFixture,
) -> None:
    by = (cast.carla, cast.cyryl)
    paper = certify(session, programme, cast.enrolment, validator=cast.vera, by=by)
    client, opened = signed_in_as(cast.carla), FIGURE
    said = "Wskaźnik może się zmienić"
    assert said not in client.page(opened).text
    by_hand = session.connection()  # so that the client does not keep it again
    revoked = {"revoked_at": noon(date(2026, 11, 20)), "revoked_because": "pomyłka"}
    by_hand.execute(update(Certificate).where(Certificate.id == paper.id).values(**revoked))
    page = client.page(opened)
    assert said in page.text
    assert f"/people/{cast.enrolment.id}" in page.links()
    assert caplog.messages == [f"people [{cast.ana.id}] count otherwise than it is kept"]
    # Somebody without any certificate, whom only what is kept counts
    by_hand.execute(
        insert(CountedSpan).values(
            programme_id=programme.id,
            person_id=cast.ben.id,
            enrolment_id=cast.enrolment.id,
            cohort_id=cast.cohort.id,
            counted_from=date(2026, 11, 20),
        )
    )
    assert said in client.page(opened).text


def test_lists_and_figures_say_when_they_are_being_made_anew(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    client, pages = signed_in_as(cast.carla), ("/people", "/programme", FIGURE)
    said = "Trwa ponowne przeliczanie list i wskaźników"
    assert not [page for page in pages if said in client.page(page).text]
    session.connection().execute(update(Programme).values(standings_kept_at=None))
    assert [page for page in pages if said in client.page(page).text] == list(pages)
    assert said not in client.page("/indicators/institutions").text


def test_who_left_is_told_so(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    cast.enrolment.state = EnrolmentState.WITHDRAWN
    make_record(session, cast.enrolment, cast.carla)
    page = see()
    assert "Ta osoba zrezygnowała z kursu" in page.text
    assert "Kompletne od 7 listopada 2026." in page.text


def test_strangers_and_missing_people_look_the_same(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    foreign = session.scalars(select(Enrolment.id).where(Enrolment.person_id == cast.dov.id)).one()
    client = signed_in_as(cast.carla)
    for address in ("/people/999999", f"/people/{foreign}"):
        assert client.get(address).status_code == 404
    for person in (cast.ana, cast.ben, cast.vera, cast.iga):
        assert signed_in_as(person).get(f"/people/{cast.enrolment.id}").status_code == 403


def test_a_coordinator_who_studies_here_sees_but_does_not_decide_about_oneself(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    make_grant(session, cast.ana, Role.COORDINATOR, programme)
    end(session, cast.enrolment)
    make_assessment(session, cast.enrolment, cast.vera)
    client = signed_in_as(cast.ana)
    page = client.page(f"/people/{cast.enrolment.id}")
    assert "Wszystkie wymagania są spełnione" in page.text
    assert forms(page) == []
    assert f"/enrolments/{cast.enrolment.id}/my-data" in page.links()
    assert f"/enrolments/{cast.enrolment.id}/participant" not in page.links()
