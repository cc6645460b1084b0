"""Totals for everybody and for the lead partner: no names, no small groups."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Letter, Person, Programme, RoleGrant
from course.terms import Indicator, LetterKind, Role, Sex, SnapshotPurpose
from tests.make import (
    MONDAY,
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
    make_target,
)
from tests.make_counting import begin_training, certify, freeze, make_record
from tests.make_snapshots import make_snapshot
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

FINAL = SnapshotPurpose.FINAL_REPORT
PUBLIC = ("/wyniki/Q1", "/results/Q1")


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    make_target(session, cast.programme, Indicator.QUALIFIED_ORGANISERS)
    return freeze(session, cast.programme)


@pytest.fixture
def certified(session: Session, cast: Cast, programme: Programme) -> Callable[..., None]:
    """Certifies so many women and men in Krosno, and so many women in Przemyśl."""
    other = make_cohort(session, programme, title="Przemyśl, edycja 1", city="Przemyśl")
    begin_training(session, other, cast.ben)

    def certify_them(women: int, men: int, elsewhere: int = 0) -> None:
        sexes = [(cast.cohort, Sex.WOMAN)] * women + [(cast.cohort, Sex.MAN)] * men
        for cohort, sex in [*sexes, *[(other, Sex.WOMAN)] * elsewhere]:
            place = make_enrolment(session, cohort, make_person(session, "Ewa Zając"))
            make_record(session, place, cast.carla, sex=sex)
            by = (cast.carla, cast.cyryl)
            certify(session, programme, place, validator=cast.vera, by=by, with_record=False)

    return certify_them


@pytest.fixture
def carla(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


@pytest.fixture
def lena(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.lena)


def publish(session: Session, programme: Programme) -> None:
    programme.figures_public = True
    session.flush()


def cells(page: Page) -> list[str]:
    return ["".join(cell.itertext()).strip() for cell in page.root.iter("td")]


def test_what_is_not_public_looks_like_what_does_not_exist(
    session: Session, cast: Cast, client: PageClient, programme: Programme
) -> None:
    make_snapshot(session, programme, cast.carla)
    shut, unknown = client.get("/wyniki/Q1"), client.get("/wyniki/Q0")
    assert (shut.status_code, unknown.status_code) == (404, 404)
    assert Page(shut.get_data(as_text=True)).text == Page(unknown.get_data(as_text=True)).text


def test_publishing_opens_it_and_hiding_shuts_it(
    session: Session, cast: Cast, carla: PageClient, client: PageClient, programme: Programme
) -> None:
    for public, status in (("yes", 200), ("no", 404)):
        answer = carla.post("/programme/figures", data={"public": public})
        assert answer.status_code == 303
        assert [client.get(address).status_code for address in PUBLIC] == [status, status]


def test_each_address_speaks_its_language_to_everybody_alike(
    session: Session, cast: Cast, client: PageClient, carla: PageClient, programme: Programme
) -> None:
    publish(session, programme)
    make_snapshot(session, programme, cast.carla)
    for browser in (client, carla):
        with browser.session_transaction() as cookie:
            cookie["language"] = "en"
    polish, english = (client.get(address) for address in PUBLIC)
    assert Page(polish.get_data(as_text=True)).root.get("lang") == "pl"
    assert Page(english.get_data(as_text=True)).root.get("lang") == "en"
    assert polish.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in polish.headers
    assert carla.get(PUBLIC[0]).data == polish.data


def test_before_the_final_report_only_totals_are_told(
    session: Session,
    cast: Cast,
    client: PageClient,
    programme: Programme,
    certified: Callable[..., None],
) -> None:
    publish(session, programme)
    assert "nie podano jeszcze" in client.page(PUBLIC[0]).text
    certified(7, 5, 6)
    make_snapshot(session, programme, cast.carla)
    page = client.page(PUBLIC[0])
    assert "18 z 12" in page.text
    assert cells(page) == []
    assert "Ewa Zając" not in page.html


def test_with_the_final_report_groups_are_told_whole(
    session: Session,
    cast: Cast,
    client: PageClient,
    programme: Programme,
    certified: Callable[..., None],
) -> None:
    publish(session, programme)
    certified(7, 5, 6)
    make_snapshot(session, programme, cast.carla, purpose=FINAL)
    # women, men, not given; Krosno, Przemyśl; and the cohorts
    assert cells(client.page(PUBLIC[0])) == ["13", "5", "0", "12", "6", "12", "6"]


def test_a_small_group_hides_its_whole_table(
    session: Session,
    cast: Cast,
    client: PageClient,
    programme: Programme,
    certified: Callable[..., None],
) -> None:
    publish(session, programme)
    certified(7, 5, 4)
    make_snapshot(session, programme, cast.carla, purpose=FINAL)
    page = client.page(PUBLIC[0])
    assert cells(page) == ["11", "5", "0", *["–nie podajemy"] * 4]
    assert "mniej niż pięć osób" in page.text


def test_a_later_day_never_stands_beside_the_one_told(
    session: Session,
    cast: Cast,
    client: PageClient,
    programme: Programme,
    certified: Callable[..., None],
) -> None:
    publish(session, programme)
    certified(7, 5, 6)
    first = make_snapshot(session, programme, cast.carla, purpose=FINAL)
    certified(1, 0)
    make_snapshot(session, programme, cast.carla, purpose=FINAL)
    make_snapshot(session, programme, cast.carla, corrects=first, reason="Jedna osoba więcej.")
    page = client.page(PUBLIC[0])
    assert "19 z 12" in page.text
    assert cells(page)[:2] == ["13", "5"]


def test_the_lead_partner_sees_totals_and_no_name(
    session: Session,
    cast: Cast,
    lena: PageClient,
    programme: Programme,
    certified: Callable[..., None],
) -> None:
    certified(7, 1)
    make_snapshot(session, programme, cast.carla, claim_number="WNP-3")
    home = lena.get("/")
    assert home.location == "/totals"
    page = lena.page("/totals")
    assert "8 z 12" in page.text
    assert "WNP-3" in page.text
    assert "Ewa Zając" not in page.html
    assert "Ana Ćwikła" not in page.html
    assert cast.carla.name not in page.html
    doors = (
        "/programme",
        "/people",
        "/programme/snapshots",
        "/reports",
        "/cohorts",
        "/institutions",
    )
    assert [lena.get(door).status_code for door in doors] == [403] * 6


def test_only_the_programmes_granted(session: Session, cast: Cast, lena: PageClient) -> None:
    make_programme(session, "Q7")
    assert lena.get("/totals?programme=Q7").status_code == 404
    assert lena.get("/totals?programme=Q1").status_code == 200
    other = make_programme(session, "Q8", title_pl="Drugi projekt")
    make_grant(session, cast.lena, Role.LEAD_PARTNER, other)
    assert "Drugi projekt" in lena.page("/totals").text


NEW = {
    "name": "Zoja Ćma",
    "email": "zoja@example.org",
    "address_form": "feminine",
    "language": "pl",
}


def test_a_coordinator_grants_the_role_and_takes_it_back(
    session: Session, cast: Cast, carla: PageClient
) -> None:
    assert carla.post("/programme/partners", data=NEW).status_code == 303
    person = session.scalars(select(Person).where(Person.email == NEW["email"])).one()
    grant = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).one()
    assert (grant.role, grant.programme_id) == (Role.LEAD_PARTNER, cast.programme.id)
    letters = select(Letter.to).where(Letter.kind == LetterKind.INVITATION)
    assert session.scalars(letters).all() == [NEW["email"]]
    assert "Zoja Ćma" in carla.page("/programme/partners").text
    again = carla.post("/programme/partners", data=NEW, follow_redirects=True)
    assert "już" in Page(again.get_data(as_text=True)).text
    assert carla.post(f"/programme/partners/{grant.id}/end").status_code == 303
    carla.page("/programme/partners")  # tells that it is done
    assert "Zoja Ćma" not in carla.page("/programme/partners").text
    assert carla.post(f"/programme/partners/{grant.id}/end").status_code == 404


def test_what_is_typed_wrong_is_told_beside_its_field(carla: PageClient) -> None:
    answer = carla.post("/programme/partners", data=NEW | {"email": "zoja"})
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert [one for one in page.root.iter() if one.get("id") == "email-fault"]
    assert "Zoja Ćma" in page.html


def test_nobody_grants_it_to_themselves(cast: Cast, carla: PageClient) -> None:
    own = NEW | {"email": str(cast.carla.email)}
    refused = carla.post("/programme/partners", data=own, follow_redirects=True)
    assert "Nikt nie nadaje roli samemu sobie" in Page(refused.get_data(as_text=True)).text


def test_the_statements_do_not_grow(
    session: Session,
    cast: Cast,
    client: PageClient,
    programme: Programme,
    queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    publish(session, programme)
    counts = []
    for _ in range(2):
        make_snapshot(session, programme, cast.carla, at=MONDAY)
        with queries() as asked:
            client.page(PUBLIC[0])
        counts.append(len(asked))
    assert counts == [3, 3]
