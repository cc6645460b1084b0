"""A trainer enters what was seen; trainee and validator read it, each as much as is for them."""

from collections.abc import Callable
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Observation, Person, WitnessContact
from course.settings import Settings
from course.terms import EnrolmentState
from tests.make import MONDAY
from tests.make_fieldwork import make_observation
from tests.make_scene import make_scene
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.web.access_table import WHO_MAY

SignIn = Callable[[Person], PageClient]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def typed(**changed: object) -> dict[str, object]:
    return {
        "dated_on": "2026-11-20",
        "assignment": "z4",
        "acquaintance": "Sąsiadka z bloku obok",
        "deed": "Zwołanie zebrania na podwórku",
        "residents": "Podzielili się zadaniami",
        "change": "Jest ławka i grafik dyżurów",
        "more": "",
        "witness_name": "Bronisława Świadek",
        "witness_contact": "601 202 303",
    } | changed


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/enrolments/{cast.enrolment.id}/observations/witness_statement"


def test_a_statement_is_entered_with_its_scan(
    session: Session, ben: PageClient, signed_in_as: SignIn, cast: Cast, address: str
) -> None:
    assert address in ben.page(f"/enrolments/{cast.enrolment.id}").links()
    assert "Skąd świadek zna tę pracę?" in ben.page(address).text
    sent = typed(scan=(BytesIO(PDF), "oświadczenie.pdf"))
    assert ben.post(address, data=sent).status_code == 303
    [observation] = session.scalars(select(Observation))
    assert "more" not in observation.answers
    shown = f"/observations/{observation.id}"
    assert shown in ben.page(f"/enrolments/{cast.enrolment.id}").links()
    assert "Bronisława Świadek" in ben.page(shown).text
    with ben.get(f"{shown}/scan") as answer:
        assert answer.data == PDF
    ana = signed_in_as(cast.ana)
    assert shown in ana.page("/meetings/mine").links()
    own = ana.page(shown)
    for said in ("Oświadczenie świadka", "piątek, 20 listopada 2026", "Jest ławka"):
        assert said in own.text
    assert "Bronisława" not in own.html
    assert "601" not in own.text
    assert ana.get(f"{shown}/scan").status_code == 404


def test_what_gives_somebody_away_in_an_answer_is_pointed_out_to_its_writer(
    session: Session, ben: PageClient, signed_in_as: SignIn, cast: Cast, address: str
) -> None:
    saved = ben.post(address, data=typed(deed="Dzwoni do sąsiadki, 601 234 567"))
    [observation] = session.scalars(select(Observation))
    assert saved.location == f"/observations/{observation.id}"
    said = "„601 234 567” wygląda na numer telefonu"
    assert said in ben.page(saved.location).text
    assert said not in signed_in_as(cast.ana).page(saved.location).text


def test_a_validator_reads_it_when_the_place_has_ended(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    observation = make_observation(session, cast.enrolment, cast.ben)
    vera = signed_in_as(cast.vera)
    assert vera.get(f"/observations/{observation.id}").status_code == 404
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = MONDAY.date()
    links = vera.page(f"/assessments/{cast.enrolment.id}").links()
    assert f"/observations/{observation.id}" in links
    assert "Bronisława Świadek" in vera.page(f"/observations/{observation.id}").text
    carla = signed_in_as(cast.carla)
    assert "Bronisława" not in carla.page(f"/observations/{observation.id}").html
    assert (
        f"/observations/{observation.id}" in carla.page(f"/enrolments/{cast.enrolment.id}").links()
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"dated_on": ""},
        {"dated_on": "wczoraj"},
        {"dated_on": "2999-01-01"},
        {"dated_on": "2020-01-01"},
        {"assignment": "z99"},
        {"deed": " "},
        {"deed": "a" * 2001},
        {"witness_name": ""},
        {"witness_contact": ""},
        {"witness_contact": "a" * 201},
        {"scan": (BytesIO(b"MZ"), "a.exe")},
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_lost(
    session: Session, ben: PageClient, address: str, wrong: dict[str, object]
) -> None:
    answer = ben.post(address, data=typed(**wrong))
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "Jest ławka i grafik dyżurów" in page.html
    [name] = wrong
    assert f'href="#{name}"' in page.html
    assert session.scalars(select(Observation)).all() == []


def test_what_a_trainer_saw_has_no_witness(session: Session, ben: PageClient, cast: Cast) -> None:
    answers = dict.fromkeys(("situation", "relation", "residents", "ethics", "advice"), "Dobrze")
    address = f"/enrolments/{cast.enrolment.id}/observations/observation"
    assert ben.post(address, data={"dated_on": "2026-11-20"} | answers).status_code == 303
    [observation] = session.scalars(select(Observation))
    assert observation.answers == answers
    assert session.scalars(select(WitnessContact)).all() == []
    assert ben.get(address.replace("observation/", "x/") + "s").status_code == 404


def test_it_is_withdrawn_and_counts_no_more(session: Session, ben: PageClient, cast: Cast) -> None:
    observation = make_observation(session, cast.enrolment, cast.ben)
    shown = f"/observations/{observation.id}"
    assert ben.post(f"{shown}/withdraw").status_code == 303
    assert "Wycofano" in ben.page(shown).text
    assert ben.post(f"{shown}/withdraw").status_code == 404
    assert shown not in ben.page(f"/enrolments/{cast.enrolment.id}").links()


@pytest.mark.parametrize("name", ["ana", "carla", "adam", "mira"])
def test_no_other_door_tells_who_the_witness_is(
    session: Session,
    app: Flask,
    signed_in_as: SignIn,
    settings: Settings,
    course: Catalogue,
    cast: Cast,
    name: str,
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        scene = make_scene(session, settings, course, cast)
        client, opened = signed_in_as(scene.people[name]), 0
        for door in WHO_MAY:
            [rule] = app.url_map.iter_rules(door.partition(":")[0])
            if "GET" not in (rule.methods or set()) or door.startswith(("people.", "static")):
                continue
            with client.get(scene.objects["ana"].address(app, door)) as answer:
                opened += answer.status_code == 200
                assert "Bronisława".encode() not in answer.data, door
                assert b"601 202 303" not in answer.data, door
    assert opened > 15
