"""Pages around the desk: who marks, conflicts, what is held back, and how far markers agree."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Conflict, MarkerShare, Person, Submission
from course.terms import MarkingRole, Role, SubmissionState
from tests.make import MONDAY, make_enrolment, make_grant, make_person, make_trainer
from tests.make_assignments import FRIDAY, make_handed_in, make_ready
from tests.make_markers import (
    make_colleague,
    make_conflict,
    make_double_work,
    make_plan,
    make_share,
    make_work,
    marker_of,
    say,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


def test_shares_are_typed_and_set(
    session: Session, cast: Cast, signed_in_as: SignIn, ben: PageClient
) -> None:
    ewa = make_colleague(session, cast)
    address = f"/cohorts/{cast.cohort.id}/markers"
    assert address in ben.page(f"/cohorts/{cast.cohort.id}").links()
    page = ben.page(address)
    names = {one.get("name") for one in page.root.iter("input")}
    assert {f"second-{ewa.id}", f"first-{cast.ben.id}"} <= names
    assert f"first-{ewa.id}" not in names  # she does not teach this cohort
    answer = ben.post(address, data={f"second-{ewa.id}": "sto", f"first-{cast.ben.id}": "50"})
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert f"#second-{ewa.id}" in page.links()
    assert 'value="sto"' in page.html
    sent = {f"second-{ewa.id}": "100", f"first-{cast.ben.id}": "50"}
    carla = signed_in_as(cast.carla)
    assert carla.post(address, data=sent).status_code == 303
    found = session.scalars(select(MarkerShare.share).order_by(MarkerShare.share)).all()
    assert found == [50, 100]
    assert 'value="100"' in carla.page(address).html


def test_what_nobody_can_mark_yet_is_told_and_handed_over_later(
    session: Session, cast: Cast, course: Catalogue, ben: PageClient
) -> None:
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    address = f"/cohorts/{cast.cohort.id}/markers"
    assert "nikt nie może wystawić drugiej oceny" in ben.page(address).text
    page = ben.page(f"/marking/{work.id}/hand-over")
    assert "nikt inny nie może wystawić tej oceny" in page.text
    ewa = make_colleague(session, cast)
    answer = ben.post(f"/marking/{work.id}/hand-over", data={"marker": str(cast.ben.id)})
    assert answer.status_code == 409
    answer = ben.post(f"/marking/{work.id}/hand-over", data={"marker": str(ewa.id)})
    assert answer.status_code == 303
    assert marker_of(session, work) == ewa.id
    assert ewa.name in ben.page(address).text
    say(session, work, ewa)
    assert ben.get(f"/marking/{work.id}/hand-over").status_code == 409


def test_a_trainer_declares_a_conflict_and_a_coordinator_for_them(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn, ben: PageClient
) -> None:
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana)
    address = f"/enrolments/{cast.enrolment.id}/conflicts"
    assert address in ben.page(f"/enrolments/{cast.enrolment.id}").links()
    answer = ben.post(address, data={"why": "  "})
    assert answer.status_code == 422
    assert ben.get(f"/marking/{work.id}").status_code == 200
    assert ben.post(address, data={"why": "Sąsiedztwo."}).status_code == 303
    assert ben.get(f"/marking/{work.id}").status_code == 404
    assert f"/marking/{work.id}" not in ben.page("/marking").links()
    page = ben.page(address)
    assert "Sąsiedztwo." in page.text
    assert page.root.find(".//textarea") is None  # said once is enough
    conflict = session.scalars(select(Conflict)).one()
    assert ben.post(f"{address}/{conflict.id}/end").status_code == 303
    assert ben.get(f"/marking/{work.id}").status_code == 200
    carla = signed_in_as(cast.carla)
    sent = {"why": "Rodzina.", "trainer": str(cast.ben.id)}
    assert carla.post(address, data=sent | {"trainer": "7777"}).status_code == 422
    assert carla.post(address, data=sent).status_code == 303
    assert "Rodzina." not in ben.page(address).text
    newest = session.scalars(select(Conflict).order_by(Conflict.id.desc())).first()
    assert newest is not None
    assert ben.post(f"{address}/{newest.id}/end").status_code == 404  # a coordinator declared it
    assert carla.post(f"{address}/{newest.id}/end").status_code == 303


def test_held_markings_are_released_together(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn, ben: PageClient
) -> None:
    make_plan(session, cast.cohort, second_percent=0, holds_markings=True)
    works = []
    for name in ("Pierwsza Osoba", "Druga Osoba"):
        person = make_person(session, name)
        make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
        works.append(make_handed_in(session, course, person))
        say(session, works[-1], cast.ben, feedback="Wstrzymane słowo.")
    author = signed_in_as(works[0].enrolment.person)
    address = f"/submissions/{works[0].id}"
    assert "Wstrzymane słowo." not in author.page(address).html
    assert "/marking/settled" in ben.page("/marking").links()
    page = ben.page("/marking/settled")
    assert "Pierwsza Osoba" in page.text
    assert "Wstrzymane słowo." in ben.page(f"/marking/{works[0].id}").text
    stranger = signed_in_as(make_colleague(session, cast))
    sent = {"submission": [str(one.id) for one in works] + ["abc"]}
    assert stranger.post("/marking/settled", data=sent).status_code == 303
    assert session.get_one(Submission, works[0].id).state == SubmissionState.SETTLED
    assert ben.post("/marking/settled", data=sent).status_code == 303
    assert "Wstrzymane słowo." in author.page(address).text
    assert "Nic nie czeka na ogłoszenie" in ben.page("/marking/settled").text


def test_the_queue_tells_role_age_and_whose_it_is(
    session: Session, cast: Cast, course: Catalogue, ben: PageClient
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    for number, days in enumerate((9, 1)):
        person = make_person(session, f"Osoba Numer {number}")
        make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
        make_handed_in(session, course, person, at=MONDAY - timedelta(days=days))
    make_share(session, cast.cohort, cast.ben, MarkingRole.FIRST, 50)
    make_share(session, cast.cohort, zoe, MarkingRole.FIRST, 0)
    person = make_person(session, "Osoba Przydzielona")
    make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
    mine = make_handed_in(session, course, person, at=FRIDAY)
    page = ben.page("/marking")
    rows = ["".join(row.itertext()) for row in page.root.iter("tr")][1:]
    assert "Osoba Przydzielona" in rows[0]
    assert "dla ciebie" in rows[0]
    assert "Osoba Numer 0" in rows[1]
    assert "ponad tydzień" in rows[1]
    assert "ponad tydzień" not in rows[2]
    assert all("pierwsza ocena" in row for row in rows)
    page = ben.page("/marking?assignment=z3")
    assert f"/marking/{mine.id}" in page.links()
    assert len(["".join(row.itertext()) for row in page.root.iter("tr")]) == 4


def test_agreement_is_counted_and_silent_about_few(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn, ben: PageClient
) -> None:
    assert "nie oceniono jeszcze dwa razy" in ben.page("/marking/agreement").text
    ewa = make_colleague(session, cast)
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    say(session, work, ewa)
    for person in (cast.ben, ewa, cast.carla, cast.adam):
        page = signed_in_as(person).page("/marking/agreement")
        assert "1 z 1" in page.text
        assert "za mało prac" in page.text
        assert "Dziennik słuchania" in page.text


def test_nobody_reads_who_marks_their_own_work(
    session: Session, course: Catalogue, cast: Cast, signed_in_as: SignIn
) -> None:
    """That a third marker is awaited would tell that the first two did not agree."""
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    place = make_enrolment(session, cast.cohort, ewa)
    work = make_work(session, course, place, "z3", SubmissionState.IN_MARKING)
    address = f"/cohorts/{cast.cohort.id}/markers"
    assert f"/marking/{work.id}/hand-over" in signed_in_as(cast.ben).page(address).html
    assert f"/marking/{work.id}/hand-over" not in signed_in_as(ewa).page(address).html


def test_nobody_ends_a_conflict_that_another_declared_of_them(
    session: Session, cast: Cast, signed_in_as: SignIn
) -> None:
    make_grant(session, cast.ben, Role.COORDINATOR, cast.programme)
    conflict = make_conflict(session, cast.ben, cast.ana, by=cast.carla)
    address = f"/enrolments/{cast.enrolment.id}/conflicts"
    ending = f"{address}/{conflict.id}/end"
    assert ending not in signed_in_as(cast.ben).page(address).html
    assert signed_in_as(cast.ben).post(ending).status_code == 404
    assert signed_in_as(cast.cyryl).post(ending).status_code == 303
