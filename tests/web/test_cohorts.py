"""Groups: the list, a new one, its trainers, its people, and who sees them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Cohort, CohortTrainer, Enrolment, Letter, Person, Submission
from course.terms import EnrolmentState, MarkingRole, SubmissionState
from tests.make import (
    MONDAY,
    add,
    make_cohort,
    make_enrolment,
    make_person,
    make_trainer,
    make_version,
)
from tests.make_certificates import make_frozen
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]

COHORT = {
    "title": "Przemyśl, grupa 1",
    "code": "PRZ-1",
    "city": "Przemyśl",
    "teryt": "",
    "starts_on": "2026-11-30",
    "ends_on": "2027-04-30",
    "language": "pl",
}
PERSON = {
    "name": "Ewa Gęś",
    "email": "ewa@example.org",
    "address_form": "feminine",
    "language": "pl",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def carla(signed_in_as: SignIn, cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


def test_the_list_shows_one_s_own_groups(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    other = make_cohort(session, cast.programme, title="Przemyśl, edycja 1")
    assert other.title in signed_in_as(cast.carla).page("/cohorts").text
    assert other.title not in signed_in_as(cast.ben).page("/cohorts").text
    assert cast.cohort.title in signed_in_as(cast.ben).page("/cohorts").text
    assert signed_in_as(cast.ana).get("/cohorts").status_code == 403
    assert signed_in_as(cast.vera).get("/cohorts").status_code == 403


def test_a_coordinator_makes_a_cohort(carla: PageClient, cast: Cast, session: Session) -> None:
    assert carla.page("/cohorts/new").html.count("<form") >= 2
    response = carla.post("/cohorts/new", data=COHORT)
    made = session.scalars(select(Cohort).where(Cohort.code == "PRZ-1")).one()
    assert response.location == f"/cohorts/{made.id}"
    assert (made.programme_id, made.starts_on) == (cast.programme.id, date(2026, 11, 30))
    assert carla.post("/cohorts/new", data=COHORT).status_code == 409


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", " "),
        ("title", "x" * 201),
        ("code", ""),
        ("city", ""),
        ("teryt", "12"),
        ("starts_on", "jutro"),
        ("ends_on", "2026-11-29"),
        ("language", "de"),
    ],
)
def test_a_cohort_that_makes_no_sense_is_shown_again(
    carla: PageClient, name: str, value: str
) -> None:
    response = carla.post("/cohorts/new", data=COHORT | {name: value})
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert "aria-invalid" in page or name == "language"
    kept = COHORT["title"] if name != "title" else COHORT["code"]
    assert f'value="{kept}"' in page


def test_a_group_shows_its_people_and_what_waits(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    make_frozen(session, cast.programme)
    gone = make_enrolment(
        session, cast.cohort, state=EnrolmentState.WITHDRAWN, exit_reason="wyjazd"
    )
    page = signed_in_as(cast.ben).page(f"/cohorts/{cast.cohort.id}")
    assert "Ana Ćwikła" in page.text
    assert "1 z 2" in page.text
    assert "wyjazd" in page.text
    assert f"/enrolments/{gone.id}" in page.links()
    assert f"/cohorts/{cast.cohort.id}/enrol" not in page.links()
    assert f"/cohorts/{cast.cohort.id}/enrol" in (
        signed_in_as(cast.carla).page(f"/cohorts/{cast.cohort.id}").links()
    )


def test_an_empty_group_says_so(carla: PageClient, cast: Cast, session: Session) -> None:
    empty = make_cohort(session, cast.programme)
    assert carla.get(f"/cohorts/{empty.id}").status_code == 200


@pytest.mark.parametrize("address", ["/cohorts", "/cohorts/{cohort}", "/enrolments/{enrolment}"])
def test_pages_ask_as_often_for_three_as_for_one(
    signed_in_as: SignIn, cast: Cast, session: Session, queries: Queries, address: str
) -> None:
    make_frozen(session, cast.programme)
    client = signed_in_as(cast.carla)
    place = address.format(cohort=cast.cohort.id, enrolment=cast.enrolment.id)
    client.page(place)
    with queries() as one:
        client.page(place)
    for _ in range(2):
        make_enrolment(session, cast.cohort)
        make_trainer(session, make_cohort(session, cast.programme))
        make_trainer(session, cast.cohort)
    with queries() as three:
        client.page(place)
    assert len(one) == len(three) <= 12


def test_strangers_find_no_group_and_no_person(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    stranger = make_trainer(session, make_cohort(session), "Obca Trenerka")
    colleague = make_trainer(session, make_cohort(session, cast.programme), "Inna Trenerka")
    for person in (stranger, colleague):
        client = signed_in_as(person)
        for address in (f"/cohorts/{cast.cohort.id}", f"/enrolments/{cast.enrolment.id}"):
            assert client.get(address).status_code == 404
        assert client.post(f"/enrolments/{cast.enrolment.id}/card").status_code == 404
    assert signed_in_as(cast.ben).get("/cohorts/999999").status_code == 404


def test_only_coordinators_change_who_is_in_a_group(signed_in_as: SignIn, cast: Cast) -> None:
    for person in (cast.ben, cast.adam, cast.ana):
        client = signed_in_as(person)
        for address in (
            f"/cohorts/{cast.cohort.id}/enrol",
            f"/cohorts/{cast.cohort.id}/trainers",
            f"/cohorts/{cast.cohort.id}/trainers/{cast.ben.id}/release",
            f"/enrolments/{cast.enrolment.id}/end",
            f"/enrolments/{cast.enrolment.id}/withdraw",
        ):
            assert client.post(address).status_code == 403


def test_a_coordinator_elsewhere_changes_nothing_here(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    elsewhere = make_cohort(session)
    client = signed_in_as(cast.carla)
    place = make_enrolment(session, elsewhere)
    assert client.post(f"/cohorts/{elsewhere.id}/enrol", data=PERSON).status_code == 404
    assert client.post(f"/cohorts/{elsewhere.id}/trainers", data=PERSON).status_code == 404
    assert (
        client.post(f"/enrolments/{place.id}/end", data={"ended_on": "2026-11-20"}).status_code
        == 404
    )
    assert client.post(f"/enrolments/{place.id}/withdraw", data={"reason": "x"}).status_code == 404


def test_a_trainer_is_appointed_and_released(
    carla: PageClient, cast: Cast, session: Session
) -> None:
    other = make_cohort(session, cast.programme)
    address = f"/cohorts/{other.id}/trainers"
    assert f'value="{cast.ben.id}"' in carla.page(address).html
    assert carla.post(address, data={"trainer": cast.ben.id}).status_code == 303
    assert "Ben Wrona" in carla.page(address).text
    assert carla.post(f"{address}/{cast.ben.id}/release").status_code == 303
    assert carla.post(f"{address}/{cast.ben.id}/release").status_code == 404
    assert carla.post(f"{address}/999999/release").status_code == 404
    assert carla.post(address, data={"trainer": cast.dov.id}).status_code == 404


def test_somebody_new_is_appointed_and_invited(
    carla: PageClient, cast: Cast, session: Session
) -> None:
    address = f"/cohorts/{cast.cohort.id}/trainers"
    assert carla.post(address, data=PERSON | {"email": "x"}).status_code == 422
    assert carla.post(address, data=PERSON).status_code == 303
    assert session.scalars(select(Letter.to)).all() == ["ewa@example.org"]
    taught = session.scalars(select(CohortTrainer.person_id)).all()
    assert len(taught) == 2
    own = carla.post(address, data=PERSON | {"email": cast.carla.email}, follow_redirects=True)
    assert own.status_code == 200
    assert len(session.scalars(select(CohortTrainer.person_id)).all()) == 2


def test_a_person_is_enrolled_with_a_letter(
    carla: PageClient, cast: Cast, session: Session
) -> None:
    address = f"/cohorts/{cast.cohort.id}/enrol"
    carla.page(address)
    assert carla.post(address, data=PERSON).location == f"/cohorts/{cast.cohort.id}"
    place = session.scalars(select(Enrolment).order_by(Enrolment.id.desc())).first()
    assert place is not None
    assert place.started_on == date(2026, 11, 23)
    again = carla.post(address, data=PERSON)
    assert again.status_code == 409
    assert 'value="Ewa Gęś"' in again.get_data(as_text=True)
    assert carla.post(address, data=PERSON | {"name": "", "email": "ewa"}).status_code == 422


def test_nobody_starts_before_the_group_does(
    carla: PageClient, cast: Cast, session: Session
) -> None:
    later = make_cohort(session, cast.programme, starts_on=date(2027, 1, 11))
    carla.post(f"/cohorts/{later.id}/enrol", data=PERSON)
    place = session.scalars(select(Enrolment).where(Enrolment.cohort_id == later.id)).one()
    assert place.started_on == date(2027, 1, 11)


def test_a_participation_is_closed(carla: PageClient, cast: Cast) -> None:
    address = f"/enrolments/{cast.enrolment.id}/end"
    for day in ("", "wczoraj", "2026-11-24", "2026-10-01"):
        assert carla.post(address, data={"ended_on": day}).status_code == 422
    assert carla.post(address, data={"ended_on": "2026-11-20"}).status_code == 303
    assert (cast.enrolment.state, cast.enrolment.ended_on) == (
        EnrolmentState.ENDED,
        date(2026, 11, 20),
    )
    assert carla.post(address, data={"ended_on": "2026-11-20"}).status_code == 409


def test_who_leaves_is_noted_with_the_reason(carla: PageClient, cast: Cast) -> None:
    address = f"/enrolments/{cast.enrolment.id}/withdraw"
    assert carla.post(address, data={"reason": " "}).status_code == 422
    assert carla.post(address, data={"reason": "x" * 401}).status_code == 422
    assert carla.post(address, data={"reason": "przeprowadzka"}).status_code == 303
    assert cast.enrolment.exit_reason == "przeprowadzka"
    assert "przeprowadzka" in carla.page(f"/enrolments/{cast.enrolment.id}").text


def test_a_trainee_s_page_leads_to_their_work(
    signed_in_as: SignIn, cast: Cast, session: Session, course: Catalogue
) -> None:
    version = make_version(session, course.assignments["z1"])
    waiting, marked = (
        add(
            session,
            Submission(
                enrolment_id=cast.enrolment.id,
                assignment_slug="z1",
                version_digest=version.digest,
                number=number,
                values={},
                state=state,
                next_marking=role,
                started_at=MONDAY,
                saved_at=MONDAY,
                handed_in_at=MONDAY,
            ),
        ).id
        for number, state, role in (
            (1, SubmissionState.HANDED_IN, MarkingRole.FIRST),
            (2, SubmissionState.MARKED, None),
        )
    )
    trainer = signed_in_as(cast.ben).page(f"/enrolments/{cast.enrolment.id}")
    assert any("marking" in link for link in trainer.links())
    auditor = signed_in_as(cast.adam).page(f"/enrolments/{cast.enrolment.id}")
    assert f"/submissions/{waiting}" in auditor.links()
    assert f"/submissions/{marked}" in auditor.links()
    assert "<form" not in auditor.html.split("<main")[1].split("</main>")[0]
    assert cast.ana.email is not None
    assert cast.ana.email not in trainer.html
    assert cast.ana.email in signed_in_as(cast.carla).page(f"/enrolments/{cast.enrolment.id}").html


def test_a_long_name_stands_on_its_page(carla: PageClient, cast: Cast, session: Session) -> None:
    name = "Maria Magdalena Konstancja Brzęczyszczykiewicz-Chrząszczewska"
    place = make_enrolment(session, cast.cohort, make_person(session, name))
    assert name in carla.page(f"/enrolments/{place.id}").text
