"""The validator's pages: who waits, their work, the conclusion."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Assessment, CohortTrainer, Person, Submission
from course.terms import Role, SubmissionState
from tests.make import (
    MONDAY,
    add,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
    make_version,
)
from tests.make_certificates import end, make_certificate, make_frozen, make_qualified
from tests.make_panels import PANEL_RULE
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
TYPED = {
    "held_on": "2026-11-21",
    "outcome": "passed",
    "statement": "Prowadzi rozmowę i potrafi powiedzieć, czego nie usłyszała.",
}


def test_the_list_tells_who_waits(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    vera = signed_in_as(cast.vera)
    assert "Nikt nie czeka na walidację" in vera.page("/assessments").text
    end(session, cast.enrolment)
    page = vera.page("/assessments")
    assert "Ana Ćwikła" in page.text
    assert "18.12.2026" in page.text
    assert f"/assessments/{cast.enrolment.id}" in page.links()


def test_a_conclusion_is_recorded(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    make_frozen(session, cast.programme)
    end(session, cast.enrolment)
    vera = signed_in_as(cast.vera)
    address = f"/assessments/{cast.enrolment.id}"
    assert "Walidacja: jeszcze się nie odbyła" in vera.page(address).text
    answer = vera.post(address, data=TYPED)
    assert (answer.status_code, answer.location) == (303, address)
    page = vera.page(address)
    assert "Zapisano jako protokół W/2026/0001." in page.text
    assert "czego nie usłyszała" in page.text
    assert "Po walidacji" in vera.page("/assessments").text


def test_the_list_of_requirements_leads_to_the_work(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    make_frozen(session, cast.programme, course.rules["pilot"])
    submission = add(
        session,
        Submission(
            enrolment_id=end(session, cast.enrolment).id,
            assignment_slug="z1",
            version_digest=make_version(session, course.assignments["z1"]).digest,
            number=1,
            values={},
            state=SubmissionState.MARKED,
            started_at=MONDAY,
            saved_at=MONDAY,
            handed_in_at=MONDAY,
        ),
    )
    page = signed_in_as(cast.vera).page(f"/assessments/{cast.enrolment.id}")
    assert page.links().count(f"/submissions/{submission.id}") == 2
    assert "Zobacz pracę" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"held_on": ""}, "Proszę to uzupełnić."),
        ({"held_on": "wczoraj"}, "Wpisz datę"),
        ({"held_on": "2026-11-19"}, "Koniec udziału: piątek, 20 listopada 2026"),
        ({"held_on": "2026-11-24"}, "Ten dzień dopiero nadejdzie."),
        ({"outcome": "maybe"}, "Wybierz jedną odpowiedź z listy."),
        ({"statement": "za krótko"}, "Potrzeba co najmniej 30 znaków; na razie jest 9."),
        ({"statement": "x" * 4001}, "4001"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    session: Session, signed_in_as: SignIn, cast: Cast, typed: dict[str, str], said: str
) -> None:
    end(session, cast.enrolment)
    answer = signed_in_as(cast.vera).post(f"/assessments/{cast.enrolment.id}", data=TYPED | typed)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    assert said in page
    assert next(iter((TYPED | typed).values())) in page
    assert session.scalar(select(func.count(Assessment.id))) == 0


def test_who_taught_a_person_reads_but_does_not_assess(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    end(session, cast.enrolment)
    other = end(session, make_enrolment(session, cast.cohort, make_person(session, "Ewa Lis")))
    make_trainer_of(session, cast)
    vera = signed_in_as(cast.vera)
    assert "dla kogoś innego" in vera.page("/assessments").text
    page = vera.page(f"/assessments/{other.id}")
    assert "Walidację prowadzi ktoś inny" in page.text
    answer = vera.post(f"/assessments/{other.id}", data=TYPED)
    assert answer.status_code == 409


def make_trainer_of(session: Session, cast: Cast) -> None:
    from_october = cast.cohort.starts_on
    session.add(
        CohortTrainer(cohort_id=cast.cohort.id, person_id=cast.vera.id, started_on=from_october)
    )
    session.flush()


def test_whom_a_panel_judges_nobody_assesses_alone(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_frozen(session, cast.programme, PANEL_RULE)
    end(session, cast.enrolment)
    answer = signed_in_as(cast.vera).post(f"/assessments/{cast.enrolment.id}", data=TYPED)
    assert answer.status_code == 409
    assert "ocenia komisja, a nie jedna osoba" in Page(answer.get_data(as_text=True)).text
    assert session.scalar(select(func.count(Assessment.id))) == 0


def test_certified_people_are_not_assessed_again(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    answer = signed_in_as(cast.vera).post(f"/assessments/{cast.enrolment.id}", data=TYPED)
    assert answer.status_code == 409


def test_only_validators_come_in_and_only_to_their_programme(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    end(session, cast.enrolment)
    address = f"/assessments/{cast.enrolment.id}"
    for person in (cast.ana, cast.ben, cast.carla, cast.dov, cast.adam, cast.iga):
        client = signed_in_as(person)
        assert client.get("/assessments").status_code == 403
        assert client.get(address).status_code == 403
        assert client.post(address, data=TYPED).status_code == 403
    stranger = signed_in_as(make_validator_elsewhere(session))
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, data=TYPED).status_code == 404
    assert signed_in_as(cast.vera).get("/assessments/999999").status_code == 404
    assert signed_in_as(cast.vera).delete(address).status_code == 405


def make_validator_elsewhere(session: Session) -> Person:
    person = make_person(session)
    make_grant(session, person, Role.VALIDATOR, make_programme(session))
    return person


def test_the_list_asks_as_often_for_three_as_for_one(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries
) -> None:
    vera = signed_in_as(cast.vera)
    make_qualified(session, cast.enrolment, cast.vera)
    end(session, make_enrolment(session, cast.cohort))
    with queries() as few:
        vera.page("/assessments")
    for _ in range(2):
        make_qualified(session, make_enrolment(session, cast.cohort), cast.vera)
        end(session, make_enrolment(session, cast.cohort))
    with queries() as many:
        vera.page("/assessments")
    assert len(many) == len(few)
