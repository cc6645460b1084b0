"""The course while it is being written: what was saved shows at the next look."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from course.database import db
from course.preview import STAMP, preview_app
from course.settings import ROOT, Settings

LESSON = "/lessons/m1/1-what-organising-is"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("content", "assessments"):
        copytree(ROOT / name, tmp_path / name, ignore=lambda *_: {"__pycache__"})
    return tmp_path


@pytest.fixture
def app(settings: Settings, folder: Path) -> Iterator[Flask]:
    written = replace(
        settings, content_folder=folder / "content", assessments_folder=folder / "assessments"
    )
    (folder / "var").mkdir()
    app = preview_app(written, folder / "var")
    yield app
    with app.app_context():
        db.engine.dispose()


def save(path: Path, old: str, new: str) -> None:
    """An editor's save, which always moves the time of the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    later = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later, later))


def test_nobody_signs_in_and_all_is_open(app: Flask) -> None:
    browser = app.test_client()
    for address in ("/materials", LESSON, "/materials/questions/m8", "/materials/trainers/w3"):
        assert browser.get(address).status_code == 200, address


def test_whoever_is_let_in_here_is_let_in_nowhere_else(app: Flask, settings: Settings) -> None:
    browser = app.test_client()
    browser.get("/materials")
    assert app.config["SECRET_KEY"] != settings.secret_key
    assert browser.get_cookie("session") is None
    assert browser.get_cookie("preview") is not None


def test_what_was_saved_shows_at_the_next_look(app: Flask, folder: Path) -> None:
    browser = app.test_client()
    page = browser.get(LESSON).get_data(as_text=True)
    [stamp] = re.findall('data-stamp="([0-9a-f]+)"', page)
    assert browser.get(STAMP).json == {"stamp": stamp}
    assert "ETag" not in browser.get(LESSON).headers
    save(folder / f"content/lessons/pl/m1{LESSON[11:]}.md", "Pięć reakcji", "Pięć dróg")
    assert browser.get(STAMP).json != {"stamp": stamp}
    assert "Pięć dróg" in browser.get(LESSON).get_data(as_text=True)


def test_a_broken_course_shows_its_faults_until_it_is_mended(app: Flask, folder: Path) -> None:
    browser, facts = app.test_client(), folder / "content/facts.yaml"
    assert browser.get(LESSON).status_code == 200
    save(facts, "checked_on: 2026", "checked_on: soon 2026")
    broken = browser.get(LESSON)
    assert broken.status_code == 422
    assert "content/facts.yaml:" in broken.get_data(as_text=True)
    assert "js/preview.js" in broken.get_data(as_text=True)
    save(facts, "checked_on: soon 2026", "checked_on: 2026")
    assert browser.get(LESSON).status_code == 200
