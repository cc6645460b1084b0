"""What a question says when an answer cannot simply be kept, and what one does first then."""

import re

from playwright.sync_api import expect

from tests.browser.at_quiz import SAVED, AtQuiz, is_led, rows
from tests.browser.scene import Scene
from tests.browser.steps import Look


def test_two_tabs_keep_both_answers(scene: Scene, ana: AtQuiz, look: Look) -> None:
    ana.go_to_choices()
    tab = ana.another_tab()
    first, second = (page.locator("main input[name='chosen']") for page in (ana.page, tab))
    first.nth(0).check(force=True)
    ana.says(SAVED)
    second.nth(1).check(force=True)
    ana.says("dwie różne odpowiedzi", page=tab)
    look(tab)
    assert [revision for revision, _ in rows(scene)] == [1, None]
    ana.says("Tam zapisano:", page=tab)
    expect(tab.locator("[role='status'] button, [role='status'] input")).to_have_count(0)
    tab.locator("main button.btn[name='go'][value='next']").click()
    ana.says("Najpierw wybierz, która wersja ma zostać.", page=tab)
    assert is_led(tab)
    tab.locator("[data-keep='mine']").click()
    ana.says(SAVED, page=tab)
    assert is_led(tab)
    assert [revision for revision, _ in rows(scene)] == [1, None, 2]
    first.nth(2).check(force=True)
    ana.says("dwie różne odpowiedzi")
    with ana.page.expect_navigation():
        ana.page.locator("[data-keep='theirs']").click()
    ana.says(SAVED)
    expect(ana.page.locator("main form [data-save-state]")).to_be_focused()  # once its scripts ran
    expect(first.nth(1)).to_be_checked()


def test_an_answer_after_the_end_is_told_that_it_does_not_count(ana: AtQuiz, look: Look) -> None:
    tab = ana.another_tab()
    tab.goto(ana.page.url.rpartition("/")[0] + "/review")
    for button in ("form[data-ends] button", "button[name='sure']"):
        with tab.expect_navigation():
            tab.locator(button).click()
    ana.answer()
    ana.says("To się nie liczy")
    look(ana.page)
    with ana.page.expect_navigation(url=re.compile(r"/attempts/\d+$")):
        ana.press("next")


def test_a_fault_and_a_blank_say_what_to_do_first(scene: Scene, ana: AtQuiz, look: Look) -> None:
    page = ana.page
    ana.walker.go("/quizzes/start")
    ana.walker.press("form[action$='/start'] button")
    attempt = page.url.rpartition("/")[0]
    page.goto(f"{attempt}/5")
    selects = page.locator("main select")
    for number in range(2):
        selects.nth(number).select_option("1")
    ana.says("Dwa wiersze mają to samo miejsce.")
    for name in ("next", "check"):
        ana.press(name)
        ana.says("Najpierw popraw tę odpowiedź albo ją wyczyść.")
        assert is_led(page)
    page.goto(f"{attempt}/4")
    page.locator("main select").nth(0).select_option(index=1)
    ana.says(SAVED)
    page.locator("main select").nth(0).select_option("")
    ana.says("Teraz jest tu pusto")
    look(page)
    page.locator("[data-save-do] a").click()
    ana.says(SAVED)
    assert page.locator("main select").nth(0).input_value()
    page.locator("main button[name='clear']").click()
    ana.says(re.compile(r"Odpowiedź wyczyszczona o\s\d\d:\d\d:\d\d"))
    assert [answer is None for _, answer in rows(scene)] == [False, True]


def test_words_are_counted_on_a_page_that_took_the_place_of_another(ana: AtQuiz) -> None:
    ana.walker.go("/quizzes/start")
    ana.walker.press("form[action$='/start'] button")
    ana.page.goto(f"{ana.page.url.rpartition('/')[0]}/9")
    ana.page.wait_for_load_state("networkidle")
    ana.press("next")
    ana.at(10)
    words = ana.page.locator("[data-words-of]")
    expect(words).to_contain_text("Słowa: 0")
    ana.page.locator("main textarea").fill("słowo " * 81)
    expect(words).to_have_text("Słowa: 81. To więcej niż 80; zapisujemy mimo to.")
    ana.says(SAVED)
