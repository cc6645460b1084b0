"""Pages are small on the way, except where their length could tell a stranger something."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import check_page

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def browser(app: Flask, session: object) -> FlaskClient:
    return FlaskClient(app, app.response_class)


def test_a_page_is_compressed_for_a_browser_that_asks(browser: FlaskClient) -> None:
    answer = browser.get("/sign-in", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert {"Accept-Encoding", "Cookie"} <= set(answer.vary)
    page = gzip.decompress(answer.get_data())
    assert len(answer.get_data()) < len(page) / 2
    check_page(page.decode())


def test_a_browser_that_does_not_ask_gets_it_plain(browser: FlaskClient) -> None:
    answer = browser.get("/sign-in")
    assert "Content-Encoding" not in answer.headers
    check_page(answer.get_data(as_text=True))


def test_what_another_site_asks_for_shows_no_lengths(browser: FlaskClient) -> None:
    answer = browser.get("/sign-in", headers=GZIP | {"Sec-Fetch-Site": "cross-site"})
    assert "Content-Encoding" not in answer.headers
