"""A quiz of every kind of question: by keyboard alone on a narrow phone, and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from assessments.answers import as_typed
from assessments.definitions import Essay, Question, QuestionKind, Quiz
from course.catalogue import Catalogue
from tests.browser.conftest import DESKTOP, Size, Window
from tests.browser.keys import pick, press, select, tab_to
from tests.browser.scene import Scene
from tests.browser.steps import (
    Look,
    Walker,
    accept_declarations,
    answer,
    come_in_with_card,
    enrol_with_card,
    make_cohort,
)
from tests.make_study import right_answer

NARROW = Size(320, 640, is_phone=False)  # with a keyboard


@pytest.fixture
def quiz(course: Catalogue) -> Quiz:
    """The quiz to practise with has every kind."""
    quiz = next(quiz for quiz in course.quizzes.values() if quiz.practice)
    assert {question.kind for question in quiz.questions} == set(QuestionKind)
    return quiz


def enrolled(scene: Scene, window: Window, page: Page, look: Look, *, scripts: bool) -> Walker:
    """A trainee who has accepted the declarations."""
    carla = Walker(window(DESKTOP), scene.address, lambda _: None, scripts=True)
    carla.sign_in(scene.doors["carla"])
    make_cohort(carla)
    ana = Walker(page, scene.address, look, scripts=scripts)
    come_in_with_card(ana, *enrol_with_card(carla, "Łucja Ćwikła"))
    accept_declarations(ana)
    return ana


def test_every_kind_is_answered_by_keyboard_alone_on_a_narrow_phone(
    scene: Scene, window: Window, axe: Callable[[Page], None], quiz: Quiz
) -> None:
    def look(page: Page) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW.width, (page.url, width)

    page = window(NARROW)
    ana = enrolled(scene, window, page, look, scripts=True)
    ana.go("/course")
    press(page, f"a[href='/quizzes/{quiz.slug}']")
    expect(page.locator("h1")).to_contain_text(quiz.title.pl)
    axe(page)
    press(page, "form[action$='/start'] button")
    for place, question in enumerate(quiz.questions, start=1):
        expect(page.locator("main")).to_contain_text(f"{place} z {len(quiz.questions)}")
        axe(page)
        by_keyboard(page, question)
        expect(page.locator("[data-save-state]")).to_contain_text("Zapisano")
        look(page)
        if place == 1:
            press(page, "button.btn[value='check']")
            expect(page.locator("main")).to_contain_text("Dobrze.")
            axe(page)
            press(page, ".ends a.btn:last-child")
        else:
            press(page, "button.btn[value='next']:not(.vh)")
    expect(page.locator("h1")).to_have_text("Przejrzyj odpowiedzi")
    axe(page)
    press(page, "form[action$='/submit'] button.btn")
    expect(page.locator("main")).to_contain_text("Tę odpowiedź musi jeszcze przeczytać")
    axe(page)
    look(page)


def test_every_kind_is_answered_and_checked_at_once_without_scripts(
    scene: Scene, window: Window, quiz: Quiz
) -> None:
    page = window(javascript=False)
    ana = enrolled(scene, window, page, lambda _: None, scripts=False)
    ana.go(f"/quizzes/{quiz.slug}")
    ana.press("form[action$='/start'] button")
    for question in quiz.questions:
        answer(ana, question)
        if isinstance(question, Essay):
            ana.press("button.btn[value='next']")
            continue
        ana.press("button.btn[value='check']")
        expect(page.locator("main")).to_contain_text("Dobrze.")
        ana.press(".ends a.btn:last-child")
    expect(page.locator("h1")).to_have_text("Przejrzyj odpowiedzi")
    ana.press("form[action$='/submit'] button.btn")
    expect(page.locator("main")).to_contain_text("Tę odpowiedź musi jeszcze przeczytać")


def by_keyboard(page: Page, question: Question) -> None:
    """Give the right answer with the keys alone, field by field, as each kind of field asks."""
    for name, values in as_typed(right_answer(question)).items():
        field = page.locator(f"main [name='{name}']").first
        kind = field.get_attribute("type") or field.evaluate("field => field.localName")
        for value in values:
            match kind:
                case "radio":
                    pick(page, name, value)
                case "checkbox":
                    tab_to(page, f"[name='{name}'][value='{value}']")
                    page.keyboard.press("Space")
                case "select":
                    select(page, name, value)
                case _:
                    tab_to(page, f"[name='{name}']")
                    page.keyboard.type(value)
