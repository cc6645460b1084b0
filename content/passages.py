"""The course in plain words for whoever looks something up: what a page shows, without markup.

A lesson is taken apart as it is read, after it was made safe: each section is a passage with the
anchor of its heading, so nothing that an author writes for the renderer ever stands in an excerpt.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from content.curriculum import Curriculum, Guide, Lesson, Term
from content.languages import Language
from content.rendering import render_guide, render_lesson

_CELLS = frozenset({"td", "th"})
_BLOCKS = _CELLS | {
    *("p", "h1", "h2", "h3", "h4", "li", "tr", "div", "blockquote"),
    *("summary", "figcaption", "details", "figure", "br"),
}
_SMALL = frozenset({"h3", "summary"})
_TITLES = _SMALL | {"h1", "h2"}
_NESTING = frozenset({"svg", "details"})
_ENDS = (".", "?", "!", ":", ";", ",", "…", "”", ")", "–")


class Kind(StrEnum):
    """Where something is found."""

    TERM = "term"
    LESSON = "lesson"
    GUIDE = "guide"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text under one heading, which stands at the anchor of its page."""

    text: str
    heading: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. What it is also called is looked through, but never shown."""

    kind: Kind
    slug: str
    title: str
    passages: tuple[Passage, ...]
    also_called: str = ""


def documents_of(curriculum: Curriculum, language: Language) -> tuple[Document, ...]:
    """Everything that is written for trainees in one language, in the order of study."""
    return (
        *(_term(term, language) for term in curriculum.terms.values()),
        *(_lesson(lesson, language, curriculum) for lesson in curriculum.lessons()),
        *(_guide(slug, guide, language) for slug, guide in curriculum.guides.items()),
    )


def _term(term: Term, language: Language) -> Document:
    names = {one: term.name.in_language(one) for one in Language}
    title = names.pop(language)
    meaning = Passage(term.definition.in_language(language), anchor=f"term-{term.slug}")
    return Document(Kind.TERM, term.slug, title, (meaning,), also_called=" ".join(names.values()))


def _lesson(lesson: Lesson, language: Language, curriculum: Curriculum) -> Document:
    rendered = render_lesson(lesson, language, curriculum)
    return Document(Kind.LESSON, lesson.slug, rendered.title, passages_of(rendered.html))


def _guide(slug: str, guide: Guide, language: Language) -> Document:
    passages = passages_of(render_guide(guide.body.in_language(language)))
    return Document(Kind.GUIDE, slug, passages[0].heading, passages)


def passages_of(html: str) -> tuple[Passage, ...]:
    """The sections of a page that was made safe; the first one is what stands above them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.passages())


@dataclass(slots=True)
class _Section:
    anchor: str = ""
    heading: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    goes_on: bool = False


class _Reader(HTMLParser):
    """Gathers the words between tags, and begins a section at each heading.

    A note and the sources have a title without an anchor: they are found below the heading above.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._sections = [_Section()]
        self._into = self._sections[0].words
        self._around: list[_Section] = []
        self._left_out = 0

    def passages(self) -> Iterator[Passage]:
        for one in self._sections:
            text, heading = _sentences(one.words), _plain("".join(one.heading))
            if text or (heading and not one.goes_on):
                yield Passage(text, heading, one.anchor)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._left_out or tag == "svg" or (tag, given.get("class")) == ("details", "term"):
            self._left_out += tag in _NESTING  # drawings; and words that the glossary has
        elif tag in ("div", "details"):
            self._around.append(self._sections[-1])
        elif tag in _TITLES:
            anchor = given.get("id") or (self._sections[-1].anchor if tag in _SMALL else "")
            self._sections.append(_Section(anchor))
            self._into = self._sections[-1].heading
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if self._left_out:
            self._left_out -= tag in _NESTING
        elif tag in ("div", "details"):
            self._go_on_with(self._around.pop())
        elif tag in _TITLES:
            self._into = self._sections[-1].words

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._into.append(data.replace("\n", " "))

    def _go_on_with(self, before: _Section) -> None:
        """What follows a note belongs to the section that the note stands in."""
        if before is not self._sections[-1]:
            self._sections.append(_Section(before.anchor, before.heading, goes_on=True))
            self._into = self._sections[-1].words

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._left_out:
            self._into.append("|" if tag in _CELLS else "\n")


def _sentences(parts: list[str]) -> str:
    """Words as they follow one another, with a stop where only the layout told of an end."""
    rows = (line.split("|") for line in unicodedata.normalize("NFC", "".join(parts)).split("\n"))
    told = (" – ".join(filter(None, map(_plain, cells))) for cells in rows)
    return " ".join(one if one.endswith(_ENDS) else f"{one}." for one in told if one)


def _plain(words: str) -> str:
    return " ".join(words.replace("|", " ").split())
