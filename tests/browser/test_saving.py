"""An answer on its way: without a network, without a sign-in, in two tabs, on a shared phone."""

import re

from playwright.sync_api import Dialog, Route, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import SAVED, AtQuiz, drafts, enrol, is_led, rows, seen
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker

WAITS = "Czeka na sieć"


def test_the_network_is_cut_in_the_middle_and_comes_back(
    scene: Scene, ana: AtQuiz, look: Look
) -> None:
    page, outbox = ana.page, ana.page.locator("[data-outbox]")
    ana.answer()
    ana.says(SAVED)
    ana.press("next")
    ana.at(2)

    ana.cut()
    ana.says("Teraz nie ma sieci")
    look(page)
    ana.answer()
    ana.says(WAITS)
    expect(outbox).to_have_text(re.compile("1 zapis czeka na sieć"))
    look(page)
    given = page.locator("main form").evaluate("form => [...new FormData(form)].join()")
    ana.press("next")
    ana.at(3)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    ana.answer()
    expect(outbox).to_have_text(re.compile("2 zapisy czekają na sieć"))
    page.go_back()
    ana.at(2)
    assert page.locator("main form").evaluate("form => [...new FormData(form)].join()") == given
    ana.says(WAITS)
    ana.press("review")
    ana.says("Do przejrzenia odpowiedzi potrzebna jest sieć")
    look(page)

    ana.cut(off=False)
    expect(outbox).to_have_text(re.compile("Wszystko zostało wysłane"))
    ana.says(SAVED)
    look(page)
    ana.press("review")
    expect(page.locator("li.done")).to_have_count(3)
    look(page)
    revisions = [revision for revision, _ in rows(scene)]
    assert revisions.count(1) == 3
    assert None not in revisions  # what is typed slowly may be saved more than once, never lost


def test_a_page_that_was_not_fetched_is_not_promised(ana: AtQuiz) -> None:
    ana.page.route("**/attempts/*/2", lambda route: route.abort())
    ana.page.reload()
    ana.cut()
    ana.press("next")
    ana.says("Tej strony nie ma jeszcze")
    ana.at(1)


def test_a_page_about_maintenance_acknowledges_nothing(scene: Scene, ana: AtQuiz) -> None:
    saves, page = "**/attempts/*/answers/*", "<h1>Przerwa techniczna</h1>"
    ana.page.route(saves, lambda route: route.fulfill(body=page, content_type="text/html"))
    ana.answer()
    ana.says("Jeszcze nie zapisano")
    ana.page.unroute(saves)
    ana.page.reload()
    ana.says(SAVED)
    assert [revision for revision, _ in rows(scene)] == [1]


def test_an_attempt_ends_only_when_everything_arrived(
    scene: Scene, ana: AtQuiz, look: Look
) -> None:
    page, form = ana.page, ana.page.locator("form[data-ends]")
    ana.press("review")
    expect(form).to_be_visible()
    page.wait_for_load_state("networkidle")
    ana.cut()
    form.locator("button").click()
    ana.says("potrzebna jest sieć")
    look(page)
    page.locator("main a[href$='/1']").first.click()
    ana.at(1)
    ana.answer()
    page.go_back()
    ana.says("potrzebna jest sieć")
    ana.cut(off=False)
    expect(page.locator("[data-outbox]")).to_have_text(re.compile("Wszystko zostało wysłane"))
    ana.press("review")
    expect(page.locator("li.done")).to_have_count(1)
    form.locator("button").click()
    page.locator("button[name='sure']").click()
    expect(page).to_have_url(re.compile(r"/attempts/\d+$"))
    assert len(rows(scene)) == 1


def test_an_answer_whose_receipt_was_lost_is_sent_again_under_its_own_key(
    scene: Scene, ana: AtQuiz
) -> None:
    """The server saved it, the page never heard of it, and the tab was closed."""
    page, keys = ana.page, []

    def lose(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.fetch()
        route.abort()

    page.route("**/answers/*", lose)
    ana.answer()
    ana.says(WAITS)
    page.unroute("**/answers/*")
    tab = page.context.new_page()
    page.close()
    with tab.expect_request("**/answers/*") as sent:
        tab.goto(ana.walker.address + "/course")
    keys.append(sent.value.headers["idempotency-key"])
    expect(tab.locator("[data-outbox]")).to_be_attached()
    assert len(set(keys)) == 1
    assert len(rows(scene)) == 1
    tab.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('draft:'))")


