"""Pictures of every kind of page: at a phone and at a desk, in both languages, light and dark.

`make pictures` makes all of them in var/pictures, `make pictures only=lesson` those whose name has
the word. The list of pages is the judges' own; index.html shows the pictures beside each other.
"""

import html
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from course.catalogue import load_catalogue
from course.settings import ROOT
from tests.scene_served import ServedPage, ServedScene, serve_pages

FOLDER = ROOT / "var" / "pictures"
ROLES = {
    "ana": "trainee",
    "ben": "trainer",
    "carla": "coordinator",
    "vera": "validator",
    "adam": "auditor",
    "iga": "administrator",
    "lena": "partner",
    "mira": "two-roles",
    "nobody": "stranger",
}
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
LANGUAGES = ("pl", "en")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SPEAK = """language => {
  const button = document.querySelector(`.lang button[value="${language}"]`);
  if (button === null) return false;
  button.form.requestSubmit(button);
  return true;
}"""


@dataclass(frozen=True, slots=True)
class Camera:
    """One size of browser, which takes its pictures into the folder."""

    scene: ServedScene
    size: str
    folder: Path

    def take(self, pages: Sequence[ServedPage]) -> None:
        """Every page as the person sees it for whom it is made."""
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for person, theirs in groupby(pages, key=lambda page: page.people[0]):
                self._take_of(browser, person, [*theirs])
            browser.close()

    def _take_of(self, browser: Browser, person: str, pages: Sequence[ServedPage]) -> None:
        for language in LANGUAGES:
            context = self._opened(browser, person, language)
            page = context.new_page()
            _speak(page, self.scene.address, language)
            for served in pages:
                self._take_one(page, served, f"{self.size}-{language}")
            context.close()

    def _take_one(self, page: Page, served: ServedPage, kind: str) -> None:
        """The whole of a page, in a window as high as itself: what is fixed hides nothing."""
        width, height = SIZES[self.size]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self.scene.address + served.path)
        whole = max(height, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": whole})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=self.folder / f"{_name(served)}-{kind}-{theme}.png")

    def _opened(self, browser: Browser, person: str, language: str) -> BrowserContext:
        width, height = SIZES[self.size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            is_mobile=self.size == "phone",
            has_touch=self.size == "phone",
            reduced_motion="reduce",
            locale=language,
            timezone_id="Europe/Warsaw",
        )
        if person in self.scene.cookies[language]:
            value, address = self.scene.cookies[language][person], self.scene.address
            context.add_cookies([{"name": "session", "value": value, "url": address}])
        return context


def _speak(page: Page, address: str, language: str) -> None:
    """Choose the language for this browser, as everybody does: by its button."""
    page.goto(f"{address}/glossary")
    with page.expect_navigation():
        if not page.evaluate(SPEAK, language):
            raise RuntimeError(f"No button for {language}")


def _name(served: ServedPage) -> str:
    door = served.door.replace(":", "-").replace(" ", "-")
    return f"{ROLES[served.people[0]]}-{door}"


def _wanted(pages: Iterable[ServedPage], word: str) -> Iterator[ServedPage]:
    """The pages with the word in their names; those of a person beside each other."""
    return (page for page in sorted(pages, key=lambda page: page.people[0]) if word in _name(page))


def _index(pages: Sequence[ServedPage]) -> str:
    """All pictures of a page in a row, with the address at which it lies in the scene."""
    kinds = [
        f"{size}-{language}-{theme}" for size in SIZES for language in LANGUAGES for theme in THEMES
    ]
    rows = "".join(
        f"<h2>{html.escape(_name(page))} <small>{html.escape(page.path)}</small></h2><p>"
        + "".join(
            f'<a href="{_name(page)}-{kind}.png" title="{kind}">'
            f'<img src="{_name(page)}-{kind}.png" loading="lazy" alt="{kind}"></a> '
            for kind in kinds
        )
        for page in sorted(pages, key=_name)
    )
    style = "img{height:24rem;object-fit:cover;object-position:top;border:1px solid}"
    return f'<!doctype html><meta charset="utf-8"><title>Pages</title><style>{style}</style>{rows}'


def main(folder: Path = FOLDER) -> None:
    """Take the pictures, both sizes at once."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    folder.mkdir(parents=True, exist_ok=True)
    course = load_catalogue(ROOT / "content", ROOT / "assessments")
    with (
        tempfile.TemporaryDirectory(prefix="scene-") as scenery,
        serve_pages(Path(scenery), course) as scene,
        ThreadPoolExecutor() as threads,
    ):
        pages = [*_wanted(scene.pages, word)]
        for done in [threads.submit(Camera(scene, size, folder).take, pages) for size in SIZES]:
            done.result()
    (folder / "index.html").write_text(_index(pages), encoding="utf-8")


if __name__ == "__main__":
    main()
