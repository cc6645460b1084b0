"""The page of every component has no barriers, whatever it looks like and however large."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker

WISHES = (
    ("light.normal.normal", "pl"),
    ("dark.normal.wide", "en"),
    ("contrast.largest.normal", "en"),
    ("contrast.largest.wide", "pl"),
)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_every_component_in_every_look(
    scene: Scene, window: Window, look: Look, size: Size
) -> None:
    page = window(size)
    walker = Walker(page, scene.address, look, scripts=True)
    for wish, language in WISHES:
        page.context.add_cookies([{"name": "look", "value": wish, "url": scene.address}])
        page.goto(f"{scene.address}/sign-in")
        page.locator(f".lang button[value={language}]").click()
        walker.go("/design")
