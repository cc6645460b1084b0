"""Walks through every kind of page of the served scene, with forms sent empty and refusals too."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.browser.conftest import PATIENCE_MS, is_stranger
from tests.scene_served import ServedPage, ServedScene

SEND_EMPTY = """shape => {
  const form = [...document.querySelectorAll("main form")].find(
    form => new RegExp(shape).test(new URL(form.action).pathname));
  for (const field of form.elements) {
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = false;
    else if (!field.matches("[type=hidden], button, fieldset")) field.value = "";
  }
  HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as somebody has it before them; `what` tells it from every other one they see."""

    person: str
    what: str
    page: Page
    answer: Response
    broken: Sequence[str]

    @property
    def status(self) -> int:
        return self.answer.status


def walk(
    chromium: Browser, scene: ServedScene, *, everybody: bool, tool: Path, language: str = "pl"
) -> Iterator[Seen]:
    """Every page as the person sees it for whom it is made, or as everybody does who may open it.

    `tool` is a script that is there before each page's own. Raises AssertionError where a page
    answers otherwise than it should.
    """
    visits = [
        (person, page)
        for page in scene.pages
        for person in (page.people if everybody else page.people[:1])
    ]
    visits.sort(key=lambda visit: visit[0])
    for person, of_person in groupby(visits, key=lambda visit: visit[0]):
        with _window_of(chromium, scene, person, tool, language) as window:
            for _, page in of_person:
                yield from _see(window, scene.address, person, page)


@dataclass(frozen=True, slots=True)
class _Window:
    page: Page
    broken: list[str]


def _see(window: _Window, address: str, person: str, served: ServedPage) -> Iterator[Seen]:
    """The page, and what it becomes when each of its forms is sent empty."""
    page = window.page
    window.broken.clear()
    answer = page.goto(address + served.path)
    assert answer is not None, served
    assert answer.status == served.status, (served, answer.status)
    yield Seen(person, served.door, page, answer, window.broken)
    for shape in served.forms if person == served.people[0] else ():
        page.goto(address + served.path)
        window.broken.clear()
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY, shape)
        assert sent.value.status == HTTPStatus.UNPROCESSABLE_ENTITY, (served, shape)
        yield Seen(person, f"{served.door}, {shape} empty", page, sent.value, window.broken)


@contextmanager
def _window_of(
    chromium: Browser, scene: ServedScene, person: str, tool: Path, language: str
) -> Iterator[_Window]:
    context = chromium.new_context(
        is_mobile=True, has_touch=True, locale=language, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=tool)
    if person in scene.cookies[language]:
        signed_in = scene.cookies[language][person]
        context.add_cookies([{"name": "session", "value": signed_in, "url": scene.address}])
    broken: list[str] = []
    _watch(context, broken)
    yield _Window(context.new_page(), broken)
    context.close()


def _watch(context: BrowserContext, broken: list[str]) -> None:
    context.on("weberror", lambda error: broken.append(str(error.error)))
    context.on(
        "request",
        lambda request: broken.append(request.url) if is_stranger(request.url) else None,
    )
