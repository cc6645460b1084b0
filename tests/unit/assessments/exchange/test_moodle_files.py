"""Moodle XML: what surrounds questions, their HTML, and files that mean harm."""

import pytest

from assessments.exchange import Format, Imported, Wanted, imported
from content.languages import Text


def read(text: str) -> Imported:
    return imported(text.encode(), Format.MOODLE_XML, Wanted(outcome="M2.E1"))


def essay(prompt: str, inside: str = "") -> str:
    asked = f'<questiontext format="html"><text>{prompt}</text></questiontext>'
    return f'<quiz><question type="essay">{asked}{inside}</question></quiz>'


def test_html_becomes_words() -> None:
    prompt = (
        "&lt;p&gt;One &amp;amp; &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;\n  &lt;p&gt;three&lt;br/&gt;"
        "four &amp;lt; 5 &amp;#9 x&lt;!-- no --&gt;&lt;/p&gt;&lt;img src='x'&gt; 1 &lt; 2"
    )
    tail = "<tags><tag><text>old</text></tag></tags>"
    found = read(essay(prompt, tail))
    assert found.quiz is not None
    assert found.quiz.questions[0].prompt.pl.split("\n") == [
        "One & two",
        "three",
        "four < 5 \t x",
        " 1 < 2",
    ]
    assert {loss.code for loss in found.losses} == {
        "formatting",
        "media",
        "no_explanation",
        "one_language",
        "rubric_assumed",
        "tag_left_out",
    }


def test_a_third_language_is_named() -> None:
    spans = "".join(
        f'&lt;span lang="{one}" class="multilang"&gt;{one}&lt;/span&gt;'
        for one in ("pl", "en", "uk")
    )
    found = read(essay(spans))
    assert found.quiz is not None
    assert found.quiz.questions[0].prompt == Text("pl", "en")
    assert "other_language" in {loss.code for loss in found.losses}


def test_files_and_further_categories_are_named() -> None:
    category = (
        '<question type="category"><category><text>$course$/top/{}</text></category></question>'
    )
    prompt = '<questiontext><text>x</text><file name="a.png">AAAA</file></questiontext>'
    asked = f'<question type="essay"><name><text>Q</text></name>{prompt}</question>'
    found = read(f"<quiz>{category.format('A')}{category.format('B')}{asked}</quiz>")
    assert found.quiz is not None
    assert found.quiz.title.pl == "A"
    assert {"title_left_out", "file_left_out"} <= {loss.code for loss in found.losses}


LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' if n else '<!ENTITY lol0 "&lol;">'
        for n in range(9)
    )
    + "]>\n<quiz>&lol8;</quiz>"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LAUGHS, (2, "declares_entities")),
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><quiz>&e;</quiz>',
            (1, "declares_entities"),
        ),
        ('<!DOCTYPE quiz SYSTEM "http://127.0.0.1/x.dtd"><quiz/>', (1, "declares_entities")),
        ("<quiz>\n<question>", (2, "not_xml")),
        ("<quiz>&nothing;</quiz>", (1, "not_xml")),
        ("no xml", (1, "not_xml")),
        ("\n<html/>", (2, "not_moodle")),
        ("<quiz/>", (1, "no_questions")),
        ("<a>" * 25 + "</a>" * 25, (1, "too_deep")),
        ("<quiz>\n" + "<a/>" * 200_000 + "</quiz>", (2, "too_many_elements")),
        ('<quiz><question type="essay"/></quiz>', (1, "no_prompt")),
    ],
)
def test_hostile_and_broken_files(text: str, found: tuple[int, str]) -> None:
    assert [(fault.line, fault.code) for fault in read(text).faults] == [found]
