"""Chromium as people meet it: on a phone or at a desk, seeing this machine's server and no other.

A window fails its test when the page broke: a script error, a blocked script or style, a request
to a stranger.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from course.catalogue import Catalogue
from tests.browser.at_quiz import AtQuiz, enrol, seen
from tests.browser.scene import Scene, open_scene
from tests.browser.steps import Look, Walker, come_in_with_card

MISSING = "Chromium is missing, so no page was opened in a browser: install chromium."
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
PATIENCE_MS = 10_000
NARROW = 320


class Size(NamedTuple):
    width: int
    height: int
    is_phone: bool


PHONE = Size(390, 844, is_phone=True)
DESKTOP = Size(1280, 900, is_phone=False)


class Window(Protocol):
    """Opens a page with cookies of its own; each call is another person's browser."""

    def __call__(
        self, size: Size = PHONE, *, javascript: bool = True, dark: bool = False
    ) -> Page: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Window]:
    """`window(DESKTOP, javascript=False)` opens a page; all close with the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(size: Size = PHONE, *, javascript: bool = True, dark: bool = False) -> Page:
        context = chromium.new_context(
            viewport=ViewportSize(width=size.width, height=size.height),
            is_mobile=size.is_phone,
            has_touch=size.is_phone,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE_MS)
        _watch(context, faults)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def phone(window: Window) -> Page:
    return window(PHONE)


@pytest.fixture
def desktop(window: Window) -> Page:
    return window(DESKTOP)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every barrier that the page puts before somebody; it needs scripts."""
    judge = Axe()

    def find_no_barriers(page: Page) -> None:
        scripting = page.evaluate("matchMedia('(scripting: enabled)').matches")
        assert scripting, "axe would wait for ever"
        found = judge.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        barriers = [
            f"{violation['id']}: {violation['help']} – {node['html']}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert not barriers, "\n".join([page.url, *barriers])

    return find_no_barriers


@pytest.fixture
def scene(tmp_path: Path, course: Catalogue) -> Iterator[Scene]:
    with open_scene(tmp_path, course) as scene:
        yield scene


@pytest.fixture
def ana(scene: Scene, window: Window, course: Catalogue) -> AtQuiz:
    """Łucja, at the first question, with every other one fetched."""
    card = enrol(scene, course, "Łucja Ćwikła")
    walker = Walker(window(), scene.address, seen, scripts=True)
    come_in_with_card(walker, *card)
    walker.go("/quizzes/m1")
    walker.press("form[action$='/start'] button")
    walker.page.wait_for_load_state("networkidle")
    return AtQuiz(walker, course, card)


@pytest.fixture
def look(axe: Look) -> Look:
    """No barriers, and nothing wider than a narrow phone."""

    def look_at(page: Page) -> None:
        axe(page)
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": NARROW, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, page.url
        page.set_viewport_size(size)

    return look_at


def _watch(context: BrowserContext, faults: list[str]) -> None:
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    context.on(
        "request",
        lambda request: faults.append(request.url) if is_stranger(request.url) else None,
    )


def is_stranger(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"