def test_a_sign_in_that_expired_is_renewed_in_place(scene: Scene, ana: AtQuiz, look: Look) -> None:
    page, (code, pin) = ana.page, ana.card
    address = page.url
    page.context.clear_cookies()
    ana.answer()
    ana.says("Trzeba zalogować się jeszcze raz")
    look(page)
    ana.press("next")
    ana.says("Najpierw zaloguj się jeszcze raz.")
    assert is_led(page)
    ana.at(1)
    page.locator("#again-code").fill(code)
    page.locator("#again-pin").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator("#again-pin-fault")).to_be_visible()
    expect(page.locator("#again-pin")).to_be_focused()
    look(page)
    page.locator("#again-pin").fill(pin)
    page.keyboard.press("Enter")
    ana.says(SAVED)
    assert page.url == address
    assert len(rows(scene)) == 1
    ana.press("next")
    ana.at(2)
    ana.answer()
    ana.says(SAVED)


def test_another_person_who_signs_in_in_place_takes_over_nothing(
    scene: Scene, ana: AtQuiz, course: Catalogue, look: Look
) -> None:
    page = ana.page
    code, pin = enrol(scene, course, "Olga Druga")
    page.context.clear_cookies()
    ana.answer()
    page.locator("#again-code").fill(code)
    page.locator("#again-pin").fill(pin)
    page.keyboard.press("Enter")
    ana.says("Teraz jest zalogowana inna osoba")
    look(page)
    assert rows(scene) == []
    assert drafts(page) != []
    page.locator("#again-code").fill(ana.card[0])
    page.locator("#again-pin").fill(ana.card[1])
    page.keyboard.press("Enter")
    ana.says(SAVED)
    assert len(rows(scene)) == 1


def test_a_shared_phone_refuses_and_forgets_the_words_of_who_was_there_before(
    scene: Scene, ana: AtQuiz, look: Look
) -> None:
    page = ana.page
    ana.go_to_choices()
    ana.cut()
    ana.answer()
    ana.says(WAITS)
    assert len(drafts(page)) == 1
    page.route("**/answers/*", lambda route: route.abort())
    ana.cut(off=False)
    other = page.context.new_page()
    page.context.clear_cookies()
    ben = Walker(other, scene.address, seen, scripts=True)
    ben.sign_in(scene.doors["ben"])
    other.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.startsWith('draft:'))"
    )
    page.unroute("**/answers/*")
    page.locator("main input[name='chosen']:not(:checked)").first.check(force=True)
    ana.says("Teraz jest zalogowana inna osoba")
    look(page)
    assert rows(scene) == []
    assert "wysłane" not in page.locator("[data-outbox] span").inner_text()
    ben.go("/marking")
    assert drafts(other) == []


def test_a_draft_written_without_the_network_is_sent_from_any_page(
    scene: Scene, ana: AtQuiz
) -> None:
    page = ana.page
    ana.walker.go("/assignments/z1")
    ana.cut()
    page.locator("#story").fill("Mieszkam tu od urodzenia.")
    ana.says(WAITS)
    page.locator("main form#form > .row button.btn").last.click()
    ana.says(WAITS)
    tab = page.context.new_page()
    page.close()
    tab.context.set_offline(False)
    with tab.expect_response("**/assignments/z1") as saved:
        tab.goto(ana.walker.address + "/practice")
    assert saved.value.status == 200
    tab.goto(ana.walker.address + "/assignments/z1")
    expect(tab.locator("#story")).to_have_value("Mieszkam tu od urodzenia.")
    assert drafts(tab) == []


def test_signing_out_asks_before_it_forgets(ana: AtQuiz) -> None:
    page, asked = ana.page, []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    ana.cut()
    ana.answer()
    ana.says(WAITS)
    with page.expect_event("dialog"):
        page.locator("footer [data-sign-out] button").click()
    assert "1 zapis nie został jeszcze wysłany" in asked[0]
    assert len(drafts(page)) == 1
