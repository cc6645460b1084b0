"""What a coordinator, a trainee and an auditor do about a figure, step by step."""

import io
import re
from collections.abc import Sequence
from subprocess import run

from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from tests.browser.certified import COUNTED, NEWCOMER
from tests.browser.keys import press
from tests.browser.scene import CODE
from tests.browser.steps import Walker
from tests.make_participants import WHOLE

CLAIM, REASON = "WNP-2026/11", "Unieważniono certyfikat po złożeniu wniosku."
CITY, PHONE_NUMBER = "Wólka Sokołowska", "600 100 200"


def main_of(walker: Walker) -> Locator:
    return walker.page.locator("main")


def expect_counted(walker: Walker, number: int) -> None:
    """The first page says so many Social Organisers, in its large digits."""
    walker.go("/programme")
    figure = walker.page.locator("section[aria-labelledby='organisers'] .count")
    expect(figure).to_contain_text(re.compile(rf"^\s*{number}\s+z\s12\sosób"))


def find_out_why(carla: Walker) -> None:
    """From the first page to who is certified and not counted, why, and what mends it."""
    to_do = carla.page.locator("section[aria-labelledby='to-do']")
    expect(to_do).to_contain_text(f"Dane uczestnika do uzupełnienia: {NEWCOMER}")
    carla.press("section[aria-labelledby='organisers'] a")
    expect(carla.page.locator("#left-out")).to_contain_text(
        "Dane uczestnika projektu nie są kompletne"
    )
    carla.press(f"#left-out th a:has-text('{NEWCOMER}')")
    expect(main_of(carla)).to_contain_text("Z certyfikatem, ale niewliczone")
    carla.press("main a[href$='/participant']")
    expect(main_of(carla)).to_contain_text("Nic jeszcze nie wpisano")


def tell_a_part(ana: Walker, pesel: str) -> None:
    """On a phone: a slip is said beside its field, nothing is lost, and a part can be saved."""
    ana.go("/course")
    ana.press("main a[href$='/my-data']")
    ana.fill({"pesel": pesel[:-1] + str((int(pesel[-1]) + 1) % 10), "phone": PHONE_NUMBER})
    ana.fill({"city": CITY, "citizenship": "+polish", "disability": "+refused"})
    ana.press("main form button.btn.wide")
    faulty = ana.page.locator("#pesel")
    expect(faulty).to_have_attribute("aria-invalid", "true")
    said = faulty.get_attribute("aria-describedby") or ""
    expect(ana.page.locator(f"#{said.split()[-1]}")).to_contain_text("PESEL")
    expect_told(ana)
    ana.fill({"pesel": pesel})
    ana.press("main form button.btn.wide")
    expect(main_of(ana)).to_contain_text("Zapisano")
    expect(main_of(ana)).to_contain_text(re.compile(r"Brakuje\s\d+\sodpowiedzi"))
    expect(main_of(ana).locator(".note a[href='#postal_code']")).to_be_visible()


def expect_told(ana: Walker) -> None:
    """What was typed stands in its fields."""
    expect(ana.page.locator("#phone")).to_have_value(f"+48 {PHONE_NUMBER}")
    expect(ana.page.locator("#city")).to_have_value(CITY)
    expect(ana.page.locator("[name='citizenship'][value='polish']")).to_be_checked()
    expect(ana.page.locator("[name='disability'][value='refused']")).to_be_checked()


def go_back_and_save_again(ana: Walker) -> None:
    """The back button leads to what is saved, never to a form that would undo it."""
    ana.go("/course")
    ana.page.go_back()
    expect_told(ana)
    ana.fill({"county": "Krosno"})
    ana.press("main form button.btn.wide")
    expect(main_of(ana)).to_contain_text("Zapisano")


def look_at_data(carla: Walker, pesel: str) -> None:
    """What was told stands on the page only when it is asked for; the PESEL only then too."""
    expect(main_of(carla)).to_contain_text(re.compile(r"Brakuje\s\d+\sodpowiedzi"))
    expect(main_of(carla)).not_to_contain_text(CITY)
    carla.press("button:has-text('Pokaż dane')")
    expect(main_of(carla)).to_contain_text(CITY)
    expect(main_of(carla)).not_to_contain_text(pesel)
    carla.press("button:has-text('Pokaż też PESEL')")
    expect(main_of(carla)).to_contain_text(pesel)


def type_in_the_rest(carla: Walker, known: Sequence[str]) -> None:
    """What stands on the paper and is not known yet; saved by keys alone."""
    carla.press("button:has-text('Otwórz do poprawy')")
    expect(carla.page.locator("#city")).to_have_value(CITY)
    for name, value in WHOLE.items():
        if name not in {*known, "first_name", "surname"}:
            field = carla.page.locator(f"main [name='{name}']")
            chosen = field.first.evaluate("one => one.matches('select, [type=radio]')")
            carla.fill({name: f"+{value}" if chosen else value})
    with carla.page.expect_navigation():
        press(carla.page, "main form button.btn.wide")
    carla.look(carla.page)
    expect(main_of(carla)).to_contain_text("Dane są kompletne")
    expect(main_of(carla)).to_contain_text("przepisano z papieru")


