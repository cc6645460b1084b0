"""A coordinator promises, looks at the figures and finds a cohort's people, with no barrier."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, enrol_with_card, make_cohort

LOOKED_AT = (
    "/programme",
    "/programme/cohorts",
    "/indicators/qualified_organisers",
    "/indicators/institutions?as_of=2026-10-31",
    "/indicators/institutions?as_of=jutro",
    "/reports",
    "/programme/promises",
)


def test_a_coordinator_promises_and_looks_at_the_figures(
    scene: Scene, window: Window, look: Look
) -> None:
    carla = Walker(window(PHONE), scene.address, look, scripts=True)
    carla.sign_in(scene.doors["carla"])
    make_cohort(carla)
    enrol_with_card(carla, "Łucja Ćwikła")
    carla.go("/programme/promises")
    carla.fill({"target_women": "9", "target_men": "9"})
    carla.press("main form button.btn")
    expect(carla.page.locator("main [role='alert']")).to_be_focused()
    carla.fill({"target_women": "8", "target_men": "4"})
    carla.press("main form button.btn")
    carla.go("/indicators/qualified_organisers")
    expect(carla.page.locator("main")).to_contain_text("kobiety: 8, mężczyźni: 4")
    carla.go("/programme")
    carla.press("main table a")
    expect(carla.page.locator("main")).to_contain_text("Kto utknął")
    carla.page.emulate_media(color_scheme="dark")
    for address in LOOKED_AT:
        carla.go(address)


def test_another_one_reads_them_at_a_desk(scene: Scene, window: Window, look: Look) -> None:
    cyryl = Walker(window(DESKTOP), scene.address, look, scripts=True)
    cyryl.sign_in(scene.doors["cyryl"])
    for address in LOOKED_AT:
        cyryl.go(address)
    cyryl.go("/programme")
    expect(cyryl.page.locator("main form, main button")).to_have_count(0)
