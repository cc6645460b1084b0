"""Parts of pages that are written once: for equal facts only, and never in a wrong language."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string

from content.languages import Language
from course.web import kept_parts
from course.web.i18n import choose_language

LINE = "{% kept facts %}{{ language() }} {{ shown }} {{ '<' }}{% endkept %}"


@pytest.fixture(autouse=True)
def in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        choose_language(Language.PL)
        yield


def written(facts: object, shown: object) -> str:
    return render_template_string(LINE, facts=facts, shown=shown)


def test_equal_facts_give_the_part_as_it_was() -> None:
    assert written(("a", 1), "first") == "pl first &lt;"
    assert written(("a", 1), "second") == "pl first &lt;"


def test_other_facts_give_another_part() -> None:
    written(("b", 1), "first")
    assert written(("b", 2), "second") == "pl second &lt;"


def test_another_language_gives_another_part() -> None:
    written(("c", 1), "first")
    choose_language(Language.EN)
    assert written(("c", 1), "second") == "en second &lt;"


def test_the_oldest_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_parts, "MOST", 1)
    written(("d", 1), "first")
    written(("d", 2), "first")
    assert written(("d", 1), "second") == "pl second &lt;"
