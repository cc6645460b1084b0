"""Styles and scripts are small on the way, and browsers may keep them for ever."""

import gzip
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from course.app import STATIC, create_app
from course.settings import Settings
from course.web.static_files import serve_static_files

STYLES = "css/components.css"


@pytest.fixture
def served(settings: Settings, tmp_path: Path) -> Flask:
    """An app of its own, because serving its files wraps it."""
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'none.db'}"))
    serve_static_files(app, STATIC)
    return app


def asked(app: Flask, path: str, accepted: str = "gzip, deflate, br, zstd") -> tuple[bytes, object]:
    browser = FlaskClient(app, app.response_class)
    address = f"{app.static_url_path}/{path}"
    with browser.get(address, headers={"Accept-Encoding": accepted}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert "Access-Control-Allow-Origin" not in answer.headers
        return answer.get_data(), answer.headers.get("Content-Encoding")


@pytest.mark.parametrize("path", [STYLES, "js/drafts.js", "logo.svg"])
def test_text_goes_out_compressed(served: Flask, path: str) -> None:
    body, encoding = asked(served, path)
    assert encoding == "gzip"
    assert gzip.decompress(body) == (STATIC / path).read_bytes()
    assert len(body) < (STATIC / path).stat().st_size


def test_who_does_not_ask_gets_it_plain(served: Flask) -> None:
    assert asked(served, STYLES, "identity") == ((STATIC / STYLES).read_bytes(), None)


def test_a_font_is_compressed_already(served: Flask) -> None:
    _, encoding = asked(served, "fonts/course-sans.woff2")
    assert encoding is None


def test_caches_are_told_that_both_kinds_go_out(served: Flask) -> None:
    browser = FlaskClient(served, served.response_class)
    for accepted in ("gzip", "identity"):
        told = {"Accept-Encoding": accepted}
        with browser.get(f"{served.static_url_path}/{STYLES}", headers=told) as answer:
            assert answer.headers["Vary"] == "Accept-Encoding"


def test_no_file_is_made_for_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = set(STATIC.rglob("*"))
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'none.db'}"))
    serve_static_files(app, STATIC)
    assert asked(app, STYLES)[1] == "gzip"
    assert not list(place.iterdir())
    assert set(STATIC.rglob("*")) == before
