"""Nothing that can be written in a lesson runs in a page."""

from datetime import date
from hashlib import sha256

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from content.curriculum import Curriculum, Fact, Lesson, Module, Term
from content.languages import Language, Text
from content.markup import take_apart
from content.rendering import render_guide, render_lesson

FIGURE = '<svg class="fig" viewBox="0 0 1 1" role="img"><title>t</title></svg>'
ELEMENTS = (
    "p h1 h2 h3 ul ol li strong em code a br hr blockquote div details summary figure figcaption"
    " table thead tbody tr th td svg path title"
)
ATTRIBUTES = "class id href start scope role tabindex aria-label viewBox aria-hidden d"
BAIT = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        '<p style="color:red" onclick="x()">',
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](<javascript:alert(1)>)",
        "[a](data:text/html,x)",
        "[a](https://x.org/\" onclick='x()')",
        '[a](https://x.org "title")',
        "![a](javascript:alert(1))",
        "![a](figure:ladder)",
        "![a](figure:nothing)",
        "[a]: javascript:alert(1)",
        "[a][a]",
        "<https://x.org>",
        "<javascript:alert(1)>",
        "<a@b.pl>",
        "&lt;script&gt;",
        "&#106;avascript:",
        "[[fact:year]]",
        "[[fact:x]]",
        "[a](term:reach)",
        "[a](lesson:m1/1-x)",
        "/// case",
        "/// exercise | 20",
        "/// exercise | <b>",
        "/// remember\n    attrs: {onclick: x(), style: 'color:red', class: panel}",
        "/// sources",
        "///",
        "# T",
        "## T",
        "### *T*",
        "| a | b |\n|--:|:-|\n| c | d |",
        "- a",
        "1. b",
        "> q",
        "    code",
        "`<script>`",
        "***",
        "\\<script>",
        '<figure data-figure="ladder">',
        '<div class="note quiet">',
        "\x02klzzwxh:0001\x03",
        "\x02amp\x03",
    ]
)
LINES = st.lists(BAIT | st.text(st.characters(codec="utf-8"), max_size=20), max_size=8)
LESSONS = st.tuples(LINES, st.sampled_from(["\n", "\n\n", " "])).map(lambda t: t[1].join(t[0]))


def course(text: str) -> Curriculum:
    body = Text(text, text)
    title = Text("T", "T")
    digest = sha256(text.encode()).hexdigest()
    lesson = Lesson("m1/1-x", "m1", 1, title, 1, (), body, digest)
    return Curriculum(
        modules=(Module("m1", 1, title, 1, 1, (), (lesson,), None, None),),
        competences=(),
        terms={"reach": Term("reach", Text("<b>", "<b>"), Text("<script>", "<script>"))},
        facts={"year": Fact("year", title, Text("<i>", "<i>"), title, date(2026, 1, 2))},
        figures={"ladder": Text(FIGURE, FIGURE)},
        guides={},
        trainer_guides={},
    )


def assert_harmless(html: str, hrefs: tuple[str, ...]) -> None:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        name = str(element.tag).rpartition("}")[2]
        assert name in ELEMENTS.split() or name == "DOCUMENT_FRAGMENT"
        assert set(element.attrib) <= set(ATTRIBUTES.split())
        assert element.get("href", "https://").startswith(hrefs)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@settings(deadline=None)  # a shared machine may pause
@given(LESSONS)
def test_a_lesson_never_yields_anything_that_runs(text: str) -> None:
    curriculum = course(text)
    for language in Language:
        rendered = render_lesson(curriculum.lessons()[0], language, curriculum)
        assert_harmless(rendered.html, ("https:", "/lessons/m1/1-x", "#term-reach"))
        assert "<h1" not in rendered.html


@settings(deadline=None)  # a shared machine may pause
@given(LESSONS)
def test_a_guide_never_yields_anything_that_runs(text: str) -> None:
    assert_harmless(render_guide(text), ("https://", "/", "mailto:", "tel:"))


@settings(deadline=None)  # a shared machine may pause
@given(LESSONS)
def test_taking_apart_names_only_lines_that_exist(text: str) -> None:
    written = take_apart(text)
    last = text.count("\n") + 1
    assert all(1 <= line <= last and reason for line, reason in written.problems)
    assert all(1 <= use.line <= last for use in written.uses)
