"""What stands around a lesson's text: contents, sources, and what browsers keep for ever."""

import re

import pytest
from flask import Flask

from course.catalogue import Catalogue
from tests.pages import PageClient
from tests.web.test_notes import LESSON, ana

pytestmark = pytest.mark.usefixtures("monday")

__all__ = ["ana"]


def test_what_scripts_need_is_kept_for_ever_under_its_build(app: Flask, client: PageClient) -> None:
    build = app.config["BUILD"]
    answer = client.get(f"/lesson-parts/{build}/en")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Reading aloud" in answer.get_json()["html"]
    assert "Czytanie na głos" in client.get(f"/lesson-parts/{build}/pl").get_json()["html"]
    assert (
        client.get("/lesson-parts/an-older-build/pl").headers["Cache-Control"]
        == "private, no-cache"
    )
    assert client.get(f"/lesson-parts/{build}/de").status_code == 404


def test_every_icon_of_a_page_is_in_the_one_file(app: Flask, ana: PageClient) -> None:
    file = ana.get(f"/icons/{app.config['BUILD']}.svg")
    assert file.mimetype == "image/svg+xml"
    assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    drawn = set(re.findall('<symbol id="([^"]+)"', file.get_data(as_text=True)))
    pages = "".join(ana.page(path).html for path in (LESSON, "/course", "/notes"))
    named = set(re.findall(rf"/icons/{app.config['BUILD']}\.svg#([\w-]+)", pages))
    assert named
    assert named <= drawn


def test_the_sources_of_facts_have_a_page(ana: PageClient, course: Catalogue) -> None:
    path = "/lessons/m1/2-where-it-comes-from"
    assert f"{path}/facts" in ana.page(path).links()
    page = ana.page(f"{path}/facts")
    assert "COEP Learning Report" in page.text
    assert "sprawdzone 22 listopada 2026" in page.text
    bare = next(
        one for one in course.curriculum.module("m1").lessons if "[[fact:" not in one.body.pl
    )
    assert f"/lessons/{bare.slug}/facts" not in ana.page(f"/lessons/{bare.slug}").links()
    assert ana.get(f"/lessons/{bare.slug}/facts").status_code == 404


def test_contents_lead_to_every_section(ana: PageClient) -> None:
    page = ana.page("/lessons/m1/2-where-it-comes-from")
    ids = {str(heading.get("id")) for heading in page.root.iter("h2")} - {"module-lessons"}
    [contents] = [one for one in page.root.iter("details") if "toc" in (one.get("class") or "")]
    assert {str(link.get("href")).removeprefix("#") for link in contents.iter("a")} == ids
    assert len(ids) >= 3