def open_to_the_evidence(carla: Walker) -> None:
    """The figure opens to the person, and the person to the evidence."""
    carla.press("section[aria-labelledby='organisers'] a")
    people = carla.page.locator("#people tbody th")
    expect(people).to_have_count(2)
    carla.press(f"#people tbody th a:has-text('{NEWCOMER}')")
    expect(main_of(carla)).to_contain_text("Ta osoba jest wliczona")
    carla.press("main a:has-text('Przebieg w czterech etapach')")
    expect(main_of(carla)).to_contain_text(NEWCOMER)


def freeze(carla: Walker) -> str:
    """Look at the figures, then freeze them for a payment claim; the page of what is frozen."""
    carla.go("/programme/snapshots")
    carla.press("main a[href*='/snapshots/new']")
    carla.press("#freezing button.btn")
    expect(carla.page.locator("#claim_number")).to_have_attribute("aria-invalid", "true")
    carla.fill({"claim_number": CLAIM})
    carla.press("#freezing button.btn")
    expect(main_of(carla)).to_contain_text(NEWCOMER)
    carla.press("button[form='freezing']")
    expect(main_of(carla)).to_contain_text(CLAIM)
    return carla.page.url.removeprefix(carla.address)


def take_files(carla: Walker, frozen: str) -> None:
    """The list tells who, the card of indicators only how many."""
    carla.go("/lists/certification")
    with carla.page.expect_download() as taken:
        carla.page.locator("main a[href*='/file.xlsx']").click()
    rows = (
        load_workbook(io.BytesIO(taken.value.path().read_bytes()))
        .worksheets[0]
        .iter_rows(values_only=True)
    )
    said = {cell for row in rows for cell in row}
    assert {NEWCOMER, COUNTED} <= said
    carla.go(frozen)
    with carla.page.expect_download() as taken:
        carla.page.locator("main a[href$='.pdf']").click()
    paper = text_of_paper(taken.value.path().read_bytes())
    assert CLAIM in paper
    assert not [name for name in (NEWCOMER, COUNTED) if name in paper]


def text_of_paper(paper: bytes) -> str:
    return run(
        ["pdftotext", "-", "-"], input=paper, capture_output=True, check=True
    ).stdout.decode()


def revoke(carla: Walker) -> None:
    """The certificate of who was counted first."""
    carla.go("/people")
    carla.press(f"main a:has-text('{COUNTED}')")
    carla.press("main a[href^='/certificates/']")
    carla.fill({"reason": "Podpis pod dowodem był fałszywy."})
    carla.press("form[action$='/revoke'] button")
    expect(main_of(carla)).to_contain_text("Unieważniony")


def correct(carla: Walker, frozen: str) -> str:
    """The frozen figures say that the evidence changed; a correction says why."""
    carla.go(frozen)
    expect(main_of(carla)).to_contain_text("zmieniły się od tego czasu")
    carla.press("main a[href*='with=again']")
    expect_difference(carla)
    carla.go(frozen)
    carla.press("main a[href*='corrects=']")
    carla.press("#freezing button.btn")
    expect(carla.page.locator("#reason")).to_have_attribute("aria-invalid", "true")
    carla.fill({"reason": REASON})
    carla.press("#freezing button.btn")
    carla.press("button[form='freezing']")
    expect(main_of(carla)).to_contain_text(REASON)
    corrected = carla.page.url.removeprefix(carla.address)
    carla.press("main a[href$='/difference']")
    carla.page.locator("select[name='with']").select_option(index=2)
    carla.press("main form button.btn")
    expect_difference(carla)
    return corrected


def expect_difference(walker: Walker) -> None:
    """Who was revoked is named; who stayed is not."""
    expect(main_of(walker)).to_contain_text(COUNTED)
    expect(main_of(walker)).not_to_contain_text(NEWCOMER)


def publish(carla: Walker, stranger: Walker) -> None:
    """Everybody sees the totals that were frozen last, and nobody's name."""
    stranger.page.goto(f"{stranger.address}/wyniki/{CODE}")
    expect(stranger.page.locator("h1")).to_contain_text("Nie ma takiej strony")
    carla.go("/programme/snapshots")
    carla.press("form[action*='/programme/figures'] button")
    stranger.go(f"/wyniki/{CODE}")
    expect(main_of(stranger).locator(".count").first).to_contain_text("1")
    page = stranger.page.content()
    assert not [name for name in (NEWCOMER, COUNTED, REASON) if name in page]


def read_as_auditor(adam: Walker, pages: Sequence[str]) -> None:
    """The same pages without a deed; who took lists away stands in the trail."""
    for page in pages:
        adam.go(page)
        deeds = main_of(adam).locator("form[method='post']:not([action$='/participant'])")
        expect(deeds).to_have_count(0)
    adam.go("/audit")
    adam.press("main a[href*='report.exported']")
    expect(main_of(adam).locator("tbody tr")).to_have_count(2)
    expect(main_of(adam)).to_contain_text("Katarzyna Żurek")
    adam.press("main tbody td a[href^='/audit/']")
    expect(main_of(adam)).to_contain_text(re.compile("xlsx|pdf"))


def pages_to_audit(*frozen: str) -> list[str]:
    return ["/programme", "/indicators/qualified_organisers", "/enrolments/1/participant", *frozen]
