"""What a lesson uses is found, and so is everything that the renderer would drop in silence."""

import pytest

from content.markup import Use, problems_of_guide, take_apart

START = "# Title\n\nWhat it is about.\n\n"
LINK = "write https://…, lesson:m1/1-name or term:name"
HEADING = 'headings are written "## Section" or "### Smaller"'
OPENING = "a call-out is opened with /// and its kind, such as /// case"
UNCLOSED = "the call-out is not closed with ///"
CALLOUT_TITLE = "a call-out begins with its title: ### Title"


def test_title_and_body_are_parted() -> None:
    written = take_apart("#  Ask, then listen  \n\nWhy.\n\n## How\n")
    assert (written.title, written.body) == ("Ask, then listen", "Why.\n\n## How")
    assert written.problems == ()


def test_everything_that_is_named_is_found_with_its_line() -> None:
    written = take_apart(
        START + "[a](term:reach), [b](lesson:m3/2-questions), [[fact:year]]\n[[fact:town]]\n\n"
        "![Rungs [from below].](figure:ladder)\n\n- [c](term:listening)\n"
    )
    assert written.uses == (
        Use("term", "reach", 5),
        Use("lesson", "m3/2-questions", 5),
        Use("term", "listening", 10),
        Use("fact", "year", 5),
        Use("fact", "town", 6),
        Use("figure", "ladder", 8),
    )
    assert written.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://example.org/a_(b)) <https://example.org/> 3 < 4 and 4 > 3, I <3 you & me",
        "## A section\n\n### A smaller one",
        "/// case\n\n### Title\n\nText.\n///\n\n/// exercise | 20\n### Title\nText.\n///",
        "/// sources\n- [a](https://example.org)\n///",
        "A // B, either/or",
        "![Caption](figure:ladder)\n\n![Caption](figure:circle)",
        "**Bold** begins a paragraph",
    ],
)
def test_what_is_written_well_has_no_problem(text: str) -> None:
    assert take_apart(START + text + "\n").problems == ()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(1, 'the first line must be "# Title"'), (1, "nothing is written under the title")]),
        ("# \n\nText.", [(1, 'the first line must be "# Title"')]),
        ("\n# Title\n\nText.", [(1, 'the first line must be "# Title"'), (2, HEADING),
                                (2, "begin with a paragraph: what this lesson is about")]),
        ("# Title\n\n", [(1, "nothing is written under the title")]),
        *(
            (f"# Title\n\n{start}", [(3, "begin with a paragraph: what this lesson is about")])
            for start in (
                "## Section", "- item", "1. item", "| a |", "> a", "![Caption](figure:ladder)",
                "/// sources\n- a\n///",
            )
        ),
    ],
)  # fmt: skip
def test_a_lesson_begins_with_a_title_and_a_paragraph(
    text: str, problems: list[tuple[int, str]]
) -> None:
    assert sorted(take_apart(text).problems) == sorted(problems)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("# Second title", [(5, HEADING)]),
        ("a\n\n#### Too small", [(7, HEADING)]),
        ("##Stuck", [(5, HEADING)]),
        ("## ", [(5, HEADING)]),
        ("/// case\n### A\ntext", [(5, UNCLOSED)]),
        ("/// case\n### A\n\n/// mistake\n### B\n///", [(5, UNCLOSED)]),
        ("text\n///", [(6, "/// closes a call-out, but none is open")]),
        ("/// exercize | 20\n### A\n///", [(5, 'unknown call-out "exercize", perhaps "exercise"')]),
        ("/// note\n### A\n///", [(5, 'unknown call-out "note"')]),
        ("///case\n### A\n///", [(5, OPENING)]),
        ("/// case study\n### A\n///", [(5, OPENING)]),
        ("  /// case\n### A\n///", [(5, OPENING)]),
        ("/// exercise\n### A\n///", [(5, "an exercise says its minutes: /// exercise | 20")]),
        ("/// exercise | 0\n### A\n///", [(5, "an exercise says its minutes: /// exercise | 20")]),
        ("/// exercise | 20 min\n### A\n///",
         [(5, "an exercise says its minutes: /// exercise | 20")]),
        ("/// case | 20\n### A\n///", [(5, "/// case takes nothing after |")]),
        ("/// case\nText\n\n### A\n///", [(5, CALLOUT_TITLE)]),
        ("/// case", [(5, CALLOUT_TITLE), (5, UNCLOSED)]),
        ("[a](http://example.org)", [(5, f'link "http://example.org": {LINK}')]),
        ("[a](javascript:alert)", [(5, f'link "javascript:alert": {LINK}')]),
        ("[a](//example.org)", [(5, f'link "//example.org": {LINK}')]),
        ("[a](https://)", [(5, f'link "https://": {LINK}')]),
        ("[a](https://example.org title)", [(5, f'link "https://example.org title": {LINK}')]),
        ("a\n[a\nb](../x.md)", [(7, f'link "../x.md": {LINK}')]),
        ("[a](fact:year)", [(5, f'link "fact:year": {LINK}')]),
        ("[[fact: year]]", [(5, "[[fact: year]]: write [[fact:name]]")]),
        ("a\n[[year]]", [(6, "[[year]]: write [[fact:name]]")]),
        ("![a](https://example.org/a.png)",
         [(5, "pictures are figures: ![Caption](figure:name)")]),
        ("See ![Caption](figure:ladder)",
         [(5, "a figure is a paragraph of its own: ![Caption](figure:name)")]),
        ("![](figure:ladder)",
         [(5, "a figure is a paragraph of its own: ![Caption](figure:name)")]),
        ("![A](figure:ladder)\n\n![B](figure:ladder)", [(7, 'figure "ladder" is here twice')]),
        ("a <b>c", [(5, "HTML is not allowed: <b>")]),
        ("a\n<script\nsrc=x>", [(6, "HTML is not allowed: <script")]),
        ("<!-- note -->", [(5, "HTML is not allowed: <!-- note -->")]),
        ("<?php ?>", [(5, "HTML is not allowed: <?php ?>")]),
        ("</p>", [(5, "HTML is not allowed: </p>")]),
        ("<http://example.org>", [(5, "HTML is not allowed: <http://example.org>")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_with_its_line(text: str, problems: list[tuple[int, str]]) -> None:
    assert list(take_apart(START + text).problems) == problems


def test_a_guide_may_also_lead_to_a_page_a_mailbox_or_a_telephone() -> None:
    good = "[a](https://example.org) [b](/help) [c](/) [d](mailto:a@b.pl) [e](tel:+48123)"
    assert list(problems_of_guide(f"# Help\n\n{good}\n")) == []
    reason = "write https://…, mailto:…, tel:… or /page"
    assert list(problems_of_guide("# Help\n\n[a](//example.org)\n[b](help)\n")) == [
        (3, f'link "//example.org": {reason}'),
        (4, f'link "help": {reason}'),
    ]
