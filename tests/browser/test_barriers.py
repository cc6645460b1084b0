"""No kind of page puts a barrier before anybody, nor makes a narrow phone scroll sideways.

Every page of the list, as the person sees it for whom it is made; at full size as everybody sees
it who may open it, in the light and in the dark, on a phone and at a desk, and in English.
"""

import os
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

from course.catalogue import Catalogue
from tests.browser.conftest import NARROW, RULES
from tests.browser.walking import walk
from tests.scene_served import ServedScene, serve_pages

FULL_SIZE = os.environ.get("FULL_SIZE") == "1"
WIDTHS = (NARROW, 1280) if FULL_SIZE else (NARROW,)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark") if FULL_SIZE else ("light",)
LANGUAGES = ("pl", "en") if FULL_SIZE else ("pl",)
HEIGHT = 700
ASK_AXE = """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
  .then(({violations}) => violations.flatMap(
    ({id, help, nodes}) => nodes.map(({html}) => `${id}: ${help} – ${html}`)))"""


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, authored_course: Catalogue
) -> Iterator[ServedScene]:
    with serve_pages(tmp_path_factory.mktemp("pages"), authored_course) as served:
        yield served


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_of_page_has_barriers_or_scrolls_sideways(
    chromium: Browser, pages: ServedScene, language: str
) -> None:
    wrong = {}
    everybody = FULL_SIZE and language == "pl"
    for seen in walk(chromium, pages, everybody=everybody, tool=AXE_FILE_PATH, language=language):
        if found := [*seen.broken, *_faults(seen.page)]:
            wrong[seen.person, seen.what] = found
    assert wrong == {}


def _faults(page: Page) -> Iterator[str]:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for barrier in page.evaluate(ASK_AXE, RULES):
                yield f"{width} px, {scheme}: {barrier}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                yield f"{width} px: {wide} wide"
