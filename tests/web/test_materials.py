"""The course to be read and printed: by trainees along their way, by trainers in whole."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assessments.definitions import MultipleChoice, SingleChoice
from content.languages import Language, Text
from content.translation import Translation
from course.catalogue import Catalogue, attach
from course.language import hard_spaces
from course.models import Person
from course.terms import EnrolmentState
from tests.make import make_enrolment
from tests.make_assignments import make_ready
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
LESSON = "/lessons/m1/1-what-organising-is"


@pytest.fixture
def ana(session: Session, cast: Cast, signed_in_as: SignIn) -> PageClient:
    """Somebody who has accepted the declarations, and read nothing."""
    make_consents(session, cast.enrolment, cast.ana)
    return signed_in_as(cast.ana)


def test_trainers_find_the_whole_course(signed_in_as: SignIn, cast: Cast) -> None:
    ben = signed_in_as(cast.ben)
    links = ben.page("/materials").links()
    assert {
        LESSON,
        "/lessons/m8/5-continuity",
        "/materials/questions/m4",
        "/materials/trainers/m7",
        "/materials/trainers/w3",
        "/assignments/z6/examples",
        "/assignments/z6/blank",
        "/modules/m5/booklet",
        "/guides/start",
    } <= set(links)
    assert "/materials" in ben.page("/cohorts").links()


def test_others_who_work_with_the_course_find_no_key(signed_in_as: SignIn, cast: Cast) -> None:
    links = signed_in_as(cast.carla).page("/materials").links()
    assert LESSON in links
    assert not any(link.startswith(("/materials/questions", "/materials/tr")) for link in links)


def test_a_trainer_reads_every_lesson_and_leaves_no_trace(
    signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    ben = signed_in_as(cast.ben)
    for lesson in course.curriculum.lessons():
        links = ben.page(f"/lessons/{lesson.slug}").links()
        assert f"/materials#{lesson.module}" in links
        assert not any(link.startswith("/quizzes") for link in links)
    assert ben.post(LESSON).status_code == 404


def test_a_trainer_turns_from_the_last_page_of_a_module_to_the_next_module(
    signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    first, second, *_ = course.curriculum.modules
    page = signed_in_as(cast.ben).page(f"/lessons/{first.lessons[-1].slug}")
    assert f"/lessons/{second.lessons[0].slug}" in page.links()


@pytest.mark.parametrize(
    "address", [LESSON, "/modules/m1/booklet", "/assignments/z1/blank", "/assignments/z1/examples"]
)
def test_a_trainer_who_reads_stays_among_the_places_of_a_trainer(
    signed_in_as: SignIn, cast: Cast, address: str
) -> None:
    links = signed_in_as(cast.ben).page(address).links()
    assert {"/marking", "/materials#m1"} <= set(links)
    assert not {"/course", "/assignments", "/assignments/z1"} & set(links)


def test_the_papers_of_a_trainee_lead_back_to_where_they_came_from(ana: PageClient) -> None:
    assert "/course#m1" in ana.page("/modules/m1/booklet").links()
    assert "/assignments/z1" in ana.page("/assignments/z1/blank").links()
    assert 'id="m1"' in ana.page("/course").html


def test_a_trainer_who_studies_elsewhere_finds_no_key(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    place = make_enrolment(session, cast.cohort, cast.ben)
    make_consents(session, place, cast.ben)
    ben = signed_in_as(cast.ben)
    for address in ("/materials/questions/m1", "/materials/trainers/m1"):
        assert ben.get(address).status_code == 404
        assert address not in ben.page("/materials").links()
    place.state = EnrolmentState.ENDED
    session.flush()
    assert ben.get("/materials/questions/m1").status_code == 200


def test_a_reader_and_a_trainee_whose_place_has_ended_share_no_page(
    session: Session, signed_in_as: SignIn, cast: Cast, ana: PageClient
) -> None:
    cast.enrolment.state = EnrolmentState.ENDED
    session.flush()
    assert "/materials#m1" in signed_in_as(cast.ben).page(LESSON).links()
    assert "/course#m1" in ana.page(LESSON).links()


def test_whoever_had_a_place_once_reads_on_as_a_trainer(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    place = make_enrolment(session, cast.cohort, cast.ben)
    place.state = EnrolmentState.WITHDRAWN
    session.flush()
    assert "/materials#m1" in signed_in_as(cast.ben).page(LESSON).links()


def test_a_guide_and_a_bank_that_do_not_exist(signed_in_as: SignIn, cast: Cast) -> None:
    ben = signed_in_as(cast.ben)
    for address in (
        "/materials/trainers/m9",
        "/materials/questions/m9",
        "/modules/m9/booklet",
        "/assignments/z9/blank",
        "/assignments/z9/examples",
    ):
        assert ben.get(address).status_code == 404, address


def test_a_bank_shows_its_key_to_trainers(
    signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    text = signed_in_as(cast.ben).page("/materials/questions/m3").text
    for question in course.quizzes["m3"].questions:
        assert plain(question.prompt) in text
        assert plain(question.explanation) in text


def test_a_trainee_never_sees_what_judges(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    make_ready(session, course, cast.enrolment, cast.ana)
    ana = signed_in_as(cast.ana)
    module = course.curriculum.module("m3")
    addresses = [f"/lessons/{lesson.slug}" for lesson in module.lessons]
    addresses += ["/modules/m3/booklet", "/assignments/z3", "/assignments/z3/examples"]
    open_text = " ".join(ana.page(address).text for address in addresses)
    for question in course.quizzes["m3"].questions:
        assert plain(question.explanation) not in open_text
        if isinstance(question, SingleChoice | MultipleChoice):
            for choice in question.choices:
                assert choice.feedback is None or plain(choice.feedback) not in open_text


def test_the_glossary_is_in_the_order_of_the_alphabet(client: PageClient) -> None:
    page = client.page("/glossary")
    names = [text(found).split("\n")[0] for found in page.root.iter("dt")]
    assert len(names) >= 60
    places = [
        next(place for place, name in enumerate(names) if name.startswith(word))
        for word in ("akcja", "interes własny", "mapa", "sprawa", "społeczność", "zasób")
    ]
    assert places[0] < places[1] < places[2] < places[5]
    assert places[4] < places[3]  # społeczność before sprawa


def test_the_glossary_speaks_english_first_to_english(client: PageClient) -> None:
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    page = client.page("/glossary")
    assert "power map" in page.text
    assert "mapa sił" in page.text


def test_competences_are_described_in_five_levels(client: PageClient, course: Catalogue) -> None:
    page = client.page("/competences")
    for competence in course.curriculum.competences:
        assert plain(competence.statement) in page.text
        assert all(plain(level) in page.text for level in competence.levels)


def test_a_booklet_holds_the_whole_module(ana: PageClient, course: Catalogue) -> None:
    page = ana.page("/modules/m1/booklet")
    module = course.curriculum.module("m1")
    headings = [text(one) for one in page.root.iter("h2")]
    for lesson in module.lessons:
        assert plain(lesson.title) in headings
    assert "Pusty formularz" in headings
    assert "Słowa z tego modułu" in headings
    assert len(list(page.root.iter("figure"))) >= 2
    assert not any(one.get("class") == "term" for one in page.root.iter("details"))
    anchors = {one.get("id") for one in page.root.iter() if one.get("id")}
    inside = [link[1:] for link in page.links() if link.startswith("#")]
    assert inside
    assert set(inside) <= anchors


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_booklet_form_and_example_is_a_good_page(
    signed_in_as: SignIn, cast: Cast, course: Catalogue, language: str
) -> None:
    ben = signed_in_as(cast.ben)
    with ben.session_transaction() as cookie:
        cookie["language"] = language
    for module in course.curriculum.modules:
        ben.page(f"/modules/{module.slug}/booklet")
        ben.page(f"/assignments/{module.assignment}/blank")
        ben.page(f"/assignments/{module.assignment}/examples")
        ben.page(f"/materials/questions/{module.quiz}")
    for slug in course.curriculum.trainer_guides:
        ben.page(f"/materials/trainers/{slug}")


def test_a_closed_module_is_closed_on_paper_too(ana: PageClient) -> None:
    for address in ("/modules/m2/booklet", "/assignments/z2/blank", "/assignments/z2/examples"):
        assert ana.get(address).status_code == 409, address
    assert ana.get("/assignments/z1/examples").status_code == 200


def test_an_assignment_leads_to_its_examples_and_says_how_it_is_marked(
    ana: PageClient, course: Catalogue
) -> None:
    page = ana.page("/assignments/z1")
    assert {"/assignments/z1/examples", "/assignments/z1/blank"} <= set(page.links())
    for criterion in course.assignments["z1"].rubric.criteria:
        assert all(plain(level) in page.text for level in criterion.levels)


def test_a_blank_form_has_a_place_for_every_answer(ana: PageClient, course: Catalogue) -> None:
    page = ana.page("/assignments/z1/blank")
    for field in course.assignments["z1"].fields:
        assert (plain(field.label) in page.text) == (field.kind != "file")


def test_a_lesson_tells_where_its_facts_come_from(ana: PageClient, course: Catalogue) -> None:
    lesson = "/lessons/m1/2-where-it-comes-from"
    page = ana.page(lesson)
    assert "sprawdzone 22 listopada 2026" in page.text
    assert f"{lesson}/facts" in page.links()
    fact = course.curriculum.facts["pilot-trainees"]
    assert plain(fact.name) in ana.page(f"{lesson}/facts").text


def test_every_link_of_a_guide_leads_to_a_page(app: Flask, course: Catalogue) -> None:
    adapter = app.url_map.bind("localhost")
    guides = (*course.curriculum.guides.values(), *course.curriculum.trainer_guides.values())
    for guide in guides:
        for language in Language:
            for address in re.findall(r"\]\((/[^)]*)\)", guide.body.in_language(language)):
                assert adapter.match(address, method="GET"), address


def test_a_missing_translation_is_marked_and_read_in_polish(
    app: Flask, ana: PageClient, course: Catalogue
) -> None:
    first, *others = course.curriculum.modules
    lesson, *rest = first.lessons
    polish = replace(
        lesson,
        title=Text(lesson.title.pl, lesson.title.pl),
        body=Text(lesson.body.pl, lesson.body.pl),
        translation=Translation.MISSING,
        digest="without English",
    )
    modules = (replace(first, lessons=(polish, *rest)), *others)
    attach(app, replace(course, curriculum=replace(course.curriculum, modules=modules)))
    try:
        with ana.session_transaction() as cookie:
            cookie["language"] = "en"
        page = ana.page(LESSON)
        assert "This text is not there in English yet" in page.text
        assert any(one.get("lang") == "pl" for one in page.root.iter("div"))
    finally:
        attach(app, course)


def plain(text: Text) -> str:
    """Polish words as a page shows them."""
    return " ".join(hard_spaces(text.pl).split())


def text(element: object) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]
