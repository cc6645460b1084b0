"""What went wrong is said calmly: what to do, a way back, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from flask import Flask, abort

from course.errors import FilesAway, FilesFull, NotAllowed, RuleBroken, TooManyGuesses, Unreadable
from course.web.access import public
from tests.make import MONDAY
from tests.pages import Page, PageClient

Break = Callable[[Callable[[], object]], None]

TEXT = "Rozmowa z mieszkanką o świetlicy, do której nikt nie ma kluczy."
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Referer": "http://localhost/guides/help?x=1"}
WEB = (400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422, 429, 500, 501, 503)


class Refused(RuleBroken):
    """A rule that is broken, as any of them."""

    code = "not_allowed"


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Break:
    """Lets a page and a form do what is given instead of their work."""

    def put_in_place(view: Callable[[], object]) -> None:
        def door(**_values: object) -> object:
            return view()

        for endpoint in ("pages.health", "people.ask_for_letter"):
            monkeypatch.setitem(app.view_functions, endpoint, public(door))

    return put_in_place


def ways(page: Page) -> list[str]:
    """Where the buttons of a page lead."""
    return [
        one.get("href", "")
        for one in page.root.iter("a")
        if "btn" in (one.get("class") or "").split()
    ]


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("status", WEB)
def test_every_refusal_of_the_web_says_what_to_do_and_leads_back(
    client: PageClient, broken: Break, status: int, language: str
) -> None:
    broken(lambda: abort(status))
    headers = {"Accept-Language": language, "Referer": "http://localhost/guides/help?x=1"}
    answer = client.get("/healthz", headers=headers)
    assert answer.status_code == status
    page = Page(answer.get_data(as_text=True))
    assert page.root.get("lang") == language
    assert page.root.find(".//main//p[@class='lead']") is not None
    assert ways(page) == (["", "/"] if status >= 500 else ["/guides/help?x=1", "/"])


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed(), 403),
        (Refused(), 409),
        (Unreadable(), 422),
        (TooManyGuesses(until=MONDAY), 429),
        (FilesFull(), 507),
        (FilesAway(), 503),
    ],
)
def test_what_was_written_can_be_copied(
    client: PageClient, broken: Break, error: Exception, status: int
) -> None:
    def refuse() -> None:
        raise error

    broken(refuse)
    typed = {"what": TEXT, "who": "R-03", "password": "x" * 60, "csrf_token": "y" * 60}
    answer = client.post("/forgotten", data=typed, headers=FROM_HERE)
    assert answer.status_code == status
    page = Page(answer.get_data(as_text=True))
    assert [(one.text or "").strip() for one in page.root.iter("textarea")] == [TEXT]
    foreign = client.post("/forgotten", data=typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert TEXT not in foreign.get_data(as_text=True)


def test_our_own_fault_keeps_the_form_to_be_sent_again(client: PageClient, broken: Break) -> None:
    broken(lambda: 1 // 0)
    answer = client.post("/forgotten", data={"what": TEXT}, headers=FROM_HERE)
    assert answer.status_code == 500
    page = Page(answer.get_data(as_text=True))
    assert "Coś się u nas zepsuło" in page.text
    assert [(one.get("name"), (one.text or "").strip()) for one in page.root.iter("textarea")] == [
        ("what", TEXT)
    ]


def test_nobody_is_led_back_to_another_site_or_to_the_same_refusal(client: PageClient) -> None:
    for before in ("https://evil.example/guides/help", "http://localhost/nic", ""):
        answer = client.get("/nic", headers={"Referer": before})
        assert ways(Page(answer.get_data(as_text=True))) == ["/"]


def test_a_form_larger_than_what_is_read_is_refused_in_words(client: PageClient) -> None:
    answer = client.post("/forgotten", data={"what": "x" * 26 * 1024 * 1024}, headers=FROM_HERE)
    assert answer.status_code == 413
    assert list(Page(answer.get_data(as_text=True)).root.iter("textarea")) == []
