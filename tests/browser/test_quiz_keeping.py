"""What trainers do about quizzes, and what the people of their cohort then see of it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.answers import PART_END, as_typed
from course.catalogue import Catalogue
from tests.browser.conftest import DESKTOP, Window
from tests.browser.keeping import LATE, NEWCOMER, TAKER, VOIDED, Kept, look_at_each, open_kept
from tests.browser.keys import pick, press, tab_to
from tests.browser.steps import Look, Walker, come_in_with_card
from tests.exchange_examples import GIFT
from tests.make_study import right_answer

VOID_REASON = "W tym pytaniu pasowały dwie odpowiedzi."
KEY_REASON = "Klucz wskazywał złą odpowiedź."
LATE_REASON = "W świetlicy zgasło wtedy światło."
GRANT_REASON = "Umówiona rozmowa o lekcji już była."
WORD = "Widać miejsce i ludzi. Proszę dopisać, skąd ten powód."
DEEDS = ("/regrade", "/void", "/grant", "/paper", "/late", "/review-date")


@pytest.fixture
def kept(tmp_path: Path, course: Catalogue) -> Iterator[Kept]:
    with open_kept(tmp_path, course) as kept:
        yield kept


@pytest.fixture(scope="module")
def look(axe: Callable[[Page], None]) -> Look:
    return look_at_each(axe)


def test_a_trainer_keeps_quizzes_and_everybody_sees_what_is_theirs(
    kept: Kept, window: Window, look: Look
) -> None:
    ana = Walker(window(), kept.scene.address, look, scripts=True)
    come_in_with_card(ana, *kept.card)
    answer_late(ana, kept)
    ben = Walker(window(DESKTOP), kept.scene.address, look, scripts=True)
    ben.sign_in(kept.scene.doors["ben"])
    mark_by_keyboard(ben)
    look_over_results(ben, kept)
    look_up_receipt(ben, kept.receipt)
    let_late_count(ben, kept)
    void_question(ben, kept)
    count_anew(ben, kept)
    grant_attempt(ben, kept)
    give_time(ben, kept)
    read_new_results(ana, kept)
    carla = Walker(window(DESKTOP), kept.scene.address, look, scripts=True)
    carla.sign_in(kept.scene.doors["carla"])
    look_without_deeds(carla, kept)


def test_a_trainer_makes_a_paper_test_and_types_its_answers_in(
    kept: Kept, window: Window, look: Look, course: Catalogue
) -> None:
    ben = Walker(window(DESKTOP), kept.scene.address, look, scripts=True)
    ben.sign_in(kept.scene.doors["ben"])
    ben.go(f"{kept.cohort}/quizzes/start/paper")
    ben.press("main form button")
    for paper in ("answer-sheet", "key", "enter"):
        ben.press(f"main a[href$='/{paper}']")
    type_sheet(ben, course)
    expect(main(ben)).to_contain_text("Odpowiedzi")
    ben.go(f"{kept.cohort}/quizzes/start")
    expect(main(ben).locator(f"tr:has-text('{NEWCOMER}')")).to_contain_text("na papierze")


def test_a_trainer_looks_at_questions_and_carries_them_to_other_programs(
    kept: Kept, window: Window, look: Look, tmp_path: Path
) -> None:
    ben = Walker(window(DESKTOP), kept.scene.address, look, scripts=True)
    ben.sign_in(kept.scene.doors["ben"])
    ben.go("/materials/questions/m1")
    for kind in ("xml", "gift", "csv", "yaml"):
        taken(ben, f"a[href$='/questions.{kind}']")
    ben.press("main a[href$='/questions/import']")
    ben.press("main form button.btn")
    file = tmp_path / "questions.gift"
    file.write_text(GIFT, encoding="utf-8")
    ben.page.locator("input[type='file']").set_input_files(file)
    ben.press("main form button.btn")
    expect(main(ben)).to_contain_text("Which animal eats which food?")
    assert "kind: matching" in taken(ben, "main form button.btn").read_text(encoding="utf-8")
    ben.go("/materials/questions/start")
    ben.press("main a[href$='/preview']")
    ben.page.locator("main [name='chosen'][value='a']").check(force=True)  # wrong, wherever it is
    ben.press("main form button.btn")
    expect(main(ben)).to_contain_text("Jeszcze nie.")
    ben.press(".ends a.btn:last-child")


def answer_late(ana: Walker, kept: Kept) -> None:
    """An answer that waited for the network until the attempt was over."""
    ana.go("/quizzes/start")
    token = ana.page.locator("meta[name='csrf-token']").get_attribute("content") or ""
    reply = ana.page.request.put(
        f"{ana.address}{kept.attempts['start']}/answers/{LATE}",
        form={"text": "dziękuję"},
        headers={
            "X-CSRFToken": token,
            "X-Person": str(kept.taker),
            "Idempotency-Key": "late",
            "If-Match": '"0"',
        },
    )
    assert (reply.status, reply.json()["kept"]) == (409, True)


def mark_by_keyboard(ben: Walker) -> None:
    """From the queue to the mark without a mouse."""
    page = ben.page
    ben.go("/marking")
    for selector, title in (("a[href='/essays']", "Odpowiedzi"), ("th a", f"pisemna: {TAKER}")):
        press(page, f"main {selector}")
        expect(page.locator("h1")).to_contain_text(title)
        ben.look(page)
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.locator("main [role='alert']")).to_be_visible()
    ben.look(page)
    pick(page, "reason", "2")
    pick(page, "place", "3")
    tab_to(page, "[name='comment']")
    page.keyboard.type(WORD)
    press(page, "main form button")
    expect(page.locator("main")).to_contain_text("Nic nie czeka na ocenę")
    ben.look(page)


def look_over_results(ben: Walker, kept: Kept) -> None:
    """From the cohort to one save: each page leads to the next."""
    ben.go(kept.cohort)
    for href in ("/quizzes", "/quizzes/m1", "/quizzes/m1/questions"):
        ben.press(f"main a[href$='{href}']")
    ben.press("main a[href$='?of=programme']")
    ben.go(f"{kept.cohort}/quizzes/start")
    ben.press(f"main a[href='{kept.attempts['start']}/record']")
    expect(main(ben)).to_contain_text(kept.receipt)


def look_up_receipt(ben: Walker, receipt: str) -> None:
    ben.go("/receipts?code=7")
    expect(ben.page.locator("[name='code']")).to_have_value("7")
    ben.fill({"code": receipt.lower()})
    ben.press("main form button")
    expect(main(ben).locator("tbody")).to_contain_text(TAKER)


def let_late_count(ben: Walker, kept: Kept) -> None:
    ben.go(f"{kept.cohort}/quizzes/start")
    ben.press("main a[href$='/late']")
    expect(main(ben)).to_contain_text("dziękuję")
    confirm(ben, LATE_REASON)
    expect(main(ben).locator("form")).to_have_count(0)


def void_question(ben: Walker, kept: Kept) -> None:
    ben.go(f"{kept.cohort}/quizzes/m1/questions")
    ben.press(f"main a[href$='/{VOIDED}/void']")
    expect(main(ben).locator("tbody")).to_contain_text(TAKER)
    confirm(ben, "Błąd.")
    reason = ben.page.locator("[name='reason']")
    expect(reason).to_have_value("Błąd.")
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(ben.page.locator("#reason-fault")).to_contain_text("10")
    confirm(ben, VOID_REASON)
    expect(main(ben)).to_contain_text(VOID_REASON)


def count_anew(ben: Walker, kept: Kept) -> None:
    ben.go(f"{kept.cohort}/quizzes/m1")
    ben.press("main a[href$='/regrade']")
    confirm(ben, KEY_REASON)
    expect(main(ben).locator("form")).to_have_count(0)


def grant_attempt(ben: Walker, kept: Kept) -> None:
    ben.go(f"{kept.cohort}/quizzes/m1")
    ben.press("main a[href$='/grant']")
    confirm(ben, GRANT_REASON)
    expect(main(ben)).to_contain_text(GRANT_REASON)


def give_time(ben: Walker, kept: Kept) -> None:
    ben.go(f"{kept.cohort}/quizzes/m1")
    ben.press(f"main th a:has-text('{TAKER}')")
    ben.fill({"other": "500"})
    ben.press("form[action$='/extra-time'] button")
    expect(ben.page.locator("[name='other']")).to_have_value("500")
    ben.fill({"percent": "+25", "other": ""})
    ben.press("form[action$='/extra-time'] button")
    expect(ben.page.locator("[name='percent'][value='25']")).to_be_checked()


def read_new_results(ana: Walker, kept: Kept) -> None:
    ana.go(kept.attempts["m1"])
    expect(main(ana)).to_contain_text(KEY_REASON)
    ana.go(f"{kept.attempts['m1']}/record")
    expect(main(ana)).to_contain_text(VOID_REASON)
    ana.go(kept.attempts["start"])
    expect(main(ana)).to_contain_text(LATE_REASON)
    expect(main(ana)).to_contain_text(WORD)
    ana.go("/quizzes/m1")
    expect(main(ana).locator("form button")).to_be_visible()


def look_without_deeds(carla: Walker, kept: Kept) -> None:
    quizzes = f"{kept.cohort}/quizzes"
    for path in (
        quizzes,
        f"{quizzes}/m1",
        f"{quizzes}/m1/questions",
        f"{kept.attempts['m1']}/record",
    ):
        carla.go(path)
        expect(main(carla)).to_contain_text(re.compile("Łucja|Idea|Testy"))
        expect(main(carla).locator("form, button")).to_have_count(0)
        for deed in DEEDS:
            expect(main(carla).locator(f"a[href$='{deed}']")).to_have_count(0)


def type_sheet(ben: Walker, course: Catalogue) -> None:
    """All answers but the essay; first one that is no number, and nobody whose sheet it is."""
    typed = {
        f"{question.id}{PART_END}{name}": values
        for question in course.quizzes["start"].questions
        for name, values in as_typed(right_answer(question)).items()
        if question.id != "what-brings-you"
    }
    number = f"how-many-modules{PART_END}text"
    for name, values in {**typed, number: ["osiem"]}.items():
        for value in values:
            enter(ben.page, name, value)
    ben.press("main form > button")
    expect(ben.page.locator("[role='alert'] li")).to_have_count(2)
    expect(ben.page.locator(f"[name='{number}']")).to_have_value("osiem")
    ben.page.locator("select[name='sitter']").select_option(label=NEWCOMER)
    ben.fill({number: "8"})
    ben.press("main form > button")
    ben.press("main button[name='sure']")


def enter(page: Page, name: str, value: str) -> None:
    """One field, whatever its kind."""
    field = page.locator(f"main [name='{name}']")
    match field.first.get_attribute("type") or field.first.evaluate("field => field.localName"):
        case "radio" | "checkbox":
            page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        case "select":
            field.select_option(value)
        case _:
            field.fill(value)


def confirm(walker: Walker, reason: str) -> None:
    """Say why, and do it."""
    walker.fill({"reason": reason})
    walker.press("main form:has([name='reason']) button")


def taken(walker: Walker, selector: str) -> Path:
    """The file behind a link or a button."""
    with walker.page.expect_download() as found:
        walker.page.locator(selector).first.click()
    return found.value.path()


def main(walker: Walker) -> Locator:
    return walker.page.locator("main")
