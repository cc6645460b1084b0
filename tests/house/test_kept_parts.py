"""A part of a page that is kept for everybody shows nothing of anybody."""

import re

import pytest

from course.settings import ROOT

TEMPLATES = sorted((ROOT / "course/templates").rglob("*.html"))
KEPT = re.compile(r"{% kept\b(?P<facts>[^%]*)%}(?P<body>.*?){% endkept %}", re.DOTALL)
OF_SOMEBODY = re.compile(r"csrf|visitor|person|request|session|flashed|\bnow\b\(|secret|moment")


def kept_parts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), part["body"])
        for path in TEMPLATES
        for part in KEPT.finditer(path.read_text(encoding="utf-8"))
    ]


def test_there_are_some() -> None:
    assert len(kept_parts()) >= 5


@pytest.mark.parametrize(("path", "body"), kept_parts())
def test_it_shows_nothing_of_anybody(path: str, body: str) -> None:
    assert OF_SOMEBODY.findall(body) == [], path
