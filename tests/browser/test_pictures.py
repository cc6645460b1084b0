"""A photo straight from the phone: sent as it is chosen, and who is in it answered in one tap."""

from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card


def photo(folder: Path) -> Path:
    path = folder / "IMG_0042.HEIC"
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), "teal")).save(path, quality=60)
    return path


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESKTOP, True), (PHONE, False)])
def test_a_photo_is_sent_and_answered_for(
    scene: Scene,
    window: Window,
    look: Look,
    course: Catalogue,
    tmp_path: Path,
    size: Size,
    scripts: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    card = enrol(scene, course, "Łucja Ćwikła")
    walker = Walker(window(size, javascript=scripts), scene.address, seen, scripts=scripts)
    come_in_with_card(walker, *card)
    page = walker.page
    walker.go("/assignments/z1")
    page.locator("#story").fill("Mieszkam tu od urodzenia.")
    page.locator("#attachment").set_input_files(photo(tmp_path))
    if not scripts:
        walker.press("#attachment-add")
    picture = page.locator("fieldset.in-picture")
    expect(picture).to_be_visible()
    expect(page.get_by_text("IMG_0042.jpg").first).to_be_visible()
    if scripts:
        look(page)
    picture.get_by_role("button", name="Nikogo nie można rozpoznać").click()
    answered = page.locator("fieldset.in-picture button[aria-pressed=true]")
    expect(answered).to_have_text("Nikogo nie można rozpoznać")
    expect(page.locator("#story")).to_have_value("Mieszkam tu od urodzenia.")
    if scripts:
        look(page)


def seen(_page: Page) -> None:
    """Looked at where it matters."""
