"""A question about a lesson: asked on a phone, answered at a desk, read where it was asked."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from course.actions.cohorts import appoint_trainer
from course.app import create_app
from course.catalogue import Catalogue
from course.clock import now
from course.database import writing
from course.models import Cohort, Person
from course.settings import Settings
from tests.browser.at_quiz import enrol, seen
from tests.browser.conftest import DESKTOP, PHONE, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card

LESSON = "/lessons/m1/1-what-organising-is"
HERE = f"{LESSON}/questions"
QUESTION = "Czym organizator różni się od animatora?"
ANSWER = "Organizator nie prowadzi zajęć za ludzi. Pomaga im działać razem."
SEND = "form[data-question] button.btn.wide"


def enrol_with_trainer(scene: Scene, course: Catalogue) -> tuple[str, str]:
    """Code and PIN of Łucja, in a cohort that Marta teaches."""
    card = enrol(scene, course, "Łucja Ćwikła")
    settings = Settings.from_environment(scene.environment)
    with create_app(settings).app_context(), writing() as session:
        by_name = {one.name: one for one in session.scalars(select(Person))}
        appoint_trainer(
            session,
            session.scalars(select(Cohort)).one(),
            by_name["Marta Sowa"],
            by=by_name["Katarzyna Żurek"],
            at=now(),
        )
    return card


@pytest.fixture
def lucja(scene: Scene, window: Window, course: Catalogue) -> Walker:
    """Łucja with her phone, in the course."""
    card = enrol_with_trainer(scene, course)
    walker = Walker(window(PHONE), scene.address, seen, scripts=True)
    come_in_with_card(walker, *card)
    return walker


def answer_at_desk(scene: Scene, window: Window, look: Look, *, javascript: bool = True) -> None:
    """Marta answers the one question that waits."""
    marta = Walker(
        window(DESKTOP, javascript=javascript),
        scene.address,
        look if javascript else seen,
        scripts=javascript,
    )
    marta.sign_in(scene.doors["ben"])
    marta.go("/marking")
    marta.press("a[href='/marking/questions']")
    expect(marta.page.locator("main")).to_contain_text(QUESTION)
    marta.page.locator("main article textarea").fill(ANSWER)
    marta.press("main article form button")
    expect(marta.page.locator("main")).to_contain_text(ANSWER)


def write(page: Page, text: str = QUESTION) -> None:
    page.locator("form[data-question] textarea").fill(text)
    page.locator(SEND).click()


def test_asked_on_a_phone_answered_at_a_desk_read_in_place(
    scene: Scene, window: Window, lucja: Walker, look: Look
) -> None:
    lucja.go(LESSON)
    lucja.press(f"a[href='{HERE}']")
    look(lucja.page)
    with lucja.page.expect_navigation():
        write(lucja.page)
    expect(lucja.page.locator("article.panel")).to_contain_text(QUESTION)
    expect(lucja.page.locator("article.panel .tag")).to_have_text("czeka na odpowiedź")
    answer_at_desk(scene, window, look)
    lucja.go(LESSON)
    link = lucja.page.locator(f"a[href='{HERE}']")
    expect(link).to_contain_text("1 nowa odpowiedź")
    lucja.press(f"a[href='{HERE}']")
    expect(lucja.page.locator("article.panel")).to_contain_text(ANSWER)
    look(lucja.page)


def test_a_question_written_without_network_is_sent_when_it_is_back(
    scene: Scene, lucja: Walker
) -> None:
    page = lucja.page
    lucja.go(HERE)
    page.context.set_offline(True)
    write(page)
    expect(page.locator("[data-waiting-questions]")).to_contain_text("Czeka na sieć")
    expect(page.locator("form[data-question] textarea")).to_have_value("")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting-questions]")).to_contain_text("Pytanie trafiło")
    lucja.go(HERE)
    expect(page.locator("article.panel")).to_have_count(1)
    expect(page.locator("article.panel")).to_contain_text(QUESTION)


def test_what_is_half_written_stays_on_the_phone(lucja: Walker) -> None:
    page = lucja.page
    lucja.go(HERE)
    page.locator("form[data-question] textarea").fill("Czym organizator")
    page.wait_for_function(
        "() => Object.keys(localStorage).some(key => key.includes('half-question'))"
    )
    lucja.go("/course")
    lucja.go(HERE)
    expect(page.locator("form[data-question] textarea")).to_have_value("Czym organizator")


def test_all_of_it_works_without_scripts(
    scene: Scene, window: Window, course: Catalogue, look: Look
) -> None:
    card = enrol_with_trainer(scene, course)
    lucja = Walker(window(PHONE, javascript=False), scene.address, seen, scripts=False)
    come_in_with_card(lucja, *card)
    lucja.go(HERE)
    lucja.page.locator("form[data-question] textarea").fill(QUESTION)
    lucja.press(SEND)
    answer_at_desk(scene, window, look, javascript=False)
    lucja.go(HERE)
    expect(lucja.page.locator("article.panel")).to_contain_text(ANSWER)
